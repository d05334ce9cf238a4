"""The heat map of the dashboard: one code a row, a cell for all coders and for each pair."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import set_cell_size
from rich.segment import Segment

from qualcode.domain.agreement_grades import MARKS, grade
from qualcode.domain.agreement_report import CodeFigures, PairFigures
from qualcode.study.reliability.reliability import Asked
from qualcode.tui.agreement.bench import AgreementBench, Cell
from qualcode.tui.frame import Frame
from qualcode.tui.looks.contrast import blended
from qualcode.tui.looks.heat import FEW, bar, course, heat, short_reason, two
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, shown, spread, words

CELL = 8
LEAD = 3

_FIXED = CELL + 3 + 6 + 6
_BAR_INK = 0.6
_NAME, _INTERVAL, _BAR, _COURSE = 20, 13, 14, 8


@dataclass(frozen=True, slots=True)
class Columns:
    """How the table is parted: the cells of each part; 0 is left out. `first` pair of those shown.

    `name` counts the sign before it.
    """

    name: int
    interval: int
    first: int
    pairs: int
    bar: int
    course: int

    @property
    def all_at(self) -> int:
        """Return the first cell of the column of all coders."""
        return self.name

    @property
    def pairs_at(self) -> int:
        """Return the first cell of the first pair that is shown."""
        return self.name + CELL + self.interval + 3

    def column_at(self, x: int) -> int | None:
        """Return the column of the table that has a cell of the screen."""
        if self.all_at <= x < self.pairs_at:
            return 0
        pair = (x - self.pairs_at) // CELL
        return self.first + pair + 1 if 0 <= pair < self.pairs else None

    def cell_at(self, column: int) -> int:
        """Return where on the screen a column of the table begins."""
        return self.pairs_at + CELL * (column - 1 - self.first) if column else self.all_at


def columns(bench: AgreementBench, width: int) -> Columns:
    """Return how the table is parted at this width; the chosen pair is among those shown."""
    groups = len(bench.report.groups) if bench.report is not None else 0
    room = width - _FIXED - _NAME
    pairs = min(len(bench.pairs), max(1, room // CELL))
    room -= pairs * CELL
    interval = _INTERVAL if room >= _INTERVAL else 0
    room -= interval
    steps = min(groups, _COURSE) if groups > 1 and room > min(groups, _COURSE) else 0
    room -= steps + 1 if steps else 0
    bars = min(_BAR, room // 2) if room >= 6 else 0
    first = max(0, min(bench.column - pairs, len(bench.pairs) - pairs))
    return Columns(_NAME + max(0, room - bars), interval, first, pairs, bars, steps)


def head_line(bench: AgreementBench, frame: Frame, width: int) -> Line:
    """Return what is compared, and the figure over all codes."""
    inks, report = frame.inks, bench.report
    quiet = inks.quiet(inks.panel)
    left: Line = [
        words(" AGREEMENT  ", inks.bar(bold=True)),
        words(_compared(bench.asked), inks.bar()),
        words(f"  {frame.study}", quiet),
    ]
    if report is None:
        return spread(left, [words(f"{frame.coder} ", quiet)], width, inks.bar())
    whole = report.overall
    told = f"undefined: {whole.reason}" if whole.value is None else two(whole.value)
    mark = "" if whole.value is None else f" {MARKS[grade(whole.low)]}"
    right: Line = [
        Segment("all codes ", quiet),
        words(told, inks.bar(bold=True)),
        words(f" {interval_told(whole.low, whole.high)}{mark} ", inks.bar()),
    ]
    return spread(left, right, width, inks.bar())


def _compared(asked: Asked) -> str:
    """Return in words what is compared."""
    parts = [
        f"round {asked.round}" if asked.round else "all that was coded",
        f"by {asked.unit}",
        ", ".join(asked.coders) if asked.coders else "",
        "themes" if asked.level == "theme" else "",
        f"question {asked.question}" if asked.question else "",
    ]
    return " · ".join(part for part in parts if part)


def interval_told(low: float | None, high: float | None) -> str:
    """Return an interval in brackets; empty if there is none."""
    return "" if low is None or high is None else f"[{two(low)}, {two(high)}]"


def heading_line(bench: AgreementBench, parts: Columns, inks: Inks) -> Line:
    """Return the words above the columns."""
    quiet = inks.quiet(inks.panel)
    pairs = bench.pairs[parts.first : parts.first + parts.pairs]
    more_left = "‹" if parts.first else " "
    more_right = "›" if parts.first + parts.pairs < len(bench.pairs) else ""
    told = [
        f" code, {bench.order}".ljust(parts.name),
        "alpha".center(CELL),
        f"{'95 %' if parts.interval else '':<{parts.interval}}",
        f"  {more_left}",
        *(f"{_pair_name(one):^{CELL}}" for one in pairs),
        f"{more_right or ' '}agree",
        f"{'n':>5} ",
    ]
    by = bench.report.by if bench.report is not None else ""
    told += [" " * parts.bar, f" {by}" if parts.course else ""]
    return [words(one, quiet) for one in told]


def _pair_name(pair: PairFigures) -> str:
    """Return the first letters of both names; the whole names stand above the passages."""
    room = CELL - 2
    names = [shown(pair.first), shown(pair.second)]
    spare = max(0, room // 2 - min(cells(name) for name in names))
    cut = [set_cell_size(name, min(cells(name), room // 2 + spare)) for name in names]
    return "×".join(cut)


def code_line(bench: AgreementBench, code: CodeFigures, parts: Columns, inks: Inks) -> Line:
    """Return one row of the table."""
    here = code is bench.code
    ground = inks.target if here else inks.background
    plain, quiet = style(inks.text, ground, bold=here), style(inks.dim, ground)
    name = shown(bench.name(code), parts.name - LEAD - 1)
    line: Line = [
        Segment(" ▸ " if here else "   ", style(inks.accent, ground, bold=True)),
        words(name + " " * (parts.name - LEAD - cells(name)), plain),
        _cell(bench, code, 0, inks),
        words(f"{interval_told(code.low, code.high)[: parts.interval]:<{parts.interval}}", quiet),
        words(f" {'' if code.alpha is None else MARKS[grade(code.low)]:<2}", plain),
    ]
    numbers = range(parts.first + 1, parts.first + parts.pairs + 1)
    line += [_cell(bench, code, number, inks) for number in numbers]
    agree = "–" if code.percent is None else f"{100 * code.percent:.0f} %"
    line += [words(f"{agree:>6}", quiet), words(f"{code.n_positive:>5} ", plain)]
    if parts.bar:
        most = max((one.n_positive for one in bench.codes.all), default=0)
        share = code.n_positive / most if most else 0.0
        line.append(
            Segment(bar(share, parts.bar), style(blended(inks.dim, ground, _BAR_INK), ground))
        )
    if parts.course:
        steps = course([alpha for _, alpha in bench.course_of(code)][-parts.course :])
        line.append(Segment(f" {steps}", quiet))
    return line


def _cell(bench: AgreementBench, code: CodeFigures, column: int, inks: Inks) -> Segment:
    one = bench.cell(code, column)
    ink, told = heat(one.value, inks, one.few), f"{_told(one):^{CELL - 2}}"
    if code is bench.code and column == bench.column:
        return Segment(f"▸{told}◂", style(inks.text, inks.selection, bold=True))
    return Segment(f" {told} ", ink)


def _told(one: Cell) -> str:
    """Return what a cell says: its figure, marked if it rests on little, or why it has none."""
    if one.value is None:
        return short_reason(one.reason)
    return f"{two(one.value)}{FEW if one.few else ''}"
