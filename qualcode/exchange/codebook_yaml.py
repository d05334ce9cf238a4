"""Codebooks in YAML (format qualcode-codebook/1): read, and judged in full."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from qualcode.domain.codebook import Code, Codebook, Example, Retirement
from qualcode.domain.errors import CodebookError
from qualcode.exchange.codebook_checks import check_codes
from qualcode.exchange.strict_yaml.decoding import read_bytes
from qualcode.exchange.strict_yaml.document import Document, load
from qualcode.exchange.strict_yaml.problems import (
    Problem,
    in_file_order,
    problem_of,
    refuse_errors,
)
from qualcode.exchange.strict_yaml.schema import check_schema, shipped_schema

FORMAT = "qualcode-codebook/1"
SCHEMA = "codebook.schema.json"

_HEAD = ("title", "version", "language", "format", "codes")
_LISTS = ("asked", "serves", "exclusive_with", "see", "aliases")
_RULES = ("include", "exclude")
_EXAMPLES = ("typical", "atypical", "close_but_no")
_AS_THEY_ARE = (
    *("id", "name", "key", "color", "codable", "short", "definition"),
    *("origin", "guid", "memo", "weight"),
)


def read_codebook(path: Path) -> Codebook:
    """Read a codebook from a YAML file.

    Raises:
        CodebookError: naming file, line, column and remedy of the first error.
    """
    return parse_codebook(read_bytes(path, CodebookError), str(path))


def parse_codebook(text: str | bytes, file_name: str = "codebook.yaml") -> Codebook:
    """Read a codebook from YAML text; `file_name` stands in messages.

    Raises:
        CodebookError: naming file, line, column and remedy of the first error.
    """
    return codebook_in(load(text, file_name, CodebookError))


def codebook_in(document: Document) -> Codebook:
    """Return the codebook that a loaded document holds.

    Raises:
        CodebookError: naming file, line, column and remedy of the first error.
    """
    advice = f"; see 'qualcode codebook check {document.file}'"
    refuse_errors(_problems(document), CodebookError, advice)
    return codebook_from(document.value)


def check_codebook(path: Path, elsewhere: Collection[str] = ()) -> list[Problem]:
    """Return everything that is wrong with a codebook file, in the order of the file.

    `elsewhere` are ids of the study's other codebooks, which a text may mention as [[id]].
    Text that is not YAML at all gives that one problem.
    """
    try:
        document = load(read_bytes(path, CodebookError), str(path), CodebookError)
    except CodebookError as why:
        return [problem_of(why, str(path))]
    return in_file_order(_problems(document, elsewhere))


def codebook_from(content: Mapping[str, Any]) -> Codebook:
    """Build the codebook from the plain values of a sound file."""
    return Codebook(
        title=content["title"],
        codes=tuple(_codes(content["codes"], None)),
        version=content.get("version", ""),
        language=content.get("language", "en"),
        details={key: value for key, value in content.items() if key not in _HEAD},
    )


def _problems(document: Document, elsewhere: Collection[str] = ()) -> Iterator[Problem]:
    yield from check_schema(document, shipped_schema(SCHEMA))
    yield from check_codes(document, elsewhere)


def _codes(contents: list[Mapping[str, Any]], parent: str | None) -> Iterator[Code]:
    for content in contents:
        yield _code(content, parent)
        yield from _codes(content.get("codes", []), content["id"])


def _code(content: Mapping[str, Any], parent: str | None) -> Code:
    values: dict[str, Any] = {key: content[key] for key in _AS_THEY_ARE if key in content}
    values |= {key: tuple(content[key]) for key in _LISTS if key in content}
    values |= {key: _rules(content[key]) for key in _RULES if key in content}
    values |= {key: tuple(map(_example, content[key])) for key in _EXAMPLES if key in content}
    if "retired" in content:
        retired = content["retired"]
        values["retired"] = Retirement(**{**retired, "use": tuple(retired.get("use", ()))})
    extra = {key: value for key, value in content.items() if key.startswith("x-")}
    return Code(parent=parent, extra=extra, **values)


def _rules(content: str | list[str]) -> tuple[str, ...]:
    return (content,) if isinstance(content, str) else tuple(content)


def _example(content: str | Mapping[str, str]) -> Example:
    return Example(content) if isinstance(content, str) else Example(**content)
