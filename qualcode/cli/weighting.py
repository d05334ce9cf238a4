"""Options that name the sampling design, and the sheet of weighted frequencies."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from qualcode.cli.p_values import p_told
from qualcode.cli.render import Sheet, terminal_width
from qualcode.domain.errors import InputError
from qualcode.domain.tables import in_order
from qualcode.domain.weighted import WeightedRow, Weighting

if TYPE_CHECKING:
    from qualcode.privacy.release import Release


def add_weighting(parser: ArgumentParser) -> None:
    """Add --weight, --stratum, --fpc and --cluster, each the name of an attribute."""
    design = parser.add_argument_group("weights: attributes that hold the sampling design")
    design.add_argument(
        "--weight", metavar="ATTRIBUTE", help="how many each participant stands for"
    )
    design.add_argument("--stratum", metavar="ATTRIBUTE", help="what the sample was drawn within")
    design.add_argument(
        "--fpc",
        metavar="ATTRIBUTE",
        help="size of the stratum's population, or the share of it that was drawn (0 to 1)",
    )
    design.add_argument(
        "--cluster", metavar="ATTRIBUTE", help="what was drawn as a whole, if anything"
    )


def weighting_of(options: Namespace) -> Weighting | None:
    """Return the weighting that the options name, if they name one.

    Raises:
        InputError: if another attribute is named but no weight, or a name is empty.
    """
    names = (options.weight, options.stratum, options.fpc, options.cluster)
    if "" in names:
        raise InputError("--weight, --stratum, --fpc and --cluster each name an attribute.")
    given = Weighting(*(name or "" for name in names))
    return given if given.weight else None


_NAME_WIDTH, _WITH_INTERVAL, _WITHOUT_INTERVAL = 28, 34, 24

# The group says in words what `groups` says in parts.
_COLUMNS = tuple(one.name for one in fields(WeightedRow) if one.name != "groups")


def weighted_sheet(release: Release[WeightedRow], question: str | None = None) -> Sheet:
    """Lay weighted frequencies out for people and programs."""
    groups = sorted({row.group for row in release.rows}, key=in_order)
    by_code: dict[str, dict[str, WeightedRow]] = {}
    for row in release.rows:
        by_code.setdefault(row.code, {})[row.group] = row
    room = (terminal_width() - _NAME_WIDTH) // len(groups or "1")
    roomy, narrow = room >= _WITH_INTERVAL, room < _WITHOUT_INTERVAL
    lay = _lines if narrow else _line
    shown = [line for rows in by_code.values() for line in lay(release, rows, groups, roomy)]
    tested = any(row.p is not None for row in release.rows)
    if not tested:
        shown = [line[:-1] for line in shown]
    columns = ["n/base   %"]
    if release.by and not narrow:
        columns = [_group(release, one) for one in groups]
    headings = ["code", *columns, *(["p"] if tested else [])]
    rule = f"; coder rule: {release.coder_rule}" if release.coder_rule else ""
    interval = ", 95 % interval" if roomy or narrow else ""
    return Sheet(
        title=f"Weighted frequencies{f' of {question}' if question else ''}",
        columns=_COLUMNS,
        rows=[tuple(getattr(row, name) for name in _COLUMNS) for row in release.rows],
        json=release.to_json(),
        notes=(
            f"Base: {release.base}{rule}. n/base, weighted per cent ± standard error{interval}.",
            *([] if interval else ["Intervals and design effects: --json, --csv."]),
            *release.notes,
        ),
        shown=(headings, shown),
        right=frozenset(range(1, len(headings))),
    )


def _line(
    _: Release[WeightedRow], rows: Mapping[str, WeightedRow], groups: Sequence[str], roomy: bool
) -> list[list[str]]:
    """Return one line with a column for each group."""
    first = next(iter(rows.values()))
    figures = [_figures(rows.get(group), roomy) for group in groups]
    return [["  " * first.level + first.name, *figures, p_told(first.p)]]


def _lines(
    release: Release[WeightedRow],
    rows: Mapping[str, WeightedRow],
    groups: Sequence[str],
    _: bool,
) -> list[list[str]]:
    """Return a line for the code, and one below it for each group."""
    first = next(iter(rows.values()))
    indent = "  " * first.level
    below = [
        [f"{indent}  {_group(release, group)}", _figures(rows[group], True), ""]
        for group in groups
        if group in rows
    ]
    return [[indent + first.name, "", p_told(first.p)], *below]


def _group(release: Release[WeightedRow], group: str) -> str:
    return group or f"no {release.by}"


def _figures(row: WeightedRow | None, roomy: bool) -> str:
    if row is None:
        return "–"
    if row.suppressed:
        return "withheld"
    if row.percent is None:
        return f"{row.n}" if row.base is None else f"{row.n}/{row.base}  –"
    figures = f"{row.n}/{row.base}  {row.percent:5.1f}"
    if row.standard_error is not None:
        figures += f" ± {row.standard_error:.1f}"
    if roomy and row.low is not None and row.high is not None:
        figures += f"  [{row.low:.0f}, {row.high:.0f}]"
    return figures
