"""Shows why a code is suggested, over the lower part of the text or the rows."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.tui.codes import Codes
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, spread, words
from qualcode.tui.suggesting.reasons import Row, Why, how_sure, rests_on
from qualcode.tui.widgets.lines import Lines

_MOST = 12


class WhyPanel(Lines):
    """The reasons while they are looked at; the one that is chosen can be struck out."""

    def show(self, why: Why, codes: Codes, inks: Inks) -> None:
        """Show the reasons around the chosen one, or nothing."""
        self.display = why.is_open
        if why.suggestion is None:
            return
        why.renew()
        room = max(3, min(_MOST, self.screen.size.height // 2 - 2))
        shown = min(room, max(1, len(why.rows)))
        self.styles.height = shown + 1
        width = self.screen.size.width
        top = min(max(0, why.chosen - shown + 2), max(0, len(why.rows) - shown))
        one, sure = why.suggestion, how_sure(why.suggestion)
        head: Line = [
            Segment(" why ", inks.quiet(inks.panel)),
            words(codes.label(one.code), inks.bar(bold=True)),
            words(f"  {f'{sure} probable' if sure else rests_on(one)}", inks.bar()),
        ]
        rows = [
            _row(row, top + place == why.chosen, inks, width)
            for place, row in enumerate(why.rows[top : top + shown])
        ] or [[Segment("  no single word or coding stands out", inks.quiet(inks.panel))]]
        self.put([spread(head, [], width, inks.bar()), *rows], inks.bar())


def _row(row: Row, chosen: bool, inks: Inks, width: int) -> Line:
    ground = inks.selection if chosen else inks.panel
    quiet = style(inks.dim, ground)
    ink = quiet if row.struck else style(inks.text, ground)
    about, told = f"{row.about}, {row.weight}", f"“{row.words}”"
    if not row.words:
        about, told = row.weight, row.about
    right: Line = [words(f"{about} ", quiet)]
    left: Line = [words(f"{'▸' if chosen else ' '} {'×' if row.struck else ' '} {told}", ink)]
    return spread(left, right, width, ink)
