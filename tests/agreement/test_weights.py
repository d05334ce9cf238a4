"""Gwet's weights, and what may stand in their place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement.coefficients.weights import agreement_weights
from tests.agreement.statistics import NAMES
from tests.agreement.strategies import pairs, with_missing


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("radical", [[1, 0.2928932, 0], [0.2928932, 1, 0.2928932], [0, 0.2928932, 1]]),
        ("linear", [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]),
        ("ordinal", [[1, 0.6666667, 0], [0.6666667, 1, 0.6666667], [0, 0.6666667, 1]]),
        ("quadratic", [[1, 0.75, 0], [0.75, 1, 0.75], [0, 0.75, 1]]),
        ("circular", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        ("bipolar", [[1, 0.6666667, 0], [0.6666667, 1, 0.6666667], [0, 0.6666667, 1]]),
        ("ratio", [[1, 0.5555556, 0], [0.5555556, 1, 0.84], [0, 0.84, 1]]),
    ],
)
def test_weights_as_printed_for_three_categories(name, printed):
    # The vignette of R irrCAC; ratio weights from the tests of its Python port.
    for labels in ((1, 2, 3), ("low", "mid", "high")):
        credit = agreement_weights(name, labels, ordered=True)
        assert credit == pytest.approx(np.array(printed), abs=5e-8)


def test_five_categories_by_the_definitions():
    labels = (1, 2, 4, 5, 9)
    for c, one in enumerate(labels):
        for k, other in enumerate(labels):
            steps = abs(c - k)
            assert agreement_weights("ordinal", labels, False)[c, k] == 1 - steps * (steps + 1) / 20
            if c != k:
                bent = (one - other) ** 2 / ((one + other - 2) * (18 - one - other))
                assert agreement_weights("bipolar", labels, False)[c, k] == pytest.approx(1 - bent)
            turn = np.sin(np.pi * (one - other) / 9) ** 2
            largest = np.sin(np.pi * 4 / 9) ** 2
            assert agreement_weights("circular", labels, False)[c, k] == pytest.approx(
                1 - turn / largest
            )


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 40) | st.floats(0, 40), min_size=1, max_size=8, unique=True),
    st.sampled_from(NAMES),
)
def test_weights_lie_between_0_and_1_and_are_symmetric(labels, name):
    credit = agreement_weights(name, labels, ordered=False)
    assert (np.diagonal(credit) == 1).all()
    assert (credit == credit.T).all()
    assert ((credit >= 0) & (credit <= 1)).all()


@settings(deadline=None)
@given(pairs, st.sampled_from(NAMES))
def test_a_matrix_or_a_function_gives_what_the_name_gives(table, name):
    labels = [1, 2, 3, 4, 5]
    table = [[v + 1 for v in row] for row in table]
    credit = agreement_weights(name, labels, ordered=False)

    def called(c, k):
        return credit[c - 1, k - 1]

    for weights in (credit, credit.tolist(), called):
        for statistic in (a.cohen_kappa, a.gwet_ac2, a.conger_kappa, a.fleiss_kappa):
            own = statistic(table, weights, categories=labels)
            named = statistic(table, name, categories=labels)
            assert own.value == (named.value and pytest.approx(named.value))
            assert own.name.endswith("(own weights)")


@settings(deadline=None)
@given(with_missing)
def test_identity_weights_are_no_weights(table):
    assert a.cohen_kappa(table[:2], "identity") == a.cohen_kappa(table[:2])
    assert a.fleiss_kappa(table, "identity") == a.fleiss_kappa(table)
    assert a.gwet_ac2(table, "identity").value == a.gwet_ac1(table).value


@settings(deadline=None)
@given(with_missing)
def test_many_coders_and_few_are_credited_alike(table):
    many = a.Ratings.of([*table, *[[None] * len(table[0])] * 20])
    few = a.Ratings.of(table)
    credit = agreement_weights("linear", few.labels, ordered=False)
    assert many.credited(credit) == pytest.approx(few.credited(credit))


def test_zero_has_full_ratio_credit_with_itself_and_none_with_others():
    credit = agreement_weights("ratio", (0, 1, 3), ordered=False)
    assert credit[0].tolist() == [1, 0, 0]
    assert credit[1, 2] == 0.75


@pytest.mark.parametrize(
    ("weights", "labels", "message"),
    [
        ("square", [1, 2], "weights is None, 'linear'"),
        ("quadratic", ["a", "b"], "list them from first to last"),
        ("ratio", [-1, 2], "-1 is negative"),
        ("linear", [1, float("inf")], "inf is none"),
        ("linear", [1, 10**400], "finite numbers"),
        ([[1, 0], [0, 1], [0, 0]], [1, 2], r"shape \(3, 2\), but there are 2 labels"),
        ([[1, 0], [0]], [1, 2], "one for each pair"),
        ([["x", 0], [0, 1]], [1, 2], "must be numbers"),
        ([[0.5, 0], [0, 1]], [1, 2], "be 1 for a label and itself"),
        ([[1, 2], [0, 1]], [1, 2], "between 0 and 1"),
        ([[1, float("nan")], [0, 1]], [1, 2], "between 0 and 1"),
        (lambda c, k: None, [1, 2], "no number for 1 and 2"),
        (3, [1, 2], r"shape \(\)"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, labels, message):
    table = [labels, labels[::-1]]
    for statistic in (a.cohen_kappa, a.gwet_ac2, a.conger_kappa, a.light_kappa):
        with pytest.raises(ValueError, match=message):
            statistic(table, weights)


def test_weights_need_the_labels_and_not_their_number():
    assert float(a.gwet_ac2([[1, 2] * 3, [1, 2] * 3], "linear", [1, 2, 3])) == 1
    with pytest.raises(ValueError, match="must list the labels"):
        a.gwet_ac2([[1, 2], [2, 2]], "linear", 5)


def test_a_set_of_categories_has_no_order():
    with pytest.raises(ValueError, match="list them from first to last"):
        a.gwet_ac2([["a", "b"], ["b", "b"]], "linear", {"a", "b"})
