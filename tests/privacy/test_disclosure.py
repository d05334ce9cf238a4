"""No hidden figure can be narrowed, nothing unsafe is shown, and no more is hidden than must be."""

from __future__ import annotations

from itertools import (
    chain,
    combinations,
    combinations_with_replacement,
    pairwise,
    permutations,
    product,
)
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from qualcode.domain.disclosure import AtMost, Cell, DisclosureRule, Guard, Key, Margin
from qualcode.privacy.disclosure import enough, suppression
from tests.privacy.attacking import Grid, column_of, guard_of, intervals, key, theme_of


def shapes(rows: int, columns: int, values: range) -> list[Grid]:
    """Return one table of each kind that differ by more than the order of rows and columns."""
    seen, found = set(), []
    for flat in product(values, repeat=rows * columns):
        grid = tuple(flat[i * columns : (i + 1) * columns] for i in range(rows))
        if grid in seen:
            continue
        found.append(grid)
        for order in permutations(range(columns)):
            turned = [tuple(row[j] for j in order) for row in grid]
            seen.update(permutations(turned))
    return found


def all_keys(grid: Grid) -> set[tuple[str, str]]:
    return {key(i, j) for i in range(len(grid)) for j in range(len(grid[0]))}


def require_safe(grid: Grid, k: int, most: int | None = None) -> None:
    """Hold the promise of the module against the attacker who tries every table."""
    hidden = suppression(guard_of(grid, most), k).hidden
    shown = all_keys(grid) - hidden
    assert not any(0 < grid[int(i)][int(j)] < k for i, j in shown), (grid, hidden)
    known, widest = intervals(grid, hidden, most), intervals(grid, all_keys(grid), most)
    for one, (low, high) in known.items():
        first, last = widest[one]
        assert high - low >= min(k, last - first), (grid, hidden, one, (low, high))


@pytest.mark.parametrize(
    ("rows", "columns", "values", "k"),
    [
        (1, 3, range(8), 5),
        (2, 2, range(6), 4),
        (2, 2, range(4), 3),
        (2, 3, range(4), 3),
        (3, 3, range(3), 2),
    ],
)
def test_nobody_can_narrow_a_hidden_cell(rows: int, columns: int, values: range, k: int) -> None:
    for grid in shapes(rows, columns, values):
        require_safe(grid, k)


@pytest.mark.parametrize("most", [3, 4, 6])
def test_nor_by_what_a_cell_cannot_exceed(most: int) -> None:
    for grid in shapes(2, 3, range(4)):
        require_safe(grid, 3, most)


@settings(max_examples=12, deadline=None)
@given(
    st.integers(2, 3).flatmap(
        lambda columns: st.lists(
            st.lists(st.sampled_from([0, 1, 2, 4, 5, 6, 9]), min_size=columns, max_size=columns),
            min_size=2,
            max_size=2,
        )
    )
)
def test_nor_in_wider_tables(grid: list[list[int]]) -> None:
    require_safe(grid, 5)


def is_safe(values: tuple[int, ...], hidden: set[int], k: int) -> bool:
    """Say by the definition whether hiding these places of one sum keeps all of them wide."""
    total, count = sum(values[place] for place in hidden), len(hidden)
    widest = sum(values) if len(values) > 1 else 0
    return not hidden or (total if count > 1 else 0) >= min(k, widest)


def test_one_sum_loses_the_fewest_people() -> None:
    k = 5
    for values in combinations_with_replacement(range(9), 4):
        found = suppression(column_of(values, printed_total=False), k)
        small = {place for place, value in enumerate(values) if 0 < value < k}
        rest = [place for place in range(4) if place not in small]
        choices = chain.from_iterable(combinations(rest, n) for n in range(len(rest) + 1))
        least = min(
            sum(values[place] for place in chosen)
            for chosen in choices
            if is_safe(values, small | set(chosen), k)
        )
        places = {int(one[1]) for one in found.complementary}
        assert {int(one[1]) for one in found.primary} == small
        assert is_safe(values, small | places, k)
        assert sum(values[place] for place in places) == least, values


def test_one_small_cell_in_a_table_costs_the_cheapest_rectangle() -> None:
    grid = [[3, 20, 30], [25, 40, 12], [15, 11, 60]]
    found = suppression(guard_of(grid), 5)
    assert found.primary == {("0", "0")}
    rectangles = {
        grid[0][j] + grid[i][0] + grid[i][j]: {key(0, j), key(i, 0), key(i, j)}
        for i in (1, 2)
        for j in (1, 2)
    }
    assert found.complementary == rectangles[min(rectangles)]


def test_two_small_cells_that_protect_each_other_cost_nothing() -> None:
    assert not suppression(column_of((3, 4, 20), True), 5).complementary
    assert suppression(column_of((1, 2, 20), True), 5).complementary == {("c", "2")}


def test_a_table_without_small_cells_is_shown_whole() -> None:
    assert not suppression(guard_of([[5, 9], [0, 30]]), 5).hidden


def test_zeros_are_hidden_where_the_study_says_so() -> None:
    guard = column_of((0, 7, 8, 9), True)
    assert not suppression(guard, 5).hidden
    assert suppression(guard, 5, zeros=False).primary == {("c", "0")}
    assert len(suppression(guard, 5, zeros=False).hidden) == 2


def test_persons_decide_not_mentions() -> None:
    often = Cell(("often",), people=1, value=40)
    guard = Guard((often,), (), ({"n": (often.key,)},))
    assert suppression(guard, 5).primary == {often.key}


def test_a_small_total_that_is_printed_is_hidden_with_its_parts() -> None:
    found = suppression(column_of((4, 0, 0), True), 5)
    assert found.primary == {("c", "0"), ("c", "all")}


def test_what_must_go_in_any_case_is_protected_too() -> None:
    guard = column_of((30, 40, 12), False)
    found = suppression(guard, 5, revealing=[("c", "0")])
    assert found.primary == {("c", "0")}
    assert found.complementary == {("c", "2")}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 16), min_size=3, max_size=3), min_size=2, max_size=3))
def test_a_higher_threshold_never_shows_what_a_lower_one_hides(grid: list[list[int]]) -> None:
    guard = guard_of(grid)
    hidden = [suppression(guard, k).hidden for k in range(5, 13)]
    for lower, higher in pairwise(hidden):
        assert lower <= higher


def test_the_same_table_hides_the_same_cells_in_whatever_order_it_comes() -> None:
    guard = guard_of([[3, 20, 20], [20, 20, 20], [4, 20, 20]])
    turned = Guard(guard.cells[::-1], guard.margins[::-1], guard.rows[::-1])
    assert suppression(guard, 10) == suppression(turned, 10)


@pytest.mark.parametrize("own", [True, False])
def test_a_theme_does_not_give_its_codes_away(own: bool) -> None:
    k = 4
    for children in combinations_with_replacement(range(8), 2):
        for theme in range(max(children), sum(children) + 1 + 2 * own):
            guard = theme_of(theme, children, own)
            hidden = suppression(guard, k).hidden
            values = {one.key: one.value for one in guard.cells}
            assert not any(0 < values[one] < k for one in values.keys() - hidden)
            known, widest = (by_theme(values, one, own) for one in (hidden, set(values)))
            for one, (low, high) in known.items():
                first, last = widest[one]
                assert high - low >= min(k, last - first), (values, hidden, one)


def by_theme(
    values: dict[tuple[str, ...], int], hidden: set[tuple[str, ...]] | frozenset[tuple[str, ...]],
    own: bool,
) -> dict[tuple[str, ...], tuple[int, int]]:  # fmt: skip
    """Try all values up to 16 for a theme and its codes."""
    top, *below = values
    ranges = [range(17) if one in hidden else [values[one]] for one in values]
    fitting = [
        (theme, *codes)
        for theme, *codes in product(*ranges)
        if max(codes) <= theme and (own or theme <= sum(codes))
    ]
    columns = dict(zip((top, *below), zip(*fitting, strict=True), strict=True))
    return {one: (min(columns[one]), max(columns[one])) for one in hidden}


def test_a_code_under_a_printed_theme_in_two_groups_goes_round_in_circles() -> None:
    """Theme and code, two groups, totals known: four hidden cells that no single sum gives away."""
    values = {("t", "a"): 9, ("t", "b"): 8, ("c", "a"): 6, ("c", "b"): 3}
    cells = [Cell(one, value, value) for one, value in values.items()]
    totals = [Cell(("t", "all"), 17, 17), Cell(("c", "all"), 9, 9)]
    margins = tuple(Margin((one, "all"), ((one, "a"), (one, "b"))) for one in ("t", "c"))
    bounds = tuple(AtMost(("c", group), (("t", group),)) for group in ("a", "b"))
    rows = tuple({"n": (one,)} for one in values)
    guard = Guard((*cells, *totals), margins, rows, None, bounds)
    found = suppression(guard, 10)
    # Code a is 9 - code b, and each is at most its theme: 0 to 9 for the code, 0 to 17 for the
    # theme; nine is as wide as it can be.
    assert found.primary == set(values)
    assert not found.complementary


def themes_by_group(seed: int, themes: int, groups: int) -> Guard:
    """Return themes of five codes each, by groups of which only the totals are known."""
    chance = Random(seed)
    cells, margins, rows, bounds = [], [], [], []
    for theme in range(themes):
        top = [chance.choice([0, 2, 7, 14, 30, 45]) for _ in range(groups)]
        for code in range(6):
            name = f"{theme}.{code}"
            values = top if not code else [chance.randint(0, most) for most in top]
            keys = tuple((name, str(group)) for group in range(groups))
            cells += [Cell(one, n, n) for one, n in zip(keys, values, strict=True)]
            cells.append(Cell((name, "*"), sum(values), sum(values)))
            margins.append(Margin((name, "*"), keys))
            rows += [{"n": (one,)} for one in keys]
            if code:
                bounds += [AtMost(one, ((f"{theme}.0", one[1]),)) for one in keys]
    return Guard(tuple(cells), tuple(margins), tuple(rows), None, tuple(bounds))


def widths(guard: Guard, hidden: frozenset[Key]) -> dict[Key, float]:
    """Return how wide the intervals of hidden cells are by linear programmes (scipy)."""
    order = {one: place for place, one in enumerate(sorted(hidden))}
    values = {one.key: one.value for one in guard.cells}

    def line(plus: tuple[Key, ...], minus: tuple[Key, ...]) -> tuple[list[float], float]:
        left, right = [0.0] * len(order), 0.0
        for sign, keys in ((1, plus), (-1, minus)):
            for one in keys:
                if one in order:
                    left[order[one]] = sign
                else:
                    right -= sign * values[one]
        return left, right

    equal = [line(one.parts, (one.total,)) for one in guard.margins]
    most = [line((one.smaller,), one.larger) for one in guard.bounds]
    found = {}
    for one, place in order.items():
        aim = [float(at == place) for at in range(len(order))]
        ends = []
        for sign in (1, -1):
            made = linprog(
                [sign * part for part in aim],
                A_ub=[left for left, _ in most], b_ub=[right for _, right in most],
                A_eq=[left for left, _ in equal], b_eq=[right for _, right in equal],
            )  # fmt: skip
            assert made.status == 0
            ends.append(sign * made.fun)
        found[one] = ends[1] - ends[0]
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("groups", [3, 12])
def test_large_tables_hold_against_linear_programmes(seed: int, groups: int) -> None:
    k = 10
    guard = themes_by_group(seed, 2, groups)
    found = suppression(guard, k)
    printed = frozenset(one for row in guard.rows for one in row["n"])
    values = {one.key: one.value for one in guard.cells}
    assert not any(0 < values[one] < k for one in printed - found.hidden)
    known, widest = widths(guard, found.hidden), widths(guard, printed)
    for one, width in known.items():
        assert width > min(k, widest[one]) - 1e-6, (seed, one)


def test_sums_that_do_not_hold_are_a_defect() -> None:
    guard = column_of((3, 4), True)
    wrong = Guard((*guard.cells[:2], Cell(("c", "all"), 8, 8)), guard.margins, guard.rows)
    with pytest.raises(ValueError, match="do not add up"):
        suppression(wrong, 5)
    twice = Margin(("c", "all"), (("c", "0"), ("c", "0")))
    with pytest.raises(ValueError, match="named twice"):
        suppression(Guard(guard.cells, (twice,), guard.rows), 5)


def test_a_table_as_large_as_a_study_makes_is_done() -> None:
    groups = [str(group) for group in range(8)]
    cells, margins, rows, bounds = [], [], [], []
    for code in range(300):
        values = [(7 * code + 13 * place * place) % 41 for place in range(8)]
        keys = [(f"{code:03}", group) for group in groups]
        cells += [Cell(one, value, value) for one, value in zip(keys, values, strict=True)]
        cells.append(Cell((f"{code:03}", "all"), sum(values), sum(values)))
        margins.append(Margin((f"{code:03}", "all"), tuple(keys)))
        rows += [{"n": (one,)} for one in keys]
        bounds += [AtMost(one, ((f"{code:03}", "all"),)) for one in keys]
    guard = Guard(tuple(cells), tuple(margins), tuple(rows), None, tuple(bounds))
    found = suppression(guard, 10)
    values_of = {one.key: one.value for one in cells}
    assert not any(
        0 < values_of[row["n"][0]] < 10 for row in rows if row["n"][0] not in found.hidden
    )
    for margin in margins:
        inside = found.hidden.intersection(margin.parts)
        assert len(inside) != 1
        assert not inside or sum(values_of[one] for one in inside) >= 10


def test_agreement_is_shown_of_codes_that_enough_persons_carry() -> None:
    persons = {"law": 12, "time": 9, "old": 0, "data": 10}
    assert enough(persons, DisclosureRule()) == {"law", "data", "old"}
    assert enough(persons, DisclosureRule(zeros=False)) == {"law", "data"}
    assert enough(persons, DisclosureRule(5, "A small study.")) == {"law", "time", "data", "old"}
