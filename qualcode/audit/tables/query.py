"""What a table was asked for, as its JSON tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.domain.errors import InputError, Place

KINDS = (
    "frequencies", "waves", "ranks", "versions", "associations", "cooccurrence", "sequence",
    "saturation", "saturation stops", "words", "scales", "sample",
)  # fmt: skip


class Query:
    """Reads options by their long names; what is not there was not asked for.

    Raises:
        InputError: if an option holds what none can.
    """

    def __init__(self, content: Mapping[str, Any], place: Place | None) -> None:
        self._options = {name.replace("-", "_"): one for name, one in content.items()}
        self._place = place

    def word(self, name: str, usual: str = "") -> str:
        """Return a text."""
        value = self._options.get(name)
        if value is None:
            return usual
        if not isinstance(value, str):
            raise self._unusable(name, "a text", value)
        return value

    def one_of(self, name: str, usual: str, known: tuple[str, ...]) -> str:
        """Return one of some words."""
        value = self.word(name, usual)
        if value not in known:
            raise self._unusable(name, f"one of {', '.join(known)}", value)
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Return several texts."""
        value = self._options.get(name) or []
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._unusable(name, "a list of texts", value)
        return tuple(value)

    def flag(self, name: str) -> bool:
        """Return whether something was asked for."""
        value = self._options.get(name, False)
        if not isinstance(value, bool):
            raise self._unusable(name, "true or false", value)
        return value

    def whole(self, name: str, usual: int, least: int = 0) -> int:
        """Return a whole number."""
        value = self._options.get(name, usual)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self._unusable(name, f"a whole number from {least} up", value)
        return value

    def numbers(self, name: str) -> tuple[float, ...]:
        """Return several numbers."""
        value = self._options.get(name)
        if not isinstance(value, list) or not all(
            isinstance(one, int | float) and not isinstance(one, bool) and one >= 0 for one in value
        ):
            raise self._unusable(name, "a list of numbers", value)
        return tuple(value)

    def __contains__(self, name: str) -> bool:
        return self._options.get(name) not in (None, "", [], False)

    def _unusable(self, name: str, wanted: str, given: object) -> InputError:
        shown = repr(given)
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        return InputError(f"'query › {name}' must be {wanted}; it is {shown}.", self._place)


def is_table(content: object) -> bool:
    """Say whether this looks like a table that an analyst command wrote."""
    return isinstance(content, Mapping) and {"kind", "query", "rows"} <= content.keys()


def require_table(content: Mapping[str, Any], place: Place | None) -> Query:
    """Return what a table was asked for.

    Raises:
        InputError: if it is none that can be recounted.
    """
    kind, rows, query = content["kind"], content["rows"], content["query"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise InputError(
            f"tables of the kind {kind!r} are not known.", place, f"Known: {', '.join(KINDS)}."
        )
    if not isinstance(query, Mapping) or not all(isinstance(one, str) for one in query):
        raise InputError("'query' must hold the options of the table.", place)
    if not isinstance(rows, list) or not all(isinstance(one, Mapping) for one in rows):
        raise InputError("'rows' must be a list of rows.", place)
    told = content.get("disclosure")
    if told is not None and not isinstance(told, Mapping):
        raise InputError("'disclosure' must hold the rule for small figures.", place)
    return Query(query, place)
