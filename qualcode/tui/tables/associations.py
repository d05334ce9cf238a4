"""Codes held against an attribute: one row for each code and value."""

from __future__ import annotations

from typing import Any

from qualcode.domain.associations import AssociationRow
from qualcode.domain.errors import InputError
from qualcode.domain.source import SourceKind
from qualcode.privacy.release import Release
from qualcode.study import Study
from qualcode.study.findings.association_units import Among
from qualcode.tui.quoting.behind import Behind, behind_code
from qualcode.tui.tables.asking import Asking
from qualcode.tui.tables.view import View


def associations(study: Study, asked: Asking) -> Release[AssociationRow]:
    """Compute how codes go with an attribute, or with one value of it.

    Raises:
        InputError: if no attribute is chosen.
        NotFound: if something that was chosen is gone.
        Confidential: if small cells are asked for by somebody who is not the lead.
    """
    if asked.by is None:
        raise InputError("Nobody has an attribute that codes could be held against.")
    by = f"{asked.by}={asked.value}" if asked.value is not None else asked.by
    kind = SourceKind(asked.sources) if asked.sources else None
    among = Among(question=asked.question, kind=kind, coder_rule=asked.rule)
    codes = (asked.code,) if asked.code else ()
    return study.associations.table(by=by, codes=codes, among=among, unsuppressed=asked.everything)


class AssociationsView(View[AssociationRow]):
    """The rows under the value that they are about."""

    def __init__(self, study: Study, asked: Asking, release: Release[Any]) -> None:
        super().__init__(study, asked, release)
        values = list(dict.fromkeys(row.value for row in release))
        self.top = min((row.level for row in release), default=0)
        self.rows = sorted(release, key=lambda row: values.index(row.value))

    def said(self, row: AssociationRow) -> str:
        """Return the code and the value."""
        return f"{row.name} {row.value}"

    def heading(self, row: AssociationRow) -> str:
        """Return the value that is compared, and with what."""
        if not row.value:
            return f"{row.attribute}: all values at once"
        return f"{row.attribute} = {row.value}, against {row.against}"

    def behind(self, row: AssociationRow) -> Behind | None:
        """Return the quotations of the code."""
        rule = self.release.coder_rule
        told = "count withheld" if row.both is None or row.code_only is None else (
            f"{row.both + row.code_only} of {row.base}"
        )  # fmt: skip
        return behind_code(self.study, row.code, row.name, told, self.asked.wanted(rule))
