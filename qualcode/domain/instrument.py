"""The questionnaire or interview guide: questions whose ids all its role versions share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

CHOICE_SEPARATOR = "; "
"""Stands between the choices of one answer where several could be taken."""


class AnswerType(StrEnum):
    """What sort of answer a question asks for."""

    OPEN = "open"
    SCALE = "scale"
    NUMBER = "number"
    CHOICE = "choice"
    GRID = "grid"
    RANKED = "ranked"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a grid, or one part of a number."""

    id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `numbers` maps each role version that asks it to its number there.

    A scale runs from `low` to `high` with words at its `anchors`; `reversed` means that the low
    end is the most. A ranked question takes up to `places` open answers in order of import.
    """

    id: str
    text: str
    type: AnswerType = AnswerType.OPEN
    section: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    low: int | None = None
    high: int | None = None
    anchors: Mapping[int, str] = field(default_factory=dict)
    reversed: bool = False
    unit: str = ""
    parts: tuple[Item, ...] = ()
    choices: tuple[str, ...] = ()
    several: bool = False
    items: tuple[Item, ...] = ()
    places: int = 0
    probes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether answers are text that is read and coded."""
        return self.type in (AnswerType.OPEN, AnswerType.RANKED)

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the names after the dot in column headers: parts, items, places, or just ''."""
        if self.type is AnswerType.RANKED:
            return tuple(str(place) for place in range(1, self.places + 1))
        named = self.items or self.parts
        return tuple(item.id for item in named) or ("",)

    def counts_as(self, value: str, number: float | None) -> tuple[str, ...]:
        """Return what a closed answer is counted as: a point, a number, or each choice taken."""
        if number is not None:
            return (str(int(number)) if number.is_integer() else str(number),)
        if self.several and value not in self.choices:
            return tuple(dict.fromkeys(value.split(CHOICE_SEPARATOR)))
        return (value,)


@dataclass(frozen=True, slots=True)
class AttributeDefinition:
    """What respondents carry: a typed attribute with its allowed values, if they are listed."""

    id: str
    name: str = ""
    type: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A role version of the instrument and whom it is for: attribute values that must hold."""

    id: str
    name: str = ""
    respondents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Instrument:
    """Questions, the versions that ask them, and the attributes of those who answer."""

    title: str
    questions: tuple[Question, ...] = ()
    versions: tuple[Version, ...] = ()
    attributes: tuple[AttributeDefinition, ...] = ()
    version: str = ""
    language: str = "en"
    not_asked: tuple[str, ...] = ("not asked",)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Map each id to its question."""
        return {question.id: question for question in self.questions}

    def version_for(self, attributes: Mapping[str, object]) -> Version | None:
        """Return the first version whose condition these attributes meet."""
        for version in self.versions:
            if version.respondents and all(
                str(attributes.get(name, "")).casefold() == value.casefold()
                for name, value in version.respondents.items()
            ):
                return version
        return None

    def means_not_asked(self, cell: str) -> bool:
        """Say whether a cell's text means that this respondent was not asked."""
        folded = cell.strip().casefold()
        return any(folded == word.casefold() for word in self.not_asked)

    def to_json(self) -> dict[str, Any]:
        """Return the plain content, as the store keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Instrument:
        """Rebuild an instrument from `to_json`."""
        return cls(
            title=content["title"],
            version=content["version"],
            language=content["language"],
            not_asked=tuple(content["not_asked"]),
            questions=tuple(_question(question) for question in content["questions"]),
            versions=tuple(Version(**version) for version in content["versions"]),
            attributes=tuple(
                AttributeDefinition(**{**one, "choices": tuple(one["choices"])})
                for one in content["attributes"]
            ),
        )


def _question(content: Mapping[str, Any]) -> Question:
    values = dict(content)
    values["type"] = AnswerType(values["type"])
    values["anchors"] = {int(point): word for point, word in values["anchors"].items()}
    for name in ("parts", "items"):
        values[name] = tuple(Item(**item) for item in values[name])
    for name in ("choices", "probes"):
        values[name] = tuple(values[name])
    return Question(**values)
