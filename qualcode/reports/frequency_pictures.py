"""Charts of frequencies for a report; what is withheld is never drawn."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.domain.tables import Row
from qualcode.privacy.release import Release
from qualcode.reports.charts import bars, comparison, heat, timeline
from qualcode.reports.charts.telling import told_of_rows
from qualcode.reports.contents import Picture
from qualcode.reports.frequency_tables import counted_groups, percent

_MOST_BARS = 30


def main_rows(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that a chart shows: those below the themes, or all that stand alone."""
    rows = [row for row in rows if not row.is_apart]
    levels = sorted({row.level for row in rows})
    themes = sum(row.level == levels[0] for row in rows) if levels else 0
    level = levels[1] if len(levels) > 1 and themes == 1 else levels[0] if levels else 0
    return [row for row in rows if row.level == level]


def bar_picture(
    release: Release[Row], rows: Sequence[Row], name: str, caption: str
) -> Picture | None:
    """Return bars with intervals, or nothing where there is nothing to draw."""
    shown = [row for row in rows if row.percent is not None][:_MOST_BARS]
    if not shown:
        return None
    told = told_of_rows("Bar chart of shares with 95 % intervals", shown)
    return Picture(name, caption, told, bars.bars(shown), _foot(release, rows, shown))


def group_picture(
    release: Release[Row], codes: Sequence[str], name: str, caption: str
) -> Picture | None:
    """Return groups side by side, as lines where they are moments, shaded where they are many."""
    groups = counted_groups(release)
    every = [row for code in codes for row in release.rows if row.code == code]
    shown = [row for row in every if row.percent is not None]
    if len({row.group for row in shown}) < 2:
        return None
    foot = _foot(release, every, shown)
    if _are_moments(groups) and len(codes) <= timeline.MOST_LINES:
        told = told_of_rows("Lines from moment to moment with 95 % intervals", shown)
        return Picture(name, caption, told, timeline.timeline(shown, groups), foot)
    if len(groups) <= comparison.MOST_GROUPS:
        told = told_of_rows("Points with 95 % intervals for each group", shown)
        return Picture(name, caption, told, comparison.comparison(shown, groups), foot)
    told = told_of_rows("Shades for each group", shown)
    foot = _foot(release, every, shown, "figures are per cent of the group")
    return Picture(name, caption, told, _shades(shown, groups), foot)


def _shades(rows: Sequence[Row], groups: Sequence[str]) -> dict[str, object]:
    names = {row.code: row.name for row in rows}
    places = {code: at for at, code in enumerate(names)}
    cells = {
        (places[row.code], groups.index(row.group)): (row.percent or 0.0, percent(row))
        for row in rows
    }
    return dict(heat.heat(list(names.values()), list(groups), cells))


def _are_moments(groups: Sequence[str]) -> bool:
    """Say whether groups are whole numbers such as years and waves, three at least."""
    return len(groups) >= 3 and all(group.isdecimal() for group in groups)


def _foot(
    release: Release[Row],
    rows: Sequence[Row],
    shown: Sequence[Row],
    read: str = "lines are 95 % intervals",
) -> tuple[str, ...]:
    bases = sorted({row.base for row in shown if row.base is not None})
    many = f"{bases[0]}" if len(bases) == 1 else f"{bases[0]} to {bases[-1]}"
    told = f"Base: {many} {release.base}; {read}."
    if left_out := len(rows) - len(shown):
        told += f" Not drawn: {left_out} of {len(rows)} figures"
        told += ", which are withheld." if any(row.suppressed for row in rows) else "."
    return (told,)
