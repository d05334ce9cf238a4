"""Suggestions of codes, worked out on this machine from the codebook and the coder's decisions.

Knows texts, codes and numbers only. Nothing is stored and nothing is pickled: a model is always
recomputed from the codebook, the texts and the decisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.suggest.embedding import Embedding
    from qualcode.suggest.suggester import Suggester

__all__ = ["Embedding", "Suggester"]


def __getattr__(name: str) -> Any:
    # scikit-learn and spaCy take a second to load; asking for the package must not.
    if name == "Suggester":
        from qualcode.suggest.suggester import Suggester

        return Suggester
    if name == "Embedding":
        from qualcode.suggest.embedding import Embedding

        return Embedding
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
