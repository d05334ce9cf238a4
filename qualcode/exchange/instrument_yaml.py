"""Instruments in YAML (format qualcode-instrument/1): read, and judged in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qualcode.domain.errors import InstrumentError
from qualcode.domain.instrument import (
    AnswerType,
    AttributeDefinition,
    Instrument,
    Item,
    Question,
    Version,
)
from qualcode.exchange.instrument_checks import check_questions
from qualcode.exchange.strict_yaml.decoding import read_bytes
from qualcode.exchange.strict_yaml.document import Document, load
from qualcode.exchange.strict_yaml.problems import (
    Problem,
    in_file_order,
    problem_of,
    refuse_errors,
)
from qualcode.exchange.strict_yaml.schema import check_schema, shipped_schema

FORMAT = "qualcode-instrument/1"
SCHEMA = "instrument.schema.json"
GRID_CHOICES = ("yes", "no", "n/a")
"""What can be answered to each item of a grid that does not say so itself."""


def read_instrument(path: Path) -> Instrument:
    """Read an instrument from a YAML file.

    Raises:
        InstrumentError: naming file, line, column and remedy of the first error.
    """
    return parse_instrument(read_bytes(path, InstrumentError), str(path))


def parse_instrument(text: str | bytes, file_name: str = "instrument.yaml") -> Instrument:
    """Read an instrument from YAML text; `file_name` stands in messages.

    Raises:
        InstrumentError: naming file, line, column and remedy of the first error.
    """
    document = load(text, file_name, InstrumentError)
    refuse_errors(_problems(document), InstrumentError)
    return _instrument(document.value)


def check_instrument(path: Path) -> list[Problem]:
    """Return everything that is wrong with an instrument file, in the order of the file."""
    try:
        document = load(read_bytes(path, InstrumentError), str(path), InstrumentError)
    except InstrumentError as why:
        return [problem_of(why, str(path))]
    return in_file_order(_problems(document))


def _problems(document: Document) -> Iterator[Problem]:
    yield from check_schema(document, shipped_schema(SCHEMA))
    yield from check_questions(document)


def _instrument(content: Mapping[str, Any]) -> Instrument:
    given: dict[str, Any] = {key: content[key] for key in ("version", "language") if key in content}
    if "not_asked" in content:
        given["not_asked"] = tuple(content["not_asked"])
    return Instrument(
        title=content["title"],
        questions=tuple(
            _question(question, section["title"])
            for section in content["sections"]
            for question in section["questions"]
        ),
        versions=tuple(map(_version, content.get("versions", ()))),
        attributes=tuple(map(_attribute, content.get("attributes", ()))),
        **given,
    )


def _question(content: Mapping[str, Any], section: str) -> Question:
    type_ = AnswerType(content.get("type", AnswerType.OPEN))
    default_choices = GRID_CHOICES if type_ is AnswerType.GRID else ()
    return Question(
        id=content["id"],
        text=content["text"],
        type=type_,
        section=section,
        numbers={version: str(number) for version, number in content.get("numbers", {}).items()},
        low=content.get("min"),
        high=content.get("max"),
        anchors={int(point): words for point, words in content.get("anchors", {}).items()},
        reversed=content.get("reversed", False),
        unit=content.get("unit", ""),
        parts=_items(content.get("parts", ())),
        choices=tuple(map(str, content.get("choices", default_choices))),
        several=content.get("several", False),
        items=_items(content.get("items", ())),
        places=content.get("places", 0),
        probes=tuple(content.get("probes", ())),
    )


def _items(contents: list[Mapping[str, str]] | tuple[()]) -> tuple[Item, ...]:
    return tuple(Item(**content) for content in contents)


def _version(content: Mapping[str, Any]) -> Version:
    condition = content.get("respondents", {}).items()
    written = {
        key: str(value).lower() if value is True or value is False else str(value)
        for key, value in condition
    }
    return Version(content["id"], content.get("name", ""), written)


def _attribute(content: Mapping[str, Any]) -> AttributeDefinition:
    choices = tuple(map(str, content.get("choices", ())))
    return AttributeDefinition(
        content["id"], content.get("name", ""), content.get("type", "text"), choices
    )
