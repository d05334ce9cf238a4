"""`qualcode saturation`: how many new codes each further source brought."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from qualcode.cli.framing_options import add_framing, framing_of
from qualcode.cli.opening import opened
from qualcode.cli.releases import put_release
from qualcode.cli.render import Sheet, add_output_options
from qualcode.domain.errors import InputError
from qualcode.domain.saturation import SaturationRow, StopRow

if TYPE_CHECKING:
    from qualcode.privacy.release import Release

_SHOWN = 40


def configure(parser: ArgumentParser) -> None:
    """Take the unit, its order, and what counts as little new."""
    parser.epilog = "Sources are numbered in their order and not named: a source can be a person."
    parser.add_argument(
        "--unit", choices=["source", "participant"], default="source", help="default: source"
    )
    parser.add_argument(
        "--order",
        choices=["import", "work"],
        default="import",
        help="as imported, or as first looked at (default: import)",
    )
    parser.add_argument("--level", choices=["code", "theme"], default="code", help="default: code")
    parser.add_argument("--draws", type=int, metavar="N", help="random orders (default: 1000)")
    parser.add_argument("--seed", type=int, metavar="N", help="default: 1")
    parser.add_argument(
        "--stops",
        action="store_true",
        help="instead: after how many units a run brought little new (Guest, Namey and Chen 2020)",
    )
    stops = {
        "--base": (int, "with --stops: units that set the measure (default: 4 5 6)"),
        "--run": (int, "with --stops: units in a run (default: 2 3)"),
        "--threshold": (
            float,
            "with --stops: new codes in a run, in per cent of the measure (default: 0 5)",
        ),
    }
    for name, (kind, told) in stops.items():
        parser.add_argument(
            name, type=kind, nargs="+", metavar="N", help=told,
            dest="run_length" if name == "--run" else None,
        )  # fmt: skip
    add_framing(parser)
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Count and show."""
    _refuse_mixed(options)
    order = options.unit, options.order, options.level
    with opened(options) as study:
        if options.stops:
            stops = study.saturation.stops(
                *order,
                options.base or [4, 5, 6],
                options.run_length or [2, 3],
                _shares(options.threshold or [0.0, 5.0]),
                **framing_of(options),
            )  # fmt: skip
            put_release(study, stops, _stop_sheet(stops), options)
            return 0
        draws = 1000 if options.draws is None else options.draws
        seed = 1 if options.seed is None else options.seed
        curve = study.saturation.table(*order, draws, seed, **framing_of(options))
        put_release(study, curve, _curve_sheet(curve), options)
    return 0


def _refuse_mixed(options: Namespace) -> None:
    of_stops = (options.base, options.run_length, options.threshold)
    if not options.stops and any(one is not None for one in of_stops):
        raise InputError("--base, --run and --threshold belong to --stops.")
    if options.stops and not (options.draws is None and options.seed is None):
        raise InputError("--stops draws nothing: leave out --draws and --seed.")


def _shares(percents: list[float]) -> list[float]:
    return [one / 100 for one in percents]


def _curve_sheet(curve: Release[SaturationRow]) -> Sheet:
    headings = [str(curve.unit), "new", "all so far", "any order", "95 % of orders"]
    step = -(-len(curve.rows) // _SHOWN)
    shown = [
        [str(row.number), _count(row.new), _count(row.seen), _mean(row.expected), _band(row)]
        for at, row in enumerate(curve.rows)
        if not at or (len(curve.rows) - 1 - at) % step == 0
    ]
    fewer = f"Every {step}th of {len(curve.rows)} rows, new ones only of these; all: --csv, --json."
    return Sheet(
        title="New codes",
        columns=[one.name for one in fields(SaturationRow)],
        rows=[tuple(asdict(row).values()) for row in curve],
        json=curve.to_json(),
        notes=(_base(curve), *((fewer,) * (step > 1)), *curve.notes),
        shown=(headings, shown),
        right=frozenset(range(len(headings))),
    )


def _stop_sheet(stops: Release[StopRow]) -> Sheet:
    headings = ["at most", "base", "codes there", "run", "stop", "new in the run"]
    shown = [
        [f"{100 * row.threshold:g} %", str(row.base), _count(row.base_codes), str(row.run),
         "–" if row.suppressed else row.told or "not reached",
         "–" if row.share is None else f"{100 * row.share:.0f} %"]
        for row in stops
    ]  # fmt: skip
    return Sheet(
        title="Where little new comes up",
        columns=[one.name for one in fields(StopRow)],
        rows=[tuple(asdict(row).values()) for row in stops],
        json=stops.to_json(),
        notes=(
            _base(stops),
            f"6+2: the first 6 {stops.unit}s, then a run of 2 that brought at most so much new, "
            "in per cent of the codes in the base. Guest, Namey and Chen (2020), PLoS ONE 15(5).",
            *stops.notes,
        ),
        shown=(headings, shown),
        right=frozenset(range(len(headings))),
    )


def _base(table: Release[SaturationRow] | Release[StopRow]) -> str:
    return f"Base: {table.base}; coder rule: {table.coder_rule}."


def _count(count: int | None) -> str:
    return "–" if count is None else str(count)


def _mean(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.1f}"


def _band(row: SaturationRow) -> str:
    return "–" if row.low is None or row.high is None else f"{row.low:.0f} to {row.high:.0f}"
