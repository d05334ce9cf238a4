"""How closed items look: a bar for each answer, or the mean with its interval and quartiles."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.domain.scales import AnswerRow, MeanRow
from qualcode.tui.looks.heat import bar
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, shown, words
from qualcode.tui.tables.scales import Item, ScalesView
from qualcode.tui.tables.told import At, base_lines, count, figure, sign, told_lines

_NAME, _WIDEST = 24, 40
_COUNT, _PERCENT, _MEAN = 9, 7, 8
_BAR, _LEAST_BAR = 40, 10


def _parts(width: int) -> tuple[int, int]:
    """Return (cells of the name, of the chart)."""
    room = width - 2 - _COUNT - _PERCENT - _NAME - 1
    chart = max(_LEAST_BAR, min(_BAR, room))
    return _NAME + max(0, min(_WIDEST - _NAME, room - chart)), chart


def headings(view: ScalesView, at: At, inks: Inks) -> list[Line]:
    """Return the words above the columns."""
    name, _ = _parts(at.width)
    means = view.asked.form == "means"
    first = (view.release.by or "item") if means else (view.release.by or "answer")
    told = f"{'base':>{_COUNT - 1}} {'mean':>{_PERCENT}} interval ├●┤ and quartiles [ ]" if means \
        else f"{'n/base':>{_COUNT}}{'share':>{_PERCENT}} "  # fmt: skip
    return [[words(f"  {first:<{name}}{told}", inks.quiet(inks.panel))]]


def line(view: ScalesView, row: Item, at: At, chosen: bool, inks: Inks) -> Line:
    """Return an answer with its bar, or a mean on its scale."""
    name, chart = _parts(at.width)
    ground = inks.selection if chosen else inks.background
    plain, quiet = style(inks.text, ground), style(inks.dim, ground)
    told = shown(_name(view, row), name - 1)
    made: Line = [
        sign(chosen, inks, ground),
        words(told + " " * (name - cells(told)), plain),
    ]
    if isinstance(row, MeanRow):
        base = count(row.base) if row.base is None else str(row.base)
        drawn = on_scale(row, view.range(row), chart)
        return [
            *made,
            words(f"{base:>{_COUNT - 1}} ", quiet),
            words(f"{figure(row.mean):>{_PERCENT}} ", plain),
            Segment(drawn, style(inks.good, ground)),
        ]
    share = "–" if row.percent is None else f"{row.percent:.0f} %"
    return [
        *made,
        words(f"{_count(row):>{_COUNT}}", quiet),
        words(f"{share:>{_PERCENT}} ", plain),
        Segment(bar((row.percent or 0.0) / 100, chart), style(inks.good, ground)),
    ]


def _name(view: ScalesView, row: Item) -> str:
    if view.release.by:
        return row.group or "none"
    return "all" if isinstance(row, MeanRow) else row.name


def _count(row: AnswerRow) -> str:
    if row.n is None:
        return count(None)
    return f"{row.n:>4}/{'' if row.base is None else row.base:<4}"


def on_scale(row: MeanRow, ends: tuple[float, float], width: int) -> str:
    """Return mean, interval and quartiles as signs between the ends of a scale."""
    low, high = ends
    if row.mean is None:
        return " " * width

    def place(value: float) -> int:
        share = (value - low) / (high - low) if high > low else 0.5
        return max(0, min(width - 1, round(share * (width - 1))))

    marks = ["·"] * width
    if row.lower_quartile is not None and row.upper_quartile is not None:
        marks[place(row.lower_quartile)] = "["
        marks[place(row.upper_quartile)] = "]"
    if row.low is not None and row.high is not None:
        first, last = place(row.low), place(row.high)
        marks[first : last + 1] = ["├", *"─" * (last - first - 1), "┤"][: last - first + 1]
    marks[place(row.mean)] = "●"
    return "".join(marks)


def detail(view: ScalesView, row: Item, at: At, inks: Inks) -> list[Line]:
    """Return all figures of a row, and what the table is of."""
    lines: list[Line] = [[words(f" {row.name}", inks.bar(bold=True), at.width)]]
    lines += told_lines(view.text(row), inks, at.width, quiet=True)
    group = f"{view.release.by}: {row.group or 'none'}. " if view.release.by else ""
    lines += told_lines(group + (_mean(row) if isinstance(row, MeanRow) else _answer(row)),
                        inks, at.width)  # fmt: skip
    return lines + base_lines(view.release, inks, at.width)


def _answer(row: AnswerRow) -> str:
    if row.n is None:
        return "Withheld: it would show what few people answered."
    interval = "" if row.low is None or row.high is None else f" [{row.low:.0f}, {row.high:.0f}]"
    share = "" if row.percent is None else f", {row.percent:.0f} %{interval}"
    return f"{row.n} of {count(row.base)} who answered{share}."


def _mean(row: MeanRow) -> str:
    if row.mean is None:
        return "Withheld: it would show what few people answered." if row.suppressed else (
            "There is no mean."
        )  # fmt: skip
    interval = f"[{figure(row.low)}, {figure(row.high)}]"
    return (
        f"{count(row.base)} answered, {count(row.not_answered)} did not, {count(row.not_asked)} "
        f"were not asked. Mean {figure(row.mean)} {interval}, sd {figure(row.sd)}; median "
        f"{figure(row.median)}, quartiles {figure(row.lower_quartile)} and "
        f"{figure(row.upper_quartile)}."
    )
