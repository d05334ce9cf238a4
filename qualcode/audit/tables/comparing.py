"""Sets a table beside its recount, figure by figure, and sees to it that small ones are withheld.

What a table withholds is never told: neither that figure nor, where anything is small, any other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualcode.audit.recounted import Either, Unchecked
from qualcode.audit.tables import notes
from qualcode.audit.tables.facts import Promises
from qualcode.audit.tables.lines import Line, Recounted
from qualcode.audit.tables.two_by_two import Near
from qualcode.domain.verification import Difference, Left

_ABSENT = object()
_ANOTHER = "another"
_IN_WORDS = "a note in words; the numbers in it are not in the rows"
_EARLIER = ("together with", "earlier release", "released before", "another table of this file")
"""In a note: figures are withheld for the sake of what was released before."""

Row = Mapping[str, Any]


class TableComparison:
    """Counts what was compared in one table, and keeps what differs and what was left."""

    def __init__(self, content: Row, recount: Recounted, promises: Promises) -> None:
        self._content, self._recount, self._promises = content, recount, promises
        disclosure = content.get("disclosure") or {}
        self._unsuppressed = disclosure.get("unsuppressed") is True
        public = self._whole_by <= set(promises.public_groups)
        self._known = {"base"} if public and self._whole_by else set[str]()
        self._is_open = self._unsuppressed or not any(
            self._is_small(part.people) for line in recount.lines for part in line.parts
        )
        self._withheld = 0
        self.figures = 0
        self.texts = 0
        self.differences: list[Difference] = []
        self.left: list[Left] = []

    @property
    def _whole_by(self) -> set[str]:
        by = self._recount.whole.get("by")
        return {one.strip() for one in by.replace(" x ", ",").split(",")} if by else set()

    def compare(self) -> None:
        """Compare the head of the table and all rows."""
        for name, expected in self._recount.whole.items():
            self._value((name,), self._content.get(name, _ABSENT), expected, is_told=True)
        reported = list(_by_key(self._content["rows"], self._recount.keys))
        lines = list(_by_key([one.values for one in self._recount.lines], self._recount.keys))
        theirs = dict(reported)
        derived = self._derived()
        for at, (key, values) in enumerate(lines):
            row, label = theirs.get(key), _label(values, self._recount.keys)
            line = self._recount.lines[at]
            if row is None:
                self._missing(label, line)
            else:
                self._row(label, row, line, derived.get(key, {}))
        self._others(reported, lines)
        self._notes()
        self._whether_withheld()

    def _notes(self) -> None:
        """Compare the numbers that notes tell."""
        given = self._content.get("notes", [])
        given = given if isinstance(given, list) else [given]
        expected = dict(self._recount.notes)
        if self._recount.derived:
            expected[notes.TESTS] = self._tests()
        for name, numbers in expected.items():
            self.figures += len(numbers)
            reported = notes.told(given, name)
            if reported != numbers:
                told = ", ".join(map(str, numbers)) or "none"
                self._differ(("notes", name), ", ".join(map(str, reported)) or "none", told)
        if left := notes.unknown(given, list(expected)):
            self.left.append(Left("notes", _IN_WORDS, left))

    def _tests(self) -> tuple[int, ...]:
        """Return how many p of the rows that are shown were corrected together."""
        rows = (row for row in self._content["rows"] if not row.get("is_control"))
        number = sum(_is_number(row.get("p")) for row in rows)
        return (number,) if number > 1 else ()

    def _derived(self) -> dict[str, Mapping[str, Any]]:
        if self._recount.derived is None:
            return {}
        shown = [row for row in self._content["rows"] if not row.get("suppressed")]
        made = self._recount.derived(shown)
        keyed = _by_key(shown, self._recount.keys)
        return {key: one for (key, _), one in zip(keyed, made, strict=True)}

    def _missing(self, label: str, line: Line) -> None:
        number = sum(_is_figure(one) for one in line.values.values())
        if line.values.get("is_apart") and self._may_withhold:
            # Of who carries no code not even the row is shown where its figures are withheld.
            self._withheld += number
            return
        self.figures += number
        if label or self._is_open:
            self._differ(("rows", label), "absent", "present")

    def _others(
        self, reported: Sequence[tuple[str, Row]], lines: Sequence[tuple[str, Row]]
    ) -> None:
        known = [key for key, _ in lines]
        for key, row in reported:
            if key not in set(known):
                self.figures += 1
                self._differ(("rows", _label(row, self._recount.keys)), "present", "absent")
        there = [key for key, _ in reported if key in set(known)]
        if there != [key for key in known if key in set(there)]:
            self._differ(("rows", "order"), _ANOTHER, "as recounted")

    def _row(self, label: str, row: Row, line: Line, derived: Mapping[str, Any]) -> None:
        is_suppressed = bool(row.get("suppressed"))
        small = {
            name
            for part in line.parts
            if self._is_small(part.people)
            for name in part.telling
            if name not in self._known
        }
        expected = {**line.values, **derived}
        if is_suppressed:
            expected |= {name: one for name, one in self._recount.blanked.items() if name in row}
        gone = 0
        for name, value in expected.items():
            place, given = ("rows", label, name), row.get(name, _ABSENT)
            if name in small and not self._unsuppressed and given is not _ABSENT:
                self._kept_back(place, given)
                gone += given is None
            elif given is None and is_suppressed and value is not None:
                self._withheld += 1
                gone += 1
            else:
                self._value(place, given, value, self._is_open)
        self._unknown(label, row, expected)
        self.texts += 1
        if is_suppressed != bool(gone):
            self._differ(("rows", label, "suppressed"), row.get("suppressed"), bool(gone))

    def _unknown(self, label: str, row: Row, expected: Mapping[str, Any]) -> None:
        for name in sorted(row.keys() - expected.keys() - {"suppressed"}):
            self.left.append(Left(f"rows › {label} › {name}", "verify does not know it", 1))

    def _kept_back(self, place: tuple[str, ...], given: Any) -> None:
        """Make sure that a figure of too few persons is not shown; what it is stays untold."""
        self.figures += 1
        if given is not None:
            told = f"withheld: fewer than {self._promises.threshold} persons"
            self._differ(place, given, told)

    def _value(self, place: tuple[str, ...], given: Any, expected: Any, is_told: bool) -> None:
        if isinstance(expected, Unchecked):
            self.left.append(Left(" › ".join(place), expected.why, 1))
            return
        if _is_figure(expected):
            self.figures += 1
        else:
            self.texts += 1
        if not is_same(given, expected, self._recount.tolerance):
            self._differ(place, given, expected if is_told and given is not None else _ANOTHER)

    def _whether_withheld(self) -> None:
        """Make sure that figures are withheld only where a small one could be worked out."""
        told = self._content.get("suppressed", [])
        withheld = [one for one in self._content["rows"] if one.get("suppressed")]
        if withheld and (self._unsuppressed or not told):
            self._differ(("suppressed",), f"{len(told)} cells", f"{len(withheld)} rows")
        if told and self._unsuppressed:
            self._differ(("suppressed",), f"{len(told)} cells", "none, all is shown")
        if withheld and not self._may_withhold and not self._unsuppressed:
            told = f"enough persons stand behind all of {len(self._recount.lines)} rows"
            self._differ(("suppressed",), f"{len(withheld)} rows withheld", told)
        if self._withheld:
            why = "withheld from the table as well, so that small figures cannot be worked out"
            self.left.append(Left("rows", why, self._withheld))

    @property
    def _may_withhold(self) -> bool:
        """Say whether anything is small, or was made so by an earlier release."""
        given = self._content.get("notes", [])
        is_earlier = isinstance(given, list) and any(
            words in str(one) for one in given for words in _EARLIER
        )
        return not self._unsuppressed and (not self._is_open or is_earlier)

    def _is_small(self, people: int) -> bool:
        return not self._promises.permits(people)

    def _differ(self, place: tuple[str, ...], given: Any, expected: Any) -> None:
        told = " › ".join(one for one in place if one)
        self.differences.append(Difference(told, _shown(given), _shown(expected)))


def is_same(given: Any, expected: Any, tolerance: float) -> bool:
    """Say whether a value is the recounted one: counts and words exactly, others nearly."""
    if isinstance(expected, Either):
        return any(is_same(given, one, tolerance) for one in expected)
    if isinstance(expected, Near):
        return _is_number(given) and abs(given - expected.value) <= expected.reach
    if isinstance(expected, bool) or not isinstance(expected, int | float):
        return type(given) is type(expected) and bool(given == expected)
    if not _is_number(given):
        return False
    if isinstance(expected, int):
        return bool(given == expected)
    return bool(abs(given - expected) <= tolerance * max(1.0, abs(expected)))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_figure(value: Any) -> bool:
    return value is None or _is_number(value) or isinstance(value, Near | Either)


def _by_key(rows: Sequence[Row], keys: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """Yield rows with what tells them apart; of those alike each has its number."""
    met: Counter[str] = Counter()
    for row in rows:
        key = json.dumps([row.get(name) for name in keys])
        met[key] += 1
        yield f"{key} {met[key]}", row


def _label(row: Row, keys: Sequence[str]) -> str:
    told = []
    for name in keys:
        value = row.get(name)
        told += [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return ", ".join(one for one in told if one and one not in ("None", "False", "True"))


def _shown(value: Any) -> Any:
    if value is _ABSENT:
        return "absent"
    if isinstance(value, Near):
        return value.value
    if isinstance(value, Either):
        return value[0]
    if isinstance(value, Mapping):
        return "present"
    return ", ".join(map(str, value)) if isinstance(value, list) else value
