"""`qualcode backup`: a whole, checked copy."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from qualcode.cli.opening import opened
from qualcode.cli.render import say


def configure(parser: ArgumentParser) -> None:
    """Take the target."""
    parser.add_argument(
        "target", nargs="?", type=Path, help="the copy (default: backups/ in the study)"
    )


def run(options: Namespace) -> int:
    """Write the copy and prove it whole."""
    with opened(options) as study:
        name = f"study-{datetime.now():%Y%m%d-%H%M%S}.db"
        target = options.target or (study.folder or Path()) / "backups" / name
        made = study.backup(target)
    say(f"Whole, checked copy: {made} ({made.stat().st_size:,} bytes)")
    return 0
