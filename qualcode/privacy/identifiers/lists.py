"""The word lists that the rules look things up in; own-written, of common knowledge."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def given_names() -> frozenset[str]:
    """Return common given names, in small letters."""
    return _words("given_names.txt")


@cache
def surnames() -> frozenset[str]:
    """Return common surnames, in small letters."""
    return _words("surnames.txt")


@cache
def common_words() -> frozenset[str]:
    """Return words that are no names, in small letters."""
    return _words("common_words.txt")


@cache
def everyday_names() -> frozenset[str]:
    """Return given names and surnames that are ordinary words or places as well."""
    return _words("everyday_names.txt")


@cache
def capital_anyway() -> frozenset[str]:
    """Return words that have a capital inside sentences without being names."""
    return _words("capital_anyway.txt")


@cache
def places_and_words() -> frozenset[str]:
    """Return places whose names in small letters are other words or names."""
    return _words("places_and_words.txt")


@cache
def before_names() -> frozenset[str]:
    """Return words that stand before the name of an organisation and are no part of it."""
    return _words("before_names.txt")


@cache
def places() -> dict[str, tuple[str, ...]]:
    """Return states, countries and large cities by their first word, in small letters."""
    return _by_first_word("places.txt")


@cache
def organisations() -> dict[str, tuple[str, ...]]:
    """Return chains and bodies that are known by name, by their first word, in small letters."""
    return _by_first_word("organisations.txt")


def _by_first_word(file: str) -> dict[str, tuple[str, ...]]:
    names = {name.casefold() for name in re.split(r"[|\n]", text_of(file).strip())}
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_first.setdefault(first_word(name), []).append(name)
    return {first: tuple(names) for first, names in by_first.items()}


def is_place(words: str) -> bool:
    """Say whether these words are a state, a country or a large city of the list."""
    folded = words.casefold()
    return folded in places().get(first_word(folded), ())


def first_word(name: str) -> str:
    """Return the letters that a name begins with."""
    found = re.match(r"[^\W\d_]+", name)
    return found.group() if found else ""


_ENDINGS = (
    "ing", "ings", "tion", "tions", "sion", "sions", "ment", "ments", "ness", "able", "ible",
    "ably", "ally", "fully", "lessly", "ously", "ively", "ately", "ently", "antly", "ful", "less",
    "ous", "ive", "ized", "ised", "ship", "ships", "ity", "ities", "ology", "body", "where",
    "thing", "self", "selves", "ism", "ists", "ical", "ated", "cted", "nded", "rted", "sted",
)  # fmt: skip


@cache
def is_common(word: str) -> bool:
    """Say whether a word is an ordinary one: listed, or formed as ordinary words are."""
    plain = word.casefold().replace("’", "'")
    plain = plain.removesuffix("'s").rstrip("'")
    known = common_words()
    if plain in known or len(plain) < 2:
        return True
    if plain in given_names() or plain in surnames():
        return False
    if len(plain) > 6 and plain.endswith(_ENDINGS):
        return True
    return _stem_is_common(plain, known)


def _stem_is_common(plain: str, known: frozenset[str]) -> bool:
    if "-" in plain:
        return all(part in known or part.isdigit() for part in plain.split("-"))
    for ending, instead in _FORMS:
        if plain.endswith(ending) and plain.removesuffix(ending) + instead in known:
            return True
    return False


_FORMS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("er", ""),
    ("er", "e"), ("ers", ""), ("est", ""), ("ing", ""), ("ing", "e"), ("in'", "ing"), ("ly", ""),
    ("y", ""), ("n't", ""),
)  # fmt: skip


def _words(name: str) -> frozenset[str]:
    return frozenset(text_of(name).split())


def text_of(name: str) -> str:
    """Return one of the lists as it is written."""
    return (files(__package__) / "lists" / name).read_text(encoding="utf-8")
