"""`qualcode cooccurrence`: codes that occur together, and which follows which."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from qualcode.cli.framing_options import add_framing, framing_of
from qualcode.cli.opening import opened
from qualcode.cli.releases import put_release
from qualcode.cli.render import Sheet, add_output_options, terminal_width
from qualcode.domain.cooccurrence import PairRow, SequenceRow
from qualcode.domain.errors import InputError

if TYPE_CHECKING:
    from qualcode.privacy.release import Release

_SHOWN, _ROOMY = 25, 110


def configure(parser: ArgumentParser) -> None:
    """Take how close codes must come, or that their order is asked for."""
    parser.epilog = (
        "On the terminal the pairs that occur most come first; --csv and --json give every pair, "
        "and each code beside itself: that is its frequency."
    )
    parser.add_argument(
        "--within",
        choices=["segment", "overlap", "near", "source", "participant"],
        metavar="HOW",
        help="how close: segment (both on the same one, the default), overlap (their quotations "
        "do), near (segments --window apart in a source), source, participant",
    )
    parser.add_argument(
        "--window",
        type=int,
        metavar="N",
        help="with --within near: how many segments before or after (default: 1)",
    )
    parser.add_argument(
        "--sequence",
        action="store_true",
        help="instead: which code follows which, from one coded segment to the next",
    )
    parser.add_argument(
        "--stream",
        choices=["source", "participant"],
        help="with --sequence: the next segment of the same source, or of the same participant "
        "in it (default: source)",
    )
    parser.add_argument(
        "--level",
        choices=["code", "theme"],
        help="every code, or themes only (default: code; with --sequence theme)",
    )
    add_framing(parser)
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Count and show."""
    _refuse_mixed(options)
    with opened(options) as study:
        if options.sequence:
            steps = study.together.sequence(
                options.stream or "source", options.level or "theme", **framing_of(options)
            )
            put_release(study, steps, _sequence_sheet(steps), options)
            return 0
        pairs = study.together.cooccurrence(
            options.within or "segment",
            1 if options.window is None else options.window,
            options.level or "code",
            **framing_of(options),
        )
        put_release(study, pairs, _pair_sheet(pairs), options)
    return 0


def _refuse_mixed(options: Namespace) -> None:
    if options.sequence and (options.within or options.window is not None):
        raise InputError("--sequence takes neither --within nor --window.")
    if options.stream and not options.sequence:
        raise InputError("--stream belongs to --sequence.")
    if options.window is not None and options.within != "near":
        raise InputError("--window belongs to --within near.")


def _pair_sheet(pairs: Release[PairRow]) -> Sheet:
    met = [row for row in pairs if row.code != row.other and row.n]
    met.sort(key=lambda row: (-(row.n or 0), -(row.lift or 0), row.code, row.other))
    roomy = terminal_width() >= _ROOMY
    shown = [_pair_shown(row, roomy) for row in met[:_SHOWN]]
    headings = ["code", "with", "n/of/of", "persons", "Jaccard", "lift"]
    if roomy:
        headings[4:] = ["base", "Jaccard", "c", "lift"]
    return Sheet(
        title="Codes together",
        columns=[one.name for one in fields(PairRow)],
        rows=[tuple(asdict(row).values()) for row in pairs],
        json=pairs.to_json(),
        notes=(
            f"{_base(pairs)} n/of/of: units with both, with the first, with the second.",
            *_more(len(met), "pairs"),
            *_hidden(pairs),
            *pairs.notes,
        ),
        shown=(headings, shown),
        right=frozenset(range(2, len(headings))),
    )


def _pair_shown(row: PairRow, roomy: bool) -> list[str]:
    counts = f"{row.n}/{_of(row.n_code)}/{_of(row.n_other)}"
    first = [row.name, row.other_name, counts, _of(row.people)]
    if roomy:
        first += [_of(row.base), _number(row.jaccard), _number(row.c), _number(row.lift)]
        return first
    return [*first, _number(row.jaccard), _number(row.lift)]


def _sequence_sheet(steps: Release[SequenceRow]) -> Sheet:
    taken = [row for row in steps if row.n]
    shown = [
        [row.name, "itself" if row.stays else row.next_name, str(row.n), _number(row.expected),
         _number(row.lift), _of(row.people)]
        for row in taken[:_SHOWN]
    ]  # fmt: skip
    headings = ["code", "then", "n", "expected", "lift", "persons"]
    return Sheet(
        title="Which code follows which",
        columns=[one.name for one in fields(SequenceRow)],
        rows=[tuple(asdict(row).values()) for row in steps],
        json=steps.to_json(),
        notes=(_base(steps), *_more(len(taken), "steps"), *_hidden(steps), *steps.notes),
        shown=(headings, shown),
        right=frozenset(range(2, len(headings))),
    )


def _base(table: Release[PairRow] | Release[SequenceRow]) -> str:
    return f"Base: {table.base}; coder rule: {table.coder_rule}."


def _more(number: int, what: str) -> tuple[str, ...]:
    return (f"The first {_SHOWN} of {number} {what}; all: --csv, --json.",) * (number > _SHOWN)


def _hidden(table: Release[PairRow] | Release[SequenceRow]) -> tuple[str, ...]:
    hidden = sum(row.suppressed and row.n is None for row in table)
    return (f"{hidden} withheld: too few persons.",) * bool(hidden)


def _of(count: int | None) -> str:
    return "–" if count is None else str(count)


def _number(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.2f}"
