"""Going to a sentence in sight by the one or two letters that are laid over its beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qualcode.domain.span import Span
from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.page.units import Step

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Jumping:
    """Labels on the beginnings of the sentences in sight; a label that is typed leads there.

    `in_sight` tells which stretch of the page is shown.
    """

    def __init__(self, bench: Workbench, in_sight: Callable[[], Span]) -> None:
        self._bench = bench
        self._in_sight = in_sight
        self._sight = Span(0, 1)
        self._places: dict[str, int] = {}
        self._typed = ""
        self._selects = False

    @property
    def is_open(self) -> bool:
        """Say whether a label is waited for."""
        return bool(self._places)

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        wanted = "select up to it" if self._selects else "go there"
        return ((self._typed + "▏", f"letters of a label: {wanted}"), ("Esc", "leave"))

    def open(self, selects: bool) -> None:
        """Lay the labels; the chosen sentence is gone to, or the last one of a selection."""
        bench = self._bench
        self._sight = self._in_sight()
        self._selects = selects or bench.cursor.selection is not None
        places = list(self._beginnings())
        self._places = dict(zip(labels(len(places)), places, strict=True))
        self._typed = ""
        self._lay()
        if not places:
            bench.tell("No sentence is in sight.")

    def _beginnings(self) -> Iterable[int]:
        units, sight = self._bench.units, self._sight
        unit: Span | None = units.at(Step.SENTENCE, sight.start)
        while unit is not None and unit.start < sight.end:
            if unit.start >= sight.start:
                yield unit.start
            unit = units.next(Step.SENTENCE, unit.start)

    def _lay(self) -> None:
        typed = self._typed
        self._bench.labels = {
            place: label.removeprefix(typed)
            for label, place in self._places.items()
            if label.startswith(typed)
        }
        self._bench.changed.append(self._sight)

    def press(self, pressed: str) -> None:
        """Take a letter of a label; Esc leaves, Backspace takes a letter back."""
        if pressed == "backspace":
            self._typed = self._typed[:-1]
            self._lay()
            return
        typed = self._typed + pressed
        place = self._places.get(typed)
        if place is None and any(label.startswith(typed) for label in self._places):
            self._typed = typed
            self._lay()
            return
        self._leave()
        if place is not None:
            self._arrive(place)
        elif pressed != "escape":
            self._bench.tell(f"No label is {typed}.")

    def paste(self, text: str) -> None:
        """Take no notice: labels are typed."""

    def _leave(self) -> None:
        self._places = {}
        self._bench.labels = {}
        self._bench.changed.append(self._sight)

    def _arrive(self, place: int) -> None:
        bench = self._bench
        if not self._selects:
            bench.go(place)
            return
        chosen = bench.cursor.selection or bench.units.at(Step.CHARACTER, bench.cursor.position)
        segment = bench.units.segment(chosen.start)
        if place >= segment.end:
            bench.tell("A selection stays inside one segment.")
        sentence = bench.units.at(Step.SENTENCE, min(place, segment.end - 1))
        on = place >= bench.cursor.anchor
        start = chosen.start if on else max(place, segment.start)
        end = sentence.end if on else chosen.end
        bench.focused = None
        bench.cursor.select_span(Span(start, max(end, chosen.end)), at_end=on)


def labels(count: int) -> list[str]:
    """Return so many labels of one or two letters, at most 676, none the beginning of another."""
    most = len(LETTERS)
    count = min(count, most * most)
    pairs_from = most - next(n for n in range(most + 1) if most - n + n * most >= count)
    singles, leads = LETTERS[:pairs_from], LETTERS[pairs_from:]
    return [*singles, *(lead + letter for lead in leads for letter in LETTERS)][:count]
