"""`qualcode frequencies`: how often each code occurs, with its base."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from qualcode.cli.framing_options import add_whose
from qualcode.cli.frequencies_sheets import rank_sheet, sheet, version_sheet, wave_sheet
from qualcode.cli.opening import opened
from qualcode.cli.releases import put_release
from qualcode.cli.render import Sheet, add_output_options
from qualcode.cli.weighting import add_weighting, weighted_sheet, weighting_of
from qualcode.domain.errors import InputError

if TYPE_CHECKING:
    from qualcode.privacy.release import Release
    from qualcode.study import Study


def configure(parser: ArgumentParser) -> None:
    """Take what is counted, of whom, by which groups, and what is made of the counts."""
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument(
        "--by",
        metavar="ATTRIBUTE[,ATTRIBUTE]",
        help="a column for each value, e.g. position; several make a column for each combination",
    )
    parser.add_argument(
        "--unit",
        choices=["participant", "segment", "source"],
        default="participant",
        help="what is counted (default: participant)",
    )
    parser.add_argument(
        "--base",
        choices=["all", "asked", "answered", "coded"],
        help="of whom shares are taken: everybody, those asked (default), those whose answers "
        "were looked at, or those of them who carry any code; of a closed question those who "
        "answered (default)",
    )
    add_whose(parser)
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--wave",
        metavar="ATTRIBUTE",
        help="how the counts changed between the two values of this attribute",
    )
    instead.add_argument(
        "--ranked",
        action="store_true",
        help="mean rank, first choices and Borda points of a question with ranked answers",
    )
    instead.add_argument(
        "--versions",
        metavar="VERSION",
        nargs="?",
        const="",
        help="what the counts were by an earlier codebook (a version, or a revision; left out, "
        "the first one), and what became of each code",
    )
    add_weighting(parser)
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Count and show."""
    with opened(options) as study:
        release, shown = _counted(study, options)
        put_release(study, release, shown, options)
    return 0


def _counted(study: Study, options: Namespace) -> tuple[Release[Any], Sheet]:
    asked = {
        "question": options.question,
        "by": options.by,
        "unit": options.unit,
        "coder_rule": options.coder_rule,
        "kind": options.kind,
        "without_accepted": options.without_accepted,
        "base": options.base,
        "where": options.where,
        "unsuppressed": options.unsuppressed,
    }
    weighting = weighting_of(options)
    other = options.wave is not None or options.ranked or options.versions is not None
    if weighting is not None and other:
        raise InputError(
            "Waves, ranks and versions of the codebook are not weighted.",
            fix=f"To compare weighted waves: --by {options.wave or 'ATTRIBUTE'} --weight ...",
        )
    if options.wave is not None:
        waves = study.waves.table(options.wave, **asked)
        return waves, wave_sheet(waves, options.question)
    if options.ranked:
        ranks = study.ranks.table(**asked)
        return ranks, rank_sheet(ranks, options.question)
    if options.versions is not None:
        if options.by or options.base:
            raise InputError("--versions goes without --by and --base.")
        less = {name: value for name, value in asked.items() if name not in ("by", "base")}
        versions = study.versions.table(options.versions, **less)
        return versions, version_sheet(versions, options.question)
    release = study.frequencies(weighting=weighting, **asked)
    return release, (weighted_sheet if weighting else sheet)(release, options.question)
