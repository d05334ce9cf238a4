"""What is said of a code, as texts that a person fills in, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qualcode.domain.codebook import Code, Codebook, Example
from qualcode.domain.errors import InputError
from qualcode.tui.codebook.colours import colour_of
from qualcode.tui.widgets.form import Field

_NOTE = " | "
_LINES = "one in a line"
_PASSAGE = f"one in a line;{_NOTE}note"

_FIELDS = (
    Field("name", "name", hint="what coders see"),
    Field("key", "key", hint="one character, or two letters, in the coding screen"),
    Field("color", "colour", hint="#RRGGBB or a name such as sky blue"),
    Field("short", "short", hint="the definition in one line"),
    Field("definition", "definition", "", True, "the full definition"),
    Field("include", "include", "", True, f"when to use it, {_LINES}"),
    Field("exclude", "exclude", "", True, f"when not to; [[id]] names the code to use; {_LINES}"),
    Field("typical", "typical", "", True, f"passages at their clearest, {_PASSAGE}"),
    Field("atypical", "atypical", "", True, f"far from typical, yet belonging, {_PASSAGE}"),
    Field("close_but_no", "close but no", "", True, f"alike, not belonging, {_PASSAGE}"),
    Field("asked", "asked", hint="ids of questions, with commas; none: any text"),
    Field("see", "see also", hint="codes to compare with, with commas"),
    Field("exclusive_with", "not with", hint="codes that may not stand on the same words"),
    Field("serves", "serves", hint="ids of research questions, with commas"),
    Field("origin", "origin", hint="deductive, inductive or in-vivo"),
    Field("codable", "applied", hint="yes, or no: it only holds other codes"),
    Field("aliases", "aliases", "", True, f"former and foreign names, {_LINES}"),
    Field("memo", "memo", "", True, "how the code grew"),
)
_TEXTS = frozenset({"name", "key", "short", "definition", "origin", "memo"})
_EXAMPLES = frozenset({"typical", "atypical", "close_but_no"})
_LISTED = frozenset({"include", "exclude", "aliases"})
_CODES = frozenset({"see", "exclusive_with"})
LABELS: Mapping[str, str] = {field.id: field.label for field in _FIELDS}


def fields_of(code: Code) -> list[Field]:
    """Return all fields of a code with what stands in them."""
    return [
        Field(one.id, one.label, _text(one.id, getattr(code, one.id)), one.several, one.hint)
        for one in _FIELDS
    ]


def changes(codebook: Codebook, code: Code, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of a code that some texts change.

    Raises:
        InputError: if a text does not say what its field needs.
    """
    values = {name: _value(codebook, code, name, text) for name, text in texts.items()}
    return {name: value for name, value in values.items() if value != getattr(code, name)}


def ids_of(codebook: Codebook, text: str) -> tuple[str, ...]:
    """Return the ids of codes that are named by ids or names, with commas or line by line.

    Raises:
        InputError: if there is no such code.
    """
    return tuple(dict.fromkeys(_id_of(codebook, one) for one in parted(text)))


def parted(text: str) -> list[str]:
    """Return what stands between commas and line breaks."""
    return [part for line in text.splitlines() for one in line.split(",") if (part := one.strip())]


def _id_of(codebook: Codebook, word: str) -> str:
    found = codebook.find(word)
    if found is None:
        raise InputError(f"There is no code '{word}'.")
    return found.id


def _text(name: str, value: Any) -> str:
    if name == "codable":
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if name in _EXAMPLES:
        return "\n".join(_example_text(one) for one in value)
    # Ids hold no comma; what people say in words may.
    return "\n".join(_flat(one) for one in value) if name in _LISTED else ", ".join(value)


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


def _example_text(one: Example) -> str:
    return _flat(one.text) + (_NOTE + _flat(one.note) if one.note else "")


def _value(codebook: Codebook, code: Code, name: str, text: str) -> Any:
    text = text.strip()
    if name in _TEXTS:
        # What stands at the ends of a text nobody meant to change.
        return getattr(code, name) if text == getattr(code, name).strip() else text
    if name == "color":
        return colour_of(text)
    if name == "codable":
        return _yes_or_no(text)
    if name in _EXAMPLES:
        return _examples(getattr(code, name), _lines(text))
    if name in _LISTED:
        return _same_texts(getattr(code, name), _lines(text))
    if name in _CODES:
        known = getattr(code, name)
        return tuple(one if one in known else _id_of(codebook, one) for one in parted(text))
    return tuple(parted(text))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _yes_or_no(text: str) -> bool:
    words: Mapping[str, bool] = {"yes": True, "y": True, "no": False, "n": False, "": True}
    if text.casefold() not in words:
        raise InputError(f"'{text}' is neither yes nor no.")
    return words[text.casefold()]


def _as_before(known: Iterable[Any], told: Callable[[Any], str]) -> dict[str, Any]:
    return {told(one).strip(): one for one in known}


def _same_texts(known: tuple[str, ...], lines: list[str]) -> tuple[str, ...]:
    before = _as_before(known, _flat)
    return tuple(before.get(line, line) for line in lines)


def _examples(known: tuple[Example, ...], lines: list[str]) -> tuple[Example, ...]:
    before = _as_before(known, _example_text)
    # A passage whose note is changed keeps the place that it was taken from.
    places = {_flat(one.text).strip(): one for one in known}
    return tuple(before[line] if line in before else _example(places, line) for line in lines)


def _example(places: Mapping[str, Example], line: str) -> Example:
    text, _, note = line.partition(_NOTE)
    old = places.get(text.strip())
    if old is None:
        return Example(text.strip(), note=note.strip())
    return Example(old.text, old.source, old.span, note.strip())
