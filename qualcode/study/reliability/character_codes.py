"""The figures of each code where the unit is the character, and of where its spans lie."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.agreement import Coefficient, Flag, Reason, span_f1, unitizing_alpha
from qualcode.agreement.intervals.intervals import Interval
from qualcode.agreement.spans.character_sums import CharacterSums
from qualcode.domain.agreement_report import CodeFigures, OverallSpans, SpanFigures
from qualcode.domain.span import Span, merged
from qualcode.study.reliability.character_figures import Floats, belongs, intervals, known, sums_of
from qualcode.study.reliability.character_runs import Text, runs
from qualcode.study.reliability.figures import How

if TYPE_CHECKING:
    from qualcode.study.reliability.reliability import Evidence

FEW_SPANS = 5


def code_figures(
    texts: Sequence[Text], evidence: Evidence, coders: Sequence[str], how: How
) -> tuple[CodeFigures, ...]:
    """Return the figures of every code, each on the texts that it is for."""
    exclusive = _is_exclusive(texts)
    rows: dict[str, CodeFigures] = {}
    for questions, codes in evidence.asked.items():
        among = [one for one in texts if belongs(one, questions)]
        sums = sums_of(among, [one.spans for one in among], list(codes), coders)
        found = intervals(_measured, sums, how)
        total = sums.total()
        for at, code in enumerate(codes):
            figures = tuple(found[at :: len(codes)])
            rows[code] = _row(
                code, evidence.names[code], figures, total, at, among, coders, exclusive
            )
    return tuple(rows[code] for code in evidence.names if code in rows)


def _measured(sums: CharacterSums) -> Floats:
    """Return alpha, percent agreement, kappa and AC1 of all codes, one after the other."""
    figures = (sums.alpha(), sums.percent(), sums.kappa(), sums.ac1())
    return np.concatenate(np.broadcast_arrays(*figures), axis=-1)


def _row(
    code: str,
    name: str,
    found: tuple[Interval, ...],
    total: CharacterSums,
    at: int,
    texts: Sequence[Text],
    coders: Sequence[str],
    exclusive: bool,
) -> CodeFigures:
    alpha, percent, kappa, ac1 = found
    n, used = int(total.characters[0]), bool(total.applied[at] > 0)
    reason = None
    if alpha.value is None:
        reason = (Reason.NO_VARIATION if used else Reason.NOT_USED).value if n else None
        reason = reason or Reason.NOT_COMPARABLE.value
    prevalence, bias = _indices(total, at)
    counts = {who: int(number) for who, number in zip(coders, total.by_coder[:, at], strict=True)}
    return CodeFigures(
        code=code,
        name=name,
        alpha=alpha.value,
        low=alpha.low,
        high=alpha.high,
        percent=percent.value,
        percent_low=percent.low,
        percent_high=percent.high,
        kappa=kappa.value,
        kappa_low=kappa.low,
        kappa_high=kappa.high,
        ac1=ac1.value,
        n_by_coder=counts,
        n_units=n,
        reason=reason,
        flags=_flags(total, at, kappa.value, ac1.value, prevalence, bias),
        ac1_low=ac1.low,
        ac1_high=ac1.high,
        brennan_prediger=None if percent.value is None else 2 * percent.value - 1,
        p_below_667=alpha.p_below.get(0.667),
        p_below_800=alpha.p_below.get(0.8),
        kappa_note="Cohen kappa" if len(coders) == 2 else "Light kappa (mean over pairs)",
        n_positive=_positive(texts, code),
        prevalence_index=prevalence,
        bias_index=bias,
        spans=_spans(texts, code, total, at, coders, exclusive),
    )


def _indices(total: CharacterSums, at: int) -> tuple[float | None, float | None]:
    """Return prevalence and bias (Byrt, Bishop and Carlin 1993), the mean over pairs."""
    shared = total.shared[:, 0]
    here = shared > 0
    if not here.any():
        return None, None
    first, second = total.first[here, at], total.second[here, at]
    prevalence = (first + second - shared[here]) / shared[here]
    bias = (first - second) / shared[here]
    one = float(bias[0]) if len(shared) == 1 else float(np.abs(bias).mean())
    return float(prevalence.mean()), one


def _flags(
    total: CharacterSums,
    at: int,
    kappa: float | None,
    ac1: float | None,
    prevalence: float | None,
    bias: float | None,
) -> tuple[str, ...]:
    found = []
    if total.spans[:, at].sum() < FEW_SPANS:
        found.append(Flag.TOO_FEW.value)
    if (total.by_coder[:, at] > 0).sum() == 1:
        found.append(Flag.ONE_CODER_ONLY.value)
    if kappa is not None and ac1 is not None and abs(ac1 - kappa) > 0.2:
        rare = abs(prevalence or 0.0) >= abs(bias or 0.0)
        found.append((Flag.PREVALENCE if rare else Flag.BIAS).value)
    return tuple(found)


def _spans(
    texts: Sequence[Text],
    code: str,
    total: CharacterSums,
    at: int,
    coders: Sequence[str],
    exclusive: bool,
) -> SpanFigures:
    jaccard = known(float(total.jaccard()[at]))
    number = {who: int(n) for who, n in zip(coders, total.spans[:, at], strict=True)}
    if not any(number.values()):
        return SpanFigures(jaccard, None, None, None, None, None, number)
    ku = _ku(texts, code) if exclusive else None
    return SpanFigures(
        jaccard=jaccard,
        f1_exact=_f1(texts, code, coders, None),
        f1_overlap=_f1(texts, code, coders, 0.5),
        u=_value(_u(texts, code)),
        ku=_value(ku),
        coverage=getattr(ku, "coverage", None),
        n_spans=number,
    )


def _u(texts: Sequence[Text], code: str) -> Coefficient | None:
    """Return u of one code; texts without it count by their length, so they are laid together."""
    spans: dict[object, list[tuple[str, int, int, str]]] = {}
    length: dict[object, tuple[int, int]] = {}
    who: dict[object, tuple[str, ...]] = {}
    for at, one in enumerate(texts):
        mine = [span for span in one.spans if span[3] == code]
        place: object = at if mine else one.coders
        who[place] = one.coders
        if mine:
            spans[at], length[at] = mine, one.extent
        else:
            length[place] = (0, length.get(place, (0, 0))[1] + one.ground.end - one.ground.start)
    return _unitizing(spans, length, "u", who)


def _ku(texts: Sequence[Text], code: str) -> Coefficient | None:
    spans = {at: one.spans for at, one in enumerate(texts)}
    length = {at: one.extent for at, one in enumerate(texts)}
    return _unitizing(spans, length, "ku", {at: one.coders for at, one in enumerate(texts)}, code)


def _is_exclusive(texts: Sequence[Text]) -> bool:
    """Tell whether no coder gave two codes to one character."""
    return all(len(codes) < 2 for one in texts for run in runs(one) for codes in run.codes.values())


def _unitizing(
    spans: Any, length: Any, kind: str, who: Any, code: str | None = None
) -> Coefficient | None:
    """Return an alpha for unitizing, or None where codes overlap, for which there is none."""
    try:
        return unitizing_alpha(spans, length, kind, code, who)
    except ValueError:
        return None


def _f1(
    texts: Sequence[Text], code: str, coders: Sequence[str], overlap: float | None
) -> float | None:
    """Return the mean F1 of the pairs of coders with a span, on texts that both looked at."""
    found = []
    for pair in combinations(coders, 2):
        lists: list[list[tuple[int, int, int]]] = [
            [
                (low, high, at)
                for at, one in enumerate(texts)
                if pair[0] in one.coders and pair[1] in one.coders
                for coder, low, high, given in one.spans
                if coder == who and given == code
            ]
            for who in pair
        ]
        value = span_f1(lists[0], lists[1], overlap).value
        if value is not None:
            found.append(value)
    return sum(found) / len(found) if found else None


def overall_spans(texts: Sequence[Text]) -> OverallSpans:
    """Return the unitizing family over all codes, where no coder's codes overlap."""
    spans = {at: one.spans for at, one in enumerate(texts)}
    length = {at: one.extent for at, one in enumerate(texts)}
    who = {at: list(one.coders) for at, one in enumerate(texts)}
    u, bar_u, cu = (_unitizing(spans, length, kind, who) for kind in ("u", "bar_u", "cu"))
    if u is None:
        return OverallSpans(None, None, None, None, "codes overlap")
    reason = u.reason.value if u.reason else None
    return OverallSpans(_value(u), _value(bar_u), _value(cu), getattr(cu, "coverage", None), reason)


def _positive(texts: Sequence[Text], code: str) -> int:
    """Count the characters to which anybody gave a code."""
    return sum(
        len(span)
        for one in texts
        for span in merged(Span(low, high) for _, low, high, given in one.spans if given == code)
    )


def _value(found: Coefficient | None) -> float | None:
    return None if found is None else found.value
