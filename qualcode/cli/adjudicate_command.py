"""`qualcode adjudicate`: deciding where the coders of a round disagree."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from qualcode.cli.dispute_sheet import sheet
from qualcode.cli.opening import opened
from qualcode.cli.render import add_output_options, counted, note, put, say
from qualcode.domain.disputes import (
    LETTERS,
    Choice,
    choice_of,
    choose,
    in_words,
)
from qualcode.domain.errors import InputError, Refused
from qualcode.domain.rounds import Verdict

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.adjudication.disputes import Dispute


def configure(parser: ArgumentParser) -> None:
    """Take the round, and what to do without the screen."""
    parser.add_argument(
        "--round", default="", metavar="NAME", help="a closed round (default: outside rounds)"
    )
    parser.add_argument("--coder", metavar="NAME", help="who decides")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--list", action="store_true", help="list what is still to be decided")
    doing.add_argument("--decide", type=int, metavar="N", help="decide number N of the list")
    doing.add_argument(
        "--take-over",
        action="store_true",
        help="only let consensus code what all read alike",
    )
    parser.add_argument("--all", action="store_true", help="list what is decided, too")
    parser.add_argument(
        "--take",
        metavar="WHAT",
        help="a, b ... for one reading, both, neither, or codes as CODE,CODE",
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it is decided so")
    parser.add_argument(
        "--to-codebook",
        metavar="CODE",
        help="make it an edge case of this code in the codebook",
    )
    parser.add_argument(
        "--leave-agreed",
        action="store_true",
        help="do not let consensus code what all read alike",
    )
    parser.add_argument(
        "--with-single",
        action="store_true",
        help="take over what only one coder looked at, too",
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """List, decide, or open the screen and stay until it is left."""
    _check(options)
    options.person = options.coder or options.person
    with opened(options) as study:
        if options.list:
            put(sheet(study, options.round, options.all), options)
            return 0
        _ = study.coder
        if options.decide is not None:
            return _decide(study, options)
        told = _take_over(study, options)
        return 0 if options.take_over else _show(study, options.round, told)


def _check(options: Namespace) -> None:
    quiet = options.list or options.take_over or options.decide is not None
    if options.decide is not None and not options.take:
        raise InputError("--decide needs --take: a, b, both, neither, or CODE,CODE.")
    if options.decide is None and (options.take or options.reason or options.to_codebook):
        raise InputError("--take, --reason and --to-codebook go with --decide N.")
    if not options.list and (options.all or options.json or options.csv or options.output):
        raise InputError("--all, --json, --csv and -o go with --list.")
    if not quiet and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused(
            "The adjudication screen needs a terminal; without one use --list and --decide N."
        )


def _take_over(study: Study, options: Namespace) -> str:
    """Take over what all read alike, unless told not to; say so, and return what was said."""
    if options.leave_agreed:
        return ""
    desk, told = study.adjudication, ""
    agreed = desk.agreed(options.round)
    if agreed.waiting or (options.with_single and agreed.single):
        number = desk.take_over_agreed(options.round, options.with_single)
        told = f"Consensus now codes {counted(number, 'segment')} as all who looked read them"
        note(f"{told}; take that back with: qualcode undo")
        agreed = desk.agreed(options.round)
    if agreed.single:
        note(
            f"Not in consensus, since only one coder looked: {counted(agreed.single, 'segment')}; "
            "--with-single takes over these too."
        )
    return told


def _decide(study: Study, options: Namespace) -> int:
    disputes = study.adjudication.disputes(options.round)
    if not 1 <= options.decide <= len(disputes):
        raise InputError(
            f"There are {counted(len(disputes), 'disagreement')}, so no number {options.decide}. "
            "See them: qualcode adjudicate --list"
        )
    dispute = disputes[options.decide - 1]
    choice = _choice(study, dispute, options.take)
    edge = study.catalogue.code(options.to_codebook).id if options.to_codebook else ""
    if edge and not (options.reason.strip() or (dispute.decision and dispute.decision.reason)):
        raise InputError("--to-codebook needs a reason: --reason TEXT")
    _take_over(study, options)
    decision = study.adjudication.settle(dispute, choice, options.reason)
    say(
        f"{options.decide} of {len(disputes)}, {dispute.source.name} {dispute.segment.label}: "
        f"{in_words(dispute.readings, decision)}; consensus has "
        f"{', '.join(decision.codes) or 'no code, nothing applies'}."
    )
    if edge:
        (decided,) = study.adjudication.renewed([dispute])
        sent = study.adjudication.send_to_codebook(decided, edge)
        kind = "an atypical example" if sent.belongs else "an example that is close, but no,"
        say(f"In the codebook it is {kind} of '{sent.code}' now.")
    left = sum(one.is_open for one in disputes) - dispute.is_open
    note(f"{left} left to decide." if left else "All are decided.")
    return 0


def _choice(study: Study, dispute: Dispute, word: str) -> Choice:
    """Return what --take means for a dispute."""
    folded = word.strip().casefold()
    if folded in ("both", "neither"):
        return choose(dispute.readings, Verdict(folded))
    if len(folded) == 1 and folded in LETTERS:
        return choose(dispute.readings, Verdict.READING, LETTERS.index(folded))
    codes = {study.catalogue.code(one.strip()).id for one in word.split(",") if one.strip()}
    if not codes:
        raise InputError("--take names a reading (a, b ...), both, neither, or codes.")
    return choice_of(dispute.readings, codes)


def _show(study: Study, round_: str, told: str) -> int:
    import gc

    # As for the coding screen: both must be so before Textual is imported.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    gc.disable()
    from qualcode.tui.adjudicating.bench import DecisionBench
    from qualcode.tui.app import CodingApp
    from qualcode.tui.habits.outset import outset
    from qualcode.tui.suggesting.live import LiveSuggesting

    bench = DecisionBench(study, round_)
    if not bench.disputes:
        say("The coders do not disagree on any segment: there is nothing to decide.")
        return 0
    if told:
        bench.tell(f"{told}; u takes that back")
    # Deciding shows no suggestions; the texts that one can go to from there do.
    begun, live = outset(study.coder.id, os.environ), LiveSuggesting(study)
    app = CodingApp(study, deciding=bench, outset=begun, suggesting=live)
    return app.sit_through()
