"""`qualcode restore`: a backup takes the place of the study."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from qualcode.cli.render import say


def configure(parser: ArgumentParser) -> None:
    """Take the backup."""
    parser.add_argument("backup", type=Path, help="a copy that `qualcode backup` made")


def run(options: Namespace) -> int:
    """Check the backup, put the present study aside, and put the backup in its place."""
    from qualcode.study.restoring import restore

    aside = restore(options.study, options.backup)
    kept = f" The study as it was is kept at {aside}." if aside else ""
    say(f"Restored from {options.backup}.{kept}")
    return 0
