"""`qualcode suggest`: codes that are proposed for what is still to be coded, with reasons."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.cli.progress import progress_bar
from qualcode.cli.render import add_output_options, put
from qualcode.domain.errors import InputError

if TYPE_CHECKING:
    from qualcode.cli.commands import CommandModule
    from qualcode.study import Study

_USUAL_LIMIT = 50
_NAMED = {
    "trial": "how good suggestions would have been on what is coded already",
    "discover": "what the codebook may lack: candidate themes, near-duplicate codes and more",
    "influence": "compare codings made with and without a suggestion on the screen",
}
"""The actions that live in modules of their own, with their help."""

_JSON = """\
The JSON of `suggest` and `suggest queue`: `model` (a hash of what the suggestions are made with),
`note`, `waiting` (how many segments are not finished) and `segments`, each with `segment` (its id),
`source`, `label`, `question`, `start` and `end` (code points of the source), `text`, `none_fits`
(rather none of the codes does) and `suggestions`: `rank`, `code`, `name`, `score` (log-odds),
`probability` (0 to 1, or null), `start` and `end` (null for the whole segment), and `reasons` with
`words`, `weight` and `kind`."""


def configure(parser: ArgumentParser) -> None:
    """Take what to suggest for, and the actions beside it."""
    parser.epilog = _JSON
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--source", metavar="NAME", help="only segments of this source")
    where.add_argument("--question", metavar="ID", help="only answers to this question")
    where.add_argument("--round", metavar="NAME", help="only your queue of this round")
    parser.add_argument(
        "--k", type=int, default=3, metavar="N", help="how many codes for a segment (default: 3)"
    )
    _add_limit(parser)
    parser.add_argument(
        "--influence", action="store_true", help="the same as the action `influence`"
    )
    add_output_options(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    _configure_queue(
        actions.add_parser("queue", help="what is probable enough, most certain first, to review")
    )
    for name, told in _NAMED.items():
        _module(name).configure(actions.add_parser(name, help=told))


def _configure_queue(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--above",
        type=float,
        required=True,
        metavar="P",
        help="the least probability, from 0 to 1; nothing is ever applied by itself",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--source", metavar="NAME", help="only segments of this source")
    where.add_argument("--question", metavar="ID", help="only answers to this question")
    _add_limit(parser)
    add_output_options(parser)


def _add_limit(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--limit",
        type=int,
        default=_USUAL_LIMIT,
        metavar="N",
        help=f"how many segments at most (default: {_USUAL_LIMIT})",
    )


def run(options: Namespace) -> int:
    """Suggest, or do what the action says."""
    if options.influence and options.action is None:
        return _influence(options)
    if options.action in _NAMED:
        return _module(options.action).run(options)
    if options.limit < 1 or (options.action is None and options.k < 1):
        raise InputError("--k and --limit are counts of 1 or more.")
    from qualcode.cli.suggest_sheet import queue_sheet, sheet

    with opened(options) as study:
        if options.action == "queue":
            _prepare(study)
            put(queue_sheet(study, options), options)
            return 0
        working = study.in_round(options.round) if options.round else study
        _prepare(working)
        put(sheet(working, options), options)
    return 0


def _prepare(study: Study) -> None:
    study.suggestions.require_ready()
    with progress_bar() as bar:
        study.suggestions.prepare(lambda done, of: bar(done, of, "reading"))


def _influence(options: Namespace) -> int:
    usual = ArgumentParser()
    module = _module("influence")
    module.configure(usual)
    return module.run(Namespace(**{**vars(usual.parse_args([])), **vars(options)}))


def _module(action: str) -> CommandModule:
    module: CommandModule = import_module(f"qualcode.cli.suggest_{action}")
    return module
