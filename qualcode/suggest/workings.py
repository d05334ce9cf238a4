"""What is worked out from codebook, texts and decisions, and kept until one of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.decisions import Decisions
from qualcode.suggest.embedding import Embedding
from qualcode.suggest.evidence import Evidence
from qualcode.suggest.language import Language
from qualcode.suggest.model import Model
from qualcode.suggest.reading import Reading
from qualcode.suggest.repeats import Repeats
from qualcode.suggest.training import Training


@dataclass(frozen=True, slots=True)
class State:
    """All that suggestions are made with, as of one decision."""

    reading: Reading
    model: Model
    repeats: Repeats
    evidence: Evidence


class Workings:
    """Keeps what does not change: other texts mean reading anew, one more decision an update."""

    def __init__(
        self, codes: Sequence[CodeTexts], language: Language, embedding: Embedding | None
    ) -> None:
        self._codes = codes
        self._language = language
        self._embedding = embedding
        self._texts: frozenset[str] | None = None
        self._reading: Reading | None = None
        self._training: Training | None = None
        self._state: State | None = None
        self._repeats: Repeats | None = None
        self._evidence: Evidence | None = None
        self._revision = -1

    def state(self, texts: frozenset[str], decisions: Decisions) -> State:
        """Return what holds for these texts of the study and these decisions."""
        reading = self._read(texts)
        if self._state is None or self._revision != decisions.revision:
            training = self._trained(reading, decisions)
            model = Model(reading, training, decisions)
            repeats = self._repeats = Repeats(decisions, self._language, self._repeats)
            evidence = self._evidence = Evidence(
                self._codes, reading, training, model, self._evidence
            )
            self._state = State(reading, model, repeats, evidence)
            self._revision = decisions.revision
        return self._state

    def _read(self, texts: frozenset[str]) -> Reading:
        if self._reading is None or self._texts != texts:
            # Let go of what was read before first: there is not room for both.
            self._training = self._state = self._evidence = self._reading = None
            self._reading = Reading(self._codes, sorted(texts), self._language, self._embedding)
            self._texts = texts
        return self._reading

    def _trained(self, reading: Reading, decisions: Decisions) -> Training:
        if self._training is None or not self._training.follow(decisions):
            self._training = Training(reading)
            self._training.follow(decisions)
        return self._training
