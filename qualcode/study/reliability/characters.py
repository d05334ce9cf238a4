"""Computes an agreement report whose unit is the character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING

from qualcode.agreement import Reason
from qualcode.agreement.spans.character_sums import CharacterSums
from qualcode.domain.agreement_report import (
    AgreementReport,
    CodeFigures,
    CodeInGroup,
    Confused,
    Figure,
    GroupFigures,
    Overall,
    PairFigures,
    WithoutCoder,
)
from qualcode.domain.disagreements import Disagreement, ranked
from qualcode.domain.rounds import Repetition
from qualcode.store import readings
from qualcode.study.reliability.character_codes import code_figures, overall_spans
from qualcode.study.reliability.character_figures import (
    SetAgreement,
    belongs,
    known,
    length_of,
    pooled_kappas,
    sums_of,
)
from qualcode.study.reliability.character_runs import Text, disputed, runs, texts_of
from qualcode.study.reliability.figures import How
from qualcode.study.reliability.in_time import drift

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.reliability.reliability import Asked, Evidence

FEW_SOURCES = 10


def compared_by_character(
    connection: Connection, evidence: Evidence, asked: Asked, repeats: Sequence[Repetition]
) -> AgreementReport:
    """Return the report without what is said of codebook, round and methods."""
    from qualcode.study.reliability.comparing import LEVEL, keys, segments_of

    how = How(n=asked.n, seed=asked.seed, level=LEVEL)
    segments = segments_of(evidence)
    texts = texts_of(segments, [(one.start, one.end) for one in evidence.codings])
    several = [one for one in texts if len(one.coders) > 1]
    coders = tuple(evidence.coders.values())
    by_set = SetAgreement(several, coders, how)
    codes = code_figures(several, evidence, coders, how)
    groups = dict.fromkeys(keys(segments, asked.by)) if asked.by else {}
    return AgreementReport(
        unit="character",
        level=asked.level,
        round=asked.round,
        coders=coders,
        units=length_of(several),
        left_out=length_of(texts) - length_of(several),
        documents=by_set.n_sources,
        resampled="documents" if by_set.n_sources > 1 else "none",
        overall=_overall(by_set, codes, several, coders, evidence),
        codes=codes,
        disagreements=_disagreements(connection, several, coders, codes),
        flags=("few documents",) if by_set.n_sources < FEW_SOURCES else (),
        pairs=_pairs(several, evidence, coders, how),
        leave_one_out=_without_each(several, evidence, coders, how),
        confusion=_confusion(several),
        by=asked.by,
        groups=tuple(
            found
            for group in (sorted(groups) if asked.by == "week" else groups)
            if (found := _group(group, texts, keys(segments, asked.by), evidence, coders, how))
        ),
        drift=drift(
            segments, evidence.codings, repeats, evidence.grounds, dict(evidence.counts_as), how
        ),
        question=asked.question,
        distance="nominal",
        n_resamples=how.n,
        seed=how.seed,
        confidence=how.level,
    )


def _overall(
    by_set: SetAgreement,
    codes: Sequence[CodeFigures],
    texts: Sequence[Text],
    coders: Sequence[str],
    evidence: Evidence,
) -> Overall:
    known = [one.alpha for one in codes if one.alpha is not None]
    whole = by_set.figure
    sums = sums_of(texts, [one.spans for one in texts], list(evidence.names), coders)
    return Overall(
        coefficient=whole.coefficient,
        value=whole.value,
        low=whole.low,
        high=whole.high,
        reason=whole.reason,
        p_below_667=by_set.alpha.p_below.get(0.667),
        p_below_800=by_set.alpha.p_below.get(0.8),
        pooled_kappa=_pooled_figure(sums, by_set.n),
        median=median(known) if known else None,
        lowest=min(known, default=None),
        highest=max(known, default=None),
        n_codes=len(known),
        spans=overall_spans(texts),
    )


def _pooled_figure(sums: CharacterSums, n_compared: int) -> Figure:
    known = [one for one in pooled_kappas(sums) if one is not None]
    several = ", mean over pairs" if len(sums.coders) > 2 else ""
    name = f"pooled kappa (over codes{several})"
    if not known:
        reason = Reason.NO_VARIATION if n_compared else Reason.NOT_COMPARABLE
        return Figure(name, reason=reason.value)
    return Figure(name, sum(known) / len(known))


def _pairs(
    texts: Sequence[Text], evidence: Evidence, coders: Sequence[str], how: How
) -> tuple[PairFigures, ...]:
    sums = sums_of(texts, [one.spans for one in texts], list(evidence.names), coders)
    kappas = _kappas(texts, evidence, coders)
    made = []
    for at, (one, other) in enumerate(combinations(coders, 2)):
        both = _only(texts, (one, other))
        sets = SetAgreement(both, (one, other), how)
        whole = sets.figure
        made.append(
            PairFigures(
                one, other, sets.n, sets.same(), whole.value, whole.low, whole.high,
                pooled_kappas(sums)[at], whole.reason, kappas[at],
            )
        )  # fmt: skip
    return tuple(made)


def _kappas(
    texts: Sequence[Text], evidence: Evidence, coders: Sequence[str]
) -> list[dict[str, float | None]]:
    found: list[dict[str, float | None]] = [{} for _ in combinations(coders, 2)]
    for questions, codes in evidence.asked.items():
        among = [one for one in texts if belongs(one, questions)]
        total = sums_of(among, [one.spans for one in among], list(codes), coders).total()
        for pair, row in enumerate(total.kappas()):
            for code, kappa in zip(codes, row.tolist(), strict=True):
                found[pair][code] = known(kappa)
    return found


def _without_each(
    texts: Sequence[Text], evidence: Evidence, coders: Sequence[str], how: How
) -> tuple[WithoutCoder, ...]:
    made = []
    for who in coders if len(coders) > 2 else ():
        rest = [one for one in (text.without(who) for text in texts) if len(one.coders) > 1]
        others = [one for one in coders if one != who]
        sets = SetAgreement(rest, others, how)
        whole = sets.figure
        made.append(
            WithoutCoder(
                who, sets.n, whole.value, whole.low, whole.high, whole.reason,
                _alphas(rest, evidence, others),
            )
        )  # fmt: skip
    return tuple(made)


def _alphas(
    texts: Sequence[Text], evidence: Evidence, coders: Sequence[str]
) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for questions, codes in evidence.asked.items():
        among = [one for one in texts if belongs(one, questions)]
        total = sums_of(among, [one.spans for one in among], list(codes), coders).total()
        found.update(zip(codes, map(known, total.alpha().tolist()), strict=True))
    return found


def _group(
    group: str,
    texts: Sequence[Text],
    keys: Sequence[str],
    evidence: Evidence,
    coders: Sequence[str],
    how: How,
) -> GroupFigures | None:
    inside = [
        one for one, key in zip(texts, keys, strict=True) if key == group and len(one.coders) > 1
    ]
    if not inside:
        return None
    sets = SetAgreement(inside, coders, how)
    used = {
        span[3]
        for one in inside
        for span in one.spans
        if belongs(one, evidence.codebook.asked(span[3]))
    }
    codes = []
    for code, alpha in _alphas(inside, evidence, coders).items():
        n = length_of([one for one in inside if belongs(one, evidence.codebook.asked(code))])
        reason = Reason.NO_VARIATION if code in used else Reason.NOT_USED
        reason = reason if n else Reason.NOT_COMPARABLE
        codes.append(CodeInGroup(code, alpha, n, None if alpha is not None else reason.value))
    return GroupFigures(group, sets.n, sets.n_sources, sets.figure, tuple(codes))


def _confusion(texts: Sequence[Text]) -> tuple[Confused, ...]:
    """Count the characters on which one code stands for another, and agreed ones."""
    mixed: Counter[tuple[str, str]] = Counter()
    agreed: Counter[str] = Counter()
    for one in (run for text in texts for run in runs(text)):
        for mine, theirs in combinations(one.codes.values(), 2):
            for code in mine & theirs:
                agreed[code] += len(one)
            for first in mine - theirs:
                for second in theirs - mine:
                    low, high = sorted((first, second))
                    mixed[low, high] += len(one)
    pairs = sorted(mixed.items(), key=lambda item: (-item[1], item[0]))
    return (
        *(Confused(first, second, n) for (first, second), n in pairs),
        *(Confused(code, code, n) for code, n in sorted(agreed.items())),
    )


def _disagreements(
    connection: Connection,
    texts: Sequence[Text],
    coders: Sequence[str],
    codes: Sequence[CodeFigures],
) -> tuple[Disagreement, ...]:
    found = [(text, run, code) for text in texts for run, code in disputed(text)]
    places = [(text.ground.source, run.start, run.end) for text, run, _ in found]
    words = readings.quotations(connection, places)
    made = [
        Disagreement(
            code=code,
            source=text.ground.name,
            segment=text.ground.label,
            used_by=tuple(sorted(who for who, given in run.codes.items() if code in given)),
            not_used_by=tuple(sorted(who for who, given in run.codes.items() if code not in given)),
            quotation=words[place],
            start=run.start,
            end=run.end,
            did_not_look=tuple(who for who in coders if who not in run.codes),
            readings={
                who: tuple(sorted(run.codes[who])) if who in run.codes else None for who in coders
            },
            segment_id=text.ground.segment,
        )
        for (text, run, code), place in zip(found, places, strict=True)
    ]
    return ranked(made, {one.code: one.alpha for one in codes})


def _only(texts: Sequence[Text], pair: tuple[str, str]) -> list[Text]:
    return [
        Text(one.ground, pair, [span for span in one.spans if span[0] in pair])
        for one in texts
        if set(pair) <= set(one.coders)
    ]
