"""From groups of units to the rows of a table of associations, with what each gives away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isinf

from qualcode.analysis.associations.independence import WITHHELD, Tested, independence
from qualcode.analysis.associations.stratified import common_odds_ratio
from qualcode.analysis.associations.two_by_two import TwoByTwo, odds_ratio
from qualcode.domain.associations import AssociationRow
from qualcode.domain.codebook import Code
from qualcode.study.findings.association_units import Outcome

Ids = frozenset[str]
DEPENDENT = "several sources are of the same participant, so they are not independent"


@dataclass(frozen=True, slots=True)
class Groups:
    """For one code the units that carry it and those that do not, by their value of an attribute.

    `strata` are all these units by the value of another attribute; empty without one.
    """

    code: Code
    level: int
    carrying: Mapping[str, Ids]
    others: Mapping[str, Ids]
    strata: Mapping[str, Ids]

    def of(self, value: str) -> tuple[Ids, Ids, Ids, Ids]:
        """Return who carries the code and has the value, one of the two, or none."""
        rest = [one for one in self.carrying if one != value]
        none: Ids = frozenset()
        return (
            self.carrying.get(value, none),
            none.union(*(self.carrying[one] for one in rest)),
            self.others.get(value, none),
            none.union(*(self.others[one] for one in rest)),
        )


def rows_of(groups: Groups, outcome: Outcome, seed: int, is_sound: bool) -> list[AssociationRow]:
    """Return the rows of one code: one for a value, or one for all values and one for each.

    `is_sound` says that the units are independent; else nothing is tested.
    """
    if outcome.value:
        return [_one_value(groups, outcome, outcome.value, outcome.against, is_sound)]
    values = [_one_value(groups, outcome, value, "others", is_sound) for value in groups.carrying]
    return [_all_values(groups, outcome, seed, is_sound), *values]


def in_strata(groups: Groups, value: str) -> dict[str, TwoByTwo]:
    """Return the four counts of each stratum that has something to compare."""
    cells = groups.of(value)
    tables = {
        name: TwoByTwo(*(len(cell & units) for cell in cells))
        for name, units in groups.strata.items()
    }
    return {name: table for name, table in tables.items() if not table.problem}


def _all_values(groups: Groups, outcome: Outcome, seed: int, is_sound: bool) -> AssociationRow:
    counts = [
        [len(groups.carrying[value]) for value in groups.carrying],
        [len(groups.others[value]) for value in groups.carrying],
    ]
    row = AssociationRow(
        groups.code.id, groups.code.name, groups.level, outcome.attribute, "", "",
        sum(map(sum, counts)),
    )  # fmt: skip
    return _tested(row, counts, seed, is_sound)


def _one_value(
    groups: Groups, outcome: Outcome, value: str, against: str, is_sound: bool
) -> AssociationRow:
    table = TwoByTwo(*map(len, groups.of(value)))
    row = AssociationRow(
        groups.code.id, groups.code.name, groups.level, outcome.attribute, value, against,
        table.n, table.both, table.code_only, table.value_only, table.neither,
    )  # fmt: skip
    ratio = odds_ratio(table)
    if ratio.value is None:
        return replace(row, test=WITHHELD, why=ratio.reason)
    endless = isinf(ratio.value)
    row = _tested(replace(row, is_unbounded=endless), table.rows, 0, is_sound)
    if is_sound:
        high = None if ratio.high is None or isinf(ratio.high) else ratio.high
        row = replace(row, low=ratio.low, high=high)
    row = replace(row, odds_ratio=None if endless else ratio.value)
    return _stratified(row, groups, value, is_sound) if groups.strata else row


def _tested(
    row: AssociationRow, counts: Iterable[Iterable[int]], seed: int, is_sound: bool
) -> AssociationRow:
    found = independence([list(one) for one in counts], seed)
    if not is_sound:
        found = Tested(WITHHELD, v=found.v, v_corrected=found.v_corrected, why=DEPENDENT)
    return replace(
        row, test=found.test, statistic=found.statistic, freedom=found.freedom, draws=found.draws,
        p=found.p, cramers_v=found.v, cramers_v_corrected=found.v_corrected, why=found.why,
    )  # fmt: skip


def _stratified(row: AssociationRow, groups: Groups, value: str, is_sound: bool) -> AssociationRow:
    found = common_odds_ratio(in_strata(groups, value).values())
    value_ = found.value if found.value is None or not isinf(found.value) else None
    row = replace(row, strata=found.strata, common=value_, why=row.why or found.why)
    if not is_sound:
        return row
    return replace(
        row, common_low=found.low, common_high=found.high, common_p=found.p,
        homogeneity_p=found.homogeneity,
    )  # fmt: skip
