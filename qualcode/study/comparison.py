"""Sets the figures of a printed report beside those that the study counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from qualcode.domain.published import Compared, PublishedFigure
from qualcode.domain.tables import Row, Table
from qualcode.study.counts.asking import Asked
from qualcode.study.counts.counting import Counting
from qualcode.study.study import Study

GROUPING = "position"
EVERYONE = "all"


def compare(study: Study, figures: Iterable[PublishedFigure]) -> list[Compared]:
    """Count each printed figure from the store, under the study's default coder rule."""
    printed = list(figures)

    # The figures are printed already, and only whether they are met is told of them: no gate.
    counting = Counting(study._session)

    @cache
    def table(question: str, group: str) -> Table[Row]:
        asked = Asked(question, () if group == EVERYONE else (GROUPING,))
        with study._session.reading() as connection:
            return counting.counted(connection, asked).table

    def counted(one: PublishedFigure) -> tuple[str, int, int]:
        return _count(one, table(one.question, one.group))

    return [
        _compared(one, *counted(one), _place(one, printed, counted) if one.order else None)
        for one in printed
    ]


def _count(figure: PublishedFigure, table: Table[Row]) -> tuple[str, int, int]:
    rows = [row for row in table.rows if figure.group in (EVERYONE, row.group)]
    if figure.code:
        found = [row for row in rows if row.code == figure.code]
        return (
            (found[0].name, found[0].n or 0, found[0].base or 0) if found else (figure.code, 0, 0)
        )
    wanted = [row for row in rows if figure.counts(row.code)]
    name = f"{figure.question} {_condition(wanted)}"
    return name, sum(row.n or 0 for row in wanted), (rows[0].base or 0) if rows else 0


def _condition(rows: Sequence[Row]) -> str:
    codes = [row.code for row in rows]
    return f"{codes[0]}-{codes[-1]}" if len(codes) > 1 else "".join(codes)


def _place(
    figure: PublishedFigure,
    printed: Sequence[PublishedFigure],
    counted: Callable[[PublishedFigure], tuple[str, int, int]],
) -> int:
    beside = [
        one for one in printed if (one.question, one.group) == (figure.question, figure.group)
    ]
    count = counted(figure)[1]
    return 1 + sum(counted(one)[1] > count for one in beside)


def _compared(figure: PublishedFigure, name: str, n: int, base: int, place: int | None) -> Compared:
    percent = 100 * n / base if base else None
    difference = None
    if figure.order is not None and place is not None:
        difference = place - figure.order
    elif figure.percent is not None and percent is not None:
        difference = round(percent) - round(figure.percent)
    return Compared(figure, name, n, base, percent, place, difference)
