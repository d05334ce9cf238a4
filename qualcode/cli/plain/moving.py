"""The commands that lead to another place, or tell of the one where the coder stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qualcode.cli.plain import telling
from qualcode.cli.plain.meaning import code_defined
from qualcode.cli.plain.place import Place
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.tui.coding.waymarks import waymarks
from qualcode.tui.page.units import Step

Verb = Callable[[str], list[str]]

UNITS = (Step.SEGMENT, Step.PARAGRAPH, Step.SENTENCE, Step.WORD)

LETTERS = {"t": Step.SEGMENT, "p": Step.PARAGRAPH, "s": Step.SENTENCE, "w": Step.WORD}
"""The letters that stand for units on the coding screen too."""

_MOST = 9


class Moving:
    """Moves at one place; each takes what follows its word and returns the lines to say."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._bench = place.bench

    def verbs(self) -> dict[str, Verb]:
        """Map the ids of commands to what they do."""
        bench, place = self._bench, self._place
        return {
            "next_unit": partial(self._step, None, True),
            "previous_unit": partial(self._step, None, False),
            "next_segment": partial(self._step, Step.SEGMENT, True),
            "previous_segment": partial(self._step, Step.SEGMENT, False),
            "go": self._go,
            "first": lambda _: self._go("1"),
            "last": lambda _: self._go(str(len(place.page.entries))),
            "next_uncoded": lambda _: self._moved(bench.next_uncoded),
            "previous_uncoded": lambda _: self._moved(bench.previous_uncoded),
            **{name: partial(self._seek, go) for name, go in waymarks(bench).items()},
            "unit": self._turn_unit,
            **{f"unit_{one.value}": partial(self._take_unit, one) for one in UNITS},
            "show": lambda _: place.shown(),
            "who": lambda _: telling.who_lines(bench.entry),
            "find": self._find,
            "next_match": partial(self._match, True),
            "previous_match": partial(self._match, False),
            "define": lambda words: telling.card_lines(
                place.codes, code_defined(place.codes, words)
            ),
            "codes": partial(telling.code_lines, place.codes),
            "status": lambda _: [telling.page_line(place.page), f"{place.progress}."],
        }

    def _moved(self, move: Callable[[], None]) -> list[str]:
        before = self._bench.cursor.position
        self._bench.tell("")
        move()
        if self._bench.cursor.position == before:
            raise Refused(self._place.answer() or f"There is no {self._place.step.value} there.")
        return self._place.shown()

    def _step(self, step: Step | None, on: bool, _: str) -> list[str]:
        self._bench.go(self._place.unit.start)
        return self._moved(partial(self._bench.move, step or self._place.step, on))

    def _seek(self, go: Callable[[], None], _: str) -> list[str]:
        lines = self._moved(go)
        self._bench.focused = None
        return lines

    def _go(self, where: str) -> list[str]:
        count = len(self._place.page.entries)
        share = where.removesuffix("%").strip()
        if where.endswith("%") and share.isdecimal():
            number = min(count * int(share) // 100, count - 1)
        else:
            number = int(where) - 1 if where.isdecimal() else self._of(where)
        if not 0 <= number < count:
            title = self._place.page.title
            raise InputError(f"{title} has the segments 1 to {count}, no {where}.")
        self._bench.go_to_segment(number)
        return self._place.shown()

    def _of(self, name: str) -> int:
        page = self._place.page
        if page.source is not None:
            raise InputError(f"The segments of a source have numbers; '{name}' is none.")
        speakers = [one.participant.name if one.participant else "" for one in page.entries]
        folded = name.casefold()
        fitting = [number for number, one in enumerate(speakers) if one.casefold() == folded]
        if not fitting:
            raise NotFound("participant here", name, sorted({*speakers} - {""}))
        if len(fitting) > 1:
            numbers = ", ".join(str(number + 1) for number in fitting[:_MOST])
            raise InputError(f"{name} has several segments here: {numbers}. Go to one by number.")
        return fitting[0]

    def _turn_unit(self, word: str) -> list[str]:
        place = self._place
        if not word:
            self._bench.turn_unit()
            return [f"One unit is a {place.step.value}.", *place.shown()]
        letter = LETTERS.get(word.lower())
        begun = [step for step in UNITS if step.value.startswith(word.lower())]
        fitting = [letter] if letter else begun
        if len(fitting) != 1:
            units = "a segment, a paragraph, a sentence or a word"
            raise InputError(f"A unit is {units}, not '{word}'.")
        return self._take_unit(fitting[0], "")

    def _take_unit(self, unit: Step, _: str) -> list[str]:
        self._bench.set_unit(unit)
        return [f"One unit is a {unit.value}.", *self._place.shown()]

    def _find(self, words: str) -> list[str]:
        self._bench.find(words)
        return self._to_match(True, self._bench.cursor.position)

    def _match(self, on: bool, _: str) -> list[str]:
        if not self._bench.finder.seeks:
            raise Refused("Nothing is being looked for; first: find WORDS")
        return self._to_match(on, self._bench.cursor.position + on)

    def _to_match(self, on: bool, position: int) -> list[str]:
        self._bench.go_to_match(on, position)
        told = self._place.answer()
        if self._bench.finder.next(0) is None:
            raise Refused(told)
        return [f"{told}.", *self._place.shown()]
