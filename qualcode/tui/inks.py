"""The colours of codes on this theme's ground, and the styles that rows are painted in."""

from __future__ import annotations

from functools import cache

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color, ColorParseError

from qualcode.domain.codebook import Codebook

OKABE_ITO = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#999999",
)  # fmt: skip
"""Colours that people who see few colours can tell apart (Okabe and Ito 2008)."""

TINT = 0.28
"""How much of a code's colour goes into the ground of its words; more would cost contrast."""


class Inks:
    """Styles for one codebook on one theme."""

    def __init__(self, codebook: Codebook, ground: Color, ink: Color) -> None:
        self._codebook = codebook
        self._order = {code.id: number for number, code in enumerate(codebook.codes)}
        self._ground, self._ink = ground, ink
        target = ground.blend(ink, 0.22)
        self.text = _style(ink, ground)
        self.faint = _style(ground.blend(ink, 0.6), ground)
        self.heading = self.text + Style(bold=True)
        self.target = _style(ink, target)
        self.cursor = _style(ground, ink)
        self.focused = Style(underline=True)
        self.stripe = cache(self._stripe)
        self.tinted = cache(self._tinted)

    def color(self, code: str) -> Color:
        """Return the colour of a code: its own, else the nearest above's, else one by its place."""
        if code in self._codebook:
            for one in (self._codebook.by_id[code], *self._codebook.ancestors(code)):
                if one.color:
                    try:
                        return Color.parse(one.color)
                    except ColorParseError:
                        break
        return Color.parse(OKABE_ITO[self._order.get(code, 0) % len(OKABE_ITO)])

    def _stripe(self, code: str) -> Style:
        return _style(self.color(code), self._ground)

    def _tinted(self, code: str) -> Style:
        return _style(self._ink, self._ground.blend(self.color(code), TINT))


def _style(ink: Color, ground: Color) -> Style:
    return Style(color=_rich(ink), bgcolor=_rich(ground))


def _rich(color: Color) -> RichColor:
    return RichColor.from_rgb(*color.rgb)
