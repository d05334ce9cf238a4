"""How well words can be read on a ground, and what lies between two colours (`#rrggbb`)."""

from __future__ import annotations

from functools import lru_cache


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.1, relative luminance)."""
    red, green, blue = (_linear(int(part, 16) / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@lru_cache(maxsize=512)
def blended(colour: str, ground: str, share: float) -> str:
    """Return the colour that lies between two, `share` of the way from the ground.

    It is the ground where one of them is not `#rrggbb`, as among a terminal's own colours.
    """
    if not (colour.startswith("#") and ground.startswith("#")):
        return ground
    parts = [
        round(int(below, 16) + (int(above, 16) - int(below, 16)) * share)
        for above, below in zip(_parts(colour), _parts(ground), strict=True)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _parts(colour: str) -> tuple[str, str, str]:
    return colour[1:3], colour[3:5], colour[5:7]
