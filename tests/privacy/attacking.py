"""Somebody who tries every table of whole numbers that fits what is printed: slow, and certain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qualcode.domain.disclosure import AtMost, Cell, Guard, Key, Margin

Grid = Sequence[Sequence[int]]
Interval = tuple[int, int]


def key(row: int, column: int) -> Key:
    """Return the key of a cell."""
    return str(row), str(column)


def guard_of(grid: Grid, most: int | None = None) -> Guard:
    """Return what a table gives away whose rows and columns have totals that everybody knows."""
    rows, columns = range(len(grid)), range(len(grid[0]))
    inner = [Cell(key(i, j), grid[i][j], grid[i][j], most, "code") for i in rows for j in columns]
    across = [Cell((str(i), "all"), sum(grid[i]), sum(grid[i])) for i in rows]
    down = [Cell(("all", str(j)), *(2 * [sum(one[j] for one in grid)])) for j in columns]
    margins = [Margin((str(i), "all"), tuple(key(i, j) for j in columns)) for i in rows]
    margins += [Margin(("all", str(j)), tuple(key(i, j) for i in rows)) for j in columns]
    printed = tuple({"n": (one.key,)} for one in inner)
    return Guard((*inner, *across, *down), tuple(margins), printed)


def tables(grid: Grid, hidden: Collection[Key], most: int | None = None) -> Iterator[list[int]]:
    """Yield the hidden values, in order, of every table that fits what is printed."""
    unknown = sorted(hidden)
    rows = [sum(grid[i][j] for j in range(len(grid[0])) if key(i, j) in hidden)
            for i in range(len(grid))]  # fmt: skip
    columns = [sum(grid[i][j] for i in range(len(grid)) if key(i, j) in hidden)
               for j in range(len(grid[0]))]  # fmt: skip

    def fill(place: int) -> Iterator[list[int]]:
        if place == len(unknown):
            if not any(rows) and not any(columns):
                yield []
            return
        i, j = map(int, unknown[place])
        limit = min(rows[i], columns[j])
        for value in range(1 + (limit if most is None else min(limit, most))):
            rows[i] -= value
            columns[j] -= value
            for rest in fill(place + 1):
                yield [value, *rest]
            rows[i] += value
            columns[j] += value

    return fill(0)


def intervals(grid: Grid, hidden: Collection[Key], most: int | None = None) -> dict[Key, Interval]:
    """Return between which values each hidden cell must lie."""
    found: dict[Key, Interval] = {}
    for values in tables(grid, hidden, most):
        for one, value in zip(sorted(hidden), values, strict=True):
            low, high = found.get(one, (value, value))
            found[one] = min(low, value), max(high, value)
    return found


def column_of(values: Sequence[int], printed_total: bool) -> Guard:
    """Return what one column gives away, with its total printed or only known."""
    cells = [Cell(("c", str(place)), value, value) for place, value in enumerate(values)]
    total = Cell(("c", "all"), sum(values), sum(values))
    margin = Margin(total.key, tuple(one.key for one in cells))
    rows = [{"n": (one.key,)} for one in (*cells, *([total] if printed_total else []))]
    return Guard((*cells, total), (margin,), tuple(rows))


def theme_of(theme: int, children: Sequence[int], own: bool) -> Guard:
    """Return what a theme and its codes give away; without `own` the codes are all of it."""
    top = Cell(("theme",), theme, theme)
    below = [Cell((f"code {place}",), value, value) for place, value in enumerate(children)]
    bounds = [AtMost(one.key, (top.key,)) for one in below]
    if not own:
        bounds.append(AtMost(top.key, tuple(one.key for one in below)))
    rows = tuple({"n": (one.key,)} for one in (top, *below))
    return Guard((top, *below), (), rows, None, tuple(bounds))
