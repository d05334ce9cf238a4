"""Which rows of a deck are shown, in which order, and which of them are selected; no terminal.

Rows are meant by their numbers in the list of answers, places by where they stand on the screen's
list. The list stays as it is while codes are put on and taken off; it is made anew only when
somebody sorts, filters or asks for it, so that no row runs away from under the cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from qualcode.domain.likeness import Likeness
from qualcode.study.deck import Answer, in_words
from qualcode.tui.deck.order import Filter, Order, natural


class DeckRows:
    """The rows as they are shown and selected.

    `codes_on` and `is_open` tell of a row which codes it has, and whether it has none and is not
    finished; they are asked anew whenever the list is made. `certainty` is how far the best
    suggestion for each row is from undecided, None where that is not known; empty before it is.
    """

    def __init__(
        self,
        answers: Sequence[Answer],
        codes_on: Callable[[int], frozenset[str]],
        is_open: Callable[[int], bool],
    ) -> None:
        self.answers = answers
        self._codes_on = codes_on
        self._is_open = is_open
        self.order = Order.TEXT
        self.backwards = False
        self.alike: list[float] = []
        self.like = 0
        self.certainty: Sequence[float | None] = ()
        self.filter = Filter()
        self.selected: set[int] = set()
        self.anchor: int | None = None
        self.shown: list[int] = list(range(len(answers)))
        self._places = {row: row for row in self.shown}
        self.place = 0

    @property
    def focus(self) -> int | None:
        """Return the row at the cursor, None if no row is shown."""
        return self.shown[self.place] if self.shown else None

    @property
    def range(self) -> range:
        """Return the places of the range that is being selected, empty if none is."""
        if self.anchor is None:
            return range(0)
        return range(min(self.anchor, self.place), max(self.anchor, self.place) + 1)

    def is_selected(self, place: int) -> bool:
        """Say whether the row at a place is selected, or in the range that is being selected."""
        return self.shown[place] in self.selected or place in self.range

    @property
    def chosen(self) -> list[int]:
        """Return the selected rows that are shown, in the order shown."""
        within = {self.shown[place] for place in self.range} | self.selected
        return [row for row in self.shown if row in within] if within else []

    @property
    def hidden(self) -> int:
        """Return how many selected rows are not shown; nothing is ever done to those."""
        return sum(row not in self._places for row in self.selected)

    @property
    def targets(self) -> list[int]:
        """Return the rows that a deed is for: the selected ones, else the one at the cursor."""
        return self.chosen or ([] if self.focus is None else [self.focus])

    def go(self, place: int) -> None:
        """Put the cursor on a place, or the nearest there is."""
        self.place = max(0, min(place, len(self.shown) - 1))

    def move(self, step: int) -> None:
        """Move the cursor by so many places, as far as there are any."""
        self.go(self.place + step)

    def go_to(self, row: int) -> bool:
        """Put the cursor on a row; say whether it is shown."""
        if row in self._places:
            self.place = self._places[row]
        return row in self._places

    def next_open(self, step: int) -> bool:
        """Go to the next uncoded row (1) or the one before (-1); say whether there is one."""
        place = self.place + step
        while 0 <= place < len(self.shown):
            if self._is_open(self.shown[place]):
                self.place = place
                return True
            place += step
        return False

    def toggle(self) -> None:
        """Select the row at the cursor, or leave it out again."""
        if self.focus is not None:
            self.selected ^= {self.focus}

    def turn_range(self) -> None:
        """Begin to select a range at the cursor; the second time, take the range in."""
        if self.anchor is None:
            self.anchor = self.place if self.shown else None
        else:
            self.keep_range()

    def keep_range(self) -> None:
        """Take the range that is being selected into the selection."""
        self.selected |= {self.shown[place] for place in self.range}
        self.anchor = None

    def extend(self, step: int) -> None:
        """Begin a range if there is none, and move its end."""
        if self.anchor is None:
            self.turn_range()
        self.move(step)

    def select_shown(self) -> None:
        """Select every row that is shown."""
        self.anchor = None
        self.selected |= set(self.shown)

    def invert(self) -> None:
        """Select of the rows shown those that are not, and leave out those that are."""
        self.keep_range()
        self.selected ^= set(self.shown)

    def clear(self) -> bool:
        """Leave the range, else the whole selection; say whether there was any."""
        if self.anchor is not None:
            self.anchor = None
            return True
        some, self.selected = bool(self.selected), set()
        return some

    def sort(self, order: Order) -> None:
        """Sort; by the order that is there already, the other way round.

        By likeness the row at the cursor is compared with all; from another row that is done anew,
        and where no row is shown nothing happens.
        """
        again = order is self.order
        if order is Order.LIKENESS:
            if self.focus is None:
                return
            again = again and self.like == self.focus
            self.like, self.alike = self.focus, self._likeness.to(self.focus)
        self.backwards = again and not self.backwards
        self.order = order
        self.renew()

    def arrange_like(self, other: DeckRows) -> None:
        """Sort, filter and select as other rows of the same answers were."""
        self.order, self.backwards, self.filter = other.order, other.backwards, other.filter
        self.like, self.alike, self.certainty = other.like, other.alike, other.certainty
        self.selected = set(other.selected)
        self.renew()

    def set_filter(self, filter: Filter) -> None:
        """Show the rows that fit."""
        self.filter = filter
        self.renew()

    def renew(self) -> None:
        """Make the list anew; the cursor stays with its row, else about where it was."""
        self.keep_range()
        focus = self.focus
        known = self._sorted() if self.order is not Order.TEXT else range(len(self.answers))
        self.shown = self._fitting(known)
        if self.backwards:
            self.shown.reverse()
        self._places = {row: place for place, row in enumerate(self.shown)}
        if focus is None or not self.go_to(focus):
            self.go(self.place)

    def _fitting(self, rows: Sequence[int]) -> list[int]:
        """Return those of some rows that fit, one condition after the other."""
        one = self.filter
        for word in one.words.casefold().split():
            rows = [row for row in rows if word in self._lowered[row]]
        if one.uncoded:
            rows = [row for row in rows if self._is_open(row)]
        if one.codes:
            rows = [row for row in rows if one.codes & self._codes_on(row)]
        for name, values in one.attributes.items():
            rows = [row for row in rows if self._value(row, name) in values]
        return list(rows)

    def _value(self, row: int, name: str) -> str | None:
        value = self.answers[row].attributes.get(name)
        return None if value is None else in_words(value)

    def _sorted(self) -> list[int]:
        return sorted(range(len(self.answers)), key=self._key())

    def _key(self) -> Callable[[int], Any]:
        if self.order is Order.LENGTH:
            return lambda row: -len(self.answers[row].words)
        if self.order is Order.LIKENESS:
            return lambda row: (row != self.like, -self.alike[row])
        if self.order is Order.PARTICIPANT:
            return self._names.__getitem__
        if self.order is Order.UNCERTAIN:
            return self._unsure
        return lambda row: not self._is_open(row)

    def _unsure(self, row: int) -> tuple[bool, float]:
        certainty = self.certainty[row] if self.certainty else None
        # What nothing is known of comes last either way, so first before it is turned round.
        return (certainty is None) is not self.backwards, certainty or 0.0

    @cached_property
    def _lowered(self) -> list[str]:
        return [answer.words.casefold() for answer in self.answers]

    @cached_property
    def _names(self) -> list[list[tuple[int, int, str]]]:
        return [natural(answer.who) for answer in self.answers]

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness([answer.words for answer in self.answers])

    def values(self) -> list[tuple[str, str, int]]:
        """Return each attribute with each of its values and how many rows have it."""
        counts: dict[str, dict[str, int]] = {}
        for answer in self.answers:
            for name, value in answer.attributes.items():
                known = counts.setdefault(name, {})
                known[in_words(value)] = known.get(in_words(value), 0) + 1
        return [
            (name, value, known[value])
            for name, known in counts.items()
            for value in sorted(known, key=natural)
        ]

    def codes_in(self, rows: Sequence[int]) -> dict[str, int]:
        """Map each code that some rows have to how many of them have it."""
        counts: dict[str, int] = {}
        for row in rows:
            for code in self._codes_on(row):
                counts[code] = counts.get(code, 0) + 1
        return counts
