"""What a schema cannot say about a codebook: ids, keys, names and references that fit together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Any

from qualcode.exchange.codebook_entries import (
    Entry,
    as_text,
    flattened,
    ids_that_went,
    mappings,
    prose_of,
    texts_at,
)
from qualcode.exchange.strict_yaml.building import KeyPath
from qualcode.exchange.strict_yaml.document import Document
from qualcode.exchange.strict_yaml.problems import Problem, Severity, did_you_mean, shown

_MENTION = re.compile(r"\[\[([^\[\]\n]+)\]\]")
MAX_GUESSES = 100
"""How often the nearest id is looked for; each search compares all ids."""

_REFERRING = ("see", "exclusive_with")


def check_codes(document: Document, elsewhere: Collection[str] = ()) -> Iterator[Problem]:
    """Yield all that is wrong between the codes of a codebook, errors and warnings.

    `elsewhere` are ids of other codebooks that may be mentioned in prose as [[id]].
    """
    codes = _Codes(document, elsewhere)
    yield from codes.ids()
    yield from codes.reused_ids()
    yield from codes.names()
    yield from codes.keys()
    yield from codes.references()
    yield from codes.mentions()
    yield from codes.retired_above_living()
    yield from codes.weights()
    yield from codes.missing_definitions()


def key_clashes(keys: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs (earlier, later) of positions whose keys cannot be told apart while typing.

    Equal keys clash, and so does one character with a chord that begins with it.
    """
    first: dict[str, int] = {}
    opening: dict[str, int] = {}
    for position, key in enumerate(keys):
        if not key:
            continue
        before = first.get(key, first.get(key[0]) if len(key) > 1 else opening.get(key))
        if before is not None:
            yield before, position
        first.setdefault(key, position)
        if len(key) > 1:
            opening.setdefault(key[0], position)


class _Codes:
    """The codes of one file; each method yields one sort of problem."""

    def __init__(self, document: Document, elsewhere: Collection[str]) -> None:
        self.document = document
        self.elsewhere = frozenset(elsewhere)
        self.guesses_left = MAX_GUESSES
        self.entries = list(flattened(document.value))

    @cached_property
    def known(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in reversed(self.entries) if entry.id}

    def problem(self, path: KeyPath, text: str, fix: str, warning: bool = False) -> Problem:
        severity = Severity.WARNING if warning else Severity.ERROR
        return Problem(self.document.place(path), text, fix, severity)

    def meant(self, word: str) -> str:
        self.guesses_left -= 1
        return did_you_mean(word, self.known) if self.guesses_left >= 0 else ""

    def ids(self) -> Iterator[Problem]:
        for entry in self.entries:
            first = self.known.get(entry.id, entry)
            if first is not entry:
                line = self.document.place(first.path).line
                text = f"the id '{shown(entry.id)}' is used twice, first in line {line}."
                yield self.problem((*entry.path, "id"), text, "Give one of the codes a new id.")

    def reused_ids(self) -> Iterator[Problem]:
        gone = ids_that_went(self.document.value)
        for entry in self.entries:
            if entry.id in gone and not entry.retired:
                text = f"the id '{entry.id}' was given up in version {gone[entry.id]}."
                fix = "Take a new id: codings of the old code still carry the old one."
                yield self.problem((*entry.path, "id"), text, fix)

    def names(self) -> Iterator[Problem]:
        seen: dict[tuple[int | None, str], Entry] = {}
        for entry in self.entries:
            name = as_text(entry.content.get("name"))
            if not name or entry.retired:
                continue
            folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
            first = seen.setdefault((entry.parent, folded), entry)
            if first is not entry:
                line = self.document.place(first.path).line
                text = f"the name '{shown(name)}' stands twice at one place, first in line {line}."
                yield self.problem((*entry.path, "name"), text, "Rename one of the two codes.")

    def keys(self) -> Iterator[Problem]:
        keyed = [one for one in self.entries if as_text(one.content.get("key")) and not one.retired]
        keys = [as_text(entry.content["key"]) for entry in keyed]
        for earlier, later in key_clashes(keys):
            other, path = keyed[earlier], (*keyed[later].path, "key")
            line = self.document.place((*other.path, "key")).line
            before = f"'{keys[earlier]}' of '{other.id}', line {line}"
            text = f"the key '{keys[later]}' clashes with {before}."
            yield self.problem(path, text, "Choose another key for one of them.")
        for entry in keyed:
            if entry.content.get("codable") is False:
                text = f"'{entry.id}' has a key but is not codable."
                yield self.problem((*entry.path, "key"), text, "Remove the key.", warning=True)

    def references(self) -> Iterator[Problem]:
        for path, id_, owner in self._references():
            if id_ not in self.known:
                text = f"there is no code '{shown(id_)}' in this file."
                fix = self.meant(id_) or "Write the id of a code, or remove it."
                yield self.problem(path, text, fix)
            elif id_ == owner:
                yield self.problem(path, f"the code '{id_}' names itself here.", "Remove it.")
        questions = _ids(self.document.value, "research_questions")
        for entry in self.entries:
            for path, id_ in texts_at((*entry.path, "serves"), entry.content.get("serves")):
                if id_ not in questions:
                    text = f"there is no research question '{shown(id_)}'."
                    fix = did_you_mean(id_, questions) or "Add it to 'research_questions'."
                    yield self.problem(path, text, fix)

    def _references(self) -> Iterator[tuple[KeyPath, str, str]]:
        for entry in self.entries:
            for key in _REFERRING:
                for path, id_ in texts_at((*entry.path, key), entry.content.get(key)):
                    yield path, id_, entry.id
            retired = entry.content.get("retired")
            use = retired.get("use") if isinstance(retired, dict) else None
            for path, id_ in texts_at((*entry.path, "retired", "use"), use):
                yield path, id_, entry.id
        for index, one in enumerate(mappings(self.document.value, "sets")):
            for path, id_ in texts_at(("sets", index, "codes"), one.get("codes")):
                yield path, id_, ""

    def mentions(self) -> Iterator[Problem]:
        for entry in self.entries:
            for path, prose in prose_of(entry):
                for word in _MENTION.findall(prose):
                    if word not in self.known and word not in self.elsewhere:
                        text = f"[[{shown(word)}]] is not a code of this file."
                        meant = self.meant(word)
                        fix = meant or "Check that another codebook of the study has it."
                        yield self.problem(path, text, fix, warning=True)

    def retired_above_living(self) -> Iterator[Problem]:
        for entry in self.entries:
            above = None if entry.parent is None else self.entries[entry.parent]
            if above is not None and above.retired and not entry.retired:
                text = f"'{entry.id}' is in use but stands below the retired code '{above.id}'."
                yield self.problem(entry.path, text, "Retire it too, or move it elsewhere.")

    def weights(self) -> Iterator[Problem]:
        for entry in self.entries:
            weight = entry.content.get("weight")
            if not isinstance(weight, dict):
                continue
            low, high = weight.get("min"), weight.get("max")
            if isinstance(low, int) and isinstance(high, int) and low >= high:
                text = f"the weight runs from {low} to {high}."
                yield self.problem((*entry.path, "weight"), text, "Make min smaller than max.")

    def missing_definitions(self) -> Iterator[Problem]:
        for entry in self.entries:
            if entry.retired or entry.content.get("codable") is False:
                continue
            missing = [key for key in ("short", "definition") if not entry.content.get(key)]
            if missing:
                text = f"the code '{entry.id}' has no {' and no '.join(missing)}."
                fix = "Coders agree better on codes that are defined."
                yield self.problem(entry.path, text, fix, warning=True)


def _ids(value: Any, key: str) -> set[str]:
    return {as_text(one.get("id")) for one in mappings(value, key)}
