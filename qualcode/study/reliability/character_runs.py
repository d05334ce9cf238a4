"""Texts cut into runs of characters on which no coder's codes change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.store.readings import Ground
from qualcode.study.reliability.units import Units

Codes = frozenset[str]
Spans = list[tuple[str, int, int, str]]


@dataclass(frozen=True, slots=True)
class Text:
    """One segment as a text of its own: who looked at it, and the spans of their codes."""

    ground: Ground
    coders: tuple[str, ...]
    spans: Spans = field(default_factory=list)

    @property
    def extent(self) -> tuple[int, int]:
        """Return where the text begins and ends in its source."""
        return self.ground.start, self.ground.end

    def without(self, coder: str) -> Text:
        """Return the text as if one coder had not looked at it."""
        return Text(
            self.ground,
            tuple(one for one in self.coders if one != coder),
            [span for span in self.spans if span[0] != coder],
        )


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters with the codes of everybody who looked."""

    start: int
    end: int
    codes: Mapping[str, Codes]

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start


def texts_of(segments: Units, places: Sequence[tuple[int, int]]) -> list[Text]:
    """Return the segments that anybody looked at; `places` are the spans of all codings."""
    made: list[Text] = []
    for unit, ground in enumerate(segments.ground.tolist()):
        who = tuple(
            name for coder, name in enumerate(segments.coders) if segments.looked[coder, unit]
        )
        made.append(Text(segments.grounds[ground], who))
    for coder, unit, code, coding in zip(
        segments.coder.tolist(), segments.unit.tolist(), segments.code.tolist(),
        segments.coding.tolist(), strict=True,
    ):  # fmt: skip
        start, end = places[coding]
        made[unit].spans.append((segments.coders[coder], start, end, segments.codes[code]))
    return made


def runs(text: Text) -> Iterator[Run]:
    """Yield the runs of a text in order; together they are the whole text."""
    begin, end = text.extent
    cuts = sorted({begin, end, *(at for _, low, high, _ in text.spans for at in (low, high))})
    for low, high in pairwise(cuts):
        here = [span for span in text.spans if span[1] <= low and high <= span[2]]
        yield Run(
            low,
            high,
            {who: frozenset(span[3] for span in here if span[0] == who) for who in text.coders},
        )


def as_sets(text: Text) -> list[tuple[str, int, int, Codes]]:
    """Return the text of each coder as spans whose code is the whole set of codes there."""
    return [
        (who, one.start, one.end, codes) for one in runs(text) for who, codes in one.codes.items()
    ]


def disputed(text: Text) -> Iterator[tuple[Run, str]]:
    """Yield each longest stretch on which the same coders give a code and others do not."""
    pieces = list(runs(text))
    for code in sorted({span[3] for span in text.spans}):
        open_run: Run | None = None
        for one in pieces:
            users = {who for who, codes in one.codes.items() if code in codes}
            split = bool(users) and len(users) < len(one.codes)
            if open_run is not None and split and users == _users(open_run, code):
                whole = {who: codes | one.codes[who] for who, codes in open_run.codes.items()}
                open_run = Run(open_run.start, one.end, whole)
                continue
            if open_run is not None:
                yield open_run, code
            open_run = one if split else None
        if open_run is not None:
            yield open_run, code


def _users(one: Run, code: str) -> set[str]:
    return {who for who, codes in one.codes.items() if code in codes}
