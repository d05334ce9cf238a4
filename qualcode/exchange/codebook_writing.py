"""Codebooks as YAML text, fresh: the same codebook always gives the same lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from qualcode.domain.codebook import Code, Codebook, Example, Retirement
from qualcode.domain.errors import CodebookError
from qualcode.exchange.codebook_yaml import FORMAT
from qualcode.exchange.strict_yaml.building import MAX_DEPTH
from qualcode.exchange.strict_yaml.emitting import emitted

SCHEMA_LINE = "# yaml-language-server: $schema=./codebook.schema.json"
FLOW_KEYS = frozenset({"asked", "serves", "see", "exclusive_with", "aliases", "retired", "use"})
"""Keys whose lists of ids or names stand on one line."""

HEAD_ORDER = (
    *("format", "title", "version", "status", "language", "description", "unit", "authors"),
    *("license", "research_questions", "changes"),
)
CODE_ORDER = (
    *("id", "name", "guid", "key", "color", "codable", "short", "definition", "include"),
    *("exclude", "typical", "atypical", "close_but_no", "asked", "serves", "origin", "weight"),
    *("exclusive_with", "see", "aliases", "retired", "memo"),
)
MAX_LEVEL = (MAX_DEPTH - 6) // 2
"""How deep a code may lie, the theme being 0, so that the file stays within the reader's depth."""

_DEFAULTS = {part.name: part.default for part in fields(Code)}


def codebook_to_yaml(codebook: Codebook, schema_line: str = SCHEMA_LINE) -> str:
    """Return the codebook as a YAML file; `schema_line` tells editors where the schema is.

    Raises:
        CodebookError: if codes are nested deeper than the reader goes.
    """
    return f"{schema_line}\n{emitted(codebook_to_plain(codebook), FLOW_KEYS)}"


def codebook_to_plain(codebook: Codebook) -> dict[str, Any]:
    """Return the content of the file as plain values, keys in their usual order.

    Raises:
        CodebookError: if codes are nested deeper than the reader goes.
    """
    head: dict[str, Any] = {"format": FORMAT, "title": codebook.title, **codebook.details}
    if codebook.version:
        head["version"] = codebook.version
    head["language"] = codebook.language
    plain = {key: head.pop(key) for key in HEAD_ORDER if key in head}
    plain["codes"] = _codes_to_plain(codebook)
    return {**plain, **{key: head[key] for key in sorted(head)}}


def in_tree_order(codebook: Codebook) -> Codebook:
    """Return the codebook with each code directly before those below it, as a file has them."""
    order = [one for theme in codebook.themes for one in (theme, *codebook.descendants(theme.id))]
    return codebook if tuple(order) == codebook.codes else replace(codebook, codes=tuple(order))


def _codes_to_plain(codebook: Codebook) -> list[dict[str, Any]]:
    themes: list[dict[str, Any]] = []
    made: dict[str, tuple[dict[str, Any], int]] = {}
    for code in codebook.codes:
        plain = code_to_plain(code)
        above, level = made[code.parent] if code.parent is not None else (None, -1)
        if level + 1 > MAX_LEVEL:
            problem = f"the code '{code.id}' lies more than {MAX_LEVEL} levels deep."
            raise CodebookError(problem, fix="Make the tree flatter.")
        made[code.id] = plain, level + 1
        siblings = themes if above is None else above.setdefault("codes", [])
        siblings.append(plain)
    return themes


def code_to_plain(code: Code) -> dict[str, Any]:
    """Return one code without those below it, as the file has it."""
    plain: dict[str, Any] = {"id": code.id, "name": code.name}
    for key in CODE_ORDER[2:]:
        value = getattr(code, key)
        if value != _DEFAULTS[key]:
            plain[key] = _value_to_plain(value)
    return {**plain, **{key: code.extra[key] for key in sorted(code.extra)}}


def _value_to_plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value_to_plain(one) for one in value]
    if isinstance(value, Example):
        parts = {name: getattr(value, name) for name in ("text", "source", "span", "note")}
        given = {name: part for name, part in parts.items() if part}
        return given["text"] if len(given) == 1 else given
    if isinstance(value, Retirement):
        parts = {"version": value.version, "use": list(value.use), "why": value.why}
        return {name: part for name, part in parts.items() if part or name == "version"}
    return dict(value) if isinstance(value, Mapping) else value
