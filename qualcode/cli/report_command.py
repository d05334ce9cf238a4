"""`qualcode report`: the findings, or the codebook, as a document."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from qualcode.cli.framing_options import add_coder_rule
from qualcode.cli.narrowing import add_where
from qualcode.cli.opening import opened
from qualcode.cli.render import counted, note


def configure(parser: ArgumentParser) -> None:
    """Take what is reported, and where it is written."""
    what = parser.add_subparsers(metavar="WHAT", required=True, dest="what")
    findings = what.add_parser(
        "findings", help="tables, charts, groups and quotations, with a methods appendix"
    )
    findings.add_argument(
        "--question", metavar="ID", action="append", default=[],
        help="only this question; may be given several times (default: all)",
    )  # fmt: skip
    findings.add_argument("--by", metavar="ATTRIBUTE", help="compare groups, e.g. position")
    add_coder_rule(findings)
    add_where(findings)
    codebook = what.add_parser("codebook", help="all codes with definitions, examples and counts")
    for one in (findings, codebook):
        _add_target(one)


def _add_target(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True,
        help="the file; .html, .docx and .md choose the form",
    )  # fmt: skip
    parser.add_argument(
        "--unsuppressed", action="store_true", help="show small cells too (for the lead)"
    )


def run(options: Namespace) -> int:
    """Write the document and say where it is."""
    with opened(options) as study:
        if options.what == "codebook":
            done = study.reporting.write_codebook(options.output, options.unsuppressed)
        else:
            done = study.reporting.write_findings(
                options.output, options.question, options.by, options.where, options.coder_rule,
                options.unsuppressed,
            )  # fmt: skip
    note(f"Written to {done.files[0]}.")
    if len(done.files) > 1:
        note(f"{counted(len(done.files) - 1, 'chart')} beside it in {done.files[1].parent}.")
    if options.unsuppressed:
        note("No figure is withheld: keep it in the team. The journal says who made it.")
    elif done.withheld:
        note(f"{counted(done.withheld, 'line')} of its tables have figures that are withheld.")
    if not done.charts:
        note("Without charts, as these are not installed: pip install 'qualcode[analysis]'.")
    return 0
