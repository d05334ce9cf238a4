"""The options that say which codings count: the same on the commands that compare codes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from qualcode.cli.narrowing import add_where

if TYPE_CHECKING:
    from argparse import _ArgumentGroup


def add_framing(parser: ArgumentParser) -> None:
    """Take the question, the coder rule, the kind of source and the filter."""
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    add_whose(parser)


def add_whose(parser: ArgumentParser) -> None:
    """Take the coder rule, the kind of source and the filter."""
    add_coder_rule(parser)
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
    add_where(parser)


def add_coder_rule(group: ArgumentParser | _ArgumentGroup) -> None:
    """Take whose codings count."""
    group.add_argument(
        "--coder-rule",
        metavar="RULE",
        help="any, all, majority, consensus or a coder's name "
        "(default: consensus where it exists, else any)",
    )


def framing_of(options: Namespace) -> dict[str, Any]:
    """Return what was chosen, by the names that the methods of a study take."""
    return {
        "question": options.question,
        "coder_rule": options.coder_rule,
        "kind": options.kind,
        "where": options.where,
        "without_accepted": options.without_accepted,
        "unsuppressed": options.unsuppressed,
    }
