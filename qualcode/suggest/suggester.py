"""The door of this package: read a codebook, learn from decisions, suggest codes with reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from threadpoolctl import ThreadpoolController

from qualcode.domain.codebook import Codebook
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.domain.text import sentences
from qualcode.suggest.calibration import NONE_OF_THESE
from qualcode.suggest.carrying import FEWEST_SENTENCES, carrying
from qualcode.suggest.codebook_texts import CodeTexts, code_texts, successors
from qualcode.suggest.decisions import Decisions
from qualcode.suggest.embedding import Embedding, installed_embedding
from qualcode.suggest.features import sentences_of
from qualcode.suggest.fingerprint import Fingerprint, digest_of
from qualcode.suggest.language import ENGLISH, Language
from qualcode.suggest.numbers import Flags
from qualcode.suggest.ranking import rankings
from qualcode.suggest.struck_words import StruckWords
from qualcode.suggest.vectors import Progress, Vectors
from qualcode.suggest.workings import Workings

THREADS = 1
"""More of them are slower for matrices of this size, and sums come out in another order."""
USUAL = 5
SLICE = 500
METHOD = "4"
"""Another one for each change of what is computed, so that provenance tells models apart."""


class Suggester:
    """Suggests codes for texts, from the codebook alone at first and better with each decision.

    `codebook` is a Codebook or an iterable of mappings {code, name, definition, examples}; codes
    that are retired or only head others are never suggested, and what was decided about a retired
    code counts for its successor. `language` is that of the texts. `embedding` gives vectors of
    meaning: "auto" takes the one that is installed, None does without.

    The same codebook, texts and decisions give the same suggestions, in whatever order they came.

    Raises:
        ValueError: if the codebook is malformed.
    """

    def __init__(
        self,
        codebook: Codebook | Iterable[Mapping[str, Any]],
        language: str = ENGLISH,
        embedding: Embedding | Literal["auto"] | None = "auto",
        cache: Path | None = None,
    ) -> None:
        entries = codebook if isinstance(codebook, Codebook) else list(codebook)
        self._codes = code_texts(entries)
        self._language = Language(language)
        found = installed_embedding() if embedding == "auto" else embedding
        self._vectors = Vectors(found, cache) if found else None
        self._decisions = Decisions([code.code for code in self._codes], successors(entries))
        self._struck = StruckWords(self._language)
        self._workings = Workings(self._codes, self._language, self._vectors)
        self._indexed: frozenset[str] = frozenset()
        self._asked: frozenset[str] = frozenset()
        self._known = Fingerprint()
        self._fixed = (METHOD, self._language.name, self._vectors.name if self._vectors else "")

    @property
    def note(self) -> str:
        """Say in plain words what these suggestions have to do without; empty if nothing."""
        missing = "" if self._vectors else "No embedding is used: only words are compared."
        return " ".join(part for part in (self._language.note, missing) if part)

    @property
    def model_hash(self) -> str:
        """Return 16 hexadecimal digits for all that suggestions are made with.

        The method, the codebook, the language, the embedding, the texts that were read, what was
        decided about them and the struck words, in whatever order they came.
        """
        codebook = (part for code in self._codes for part in _told(code))
        sums = (self._known, self._decisions.fingerprint, self._struck.fingerprint)
        return digest_of(*self._fixed, *codebook, *map(str, sums))

    def index(self, texts: Iterable[str], progress: Progress | None = None) -> None:
        """Read the study's texts, coded or not, so that words weigh as they do in this study.

        `progress` is told how many of how many are done, many times. What it raises interrupts:
        then these texts count as not read, and the next time is quicker.
        """
        whole = self._indexed.union(texts)
        if self._vectors is not None:
            with self._one_thread():
                self._vectors.prepare(self._to_prepare(whole), progress)
        elif progress is not None:
            progress(len(whole), len(whole))
        if not self._indexed:
            self._known = Fingerprint()
        self._know(whole - self._indexed)
        self._indexed = whole

    def learn(
        self,
        texts: Sequence[str],
        code_sets: Sequence[Collection[str]],
        among: Collection[str] | None = None,
    ) -> None:
        """Learn from texts that were coded to the end, each with the set of its codes.

        `among` are the codes that could be given, such as those asked for a question; what is
        not among them stays unknown. A text that comes twice counts twice.

        Raises:
            ValueError: if there are not as many sets as texts.
        """
        for text, codes in list(zip(texts, code_sets, strict=True)):
            self._decisions.finish(text, codes, among)

    def accept(self, text: str, code: str) -> None:
        """Learn that the text has the code; nothing is learnt about the others."""
        self._decisions.mark(text, code, True)

    def reject(self, text: str, code: str) -> None:
        """Learn that the text does not have the code; nothing is learnt about the others."""
        self._decisions.mark(text, code, False)

    def unknown(self, text: str, code: str) -> None:
        """Take back what was accepted or rejected."""
        self._decisions.mark(text, code, None)

    def forget(self, text: str) -> None:
        """Take back all that was decided about a text, so that it can be told anew."""
        self._decisions.forget(text)

    def strike(self, code: str, word: str) -> None:
        """Let a word, and others with its stem, add nothing to the score of a code any more."""
        for number in self._decisions.numbers([code]):
            self._struck.strike(number, word)

    def unstrike(self, code: str, word: str) -> None:
        """Let a struck word count again."""
        for number in self._decisions.numbers([code]):
            self._struck.unstrike(number, word)

    def suggest(
        self, text: str, k: int = USUAL, among: Collection[str] | None = None
    ) -> list[Suggestion]:
        """Return up to `k` codes for a text, the best first, with reasons.

        `among` limits the choice, to the codes asked for a question for example. The score is
        the log-odds of the code. The probability is None until 25 texts are coded to the end.
        """
        return next(self._suggested([text], k, among, reasons=True))

    def suggest_many(
        self,
        texts: Sequence[str],
        k: int = USUAL,
        among: Collection[str] | None = None,
        *,
        reasons: bool = True,
    ) -> list[list[Suggestion]]:
        """Return for each text what `suggest` returns; without reasons it is much quicker.

        If nothing was indexed, these texts are from now on taken for the study's.
        """
        if not self._indexed:
            self._know(frozenset(texts) - self._asked)
            self._asked = self._asked.union(texts)
        parts = (texts[start : start + SLICE] for start in range(0, len(texts), SLICE))
        return [one for part in parts for one in self._suggested(part, k, among, reasons=reasons)]

    def none_fits(self, text: str, among: Collection[str] | None = None) -> bool:
        """Say whether rather none of the codes fits; never before 25 texts are coded to the end."""
        best = next(self._suggested([text], 1, among, reasons=False))
        return any(one.probability is not None and one.probability < NONE_OF_THESE for one in best)

    def span(self, text: str, code: str) -> Span | None:
        """Return which sentence of a text carries a code, with its neighbours that do so too.

        None where the text is one sentence, none stands out, or the code cannot be suggested.
        """
        parts = list(sentences(text, 0, len(text)))
        numbers = self._decisions.numbers([code])
        if len(parts) < FEWEST_SENTENCES or not numbers:
            return None
        with self._one_thread():
            state = self._workings.state(self._study_texts(), self._decisions)
            said = [part.of(text) for part in parts]
            ranked = rankings(state, said, self._possible(None), self._struck)
        return carrying(parts, np.array([one.score for one in ranked]), min(numbers))

    def _suggested(
        self, texts: Sequence[str], k: int, among: Collection[str] | None, *, reasons: bool
    ) -> Iterator[list[Suggestion]]:
        if not self._codes or not texts:
            yield from ([] for _ in texts)
            return
        with self._one_thread():
            state = self._workings.state(self._study_texts(), self._decisions)
            for ranking in rankings(state, texts, self._possible(among), self._struck):
                best = ranking.order[:k]
                said = ranking.reasons(state, best, self._struck) if reasons else [()] * len(best)
                yield [
                    ranking.suggestion(number, self._codes[number].code, evidence)
                    for number, evidence in zip(best, said, strict=True)
                ]

    def _know(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._known.add(text)

    def _passages(self) -> Iterator[str]:
        for code in self._codes:
            yield from (code.name, code.definition or code.name, code.described, code.everything)
            yield from code.examples

    def _to_prepare(self, texts: Iterable[str]) -> Iterator[str]:
        for text in (*self._passages(), *texts):
            yield text
            yield from sentences_of(text)

    def _study_texts(self) -> frozenset[str]:
        return self._indexed or self._asked.union(self._decisions)

    def _possible(self, among: Collection[str] | None) -> Flags:
        possible = np.full(len(self._codes), among is None)
        if among is not None:
            possible[sorted(self._decisions.numbers(among))] = True
        return possible

    def _one_thread(self) -> AbstractContextManager[object]:
        limit: AbstractContextManager[object] = self._threads.limit(limits=THREADS, user_api="blas")
        return limit

    @cached_property
    def _threads(self) -> ThreadpoolController:
        return ThreadpoolController()


def _told(code: CodeTexts) -> tuple[str, ...]:
    return (code.code, code.name, code.definition, *code.examples, "")
