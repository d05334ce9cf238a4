"""What these tests verify tables with: the facts of a study, and a table's recount made once."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from qualcode import Study
from qualcode.audit.recounted import Unchecked
from qualcode.audit.tables.comparing import TableComparison
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.lines import Recounted
from qualcode.audit.tables.query import require_table
from qualcode.audit.tables.recounting import recounted
from qualcode.domain.verification import Difference
from qualcode.study.reliability.verified_tables import _facts


def facts_of(study: Study) -> Facts:
    """Return what a study's tables are recounted from."""
    return _facts(study._session)


def as_json(release: Any) -> dict[str, Any]:
    """Return a table as it stands in a file."""
    content: dict[str, Any] = json.loads(json.dumps(release.to_json()))
    return content


def recount(content: dict[str, Any], facts: Facts) -> Recounted:
    """Return the recount of a table."""
    everything = content["disclosure"]["unsuppressed"]
    made = recounted(facts, content["kind"], require_table(content, None), everything)
    assert not isinstance(made, Unchecked)
    return made


def differences(content: dict[str, Any], made: Recounted, facts: Facts) -> list[Difference]:
    """Return what differs between a table and a recount."""
    comparison = TableComparison(content, made, facts.promises)
    comparison.compare()
    return comparison.differences


def with_one_figure_changed(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the table again and again, each time with one value of one row changed."""
    for at, row in enumerate(content["rows"]):
        for name, value in row.items():
            made = copy.deepcopy(content)
            made["rows"][at][name] = _changed(value)
            yield f"{at} {name}", made


def _changed(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value * (1 + 1e-5) + 1e-6
    if isinstance(value, list):
        return [*value, "x"]
    return 0.25 if value is None else f"{value}x"
