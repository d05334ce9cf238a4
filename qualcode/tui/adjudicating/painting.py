"""How a dispute looks: its words with each reading's stripes, the readings, the definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from rich.segment import Segment

from qualcode.domain.disputes import LETTERS, Reading, common, in_words
from qualcode.domain.disputes import taken as taken_by
from qualcode.domain.rounds import Verdict
from qualcode.domain.span import Span
from qualcode.tui.adjudicating.bench import DecisionBench
from qualcode.tui.looks.code_card import said_lines
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cropped, spread, taken, words, wrapped
from qualcode.tui.page.rows import Rows

LANES = 3
_WIDEST_TEXT = 100
_NARROWEST_COLUMN = 30


def name_of(reading: int) -> str:
    """Return the letter of a reading by its number from 0."""
    return LETTERS[reading].upper() if reading < len(LETTERS) else "·"


def text_lines(bench: DecisionBench, inks: Inks, width: int, around: int) -> list[Line]:
    """Return the segment with the stripes of each reading at its left.

    At most `around` lines of what comes before and after it are shown too. A stripe begins with
    the number of its code. The words of the code that is shown are tinted.
    """
    one = bench.dispute
    lanes = [_lanes(bench, reading) for reading in one.readings]
    gutter = sum(len(group) + 1 for group in lanes) + 2
    room = max(8, min(width - gutter - 1, _WIDEST_TEXT))
    quiet = inks.quiet()
    pad = Segment(" " * gutter, inks.plain())
    lines: list[Line] = [
        [pad, words(line, quiet)]
        for line in (wrapped(one.before, room, around) if one.before else ())
    ]
    head: Line = [Segment(" ", quiet)]
    for number, group in enumerate(lanes):
        head.append(Segment(f"{name_of(number):<{len(group) + 1}}", inks.plain(bold=True)))
    lines.append(head)
    rows = Rows(one.text, [Span(0, len(one.text))], room)
    rows.extend(len(one.text) + 1)
    lines += [
        [*_gutter(bench, lanes, rows, row, inks), *_row(bench, rows, row, inks)]
        for row in range(len(rows))
    ]
    after = wrapped(one.after, room, around)
    return [*lines, *([pad, words(line, quiet)] for line in after)]


def _lanes(bench: DecisionBench, reading: Reading) -> list[tuple[str, tuple[Span, ...]]]:
    start = bench.dispute.segment.span.start
    return [
        (code, tuple(span.shifted(-start) for span in reading.spans[code]))
        for code in bench.listed
        if code in reading.spans
    ][:LANES] or [("", ())]


def _gutter(
    bench: DecisionBench,
    lanes: Sequence[Sequence[tuple[str, tuple[Span, ...]]]],
    rows: Rows,
    row: int,
    inks: Inks,
) -> Iterator[Segment]:
    start, end = rows.row_span(row)
    yield Segment(" ", inks.plain())
    for group in lanes:
        for code, spans in group:
            here = [span for span in spans if span.start < end and start < span.end]
            begins = any(start <= span.start < end for span in here)
            sign = _number(bench, code) if begins else "▌" if here else " "
            yield Segment(sign, style(_colour(bench, code), inks.background, bold=True))
        yield Segment(" ", inks.plain())
    yield Segment(" ", inks.plain())


def _row(bench: DecisionBench, rows: Rows, row: int, inks: Inks) -> Iterator[Segment]:
    start = bench.dispute.segment.span.start
    marked = [
        span.shifted(-start)
        for reading in bench.dispute.readings
        for span in reading.spans.get(bench.code, ())
    ]
    tint = style(inks.text, inks.tint(_colour(bench, bench.code)))
    fitting = (one for one in rows.glyphs(row) if one.cell + one.width <= rows.width)
    for inside, glyphs in groupby(
        fitting, lambda one: any(span.covers(one.start) for span in marked)
    ):
        shown = "".join(one.shown for one in glyphs)
        yield Segment(shown, tint if inside else inks.plain())


def _number(bench: DecisionBench, code: str) -> str:
    place = bench.listed.index(code) + 1
    return str(place) if place < 10 else "▌"


def _colour(bench: DecisionBench, code: str) -> str:
    return bench.codes.colour(code)


def reading_lines(bench: DecisionBench, inks: Inks, width: int, most: int) -> list[Line]:
    """Return the readings side by side, as many in a row as fit, in at most so many lines."""
    readings = bench.dispute.readings
    across = max(1, min(len(readings), width // _NARROWEST_COLUMN))
    room = width // across
    lines: list[Line] = []
    for first in range(0, len(readings), across):
        group = range(first, min(first + across, len(readings)))
        columns = [list(_reading(bench, number, inks, room - 1)) for number in group]
        lines += [
            [part for cell in row for part in spread(cell, [], room, inks.bar())]
            for row in zip_longest(*columns, fillvalue=[])
        ]
    if len(lines) > most:
        more = Segment(" … a larger window shows the rest", inks.quiet(inks.panel))
        lines = [*lines[: most - 1], [more]]
    return lines


def _reading(bench: DecisionBench, number: int, inks: Inks, width: int) -> Iterator[Line]:
    reading, quiet = bench.dispute.readings[number], inks.quiet(inks.panel)
    names = ", ".join(bench.names.get(who, "?") for who in reading.coders)
    decision = bench.dispute.decision
    whole = decision is not None and taken_by(bench.dispute.readings, decision) is reading
    yield cropped(
        [
            Segment("✓" if whole else " ", style(inks.good, inks.panel, bold=True)),
            Segment(f"{name_of(number)} ", style(inks.accent, inks.panel, bold=True)),
            words(names, inks.bar(bold=True)),
        ],
        width,
    )
    alike = common(bench.dispute.readings)
    if not reading.codes:
        yield [Segment("   nothing applies", inks.bar())]
    for code in bench.listed:
        if code in reading.spans:
            yield _code_line(bench, code, inks, width, code in alike)
            yield from _quotations(bench, reading.spans[code], inks, width)
    for memo in bench.dispute.memos:
        if memo.coder in reading.coders:
            whose = f"{bench.names.get(memo.coder, '')}: " if len(reading.coders) > 1 else ""
            for line in wrapped(f"memo {whose}{memo.text}", width - 3, 2):
                yield [words(f"   {line}", quiet)]


def _code_line(bench: DecisionBench, code: str, inks: Inks, width: int, alike: bool) -> Line:
    shown = code == bench.code
    ink = inks.quiet(inks.panel) if alike and not shown else inks.bar(bold=shown)
    return cropped(
        [
            Segment(f" {_number(bench, code)}", ink),
            Segment("▌", style(_colour(bench, code), inks.panel)),
            words(bench.codes.name(code), ink),
            Segment("  in all" if alike else "", inks.quiet(inks.panel)),
        ],
        width,
    )


def _quotations(
    bench: DecisionBench, spans: Sequence[Span], inks: Inks, width: int
) -> Iterator[Line]:
    if tuple(spans) != (bench.dispute.segment.span,):
        for span in spans[:2]:
            yield [words(f"   “{bench.dispute.words(span)}”", inks.quiet(inks.panel), width)]


def definitions(bench: DecisionBench, inks: Inks, width: int, most: int) -> list[Line]:
    """Return the definition of the code that is shown, then of the others as far as they fit."""
    place = bench.listed.index(bench.code)
    lines: list[Line] = []
    for code in (*bench.listed[place:], *bench.listed[:place]):
        more = definition_lines(bench, inks, width, most, code)
        if lines and len(lines) + 1 + len(more) > most:
            break
        lines += [[], *more] if lines else more
    return lines


def definition_lines(
    bench: DecisionBench, inks: Inks, width: int, most: int, code: str = ""
) -> list[Line]:
    """Return what the codebook says of a code, that which is shown, in at most so many lines.

    Where there is little room, everything is said in short rather than something not at all.
    """
    code, codes = code or bench.code, bench.codes
    figure = bench.dispute.alphas.get(code)
    alpha = "in all readings" if code not in bench.dispute.codes else f"α {_figure(figure)}"
    strong, quiet = inks.bar(bold=True), inks.quiet(inks.panel)
    head: Line = [
        Segment(f" {_number(bench, code)}", strong),
        Segment("▌", style(codes.colour(code), inks.panel)),
        words(codes.name(code), strong),
        Segment(f"  {alpha}", style(inks.accent, inks.panel)),
    ]
    if code not in codes.codebook:
        return [head, [Segment(" The codebook no longer has this code.", quiet)]]
    entry = codes.codebook.by_id[code]
    parts = [
        ("", entry.definition or entry.short),
        ("+ ", "; ".join(entry.include)),
        ("− ", "; ".join(entry.exclude)),
        ("e.g. ", _examples(one.text for one in entry.typical)),
        ("edge ", _examples(f"{one.text}” {one.note}" for one in entry.atypical)),
        ("not: ", _examples(f"{one.text}” {one.note}" for one in entry.close_but_no)),
    ]
    return [head, *said_lines(codes, parts, inks, width, most - 1)][:most]


def _examples(texts: Iterator[str]) -> str:
    return " ".join(f"“{one}" if "”" in one else f"“{one}”" for one in texts)


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"


def place_lines(bench: DecisionBench, inks: Inks, width: int) -> list[Line]:
    """Return two lines: which dispute, who speaks; and what was asked."""
    one = bench.dispute
    facts = [one.source.name, one.segment.label]
    if one.participant is not None:
        if one.participant.name != one.source.name:
            facts.append(one.participant.name)
        facts += [
            value if isinstance(value, str) else f"{key} {value:g}"
            for key, value in one.participant.attributes.items()
        ]
    plain, strong, quiet = inks.plain(), inks.plain(bold=True), inks.quiet()
    figure = one.alphas[one.codes[0]]
    right: Line = [
        words(bench.codes.name(one.codes[0]), plain, max(8, width // 3)),
        Segment(f" α {_figure(figure)} ", style(inks.accent, inks.background, bold=True)),
    ]
    left: Line = [
        Segment(f" {one.number}/{len(bench.disputes)} ", strong),
        Segment("open  " if one.is_open else "decided  ", quiet),
        words(" · ".join(facts), plain),
    ]
    return [
        spread(left, right, width, plain),
        [words(f" {one.heading}", quiet, width)] if one.heading else [],
    ]


def decision_line(bench: DecisionBench, inks: Inks, width: int) -> Line:
    """Return what is being chosen, or what was decided, with its reason."""
    strong, plain, quiet = inks.bar(bold=True), inks.bar(), inks.quiet(inks.panel)
    line: Line = []
    if bench.draft is not None:
        line.append(Segment(" choose ", strong))
        for number, code in enumerate(bench.listed, 1):
            sign = "✓" if code in bench.draft else "·"
            line.append(words(f" {number}{sign}{bench.codes.name(code)} ", plain, 24))
    elif bench.dispute.decision is not None:
        made = bench.dispute.decision
        names = ", ".join(bench.codes.name(code) for code in made.codes) or "nothing applies"
        line.append(words(f" {in_words(bench.dispute.readings, made)}", strong))
        if made.verdict is not Verdict.READING:
            line.append(words(f": {names}", style(inks.good, inks.panel)))
        line.append(words(f"  by {bench.names.get(made.coder, '?')}", quiet))
    else:
        line.append(Segment(" not decided", quiet))
    if bench.why:
        line.append(words(f"  because: {bench.why}", plain))
    if bench.sending:
        line.append(Segment("  → codebook", style(inks.accent, inks.panel, bold=True)))
    return spread(line, [], width, plain) if taken(line) < width else cropped(line, width)
