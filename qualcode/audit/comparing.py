"""Sets a report beside its recount, value by value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualcode.audit.recounted import Either, Unchecked
from qualcode.domain.verification import Difference, Left

TOLERANCE = 1e-9
"""How far a reported value that is not a count may be from the recounted one."""

_KEYS: Mapping[str, tuple[str, ...]] = {
    "codes": ("code",),
    "groups": ("group",),
    "pairs": ("first", "second"),
    "leave_one_out": ("coder",),
    "confusion": ("first", "second"),
    "intra": ("coder",),
    "rolling": ("first",),
    "by_revision": ("revision",),
    "disagreements": ("code", "source", "segment_id", "start", "end"),
}
"""What tells the entries of a list apart."""

_ORDERED = (
    *((name,) for name in ("codes", "groups", "pairs", "leave_one_out")),
    ("drift", "rolling"),
    ("drift", "by_revision"),
)
_ABSENT = object()


class Comparison:
    """Counts the figures that were compared, and keeps what differs and what was left."""

    def __init__(self) -> None:
        self.figures = 0
        self.texts = 0
        self.differences: list[Difference] = []
        self.left: list[Left] = []

    def compare(self, reported: Any, recounted: Any, path: tuple[str, ...] = ()) -> None:
        """Compare two trees of mappings, lists and plain values."""
        if isinstance(recounted, Unchecked):
            self._leave(reported, path, recounted.why)
        elif isinstance(recounted, Mapping):
            self._mappings(reported, recounted, path)
        elif isinstance(recounted, list) and path and path[-1] in _KEYS:
            self._lists(reported, recounted, path)
        else:
            self._leaf(reported, recounted, path)

    def differ(self, path: tuple[str, ...], reported: Any, recounted: Any) -> None:
        """Keep a difference."""
        self.differences.append(Difference(" › ".join(path), _shown(reported), _shown(recounted)))

    def _mappings(self, reported: Any, recounted: Mapping[str, Any], path: tuple[str, ...]) -> None:
        if not isinstance(reported, Mapping):
            self._count(recounted)
            self.differ(path, reported, recounted)
            return
        for name, value in recounted.items():
            self._either(reported.get(name, _ABSENT), value, (*path, str(name)))
        for name in sorted(reported.keys() - recounted.keys()):
            self._leave(reported[name], (*path, str(name)), "verify does not know it")

    def _lists(self, reported: Any, recounted: list[Any], path: tuple[str, ...]) -> None:
        if not isinstance(reported, list) or not all(isinstance(one, Mapping) for one in reported):
            self._count(recounted)
            self.differ(path, reported, recounted)
            return
        fields = _KEYS[path[-1]]
        mine, theirs = (_by_key(rows, fields) for rows in (recounted, reported))
        for rows in theirs.values():
            if len(rows) > 1:
                self.differ((*path, _label(rows[0], fields)), f"{len(rows)} times", "once")
        for key, rows in mine.items():
            place = (*path, _label(rows[0], fields))
            self._either(theirs.get(key, [_ABSENT])[0], rows[0], place)
        for key, rows in theirs.items():
            if key not in mine:
                self.figures += 1
                self.differ((*path, _label(rows[0], fields)), rows[0], _ABSENT)
        common = [key for key in theirs if key in mine]
        if path in _ORDERED and common != [key for key in mine if key in theirs]:
            self.differ((*path, "order"), "another", "as recounted")

    def _either(self, reported: Any, recounted: Any, path: tuple[str, ...]) -> None:
        if reported is _ABSENT:
            self._count(recounted)
            self.differ(path, reported, recounted)
        else:
            self.compare(reported, recounted, path)

    def _leaf(self, reported: Any, recounted: Any, path: tuple[str, ...]) -> None:
        self._count(recounted)
        answers = recounted if isinstance(recounted, Either) else (recounted,)
        if not any(is_same(reported, one) for one in answers):
            self.differ(path, reported, answers[0])

    def _leave(self, reported: Any, path: tuple[str, ...], why: str) -> None:
        self.left.append(Left(" › ".join(path), why, sum(1 for _ in _leaves(reported))))

    def _count(self, recounted: Any) -> None:
        for leaf in _leaves(recounted):
            if leaf is None or (isinstance(leaf, int | float) and not isinstance(leaf, bool)):
                self.figures += 1
            else:
                self.texts += 1


def is_same(reported: Any, recounted: Any) -> bool:
    """Say whether two values are the same: counts exactly, other numbers up to TOLERANCE."""
    if isinstance(recounted, Either):
        return any(is_same(reported, one) for one in recounted)
    if isinstance(recounted, Mapping):
        return (
            isinstance(reported, Mapping)
            and reported.keys() == recounted.keys()
            and all(is_same(reported[name], value) for name, value in recounted.items())
        )
    if isinstance(recounted, list | tuple):
        return (
            isinstance(reported, list | tuple)
            and len(reported) == len(recounted)
            and all(is_same(*both) for both in zip(reported, recounted, strict=True))
        )
    if _is_number(recounted) and _is_number(reported):
        if isinstance(recounted, int):
            return bool(reported == recounted)
        return bool(recounted - TOLERANCE <= reported <= recounted + TOLERANCE)
    return type(reported) is type(recounted) and bool(reported == recounted)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _by_key(rows: Sequence[Any], fields: Sequence[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        key = json.dumps([row.get(name) for name in fields])
        found.setdefault(key, []).append(row)
    return found


def _label(row: Mapping[str, Any], fields: Sequence[str]) -> str:
    told = [str(row.get(name, "")) for name in fields if name != "segment_id"]
    return ", ".join(one for one in told if one)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Either):
        yield from _leaves(value[0])
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    elif not isinstance(value, Unchecked):
        yield value


def _shown(value: Any) -> Any:
    """Return a value as a table can hold it; what is a whole entry is told in a word."""
    if value is _ABSENT:
        return "absent"
    if isinstance(value, Mapping | Either):
        return "present" if isinstance(value, Mapping) else _shown(value[0])
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or "none"
    return value
