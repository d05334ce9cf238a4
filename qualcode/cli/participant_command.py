"""`qualcode participant`: those who speak in the study."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli.opening import opened
from qualcode.cli.render import Cell, Sheet, add_output_options, put, say


def configure(parser: ArgumentParser) -> None:
    """Take list, rename or remove."""
    parts = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = parts.add_parser("list", help="all participants with their attributes")
    add_output_options(listing)
    renaming = parts.add_parser("rename", help="give a participant another pseudonym")
    renaming.add_argument("name", help="the pseudonym now")
    renaming.add_argument("new", help="the new pseudonym")
    removing = parts.add_parser("remove", help="leave a participant out of every count")
    removing.add_argument("name", help="the participant")


def run(options: Namespace) -> int:
    """Do the action."""
    with opened(options) as study:
        if options.action == "rename":
            one = study.participants.rename(options.name, options.new)
            say(f"'{options.name}' is now '{one.name}'.")
            return 0
        if options.action == "remove":
            study.participants.remove(options.name)
            say(f"'{options.name}' is left out of every count. Bring them back: qualcode undo")
            return 0
        people = study.participants.all()
    attributes = list(dict.fromkeys(name for one in people for name in one.attributes))
    columns = ("name", "counted", *attributes)
    rows: list[list[Cell]] = [
        [one.name, "yes" if one.counted else "no", *(one.attributes.get(a) for a in attributes)]
        for one in people
    ]
    content = {
        "rows": [
            {"name": one.name, "counted": one.counted, "attributes": dict(one.attributes)}
            for one in people
        ]
    }
    told = [
        (
            one.name,
            "yes" if one.counted else "no",
            ", ".join(f"{name} {value}" for name, value in one.attributes.items()),
        )
        for one in people
    ]
    shown = (("name", "counted", "attributes"), told)
    put(Sheet("Participants", columns, rows, content, shown=shown), options)
    return 0
