"""A small checker for JSON Schema that speaks in sentences and knows lines and columns.

It knows what the shipped schemas use: type, properties, patternProperties, additionalProperties,
required, items, enum, const, pattern, the limits of length and value, oneOf, allOf with if and
then, and $ref. `title` names a mapping in messages; `patternErrorMessage` (also shown by editors)
says what text a pattern wants.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from qualcode.domain.errors import Place
from qualcode.exchange.strict_yaml.building import KeyPath
from qualcode.exchange.strict_yaml.document import Document
from qualcode.exchange.strict_yaml.problems import Problem, did_you_mean, shown

Schema = Mapping[str, Any]

_WORDS = {
    "string": "text",
    "array": "a list",
    "object": "a mapping of keys to values",
    "boolean": "true or false",
    "integer": "a whole number",
}


@cache
def shipped_schema(name: str) -> dict[str, Any]:
    """Return a schema that comes with qualcode, such as `codebook.schema.json`."""
    schema: dict[str, Any] = json.loads(schema_text(name))
    return schema


def schema_text(name: str) -> str:
    """Return the text of a schema that comes with qualcode."""
    return files("qualcode.exchange").joinpath(name).read_text(encoding="utf-8")


def check_schema(document: Document, schema: Schema) -> Iterator[Problem]:
    """Yield each way in which a document differs from its schema."""
    yield from _Check(document, schema).value((), document.value, schema)


class _Check:
    """Walks values and schema side by side."""

    def __init__(self, document: Document, root: Schema) -> None:
        self.document = document
        self.root = root

    def value(self, path: KeyPath, value: Any, schema: Schema) -> Iterator[Problem]:
        schema = self._resolved(schema)
        if "oneOf" in schema:
            schema = self._fitting_branch(value, schema)
        if not _is_type(value, schema):
            yield self._wrong_type(path, value, schema)
            return
        yield from self._limits(path, value, schema)
        if isinstance(value, dict):
            yield from self._mapping(path, value, schema)
        elif isinstance(value, list) and "items" in schema:
            for index, entry in enumerate(value):
                yield from self.value((*path, index), entry, schema["items"])

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        return schema

    def _fitting_branch(self, value: Any, schema: Schema) -> Schema:
        branches = [self._resolved(branch) for branch in schema["oneOf"]]
        for branch in branches:
            if _is_type(value, branch):
                return branch
        return {"type": [name for branch in branches for name in _types(branch)]}

    def _mapping(self, path: KeyPath, value: dict[str, Any], schema: Schema) -> Iterator[Problem]:
        yield from self._required(path, value, schema)
        known = schema.get("properties", {})
        for key, inner in value.items():
            for one in _schemas_for(key, schema):
                if one is False:
                    yield self._unknown_key((*path, key), known, schema)
                elif one is not True:
                    yield from self.value((*path, key), inner, one)
        for rule in schema.get("allOf", ()):
            if not any(self.value(path, value, rule["if"])):
                named = {"title": schema.get("title", ""), **rule["then"]}
                yield from self.value(path, value, named)

    def _required(self, path: KeyPath, value: dict[str, Any], schema: Schema) -> Iterator[Problem]:
        for key in schema.get("required", ()):
            if key not in value:
                what = schema.get("title") or "mapping"
                fix = f"Add '{key}: …'{self._hint(schema, key)}."
                yield Problem(self.document.place(path), f"this {what} has no '{key}'.", fix)

    def _hint(self, schema: Schema, key: str) -> str:
        only = schema.get("properties", {}).get(key, {}).get("const")
        return f", here always '{key}: {only}'" if only else ""

    def _unknown_key(self, path: KeyPath, known: Mapping[str, Any], schema: Schema) -> Problem:
        key = str(path[-1])
        fix = did_you_mean(key, known)
        if not fix:
            own = " Keys of your own begin with 'x-'." if "patternProperties" in schema else ""
            wanted = schema.get("description", "nothing here.")
            fix = f"Known are {', '.join(known)}.{own}" if known else f"Expected is {wanted}"
        what = f" in this {schema['title']}" if schema.get("title") else ""
        text = f"the key '{shown(key)}' is not known{what}."
        return Problem(self.document.place_of_key(path), text, fix)

    def _wrong_type(self, path: KeyPath, value: Any, schema: Schema) -> Problem:
        wanted = _types(schema)
        words = " or ".join(_WORDS[name] for name in wanted)
        text = f"{_named(path)} must be {words}, not {_described(value)}."
        return Problem(self._place(path, value), text, self._type_fix(path, value, wanted))

    def _type_fix(self, path: KeyPath, value: Any, wanted: list[str]) -> str:
        if value is None and self.document.line_after(path).lstrip(": ").startswith("#"):
            return 'An unquoted # begins a comment: put the value in quotes, as in "#E07A5F".'
        if value is None:
            return "Write a value, or remove the line."
        if "string" in wanted and isinstance(value, bool | int):
            written = str(value).lower() if isinstance(value, bool) else value
            return f'Put it in quotes: "{written}".'
        if "string" in wanted:
            return "Put text that begins with [ or { or holds a colon in quotes."
        if wanted == ["array"]:
            return "Begin each entry on its own line with '- ', or write [one, two]."
        if wanted == ["object"]:
            return "Write 'key: value' lines below it, indented."
        return f"Write {_WORDS[wanted[0]]}, without quotes or capitals."

    def _place(self, path: KeyPath, value: Any) -> Place:
        return self.document.place_of_key(path) if value is None else self.document.place(path)

    def _limits(self, path: KeyPath, value: Any, schema: Schema) -> Iterator[Problem]:
        for broken in (_broken_choice, _broken_length, _broken_pattern, _broken_range):
            if said := broken(value, schema):
                yield Problem(self.document.place(path), f"{_named(path)} {said[0]}", said[1])
                return


def _broken_choice(value: Any, schema: Schema) -> tuple[str, str] | None:
    if "const" in schema and value != schema["const"]:
        only = schema["const"]
        return f"must be '{only}', not '{shown(value)}'.", f"Write '{only}'."
    if "enum" in schema and value not in schema["enum"]:
        choices = ", ".join(schema["enum"])
        fix = did_you_mean(str(value), schema["enum"]) or "Choose one of them."
        return f"must be one of {choices}, not '{shown(value)}'.", fix
    return None


def _broken_length(value: Any, schema: Schema) -> tuple[str, str] | None:
    if isinstance(value, str):
        least, most, what = schema.get("minLength", 0), schema.get("maxLength"), "characters"
    elif isinstance(value, list):
        least, most, what = schema.get("minItems", 0), schema.get("maxItems"), "entries"
    else:
        return None
    if len(value) < least:
        return "is empty.", "Write a value, or remove the line."
    if most is not None and len(value) > most:
        return f"has {len(value)} {what}; at most {most} fit.", "Shorten it."
    return None


def _broken_pattern(value: Any, schema: Schema) -> tuple[str, str] | None:
    pattern = schema.get("pattern")
    if pattern is None or not isinstance(value, str):
        return None
    # In JSON Schema `$` is the very end; in Python it also stands before a last line break.
    if re.search(pattern.replace("$", r"\Z"), value):
        return None
    wanted = schema.get("patternErrorMessage", f"match {pattern}")
    return f"must {wanted}, not '{shown(value)}'.", "Change it."


def _broken_range(value: Any, schema: Schema) -> tuple[str, str] | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and value < least:
        return f"must be at least {least}, not {value}.", "Change it."
    if most is not None and value > most:
        return f"must be at most {most}, not {value}.", "Change it."
    return None


def _schemas_for(key: str, schema: Schema) -> list[Any]:
    found = [schema["properties"][key]] if key in schema.get("properties", {}) else []
    patterns = schema.get("patternProperties", {}).items()
    found += [inner for pattern, inner in patterns if re.search(pattern, key)]
    return found or [schema.get("additionalProperties", True)]


def _types(schema: Schema) -> list[str]:
    wanted = schema.get("type", [])
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _is_type(value: Any, schema: Schema) -> bool:
    wanted = _types(schema)
    return not wanted or _type_of(value) in wanted


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", list: "array", dict: "object", int: "integer"}
    return names.get(type(value), "null")


def _described(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return _WORDS[_type_of(value)]
    if isinstance(value, str):
        return f"the text '{shown(value)}'"
    return f"the {'value' if isinstance(value, bool) else 'number'} {str(value).lower()}"


def _named(path: KeyPath) -> str:
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return f"'{shown(last)}'"
    return f"entry {last + 1} of '{path[-2]}'" if len(path) > 1 else f"entry {last + 1}"
