"""What is wrong in a file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from qualcode.domain.errors import InputError, Place


class Severity(StrEnum):
    """Whether a file can be used in spite of a problem."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a sentence, the place, and a sentence that says what to do."""

    place: Place
    text: str
    fix: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.text} {self.fix}".rstrip()

    @property
    def is_error(self) -> bool:
        """Say whether the file cannot be used as it stands."""
        return self.severity is Severity.ERROR


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by line and column, each once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda one: (one.place.line or 0, one.place.column or 0))


def refuse_errors(problems: Iterable[Problem], error: type[InputError], advice: str = "") -> None:
    """Raise the first problem that is an error; `advice` says how to see the others.

    Raises:
        InputError: of the class `error`, if any problem is one.
    """
    errors = [problem for problem in in_file_order(problems) if problem.is_error]
    if not errors:
        return
    first, more = errors[0], len(errors) - 1
    fix = first.fix
    if more:
        fix = f"{fix} ({more} more {'error' if more == 1 else 'errors'}{advice})".lstrip()
    raise error(first.text, first.place, fix)


def problem_of(error: InputError, file_name: str) -> Problem:
    """Return the problem that an error told."""
    return Problem(error.place or Place(file_name), error.problem, error.fix)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `Did you mean 'x'?` for the nearest known word, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.75)
    return f"Did you mean '{close[0]}'?" if close else ""


def shown(text: object, limit: int = 40) -> str:
    """Return a value as it can stand in a one-line message: cut, and without control characters."""
    words = "".join(char if char.isprintable() else "·" for char in str(text)[: limit + 1])
    return words if len(words) <= limit else words[: limit - 1] + "…"
