"""`qualcode init`: a new study."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli.render import say


def configure(parser: ArgumentParser) -> None:
    """Take the folder, the title and the first coder."""
    parser.add_argument("folder", nargs="?", default=".", help="where (default: here)")
    parser.add_argument("--title", default="", help="what the study is called")
    parser.add_argument("--coder", metavar="NAME", help="the first person, who leads the study")
    parser.add_argument("--database", metavar="URL", help="a PostgreSQL URL for a team")


def run(options: Namespace) -> int:
    """Make the study."""
    from qualcode.study import create_study

    coder = options.coder or options.person
    with create_study(options.folder, options.title, coder, options.database) as study:
        say(f"Study '{study.title}' made at {study.folder}.")
    if coder is None:
        say("Next: qualcode coder add NAME")
    say("Next: qualcode import FILE ..., qualcode codebook add FILE, qualcode code")
    return 0
