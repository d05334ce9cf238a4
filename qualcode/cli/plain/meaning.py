"""What typed words mean: which code, which of the codings here, which words of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.cli.plain import telling
from qualcode.cli.plain.place import Place
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.coding import Coding
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.quoting import quoted
from qualcode.domain.span import Span
from qualcode.tui.codes import Codes

OFFERED = 9
GUESSED = 3

_WITH_WORDS = {
    word: re.compile(rf"(?:(.*?)\s+)?{word}\s+[\"“”](.+)[\"“”](?:\s+([1-9][0-9]*))?")
    for word in ("on", "to", "at")
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What follows a word: the code, and the words of the text, if any, and which of them."""

    code: str
    words: str = ""
    which: int = 0


def asked(typed: str, word: str = "on") -> Asked:
    """Part the code from `on "words"` (or another word), which may be followed by a number."""
    found = _WITH_WORDS[word].fullmatch(typed)
    if found is None:
        return Asked(typed)
    code, words, which = found.groups()
    return Asked(code or "", words, int(which or 0))


class Unsure(InputError):
    """What was typed may mean one of several codes; `found` are their ids, the likeliest first."""

    def __init__(self, typed: str, codes: Codes, found: list[str], guessed: bool) -> None:
        self.found = found[: GUESSED if guessed else OFFERED]
        more = f". There are {len(found)} in all." if len(found) > len(self.found) else ""
        why = "begins no word of a code's name" if guessed else "fits several codes"
        offer = telling.offer(codes, self.found)
        super().__init__(f"'{typed}' {why}. Type this if you mean it: {offer}{more}")


def code_meant(codes: Codes, typed: str) -> str:
    """Return the id of the code that is meant by its name, or by how words of its name begin.

    Codes that the question asks for come before all others. Nothing is coded on a guess.

    Raises:
        NotFound: if none fits.
        Unsure: if several fit, or only letters inside a name do.
    """
    book = codes.codebook
    exact = book.find(typed)
    if exact is not None and (exact.applicable or exact.retired):
        return exact.id
    found = _fitting(typed, book, codes.asked) or _fitting(typed, book, codes.ordered)
    if len(found) == 1:
        return found[0]
    likely = [code.id for code in codes.find(typed, len(codes.ordered))]
    if found or likely:
        order = sorted(found, key=lambda one: likely.index(one) if one in likely else len(likely))
        raise Unsure(typed, codes, order or likely, not found)
    quote = 'Words of the text stand in quotes: on "words".' if " on " in typed else ""
    names = [one.name for one in codes.ordered]
    raise NotFound("code", typed, names, quote or "codes all lists them.")


def code_defined(codes: Codes, typed: str) -> Code:
    """Return the code of the whole codebook that is meant.

    Raises:
        NotFound: if none fits.
        InputError: if several fit.
    """
    book = codes.codebook
    if (exact := book.find(typed)) is not None:
        return exact
    found = _fitting(typed, book, codes.asked) or _fitting(typed, book, book.codes)
    if not found:
        raise NotFound("code", typed, [one.name for one in book.codes])
    if len(found) > 1:
        names = "; ".join(book.path(one) for one in found[:OFFERED])
        raise InputError(f"'{typed}' fits several codes: {names}.")
    return book.by_id[found[0]]


def _fitting(typed: str, book: Codebook, among: Sequence[Code]) -> list[str]:
    """Return the codes with this name, else with words that begin so, else below such a code."""
    folded = typed.casefold()
    named = [code.id for code in among if code.name.casefold() == folded]
    begun = [code.id for code in among if _begins_words(folded, code.name)]
    return (
        named or begun or [code.id for code in among if _begins_words(folded, book.path(code.id))]
    )


def _begins_words(folded: str, name: str) -> bool:
    parts = re.split(r"\W+", name.casefold())
    words = [word for word in re.split(r"\W+", folded) if word]
    return bool(words) and all(any(part.startswith(word) for part in parts) for word in words)


def span_meant(place: Place, one: Asked, within: Span | None = None) -> Span:
    """Return what a code is put on: the words quoted from the unit, else the unit.

    The words may be sought `within` something larger than the unit.

    Raises:
        InputError: if the unit does not hold the words, or holds them several times.
    """
    if not one.words:
        return place.unit
    found = quoted(one.words, place.page.text, within or place.unit)
    quote = telling.quotation(one.words)
    if not found:
        raise InputError(f"This {place.step.value} does not hold {quote}.")
    if one.which > len(found) or (not one.which and len(found) > 1):
        raise InputError(
            f"{quote} stands here {telling.times(len(found))}: quote more words, or say which of "
            f'them with a number: on "{one.words}" 1'
        )
    return found[max(one.which, 1) - 1]


def coding_meant(place: Place, one: Asked) -> Coding:
    """Return the coding on the unit that is meant; of several with a code that of the whole unit.

    Raises:
        Refused: if there is none.
        InputError: if there are several.
    """
    entry, here = place.bench.entry, place.here
    if one.words:
        span = span_meant(place, one)
        here = [coding for coding in here if entry.on_page(coding.span) == span]
    if one.code:
        named = _named(place.codes, one.code, {coding.code for coding in here})
        here = [coding for coding in here if coding.code in named]
    if not here:
        raise Refused("There is no such coding here to take off.")
    upon = [coding for coding in here if entry.on_page(coding.span) == place.unit]
    if len(here) > 1 and one.code and len(upon) == 1:
        return upon[0]
    if len(here) > 1:
        told = telling.codings_line(place.codes, entry, place.unit, place.page.text, here)
        raise InputError(f'Say which to take off, as in: d NAME on "words". {told}')
    return here[0]


def _named(codes: Codes, typed: str, among: set[str]) -> list[str]:
    exact = codes.codebook.find(typed)
    if exact is not None and exact.id in among:
        return [exact.id]
    folded = typed.casefold()
    named = [code for code in among if codes.name(code).casefold() == folded]
    return named or [code for code in among if _begins_words(folded, codes.name(code))]
