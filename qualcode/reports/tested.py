"""Which differences between groups hold, and how scales and numbers were answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from qualcode.domain.associations import AssociationRow
from qualcode.domain.scales import CorrelationRow, DifferenceRow, MeanRow
from qualcode.domain.tables import TableRow
from qualcode.privacy.release import Release
from qualcode.reports.commands import command_of
from qualcode.reports.contents import Block, Cell, Section, Table, Words
from qualcode.reports.figures import DASH, thousands, two

LEVEL = 0.05
"""A difference holds if its q is below this."""

_MOST_PAIRS = 30
R = TypeVar("R", bound=TableRow, covariant=True)


def differences(release: Release[AssociationRow], title: str) -> tuple[Block, ...]:
    """Return what holds after correction for how many were tested, or that nothing does."""
    tested = [row for row in release.rows if row.q is not None]
    if not tested:
        why = "too few people" if any(row.suppressed for row in release.rows) else "too little"
        return (Words(f"No difference by {release.by} can be tested: {why} to compare."),)
    holding = sorted((row for row in tested if (row.q or 0) < LEVEL), key=lambda row: row.q or 0)
    if not holding:
        return (
            Words(
                f"No difference by {release.by} holds: of {len(tested)} tests none has a q below "
                f"{LEVEL} (Benjamini and Hochberg)."
            ),
        )
    rows = tuple(_association(row) for row in holding)
    columns = ("", "compared", "odds ratio", "95 % interval", "p", "q", "in words")
    table = Table(
        f"{title} Differences by {release.by} that hold (q below {LEVEL})",
        columns,
        rows,
        frozenset({2, 3, 4, 5}),
        (f"Base: {release.base}. {len(tested)} tests.", *release.notes),
        command_of(release),
    )
    return (table,)


def _association(row: AssociationRow) -> tuple[Cell, ...]:
    compared = f"{row.value} with {row.against}" if row.value else f"all of {row.attribute}"
    ratio = _number(row.odds_ratio) if row.value else ""
    interval = ""
    if row.value and row.low is not None:
        interval = f"[{row.low:.2f}, {'∞' if row.is_unbounded else _number(row.high)}]"
    told = (compared, ratio, interval, _p_told(row.p), _p_told(row.q), row.reading)
    return (Cell(row.name), *map(Cell, told))


def scales_section(
    means: Release[MeanRow],
    correlated: Release[CorrelationRow] | None,
    compared: Release[DifferenceRow] | None,
) -> Section:
    """Return means, what goes together, and how groups differ."""
    tables = [_means(means)]
    if correlated is not None:
        tables.append(_correlations(correlated))
    if compared is not None:
        tables.append(_differences(compared))
    return Section("Scales and numbers", "scales", tuple(one for one in tables if one.rows))


def _means(release: Release[MeanRow]) -> Table:
    rows = tuple(
        (
            Cell(row.name),
            *((Cell(row.group or f"no {release.by}"),) if release.by else ()),
            *(_cell(one, row.suppressed) for one in (row.base, row.not_answered)),
            *_told(row.suppressed, _number(row.mean), _between(row.low, row.high)),
            *_told(row.suppressed, *map(_number, (row.sd, row.median))),
            *_told(row.suppressed, _between(row.lower_quartile, row.upper_quartile)),
        )
        for row in release.rows
        if row.base or row.suppressed
    )
    groups = (release.by,) if release.by else ()
    figures = ("answered", "left blank", "mean", "95 % interval", "SD", "median", "quartiles")
    columns = ("", *groups, *figures)
    return _table(release, "Means and quartiles of scales and numbers", columns, rows)


def _correlations(release: Release[CorrelationRow]) -> Table:
    strongest = sorted(
        release.rows, key=lambda row: (row.rho is None, -abs(row.rho or 0), row.question, row.other)
    )
    rows = tuple(
        (
            Cell(f"{row.question} and {row.other}"),
            _cell(row.n, row.suppressed),
            *_told(row.suppressed, _number(row.rho), _between(row.rho_low, row.rho_high)),
            *_told(row.suppressed, _p_told(row.rho_p), _number(row.tau), _p_told(row.tau_p)),
        )
        for row in strongest[:_MOST_PAIRS]
    )
    columns = ("", "n", "rho", "95 % interval", "p", "tau-b", "p of tau-b")
    return _table(release, "Scales that rise together, the strongest first", columns, rows)


def _differences(release: Release[DifferenceRow]) -> Table:
    rows = tuple(
        (
            Cell(row.name),
            Cell(row.test),
            _cell(row.n, row.suppressed),
            *_told(row.suppressed, _p_told(row.p), row.effect_name, _number(row.effect)),
            *_told(row.suppressed, _between(row.low, row.high) or row.reason),
        )
        for row in release.rows
    )
    columns = ("", "test", "n", "p", "effect", "size", "95 % interval")
    return _table(release, f"Differences of scales and numbers by {release.by}", columns, rows)


def _table(
    release: Release[R],
    caption: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Cell, ...]],
) -> Table:
    foot = (f"Base: {release.base}.", *release.notes)
    words = {"", "test", "effect", release.by}
    figures = frozenset(at for at, name in enumerate(columns) if name not in words)
    return Table(caption, columns, tuple(rows), figures, foot, command_of(release))


def _cell(number: int | None, suppressed: bool) -> Cell:
    if number is None:
        return Cell(DASH if suppressed else "")
    return Cell(thousands(number))


def _told(suppressed: bool, *figures: str) -> tuple[Cell, ...]:
    return tuple(Cell(one or (DASH if suppressed else "")) for one in figures)


def _p_told(p: float | None) -> str:
    """Return a p to three places; nothing where there is none."""
    if p is None:
        return ""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _number(value: float | None) -> str:
    return "" if value is None else two(value)


def _between(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"[{_number(low)}, {_number(high)}]"
