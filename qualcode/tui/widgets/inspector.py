"""What lies on the segment at the cursor: codings, suggestions, memo, definition, who speaks."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment
from textual import events
from textual.message import Message

from qualcode.domain.coding import Coding
from qualcode.tui.coding.painting import HINT, MARKS
from qualcode.tui.coding.suggesting import Offer
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.looks.code_card import card_lines
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, spread, words, wrapped
from qualcode.tui.suggesting.reasons import because, because_of, how_sure
from qualcode.tui.widgets.lines import Lines

_CARD = 14
_OTHERS = 8
_QUOTED = 8
_TICKS = " ✓ ✗ "
_ACCEPTED = {_TICKS.index("✓"): True, _TICKS.index("✗"): False}

Meant = str | int | None
Told = tuple[Line, Meant]
"""A line, and what it tells of: a coding by its id, or a suggestion by its place here."""


class Inspector(Lines):
    """Tells of the segment at the cursor: a pane where there is room, else two lines."""

    class CodingPointed(Message):
        """A coding was clicked, by its id."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class SuggestionPointed(Message):
        """A suggestion was clicked, by its place on the segment.

        `accepted` says whether that was its tick or its cross, and is None for its name.
        """

        def __init__(self, place: int, accepted: bool | None) -> None:
            super().__init__()
            self.place = place
            self.accepted = accepted

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._meant: list[Meant] = []

    def show(self, bench: Workbench, inks: Inks) -> None:
        """Show what is here."""
        if self.size.height <= 2:
            self._meant = []
            self.put(_short(bench, inks, self.size.width), inks.bar())
            return
        told = list(_long(bench, inks, self.size.width - 1))
        self._meant = [meant for _, meant in told]
        self.put([line for line, _ in told], inks.bar())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Tell what was clicked."""
        meant = self._meant[event.y] if event.y < len(self._meant) else None
        if isinstance(meant, str):
            self.post_message(self.CodingPointed(meant))
        elif meant is not None:
            ticked = event.x - (self.size.width - 1 - len(_TICKS))
            self.post_message(self.SuggestionPointed(meant, _ACCEPTED.get(ticked)))


def _short(bench: Workbench, inks: Inks, width: int) -> list[Line]:
    quiet = inks.quiet(inks.panel)
    here, on_target = bench.here, {one.id for one in bench.on_target}
    # What is on the target leads, the focused one first of all, since not all may fit.
    here.sort(key=lambda one: (one.id != bench.focused, one.id not in on_target))
    count = f"{len(here)}  " if len(here) > 1 else ""
    if len(on_target) < len(here):
        count = f"{len(on_target)} of {len(here)}  "
    first: Line = [Segment(f" here {count}", quiet)]
    for coding in here:
        chosen = coding.id == bench.focused
        first.append(_stripe(bench, coding, inks))
        ink = inks.bar(bold=chosen) if coding.id in on_target else quiet
        first += [words(bench.codes.label(coding.code), ink), Segment("  ", inks.bar())]
    if not here:
        first.append(Segment("no coding", quiet))
    return [first, _second(bench, inks, width)]


def _second(bench: Workbench, inks: Inks, width: int) -> Line:
    """Return what is to be told next: what is suggested, else the memo, else a definition."""
    plain, quiet = inks.bar(), inks.quiet(inks.panel)
    offer = bench.suggestions.at_hand(bench.cursor.segment)
    if offer is not None and bench.shown is None:
        return _hint(bench, offer, inks, width)
    memo = bench.memo
    if memo is not None:
        return [Segment(" memo ", quiet), words(memo.text, plain)]
    return [Segment("      ", quiet), words(_definition(bench), quiet)]


def _hint(bench: Workbench, offer: Offer, inks: Inks, width: int) -> Line:
    quiet, strong = inks.quiet(inks.panel), inks.bar(bold=True)
    others = len(bench.suggestions.on(offer.number)) - 1
    left: Line = [
        Segment(" sugg ", quiet),
        Segment(HINT, style(inks.accent, inks.panel, bold=True)),
        words(bench.codes.label(offer.suggestion.code), strong),
        words("  ".join(("", how_sure(offer.suggestion), "")), inks.bar()),
        words(because(offer.suggestion), quiet),
    ]
    right: Line = [Segment(f" {others} more " if others else "", quiet)]
    return spread(left, right, width, inks.bar())


def _definition(bench: Workbench) -> str:
    coding = _defined(bench)
    if coding is None or coding.code not in bench.codes.codebook:
        return ""
    code = bench.codes.codebook.by_id[coding.code]
    return code.short or code.definition


def _defined(bench: Workbench) -> Coding | None:
    """Return the coding whose code is defined: the focused one, else the last on the target."""
    return bench.shown or next(reversed(bench.on_target), None)


def _stripe(bench: Workbench, coding: Coding, inks: Inks) -> Segment:
    glyph = "█" if coding.id == bench.focused else "▌"
    return Segment(glyph, style(bench.codes.colour(coding.code), inks.panel))


def _long(bench: Workbench, inks: Inks, width: int) -> Iterator[Told]:
    yield from _codings(bench, inks, width)
    yield from _suggestions(bench, inks, width)
    for part in (_memo, _card, _speaker):
        yield from ((line, None) for line in part(bench, inks, width))


def _codings(bench: Workbench, inks: Inks, width: int) -> Iterator[Told]:
    quiet = inks.quiet(inks.panel)
    # While one steps through them the list stays as it is.
    here = bench.here if bench.shown else bench.on_target
    others = [one for one in bench.here if one not in here]
    yield [Segment(f" CODINGS HERE  {len(here) or ''}", quiet)], None
    for coding in here:
        yield _named(bench, coding, inks, width), coding.id
        brief = len(here) > _QUOTED and coding.id != bench.focused
        if coding.span != bench.entry.segment.span and not brief:
            quotation = bench.entry.on_page(coding.span).of(bench.page.text)
            yield [Segment("   ", quiet), words(f"“{quotation}”", quiet, width - 3)], coding.id
    if not here:
        yield [Segment(" none", quiet)], None
    if others:
        yield [Segment(f" ELSEWHERE IN THIS SEGMENT  {len(others)}", quiet)], None
    # What the code means must stay in sight under them.
    for coding in others[:_OTHERS]:
        yield _named(bench, coding, inks, width), coding.id
    if len(others) > _OTHERS:
        yield [Segment(f"   and {len(others) - _OTHERS} more", quiet)], None


def _named(bench: Workbench, coding: Coding, inks: Inks, width: int) -> Line:
    chosen = coding.id == bench.focused
    name = words(bench.codes.label(coding.code), inks.bar(bold=chosen), width - 2)
    lead = Segment("▸" if chosen else " ", inks.bar(bold=True))
    return [lead, _stripe(bench, coding, inks), name]


def _suggestions(bench: Workbench, inks: Inks, width: int) -> Iterator[Told]:
    """Yield what is suggested here, each with how sure it is, its words and its reasons."""
    quiet, number = inks.quiet(inks.panel), bench.cursor.segment
    offers, at_hand = bench.suggestions.on(number), bench.suggestions.at_hand(number)
    said = bench.suggestions.said_of(number)
    if not offers and not said:
        return
    yield [], None
    yield [Segment(f" SUGGESTIONS  {len(offers) or ''}", quiet)], None
    if said:
        yield [words(f"  {said}", quiet, width)], None
    for place, offer in enumerate(offers):
        chosen = offer == at_hand
        ink = style(inks.accent, inks.panel, bold=True) if chosen else quiet
        name = words(bench.codes.label(offer.suggestion.code), inks.bar(bold=chosen))
        sure: Line = [words(how_sure(offer.suggestion), inks.bar()), Segment(_TICKS, ink)]
        left: Line = [Segment("▸" if chosen else " ", inks.bar(bold=True)), Segment(HINT, ink)]
        yield spread([*left, name], sure, width, inks.bar()), place
        if offer.span != bench.units.segments[number]:
            quotation = offer.span.of(bench.page.text)
            yield [Segment("   ", quiet), words(f"“{quotation}”", quiet, width - 3)], place
        for line in wrapped(because_of(offer.suggestion), width - 3, 2):
            yield [Segment("   ", quiet), words(line, quiet)], place


def _memo(bench: Workbench, inks: Inks, width: int) -> Iterator[Line]:
    memo = bench.memo
    if memo is not None:
        yield []
        yield [Segment(" MEMO", inks.quiet(inks.panel))]
        for line in wrapped(memo.text, width - 1, 8):
            yield [Segment(f" {line}", inks.bar())]


def _card(bench: Workbench, inks: Inks, width: int) -> Iterator[Line]:
    """Yield the definition of the coding that is shown, or of the last one on the target."""
    coding = _defined(bench)
    if coding is not None and coding.code in bench.codes.codebook:
        yield []
        yield [Segment(" DEFINITION", inks.quiet(inks.panel))]
        yield from card_lines(bench.codes, coding.code, inks, width, _CARD)


def _speaker(bench: Workbench, inks: Inks, width: int) -> Iterator[Line]:
    entry = bench.entry
    yield []
    yield [Segment(" THIS SEGMENT", inks.quiet(inks.panel))]
    state = bench.work.state(entry.segment.id)
    told = state.value if state else "not seen yet"
    yield [Segment(f" {MARKS[state]} {told}", inks.bar())]
    yield [words(f" {entry.source.name} · {entry.segment.label}", inks.bar(), width)]
    person = entry.participant
    if person is not None:
        yield [words(f" {person.name}", inks.bar(bold=True), width)]
        for name, value in person.attributes.items():
            plain = value if isinstance(value, str) else f"{value:g}"
            yield [words(f" {name}: {plain}", inks.bar(), width)]
