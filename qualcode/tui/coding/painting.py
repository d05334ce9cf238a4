"""How one row of a page looks: marks and stripes at its left, the text, code names at its right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from qualcode.domain.coding import LookState
from qualcode.domain.span import Span
from qualcode.study.desk import Entry
from qualcode.tui.coding.columns import LANES, NAMES, Columns, heading
from qualcode.tui.coding.labels import clock, placed
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.looks.inks import Inks, pointed, style
from qualcode.tui.looks.safe_text import Line, cropped, shown, taken, words
from qualcode.tui.page.rows import Rows
from qualcode.tui.page.spans import Entry as Stripe
from qualcode.tui.page.units import Step

MARKS = {None: "·", LookState.SEEN: "○", LookState.DONE: "●", LookState.NOTHING: "∅"}
HINT = "┊"
"""The stripe of a suggestion, which is never to be mistaken for that of a coding."""

_LONG_BLOCK = 20_000
_HANGING = " \t\n"


class Painter:
    """Paints the rows of one page at one width."""

    def __init__(self, bench: Workbench, rows: Rows, parts: Columns, inks: Inks) -> None:
        self._bench = bench
        self._rows = rows
        self._parts = parts
        self._inks = inks
        self._named: list[Stripe] = []
        self._unit: tuple[tuple[Step, int], Span] | None = None
        self._names: Mapping[int, Sequence[int]] = {}

    def strip(self, row: int) -> Strip:
        """Return one row, exactly as wide as the page."""
        number = self._rows.block_of(row)
        if self._rows.heading_row(row) is not None:
            line, ground = self._heading(number), style(self._inks.text, self._inks.heading)
        else:
            line, ground = self._text_row(row, number), self._inks.plain()
        line = cropped(line, self._parts.width)
        blank = Segment(" " * (self._parts.width - taken(line)), ground)
        return Strip(Segment.simplify([*line, blank]), self._parts.width)

    def _heading(self, number: int) -> Line:
        inks, parts = self._inks, self._parts
        ground = style(inks.text, inks.heading)
        who, _, facts = heading(self._bench.page, number).partition(" · ")
        room = parts.width - parts.text_at
        line = [Segment(" " * parts.text_at, ground)]
        line.append(words(who, style(inks.text, inks.heading, bold=True), room))
        if facts:
            line.append(words(f" · {facts}", style(inks.dim, inks.heading)))
        return line

    def _text_row(self, row: int, number: int) -> Line:
        entry = self._bench.page.entries[number]
        line = self._margin(entry, number, row == self._rows.first_text_row(number))
        line += self._stripes(row, number)
        line += self._text(row, entry, number)
        if self._parts.labels:
            room = self._parts.text_at + self._parts.text + 1 - taken(line)
            line.append(Segment(" " * room, self._inks.plain()))
            line += self._labels(row, number)
        return line

    def _margin(self, entry: Entry, number: int, first: bool) -> Line:
        inks, parts = self._inks, self._parts
        here = number == self._bench.cursor.segment
        width = parts.margin
        if not first:
            return [Segment("▏" if here else " ", style(inks.accent, inks.background)),
                    Segment(" " * (width - 1), inks.plain())]  # fmt: skip
        mark = MARKS[self._bench.work.state(entry.segment.id)]
        memo = "m" if entry.segment.id in self._bench.work.memos else " "
        strong = style(inks.accent, inks.background, bold=True) if here else inks.quiet()
        lead = Segment("▸" if here else " ", strong)
        if entry.segment.id in self._bench.work.flags:
            flag = style(inks.accent, inks.background, bold=True)
            lead = Segment("!", flag + Style(reverse=True) if here else flag)
        line = [lead, Segment(mark, inks.plain()),
                Segment(f"{number + 1:>4}", strong),
                Segment(memo, inks.plain(bold=True))]  # fmt: skip
        if parts.time:
            time = entry.segment.time_ms
            told = "" if time is None else clock(time)
            line.append(Segment(f"{told:>{parts.time}} ", inks.quiet()))
        if parts.speaker:
            name = shown(entry.speaker, parts.speaker)
            counted = entry.participant is None or entry.participant.counted
            ink = inks.plain(bold=True) if counted else inks.quiet()
            line.append(Segment(name, ink))
        return [*line, Segment(" " * (width - taken(line)), inks.plain())]

    def _stripes(self, row: int, number: int) -> Line:
        inks = self._inks
        start, end = self._rows.row_span(row)
        found = self._bench.work.stripes(start, max(end, start + 1))
        lane_of = self._bench.work.lanes
        lanes = {lane_of[one.key]: self._stripe(one) for one in found}
        blank = Segment(" ", inks.plain())
        line = [lanes.get(lane, blank) for lane in range(LANES)]
        if any(lane >= LANES for lane in lanes):
            line[-2:] = self._more([one for one in found if lane_of[one.key] >= LANES - 2])
        if self._parts.hints:
            line.append(self._hint(start, max(end, start + 1), number) or blank)
        return [*line, blank]

    def stripes_at(self, row: int, cell: int) -> list[Stripe]:
        """Return the codings whose stripes, or the count of them, stand in a cell of a row."""
        lane = cell - self._parts.margin
        if not 0 <= lane < LANES or self._rows.heading_row(row) is not None:
            return []
        start, end = self._rows.row_span(row)
        lanes = self._bench.work.lanes.within(start, max(end, start + 1))
        if lane >= LANES - 2 and any(one >= LANES for _, one in lanes):
            return [stripe for stripe, one in lanes if one >= LANES - 2]
        return [stripe for stripe, one in lanes if one == lane]

    def shows_memo(self, row: int) -> bool:
        """Say whether a row has the sign of a memo."""
        number = self._rows.block_of(row)
        noted = self._bench.page.entries.outline.ids[number] in self._bench.work.memos
        return noted and row == self._rows.first_text_row(number)

    def _stripe(self, stripe: Stripe) -> Segment:
        colour = self._bench.codes.colour(stripe.code)
        glyph = "█" if stripe.key == self._bench.focused else "▌"
        return Segment(glyph, style(colour, self._inks.background))

    def _more(self, hidden: Sequence[Stripe]) -> Line:
        """Return how many codings have no stripe of their own on a row."""
        inks = self._inks
        told = f"+{len(hidden)}" if len(hidden) < 10 else "++"
        focused = any(one.key == self._bench.focused for one in hidden)
        ink = style(inks.accent, inks.background, bold=True) if focused else inks.plain(bold=True)
        return [Segment(told, ink)]

    def _hint(self, start: int, end: int, number: int) -> Segment | None:
        """Return the dotted stripe of the suggestions on a row, stronger for the one at hand."""
        bench, inks = self._bench, self._inks
        offers = bench.suggestions.on(number)
        here = [one for one in offers if one.span.start < end and one.span.end > start]
        if not here:
            return None
        at_hand = number == bench.cursor.segment and bench.suggestions.at_hand(number) in here
        return Segment(HINT, style(inks.accent, inks.background, True) if at_hand else inks.quiet())

    def _labels(self, row: int, number: int) -> Line:
        starting = self._starting(row, number)
        line: Line = []
        codes = self._bench.codes
        for stripe in starting:
            colour = codes.colour(stripe.code)
            line.append(Segment("▌", style(colour, self._inks.background)))
            label = codes.label(stripe.code)
            if len(starting) > 1 or self._parts.labels < NAMES:
                label = (codes.key_of.get(stripe.code) or label[:2]) + " "
            line.append(words(label, self._inks.quiet()))
        return cropped(line, self._parts.labels)

    def _starting(self, row: int, number: int) -> list[Stripe]:
        """Return the codings whose names stand on a row."""
        block = self._bench.units.segments[number]
        if len(block) > _LONG_BLOCK:
            # Finding room for every name would mean laying out the whole block for each row.
            start, end = self._rows.row_span(row)
            near = self._bench.work.stripes(start, end)
            return [one for one in near if one.start >= start]
        found = self._bench.work.stripes(block.start, block.end)
        if found != self._named:
            last = self._rows.row_of(block.end - 1)
            self._named = found
            self._names = placed([self._rows.row_of(one.start) for one in found], last)
        return [found[place] for place in self._names.get(row, [])]

    def _text(self, row: int, entry: Entry, number: int) -> Line:
        start, end = self._rows.row_span(row)
        text, inks, bench = self._rows.text, self._inks, self._bench
        last = start + len(text[start:end].rstrip(_HANGING))
        cursor = bench.cursor.position
        if last <= cursor < end:
            last = cursor + 1
        block = bench.units.segments[number]
        target = self._target() if number == bench.cursor.segment else None
        counted = entry.participant is None or entry.participant.counted
        ground = inks.target if target == block else inks.background
        base = (inks.text if counted else inks.dim), ground
        line = list(self._pieces(row, start, last, base, block, target))
        if bench.labels:
            line = self._labelled(line, start, end)
        line = _cut(line, self._parts.text)
        padding = self._parts.text - taken(line)
        return [*line, Segment(" " * padding, style(*base))] if padding > 0 else line

    def _target(self) -> Span:
        """Return the target; the unit at one place is found once for all its rows."""
        bench = self._bench
        if bench.chooses:
            return bench.target
        place = bench.manner.unit, bench.cursor.position
        if self._unit is None or self._unit[0] != place:
            self._unit = place, bench.target
        return self._unit[1]

    def _labelled(self, line: Line, start: int, end: int) -> Line:
        """Lay the letters of jumps over a row."""
        ink = style(self._inks.background, self._inks.accent, bold=True)
        if not self._inks.accent.startswith("#"):
            ink += Style(reverse=True)
        for position, letters in self._bench.labels.items():
            if start <= position < end:
                cell, whole = self._rows.cell_of(position).cell, Strip(line)
                line = [*whole.crop(0, cell), Segment(letters, ink)]
                line += whole.crop(cell + len(letters))
        return line

    def _pieces(
        self,
        row: int,
        start: int,
        end: int,
        base: tuple[str, str],
        block: Span,
        target: Span | None,
    ) -> Iterator[Segment]:
        """Yield the runs of one look between the places where the look changes."""
        if end <= start:
            return
        grounds, focused = self._grounds(start, end, block, target), self._bench.shown_span
        cursor = self._cursor(start, end)
        spans = [*(span for span, _ in grounds), *(one for one in (focused, cursor) if one)]
        edges = {edge for span in spans for edge in (span.start, span.end)}
        cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        plain = self._rows.is_plain(row)
        glyphs = [] if plain else self._rows.glyphs(row)
        for low, high in pairwise(cuts):
            ground = next((ink for span, ink in grounds if span.start <= low < span.end), base[1])
            ink = style(base[0], ground, underline=bool(focused and focused.covers(low)))
            if cursor and cursor.start <= low < cursor.end:
                ink = pointed(ink)
            if plain:
                yield Segment(self._rows.text[low:high].replace("\n", " "), ink)
            else:
                yield Segment("".join(one.shown for one in glyphs if low <= one.start < high), ink)

    def _cursor(self, start: int, end: int) -> Span | None:
        """Return the grapheme at the cursor if the cursor is on this stretch."""
        position = self._bench.cursor.position
        return self._bench.units.at(Step.CHARACTER, position) if start <= position < end else None

    def _grounds(
        self, start: int, end: int, block: Span, target: Span | None
    ) -> list[tuple[Span, str]]:
        """Return the coloured spans on a stretch, the most pressing first."""
        bench, inks = self._bench, self._inks
        grounds = [(one, inks.selection) for one in [bench.cursor.selection] if one]
        grounds += [(one, inks.hit) for one in bench.finder.within(start, end)]
        if target == block:
            return grounds
        if target is not None:
            grounds.append((target, inks.target))
        for stripe in reversed(bench.work.stripes(start, end)):
            span = Span(stripe.start, stripe.end)
            # A coding of a whole segment is told by its stripe; tinting it would say nothing.
            if span != block:
                grounds.append((span, inks.tint(bench.codes.colour(stripe.code))))
        return grounds


def _cut(line: Line, width: int) -> Line:
    """Return what fits, without a sign for the blanks that hang over the edge."""
    kept: Line = []
    room = width
    for segment in line:
        if segment.cell_length <= room:
            kept.append(segment)
            room -= segment.cell_length
        else:
            kept.append(segment.split_cells(room)[0])
            break
    return kept
