"""What the panels around the text say, as styled text that is safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.style import Style
from rich.text import Text

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.coding import LookState
from qualcode.tui.actions import BY_ID, spoken
from qualcode.tui.cursor import Cursor
from qualcode.tui.desk import Desk
from qualcode.tui.inks import Inks
from qualcode.tui.page.cells import clipped, safe
from qualcode.tui.page.sheet import told
from qualcode.tui.painting import STRIPE

_QUOTE = 60
_LINK = re.compile(r"\[\[([^\]]+)\]\]")
FOOTER = (
    "next_unit",
    "select",
    "pick",
    "uncode",
    "memo",
    "done",
    "nothing",
    "help",
    "undo",
    "next_uncoded",
    "next_coding",
    "step",
    "code_mode",
)
"""What the footer names, as far as there is room."""


def head(desk: Desk, cursor: Cursor) -> Text:
    """Say what lies open, whose codings are seen, and how far they are."""
    sheet = desk.sheet
    number, blocks = sheet.number_at(cursor.position) + 1, len(sheet.blocks)
    share = 100 * desk.looked // blocks
    return Text(
        f" {safe(desk.study.coder.name)} · {number}/{blocks} · {share} % looked at · "
        f"{safe(desk.study_title)} ▸ {safe(sheet.title)}",
        no_wrap=True,
        overflow="ellipsis",
    )


def codes_here(desk: Desk, cursor: Cursor, inks: Inks) -> Text:
    """List one's codings on the target, the focused one marked."""
    shown = Text()
    for coding in desk.codings_on(cursor.target):
        mark = "▸" if coding.id == cursor.focused else " "
        shown.append(f"{mark}{STRIPE} ", inks.stripe(coding.code))
        shown.append(_code_name(desk, coding.code))
        shown.append(" ●" if coding.id in desk.memos else "")
        shown.append("\n")
    return shown if shown else Text("no code here\n", style="dim")


def codes_in_line(desk: Desk, cursor: Cursor, inks: Inks) -> Text:
    """The same on one line, for narrow screens."""
    shown = Text(" here ", style="dim", no_wrap=True, overflow="ellipsis")
    here = desk.codings_on(cursor.target)
    for coding in here:
        focused = Style(underline=coding.id == cursor.focused)
        shown.append(f"{STRIPE} ", inks.stripe(coding.code))
        shown.append(_code_name(desk, coding.code) + "  ", focused)
    return shown if here else shown.append("no code")


def _code_name(desk: Desk, code: str) -> str:
    return safe(desk.codebook.by_id[code].name if code in desk.codebook else code)


def pins(codes: Sequence[Code], inks: Inks) -> Text:
    """List the codes on the digits."""
    shown = Text(no_wrap=True, overflow="ellipsis")
    for digit, code in enumerate(codes, 1):
        shown.append(f" {digit}", "bold")
        shown.append(f" {safe(code.name)} ", inks.tinted(code.id))
    return shown


def status(desk: Desk, cursor: Cursor, mode: str, hint: str) -> Text:
    """Say the mode, the target, the look state and what a begun chord may become."""
    block = desk.sheet.block_at(cursor.position)
    look = desk.looks.get(block.segment.id)
    what = "selection" if cursor.selected else "coding" if cursor.focused else cursor.step.value
    quotation = clipped(cursor.target.of(desk.sheet.text)[:_QUOTE], _QUOTE // 2).rstrip()
    parts = [
        f"target: {what} “{quotation}”",
        "not looked at" if look is None else _LOOKS[look],
        *(["memo ●"] if block.segment.id in desk.memos else []),
        *([hint] if hint else []),
    ]
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f" {mode} ", "bold reverse" if mode != "READ" else "bold")
    return line.append(" " + " · ".join(parts))


_LOOKS = {
    LookState.SEEN: "seen",
    LookState.DONE: "done ✓",
    LookState.NOTHING: "nothing applies ∅",
}


def footer(code_mode: bool) -> Text:
    """Name the most used keys."""
    line = Text(no_wrap=True, overflow="ellipsis")
    if code_mode:
        return line.append(" type a code's own key · 1-9 pinned · ↑↓ unit · Esc back to reading")
    for action in map(BY_ID.__getitem__, FOOTER):
        line.append(f" {spoken(action.keys[0])}", "bold")
        line.append(f" {action.short} ")
    return line


def definition(code: Code, codebook: Codebook) -> Text:
    """Tell what a code means: definition, when it applies and when it does not."""

    def named(link: re.Match[str]) -> str:
        found = codebook.by_id.get(link.group(1))
        return f"“{found.name}”" if found else link.group()

    def told_safely(text: str) -> str:
        return safe(_LINK.sub(named, text))

    shown = Text()
    shown.append(told_safely(code.name) + "\n", "bold")
    shown.append(told_safely(code.short or code.definition) + "\n")
    for word, points in (("yes: ", code.include), ("no: ", code.exclude)):
        for point in points:
            shown.append(word, "bold")
            shown.append(told_safely(point) + "\n")
    for example in code.typical[:1]:
        shown.append(f"“{told_safely(example.text)}”\n", "italic")
    for example in code.close_but_no[:1]:
        shown.append("close, but no: ", "bold")
        shown.append(f"“{told_safely(example.text)}”\n", "italic")
    return shown


def beside(desk: Desk, cursor: Cursor, inks: Inks) -> Text:
    """Fill the side panel: question, codings here, the last code's definition, who speaks."""
    block = desk.sheet.block_at(cursor.position)
    shown = Text()
    if desk.sheet.question is None and block.heading:
        shown.append(safe(block.heading) + "\n\n", "italic")
    shown.append("CODINGS HERE\n", "bold")
    shown.append_text(codes_here(desk, cursor, inks))
    for memo in _memos(desk, cursor):
        shown.append(f"● {safe(memo)}\n")
    if (code := _told(desk, cursor)) is not None:
        shown.append("\n").append_text(definition(code, desk.codebook))
    if block.participant is not None:
        shown.append(f"\n{safe(block.participant.name)}\n", "bold")
        for name, value in sorted(block.participant.attributes.items()):
            shown.append(f"{safe(name)} ", "dim")
            shown.append(f"{safe(told(value))}\n")
    return shown


def _memos(desk: Desk, cursor: Cursor) -> Iterable[str]:
    segment = desk.sheet.block_at(cursor.position).segment.id
    subjects = [segment, *(coding.id for coding in desk.codings_on(cursor.target))]
    return [desk.memos[subject].text for subject in subjects if subject in desk.memos]


def _told(desk: Desk, cursor: Cursor) -> Code | None:
    here = desk.codings_on(cursor.target)
    focused = [coding for coding in here if coding.id == cursor.focused]
    chosen = focused[0].code if focused else here[-1].code if here else next(iter(desk.recent), "")
    return desk.codebook.by_id.get(chosen)
