"""`qualcode check`: is the study sound?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli.opening import opened
from qualcode.cli.render import note, say


def configure(parser: ArgumentParser) -> None:
    """Take nothing more."""
    parser.epilog = "Checks the file, references, digests of texts, spans, and the journal's chain."


def run(options: Namespace) -> int:
    """Check everything; exit code 1 if anything is wrong."""
    with opened(options) as study:
        problems = study.check()
    for problem in problems:
        note(problem)
    if problems:
        note(f"{len(problems)} problems. Restore the study from a backup: qualcode restore FILE")
        return 1
    say("The study is sound: file, references, texts, spans and journal.")
    return 0
