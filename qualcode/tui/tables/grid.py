"""Codes by codes: which occur together, and which follows which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qualcode.domain.cooccurrence import PairRow, SequenceRow, Within
from qualcode.privacy.release import Release
from qualcode.study import Study
from qualcode.tui.quoting.behind import Behind, behind_pair
from qualcode.tui.tables.asking import Asking, Kind
from qualcode.tui.tables.view import View

Pair = PairRow | SequenceRow


@dataclass(frozen=True, slots=True)
class GridRow:
    """A code as a row of the grid, and as the column of the same number from 0."""

    number: int
    code: str
    name: str


class GridView(View[GridRow]):
    """A cell for each two codes; on the diagonal of codes together stands their frequency."""

    def __init__(self, study: Study, asked: Asking, release: Release[Any]) -> None:
        super().__init__(study, asked, release)
        pairs: list[Pair] = [one for one in release if self._is_wanted(one)]
        self._cells = {codes_of(one): one for one in pairs}
        self.rows = [
            GridRow(number, code, name) for number, (code, name) in enumerate(_codes(pairs).items())
        ]
        self.columns = len(self.rows)

    @property
    def is_sequence(self) -> bool:
        """Say whether the cells tell which code follows."""
        return self.asked.kind is Kind.SEQUENCE

    def _is_wanted(self, one: Pair) -> bool:
        theme, codebook = self.asked.code, self.study.catalogue.codebook
        if self.is_sequence or self.asked.level == "theme":
            return True
        if theme is None or theme not in codebook:
            return True
        return codebook.roll_up(theme).issuperset(codes_of(one))

    def said(self, row: GridRow) -> str:
        """Return the name of the code."""
        return row.name

    def cell(self, row: GridRow, column: int) -> Pair | None:
        """Return what is known of two codes; None if nothing can be, as they share no base."""
        codes = row.code, self.rows[column].code
        found = self._cells.get(codes)
        return found if found is not None or self.is_sequence else self._cells.get(codes[::-1])

    def figure(self, one: Pair) -> float | None:
        """Return what stands in a cell, as the measure wants it."""
        if self.asked.measure == "share":
            return self.share(one)
        return one.lift if self.asked.measure == "lift" else one.n

    def share(self, one: Pair) -> float | None:
        """Return how strong a cell is, from 0 to 1: Jaccard's index, or the share of steps."""
        if isinstance(one, PairRow):
            return one.jaccard
        return one.n / one.n_code if one.n is not None and one.n_code else None

    def behind(self, row: GridRow) -> Behind | None:
        """Return the quotations of both codes where they are together."""
        one = self.cell(row, self.column)
        if one is None:
            return None
        names = (one.name, one.next_name) if isinstance(one, SequenceRow) else (
            one.name, one.other_name,
        )  # fmt: skip
        if self.is_sequence:
            participant = self.asked.stream == "participant"
            within = Within.PARTICIPANT if participant else Within.SOURCE
        else:
            within = Within(self.asked.within)
        told = "count withheld" if one.n is None else f"{one.n} times"
        wanted = self.asked.wanted(self.release.coder_rule)
        return behind_pair(self.study, codes_of(one), names, told, within, wanted)


def codes_of(one: Pair) -> tuple[str, str]:
    """Return the two codes of a cell."""
    return (one.code, one.next) if isinstance(one, SequenceRow) else (one.code, one.other)


def _codes(pairs: Iterable[Pair]) -> dict[str, str]:
    """Map the codes to their names, in the order of the table."""
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    for one in pairs:
        first[one.code] = one.name
        if isinstance(one, SequenceRow):
            second[one.next] = one.next_name
        else:
            second[one.other] = one.other_name
    return first | second
