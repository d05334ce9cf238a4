"""How far everybody is, laid out: beside the list in full, below it in few lines."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.domain.rounds import CoderProgress, RoundStatus
from qualcode.tui.lists.list_painting import bar, headed, paragraphs
from qualcode.tui.lists.overview import Overview
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, spread, words


def in_full(one: Overview, agreement: str, inks: Inks, width: int) -> list[Line]:
    """Return the lines that stand beside the list."""
    lines: list[Line] = []
    for status in one.statuses:
        lines.append(headed(_name(status), inks))
        lines += [_progress(line, inks, width) for line in status.coders]
        if status.compared is not None and status.shared:
            told = f"{status.compared} of {status.shared} shared segments can be compared"
            lines += paragraphs(told, inks, width)
        lines.append([])
    lines.append(headed(_counted(one), inks))
    lines += [_count(coder, count, inks, width) for coder, count in one.finished.items()]
    if one.closed:
        lines += [[], headed(f"agreement in {one.closed}", inks)]
        lines += paragraphs(agreement, inks, width)
    if one.notice:
        lines += [[], *paragraphs(one.notice, inks, width)]
    return lines


def in_few_lines(one: Overview, agreement: str, inks: Inks, width: int) -> list[Line]:
    """Return the lines that stand below the list; the rest is reached by scrolling."""
    finished = ", ".join(f"{coder} {count}" for coder, count in one.finished.items())
    told = [f"{_counted(one)}: {finished}"]
    for status in one.statuses:
        coders = (f"{line.coder} {line.finished}/{line.assigned}" for line in status.coders)
        told.append(f"{_name(status)}: {', '.join(coders)}")
    if one.closed:
        told.append(f"agreement in {one.closed}: {agreement}")
    if one.notice:
        told.append(one.notice)
    return [line for text in told for line in paragraphs(text, inks, width)]


def _counted(one: Overview) -> str:
    return "finished, where it is not blind" if one.notice else "finished in all"


def _name(status: RoundStatus) -> str:
    blind = " (blind)" if status.round.blind else ""
    return f"round {status.round.name}{blind}"


def _progress(one: CoderProgress, inks: Inks, width: int) -> Line:
    right: Line = [
        bar(one.finished, one.assigned, inks, inks.panel),
        Segment(f" {one.finished:>4}/{one.assigned:<5}", inks.quiet(inks.panel)),
    ]
    return spread([words(f" {one.coder}", inks.bar())], right, width, inks.bar())


def _count(coder: str, count: int, inks: Inks, width: int) -> Line:
    right: Line = [Segment(f"{count} segments ", style(inks.dim, inks.panel))]
    return spread([words(f" {coder}", inks.bar())], right, width, inks.bar())
