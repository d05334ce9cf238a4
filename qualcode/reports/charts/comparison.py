"""Group comparison: the share of each code in each group, as points with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.domain.tables import Row
from qualcode.reports.charts.drawing import (
    COLOURS,
    SHAPES,
    data,
    drawing,
    keyed,
    named,
    wrapped,
)

MOST_GROUPS = len(SHAPES)
_WIDTH = 380


def comparison(rows: Sequence[Row], groups: Sequence[str]) -> Mapping[str, Any]:
    """Draw rows with figures; codes in the order given, groups told apart by colour and shape."""
    import altair as alt

    codes = {row.code: row.name for row in rows}
    names = dict(zip(codes, keyed(codes.values()), strict=True))
    titles = {group: wrapped(group or "none given", 24) for group in groups}
    values = [
        {
            "name": names[row.code],
            "group": titles[row.group],
            "percent": row.percent,
            "low": row.low,
            "high": row.high,
        }
        for row in rows
    ]
    order = list(titles.values())
    offset = alt.YOffset("group:N", sort=order, scale=alt.Scale(paddingOuter=0.8))
    y = alt.Y("name:N", sort=None, title=None, axis=named(grid=True))
    x = alt.X("percent:Q", title="per cent of the group", scale=alt.Scale(domain=[0, 100]))
    legend = alt.Legend(title=None, orient="top", columns=4, symbolSize=90)
    colour = alt.Color(
        "group:N", sort=order, legend=legend,
        scale=alt.Scale(domain=order, range=list(COLOURS[: len(order)])),
    )  # fmt: skip
    shape = alt.Shape(
        "group:N", sort=order, legend=legend,
        scale=alt.Scale(domain=order, range=list(SHAPES[: len(order)])),
    )  # fmt: skip
    whole = alt.Chart(data(values))
    layers = alt.layer(
        whole.mark_rule(strokeWidth=1.6).encode(
            x="low:Q", x2="high:Q", y=y, yOffset=offset, color=colour
        ),
        whole.mark_point(filled=True, size=70, opacity=1).encode(
            x=x, y=y, yOffset=offset, color=colour, shape=shape
        ),
    )
    height = len(codes) * max(30, 13 * len(order) + 8)
    return drawing(layers.properties(width=_WIDTH, height=height))
