"""What a study wants of suggestions: the table `[suggestions]` of its study.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from qualcode.domain.errors import InputError, Place

TABLE = "suggestions"

Choice = TypeVar("Choice", bound=StrEnum)

NEW_STUDY = """\
[suggestions]
on = true
second_look = true  # shown only after the coder's own first choice
learn_from = "own"  # or "team": from all that a coder may see
"""
"""The table as a new study gets it."""


class LearnFrom(StrEnum):
    """Whose decisions suggestions are learnt from; those of consensus always count."""

    OWN = "own"
    TEAM = "team"


class EmbeddingChoice(StrEnum):
    """What compares texts by meaning: the usual embedding, MiniLM, or nothing but words."""

    AUTO = "auto"
    MINILM = "minilm"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SuggestionOptions:
    """Whether codes are suggested, when they are shown, and what they are learnt from.

    `language` is that of the texts; empty means that of the codebook.
    """

    on: bool = True
    second_look: bool = True
    learn_from: LearnFrom = LearnFrom.OWN
    language: str = ""
    embedding: EmbeddingChoice = EmbeddingChoice.AUTO


def options_of(content: Mapping[str, Any], file: Path) -> SuggestionOptions:
    """Return the options that the content of a study.toml gives; what it leaves out is usual.

    Raises:
        InputError: naming the file, the entry and what to write there.
    """
    table = content.get(TABLE, {})
    if not isinstance(table, Mapping):
        raise _unusable(file, f"'{TABLE}' is not a table.", f"Write [{TABLE}] on a line.")
    known = [one.name for one in fields(SuggestionOptions)]
    for name in table:
        if name not in known:
            told = f"[{TABLE}] has no '{name}'."
            raise _unusable(file, told, f"Known: {', '.join(known)}.")
    usual = SuggestionOptions()
    return SuggestionOptions(
        _yes_or_no(table, "on", usual.on, file),
        _yes_or_no(table, "second_look", usual.second_look, file),
        _one_of(LearnFrom, table, "learn_from", usual.learn_from, file),
        _language(table, file),
        _one_of(EmbeddingChoice, table, "embedding", usual.embedding, file),
    )


def _yes_or_no(table: Mapping[str, Any], name: str, usual: bool, file: Path) -> bool:
    value = table.get(name, usual)
    if not isinstance(value, bool):
        told = f"In [{TABLE}], {name} is {value!r}."
        raise _unusable(file, told, "Write true or false, without quotes.")
    return value


def _one_of(
    kind: type[Choice], table: Mapping[str, Any], name: str, usual: Choice, file: Path
) -> Choice:
    value = table.get(name, usual)
    if value not in tuple(kind):
        choices = " or ".join(f'"{one.value}"' for one in kind)
        told = f"In [{TABLE}], {name} is {value!r}."
        raise _unusable(file, told, f"Write {choices}.")
    return kind(value)


def _language(table: Mapping[str, Any], file: Path) -> str:
    value = table.get("language", "")
    # spaCy makes the name of a module of it.
    if not isinstance(value, str) or (value and not value.replace("-", "").isalpha()):
        told = f"In [{TABLE}], language is {value!r}."
        raise _unusable(file, told, 'Write a code such as "en" or "pt-BR".')
    return value


def _unusable(file: Path, problem: str, fix: str) -> InputError:
    return InputError(problem, Place(str(file)), fix)
