"""The lines of the deck: one row an answer, the whole answer beside them, the bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style

from qualcode.domain.suggestion import Suggestion
from qualcode.study.deck import Answer, in_words
from qualcode.study.desk import Mark
from qualcode.tui.coding.painting import HINT, MARKS
from qualcode.tui.deck.bench import DeckBench
from qualcode.tui.deck.order import Order
from qualcode.tui.looks.code_card import card_lines
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, cropped, shown, spread, taken, words
from qualcode.tui.page.wrapping import row_end
from qualcode.tui.suggesting.reasons import because_of, how_sure

_WHO, _GIVEN, _GIVEN_OF_TWO = 12, 24, 36
_LEAD = 4
_MOST_READ = 4
_NAMES_FROM = 90
_KEYS, _NAMES = 14, 30
_LEAST_HINT, _MOST_HINT = 12, 30
_LEAST_READ = 24


@lru_cache(maxsize=4096)
def _excerpt(text: str, width: int) -> str:
    """Return the beginning of a text in one line; a long text costs no more than a short one."""
    # Almost every grapheme has at most so many code points; more of them only end the line early.
    return shown(" ".join(text[: _MOST_READ * width + width].split()), width)


@lru_cache(maxsize=4096)
def _fitted(text: str, width: int) -> str:
    """Return a text in exactly so many cells."""
    cut = shown(text, width)
    return cut + " " * (width - cells(cut))


def _widest(texts: Iterable[str], most: int) -> int:
    """Return how many cells the widest of some texts takes, which need not be more than `most`."""
    widest = 0
    for text in texts:
        plain = text.isascii() and text.isprintable()
        widest = max(widest, len(text) if plain else cells(text))
        if widest >= most:
            return most
    return widest


def attributes(answer: Answer) -> str:
    """Return an answer's attributes in one line; numbers come last, by name."""
    given = answer.attributes.items()
    named = [value for _, value in given if isinstance(value, str)]
    numbers = [f"{name} {in_words(value)}" for name, value in given if not isinstance(value, str)]
    return " · ".join((*named, *numbers))


class RowPainter:
    """Paints rows of one deck; what is known of all its answers is measured once."""

    def __init__(self, bench: DeckBench) -> None:
        self._bench = bench
        self._who = _widest((one.who for one in bench.answers), _WHO)
        self._given = _widest(map(attributes, bench.answers), _GIVEN_OF_TWO)

    def lines(self, place: int, inks: Inks, width: int, two: bool) -> list[Line]:
        """Return the one or two lines of the row at a place."""
        row = self._bench.rows.shown[place]
        here, chosen = place == self._bench.rows.place, self._bench.rows.is_selected(place)
        ground = inks.selection if here else inks.target if chosen else inks.background
        plain, dim = style(inks.text, ground), style(inks.dim, ground)
        answer = self._bench.answers[row]
        head: Line = [
            self._lead(row, here, style(inks.accent, ground, bold=True)),
            Segment("◆" if chosen else " ", style(inks.accent, ground, bold=True)),
            Segment(f"{MARKS[self._bench.state(row)]} ", plain),
            Segment(_fitted(answer.who, self._who), style(inks.text, ground, bold=here)),
            Segment(" ", plain),
        ]
        most = _GIVEN_OF_TWO if two else _GIVEN if width >= _NAMES_FROM else width // 8
        given = min(self._given, most)
        if given:
            head.append(Segment(f"{_fitted(attributes(answer), given)} ", dim))
        head += self._likeness(row, dim)
        if two:
            signs = self._signs(row, ground, inks, width - taken(head) - 1)
            hint = self._hint(row, dim, width - _LEAD - 1)
            room = width - _LEAD - 1 - taken(hint)
            body: Line = [
                Segment(" " * _LEAD, plain),
                Segment(_excerpt(answer.words, room), plain),
            ]
            return [spread(head, signs, width, plain), spread(body, hint, width, plain)]
        signs = self._signs(row, ground, inks, _NAMES if width >= _NAMES_FROM else _KEYS)
        signs = [*self._hint(row, dim, width - taken(head) - taken(signs) - 1), *signs]
        room = max(4, width - taken(head) - taken(signs) - 1)
        return [spread([*head, Segment(_excerpt(answer.words, room), plain)], signs, width, plain)]

    def _lead(self, row: int, here: bool, ink: Style) -> Segment:
        if self._bench.is_flagged(row):
            return Segment("!", ink + Style(reverse=True) if here else ink)
        return Segment("▸" if here else " ", ink)

    def _hint(self, row: int, ink: Style, room: int) -> Line:
        """Return the first suggestion where it leaves room to read: dotted, in no colour."""
        room = min(_MOST_HINT, room - _LEAST_READ)
        best = next(iter(self._bench.suggestions.on(row)), None)
        if best is None or room < _LEAST_HINT:
            return []
        self._bench.suggestions.painted.add(row)
        # What it rests on says nothing beside how probable others are.
        sure = "" if best.probability is None else f" {best.probability:.2f}".replace(" 0", " ")
        lead: Line = [Segment(f"{HINT} ", ink)]
        tail: Line = [Segment(f"{sure} ", ink)]
        name = words(self._bench.codes.name(best.code), ink, room - taken(lead) - taken(tail))
        return [*lead, name, *tail]

    def _likeness(self, row: int, ink: Style) -> Line:
        rows = self._bench.rows
        return [Segment(f"{rows.alike[row]:.2f} ", ink)] if rows.order is Order.LIKENESS else []

    def _signs(self, row: int, ground: str, inks: Inks, most: int) -> Line:
        """Return the codes on a row: by name where there is room, else by their keys."""
        codes = self._bench.codes
        on = list(dict.fromkeys(mark.code for mark in self._bench.marks(row)))
        names = [codes.name(code) for code in on]
        if sum(cells(name) + 2 for name in names) > most:
            names = [codes.key_of.get(code) or _excerpt(codes.name(code), 6) for code in on]
        line: Line = []
        for number, code in enumerate(on):
            sign: Line = [
                Segment("▌", style(codes.colour(code), ground)),
                words(f"{names[number]} ", style(inks.text, ground), most),
            ]
            left = len(on) - number
            if taken(line) + taken(sign) > most - (3 if left > 1 else 0):
                line.append(Segment(f"+{left} ", style(inks.dim, ground)))
                break
            line += sign
        return line


def wrapped_text(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text, none of it left out; what nobody asks for is not worked out."""
    position, end = 0, len(text)
    while position < end:
        stop = row_end(text, position, end, width)
        yield shown(text[position:stop].rstrip())
        position = stop


def pane_lines(
    bench: DeckBench, inks: Inks, width: int, height: int, top: int, picking: str | None
) -> tuple[list[Line], int]:
    """Return what stands beside the rows, and from which line the text is shown at most.

    While a code is being picked its definition stands there too.
    """
    if bench.rows.focus is None:
        return [[Segment(" No answer fits the filter; f f shows all.", inks.quiet(inks.panel))]], 0
    row, answer = bench.rows.focus, bench.answers[bench.rows.focus]
    beside = height > 12
    tail = list((_on_row if beside else _suggested_in_short)(bench, row, inks, width))
    if picking is not None:
        card = card_lines(bench.codes, picking, inks, width, height - 4 if beside else height)
        if not beside:
            return card, 0
        tail = [[], *card]
    head: Line = [
        words(f" {answer.who}", inks.bar(bold=True)),
        words(f"  {attributes(answer)}", inks.quiet(inks.panel)),
    ]
    size = len(answer.words)
    right: Line = [Segment(f"{size} character{'' if size == 1 else 's'} ", inks.quiet(inks.panel))]
    room = max(2, height - 2 - len(tail)) if beside else max(1, height - 1 - len(tail))
    text, top = _window(answer.words, width - 2, room, top)
    lines: list[Line] = [spread(head, right, width, inks.bar())]
    lines += [[Segment(f" {line}", inks.bar())] for line in text]
    return [*lines, *tail][:height], top


def _window(text: str, width: int, room: int, top: int) -> tuple[list[str], int]:
    """Return the lines of a text from `top` on, which gives way at the end; `…` tells of more."""
    lines: list[str] = []
    for line in wrapped_text(text, width):
        lines.append(line)
        if len(lines) > top + room:
            break
    more = len(lines) > top + room
    top = max(0, min(top, len(lines) - room)) if not more else top
    window = lines[top : top + room]
    if more:
        window[-1] = shown(f"{window[-1]}  ", width - 4) + " J …"
    return window, top


def _on_row(bench: DeckBench, row: int, inks: Inks, width: int) -> Iterator[Line]:
    quiet = inks.quiet(inks.panel)
    state = bench.state(row)
    yield []
    flag = " · flagged" if bench.is_flagged(row) else ""
    yield [Segment(f" {MARKS[state]} {state.value if state else 'not seen yet'}{flag}", quiet)]
    marks = bench.marks(row)
    for mark in marks[:8]:
        yield [
            Segment(" ▌", style(bench.codes.colour(mark.code), inks.panel)),
            words(bench.codes.label(mark.code), inks.bar(), width - 2),
        ]
        if (mark.start, mark.end) != _whole(bench, row):
            yield [words(f"   “{_quotation(bench, row, mark)}”", quiet, width)]
    if len(marks) > 8:
        yield [Segment(f"   and {len(marks) - 8} more", quiet)]
    yield from _suggested(bench, row, inks, width)
    given = bench.answers[row].attributes
    if given:
        yield []
    for name, value in given.items():
        yield [words(f" {name}: {in_words(value)}", quiet, width)]


def _suggested(bench: DeckBench, row: int, inks: Inks, width: int) -> Iterator[Line]:
    """Yield what is suggested, each with how sure it is, its words and its reasons."""
    quiet, offered = inks.quiet(inks.panel), bench.suggestions.on(row)
    said = bench.suggestions.said_of(row)
    if offered or said:
        yield []
        yield [Segment(" SUGGESTIONS", quiet)]
    if said:
        yield [words(f"  {said}", quiet, width)]
    if offered:
        bench.suggestions.painted.add(row)
    for place, one in enumerate(offered):
        left = _named_hint(bench, one, inks, first=place == 0)
        yield spread(left, [words(f"{how_sure(one)} ", inks.bar())], width, inks.bar())
        if one.span is not None:
            start = bench.answers[row].segment.span.start
            quoted = one.span.shifted(-start).of(bench.answers[row].words)
            yield [words(f"   “{quoted}”", quiet, width)]
        if told := because_of(one):
            yield [words(f"   {told}", quiet, width)]


def _suggested_in_short(bench: DeckBench, row: int, inks: Inks, width: int) -> Iterator[Line]:
    offered = bench.suggestions.on(row)
    line: Line = []
    if offered:
        bench.suggestions.painted.add(row)
    for place, one in enumerate(offered):
        line += _named_hint(bench, one, inks, first=place == 0)
        line.append(words(f"  {how_sure(one)}  ", inks.bar()))
    if offered:
        yield cropped(line, width)


def _named_hint(bench: DeckBench, one: Suggestion, inks: Inks, first: bool) -> Line:
    ink = style(inks.accent, inks.panel, bold=True) if first else inks.quiet(inks.panel)
    return [Segment(f" {HINT}", ink), words(bench.codes.label(one.code), inks.bar(bold=first))]


def _whole(bench: DeckBench, row: int) -> tuple[int, int]:
    span = bench.answers[row].segment.span
    return span.start, span.end


def _quotation(bench: DeckBench, row: int, mark: Mark) -> str:
    answer = bench.answers[row]
    start = answer.segment.span.start
    return answer.words[mark.start - start : mark.end - start]
