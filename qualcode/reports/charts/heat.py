"""Heat map: one figure where a row and a column meet, as a shade and as a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.reports.charts.drawing import INK, data, drawing, height_of, keyed, named, upright

MOST_NAMED = 7
_CELL = 86
_NARROW = 36
_UPRIGHT = 60


def heat(
    names: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[int, int], tuple[float, str]],
) -> Mapping[str, Any]:
    """Draw a value and its words at each place (row, column); where there is none, nothing.

    More than a few columns are named upright, or numbered where they are the rows again.
    """
    import altair as alt

    crowded = len(columns) > MOST_NAMED
    numbered = crowded and list(columns) == list(names)
    if numbered:
        names = [f"{at}  {name}" for at, name in enumerate(names, start=1)]
        columns = [str(at) for at in range(1, len(columns) + 1)]
    rows, heads = keyed(names), keyed(columns, _UPRIGHT if crowded else 13)
    most = max((value for value, _ in cells.values()), default=0) or 1
    values = [
        {"row": rows[row], "column": heads[column], "value": value, "told": told}
        for (row, column), (value, told) in sorted(cells.items())
    ]
    top = upright() if crowded and not numbered else named(orient="top", labelAngle=0)
    x = alt.X("column:N", sort=heads, scale=alt.Scale(domain=heads), title=None, axis=top)
    y = alt.Y("row:N", sort=rows, scale=alt.Scale(domain=rows), title=None, axis=named())
    whole = alt.Chart(data(values))
    shade = alt.Color(
        "value:Q", legend=None, scale=alt.Scale(domain=[0, most], range=["#f7fbff", "#08519c"])
    )
    ink = alt.condition(alt.datum.value > 0.55 * most, alt.value("white"), alt.value(INK))
    layers = alt.layer(
        whole.mark_rect(stroke="white").encode(x=x, y=y, color=shade),
        whole.mark_text(fontSize=11).encode(x=x, y=y, text="told:N", color=ink),
    )
    width = len(heads) * (_NARROW if crowded else _CELL)
    return drawing(layers.properties(width=width, height=height_of(rows)))
