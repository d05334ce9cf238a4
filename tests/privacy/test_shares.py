"""Shares: with a base a whole group is withheld, and neither bases nor counts can be narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode.domain.disclosure import AtMost, Cell, Guard, Key, Margin
from qualcode.privacy.disclosure import suppression

Columns = Sequence[Sequence[int]]


def guard_of(columns: Columns) -> Guard:
    """Return the guard of a table; `columns[0]` are the bases of groups, the others codes."""
    groups = range(len(columns[0]))
    cells = [Cell((str(c), str(g)), columns[c][g], columns[c][g])
             for c in range(len(columns)) for g in groups]  # fmt: skip
    totals = [Cell((str(c), "*"), sum(column), sum(column)) for c, column in enumerate(columns)]
    margins = [Margin((str(c), "*"), tuple((str(c), str(g)) for g in groups))
               for c in range(len(columns))]  # fmt: skip
    shares = [(str(c), str(g)) for c in range(1, len(columns)) for g in groups]
    return Guard(
        (*cells, *totals),
        tuple(margins),
        tuple({"n": (one,), "base": (("0", one[1]),)} for one in shares),
        bounds=tuple(AtMost(one, (("0", one[1]),)) for one in shares),
    )


def splits(total: int, known: Sequence[int | None]) -> Iterator[tuple[int, ...]]:
    """Yield every way to fill what is not known so that the total holds."""
    for values in product(*(range(total + 1) if one is None else [one] for one in known)):
        if sum(values) == total:
            yield values


def widths(columns: Columns, unknown: set[Key]) -> dict[Key, int]:
    """Try all tables that fit what is shown, bases and codes together."""
    known = [
        [None if (str(c), str(g)) in unknown else value for g, value in enumerate(column)]
        for c, column in enumerate(columns)
    ]
    seen: dict[Key, set[int]] = {}
    for bases in splits(sum(columns[0]), known[0]):
        fitting = [
            [one for one in splits(sum(column), known[c])
             if all(n <= base for n, base in zip(one, bases, strict=True))]
            for c, column in enumerate(columns) if c
        ]  # fmt: skip
        if not all(fitting):
            continue
        for c, ways in enumerate([[bases], *fitting]):
            for one in ways:
                for g, value in enumerate(one):
                    seen.setdefault((str(c), str(g)), set()).add(value)
    return {one: max(values) - min(values) for one, values in seen.items()}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=3, max_size=3), st.data())
def test_neither_bases_nor_counts_can_be_narrowed(bases: list[int], data: st.DataObject) -> None:
    assume(sum(bases))
    columns = [bases] + [[data.draw(st.integers(0, base)) for base in bases] for _ in range(2)]
    k, guard = 3, guard_of(columns)
    hidden = suppression(guard, k).hidden
    gone = {key for row in guard.rows for key in (*row["n"], *row["base"])
            if hidden.intersection(row["base"])}  # fmt: skip
    unknown = hidden | gone
    values = {one.key: one.value for one in guard.cells}
    printed = {key for row in guard.rows for keys in row.values() for key in keys}
    assert not any(0 < values[one] < k for one in printed - unknown)
    found = widths(columns, unknown)
    counts = {one for one in printed if one[0] != "0"}
    with_bases, without = widths(columns, printed), widths(columns, unknown | counts)
    for one in hidden:
        widest = with_bases[one] if one[0] == "0" else without[one]
        assert found[one] >= min(k, widest), (columns, hidden, one)
