"""Codings, and codes left off, that all other codings do not lead to expect."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from qualcode.domain.discovery import Doubt, Passage, SecondLook
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Reason
from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.discovery.left_out import NO_DOUBT, LeftOut, left_out
from qualcode.suggest.numbers import Flags, Numbers
from qualcode.suggest.suggester import Suggester

FEWEST = 50
"""Finished passages, so that there are probabilities with a fifth of them left out."""
FEWEST_USES = 8
TOLD_APART = 0.8
"""The area under the ROC curve from which the other codings say anything about a code."""
UNLIKELY, LIKELY = 0.1, 0.6
WORDS = 5


def second_look(
    suggester: Suggester,
    codes: Sequence[CodeTexts],
    passages: Sequence[Passage],
    tell: Callable[[int, int], None],
) -> list[SecondLook]:
    """Return the decisions on finished passages that surprise most, the most surprising first.

    A code in doubt is less likely where it was given than where it was not on average, or more
    likely where it was not given than where it was: the thresholds of confident learning
    (Northcutt, Jiang and Chuang 2021, the confident joint), applied to each code. Codes that the
    other codings do not tell apart are passed over. The suggester must have learnt the passages.
    """
    if len(passages) < FEWEST:
        return []
    ids = [one.code for one in codes]
    judged = left_out(suggester, ids, passages, tell)
    given = np.array([[code in one.codes for code in ids] for one in passages])
    found = [
        _doubt(passages[row], row, code, column, judged, ids)
        for column, code in enumerate(ids)
        for row in _in_doubt(judged.likely[:, column], given[:, column])
    ]
    return sorted(found, key=_order)


def _order(one: SecondLook) -> tuple[float, str, Span, str]:
    return -one.surprise, one.quotation.source, one.quotation.span, one.code


def _in_doubt(likely: Numbers, given: Flags) -> list[int]:
    """Return the rows where a code's presence or absence is not what the others lead to expect."""
    known = ~np.isnan(likely)
    has, not_ = known & given, known & ~given
    if has.sum() < FEWEST_USES or not not_.any():
        return []
    if _area(likely[has], likely[not_]) < TOLD_APART:
        return []
    least = max(LIKELY, float(likely[has].mean()))
    most = min(UNLIKELY, float(likely[not_].mean()))
    unexpected = (has & (likely <= most)) | (not_ & (likely >= least))
    return np.flatnonzero(unexpected).tolist()


def _area(has: Numbers, has_not: Numbers) -> float:
    """Return how often a text with the code is likelier to have it than one without."""
    ordered = np.sort(has_not)
    below = np.searchsorted(ordered, has, "left") + np.searchsorted(ordered, has, "right")
    return float(below.mean()) / 2 / len(has_not)


def _doubt(
    passage: Passage, row: int, code: str, column: int, judged: LeftOut, codes: Sequence[str]
) -> SecondLook:
    probability = round(float(judged.likely[row, column]), 6)
    words = judged.words.get(row, {})
    if code not in passage.codes:
        surprise = -math.log2(max(1e-6, 1 - probability))
        reasons = _strongest(words.get(code, ()))
        missed = Doubt.MISSED
        return SecondLook(
            passage.whole, code, missed, probability, round(surprise, 6), words=reasons
        )
    surprise = -math.log2(max(1e-6, probability))
    instead = _instead(passage, judged.likely[row], codes)
    return SecondLook(
        passage.words_of(code),
        code,
        Doubt.GIVEN,
        probability,
        round(surprise, 6),
        tuple(sorted({who for one in passage.coded if one.code == code for who in one.coders})),
        instead,
        _strongest(words.get(instead, ())) if instead else (),
    )


def _instead(passage: Passage, likely: Numbers, codes: Sequence[str]) -> str | None:
    left = [
        (-round(float(chance), 9), number)
        for number, chance in enumerate(likely)
        if chance >= NO_DOUBT and codes[number] not in passage.codes
    ]
    return codes[min(left)[1]] if left else None


def _strongest(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(one for one in reasons if one.weight > 0)[:WORDS]
