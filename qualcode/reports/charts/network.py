"""Co-occurrence network: codes on a circle, in their order, and lines between those that meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

from qualcode.reports.charts.drawing import COLOURS, QUIET, data, drawing, wrapped

_ACROSS, _DOWN = 620, 380
_RADIUS = 130


def network(
    names: Sequence[str], sizes: Sequence[int], links: Mapping[tuple[int, int], int]
) -> Mapping[str, Any]:
    """Draw each name with its size, and each link between two places by how often they meet.

    Places go round the circle in the order of the codebook, so that the same figures always make
    the same picture and codes of one theme stand together.
    """
    import altair as alt

    spots = [_spot(at, len(names)) for at in range(len(names))]
    lines = [
        {"x": spots[one][0], "y": spots[one][1], "x2": spots[other][0], "y2": spots[other][1],
         "times": times}
        for (one, other), times in sorted(links.items(), key=lambda link: (link[1], link[0]))
    ]  # fmt: skip
    marks = [
        {"x": x, "y": y, "n": n, "told": wrapped(name, 22).split("\n"), "side": _side(x, y)}
        for name, n, (x, y) in zip(names, sizes, spots, strict=True)
    ]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-_ACROSS / 2, _ACROSS / 2]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-_DOWN / 2, _DOWN / 2]))
    most = max(links.values(), default=1)
    width = alt.Size("times:Q", legend=None, scale=alt.Scale(domain=[0, most], range=[0.5, 9]))
    area = alt.Size(
        "n:Q", legend=None, scale=alt.Scale(domain=[0, max(sizes, default=1)], range=[30, 700])
    )
    nodes = alt.Chart(data(marks))
    layers = alt.layer(
        alt.Chart(data(lines))
        .mark_rule(color=QUIET, opacity=0.45)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", size=width),
        nodes.mark_circle(color=COLOURS[0], opacity=1).encode(x=x, y=y, size=area),
        *(_labels(nodes, x, y, side) for side in _AWAY),
    ).resolve_scale(size="independent")
    return drawing(layers.properties(width=_ACROSS, height=_DOWN))


_AWAY = {
    "right of": ("left", 18, 0), "left of": ("right", -18, 0),
    "above": ("center", 0, -24), "below": ("center", 0, 24),
}  # fmt: skip
"""Where a name stands at its mark: alignment, and by how many pixels it is moved."""


def _labels(nodes: Any, x: Any, y: Any, side: str) -> Any:
    import altair as alt

    align, right, down = _AWAY[side]
    return (
        nodes.transform_filter(alt.datum.side == side)
        .mark_text(align=align, dx=right, dy=down, baseline="middle", fontSize=11, lineHeight=12)
        .encode(x=x, y=y, text="told:N")
    )


def _spot(at: int, of: int) -> tuple[float, float]:
    turn = 2 * pi * at / max(of, 1)
    return round(_RADIUS * sin(turn), 1), round(_RADIUS * cos(turn), 1)


def _side(x: float, y: float) -> str:
    if abs(x) < 1:
        return "above" if y > 0 else "below"
    return "right of" if x > 0 else "left of"
