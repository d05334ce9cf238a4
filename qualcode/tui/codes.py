"""The codes as the coding screen offers them: in which order, under which keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

from qualcode.domain.codebook import Code, Codebook
from qualcode.tui.coding.picking import best
from qualcode.tui.habits.pins import Pins
from qualcode.tui.habits.sitting_state import Sitting

PINNED = 9
UNCOLOURED = "#8a8f98"
_COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#CC79A7", "#D55E00", "#0072B2")
"""Those of Okabe and Ito (2008) that show on dark and on light ground."""


Habits = tuple[dict[str, int], list[str]]


@dataclass
class Codes:
    """The codes that can be put on a page's text.

    `question` is the one whose answers are read; its own codes come first everywhere. `habits`
    tells how often each code was used and which were used last, newest first, when that is first
    wanted; it raises TimeoutError if it is not known in so many seconds.
    """

    codebook: Codebook
    question: str = ""
    habits: Callable[[float | None], Habits] = lambda _: ({}, [])
    pins: Pins = field(default_factory=lambda: Pins(Sitting()))

    def __post_init__(self) -> None:
        self._turn()

    def _turn(self) -> None:
        applicable = [code for code in self.codebook.codes if code.applicable]
        self.asked = [code for code in applicable if self.is_asked(code.id)]
        self.ordered = self.asked + [code for code in applicable if not self.is_asked(code.id)]
        self.keys = _keys(self.ordered)
        self.key_of = {code: key.replace(" ", "") for key, code in self.keys.items()}
        self._pinned: list[str] | None = None

    def turn_to(self, question: str) -> None:
        """Let the codes of another question come first from now on."""
        if question != self.question:
            self.question = question
            self._turn()

    def take_in(self, codebook: Codebook, coined: str = "") -> None:
        """Offer the codes of a changed codebook; those under the digits stay where they are.

        A code that was just `coined` gets a digit if one is free.
        """
        self.codebook = codebook
        self._turn()
        known = {code.id for code in self.ordered}
        if coined:
            self._pin_if_free(coined)
        self.recent[:] = [code for code in self.recent if code in known]

    def renewed(self, codebook: Codebook) -> bool:
        """Take the codebook as it is now; say whether it was changed since."""
        if codebook.revision == self.codebook.revision:
            return False
        self.take_in(codebook)
        return True

    def is_asked(self, code: str) -> bool:
        """Say whether the code is for answers to the question that is read."""
        return bool(self.question) and self.question in self.codebook.asked(code)

    @cached_property
    def _used(self) -> Habits:
        counts, recent = self.habits(None)
        return dict(counts), list(recent)

    def ready(self, seconds: float) -> bool:
        """Wait at most so long for the habits; say whether they are known."""
        try:
            self.habits(seconds)
        except TimeoutError:
            return False
        return True

    @property
    def counts(self) -> dict[str, int]:
        """Return how often each code was used."""
        return self._used[0]

    @property
    def recent(self) -> list[str]:
        """Return the codes that were used last, newest first."""
        return self._used[1]

    @property
    def pinned(self) -> list[str]:
        """Return the codes under the digits; they stay there from day to day."""
        if self._pinned is None:
            self._pinned = self._with_free_digits_filled(self.pins.of(self.question))
            self.pins.put(self.question, self._pinned)
        return self._pinned

    def apply_pinned(
        self, place: int, apply: Callable[[str], None], tell: Callable[[str], None]
    ) -> None:
        """Put on the pinned code of a place, from 0, or say that there is none."""
        if place < len(self.pinned):
            apply(self.pinned[place])
        else:
            tell("No code is pinned to this digit.")

    def _with_free_digits_filled(self, pinned: Sequence[str]) -> list[str]:
        order = {code.id: place for place, code in enumerate(self.ordered)}
        if self.asked:
            likely = [code.id for code in self.asked]
        elif len(order) <= PINNED:
            likely = list(order)
        else:
            used = [code for code in self.counts if code in order]
            likely = sorted(used, key=lambda code: (-self.counts[code], order[code]))
        others = iter([code for code in likely if code not in pinned])
        # Where a code is gone another takes its digit, so that the rest keep theirs.
        filled = [code if code in order else next(others, "") for code in pinned]
        return [code for code in [*filled, *others] if code][:PINNED]

    def pin(self, code: str, place: int) -> int:
        """Put a code under a digit, from 0, or the first free one before; return which it is.

        What was there takes the place that the code had, or has no digit any more.
        """
        pinned = list(self.pinned)
        place = min(place, len(pinned))
        if code in pinned:
            place = min(place, len(pinned) - 1)
            other = pinned.index(code)
            pinned[place], pinned[other] = pinned[other], pinned[place]
        else:
            pinned[place : place + 1] = [code]
        self._pinned = pinned
        self.pins.put(self.question, pinned)
        return place

    def _pin_if_free(self, code: str) -> None:
        known = any(one.id == code for one in self.ordered)
        if known and code not in self.pinned and len(self.pinned) < PINNED:
            self.pin(code, len(self.pinned))

    def find(self, typed: str, limit: int) -> list[Code]:
        """Return the codes that some typed letters mean; nothing typed asks for the likeliest."""
        if not typed.strip():
            known = [code.id for code in self.ordered]
            place = {code: number for number, code in enumerate(known)}
            ids = sorted(known, key=lambda code: (self._recency(code), place[code]))[:limit]
        else:
            names = [(code.id, self.codebook.path(code.id)) for code in self.ordered]
            exact = self.keys.get(" ".join(typed.strip()))
            fitting = best(typed, names, self._recency, limit) or self._spoken_of(typed)
            ids = [exact, *(one for one in fitting if one != exact)] if exact else fitting
        return [self.codebook.by_id[code] for code in ids[:limit]]

    def _spoken_of(self, typed: str) -> list[str]:
        """Return the codes whose other names or short meaning have words that begin as typed."""
        wanted, found = typed.casefold().split(), []
        for code in self.ordered:
            known = " ".join((code.name, code.short, *code.aliases)).casefold().split()
            if all(any(one.startswith(word) for one in known) for word in wanted):
                found.append(code.id)
        return found

    def _recency(self, code: str) -> int:
        recency = self.recent.index(code) if code in self.recent else len(self.recent)
        # What the question asks for comes before what was merely used elsewhere.
        return recency if self.is_asked(code) else recency + len(self.recent) + 1

    def used(self, code: str, times: int = 1) -> None:
        """Note that a code was put on (or, with -1, taken off)."""
        self.counts[code] = max(0, self.counts.get(code, 0) + times)
        if times > 0:
            self._pin_if_free(code)
            self.recent[:] = [code, *(one for one in self.recent if one != code)][:50]

    def recount(self, counts: Mapping[str, int], recent: Iterable[str]) -> None:
        """Take in how often each code is used by now, and which were used last."""
        self.counts.clear()
        self.counts.update(counts)
        self.recent[:] = recent

    def name(self, code: str) -> str:
        """Return a code's name; its id if the codebook no longer has it."""
        return self.codebook.by_id[code].name if code in self.codebook else code

    def label(self, code: str) -> str:
        """Return a code's key and name, as the screen labels it."""
        key = self.key_of.get(code, "")
        return f"{key} {self.name(code)}".strip()

    def colour(self, code: str) -> str:
        """Return a code's colour, or that of the nearest code above which has one.

        Where none is given it is one of a few, always the same for a code; a code that is gone is
        grey.
        """
        if code not in self.codebook:
            return UNCOLOURED
        line = (self.codebook.by_id[code], *self.codebook.ancestors(code))
        some = _COLOURS[crc32(code.encode()) % len(_COLOURS)]
        return next((one.color for one in line if one.color), some)


def _keys(ordered: Sequence[Code]) -> Mapping[str, str]:
    """Map keys to codes; of two that cannot be told apart while typing, the first keeps it."""
    keys: dict[str, str] = {}
    prefixes: set[str] = set()
    for code in ordered:
        key = " ".join(code.key)
        lead = key.split(" ")[0]
        if not key or key in keys or key in prefixes or (lead != key and lead in keys):
            continue
        keys[key] = code.id
        if lead != key:
            prefixes.add(lead)
    return keys
