"""`qualcode round`: who codes which segments, how far they are, and how much more it takes."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.cli.render import add_output_options, counted, note, put, say

if TYPE_CHECKING:
    from qualcode.domain.rounds import Round
    from qualcode.study import Study


def configure(parser: ArgumentParser) -> None:
    """Take what to do with a round, and its name."""
    parts = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _configure_create(parts.add_parser("create", help="draw segments and give them to coders"))
    add_output_options(parts.add_parser("list", help="all rounds"))
    status = parts.add_parser(
        "status", help="how far each coder is; of all open rounds unless named"
    )
    status.add_argument("name", nargs="?", metavar="NAME", help="the round")
    add_output_options(status)
    _configure_assign(parts.add_parser("assign", help="change the queues of an open round"))
    _configure_plan(parts.add_parser("plan", help="how many more units a narrower interval takes"))
    close = parts.add_parser("close", help="end a round: nothing more is coded in it")
    close.add_argument("name", metavar="NAME", help="the round")
    delete = parts.add_parser("delete", help="take back a round in which nobody has begun")
    delete.add_argument("name", metavar="NAME", help="the round")


def _configure_create(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="how the round is called")
    parser.add_argument("--coders", required=True, metavar="A,B", help="who codes in it")
    parser.add_argument(
        "--sample",
        default="100%",
        metavar="SHARE",
        help="how much is drawn: a share such as 20%% or a count such as 40 (default: 100%%)",
    )
    parser.add_argument(
        "--stratify",
        default="",
        metavar="A,B",
        help="draw the same share of each: question, source, kind, or attributes of participants",
    )
    parser.add_argument(
        "--overlap",
        default="100%",
        metavar="SHARE",
        help="share of what is drawn that every coder gets; the rest is dealt out (default: 100%%)",
    )
    parser.add_argument(
        "--unit",
        choices=["segment", "source"],
        default="segment",
        help="what is drawn: single segments or whole sources (default: segment)",
    )
    parser.add_argument(
        "--blind",
        action="store_true",
        help="nobody sees another coder's work until the round is closed",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the draw (default: 0)")
    parser.add_argument(
        "--repeats",
        default="0%",
        metavar="SHARE",
        help="share of each queue that the coder has coded before and codes again (default: 0%%)",
    )
    parser.add_argument("--question", metavar="ID", help="draw only answers to this question")
    parser.add_argument(
        "--kind",
        choices=["survey", "interview", "forum", "case"],
        help="draw only from sources of this kind",
    )


def _configure_assign(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the round")
    parser.add_argument("--more", type=int, default=0, metavar="N", help="draw so many more units")
    parser.add_argument("--coder", metavar="NAME", help="let one more person code what is shared")
    parser.add_argument(
        "--from", dest="source", metavar="NAME", help="take what this coder has not begun ..."
    )
    parser.add_argument("--to", dest="target", metavar="NAME", help="... and give it to this one")


def _configure_plan(parser: ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="the round (default: what was coded outside rounds)"
    )
    parser.add_argument("--code", metavar="CODE", help="only this code (default: all)")
    parser.add_argument(
        "--width",
        type=float,
        default=0.1,
        metavar="W",
        help="how wide the 95 %% interval of alpha may be (default: 0.1)",
    )
    parser.add_argument(
        "--unblind",
        action="store_true",
        help="look at a blind round before its end (for the lead; the journal notes it)",
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Do it and tell of it."""
    deeds: dict[str, Callable[[Study, Namespace], None]] = {
        "create": _create,
        "list": _list,
        "status": _status,
        "assign": _assign,
        "plan": _plan,
        "close": _close,
        "delete": _delete,
    }
    with opened(options) as study:
        deeds[options.action](study, options)
    return 0


def _create(study: Study, options: Namespace) -> None:
    made = study.rounds.create(
        options.name,
        _names(options.coders),
        sample=options.sample,
        stratify=_names(options.stratify),
        overlap=options.overlap,
        unit=options.unit,
        blind=options.blind,
        seed=options.seed,
        repeats=options.repeats,
        question=options.question,
        kind=options.kind,
    )
    sampling = made.sampling
    drawn = f"{sampling.drawn} of {counted(sampling.population, sampling.unit.value)} drawn"
    say(f"Round '{made.name}': {drawn}, {'blind, ' if made.blind else ''}seed {sampling.seed}.")
    status = study.rounds.status(made.name)
    for one in status.coders:
        again = f", {one.repeats} of them coded before" if one.repeats else ""
        say(f"  {one.coder}: {counted(one.assigned, 'segment')}{again}")
    _warn(made, status.shared, [one.repeats for one in status.coders])
    note(f"Coders open their queue with: qualcode code --round {shlex.quote(made.name)}")


def _warn(made: Round, shared: int, repeats: list[int]) -> None:
    if not shared:
        note("No segment is coded by two people, so agreement cannot be told from this round.")
    if made.sampling.repeats and not all(repeats):
        note("Who has finished nothing outside this sample has nothing to code again.")


def _list(study: Study, options: Namespace) -> None:
    from qualcode.cli.round_sheets import rounds_sheet

    put(rounds_sheet(study.rounds.all(), study.team.names()), options)


def _status(study: Study, options: Namespace) -> None:
    from qualcode.cli.round_sheets import status_sheet

    rounds = study.rounds
    names = [options.name] if options.name else [one.name for one in rounds if one.is_open]
    put(status_sheet([rounds.status(name) for name in names]), options)


def _assign(study: Study, options: Namespace) -> None:
    done = study.rounds.assign(
        options.name,
        more=options.more,
        coder=options.coder,
        source=options.source,
        target=options.target,
    )
    for name, added in done.added.items():
        say(f"{name}: {counted(added, 'segment')} more.")
    if done.stayed:
        note(f"{done.stayed} stay: they are begun, or {options.target} has them already.")


def _plan(study: Study, options: Namespace) -> None:
    from qualcode.cli.round_sheets import plan_sheet

    plan = study.rounds.plan(options.name, options.code, options.width, options.unblind)
    put(plan_sheet(plan), options)


def _close(study: Study, options: Namespace) -> None:
    closed = study.rounds.close(options.name)
    status = study.rounds.status(closed.name)
    say(
        f"Closed the round '{closed.name}': {status.compared} segments are finished by two or more."
    )
    for one in status.coders:
        if left := one.assigned - one.finished:
            note(f"{one.coder} did not finish {counted(left, 'segment')}.")
    note(f"See how far they agree: qualcode agreement --round {shlex.quote(closed.name)}")


def _delete(study: Study, options: Namespace) -> None:
    gone = study.rounds.delete(options.name)
    say(f"Deleted the round '{gone.name}', in which nobody had begun.")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
