"""Candidate themes: groups of uncoded sentences, with the code that comes nearest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from qualcode.domain.discovery import NewTheme
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.suggest.discovery.clusters import Cluster, clusters
from qualcode.suggest.discovery.pieces import Piece
from qualcode.suggest.discovery.text_map import TextMap
from qualcode.suggest.discovery.typical_texts import nearest_first, typical_texts
from qualcode.suggest.discovery.typical_words import WordUse
from qualcode.suggest.language import Language
from qualcode.suggest.numbers import Numbers, unit_length
from qualcode.suggest.suggester import Suggester

MOST_PIECES = 4_000
"""Sentences that are compared all with all; of more, as many are taken by turns."""
FEWEST_PIECES = 20
FEWEST_VOICES = 3
UNWORDED = 0.1
ASKED_ABOUT = 15
"""Sentences nearest to the middle of a group that codes are suggested for."""


def new_themes(
    pieces: Sequence[Piece], text_map: TextMap, suggester: Suggester, language: Language
) -> list[NewTheme]:
    """Return the groups among uncoded sentences, those that no code fits before the others."""
    if len(pieces) < FEWEST_PIECES:
        return []
    compared = _some(pieces)
    texts = [one.words for one in compared]
    placed = _apart_from_questions(text_map.place(texts), compared)
    use = WordUse(texts, language)
    found = []
    for cluster in clusters(placed):
        if len({compared[row].voice for row in cluster.rows}) >= FEWEST_VOICES:
            rows = cluster.rows[nearest_first(placed[cluster.rows])].tolist()
            found.append((cluster, rows))
    central = {row for _, rows in found for row in rows[:ASKED_ABOUT]}
    best = _best_codes({row: compared[row] for row in sorted(central)}, suggester)
    themes = []
    for cluster, rows in found:
        theme = _theme(cluster, rows, compared, placed, use, best)
        themes.append((_order(theme, use.share_with(rows, theme.words)), theme))
    return [theme for _, theme in sorted(themes, key=lambda one: one[0])]


def _order(theme: NewTheme, worded: float) -> tuple[bool, float, str, Span]:
    """Order by size, closeness, newness and by how many of the sentences share typical words.

    What is close without sharing a word is rather a manner of speaking than a theme.
    """
    closer = theme.coherence - theme.by_chance
    merit = theme.size * closer * (1 - theme.fit) * (UNWORDED + worded)
    first = theme.members[0]
    return theme.covered, -round(merit, 6), first.source, first.span


def _some(pieces: Sequence[Piece]) -> Sequence[Piece]:
    if len(pieces) <= MOST_PIECES:
        return pieces
    return [pieces[at * len(pieces) // MOST_PIECES] for at in range(MOST_PIECES)]


def _apart_from_questions(placed: Numbers, pieces: Sequence[Piece]) -> Numbers:
    """Take away what all answers to a question share, or the groups would be the questions."""
    moved = placed.copy()
    questions = np.array([one.passage.question for one in pieces])
    for question in sorted(set(questions.tolist())):
        here = questions == question
        moved[here] -= placed[here].mean(axis=0)
    return unit_length(moved)


def _theme(
    cluster: Cluster,
    rows: Sequence[int],
    pieces: Sequence[Piece],
    placed: Numbers,
    use: WordUse,
    best: Mapping[int, Suggestion],
) -> NewTheme:
    quotations = tuple(pieces[row].quotation for row in rows)
    nearest, fit = _nearest_code([best.get(row) for row in rows[:ASKED_ABOUT]])
    return NewTheme(
        size=len(rows),
        participants=len({one.participant for one in quotations if one.participant}),
        coherence=round(cluster.coherence, 6),
        by_chance=round(cluster.by_chance, 6),
        words=use.typical(rows),
        typical=typical_texts(quotations, placed[rows]),
        members=quotations,
        nearest=nearest,
        fit=fit,
    )


def _best_codes(asked: Mapping[int, Piece], suggester: Suggester) -> dict[int, Suggestion]:
    """Return the first suggestion for each sentence, by its row."""
    alike: dict[frozenset[str] | None, list[int]] = {}
    for row, piece in asked.items():
        alike.setdefault(piece.passage.among, []).append(row)
    best: dict[int, Suggestion] = {}
    for among, rows in alike.items():
        texts = [asked[row].words for row in rows]
        found = suggester.suggest_many(texts, 1, among, reasons=False)
        best |= {row: some[0] for row, some in zip(rows, found, strict=True) if some}
    return best


def _nearest_code(best: Sequence[Suggestion | None]) -> tuple[str | None, float]:
    """Return the code that is suggested for most, and how surely for all: its mean probability."""
    votes = Counter(one.code for one in best if one is not None)
    if not votes:
        return None, 0.0
    code = min(votes, key=lambda code: (-votes[code], code))
    sure = [
        1.0 if one.probability is None else one.probability
        for one in best
        if one is not None and one.code == code
    ]
    return code, round(math.fsum(sure) / len(best), 6)
