"""How charts look alike, and how they become SVG and PNG; nothing is looked up anywhere."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from html import escape
from importlib.util import find_spec
from textwrap import wrap
from typing import Any

from qualcode.reports.contents import printable

INK = "#1a1a1a"
QUIET = "#595959"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito (2008), Color universal design: told apart by colour-blind people."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")
"""Told apart where there is no colour at all."""

PIXELS_A_MM = 3.8
MISSING = (
    "Charts are left out, as altair and vl-convert are not installed: "
    "pip install 'qualcode[analysis]'."
)

_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_VERSION = "6.4"
_SCALE = 2
_NAME_WIDTH = 34


def possible() -> bool:
    """Say whether what draws charts is installed."""
    return all(find_spec(name) is not None for name in ("altair", "vl_convert"))


def drawing(chart: Any) -> Mapping[str, Any]:
    """Return an Altair chart as a specification, in the dress that all charts share."""
    dressed = (
        chart.configure(aria=False, background="white", font=_FONT, padding=4)
        .configure_axis(
            labelColor=INK, titleColor=INK, titleFontWeight="normal", labelFontSize=12,
            titleFontSize=12, gridColor="#e3e3e3", domainColor="#8c8c8c", tickColor="#8c8c8c",
        )
        .configure_legend(labelFontSize=12, titleFontSize=12, labelColor=INK, labelLimit=200)
        .configure_text(fontSize=12, color=INK)
        .configure_view(stroke=None)
    )  # fmt: skip
    found: Mapping[str, Any] = dressed.to_dict()
    return found


def data(rows: Iterable[Mapping[str, object]]) -> Any:
    """Return rows as data that stand in the specification."""
    import altair as alt

    return alt.InlineData(values=list(rows))


def svg(spec: Mapping[str, Any], told: str) -> str:
    """Return the chart as an SVG element whose label is what is `told` of it."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(dict(spec), vl_version=_VERSION, allowed_base_urls=[])
    head = f'<svg role="img" aria-label="{escape(printable(told))}" '
    return str(drawn).replace("<svg ", head, 1)


def png(spec: Mapping[str, Any]) -> tuple[bytes, int]:
    """Return the chart as PNG, and how wide it is meant to be in pixels of the specification."""
    import vl_convert

    content = bytes(
        vl_convert.vegalite_to_png(
            dict(spec), vl_version=_VERSION, scale=_SCALE, allowed_base_urls=[]
        )
    )
    (width,) = struct.unpack(">I", content[16:20])
    return content, width // _SCALE


def keyed(names: Iterable[str], width: int = _NAME_WIDTH) -> list[str]:
    """Return names for an axis: each begins with its place, so that all differ and keep order."""
    return [f"{at:04d}{wrapped(name, width)}" for at, name in enumerate(names)]


def wrapped(name: str, width: int = _NAME_WIDTH) -> str:
    """Return a name in lines of at most so many characters."""
    return "\n".join(wrap(" ".join(printable(name).split()), width)) or "–"


def named(**more: Any) -> Any:
    """Return an axis of keyed names: each in its lines, which stand in the middle of its row."""
    import altair as alt

    shown = "split(slice(datum.label, 4), '\\n')"
    usual = {
        "labelExpr": shown,
        "labelLimit": 280,
        "labelOffset": alt.ExprRef(f"-7 * (length({shown}) - 1)"),
        "labelPadding": 8,
        "ticks": False,
        "domain": False,
    }
    return alt.Axis(**{**usual, **more})


def upright() -> Any:
    """Return an axis above for many keyed names, which stand on end."""
    return named(orient="top", labelAngle=-90, labelAlign="left", labelOffset=0, labelLimit=170)


def height_of(names: Iterable[str], least: int = 24) -> int:
    """Return how many pixels the rows of keyed names take in all."""
    found = list(names)
    return len(found) * max([least, *(8 + 14 * (1 + name.count("\n")) for name in found)])
