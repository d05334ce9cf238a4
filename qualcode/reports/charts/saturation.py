"""Saturation curve: how many different codes were met after so many sources or participants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.domain.saturation import SaturationRow
from qualcode.reports.charts.drawing import COLOURS, INK, data, drawing

_WIDTH, _HEIGHT = 480, 260


def saturation(rows: Sequence[SaturationRow], title: str) -> Mapping[str, Any]:
    """Draw the codes met in the order that was taken, over the band that random orders give.

    Where the order is withheld, the line is the mean of all orders. `title` names what is counted.
    """
    import altair as alt

    values = [
        {
            "after": row.number,
            "seen": row.expected if row.seen is None else row.seen,
            "low": row.low,
            "high": row.high,
        }
        for row in rows
    ]
    x = alt.X(
        "after:Q", title=title, axis=alt.Axis(tickMinStep=1, grid=False),
        scale=alt.Scale(domain=[0, rows[-1].number]),
    )  # fmt: skip
    y = alt.Y("seen:Q", title="different codes met", scale=alt.Scale(zero=True))
    whole = alt.Chart(data(values))
    layers = alt.layer(
        whole.mark_area(color=COLOURS[5], opacity=0.4).encode(x=x, y="low:Q", y2="high:Q"),
        whole.mark_line(color=INK, strokeWidth=1.8).encode(x=x, y=y),
    )
    return drawing(layers.properties(width=_WIDTH, height=_HEIGHT))
