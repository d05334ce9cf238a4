"""Sorts a deck by how unsure its suggestions are; a long one is asked about in slices."""

from __future__ import annotations

from time import perf_counter

from qualcode.tui.deck.bench import DeckBench
from qualcode.tui.deck.order import Order

_AT_ONCE = 64
_SECONDS = 0.008


class UnsureOrder:
    """Asks the hints about all rows of a deck, so that no key waits for it, then sorts them.

    While it `awaits` answers it is to `go_on` when there are some.
    """

    def __init__(self, bench: DeckBench) -> None:
        self._bench = bench
        self.awaits = False
        self._certainty: list[float | None] | None = None

    @property
    def is_busy(self) -> bool:
        """Say whether rows are still to be asked about."""
        return self._certainty is not None

    @property
    def progress(self) -> str:
        """Return how far that is, empty if nothing is asked."""
        if self._certainty is None:
            return ""
        return f"asking for suggestions, {len(self._certainty):,} of {len(self._bench.answers):,}"

    def sort(self) -> None:
        """Begin to sort the least certain first; what is sorted so is turned round at once."""
        rows = self._bench.rows
        if not self._bench.suggestions.possible:
            self._bench.tell(f"{self._bench.suggestions.none_told(None)} The order stays.")
        elif rows.order is Order.UNCERTAIN and not self.is_busy:
            rows.sort(Order.UNCERTAIN)
        else:
            self._begin()

    def renew(self) -> None:
        """Sort and filter anew, by what is suggested now if that is the order."""
        if self._bench.rows.order is Order.UNCERTAIN:
            self._begin()
        else:
            self._bench.rows.renew()

    def take_up(self) -> None:
        """Make good an order that was kept from an earlier sitting, or give it up."""
        rows = self._bench.rows
        if rows.order is Order.UNCERTAIN and not rows.certainty:
            if self._bench.suggestions.possible:
                self._begin()
            else:
                rows.sort(Order.TEXT)

    def stop(self) -> bool:
        """Ask no more; say whether anything was still to be asked."""
        was_busy, self._certainty = self.is_busy, None
        return was_busy

    def _begin(self) -> None:
        self._certainty = []
        self.go_on()

    def go_on(self) -> None:
        """Ask for a moment, and sort when all is known."""
        known, bench = self._certainty, self._bench
        if known is None:
            return
        last, count = perf_counter() + _SECONDS, len(bench.answers)
        while len(known) < count:
            rows = range(len(known), min(len(known) + _AT_ONCE, count))
            bench.suggestions.look_at(rows, ahead=True)
            self.awaits = bench.suggestions.awaits(rows)
            if self.awaits:
                return
            known += map(bench.suggestions.certainty, rows)
            if perf_counter() > last:
                break
        if len(known) == count:
            self._certainty = None
            self._arrange(known)

    def _arrange(self, certainty: list[float | None]) -> None:
        bench, rows = self._bench, self._bench.rows
        unknown = certainty.count(None)
        if unknown == len(certainty):
            if rows.order is Order.UNCERTAIN:
                rows.sort(Order.TEXT)
            waits = bench.suggestions.waits
            why = "they show after your own choice" if waits else "none says how probable it is"
            bench.tell(f"No suggestions to sort by as yet: {why}.")
            return
        rows.certainty = certainty
        if rows.order is Order.UNCERTAIN:
            rows.renew()
        else:
            rows.sort(Order.UNCERTAIN)
        bench.tell(f"{unknown} without a probable suggestion come last" if unknown else "")
