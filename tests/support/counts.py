"""Counts as they are before the gate: tests of counting need the small cells too."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode import Study
from qualcode.domain.tables import Row, Table, Unit
from qualcode.study.counts.asking import asked_for
from qualcode.study.counts.counting import Counting


def counted(
    study: Study,
    question: str | None = None,
    by: str | Sequence[str] | None = None,
    unit: Unit | str = Unit.PARTICIPANT,
    coder_rule: str | None = None,
    kind: str | None = None,
    without_accepted: bool = False,
    base: str | None = None,
    where: str = "",
) -> Table[Row]:
    """Return what `study.frequencies` counts, with nothing withheld."""
    asked = asked_for(question, by, unit, coder_rule, kind, without_accepted, base, where)
    with study._session.reading() as connection:
        return Counting(study._session).counted(connection, asked).table
