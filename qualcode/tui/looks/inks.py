"""The colours of the screen; whatever a colour says, a sign or word says too.

A colour is `#rrggbb`, the name of one of the terminal's own colours, or `none`; after a blank may
stand what else marks it: `none reverse`. On a ground of `none` nothing has a colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style

from qualcode.tui.looks.contrast import blended as blended
from qualcode.tui.looks.contrast import contrast

_SHARE, _LESS = 0.28, 0.04


@dataclass(frozen=True, slots=True)
class Inks:
    """One set of colours; `least` is the contrast that every word in it has (WCAG 2.1)."""

    title: str
    background: str
    text: str
    dim: str
    panel: str
    heading: str
    target: str
    selection: str
    hit: str
    accent: str
    error: str
    good: str
    dark: bool = True
    least: float = 4.5

    @property
    def ansi(self) -> bool:
        """Say whether these are the terminal's own colours, or none."""
        return not self.background.startswith("#")

    def plain(self, bold: bool = False) -> Style:
        """Return the style of ordinary words."""
        return style(self.text, self.background, bold)

    def quiet(self, ground: str = "") -> Style:
        """Return the style of what stands aside."""
        return style(self.dim, ground or self.background)

    def bar(self, bold: bool = False) -> Style:
        """Return the style of words in a bar or side panel."""
        return style(self.text, self.panel, bold)

    def tint(self, colour: str) -> str:
        """Return a code's colour thinned so that text stays easy to read on it.

        Where a terminal has too few colours for that it is the background: the stripe tells.
        """
        return self.background if self.ansi else _tint(self, colour)


DARK = Inks(
    title="dark", background="#14161a", text="#d9dce1", dim="#b0b5be", panel="#1c1f25",
    heading="#26292e", target="#222c3d", selection="#2b4468", hit="#4f4010", accent="#f0c674",
    error="#9b2335", good="#8fce8f",
)  # fmt: skip
LIGHT = Inks(
    title="light", background="#fdfdfb", text="#1f2328", dim="#52575f", panel="#f1f0ea",
    heading="#e6e5dd", target="#e3ebf7", selection="#bcd3f5", hit="#ffe58a", accent="#5f3a00",
    error="#b3261e", good="#155c22", dark=False,
)  # fmt: skip
CONTRAST_DARK = Inks(
    title="dark with high contrast", background="#000000", text="#ffffff", dim="#e0e0e0",
    panel="#000000", heading="#1c1c1c", target="#16233c", selection="#0b3f8a", hit="#4a3000",
    accent="#ffdf5f", error="#8b0000", good="#b4ffb4", least=7,
)  # fmt: skip
CONTRAST_LIGHT = Inks(
    title="light with high contrast", background="#ffffff", text="#000000", dim="#262626",
    panel="#ffffff", heading="#e8e8e8", target="#e0ecff", selection="#b5d2ff", hit="#ffe169",
    accent="#3d2500", error="#8f0a0a", good="#00380d", dark=False, least=7,
)  # fmt: skip
# Accents of Okabe and Ito (2008), darker or lighter where words need it: blue says good, orange
# wrong, so that nothing is told by red against green.
SAFE_DARK = Inks(
    title="dark for colour-blind eyes", background="#14161a", text="#e1e3e6", dim="#b4b9c1",
    panel="#1c1f25", heading="#26292e", target="#1f2c40", selection="#0f3f66", hit="#4f4010",
    accent="#f0b429", error="#8a3d00", good="#7cc8f0",
)  # fmt: skip
SAFE_LIGHT = Inks(
    title="light for colour-blind eyes", background="#fdfdfb", text="#1f2328", dim="#52575f",
    panel="#f1f0ea", heading="#e6e5dd", target="#e1edf7", selection="#aed6ef", hit="#f7e58f",
    accent="#5f3f00", error="#a34700", good="#004f80", dark=False,
)  # fmt: skip
TERMINAL = Inks(
    title="the terminal's own 16 colours", background="default", text="default", dim="default",
    panel="default", heading="default underline", target="default bold",
    selection="default reverse", hit="default reverse underline", accent="default bold",
    error="red", good="default",
)  # fmt: skip
MONO = Inks(
    title="no colours", background="none", text="none", dim="none", panel="none",
    heading="none underline", target="none bold", selection="none reverse",
    hit="none reverse underline", accent="none bold", error="none reverse bold", good="none",
)  # fmt: skip

COLOURS = {
    "dark": DARK,
    "light": LIGHT,
    "contrast-dark": CONTRAST_DARK,
    "contrast-light": CONTRAST_LIGHT,
    "safe-dark": SAFE_DARK,
    "safe-light": SAFE_LIGHT,
    "terminal": TERMINAL,
}
"""The sets of colours by name, in the order in which they are stepped through."""


@lru_cache(maxsize=4096)
def style(colour: str, ground: str, bold: bool = False, underline: bool = False) -> Style:
    """Return the Rich style of these colours."""
    ink, *marks = colour.split(" ")
    below, *more = ground.split(" ")
    held = {*marks, *more}
    coloured = below != "none"
    return Style(
        color=ink if coloured and ink != "none" else None,
        bgcolor=below if coloured else None,
        bold=bold or "bold" in held,
        underline=underline or "underline" in held,
        reverse=True if "reverse" in held else None,
    )


def pointed(ink: Style) -> Style:
    """Return the style of a letter that the cursor stands on; never that of its neighbours."""
    if ink.reverse:
        return ink + Style(reverse=False, bold=True, underline=True)
    return ink + Style(reverse=True)


@lru_cache(maxsize=2048)
def _tint(inks: Inks, colour: str) -> str:
    share = _SHARE
    while share > _LESS:
        tint = blended(colour, inks.background, share)
        if contrast(inks.dim, tint) >= inks.least:
            return tint
        share -= _LESS
    return inks.background
