"""What a report was asked for, as its JSON tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.audit.draws import How
from qualcode.domain.errors import InputError, Place

UNITS = ("segment", "sentence", "token", "character", "source")
LEVELS = ("leaf", "theme")
GROUPS = (None, "question", "source", "week")
MOST_RESAMPLES = 100_000


@dataclass(frozen=True, slots=True)
class Request:
    """The parameters of an agreement report."""

    unit: str
    level: str
    round: str
    coders: tuple[str, ...]
    question: str | None
    by: str | None
    how: How
    without_accepted: bool = False


def read_request(report: Any, place: Place | None = None) -> Request:
    """Return what a report was asked for.

    Raises:
        InputError: if this is no report on agreement, or it was asked for what none can be.
    """
    if not isinstance(report, Mapping) or not report.keys() >= _KEYS:
        raise InputError(
            "this is no report on agreement.",
            place,
            "Write one with: qualcode agreement --json -o report.json",
        )
    unit, level, by = (
        _one_of(report, name, known, place)
        for name, known in (("unit", UNITS), ("level", LEVELS), ("by", GROUPS))
    )
    _one_of(report, "interval", ("percentile",), place)
    coders, round_, question = report["coders"], report["round"], report["question"]
    if (
        not isinstance(coders, list)
        or not all(isinstance(one, str) for one in coders)
        or len(set(coders)) != len(coders)
        or len(coders) < 2
    ):
        raise _unusable("coders", "a list of two names or more, each once", coders, place)
    if not isinstance(round_, str):
        raise _unusable("round", "a name", round_, place)
    if not (question is None or isinstance(question, str)):
        raise _unusable("question", "the id of a question or null", question, place)
    # Reports from before there were suggestions do not tell.
    without = report.get("without_accepted", False)
    if not isinstance(without, bool):
        raise _unusable("without_accepted", "true or false", without, place)
    how = _how(report, place)
    return Request(unit, level, round_, tuple(coders), question, by, how, without)


_KEYS = {
    "unit", "level", "by", "interval", "coders", "round", "question", "n_resamples", "seed",
    "confidence", "overall", "codes",
}  # fmt: skip


def _how(report: Mapping[str, Any], place: Place | None) -> How:
    n, seed, confidence = (report[name] for name in ("n_resamples", "seed", "confidence"))
    if not _is_whole(n) or not 1 <= n <= MOST_RESAMPLES:
        wanted = f"a whole number from 1 to {MOST_RESAMPLES:,}"
        raise _unusable("n_resamples", wanted, n, place)
    if not _is_whole(seed) or seed < 0:
        raise _unusable("seed", "a whole number from 0 up", seed, place)
    if not isinstance(confidence, float) or not 0 < confidence < 1:
        raise _unusable("confidence", "a share between 0 and 1", confidence, place)
    return How(n, seed, confidence)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _one_of(
    report: Mapping[str, Any], name: str, known: tuple[str | None, ...], place: Place | None
) -> Any:
    given = report[name]
    if isinstance(given, list | dict) or given not in known:
        shown = ", ".join("null" if one is None else one for one in known)
        raise _unusable(name, f"one of {shown}", given, place)
    return given


def _unusable(name: str, wanted: str, given: object, place: Place | None) -> InputError:
    shown = repr(given)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return InputError(f"'{name}' must be {wanted}; it is {shown}.", place)
