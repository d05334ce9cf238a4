"""The bars of the deck: where one is, how the rows lie, the digits, what was told."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment

from qualcode.tui.deck.bench import DeckBench
from qualcode.tui.deck.order import REVERSED, Order
from qualcode.tui.frame import Frame
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, clipped, cropped, spread, taken, words


def head_line(bench: DeckBench, frame: Frame, width: int) -> Line:
    """Return the study, the question or round, and how far the coder is."""
    page, inks = bench.page, frame.inks
    quiet = inks.quiet(inks.panel)
    left: Line = [words(f" {frame.study} ▸ ", quiet), words(f"{page.title} ", inks.bar(bold=True))]
    left.append(Segment(f"{'ROUND ' if page.round else ''}DECK", style(inks.accent, inks.panel)))
    if page.question is not None and page.question.text != page.title:
        left.append(words(f"  {page.question.text}", quiet))
    finished, total = bench.progress
    done = Segment(f"{finished}/{total} done ", quiet)
    right: Line = [words(f"{frame.coder} ", inks.bar()), done]
    return spread(left, right, width, inks.bar())


def list_line(bench: DeckBench, typing: str | None, asking: str, inks: Inks, width: int) -> Line:
    """Return how the rows are sorted and filtered, and how many are shown and selected.

    `asking` says how far another order is worked out.
    """
    rows, quiet, strong = bench.rows, inks.quiet(inks.panel), inks.bar(bold=True)
    order = REVERSED[rows.order] if rows.backwards else rows.order.value
    if rows.order is Order.LIKENESS:
        order = f"{order}, to {bench.answers[rows.like].who}"
    left: Line = []
    for part in _filtered(bench, typing is not None):
        left += [words(f" {part} ", strong), Segment("│", quiet)]
    if typing is not None:
        left += [Segment(" words: ", quiet), words(typing, strong),
                 Segment("▏ ", style(inks.accent, inks.panel, bold=True))]  # fmt: skip
    left += [Segment(" sorted: ", quiet), words(order, inks.bar())]
    if asking:
        left.append(words(f"  {asking}…", style(inks.accent, inks.panel)))
    selected = len(rows.chosen)
    right: Line = [Segment(f" {len(rows.shown)} of {len(bench.answers)} shown ", quiet)]
    if selected:
        right.insert(0, Segment(f" {selected} selected ", style(inks.accent, inks.panel, True)))
    if rows.hidden:
        right.append(Segment(f"({rows.hidden} selected ones are not) ", quiet))
    return spread(cropped(left, width - taken(right) - 1), right, width, inks.bar())


def _filtered(bench: DeckBench, typing: bool) -> Iterator[str]:
    one = bench.rows.filter
    if one.uncoded:
        yield "uncoded"
    for name, values in one.attributes.items():
        yield f"{name}: {' or '.join(sorted(values))}"
    if one.codes:
        yield " or ".join(sorted(bench.codes.name(code) for code in one.codes))
    if one.words.split() and not typing:
        yield f"“{one.words.strip()}”"


def told_line(bench: DeckBench, pending: str, inks: Inks, width: int) -> Line:
    """Return what was done last, and when it was saved."""
    if bench.told.failed:
        ink = style("#ffffff", inks.error, bold=True)
        return spread([words(f" {bench.told.text}", ink)], [], width, ink)
    rows = bench.rows
    place = f"{rows.place + 1}/{len(rows.shown)}" if rows.shown else "0/0"
    left: Line = [Segment(f" {place}  ", inks.bar())]
    if pending:
        left.append(Segment(f"{pending}…  ", style(inks.accent, inks.panel, bold=True)))
    left.append(words(bench.told.text, style(inks.good, inks.panel)))
    saved = f"saved {bench.saved:%H:%M:%S} " if bench.saved else ""
    return spread(left, [Segment(saved, inks.quiet(inks.panel))], width, inks.bar())


def pins_line(bench: DeckBench, inks: Inks, width: int) -> Line:
    """Return the codes under the digits."""
    pinned = bench.codes.pinned
    room = width // max(1, len(pinned))
    line: Line = []
    for number, code in enumerate(pinned, 1):
        start: Line = [
            Segment(f" {number}", inks.bar(bold=True)),
            Segment("▌", style(bench.codes.colour(code), inks.panel)),
        ]
        name = words(bench.codes.name(code), inks.bar())
        line += [*start, clipped(name, room - taken(start))]
    return line
