"""The figures of a trial are those counted the long way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from qualcode.domain.proportions import wilson
from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.trial.codes import by_code, share
from qualcode.suggest.trial.gains import Steps, gains
from qualcode.suggest.trial.measures import BINS, GroupSums, Ranked, Resamples, group_sums, taken

GIVEN = [frozenset({0})] * 12 + [frozenset({1})] * 10 + [frozenset({0, 1})] * 2 + [frozenset()] * 2
RANKED: list[Ranked] = [
    *[((0, 0.9), (1, 0.1))] * 9, *[((1, 0.6), (0, 0.2))] * 3,
    *[((1, 0.8), (0, 0.35))] * 4, *[((1, 0.7), (2, 0.1))] * 6,
    *[((0, 0.55), (1, 0.5))] * 2, ((1, 0.25), (0, 0.2)), ((1, 0.15), (0, 0.1)),
]  # fmt: skip


def test_the_figures_of_a_code_are_those_counted_by_hand() -> None:
    group = np.arange(len(GIVEN))
    sums = group_sums(GIVEN, RANKED, group, 3)
    names = [CodeTexts(one, one.upper()) for one in "xyz"]
    none = gains(Steps([], np.zeros((0, 3))), [14, 12, 0], Resamples.drawn(26, 10, 0))
    first, second, third = by_code(names, sums, GIVEN, RANKED, none.of, {"x": (3, 1)})
    # x: 9 right and 3 missed of the first 12, 4 wrong by a sure second place, 2 right at the end.
    assert (first.n, first.suggested, first.right) == (14, 15, 11)
    assert first.precision.value == pytest.approx(11 / 15)
    assert (first.precision.low, first.precision.high) == wilson(11, 15)
    assert first.recall.value == pytest.approx(11 / 14)
    assert first.f1.value == pytest.approx(2 * 11 / (15 + 14))
    low, high = wilson(11, 18) or (0, 0)
    assert first.f1.low == pytest.approx(2 * low / (1 + low))
    assert first.f1.high == pytest.approx(2 * high / (1 + high))
    # Shown among the first three: 9 + 3 + 4 + 2 + 1 + 1 times, with the code 14 times.
    shown = [0.9] * 9 + [0.2] * 3 + [0.35] * 4 + [0.55] * 2 + [0.2, 0.1]
    assert first.expected == pytest.approx(sum(shown) / 20)
    assert first.observed.value == pytest.approx(14 / 20)
    assert first.accepted.value == pytest.approx(3 / 4)
    # y: right 4 + 6 + 2; wrong 3, and on one of the two without a code: 0.15 is none of these.
    assert (second.n, second.suggested, second.right) == (12, 16, 12)
    assert second.recall.value == 1
    assert (third.n, third.f1.value, third.f1.reason) == (0, None, "too few to say")
    assert third.accepted.value is None


def test_what_is_taken_as_suggested() -> None:
    assert taken(((4, 0.9), (5, 0.3), (6, 0.29))) == {4, 5}
    assert taken(((4, 0.25), (5, 0.1))) == {4}
    assert taken(((4, 0.19), (5, 0.1))) == set()
    assert taken(((4, 0.19), (5, 0.1)), abstains=False) == {4}
    assert taken(((4, None), (5, None))) == {4}
    assert taken(()) == set()


def measured(rows: Sequence[tuple[frozenset[int], Ranked]]) -> list[float]:
    """The five measures, the long way."""
    coded = [(has, found) for has, found in rows if has]
    first = [found[0][0] in has for has, found in coded]
    three = [len(has & {code for code, _ in found[:3]}) / len(has) for has, found in coded]
    each, total = [], [0, 0]
    for code in range(3):
        right = sum(code in has and code in taken(found) for has, found in rows)
        either = sum((code in has) + (code in taken(found)) for has, found in rows)
        total = [total[0] + 2 * right, total[1] + either]
        if any(code in has for has, _ in rows):
            each.append(2 * right / either)
    shown = [(p, code in has) for has, found in rows for code, p in found[:3] if p is not None]
    off = 0.0
    for place in range(BINS):
        here = [(p, hit) for p, hit in shown if min(int(p * BINS), BINS - 1) == place]
        if here:
            off += abs(sum(p for p, _ in here) - sum(hit for _, hit in here)) / len(shown)
    mean: Callable[[Sequence[float]], float] = lambda some: sum(some) / len(some)  # noqa: E731
    return [mean(first), mean(three), mean(each), total[0] / total[1], off]


def test_resampling_sums_is_resampling_texts() -> None:
    group = np.array([n % 7 for n in range(len(GIVEN))])
    sums = group_sums(GIVEN, RANKED, group, 3)
    how = Resamples.drawn(7, 60, 4)
    assert (how.weights.sum(axis=1) == 7).all()
    quick = how.values(sums.quality)
    for weights, found in zip(how.weights, quick, strict=True):
        rows = [
            (has, ranked)
            for has, ranked, who in zip(GIVEN, RANKED, group, strict=True)
            for _ in range(int(weights[who]))
        ]
        assert found.tolist() == pytest.approx(measured(rows))
    low, high = np.quantile(quick[:, 0], [0.025, 0.975])
    estimate = how.estimates(sums.quality, (1, 1, 1, 1, 1))[0]
    assert (estimate.low, estimate.high) == pytest.approx((low, high))


def growing(f1s: Sequence[Sequence[float]], learnt: Sequence[Sequence[float]]) -> Steps:
    """Steps of a curve with just these F1, the same for all of three people."""
    sums = []
    for row in f1s:
        right = np.array(row) * 100
        missed = 2 * right * (1 - np.array(row)) / np.array(row)
        codes = len(row)
        one = np.concatenate((np.ones(3), right, np.zeros(codes), missed, np.zeros(3 * BINS)))
        sums.append(GroupSums(np.tile(one, (3, 1)), codes))
    return Steps(sums, np.array(learnt, dtype=float))


def test_gains_follow_a_planted_curve() -> None:
    kept = 0.85  # what F1 lacks is this much of itself after each doubling
    learnt = [[7.0 * 2**step, 3.0 * 2**step] for step in range(5)]
    lacking = [[0.6 * kept ** np.log2((m + 1) / 8) for m in row] for row in learnt]
    steps = growing([[1 - one for one in row] for row in lacking], learnt)
    found = gains(steps, [112, 48], Resamples.drawn(3, 20, 0))
    for one, n, left in zip(found.of, (112, 48), lacking[-1], strict=True):
        rise = left * (1 - kept ** np.log2((n + 21) / (n + 1)))
        assert one.value == pytest.approx(rise, rel=0.05)
    assert found.off == pytest.approx(0, abs=0.01)


def test_gains_are_not_told_where_they_cannot_be() -> None:
    how = Resamples.drawn(3, 20, 0)
    learnt = [[10.0, 10], [20, 20], [40, 40], [80, 80]]
    falling = growing([[0.4, 0.4], [0.5, 0.5], [0.6, 0.6], [0.3, 0.3]], learnt)
    assert {one.reason for one in gains(falling, [80, 80], how).of} == {
        "cannot be told: the curve did not foretell its own last step"
    }
    short = growing([[0.4, 0.4], [0.5, 0.5]], learnt[:2])
    assert all("too short" in one.reason for one in gains(short, [80, 80], how).of)
    rising = growing([[0.4, 0.4], [0.5, 0.5], [0.6, 0.6], [0.7, 0.7]], learnt)
    assert [one.reason for one in gains(rising, [80, 9], how).of] == ["", "too few to say"]


def test_a_share_is_not_told_of_too_few() -> None:
    assert share(9, 9).value is None
    assert share(10, 10).value == 1
    assert share(1, 2, fewest=1).value == 0.5
