"""Which embedding is taken, by the word that stands for it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.errors import InputError
from qualcode.suggest.embedding import Embedding, installed_embedding


@dataclass(frozen=True, slots=True)
class ChosenEmbedding:
    """What vectors are made with; `note` says why it is not what was asked for, empty if it is."""

    embedding: Embedding | None
    note: str = ""


def chosen_embedding(choice: str) -> ChosenEmbedding:
    """Return the embedding for "auto", "minilm" or "none".

    "auto" is the universal sentence encoder; it takes the place of MiniLM where that is not
    installed or not sound.
    """
    if choice == "none":
        return ChosenEmbedding(None)
    if choice == "minilm":
        from qualcode.suggest.minilm import MiniLM

        try:
            return ChosenEmbedding(MiniLM())
        except InputError as error:
            return _instead(error)
    return ChosenEmbedding(installed_embedding())


def _instead(error: InputError) -> ChosenEmbedding:
    found = installed_embedding()
    until = "the usual embedding takes its place" if found else "only words are compared"
    return ChosenEmbedding(found, f"study.toml asks for MiniLM: {error} Until then {until}.")
