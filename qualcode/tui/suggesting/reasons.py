"""The reasons for a suggestion as a list to look at, in which words can be struck out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qualcode.domain.suggestion import Reason, ReasonKind, Suggestion
from qualcode.study import Study

_KINDS = {
    ReasonKind.REPEAT: "the same words, which have the code",
    ReasonKind.WORDS: "in this text",
    ReasonKind.CODING: "like this, which has the code",
    ReasonKind.CODEBOOK: "in the codebook",
    ReasonKind.ALIKE: "texts like this one are about it",
}
_RESTS_ON = {
    ReasonKind.REPEAT: "the same words were coded so",
    ReasonKind.CODING: "like other texts with it",
    ReasonKind.CODEBOOK: "by the codebook",
}
_FIRST = tuple(_KINDS)
_SHARES = ((0.5, "strongly"), (0.25, "clearly"), (0.1, "somewhat"), (0.0, "a little"))


@dataclass(frozen=True, slots=True)
class Row:
    """One reason in words; `word` is what could be struck out or back, `struck` if it is."""

    words: str
    about: str
    weight: str
    word: str = ""
    struck: bool = False


def struck_words(study: Study, code: str) -> list[str]:
    """Return the words that the person struck out of the reasons for a code."""
    return [one.word for one in study.suggestions.struck() if one.code == code]


def strike(study: Study, code: str, name: str, word: str, back: bool) -> str:
    """Strike a word out of the reasons for a code, or let it count again; return what to tell."""
    (study.suggestions.unstrike if back else study.suggestions.strike)(code, word)
    return f"“{word}” {'counts again' if back else 'is no reason any more'} for {name}"


def how_sure(suggestion: Suggestion) -> str:
    """Return how probable a suggestion is, as `86 %`; empty as long as that is not known."""
    return "" if suggestion.probability is None else suggestion.figure


def because(suggestion: Suggestion) -> str:
    """Return the reasons in short: what it rests on, unless it is known how probable it is.

    Then words of the text that speak for it, else another reason.
    """
    reasons = sorted(suggestion.evidence, key=lambda one: -one.weight)
    own = [one for one in reasons if one.kind is ReasonKind.WORDS]
    others = [one for one in reasons if one.words and one.kind is not ReasonKind.REPEAT]
    said = ", ".join(f"“{one.words}”" for one in own or others[:1])
    told = rests_on(suggestion)
    if suggestion.probability is not None and told != _RESTS_ON[ReasonKind.REPEAT]:
        told = ""
    return ": ".join(one for one in (told, said) if one)


def because_of(suggestion: Suggestion) -> str:
    """Return the same as the end of a sentence, where it stands below quoted words."""
    told = because(suggestion)
    return f"because {told}" if told.startswith("“") else told


def rests_on(suggestion: Suggestion) -> str:
    """Return what a suggestion rests on before all; empty if its reasons are not known."""
    kinds = {one.kind for one in suggestion.evidence}
    found = (told for kind, told in _RESTS_ON.items() if kind in kinds)
    return next(found, _RESTS_ON[ReasonKind.CODEBOOK] if kinds else "")


def reason_rows(suggestion: Suggestion, struck: Iterable[str]) -> list[Row]:
    """Return the reasons by their kinds, of each the weightiest first, then what was struck."""
    reasons = sorted(suggestion.evidence, key=lambda one: (_FIRST.index(one.kind), -one.weight))
    gone = list(struck)
    rows = [_row(one, _weight(one, reasons)) for one in reasons if one.words.lower() not in gone]
    return [*rows, *(Row(one, "struck out by you", "counts no more", one, True) for one in gone)]


def _row(one: Reason, weight: str) -> Row:
    word = one.words if one.kind is ReasonKind.WORDS and len(one.words.split()) == 1 else ""
    return Row(one.words, _KINDS[one.kind], weight, word)


def _weight(one: Reason, reasons: Iterable[Reason]) -> str:
    """Return in words which share of the reasons of its kind one is."""
    is_word = one.kind is ReasonKind.WORDS
    alike = [other for other in reasons if (other.kind is ReasonKind.WORDS) == is_word]
    whole = sum(max(0.0, other.weight) for other in alike)
    share = one.weight / whole if whole > 0 else 0.0
    return next((told for least, told in _SHARES if share >= least), "speaks against it")


class Why:
    """The reasons for the suggestion at hand, while they are shown.

    `offered` gives that suggestion, `struck` the words struck for a code; `strike` is told a code,
    a word, and whether it is to count again; `accept` accepts the suggestion.
    """

    def __init__(
        self,
        offered: Callable[[], Suggestion | None],
        struck: Callable[[str], list[str]],
        strike: Callable[[str, str, bool], object],
        accept: Callable[[], object],
    ) -> None:
        self._offered = offered
        self._struck = struck
        self._strike = strike
        self._accept = accept
        self.suggestion: Suggestion | None = None
        self.rows: list[Row] = []
        self.chosen = 0

    @property
    def is_open(self) -> bool:
        """Say whether the reasons are shown."""
        return self.suggestion is not None

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what the keys do."""
        row = self.rows[self.chosen] if self.rows else None
        word = row is not None and row.word
        turned = "let it count again" if row is not None and row.struck else "strike the word out"
        strike = ("x", turned)
        return (*((strike,) if word else ()), ("↑↓", "choose"), ("a", "accept"), ("Esc", "leave"))

    def open(self) -> None:
        """Show why; where nothing is suggested that is said by who offers."""
        self.suggestion, self.chosen = self._offered(), 0
        self.renew()

    def renew(self) -> None:
        """Take in what the reasons are now; while it is open the code stays the same."""
        if self.suggestion is None:
            return
        now = self._offered()
        if now is not None and (now.code, now.segment) == (
            self.suggestion.code, self.suggestion.segment,
        ):  # fmt: skip
            self.suggestion = now
        self.rows = reason_rows(self.suggestion, self._struck(self.suggestion.code))
        self.chosen = max(0, min(self.chosen, len(self.rows) - 1))

    def press(self, pressed: str) -> None:
        """Take a key."""
        moves = {"down": 1, "j": 1, "up": -1, "k": -1}
        if pressed in moves:
            self.chosen = max(0, min(self.chosen + moves[pressed], len(self.rows) - 1))
        elif pressed in ("x", "enter", "delete", "space"):
            self._turn()
        elif pressed == "a":
            self.suggestion = None
            self._accept()
        elif pressed in ("escape", "q", "y"):
            self.suggestion = None

    def _turn(self) -> None:
        row = self.rows[self.chosen] if self.rows else None
        if row is not None and row.word and self.suggestion is not None:
            self._strike(self.suggestion.code, row.word, row.struck)
            self.renew()

    def paste(self, text: str) -> None:
        """Take no notice."""
