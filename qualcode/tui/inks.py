"""The colours of the screen, dark and light; whatever a colour says, a sign or word says too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style


@dataclass(frozen=True, slots=True)
class Inks:
    """One set of colours, as `#rrggbb`."""

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
        """Return a code's colour thinned so that text stays easy to read on it."""
        return blended(colour, self.background, 0.28)


DARK = Inks(
    background="#14161a", text="#d9dce1", dim="#8f959f", panel="#1c1f25", heading="#242932",
    target="#273040", selection="#3f5678", hit="#5c4b10", accent="#f0c674", error="#9b2335",
    good="#8fce8f",
)  # fmt: skip
LIGHT = Inks(
    background="#fdfdfb", text="#1f2328", dim="#62676f", panel="#f1f0ea", heading="#e6e5dd",
    target="#e3ebf7", selection="#b3ccf2", hit="#ffe58a", accent="#7a4b00", error="#b3261e",
    good="#1e6b2a", dark=False,
)  # fmt: skip

COLOURS = {"qualcode-dark": DARK, "qualcode-light": LIGHT}
"""The sets of colours by name, in the order in which they are stepped through."""


@lru_cache(maxsize=2048)
def style(colour: str, ground: str, bold: bool = False, underline: bool = False) -> Style:
    """Return the Rich style of these colours."""
    return Style(color=colour, bgcolor=ground, bold=bold, underline=underline)


@lru_cache(maxsize=512)
def blended(colour: str, ground: str, share: float) -> str:
    """Return the colour that lies between two, `share` of the way from the ground."""
    parts = [
        round(int(below, 16) + (int(above, 16) - int(below, 16)) * share)
        for above, below in zip(_parts(colour), _parts(ground), strict=True)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _parts(colour: str) -> tuple[str, str, str]:
    return colour[1:3], colour[3:5], colour[5:7]
