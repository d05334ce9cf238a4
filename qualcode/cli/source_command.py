"""`qualcode source`: the texts of the study."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, put, say


def configure(parser: ArgumentParser) -> None:
    """Take list, rename or remove."""
    parts = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = parts.add_parser("list", help="all sources")
    add_output_options(listing)
    renaming = parts.add_parser("rename", help="give a source another name")
    renaming.add_argument("name", help="what it is called now")
    renaming.add_argument("new", help="what it is to be called")
    removing = parts.add_parser("remove", help="take a source and its codings out of the study")
    removing.add_argument("name", help="the source")


def run(options: Namespace) -> int:
    """Do the action."""
    with opened(options) as study:
        if options.action == "rename":
            source = study.sources.rename(options.name, options.new)
            say(f"'{options.name}' is now '{source.name}'.")
            return 0
        if options.action == "remove":
            study.sources.remove(options.name)
            say(f"'{options.name}' is removed with its codings. Bring it back: qualcode undo")
            return 0
        counts = study.sources.segment_counts()
        columns = ("name", "kind", "segments", "characters", "file", "imported")
        rows = [
            (
                one.name,
                one.kind.value,
                counts.get(one.id, 0),
                one.length,
                one.file_name,
                f"{one.imported:%Y-%m-%d}",
            )
            for one in study.sources
        ]
    content = {"rows": [dict(zip(columns, row, strict=True)) for row in rows]}
    put(Sheet("Sources", columns, rows, content, right=frozenset({2, 3})), options)
    return 0
