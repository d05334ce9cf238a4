"""Light, Hubert, Holsti, the largest kappa, and the kappa pooled over codes."""

import pytest
from hypothesis import assume, given, settings

from qualcode import agreement as a
from qualcode.agreement import Flag, Reason
from tests.agreement import published as p
from tests.agreement.strategies import complete, pairs_with_missing, with_missing

nltk_agreement = pytest.importorskip("nltk.metrics.agreement")


def task(table):
    return nltk_agreement.AnnotationTask(
        [(coder, unit, v) for coder, row in enumerate(table) for unit, v in enumerate(row)]
    )


@settings(deadline=None)
@given(complete)
def test_hubert_is_the_multi_kappa_of_nltk_and_the_kappa_of_conger(table):
    hubert = a.hubert_kappa(table)
    assume(hubert.value is not None)
    assert float(hubert) == pytest.approx(task(table).multi_kappa(), abs=1e-9)
    assert float(hubert) == pytest.approx(float(a.conger_kappa(table)), abs=1e-9)


@settings(deadline=None)
@given(complete)
def test_light_is_the_mean_kappa_of_nltk(table):
    light = a.light_kappa(table)
    assume(light.value is not None and Flag.PAIRS_LEFT_OUT not in light.flags)
    assert float(light) == pytest.approx(task(table).kappa(), abs=1e-9)


@settings(deadline=None)
@given(with_missing)
def test_light_is_the_mean_of_the_kappas_that_exist(table):
    found = [
        a.cohen_kappa([one, other])
        for index, one in enumerate(table)
        for other in table[index + 1 :]
    ]
    known = [kappa.value for kappa in found if kappa.value is not None]
    light = a.light_kappa(table)
    assert light.value == (pytest.approx(sum(known) / len(known)) if known else None)


@settings(deadline=None)
@given(pairs_with_missing)
def test_two_coders_have_one_kappa(table):
    kappa = a.cohen_kappa(table)
    for statistic in (a.light_kappa, a.hubert_kappa):
        found = statistic(table)
        assert found.reason == kappa.reason
        assert found.value == (kappa.value and pytest.approx(kappa.value))
    pooled = a.pooled_kappa([table])
    assert (pooled.value, pooled.reason) == (
        kappa.value and pytest.approx(kappa.value),
        kappa.reason,
    )


@settings(deadline=None)
@given(pairs_with_missing)
def test_no_kappa_exceeds_the_largest(table):
    kappa, largest = a.cohen_kappa(table), a.kappa_max(table)
    assert largest.reason == kappa.reason
    if kappa.value is not None:
        assert kappa.value <= largest.value + 1e-12
        assert largest.value <= 1


def test_pairs_that_share_no_unit_are_left_out_and_said_so():
    table = [[1, 2, 1, None, None], [1, 2, 2, None, None], [None, None, 2, 1, 2]]
    for statistic in (a.light_kappa, a.hubert_kappa, a.holsti):
        assert Flag.PAIRS_LEFT_OUT not in statistic(table[:2]).flags
    apart = [[1, 2, None, None], [1, 2, None, None], [None, None, 2, 1], [None, None, 2, 1]]
    for statistic in (a.light_kappa, a.hubert_kappa, a.holsti):
        found = statistic(apart)
        assert float(found) == 1
        assert Flag.PAIRS_LEFT_OUT in found.flags


def test_holsti_counts_what_one_coder_left_undone():
    assert float(a.holsti([["a", "b", "a"], ["a", "b", "b"]])) == pytest.approx(2 * 2 / 6)
    assert float(a.holsti([["a", "b", "a", None], ["a", "b", None, "b"]])) == pytest.approx(4 / 6)
    assert float(a.percent_agreement([["a", "b", "a", None], ["a", "b", None, "b"]])) == 1


def test_holsti_of_several_coders_is_the_mean_over_pairs():
    table = [["a", "b", "a", "a"], ["a", "b", "b", "a"], ["a", "a", "b", "a"]]
    shares = [a.holsti([table[i], table[j]]).value for i, j in ((0, 1), (0, 2), (1, 2))]
    assert float(a.holsti(table)) == pytest.approx(sum(shares) / 3)


def test_pooled_kappa_by_hand():
    # De Vries et al. (2008): the means of agreement and of chance agreement come first.
    first = p.from_contingency([[20, 5], [10, 15]])  # p_o .70, p_e .50
    second = p.from_contingency([[45, 2], [1, 2]])  # p_o .94, p_e .8696
    pooled = a.pooled_kappa([first, second])
    mean_e = (0.5 + (0.94 * 0.92 + 0.06 * 0.08)) / 2
    assert float(pooled) == pytest.approx((0.82 - mean_e) / (1 - mean_e))
    assert float(a.pooled_kappa({"cost": first, "time": second})) == float(pooled)
    assert (pooled.n_units, pooled.n_coders) == (50, 2)


def test_a_code_that_nobody_used_changes_nothing_in_the_pool():
    table = p.from_contingency([[20, 5], [10, 15]])
    unused = [[0] * 50, [0] * 50]
    assert float(a.pooled_kappa([table, unused])) == pytest.approx(float(a.pooled_kappa([table])))
    assert a.pooled_kappa([unused, unused]).reason is Reason.NO_VARIATION


def test_codes_without_a_shared_unit_are_left_out_of_the_pool_and_said_so():
    table = p.from_contingency([[20, 5], [10, 15]])
    pooled = a.pooled_kappa([table, [[1, None], [None, 1]]])
    assert float(pooled) == pytest.approx(0.4)
    assert pooled.flags == (Flag.CODES_LEFT_OUT,)
    for tables in ([], [[]], [[[1, None], [None, 1]]]):
        assert a.pooled_kappa(tables).reason is Reason.NOT_COMPARABLE


@pytest.mark.parametrize("tables", [None, "ab", 3, [None], [[1, 2]], [[[1], [1], [1]]]])
def test_what_is_no_list_of_two_coder_tables_is_refused(tables):
    with pytest.raises(ValueError, match=r"\.$"):
        a.pooled_kappa(tables)


def test_a_third_coder_who_rated_nothing_does_not_count():
    two = [[1, 2, 1, 1], [1, 2, 2, 1]]
    assert a.cohen_kappa([*two, [None] * 4]) == a.cohen_kappa(two)
    assert a.scott_pi([two[0], [None] * 4, two[1]]) == a.scott_pi(two)
