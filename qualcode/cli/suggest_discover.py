"""`qualcode suggest discover`: themes that nobody coded, codes and codings worth another look."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli.discovery_sheets import everything, parts
from qualcode.cli.opening import opened
from qualcode.cli.progress import progress_bar
from qualcode.cli.render import add_output_options, counted, note, put, say
from qualcode.domain.errors import InputError

_USUAL = 10
_JSON = """\
The JSON: `passages` (segments read), `finished`, `uncoded` (sentences), `notes`, `names` (of codes)
and four lists, the clearest first: `new_themes` (size, participants, coherence, by_chance, words,
typical, members, nearest, fit), `alike` (first, second, definitions, texts, both, either,
segments), `two_meanings` (code, size, silhouette, by_chance, halves) and `second_look` (quotation,
code, doubt, probability, surprise, coders, instead, words). A quotation has words, span (code
points of the source), participant, source, number and segment."""


def configure(parser: ArgumentParser) -> None:
    """Take what to read, and how much to show."""
    parser.epilog = _JSON
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--question", metavar="ID", help="only answers to this question")
    where.add_argument("--source", metavar="NAME", help="only segments of this source")
    parser.add_argument(
        "--limit",
        type=int,
        default=_USUAL,
        metavar="N",
        help=f"how many of each are shown (default: {_USUAL}); files and JSON hold all",
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Discover and show; files and programs get everything in one piece."""
    if options.limit < 1:
        raise InputError("--limit is a count of 1 or more.")
    with opened(options) as study, progress_bar() as bar:
        found = study.suggestions.discover(options.question, options.source, bar)
        names = {code.id: code.name for code in study.catalogue.codebook.codes}
    if options.json or options.csv or options.output:
        put(everything(found, names), options)
        return 0
    for sheet in parts(found, names, options.limit):
        put(sheet, options)
        say("")
    read = f"Read: {counted(found.passages, 'segment')}, {found.finished} finished; "
    note(f"{read}{counted(found.uncoded, 'uncoded sentence')}.")
    for one in found.notes:
        note(one)
    return 0
