"""How likely each code is for each finished passage, learnt from other people's passages only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.domain.discovery import Passage
from qualcode.domain.suggestion import Reason, Suggestion
from qualcode.suggest.discovery.pieces import place
from qualcode.suggest.numbers import Numbers
from qualcode.suggest.suggester import Suggester

FOLDS = {400: 5, 1_000: 3}
"""In how many parts so many passages are left out, in halves where there are more."""
NO_DOUBT = 0.4
"""A code not given is of no interest below this probability."""
REASONED, MOST_REASONED = 3, 50
"""How many codes of a passage are given reasons, and of how many passages that are left out."""

Words = dict[str, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The probability of codes for passages that were left out, passages x codes.

    It is NaN for a code that could not be given. `words` are reasons by code, of passages where a
    code that was not given seemed likely.
    """

    likely: Numbers
    words: dict[int, Words]


def left_out(
    suggester: Suggester,
    codes: Sequence[str],
    passages: Sequence[Passage],
    tell: Callable[[int, int], None],
) -> LeftOut:
    """Judge each passage by what is learnt from the others: cross-fitting in 2 to 5 folds.

    The suggester has learnt all of them, and has so again afterwards. All that one participant
    said is left out together.
    """
    judged = LeftOut(np.full((len(passages), len(codes)), np.nan), {})
    count = next((parts for most, parts in FOLDS.items() if len(passages) <= most), 2)
    folds = np.array([_fold(one, count) for one in passages])
    same: dict[str, list[int]] = {}
    for row, one in enumerate(passages):
        same.setdefault(one.whole.words, []).append(row)
    for fold in range(count):
        tell(fold, count)
        rows = np.flatnonzero(folds == fold).tolist()
        texts = sorted({passages[row].whole.words for row in rows})
        for text in texts:
            suggester.forget(text)
            teach(suggester, (passages[row] for row in same[text] if folds[row] != fold))
        _judge(judged, suggester, codes, passages, rows)
        for text in texts:
            suggester.forget(text)
            teach(suggester, (passages[row] for row in same[text]))
    return judged


def teach(suggester: Suggester, passages: Iterable[Passage]) -> None:
    """Let the suggester learn what was coded to the end."""
    for one in passages:
        suggester.learn([one.whole.words], [one.codes], one.among)


def _judge(
    judged: LeftOut,
    suggester: Suggester,
    codes: Sequence[str],
    passages: Sequence[Passage],
    rows: Sequence[int],
) -> None:
    column = {code: number for number, code in enumerate(codes)}
    doubt: dict[int, float] = {}
    for among, here in _asked_alike(passages, rows):
        texts = [passages[row].whole.words for row in here]
        found = suggester.suggest_many(texts, len(codes), among, reasons=False)
        for row, some in zip(here, found, strict=True):
            for one in some:
                judged.likely[row, column[one.code]] = one.probability or np.nan
            doubt[row] = _doubt(passages[row], some)
    doubtful = [row for row in doubt if doubt[row] >= NO_DOUBT]
    doubtful = sorted(doubtful, key=lambda row: (-round(doubt[row], 9), row))[:MOST_REASONED]
    for among, here in _asked_alike(passages, doubtful):
        texts = [passages[row].whole.words for row in here]
        reasoned = suggester.suggest_many(texts, REASONED, among)
        for row, some in zip(here, reasoned, strict=True):
            judged.words[row] = {one.code: one.evidence for one in some}


def _asked_alike(
    passages: Sequence[Passage], rows: Iterable[int]
) -> Iterable[tuple[frozenset[str] | None, list[int]]]:
    """Group passages by the codes that they could be given."""
    asked: dict[frozenset[str] | None, list[int]] = {}
    for row in rows:
        asked.setdefault(passages[row].among, []).append(row)
    return asked.items()


def _doubt(passage: Passage, suggested: Sequence[Suggestion]) -> float:
    """Return the probability of the likeliest code that was not given."""
    return max(
        (one.probability or 0.0 for one in suggested if one.code not in passage.codes), default=0.0
    )


def _fold(passage: Passage, count: int) -> int:
    voice = passage.whole.participant or "\n".join(map(str, place(passage.whole)))
    digest = hashlib.sha256(voice.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) % count
