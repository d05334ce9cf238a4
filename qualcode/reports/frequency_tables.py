"""Tables of frequencies as a report prints them: n, base and interval beside every figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.domain.tables import Row, groups_of
from qualcode.privacy.release import Release
from qualcode.reports.commands import command_of
from qualcode.reports.contents import INDENT, Cell, Table
from qualcode.reports.figures import DASH, thousands

WITHHELD = "withheld"
_DEEPEST = 3
_MOST_WITH_INTERVALS = 4
_MOST_BESIDE = 8


def frequency_table(release: Release[Row], caption: str, rows: Sequence[Row]) -> Table:
    """Return one line for each row: n, base, per cent and its interval."""
    top = min((row.level for row in rows), default=0)
    return Table(
        caption,
        ("", "n", "base", "%", "95 % interval"),
        tuple((_name(row, top), *_figures(row)) for row in rows),
        frozenset({1, 2, 3, 4}),
        foot_of(release),
        command_of(release),
    )


def group_table(release: Release[Row], caption: str, codes: Sequence[Row]) -> Table:
    """Return one line for each code and columns for each group; `codes` gives the order.

    A few groups have their intervals; very many have a line each.
    """
    groups = counted_groups(release)
    if len(groups) > _MOST_BESIDE:
        return _long_table(release, caption, codes, groups)
    found = {(row.code, row.group): row for row in release.rows}
    top = min((row.level for row in codes), default=0)
    columns = [
        column
        for group in groups
        for column in _columns(group or f"no {release.by} given", len(groups))
    ]
    rows = tuple(
        (
            _name(code, top),
            *(
                cell
                for group in groups
                for cell in _of_group(found.get((code.code, group)), len(groups))
            ),
        )
        for code in codes
    )
    return Table(
        caption,
        ("", *columns),
        rows,
        frozenset(range(1, 1 + len(columns))),
        foot_of(release, len(groups) <= _MOST_WITH_INTERVALS),
        command_of(release),
    )


def _long_table(
    release: Release[Row], caption: str, codes: Sequence[Row], groups: Sequence[str]
) -> Table:
    found = {(row.code, row.group): row for row in release.rows}
    rows = tuple(
        (Cell(row.name), Cell(group or f"no {release.by}"), *_figures(row))
        for code in codes
        for group in groups
        if (row := found.get((code.code, group))) is not None
    )
    columns = ("", str(release.by), "n", "base", "%", "95 % interval")
    figures = frozenset({2, 3, 4, 5})
    return Table(caption, columns, rows, figures, foot_of(release), command_of(release))


def counted_groups(release: Release[Row]) -> tuple[str, ...]:
    """Return the groups of which anybody was asked."""
    return groups_of(row for row in release.rows if row.base is not None or row.suppressed)


def foot_of(release: Release[Row], intervals: bool = True) -> tuple[str, ...]:
    """Return what must be known to read the figures of a release."""
    told = f"Base: {release.base}."
    if release.coder_rule:
        told += f" Coder rule: {release.coder_rule}."
    told += " n of base in per cent"
    told += ", with 95 % Wilson intervals" if intervals else " (n / base)"
    told += (
        "; one may give several answers, so shares can add to more than 100."
        if release.coder_rule
        else "."
    )
    if any(row.suppressed for row in release.rows):
        told += f" A dash ({DASH}) is a figure that is withheld."
    return (told, *release.notes)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of one group as a tree, the most frequent first among its neighbours.

    What is withheld comes last in the order of the codebook: its place must not tell its size.
    Those who carry no code come after all codes.
    """
    found = list(rows)
    apart = [row for row in found if row.is_apart]
    return [*_below(_children([row for row in found if not row.is_apart]), None), *apart]


def _children(rows: list[Row]) -> Mapping[str | None, list[Row]]:
    below: dict[str | None, list[Row]] = {}
    above: list[Row] = []
    for row in rows:
        while above and above[-1].level >= row.level:
            above.pop()
        below.setdefault(above[-1].code if above else None, []).append(row)
        above.append(row)
    return below


def _below(tree: Mapping[str | None, list[Row]], code: str | None) -> list[Row]:
    found = sorted(tree.get(code, ()), key=lambda row: (row.percent is None, -(row.percent or 0)))
    return [one for row in found for one in (row, *_below(tree, row.code))]


def _name(row: Row, top: int) -> Cell:
    depth = min(row.level - top, _DEEPEST)
    return Cell(row.name, f"{INDENT}{depth}" if depth else "")


def _figures(row: Row) -> tuple[Cell, ...]:
    return (
        _cell(row.n, row),
        _cell(row.base, row),
        Cell(percent(row), _tone(row)),
        Cell(interval_of(row), _tone(row)),
    )


def _columns(group: str, groups: int) -> tuple[str, ...]:
    if groups > _MOST_WITH_INTERVALS:
        return (group,)
    return f"{group}: n / base", f"{group}: % and 95 % interval"


def _of_group(row: Row | None, groups: int) -> tuple[Cell, ...]:
    if row is None:
        return (Cell(DASH),) * len(_columns("", groups))
    figures = f"{percent(row)}  {interval_of(row)}".strip()
    of = f"{_whole(row.n, row)} / {_whole(row.base, row)}".strip(" /") or DASH
    if row.n is None and row.base is None:
        of = figures = DASH
    if groups > _MOST_WITH_INTERVALS:
        return (Cell(f"{percent(row)} ({of})" if row.percent is not None else of, _tone(row)),)
    return Cell(of, _tone(row)), Cell(DASH if row.suppressed else figures, _tone(row))


def percent(row: Row) -> str:
    """Return the share in whole per cent; nothing where there is no base, a dash if withheld."""
    if row.percent is None:
        return _none(row)
    return f"{row.percent:.0f}"


def interval_of(row: Row) -> str:
    """Return the interval in brackets; nothing where there is none, a dash if withheld."""
    if row.low is None or row.high is None:
        return _none(row)
    return f"[{row.low:.0f}, {row.high:.0f}]"


def _cell(number: int | None, row: Row) -> Cell:
    return Cell(_whole(number, row), _tone(row) if number is None else "")


def _whole(number: int | None, row: Row) -> str:
    return _none(row) if number is None else thousands(number)


def _none(row: Row) -> str:
    return DASH if row.suppressed else ""


def _tone(row: Row) -> str:
    return WITHHELD if row.suppressed else ""
