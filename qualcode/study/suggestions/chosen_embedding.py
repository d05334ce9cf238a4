"""The embedding that a study asks for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from qualcode.study.suggestions.options import EmbeddingChoice

if TYPE_CHECKING:
    from qualcode.suggest.embedding_choice import ChosenEmbedding


@cache
def embedding_for(choice: EmbeddingChoice) -> ChosenEmbedding:
    """Return the embedding, which takes a second to load, once for all studies."""
    from qualcode.suggest.embedding_choice import chosen_embedding

    return chosen_embedding(choice.value)
