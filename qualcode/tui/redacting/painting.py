"""What the screen on which names are replaced looks like, as finished lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.segment import Segment

from qualcode.domain.redaction import Hit, Verdict
from qualcode.tui.lists.list_painting import column, facts, ground_of, headed, row_line
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, words, wrapped
from qualcode.tui.redacting.question import Question
from qualcode.tui.redacting.sheet import Sheet

_SIGNS = {Verdict.REPLACE: "→", Verdict.GENERALISE: "≈", Verdict.KEEP: "="}
_DONE = {Verdict.REPLACE: "replaced by", Verdict.GENERALISE: "generalised to"}
_KIND, _WORDS = 13, 30
_ABOVE = 3
_MOST = 8


def hit_line(hit: Hit, inks: Inks, chosen: bool, width: int) -> Line:
    """Return a hit on one line: whether it waits, its kind, its words, what is to stand there."""
    ground = ground_of(inks, chosen)
    waits = hit.ruling is None
    sign = "·" if hit.ruling is None else _SIGNS[hit.ruling.verdict]
    room = _WORDS if width >= 3 * _WORDS else _WORDS - 6
    left: Line = [
        *column(sign, 2, inks.dim if waits else inks.good, ground, bold=True),
        *column(hit.proposal.kind.value, _KIND, inks.dim, ground),
        *column(hit.words, room, inks.text, ground, bold=waits),
        words(_stands(hit), style(inks.dim if waits else inks.text, ground)),
    ]
    return row_line(inks, chosen, width, left, [])


def _stands(hit: Hit) -> str:
    if hit.ruling is None:
        return f"{hit.replacement}?"
    return hit.ruling.replacement or f"kept: {hit.ruling.reason}"


def hit_detail(
    hit: Hit, around: tuple[str, str], inks: Inks, width: int, height: int
) -> Sequence[Line]:
    """Return the passage with the hit marked, and what is known of it, the passage first."""
    told = facts(_known(hit), inks, width)
    room = max(1, height - len(told) - 1) if height > _MOST else 2
    passage = passage_lines(*around, hit.words, inks, width, room)
    return [*passage, [], *told] if height > _MOST else [*passage, *told]


def _known(hit: Hit) -> list[tuple[str, str]]:
    ruling = hit.ruling
    state = "waits for a decision"
    if ruling is not None:
        name = _DONE.get(ruling.verdict, "kept")
        state = f"{name} {ruling.replacement}".strip()
        state += f", because {ruling.reason}" if ruling.reason else ""
    return [
        ("found", hit.proposal.reason),
        ("or", f"{hit.replacement}, vaguer {hit.generalisation}" if ruling is None else ""),
        ("state", state if ruling is not None else ""),
        ("in", hit.name),
    ]


def passage_lines(
    before: str, after: str, hit: str, inks: Inks, width: int, height: int
) -> list[Line]:
    """Return so many lines of a passage that the hit is among them, and marked."""
    text, start = f"{before}{hit}{after}", len(before)
    end = start + len(hit)
    lines = _broken(text, width - 2)
    at = next((number for number, (_, last) in enumerate(lines) if last > start), 0)
    top = max(0, min(at - min(_ABOVE, height // 2), len(lines) - height))
    return [_marked(text, line, (start, end), inks) for line in lines[top : top + height]]


def _broken(text: str, width: int) -> list[tuple[int, int]]:
    """Return where lines of some width begin and end."""
    lines: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
        begun = len(lines)
        for match in re.compile(r"\S+").finditer(text, *paragraph.span()):
            if len(lines) > begun and cells(text[lines[-1][0] : match.end()]) <= width:
                lines[-1] = lines[-1][0], match.end()
            else:
                lines.append(match.span())
    return lines


def _marked(text: str, line: tuple[int, int], hit: tuple[int, int], inks: Inks) -> Line:
    first, last = line
    start, end = max(first, min(hit[0], last)), max(first, min(hit[1], last))
    plain, strong = inks.bar(), style(inks.text, inks.hit, bold=True, underline=True)
    return [
        words(f" {text[first:start]}", plain),
        words(text[start:end], strong),
        words(text[end:last], plain),
    ]


def sheet_lines(sheet: Sheet, inks: Inks, width: int) -> list[Line]:
    """Return what is told on the whole of the screen."""
    lines: list[Line] = [headed(sheet.title, inks), []]
    for paragraph in sheet.paragraphs:
        lines += [[words(f" {one}", inks.bar())] for one in wrapped(paragraph, width - 3, _MOST)]
        lines.append([])
    return lines


def question_line(question: Question, inks: Inks, width: int) -> Line:
    """Return what is asked and what was typed, the end of it if it is long."""
    strong = inks.bar(bold=True)
    room = max(8, width - cells(question.asks) - 4)
    return [
        words(f" {question.asks} ", strong),
        words(question.shown[-room:], strong),
        Segment("▏", style(inks.accent, inks.panel, bold=True)),
    ]
