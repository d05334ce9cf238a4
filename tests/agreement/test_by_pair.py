from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Reason
from tests.agreement.test_by_code import CODES, binary, coded_units, same, units_of


def shared(units, *coders):
    """The units that all of these coders looked at, and only what they did there."""
    return [
        (document, {coder: seen[coder] for coder in coders})
        for document, seen in units
        if all(coder in seen for coder in coders)
    ]


@settings(deadline=None)
@given(coded_units)
def test_a_pair_is_the_table_of_these_two_alone(units):
    coders = a.CodedUnits.of(units).coders
    pairs = a.agreement_by_pair(units, CODES, n=5)
    assert [(pair.first, pair.second) for pair in pairs] == list(combinations(coders, 2))
    for pair in pairs:
        both = shared(units, pair.first, pair.second)
        alone = a.agreement_by_code(both, CODES, n=5)
        assert pair.n_units == alone.n_units == len(both)
        same(pair.overall, alone.overall)
        same(pair.pooled_kappa, alone.pooled_kappa)
        assert pair.overall.reason == alone.overall.reason
        for row in alone.codes:
            same(pair.kappas[row.code], row.kappa)
            assert pair.kappas[row.code].reason == row.kappa.reason
        known = [one.value for one in pair.kappas.values() if one.value is not None]
        mean = sum(known) / len(known) if known else None
        assert pair.mean_kappa.value == (None if mean is None else pytest.approx(mean, abs=1e-9))


@settings(deadline=None)
@given(coded_units)
def test_pooled_kappa_is_that_of_the_mean_shares(units):
    for pair in a.agreement_by_pair(units, CODES, interval=None):
        both = shared(units, pair.first, pair.second)
        if not both:
            assert pair.pooled_kappa.reason is Reason.NOT_COMPARABLE
            continue
        observed, chance = [], []
        for code in CODES:
            one, other = binary(both, code, (pair.first, pair.second))
            observed.append(sum(x == y for x, y in zip(one, other, strict=True)) / len(both))
            first, second = sum(one) / len(both), sum(other) / len(both)
            chance.append(first * second + (1 - first) * (1 - second))
        p_o, p_e = sum(observed) / len(CODES), sum(chance) / len(CODES)
        expected = None if p_e > 1 - 1e-12 else pytest.approx((p_o - p_e) / (1 - p_e), abs=1e-9)
        assert pair.pooled_kappa.value == expected


@settings(deadline=None)
@given(coded_units)
def test_without_a_coder_is_the_table_of_the_others(units):
    for one in a.leave_one_coder_out(units, CODES, n=5):
        others = [
            (document, {coder: codes for coder, codes in seen.items() if coder != one.coder})
            for document, seen in units
        ]
        alone = a.agreement_by_code(others, CODES, n=5)
        assert one.n_units == alone.n_units
        same(one.overall, alone.overall)
        assert one.overall.reason == alone.overall.reason
        for row in alone.codes:
            same(one.alphas[row.code], row.alpha)
            assert one.alphas[row.code].reason == row.alpha.reason


def test_intervals_of_two_coders_are_those_of_the_table():
    units = units_of(*["a|a", "|b", "a|", "b|b", "|", "ab|a"] * 4, documents=list(range(12)) * 2)
    table = a.agreement_by_code(units)
    (pair,) = a.agreement_by_pair(units)
    assert (pair.overall, pair.pooled_kappa) == (table.overall, table.pooled_kappa)
    for row in table.codes:
        one, other = pair.kappas[row.code], row.kappa
        assert (one.low, one.high, one.se) == (other.low, other.high, other.se)


def test_two_coders_leave_nothing_without_one():
    for one in a.leave_one_coder_out(units_of("a|a", "|a")):
        assert one.overall.reason is one.alphas["a"].reason is Reason.NOT_COMPARABLE


def test_no_units_no_pairs():
    assert a.agreement_by_pair([]) == a.leave_one_coder_out([]) == ()


@settings(deadline=None)
@given(coded_units, st.booleans())
def test_confusion_is_counted_pair_by_pair_and_unit_by_unit(units, named):
    found = a.code_confusion(units, CODES if named else None)
    swaps, agreed, missed = {}, dict.fromkeys(found.codes, 0), dict.fromkeys(found.codes, 0)
    for _, seen in units:
        for one, other in combinations(seen.values(), 2):
            for code in one & other:
                agreed[code] += 1
            for left, right in ((one - other, other - one), (other - one, one - other)):
                for code in left:
                    missed[code] += not right
                    for against in right:
                        swaps[code, against] = swaps.get((code, against), 0) + 1
    assert (found.agreed, found.missed) == (agreed, missed)
    assert [pair.n for pair in found.confused] == sorted(
        (pair.n for pair in found.confused), reverse=True
    )
    matrix = found.matrix()
    for row, code in enumerate(found.codes):
        for column, against in enumerate(found.codes):
            expected = agreed[code] if row == column else swaps.get((code, against), 0)
            assert matrix[row][column] == expected
