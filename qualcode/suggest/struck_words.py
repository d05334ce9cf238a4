"""Words that a coder struck out of the reasons for a code: they speak for it no more."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.suggest.fingerprint import Fingerprint
from qualcode.suggest.language import Language


class StruckWords:
    """The struck words of each code, without their endings; `fingerprint` stands for all."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._by_code: dict[int, set[str]] = {}
        self.fingerprint = Fingerprint()

    def __iter__(self) -> Iterator[int]:
        """Yield the codes that words were struck for."""
        return (code for code, stems in self._by_code.items() if stems)

    def strike(self, code: int, word: str) -> None:
        """Strike a word, or each word of several."""
        struck = self._by_code.setdefault(code, set())
        for stem in set(self._language.stems(word)) - struck:
            struck.add(stem)
            self.fingerprint.add(str(code), stem)

    def unstrike(self, code: int, word: str) -> None:
        """Let a word speak for a code again."""
        struck = self._by_code.get(code, set())
        for stem in set(self._language.stems(word)) & struck:
            struck.remove(stem)
            self.fingerprint.remove(str(code), stem)

    def of(self, code: int, text: str) -> frozenset[str]:
        """Return the words of a text, in small letters, that are struck for a code."""
        struck = self._by_code.get(code)
        if not struck:
            return frozenset()
        stem_of = self._language.stem_of
        return frozenset(one for one in self._language.words(text) if stem_of(one) in struck)
