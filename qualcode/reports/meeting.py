"""Which codes occur together, how soon nothing new came, and who answered."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.domain.cooccurrence import PairRow
from qualcode.domain.response import ResponseRow
from qualcode.domain.saturation import SaturationRow
from qualcode.privacy.release import Release
from qualcode.reports.charts import network, saturation
from qualcode.reports.charts.telling import told_of
from qualcode.reports.commands import command_of
from qualcode.reports.contents import Block, Cell, Picture, Section, Table
from qualcode.reports.figures import DASH, thousands

_MOST_PAIRS = 20
_MOST_CODES = 16


def together_section(release: Release[PairRow], draws: bool) -> tuple[Section, ...]:
    """Return the pairs that meet most often, as a network and as a table."""
    met = [row for row in release.rows if row.code != row.other and row.n]
    best = sorted(met, key=lambda row: (-(row.n or 0), row.code, row.other))[:_MOST_PAIRS]
    if not best:
        return ()
    unit = release.unit.value
    rows = tuple(
        (
            Cell(f"{row.name} and {row.other_name}"),
            Cell(thousands(row.n or 0)),
            *(Cell(_whole(one)) for one in (row.n_code, row.n_other, row.base)),
            *(Cell("" if one is None else f"{one:.2f}") for one in (row.jaccard, row.lift)),
        )
        for row in best
    )
    table = Table(
        f"Pairs of codes that meet most often in one {unit}",
        ("", "n", "n of the first", "n of the other", "base", "Jaccard", "lift"),
        rows,
        frozenset(range(1, 7)),
        (f"Base: {release.base}; coder rule: {release.coder_rule}.", *release.notes),
        command_of(release),
    )
    blocks: list[Block] = [_network(release, best)] if draws else []
    return (Section("Codes that occur together", "together", (*blocks, table)),)


def _network(release: Release[PairRow], best: Sequence[PairRow]) -> Picture:
    """Draw the pairs between the codes that meet most, in the order of the codebook."""
    chosen: dict[str, None] = {}
    for row in best:
        if len({*chosen, row.code, row.other}) <= _MOST_CODES:
            chosen |= dict.fromkeys((row.code, row.other))
    alone = {row.code: row for row in release.rows if row.code == row.other}
    codes = [code for code in alone if code in chosen and alone[code].n is not None]
    place = {code: at for at, code in enumerate(codes)}
    links = {
        (place[row.code], place[row.other]): row.n or 0
        for row in best
        if row.code in place and row.other in place
    }
    drawn = network.network(
        [alone[code].name for code in codes], [alone[code].n or 0 for code in codes], links
    )
    unit = release.unit.value
    told = [f"{row.name} and {row.other_name} {row.n}" for row in best]
    foot = (
        f"A line joins codes that meet in one {unit}, thicker the more often; a circle is larger "
        f"the more {unit}s carry the code. Base: {release.base}.",
    )
    caption = f"Codes that meet most often in one {unit}"
    return Picture("together", caption, told_of("Network of codes", told), drawn, foot)


def saturation_section(release: Release[SaturationRow], draws: bool) -> tuple[Section, ...]:
    """Return how many different codes were met after each source."""
    rows = [row for row in release.rows if row.expected is not None]
    if not rows:
        return ()
    unit, last = release.unit.value, rows[-1]
    shown = rows if len(rows) <= 12 else [*rows[:: max(len(rows) // 10, 1)], last]
    lines = tuple(
        (
            Cell(f"{row.number}"),
            *(Cell(_whole(one)) for one in (row.seen, row.new)),
            Cell(f"{row.expected:.1f}"),
            Cell(f"[{row.low:.0f}, {row.high:.0f}]" if None not in (row.low, row.high) else ""),
        )
        for row in dict.fromkeys(shown)
    )
    table = Table(
        f"Different codes met after so many {unit}s",
        (f"{unit}s", "met", "new", "in any order", "95 % of orders"),
        lines,
        frozenset(range(1, 5)),
        (f"Base: {release.base}; coder rule: {release.coder_rule}.", *release.notes),
        command_of(release),
    )
    blocks: list[Block] = []
    if draws and len(rows) > 1:
        told = told_of(
            "Curve of different codes met",
            [f"after {row.number} {unit}s {_seen(row)}" for row in dict.fromkeys(shown)],
        )
        foot = (
            f"The line is the order in the query below, the band holds 95 % of random orders. "
            f"Base: {last.number} {release.base}.",
        )
        drawn = saturation.saturation(rows, f"{unit}s read")
        caption = f"How many different codes were met after so many {unit}s"
        blocks.append(Picture("saturation", caption, told, drawn, foot))
    return (Section("Saturation", "saturation", (*blocks, table)),)


def sample_section(release: Release[ResponseRow]) -> Section:
    """Return who was contacted and what became of it."""
    rows = tuple(
        (
            Cell(row.name),
            Cell(_whole(row.n)),
            Cell(_whole(row.base) if row.base is not None else ""),
            Cell("" if row.percent is None else f"{row.percent:.0f}"),
            Cell("" if None in (row.low, row.high) else f"[{row.low:.0f}, {row.high:.0f}]"),
        )
        for row in release.rows
    )
    table = Table(
        "Everybody who was contacted, and what became of it",
        ("", "n", "base", "%", "95 % interval"),
        rows,
        frozenset({1, 2, 3, 4}),
        release.notes,
        command_of(release),
    )
    return Section("Who answered", "sample", (table,))


def _seen(row: SaturationRow) -> str:
    return f"{row.seen}" if row.seen is not None else f"{row.expected:.0f} on average"


def _whole(number: int | None) -> str:
    return DASH if number is None else thousands(number)
