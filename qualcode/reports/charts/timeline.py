"""Timeline: the share of each code over moments (waves, years), as lines with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.domain.tables import Row
from qualcode.reports.charts.drawing import COLOURS, SHAPES, data, drawing, wrapped

MOST_LINES = len(SHAPES)
_WIDTH, _HEIGHT = 400, 260


def timeline(rows: Sequence[Row], moments: Sequence[str]) -> Mapping[str, Any]:
    """Draw rows with figures; each code is a line from moment to moment."""
    import altair as alt

    codes = {row.code: wrapped(row.name, 26) for row in rows}
    values = [
        {
            "moment": row.group,
            "code": codes[row.code],
            "percent": row.percent,
            "low": row.low,
            "high": row.high,
        }
        for row in rows
    ]
    order = list(dict.fromkeys(codes.values()))
    dodge = alt.XOffset("code:N", sort=order, scale=alt.Scale(paddingOuter=1))
    x = alt.X("moment:O", sort=list(moments), title=None, axis=alt.Axis(labelAngle=0))
    y = alt.Y("percent:Q", title="per cent", scale=alt.Scale(domain=[0, 100]))
    legend = alt.Legend(
        title=None, orient="right", symbolSize=80, labelExpr="split(datum.label, '\\n')"
    )
    colour = alt.Color(
        "code:N", sort=order, legend=legend,
        scale=alt.Scale(domain=order, range=list(COLOURS[: len(order)])),
    )  # fmt: skip
    shape = alt.Shape(
        "code:N", sort=order, legend=legend,
        scale=alt.Scale(domain=order, range=list(SHAPES[: len(order)])),
    )  # fmt: skip
    whole = alt.Chart(data(values))
    layers = alt.layer(
        whole.mark_line(strokeWidth=1.6, opacity=1).encode(x=x, y=y, color=colour, xOffset=dodge),
        whole.mark_rule(strokeWidth=1.2, opacity=1).encode(
            x=x, y="low:Q", y2="high:Q", color=colour, xOffset=dodge
        ),
        whole.mark_point(filled=True, size=60, opacity=1).encode(
            x=x, y=y, color=colour, shape=shape, xOffset=dodge
        ),
    )
    return drawing(layers.properties(width=_WIDTH, height=_HEIGHT))
