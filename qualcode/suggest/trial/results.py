"""From what was suggested in each fold to the figures of a trial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.domain.estimate import Estimate
from qualcode.domain.trial import CodeTrial, CurvePoint, ModelUsed, Trial
from qualcode.suggest.numbers import Rows
from qualcode.suggest.trial.codes import Decided, by_code, share
from qualcode.suggest.trial.folds import Coded, Run, Setting
from qualcode.suggest.trial.gains import Steps, gains
from qualcode.suggest.trial.measures import (
    GroupSums,
    Ranked,
    Resamples,
    group_sums,
    none_fits,
    quality,
)
from qualcode.suggest.trial.plan import Plan

WITH_PROBABILITY = 25
"""Coded texts from which the suggester gives probabilities; what more texts do is told by those."""
METHODS = (
    "suggestions",
    "keyword match",
    "codebook alone",
    "TF-IDF with logistic regression",
)


@dataclass(frozen=True, slots=True)
class Tested:
    """The texts that were tested, with their codes and the number of who said them."""

    coded: Sequence[Coded]
    given: Sequence[frozenset[int]]
    group: Rows
    names: Sequence[str]

    def sums(self, ranked: Sequence[Ranked], codes: int, abstains: bool = True) -> GroupSums:
        """Add up what was suggested, by who said the text."""
        return group_sums(self.given, ranked, self.group, codes, abstains)


def results(
    setting: Setting,
    coded: Sequence[Coded],
    plan: Plan,
    runs: Sequence[Run],
    model: ModelUsed,
    decided: Decided,
) -> Trial:
    """Return the figures of all folds together; what is said of them in words is left open."""
    tested = _tested(setting, coded, runs)
    codes = len(setting.codes)
    how = Resamples.drawn(len(tested.names), plan.resamples, plan.seed)
    last = [one for run in runs for one in run.curve[max(run.curve)]]
    sums = tested.sums(last, codes)
    ways = (
        last,
        [one for run in runs for one in run.keywords],
        [one for run in runs for one in run.curve[0]],
        [one for run in runs for one in run.regression],
    )
    measured = zip(METHODS, ways, strict=True)
    positives = [right + missed for right, _, missed in sums.totals]
    gained = gains(_steps(tested, runs, codes), positives, how)
    bare = [none_fits(one) for one in last]
    return Trial(
        question=plan.question,
        texts=len(tested.coded),
        without_code=sum(not one for one in tested.given),
        quoted=len(coded) - len(tested.coded),
        hinted=sum(one.hinted for one in tested.coded),
        groups=len(tested.names),
        grouped_by=plan.grouped_by,
        folds=plan.folds,
        seed=plan.seed,
        resamples=plan.resamples,
        model=model,
        methods=tuple(
            quality(name, tested.sums(way, codes, way is last), how) for name, way in measured
        ),
        unaided=_unaided(tested, last, codes, how),
        none_right=_share_of([no for no, has in zip(bare, tested.given, strict=True) if not has]),
        none_wrong=_share_of([no for no, has in zip(bare, tested.given, strict=True) if has]),
        codes=_possible(
            tested, by_code(setting.texts, sums, tested.given, last, gained.of, decided)
        ),
        curve=_curve(tested, runs, codes, how),
        foretold_off=gained.off,
        unchanged_off=gained.unchanged,
        helpful=(),
    )


def _possible(tested: Tested, codes: Sequence[CodeTrial]) -> tuple[CodeTrial, ...]:
    """Leave out the codes that none of the texts could have."""
    amongs = {one.among for one in tested.coded}
    if None in amongs:
        return tuple(codes)
    could = {code for among in amongs if among is not None for code in among}
    return tuple(one for one in codes if one.code in could)


def _share_of(flags: Sequence[bool]) -> Estimate:
    return share(sum(flags), len(flags))


def _tested(setting: Setting, coded: Sequence[Coded], runs: Sequence[Run]) -> Tested:
    rows = [coded[row] for run in runs for row in run.tested]
    names = sorted({one.group for one in rows})
    place = {name: number for number, name in enumerate(names)}
    numbers = setting.codes
    given = [frozenset(numbers[code] for code in one.codes if code in numbers) for one in rows]
    return Tested(rows, given, np.array([place[one.group] for one in rows], dtype=np.intp), names)


def _unaided(tested: Tested, ranked: Sequence[Ranked], codes: int, how: Resamples) -> Estimate:
    """Return precision@1 over the texts that were coded without suggestions in sight."""
    blank = [frozenset() if one.hinted else has
             for one, has in zip(tested.coded, tested.given, strict=True)]  # fmt: skip
    sums = replace(tested, given=blank).sums(ranked, codes)
    return quality(METHODS[0], sums, how).precision_at_1


def _steps(tested: Tested, runs: Sequence[Run], codes: int) -> Steps:
    sizes = [size for size in sorted(set(runs[0].curve))[:-1] if size >= WITH_PROBABILITY]
    at = [*(dict.fromkeys(range(len(runs)), size) for size in sizes)]
    at.append({run: max(one.curve) for run, one in enumerate(runs)})
    sums = [
        tested.sums([row for n, run in enumerate(runs) for row in run.curve[step[n]]], codes)
        for step in at
    ]
    learnt = [np.mean([run.learnt[step[n]] for n, run in enumerate(runs)], axis=0) for step in at]
    return Steps(sums, np.array(learnt))


def _curve(
    tested: Tested, runs: Sequence[Run], codes: int, how: Resamples
) -> tuple[CurvePoint, ...]:
    sizes = sorted(set(runs[0].curve))[:-1]
    points = [_point(tested, [run.curve[size] for run in runs], size, codes, how) for size in sizes]
    most = round(float(np.mean([max(run.curve) for run in runs])))
    last = [run.curve[max(run.curve)] for run in runs]
    return (*points, _point(tested, last, most, codes, how))


def _point(
    tested: Tested, draws: Sequence[Sequence[Ranked]], size: int, codes: int, how: Resamples
) -> CurvePoint:
    found = quality("", tested.sums([one for draw in draws for one in draw], codes), how)
    return CurvePoint(
        size,
        len(draws),
        found.precision_at_1,
        found.recall_at_3,
        found.macro_f1,
        *_range(tested, draws),
    )


def _range(tested: Tested, draws: Sequence[Sequence[Ranked]]) -> tuple[float | None, float | None]:
    """Return the lowest and the highest precision@1 of single folds."""
    shares, start = [], 0
    for draw in draws:
        given = tested.given[start : start + len(draw)]
        right = [bool(some) and some[0][0] in has
                 for some, has in zip(draw, given, strict=True) if has]  # fmt: skip
        start += len(draw)
        if right:
            shares.append(sum(right) / len(right))
    return min(shares, default=None), max(shares, default=None)
