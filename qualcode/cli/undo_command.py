"""`qualcode undo`: the way back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli.opening import opened
from qualcode.cli.render import say


def configure(parser: ArgumentParser) -> None:
    """Take --redo."""
    parser.add_argument("--redo", action="store_true", help="bring forth again what was undone")


def run(options: Namespace) -> int:
    """Undo or redo one deed."""
    with opened(options) as study:
        if options.redo:
            say(f"Brought forth again: {study.history.redo()}.")
        else:
            say(f"Taken back: {study.history.undo()}. Bring it forth again: qualcode undo --redo")
    return 0
