"""`qualcode frequencies`: how often each code occurs, with its base."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, put, terminal_width
from qualcode.domain.tables import Row, Table, groups_of


def configure(parser: ArgumentParser) -> None:
    """Take the question, the grouping, the unit and the coder rule."""
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument("--by", metavar="ATTRIBUTE", help="a column for each value, e.g. position")
    parser.add_argument(
        "--unit",
        choices=["participant", "segment", "source"],
        default="participant",
        help="what is counted (default: participant)",
    )
    parser.add_argument(
        "--coder-rule",
        metavar="RULE",
        help="any, all, majority, consensus or a coder's name "
        "(default: consensus where it exists, else any)",
    )
    parser.add_argument(
        "--kind",
        choices=["survey", "interview", "forum", "case"],
        help="only sources of this kind, whatever question a code is for",
    )
    parser.add_argument(
        "--without-accepted",
        action="store_true",
        help="leave out suggestions that were taken as they were; those changed by hand stay",
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Count and show."""
    with opened(options) as study:
        table = study.frequencies(
            options.question, options.by, options.unit, options.coder_rule, options.kind,
            options.without_accepted,
        )  # fmt: skip
    put(sheet(table, options.question), options)
    return 0


_NAME_WIDTH, _FIGURES_WIDTH = 30, 26
_COLUMNS = ("code", "name", "level", "group", "n", "base", "percent", "low", "high")


def sheet(table: Table[Row], question: str | None = None) -> Sheet:
    """Lay a table of frequencies out for people and programs."""
    by_code: dict[str, dict[str, Row]] = {}
    for row in table.rows:
        by_code.setdefault(row.code, {})[row.group] = row
    headings = ["code", *(_heading(table, group) for group in groups_of(table))]
    roomy = terminal_width() >= _NAME_WIDTH + _FIGURES_WIDTH * len(groups_of(table))
    shown = [
        [_name(next(iter(rows.values()))), *(_figures(rows.get(g), roomy) for g in groups_of(table))]
        for rows in by_code.values()
    ]
    rule = f"; coder rule: {table.coder_rule}" if table.coder_rule else ""
    return Sheet(
        title=f"Frequencies{f' of {question}' if question else ''}",
        columns=_COLUMNS,
        rows=[tuple(asdict(row).values()) for row in table.rows],
        json=table.to_json(),
        notes=(
            f"Base: {table.base}{rule}. n/base, per cent"
            f"{', 95 % Wilson interval' if roomy else ' (intervals: --json, --csv)'}"
            + (
                "; one may give several answers, so columns can add to more than 100."
                if rule
                else "."
            ),
            *table.notes,
        ),
        shown=(headings, shown),
        right=frozenset(range(1, len(headings))),
    )


def _heading(table: Table[Row], group: str) -> str:
    if table.by is None:
        return "n/base    %"
    return group or f"no {table.by}"


def _name(row: Row) -> str:
    return "  " * row.level + row.name


def _figures(row: Row | None, roomy: bool) -> str:
    if row is None or row.percent is None or row.low is None or row.high is None:
        return "–"
    interval = f"[{row.low:.0f}, {row.high:.0f}]" if roomy else ""
    return f"{row.n}/{row.base}  {row.percent:3.0f}  {interval:>9}".rstrip()
