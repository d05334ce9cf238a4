"""Frequency bars: the share of each code with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.domain.tables import Row
from qualcode.reports.charts.drawing import (
    COLOURS,
    INK,
    QUIET,
    data,
    drawing,
    height_of,
    keyed,
    named,
)

_WIDTH = 300


def bars(rows: Sequence[Row]) -> Mapping[str, Any]:
    """Draw rows with figures, one bar each, from 0 to 100 per cent, in the order given."""
    import altair as alt

    names = keyed(row.name for row in rows)
    values = [
        {
            "name": name,
            "percent": row.percent,
            "low": row.low,
            "high": row.high,
            "told": f"{row.percent:.0f} %  ({row.n}/{row.base})",
        }
        for name, row in zip(names, rows, strict=True)
    ]
    y = alt.Y("name:N", sort=None, title=None, axis=named())
    x = alt.X("percent:Q", title="per cent", scale=alt.Scale(domain=[0, 100]))
    whole = alt.Chart(data(values))
    layers = alt.layer(
        whole.mark_bar(color=COLOURS[5], height={"band": 0.62}).encode(x=x, y=y),
        whole.mark_rule(color=INK, strokeWidth=1.4).encode(x="low:Q", x2="high:Q", y=y),
        whole.mark_tick(color=INK, size=8, thickness=1.4).encode(x="low:Q", y=y),
        whole.mark_tick(color=INK, size=8, thickness=1.4).encode(x="high:Q", y=y),
        whole.mark_text(align="left", color=QUIET).encode(
            x=alt.value(_WIDTH + 10), y=y, text="told:N"
        ),
    )
    return drawing(layers.properties(width=_WIDTH, height=height_of(names)))
