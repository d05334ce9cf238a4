"""Tables of closed items as people and programs read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from qualcode.cli.p_values import p_told
from qualcode.cli.render import Sheet, terminal_width
from qualcode.domain.scales import AnswerRow, CorrelationRow, DifferenceRow, MeanRow
from qualcode.domain.tables import in_order
from qualcode.privacy.release import Release

WITHHELD, NONE = "withheld", "–"
_NAME_WIDTH, _WITH_INTERVAL, _WITHOUT_INTERVAL, _ROOMY = 28, 26, 16, 100
"""Columns of the terminal: for names, for a group's figures, and for a wide table."""


def answers(release: Release[AnswerRow]) -> Sheet:
    """Lay answers out: a line for each answer, and a column for each group where they fit."""
    groups = sorted({row.group for row in release.rows}, key=in_order)
    lines: dict[tuple[str, str, str], dict[str, AnswerRow]] = {}
    for row in release.rows:
        lines.setdefault((row.question, row.place, row.answer), {})[row.group] = row
    room = (terminal_width() - _NAME_WIDTH) // len(groups or "1")
    roomy, narrow = room >= _WITH_INTERVAL, room < _WITHOUT_INTERVAL
    shown = []
    before = ("", "")
    for (question, place, _), rows in lines.items():
        if (question, place) != before:
            shown.append([_item(question, place), *[""] * (1 if narrow else len(groups))])
            before = (question, place)
        name = "  " + next(iter(rows.values())).name
        if narrow:
            shown.append([name, ""])
            shown += [[f"    {_group(release, one)}", _share(rows[one], True)] for one in rows]
        else:
            shown.append([name, *(_share(rows.get(group), roomy) for group in groups)])
    reading = "n/base, per cent" + (", 95 % interval" if roomy or narrow else "")
    hint = () if roomy or narrow else ("Intervals: --json, --csv.",)
    headings = ["n/base   %"] if narrow or not release.by else [_group(release, g) for g in groups]
    notes = (f"Base: {release.base}. {reading}.", *hint, *release.notes)
    return _sheet("Answers", AnswerRow, release, ["answer", *headings], shown, notes, 1)


def means(release: Release[MeanRow]) -> Sheet:
    """Lay means out: a line for each item, or for each of its groups below it."""
    shown = []
    before = ""
    # Names of groups need the room that spread and median would take.
    kept = 5 if terminal_width() >= _ROOMY else 2 if release.by else 4
    spread = ["mean", "95 %", "sd", "median", "quartiles"]
    for row in release.rows:
        name = _item(row.question, row.place)
        if release.by and name != before:
            shown.append([name, *[""] * (kept + 3)])
        before = name
        sizes = (_number(size) for size in (row.base, row.not_answered, row.not_asked))
        told = f"  {_group(release, row.group)}" if release.by else name
        shown.append([told, *_mean(row)[:kept], *sizes])
    headings = ["item", *spread[:kept], "n", "blank", "not asked"]
    left_out = {2: ["Spread, median and quartiles: --json, --csv."],
                4: ["Quartiles: --json, --csv."]}.get(kept, [])  # fmt: skip
    notes = [*_notes(release), *left_out]
    return _sheet("Means", MeanRow, release, headings, shown, notes, 1)


def correlations(release: Release[CorrelationRow]) -> Sheet:
    """Lay correlations out: a line for each two scales."""
    roomy = terminal_width() >= _ROOMY
    shown = [
        [
            row.question,
            row.other,
            _number(row.n),
            *_coefficient(row, row.rho, row.rho_low, row.rho_high, row.rho_p),
            *(_coefficient(row, row.tau, row.tau_low, row.tau_high, row.tau_p) if roomy else ()),
            row.reason,
        ]
        for row in release.rows
    ]
    tau = ["tau-b", "95 %", "p"] if roomy else []
    headings = ["scale", "with", "n", "rho", "95 %", "p", *tau, ""]
    if not any(row.reason for row in release.rows):
        headings, shown = headings[:-1], [line[:-1] for line in shown]
    notes = [*_notes(release), *([] if roomy else ["Kendall's tau-b: --json, --csv."])]
    return _sheet("Correlations", CorrelationRow, release, headings, shown, notes, 2)


def differences(release: Release[DifferenceRow]) -> Sheet:
    """Lay tests between groups out: a line for each test, below the item and its groups."""
    shown = []
    before: tuple[str, ...] = ()
    for row in release.rows:
        about = (row.question, row.place, *row.groups)
        if about != before:
            groups = f": {' – '.join(row.groups)}" if row.groups else ""
            told = f"{_item(row.question, row.place)}{groups}"
            shown.append([told, _number(row.n), "", "", ""])
        before = about
        if row.n is None:
            continue
        shown.append([f"  {_effect(row)}", "", *_tested(row)])
    headings = ["test", "n", "p", "effect", "95 %"]
    return _sheet("Differences", DifferenceRow, release, headings, shown, _notes(release), 1)


def _effect(row: DifferenceRow) -> str:
    if row.reason:
        return f"{row.test}: {row.reason}" if row.test else row.reason
    return f"{row.test}: {row.effect_name}" if row.effect_name else row.test


def _tested(row: DifferenceRow) -> tuple[str, str, str]:
    if row.suppressed:
        return (WITHHELD, "", "")
    return (p_told(row.p), _decimal(row.effect), _interval(row.low, row.high))


def _sheet(
    title: str,
    kind: type[Any],
    release: Release[Any],
    headings: Sequence[str],
    shown: Sequence[Sequence[str]],
    notes: Sequence[str],
    words: int,
) -> Sheet:
    """Return the sheet; its first columns hold so many words, the others figures."""
    return Sheet(
        title=title,
        columns=tuple(one.name for one in fields(kind)),
        rows=[tuple(map(_plain, asdict(row).values())) for row in release.rows],
        json=release.to_json(),
        notes=notes,
        shown=(headings, shown),
        right=frozenset(range(words, len(headings))),
    )


def _plain(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value


def _notes(release: Release[Any]) -> Sequence[str]:
    return (f"Base: {release.base}.", *release.notes)


def _item(question: str, place: str) -> str:
    return f"{question}.{place}" if place else question


def _group(release: Release[Any], group: str) -> str:
    return group or f"no {release.by}"


def _share(row: AnswerRow | None, roomy: bool) -> str:
    if row is None:
        return NONE
    if row.suppressed:
        return WITHHELD
    if row.percent is None:
        return f"{row.n}/{row.base}  {NONE}"
    figures = f"{row.n}/{row.base}  {row.percent:3.0f}"
    if roomy and row.low is not None and row.high is not None:
        figures += f"  [{row.low:.0f}, {row.high:.0f}]"
    return figures


def _mean(row: MeanRow) -> tuple[str, ...]:
    if row.suppressed and row.base is None:
        return (WITHHELD, "", "", "", "")
    quartiles = ""
    if row.lower_quartile is not None and row.upper_quartile is not None:
        quartiles = f"{row.lower_quartile:g} to {row.upper_quartile:g}"
    median = NONE if row.median is None else f"{row.median:g}"
    return (
        _decimal(row.mean),
        _interval(row.low, row.high),
        _decimal(row.sd),
        median,
        quartiles,
    )


def _coefficient(
    row: CorrelationRow,
    value: float | None,
    low: float | None,
    high: float | None,
    p: float | None,
) -> tuple[str, str, str]:
    if row.suppressed:
        return (WITHHELD, "", "")
    return (_decimal(value), _interval(low, high), p_told(p))


def _number(value: int | None) -> str:
    return WITHHELD if value is None else f"{value:,}"


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"[{low:.2f}, {high:.2f}]"
