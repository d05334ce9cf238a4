"""Which codes can be suggested for the answers to a question, and what of a codebook matters."""

from __future__ import annotations

from functools import cached_property

from qualcode.domain.codebook import Codebook
from qualcode.suggest.codebook_texts import code_texts, successors


class AskedCodes:
    """A codebook as suggestions see it; two are equal if they would suggest the same."""

    def __init__(self, codebook: Codebook, language: str = "") -> None:
        self.codebook = codebook
        self.language = language or codebook.language
        self._texts = code_texts(codebook)
        self._asked = {one.code: codebook.asked(one.code) for one in self._texts}
        self._successors = successors(codebook)
        self._among: dict[str, frozenset[str] | None] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AskedCodes) and self._content == other._content

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def _content(self) -> tuple[object, ...]:
        return self.language, self._texts, self._asked, self._successors

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes that can be suggested, in the order of the codebook."""
        return tuple(self._asked)

    def among(self, question: str | None) -> frozenset[str] | None:
        """Return the codes for a question's answers and those for any text; None means all.

        What answers no question can have any code; so can answers that no code is for.
        """
        if question is None:
            return None
        if question not in self._among:
            fitting = [one for one, asked in self._asked.items() if not asked or question in asked]
            everything = len(fitting) in (0, len(self._asked))
            self._among[question] = None if everything else frozenset(fitting)
        return self._among[question]

    def today(self, code: str) -> str:
        """Return the code that is used instead of a retired one, or the code itself."""
        return self._successors.get(code, code)
