"""The same figures by libraries that share no code with ours."""

import warnings

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from tests.agreement.strategies import complete, pairs, with_missing

nltk_agreement = pytest.importorskip("nltk.metrics.agreement")
inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
sklearn_metrics = pytest.importorskip("sklearn.metrics")


def task(table, distance=None):
    triples = [
        (coder, unit, label)
        for coder, row in enumerate(table)
        for unit, label in enumerate(row)
        if label is not None and sum(other[unit] is not None for other in table) > 1
    ]
    return nltk_agreement.AnnotationTask(triples, *([distance] if distance else []))


@settings(deadline=None)
@given(with_missing)
def test_alpha_is_that_of_nltk(table):
    for metric, distance in (
        ("nominal", lambda c, k: float(c != k)),
        ("interval", lambda c, k: (c - k) ** 2),
    ):
        alpha = a.krippendorff_alpha(table, metric)
        assume(alpha.value is not None)
        assert float(alpha) == pytest.approx(task(table, distance).alpha(), abs=1e-9)


@settings(deadline=None)
@given(pairs, st.sampled_from([None, "linear", "quadratic"]))
def test_kappa_is_that_of_scikit_learn(table, weights):
    kappa = a.cohen_kappa(table, weights, categories=range(5))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = sklearn_metrics.cohen_kappa_score(*table, weights=weights, labels=range(5))
    if kappa.value is None:
        assert np.isnan(theirs)
    else:
        assert float(kappa) == pytest.approx(theirs, abs=1e-9)


@settings(deadline=None)
@given(pairs, st.sampled_from([None, "linear", "quadratic"]))
def test_standard_error_of_kappa_is_that_of_statsmodels(table, weights):
    kappa = a.cohen_kappa(table, weights, categories=range(5))
    assume(kappa.value is not None)
    assert kappa.se is not None
    assume(kappa.se > 1e-6)
    cells = np.zeros((5, 5))
    np.add.at(cells, tuple(np.array(table)), 1)
    theirs = inter_rater.cohens_kappa(cells, wt=weights)
    assert float(kappa) == pytest.approx(theirs.kappa, abs=1e-9)
    assert kappa.se == pytest.approx(theirs.std_kappa, abs=1e-7)
    assert kappa.low == pytest.approx(max(theirs.kappa_low, -1), abs=1e-7)
    assert kappa.high == pytest.approx(min(theirs.kappa_upp, 1), abs=1e-7)


@settings(deadline=None)
@given(complete)
def test_fleiss_is_that_of_statsmodels(table):
    kappa = a.fleiss_kappa(table)
    assume(kappa.value is not None)
    counts, _ = inter_rater.aggregate_raters(np.array(table).T)
    assert float(kappa) == pytest.approx(inter_rater.fleiss_kappa(counts), abs=1e-9)


@settings(deadline=None)
@given(complete)
def test_brennan_prediger_is_that_of_statsmodels(table):
    kappa = a.brennan_prediger(table)
    assume(kappa.value is not None)
    counts, _ = inter_rater.aggregate_raters(np.array(table).T)
    assert float(kappa) == pytest.approx(inter_rater.fleiss_kappa(counts, "randolph"), abs=1e-9)


@settings(deadline=None)
@given(pairs)
def test_brennan_prediger_of_two_labels_is_the_s_of_nltk(table):
    binary = [[int(v > 1) for v in row] for row in table]
    s = a.brennan_prediger(binary)
    assume(s.value is not None)
    assert float(s) == pytest.approx(task(binary).S(), abs=1e-9)


@settings(deadline=None)
@given(pairs)
def test_kappa_with_weights_of_ones_own_is_that_of_statsmodels(table):
    disagreement = np.array([[0.0, 1, 2, 2, 4], [1, 0, 1, 3, 3], [2, 1, 0, 1, 2]])
    disagreement = np.vstack([disagreement, [[2, 3, 1, 0, 1], [4, 3, 2, 1, 0]]])
    kappa = a.cohen_kappa(table, 1 - disagreement / 4, categories=range(5))
    assume(kappa.value is not None and kappa.se > 1e-6)
    cells = np.zeros((5, 5))
    np.add.at(cells, tuple(np.array(table)), 1)
    theirs = inter_rater.cohens_kappa(cells, weights=disagreement)
    assert float(kappa) == pytest.approx(theirs.kappa, abs=1e-9)
    assert kappa.se == pytest.approx(theirs.std_kappa, abs=1e-7)


@settings(deadline=None)
@given(pairs)
def test_pi_is_that_of_nltk(table):
    pi = a.scott_pi(table)
    assume(pi.value is not None)
    assert float(pi) == pytest.approx(task(table).pi(), abs=1e-9)


@settings(deadline=None)
@given(with_missing)
def test_ordinal_alpha_by_its_definition(table):
    alpha = a.krippendorff_alpha(table, "ordinal")
    assume(alpha.value is not None)
    kept = [unit for unit in zip(*table, strict=True) if sum(v is not None for v in unit) > 1]
    values = [v for unit in kept for v in unit if v is not None]

    def delta(c, k):
        low, high = min(c, k), max(c, k)
        between = sum(low <= v <= high for v in values)
        return (between - (values.count(c) + values.count(k)) / 2) ** 2

    assert float(a.krippendorff_alpha(table, delta)) == pytest.approx(float(alpha), abs=1e-9)
