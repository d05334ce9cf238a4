"""`qualcode coder`: the people who code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, put, say


def configure(parser: ArgumentParser) -> None:
    """Take `list` or `add NAME`."""
    parts = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = parts.add_parser("list", help="who codes")
    add_output_options(listing)
    adding = parts.add_parser("add", help="let one more person code")
    adding.add_argument("name", help="the name to act under")
    adding.add_argument(
        "--role",
        choices=["coder", "lead", "analyst"],
        default="coder",
        help="what the person does (default: coder)",
    )


def run(options: Namespace) -> int:
    """List coders or add one."""
    from qualcode.domain.people import Role

    with opened(options) as study:
        if options.action == "add":
            coder = study.team.add(options.name, Role(options.role))
            say(f"Added {coder.role.value} '{coder.name}'.")
            return 0
        rows = [(coder.name, coder.role.value) for coder in study.team]
    content = {"rows": [{"name": name, "role": role} for name, role in rows]}
    put(Sheet("Coders", ("name", "role"), rows, content), options)
    return 0
