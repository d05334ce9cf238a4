"""Correlations between scales and differences between groups, and what they would give away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from qualcode.analysis.differences import LEAST_GROUP, Difference, differences
from qualcode.analysis.scales import correlation
from qualcode.domain.disclosure import Cell, Guard, Key
from qualcode.domain.scales import CorrelationRow, DifferenceRow
from qualcode.study.findings.closed_items import ClosedItem, ClosedItems


def correlations(found: ClosedItems) -> tuple[list[CorrelationRow], Guard]:
    """Return a row for each two scales, over those who answered both."""
    rows, cells = [], []
    for one, other in combinations(found.items, 2):
        both = sorted(one.numbers.keys() & other.numbers.keys())
        tested = correlation([(one.numbers[who], other.numbers[who]) for who in both])
        rho, tau = tested.rho, tested.tau
        rows.append(
            CorrelationRow(
                one.question.id,
                other.question.id,
                tested.n,
                rho.value,
                rho.low,
                rho.high,
                rho.p,
                tau.value,
                tau.low,
                tau.high,
                tau.p,
                tested.reason,
                tested.n,
            )
        )
        cells.append(Cell(("both", one.question.id, other.question.id), len(both), len(both)))
    parts: tuple[Mapping[str, tuple[Key, ...]], ...] = tuple({"n": (cell.key,)} for cell in cells)
    return rows, Guard(tuple(cells), (), parts)


def group_differences(found: ClosedItems) -> tuple[list[DifferenceRow], Guard, tuple[str, ...]]:
    """Return the tests of each item between its groups, their guard, and what was left out.

    Participants of no group and groups with fewer than 10 answers are left out.
    """
    rows: list[DifferenceRow] = []
    cells: list[Cell] = []
    parts: list[Mapping[str, tuple[Key, ...]]] = []
    small: dict[str, None] = {}
    for item in found.items:
        groups = _answers(found, item)
        compared = {name: values for name, values in groups.items() if len(values) >= LEAST_GROUP}
        small |= dict.fromkeys(name for name in groups if name not in compared)
        n = sum(map(len, compared.values()))
        keys = _keep(item, groups, compared, cells)
        for one in _tested(compared):
            rows.append(_row(item, tuple(compared), n, one))
            parts.append(keys)
    return rows, Guard(tuple(cells), (), tuple(parts)), tuple(_left_out(list(small)))


def _answers(found: ClosedItems, item: ClosedItem) -> dict[str, list[float]]:
    groups: dict[str, list[float]] = {group: [] for group in found.groups if group}
    for who in sorted(item.numbers):
        if found.group_of[who]:
            groups[found.group_of[who]].append(item.numbers[who])
    return {name: values for name, values in groups.items() if values}


def _tested(compared: Mapping[str, list[float]]) -> list[Difference]:
    if len(compared) < 2:
        reason = f"fewer than two groups with {LEAST_GROUP} answers"
        return [Difference("", reason=reason)]
    return differences(compared)


def _row(item: ClosedItem, groups: tuple[str, ...], n: int, one: Difference) -> DifferenceRow:
    return DifferenceRow(
        item.question.id,
        item.place,
        item.name,
        groups,
        n,
        one.test,
        one.statistic,
        one.df,
        one.p,
        one.effect_name,
        one.effect,
        one.low,
        one.high,
        one.reason,
        n,
    )


def _keep(
    item: ClosedItem,
    groups: Mapping[str, list[float]],
    compared: Mapping[str, list[float]],
    cells: list[Cell],
) -> Mapping[str, tuple[Key, ...]]:
    """Keep the cells of an item: who is compared, who is left out, and the smallest group.

    The number of those compared tells, beside that of all, how many were left out; and a test with
    the size of its effect tells of how many it is.
    """
    n = sum(map(len, compared.values()))
    left = sum(map(len, groups.values())) - n
    least = min(map(len, compared.values()), default=0)
    sizes = {"compared": n, "left out": left, "smallest group": least}
    keys = {name: (name, item.question.id, item.place) for name in sizes}
    cells += [Cell(keys[name], size, size) for name, size in sizes.items()]
    return {"n": tuple(keys.values())}


def _left_out(small: list[str]) -> Iterator[str]:
    if small:
        groups = "; ".join(sorted(small))
        yield (
            f"Left out where they gave fewer than {LEAST_GROUP} answers: {groups}. What is "
            "withheld for their sake can be seen of the others: name those with --where."
        )
