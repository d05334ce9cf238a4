"""What must not change a coefficient, and what must change it in a known way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from tests.agreement.statistics import NAMES, NOMINAL, NUMERIC, OF_TWO
from tests.agreement.strategies import complete, pairs_with_missing, with_missing

ANY_CODERS = [*NOMINAL, *NUMERIC]
TWO_CODERS = [*OF_TWO, *(lambda table, w=w: a.cohen_kappa(table, w) for w in NAMES)]


def same(one, other):
    alike(one, other)
    assert one.flags == other.flags
    for part in ("se", "low", "high"):
        mine, theirs = getattr(one, part), getattr(other, part)
        assert mine == (None if theirs is None else pytest.approx(theirs, abs=1e-5))


def alike(one, other):
    """The same value, whatever the precision."""
    assert one.reason == other.reason
    assert one.value == (None if other.value is None else pytest.approx(other.value, abs=1e-9))


def shuffled(table, random):
    units = list(zip(*table, strict=True))
    random.shuffle(units)
    rows = [list(row) for row in zip(*units, strict=True)]
    random.shuffle(rows)
    return rows


@settings(deadline=None, max_examples=30)
@given(with_missing, st.randoms(use_true_random=False))
def test_order_of_coders_and_units_is_nothing(table, random):
    for statistic in ANY_CODERS:
        same(statistic(shuffled(table, random)), statistic(table))


@settings(deadline=None, max_examples=30)
@given(pairs_with_missing, st.randoms(use_true_random=False))
def test_order_of_two_coders_and_units_is_nothing(table, random):
    for statistic in TWO_CODERS:
        same(statistic(shuffled(table, random)), statistic(table))


@settings(deadline=None)
@given(pairs_with_missing, st.permutations(["d", ("b", 1), "zz", 3, frozenset("q")]))
def test_names_of_labels_are_nothing_to_nominal_statistics(table, names):
    renamed = [[None if v is None else names[v] for v in row] for row in table]
    for statistic in (
        a.percent_agreement,
        a.krippendorff_alpha,
        a.fleiss_kappa,
        a.gwet_ac1,
        a.brennan_prediger,
        a.conger_kappa,
        a.hubert_kappa,
        a.light_kappa,
        a.holsti,
        a.cohen_kappa,
        a.kappa_max,
        a.scott_pi,
    ):
        same(statistic(renamed), statistic(table))


@settings(deadline=None)
@given(with_missing)
def test_a_unit_that_one_coder_rated_adds_nothing_to_alpha_and_percent(table):
    lone = [[*row, 0 if index == 0 else None] for index, row in enumerate(table)]
    for metric in ("nominal", "ordinal", "interval"):
        same(a.krippendorff_alpha(lone, metric), a.krippendorff_alpha(table, metric))
    same(a.percent_agreement(lone, "value"), a.percent_agreement(table, "value"))
    alike(a.percent_agreement(lone), a.percent_agreement(table))


@settings(deadline=None, max_examples=30)
@given(with_missing)
def test_a_unit_that_nobody_rated_adds_nothing(table):
    for statistic in ANY_CODERS:
        same(statistic([[*row, None] for row in table]), statistic(table))


@settings(deadline=None)
@given(complete)
def test_fleiss_is_alpha_but_for_the_small_sample_term(table):
    fleiss, alpha = a.fleiss_kappa(table), a.krippendorff_alpha(table)
    assert alpha.reason == fleiss.reason
    if alpha.value is not None:
        n = len(table) * len(table[0])
        assert float(alpha) == pytest.approx(1 - (1 - float(fleiss)) * (n - 1) / n)
        assert alpha.se == (None if fleiss.se is None else pytest.approx(fleiss.se, abs=1e-6))


@settings(deadline=None, max_examples=30)
@given(with_missing)
def test_a_coder_who_rated_nothing_adds_nothing(table):
    for statistic in ANY_CODERS:
        same(statistic([*table, [None] * len(table[0])]), statistic(table))


@settings(deadline=None)
@given(with_missing, st.integers(2, 4))
def test_duplication_leaves_all_but_alpha_and_moves_alpha_by_its_small_sample_term(table, times):
    doubled = [row * times for row in table]
    for statistic in (
        *(a.percent_agreement, a.holsti, a.fleiss_kappa, a.conger_kappa, a.hubert_kappa),
        *(a.light_kappa, a.gwet_ac1, a.gwet_ac2, a.brennan_prediger),
    ):
        before, after = statistic(table), statistic(doubled)
        alike(after, before)
        if before.se is not None and None not in table[0]:
            n = len(table[0])
            shrunk = before.se * ((n - 1) / (n * times - 1)) ** 0.5
            assert after.se == pytest.approx(shrunk, abs=1e-6)
    before, after = a.krippendorff_alpha(table), a.krippendorff_alpha(doubled)
    if before.value is not None:
        compared = a.Ratings.of(table).pairable()
        n = int(compared.totals().sum())
        # alpha = 1 - (n - 1) x / n: only n - 1 over n changes.
        expected = 1 - (1 - float(before)) * n / (n - 1) * (n * times - 1) / (n * times)
        assert float(after) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(pairs_with_missing, st.floats(0.1, 50), st.integers(-100, 100))
def test_interval_alpha_and_weighted_kappa_ignore_scale_and_origin(table, scale, origin):
    moved = [[None if v is None else v * scale + origin for v in row] for row in table]
    for statistic in (
        lambda t: a.krippendorff_alpha(t, "interval"),
        lambda t: a.krippendorff_alpha(t, "ordinal"),
        lambda t: a.cohen_kappa(t, "linear"),
        lambda t: a.cohen_kappa(t, "quadratic"),
    ):
        before, after = statistic(table), statistic(moved)
        assert after.reason == before.reason
        if before.value is not None:
            assert float(after) == pytest.approx(float(before), abs=1e-6)


@settings(deadline=None)
@given(with_missing)
def test_all_metrics_agree_on_two_labels(table):
    binary = [[None if v is None else int(v > 1) for v in row] for row in table]
    for metric in ("ordinal", "interval", lambda c, k: 7.0):
        same(a.krippendorff_alpha(binary, metric), a.krippendorff_alpha(binary))


@settings(deadline=None)
@given(with_missing)
def test_a_written_out_metric_is_the_named_one(table):
    same(
        a.krippendorff_alpha(table, lambda c, k: (c - k) ** 2),
        a.krippendorff_alpha(table, "interval"),
    )
    same(a.krippendorff_alpha(table, lambda c, k: 1.0), a.krippendorff_alpha(table))


@settings(deadline=None)
@given(with_missing)
def test_alpha_never_exceeds_one_and_is_one_only_for_full_agreement(table):
    alpha = a.krippendorff_alpha(table)
    if alpha.value is not None:
        assert alpha.value <= 1
        assert (alpha.value == 1) == (float(a.percent_agreement(table)) == 1)


def test_many_coders_and_few_are_counted_alike():
    table = np.random.default_rng(3).integers(0, 4, (20, 30))
    same(
        a.krippendorff_alpha(table),
        a.krippendorff_alpha(table, lambda c, k: 1.0),
    )
