"""`qualcode serve`: the coding screen in a browser on this machine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.cli.render import note, say
from qualcode.domain.errors import InputError, Refused

if TYPE_CHECKING:
    from qualcode.study import Study

_LEAVE = b"\x11"
"""Ctrl-Q, which leaves the coding screen from anywhere."""
_PORTS = range(65536)


def configure(parser: ArgumentParser) -> None:
    """Take the port, who codes, and what to open straight away."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="the text to begin with")
    parser.add_argument("--coder", metavar="NAME", help="who codes")
    parser.add_argument("--question", metavar="ID", help="all answers to this question in a row")
    parser.add_argument("--round", metavar="NAME", help="your queue of this round")
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="the port (default: one that is free)"
    )


def run(options: Namespace) -> int:
    """Serve until Ctrl-C; only browsers on this machine that have the address come in."""
    if sum(one is not None for one in (options.source, options.question, options.round)) > 1:
        raise InputError("Name a source, --question or --round: one of them.")
    if options.port not in _PORTS:
        raise InputError(f"There is no port {options.port}: name one up to {_PORTS[-1]}.")
    _refuse_without_the_package()
    options.person = options.coder or options.person
    with opened(options) as study:
        _look_whether_it_opens(study, options)
        options.person = study.coder.name
    _serve(options)
    return 0


def _refuse_without_the_package() -> None:
    from importlib.util import find_spec

    if find_spec("websockets") is None:
        raise Refused("The browser needs one more package: pip install 'qualcode[serve]'.")


def _look_whether_it_opens(study: Study, options: Namespace) -> None:
    """Let a wrong name be told here, and not in a browser."""
    _ = study.coder
    if options.round:
        study.in_round(options.round).desk.round_page()
    elif options.question:
        study.desk.question_page(options.question)
    elif options.source:
        study.desk.source_page(options.source)


def _serve(options: Namespace) -> None:
    from qualcode.serve.running import run as serve

    try:
        serve(command_of(options), options.port, _LEAVE, _tell)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(
            f"Port {options.port} cannot be used: {reason}. Without --port a free one is taken."
        ) from error
    note("Stopped; everything is saved.")


def command_of(options: Namespace) -> list[str]:
    """Return the command that opens the coding screen as it was asked for here."""
    words = [sys.executable, "-P", "-m", "qualcode"]
    words += [f"--study={options.study}", f"--as={options.person}", "code"]
    if options.round:
        words.append(f"--round={options.round}")
    if options.question:
        words.append(f"--question={options.question}")
    return [*words, "--", options.source] if options.source else words


def _tell(address: str) -> None:
    note("Open this in a browser on this machine. It lets one browser in, once:")
    say(address)
    sys.stdout.flush()
    note("Enter makes a new address, Ctrl-C stops.")
