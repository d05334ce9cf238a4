"""How typical words look: each with a bar of how far its odds are from those elsewhere."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.domain.keyness import WordRow
from qualcode.tui.looks.heat import bar
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, shown, words
from qualcode.tui.tables.told import At, base_lines, chance, count, figure, sign, told_lines
from qualcode.tui.tables.words import WordsView

_WORD = 20
_N, _ELSE, _PEOPLE, _RATIO, _Z = 6, 10, 9, 8, 7
_BAR = 40


def headings(view: WordsView, at: At, inks: Inks) -> list[Line]:
    """Return the words above the columns."""
    told = (
        f"  {shown(view.name, _WORD - 1):<{_WORD}}"
        f"{'n':>{_N}}{'elsewhere':>{_ELSE}}{'persons':>{_PEOPLE}}"
        f"{'times':>{_RATIO}}{'z':>{_Z}} "
    )
    return [[words(told, inks.quiet(inks.panel), at.width)]]


def line(view: WordsView, row: WordRow, at: At, chosen: bool, inks: Inks) -> Line:
    """Return a word with its figures and a bar of its z."""
    ground = inks.selection if chosen else inks.background
    plain, quiet = style(inks.text, ground, bold=chosen), style(inks.dim, ground)
    told = shown(row.word or "", _WORD - 1)
    most = max((one.z or 0.0 for one in view.rows), default=0.0)
    room = max(0, min(_BAR, at.width - 3 - _WORD - _N - _ELSE - _PEOPLE - _RATIO - _Z))
    times = "–" if row.log_ratio is None else f"{2**row.log_ratio:.1f}"
    return [
        sign(chosen, inks, ground),
        words(told + " " * (_WORD - cells(told)), plain),
        words(f"{count(row.n):>{_N}}{count(row.n_rest):>{_ELSE}}{count(row.people):>{_PEOPLE}}",
              quiet),
        words(f"{times:>{_RATIO}}{figure(row.z, 1):>{_Z}} ", plain),
        Segment(bar((row.z or 0.0) / most if most else 0.0, room), style(inks.good, ground)),
    ]  # fmt: skip


def detail(view: WordsView, row: WordRow, at: At, inks: Inks) -> list[Line]:
    """Return a word in plain words, and what the table is of."""
    lines: list[Line] = [[words(f" “{row.word}” in {view.name}", inks.bar(bold=True), at.width)]]
    told = f"{count(row.n)} of {count(row.words)} words of the quotations, said by "
    told += f"{count(row.people)} persons; {count(row.n_rest)} of {count(row.words_rest)} elsewhere"
    lines += told_lines(f"{told}.", inks, at.width)
    if row.z is None:
        more = "How it compares is withheld: few people say it elsewhere."
    else:
        more = f"z {figure(row.z, 1)}, G² {figure(row.g2, 1)}, p {chance(row.p)}, "
        more += f"spread {figure(row.spread)} (0 said alike by all, 1 by one)."
    return [*lines, *told_lines(more, inks, at.width), *base_lines(view.release, inks, at.width)]
