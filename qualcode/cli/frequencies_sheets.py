"""How frequencies, changes between waves and ranks are laid out for people and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from qualcode.cli.render import Cell, Sheet, terminal_width
from qualcode.domain.ranking import RankRow
from qualcode.domain.tables import Row, in_order
from qualcode.domain.versions import VersionRow
from qualcode.domain.waves import WaveRow

if TYPE_CHECKING:
    from qualcode.privacy.release import Release

WITHHELD = "withheld"
_NAME_WIDTH, _FIGURES_WIDTH, _SHORT_WIDTH = 30, 26, 15
_VERSIONS_WIDTH = 100
_NOT_IN_CSV = ("groups",)


class _Named(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def level(self) -> int: ...


class _Grouped(_Named, Protocol):
    @property
    def group(self) -> str: ...

    @property
    def groups(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=_Grouped)


def sheet(release: Release[Row], question: str | None = None) -> Sheet:
    """Lay a table of frequencies out: a line for each code, a column for each group."""
    columns = dict.fromkeys((row.groups, row.group) for row in _by_group(release.rows))
    room = (terminal_width() - _NAME_WIDTH) // (len(columns) or 1)
    narrow = release.by is not None and room < _least(columns)
    roomy = narrow or room >= _FIGURES_WIDTH
    if narrow:
        shown = [line for rows in _by_code(release.rows) for line in _below(release, rows, columns)]
        headings = ["code", "n/base    %"]
    else:
        shown = [
            [_name(rows[0]), *_cells(rows, columns, lambda row: _figures(row, roomy))]
            for rows in _by_code(release.rows)
        ]
        headings = ["code", *(_heading(release, group) for _, group in columns)]
    several = "; one may give several answers, so columns can add to more than 100."
    return Sheet(
        title=f"Frequencies{f' of {question}' if question else ''}",
        columns=_csv_columns(Row),
        rows=_csv_rows(release.rows),
        json=release.to_json(),
        notes=(
            f"Base: {release.base}{_rule(release)}. n/base, per cent"
            f"{', 95 % Wilson interval' if roomy else ' (intervals: --json, --csv)'}"
            f"{several if release.coder_rule else '.'}",
            *release.notes,
        ),
        shown=(headings, shown),
        right=frozenset(range(1, len(headings))),
    )


def wave_sheet(release: Release[WaveRow], question: str | None = None) -> Sheet:
    """Lay changes between two waves out: a line for each code and group."""
    grouped = any(row.groups for row in release.rows)
    shown = [
        [
            _name(row),
            *([row.group or "none"] if grouped else []),
            _share(row.n_before, row.base_before, row.percent_before),
            _share(row.n_after, row.base_after, row.percent_after),
            _points(row),
            row.reading,
        ]
        for row in release.rows
    ]
    headings = ["code", *(["group"] if grouped else []), "before", "after", "points", "change"]
    return Sheet(
        title=f"Change between waves{f' of {question}' if question else ''}",
        columns=_csv_columns(WaveRow),
        rows=_csv_rows(release.rows),
        json=release.to_json(),
        notes=(f"Base: {release.base}{_rule(release)}. n/base, per cent.", *release.notes),
        shown=(headings, shown),
        right=frozenset(range(len(headings) - 4, len(headings) - 1)),
    )


def rank_sheet(release: Release[RankRow], question: str | None = None) -> Sheet:
    """Lay ranks out: a line for each code and group, the highest points first."""
    grouped = any(row.groups for row in release.rows)
    shown = [
        [
            row.name,
            *([row.group or "none"] if grouped else []),
            _share(row.n, row.base, row.percent),
            _number(row.mean_rank),
            _share(row.first, row.base, row.first_percent),
            "–" if row.borda is None else f"{row.borda}",
        ]
        for row in sorted(release.rows, key=lambda row: -(row.borda or 0))
    ]
    headings = ["code", *(["group"] if grouped else []), "named by", "mean rank", "first", "Borda"]
    return Sheet(
        title=f"Ranks{f' of {question}' if question else ''}",
        columns=_csv_columns(RankRow),
        rows=_csv_rows(release.rows),
        json=release.to_json(),
        notes=(f"Base: {release.base}{_rule(release)}. n/base, per cent.", *release.notes),
        shown=(headings, shown),
        right=frozenset(range(len(headings) - 4, len(headings))),
    )


def version_sheet(release: Release[VersionRow], question: str | None = None) -> Sheet:
    """Lay counts by an earlier codebook beside those by today's: a line for each code."""
    roomy = terminal_width() >= _VERSIONS_WIDTH
    shown = [
        [
            _name(row),
            _share(row.n_before, row.base_before, row.percent_before, row.suppressed),
            _share(row.n_after, row.base_after, row.percent_after, row.suppressed),
            *([_made(row.made_before), _made(row.made_since)] if roomy else []),
            row.change,
        ]
        for row in release.rows
    ]
    made = ["made before", "made since"] if roomy else []
    hint = () if roomy else ("How many codings were made before and since: --json, --csv.",)
    return Sheet(
        title=f"Counts by two codebooks{f' of {question}' if question else ''}",
        columns=_csv_columns(VersionRow),
        rows=_csv_rows(release.rows),
        json=release.to_json(),
        notes=(f"Base: {release.base}{_rule(release)}. n/base, per cent.", *hint, *release.notes),
        shown=(["code", "before", "after", *made, "what became"], shown),
        right=frozenset(range(1, 3 + len(made))),
    )


def _csv_columns(row: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(row) if one.name not in _NOT_IN_CSV)


def _csv_rows(rows: Sequence[Any]) -> list[list[Cell]]:
    return [[cell for name, cell in asdict(row).items() if name not in _NOT_IN_CSV] for row in rows]


def _by_group(rows: Sequence[R]) -> list[R]:
    return sorted(rows, key=lambda row: [in_order(one) for one in row.groups])


def _by_code(rows: Sequence[R]) -> Iterator[list[R]]:
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    yield from found.values()


def _cells(
    rows: Sequence[R], columns: dict[tuple[tuple[str, ...], str], None], told: Callable[[R], str]
) -> Iterator[str]:
    known = {(row.groups, row.group): row for row in rows}
    for column in columns:
        yield told(known[column]) if column in known else "–"


def _least(columns: dict[tuple[tuple[str, ...], str], None]) -> int:
    """Return how wide the columns of the groups must be at least, with the space between them."""
    return max(_SHORT_WIDTH, *(len(group) + 2 for _, group in columns), 0)


def _below(
    release: Release[Row], rows: Sequence[Row], columns: dict[tuple[tuple[str, ...], str], None]
) -> Iterator[list[str]]:
    """Yield a line for the code and one below it for each group."""
    yield [_name(rows[0]), ""]
    indent = "  " * (rows[0].level + 1)
    figures = _cells(rows, columns, lambda row: _figures(row, True))
    for (_, group), told in zip(columns, figures, strict=True):
        yield [f"{indent}{_heading(release, group)}", told]


def _heading(release: Release[Any], group: str) -> str:
    if release.by is None:
        return "n/base    %"
    return group or f"no {release.by}"


def _rule(release: Release[Any]) -> str:
    return f"; coder rule: {release.coder_rule}" if release.coder_rule else ""


def _name(row: _Named) -> str:
    return "  " * row.level + row.name


def _figures(row: Row, roomy: bool) -> str:
    if row.n is None:
        return WITHHELD
    if row.base is None:
        return f"{row.n}"
    if row.percent is None or row.low is None or row.high is None:
        return "–"
    interval = f"[{row.low:.0f}, {row.high:.0f}]" if roomy else ""
    return f"{row.n}/{row.base}  {row.percent:3.0f}  {interval:>9}".rstrip()


def _share(n: int | None, base: int | None, percent: float | None, suppressed: bool = True) -> str:
    if n is None:
        return WITHHELD if suppressed else "–"
    return f"{n}/{base}  {percent:3.0f}" if percent is not None else "–"


def _made(count: int | None) -> str:
    return WITHHELD if count is None else str(count)


def _points(row: WaveRow) -> str:
    if row.difference is None or row.low is None or row.high is None:
        return "–"
    return f"{row.difference:+.0f} [{row.low:+.0f}, {row.high:+.0f}]"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
