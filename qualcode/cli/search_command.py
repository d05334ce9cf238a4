"""`qualcode search`: words in all sources."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, put

if TYPE_CHECKING:
    from qualcode.study.seeking import Found


def configure(parser: ArgumentParser) -> None:
    """Take the words."""
    parser.add_argument(
        "words", nargs="+", help='words that must all occur; "in quotes" together; begin* open'
    )
    parser.add_argument("--limit", type=int, default=50, help="how many passages (default 50)")
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Search and show where to jump."""
    # What the shell kept together in quotes is meant together.
    words = " ".join(map(_together, options.words))
    with opened(options) as study:
        found = study.seeking.find(words, options.limit)
    put(_sheet(found, words), options)
    return 0


def _together(word: str) -> str:
    return f'"{word}"' if " " in word and '"' not in word else word


def _sheet(found: list[Found], words: str) -> Sheet:
    from qualcode.study.seeking import HIT_END, HIT_START

    def plain(excerpt: str) -> str:
        return excerpt.replace(HIT_START, "").replace(HIT_END, "")

    def marked(excerpt: str) -> str:
        joined = " ".join(excerpt.split())
        return joined.replace(HIT_START, "»").replace(HIT_END, "«")

    columns = ("source", "segment", "number", "start", "end", "excerpt")
    rows = [
        (
            one.source.name,
            one.segment.label,
            one.segment.number,
            one.segment.span.start,
            one.segment.span.end,
            plain(one.excerpt),
        )
        for one in found
    ]
    return Sheet(
        f"Passages with: {words}",
        columns,
        rows,
        {"rows": [dict(zip(columns, row, strict=True)) for row in rows]},
        _notes(found),
        (
            ("source", "segment", "passage"),
            [(one.source.name, one.segment.label, marked(one.excerpt)) for one in found],
        ),
    )


def _notes(found: list[Found]) -> list[str]:
    count = f"{len(found)} passage{'' if len(found) == 1 else 's'}."
    if not found:
        return [count]
    name, number = shlex.quote(found[0].source.name), found[0].segment.number
    return [count, f"Jump to one with: qualcode code {name} --at {number}"]
