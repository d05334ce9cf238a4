"""`qualcode scales`: closed items, as answers, means, correlations or differences by group."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli import scales_sheets as sheets
from qualcode.cli.narrowing import add_where
from qualcode.cli.opening import opened
from qualcode.cli.releases import put_release
from qualcode.cli.render import add_output_options
from qualcode.cli.weighting import add_weighting, weighting_of
from qualcode.domain.errors import InputError


def configure(parser: ArgumentParser) -> None:
    """Take the questions, the form of the table, the grouping and the weights."""
    parser.add_argument(
        "questions", nargs="*", metavar="QUESTION", help="ids of closed questions (default: all)"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--means", action="store_true", help="mean, spread, quartiles, and who did not answer"
    )
    form.add_argument(
        "--correlate", action="store_true", help="how far each two scales rise together"
    )
    form.add_argument(
        "--compare", action="store_true", help="test whether the groups of --by answer differently"
    )
    parser.add_argument(
        "--by",
        metavar="ATTRIBUTE",
        action="append",
        default=[],
        help="a row for each value; may be given more than once",
    )
    add_where(parser)
    add_weighting(parser)
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Ask for the form that was named and show it."""
    weighting = weighting_of(options)
    if weighting and (options.correlate or options.compare):
        raise InputError(
            "Correlations and comparisons of scales take no weights.",
            fix="Weighted answers by group are tested by: qualcode frequencies --weight",
        )
    if options.correlate and options.by:
        raise InputError("Correlations take no --by.", fix="Take one group at a time: --where")
    asked, everything = (options.questions, options.by, options.where), options.unsuppressed
    with opened(options) as study:
        if options.means:
            means = study.scales.means(*asked, weighting, everything)
            put_release(study, means, sheets.means(means), options)
        elif options.correlate:
            pairs = study.scales.correlations(options.questions, options.where, everything)
            put_release(study, pairs, sheets.correlations(pairs), options)
        elif options.compare:
            tests = study.scales.differences(*asked, everything)
            put_release(study, tests, sheets.differences(tests), options)
        else:
            answers = study.scales.answers(*asked, weighting, everything)
            put_release(study, answers, sheets.answers(answers), options)
    return 0
