"""The colours that a code can be given, by name.

The eight are those of Okabe and Ito (2008), Color Universal Design: they stay apart for most
colour-blind eyes.
"""

from __future__ import annotations

import re

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import InputError
from qualcode.tui.widgets.chooser import Option

OKABE_ITO = {
    "orange": "#E69F00",
    "sky blue": "#56B4E9",
    "bluish green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "reddish purple": "#CC79A7",
    "black": "#000000",
}

_FURTHER = {
    "indigo": "#332288",
    "teal": "#44AA99",
    "green": "#117733",
    "olive": "#999933",
    "sand": "#DDCC77",
    "rose": "#CC6677",
    "wine": "#882255",
    "purple": "#AA4499",
    "grey": "#888888",
    "red": "#CC3311",
    "brown": "#8C5A2B",
    "white": "#FFFFFF",
}
"""Names for what else is met, most after Tol (2021), Colour Schemes."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_NAMED = 2


def colour_of(text: str) -> str:
    """Return the colour that is meant by `#RRGGBB` or by a name; nothing means none.

    Raises:
        InputError: if it is neither.
    """
    typed = " ".join(text.casefold().split())
    if not typed or _HEX.fullmatch(typed):
        return text.strip()
    if typed in OKABE_ITO:
        return OKABE_ITO[typed]
    raise InputError(f"'{text.strip()}' is no colour: write #RRGGBB, or {', '.join(OKABE_ITO)}.")


def name_of(colour: str) -> str:
    """Return the name of a colour, or what it is near to."""
    known = {value.casefold(): name for name, value in (_FURTHER | OKABE_ITO).items()}
    if not colour or not _HEX.fullmatch(colour):
        return ""
    nearest = min(known, key=lambda one: _apart(one, colour))
    return known[nearest] if nearest == colour.casefold() else f"near {known[nearest]}"


def _apart(one: str, other: str) -> int:
    return sum((int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) ** 2 for at in (1, 3, 5))


def colour_options(codebook: Codebook, code: str) -> list[Option]:
    """Return what can be chosen for a code; each counts the codes that have it."""
    used: dict[str, list[str]] = {}
    for one in codebook.codes:
        if one.color:
            used.setdefault(one.color.upper(), []).append(one.name)
    current = codebook.by_id[code].color.upper()
    options = [
        Option((value,), _told(f"{name} {value}", used.get(value, [])),
               len(used.get(value, [])), value, value == current)
        for name, value in OKABE_ITO.items()
    ]  # fmt: skip
    options += [
        Option((value,), _told(f"{value} {name_of(value)}", names), len(names), value,
               value == current)
        for value, names in used.items() if value not in OKABE_ITO.values()
    ]  # fmt: skip
    bare = sum(not one.color for one in codebook.codes)
    return [*options, Option(("",), "none: that of the code above", bare, "", not current)]


def _told(name: str, users: list[str]) -> str:
    if not users:
        return name
    more = f" and {len(users) - _NAMED} more" if len(users) > _NAMED else ""
    return f"{name}  as {', '.join(users[:_NAMED])}{more}"
