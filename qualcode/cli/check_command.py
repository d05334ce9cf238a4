"""`qualcode check`: is the study sound, and could anybody in it be recognised?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.cli.render import counted, note, say

if TYPE_CHECKING:
    from qualcode.study import Study


def configure(parser: ArgumentParser) -> None:
    """Take whether privacy is looked at."""
    parser.epilog = (
        "Checks the file, references, digests of texts, spans, and the journal's chain. With "
        "--privacy it tells instead which attributes single participants out; names for the lead."
    )
    parser.add_argument(
        "--privacy",
        action="store_true",
        help="tell who is alone in what up to three attributes say",
    )


def run(options: Namespace) -> int:
    """Check everything; exit code 1 if anything is wrong."""
    with opened(options) as study:
        return _privacy(study) if options.privacy else _soundness(study)


def _soundness(study: Study) -> int:
    problems = study.check()
    for problem in problems:
        note(problem)
    if problems:
        note(f"{len(problems)} problems. Restore the study from a backup: qualcode restore FILE")
        return 1
    say("The study is sound: file, references, texts, spans and journal.")
    return 0


def _privacy(study: Study) -> int:
    rule = study.releasing.rule
    reason = f" Reason: {rule.reason}" if rule.reason else ""
    say(f"Figures of fewer than {rule.threshold} persons are withheld.{reason}")
    written = len(study.releasing.recorded())
    say(f"{counted(written, 'table')} written to files so far; new ones are compared with them.")
    found = study.releasing.recognisable()
    if not found:
        say("No participant is alone in what up to three attributes say.")
        return 0
    say("Alone in what these attributes say together, each participant by the fewest:")
    for one in found:
        names = f": {', '.join(one.names)}" if one.names else ""
        say(f"  {' x '.join(one.attributes)}  {counted(one.number, 'participant')}{names}")
    if not any(one.names for one in found):
        note("The lead of the study is told which.")
    return 0
