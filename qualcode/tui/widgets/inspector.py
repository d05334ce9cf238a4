"""What lies on the segment at the cursor: codings, memo, definition, who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.segment import Segment

from qualcode.domain.coding import Coding
from qualcode.tui.inks import Inks, style
from qualcode.tui.painting import MARKS
from qualcode.tui.safe_text import Line, words, wrapped
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.workbench import Workbench

_REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")


class Inspector(Lines):
    """Tells of the segment at the cursor: a pane where there is room, else two lines."""

    def show(self, bench: Workbench, inks: Inks) -> None:
        """Show what is here."""
        short = self.size.height <= 2
        lines = _short(bench, inks) if short else list(_long(bench, inks, self.size.width - 1))
        self.put(lines, inks.bar())


def _short(bench: Workbench, inks: Inks) -> list[Line]:
    plain, quiet = inks.bar(), inks.quiet(inks.panel)
    first: Line = [Segment(" here ", quiet)]
    for coding in bench.here:
        chosen = coding.id == bench.focused
        first.append(_stripe(bench, coding, inks))
        name = bench.codes.label(coding.code)
        first += [words(name, inks.bar(bold=chosen)), Segment("  ", plain)]
    if not bench.here:
        first.append(Segment("no coding", quiet))
    memo = bench.work.memos.get(bench.entry.segment.id)
    if memo is not None:
        return [first, [Segment(" memo ", quiet), words(memo.text, plain)]]
    return [first, [Segment("      ", quiet), words(_definition(bench), quiet)]]


def _definition(bench: Workbench) -> str:
    coding = bench.shown or (bench.here[-1] if bench.here else None)
    if coding is None or coding.code not in bench.codes.codebook:
        return ""
    code = bench.codes.codebook.by_id[coding.code]
    return code.short or code.definition


def _stripe(bench: Workbench, coding: Coding, inks: Inks) -> Segment:
    glyph = "█" if coding.id == bench.focused else "▌"
    return Segment(glyph, style(bench.codes.colour(coding.code), inks.panel))


def _long(bench: Workbench, inks: Inks, width: int) -> Iterator[Line]:
    quiet = inks.quiet(inks.panel)
    yield [Segment(f" CODINGS HERE  {len(bench.here) or ''}", quiet)]
    for coding in bench.here:
        chosen = coding.id == bench.focused
        yield [Segment("▸" if chosen else " ", inks.bar(bold=True)), _stripe(bench, coding, inks),
               words(bench.codes.label(coding.code), inks.bar(bold=chosen), width - 2)]  # fmt: skip
        if coding.span != bench.entry.segment.span:
            quotation = bench.entry.on_page(coding.span).of(bench.page.text)
            yield [Segment("   ", quiet), words(f"“{quotation}”", quiet, width - 3)]
    if not bench.here:
        yield [Segment(" none", quiet)]
    yield from _memo(bench, inks, width)
    yield from _card(bench, inks, width)
    yield from _speaker(bench, inks, width)


def _memo(bench: Workbench, inks: Inks, width: int) -> Iterator[Line]:
    memo = bench.work.memos.get(bench.entry.segment.id)
    if memo is not None:
        yield []
        yield [Segment(" MEMO", inks.quiet(inks.panel))]
        for line in wrapped(memo.text, width - 1, 8):
            yield [Segment(f" {line}", inks.bar())]


def _card(bench: Workbench, inks: Inks, width: int) -> Iterator[Line]:
    """Yield the definition of the coding that is shown, or of the last one here."""
    coding = bench.shown or (bench.here[-1] if bench.here else None)
    if coding is None or coding.code not in bench.codes.codebook:
        return
    code = bench.codes.codebook.by_id[coding.code]
    yield []
    yield [Segment(" DEFINITION", inks.quiet(inks.panel))]
    yield [words(f" {code.name}", inks.bar(bold=True), width)]
    parts = [(code.definition or code.short, "", 5)]
    parts += [("; ".join(code.include), "+ ", 4), ("; ".join(code.exclude), "− ", 4)]
    parts += [(f"“{one.text}”", "e.g. ", 3) for one in code.typical[:1]]
    parts += [(f"“{one.text}” {one.note}", "not: ", 3) for one in code.close_but_no[:1]]
    for text, sign, most in parts:
        if text:
            named = _REFERENCE.sub(lambda one: bench.codes.name(one[1]), text)
            for line in wrapped(sign + named, width - 1, most):
                yield [Segment(f" {line}", inks.bar())]


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
