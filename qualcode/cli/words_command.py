"""`qualcode words`: the typical words of a code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from qualcode.cli.framing_options import add_framing, framing_of
from qualcode.cli.opening import opened
from qualcode.cli.releases import put_release
from qualcode.cli.render import Sheet, add_output_options
from qualcode.domain.keyness import WordRow

if TYPE_CHECKING:
    from qualcode.privacy.release import Release


def configure(parser: ArgumentParser) -> None:
    """Take the code and how many words are wanted."""
    parser.add_argument("code", metavar="CODE", help="id or name of a code or theme")
    parser.add_argument(
        "--top", type=int, default=30, metavar="N", help="how many words (default: 30)"
    )
    add_framing(parser)
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Compare and show."""
    with opened(options) as study:
        typical = study.typical_words.table(options.code, options.top, **framing_of(options))
        put_release(study, typical, _sheet(typical), options)
    return 0


def _sheet(typical: Release[WordRow]) -> Sheet:
    headings = ["word", "n", "elsewhere", "persons", "spread", "log ratio", "G2", "p", "z"]
    shown = [
        [row.word, str(row.n), _count(row.n_rest), str(row.people), _figure(row.spread),
         _figure(row.log_ratio), _figure(row.g2, 1), _chance(row.p), _figure(row.z, 1)]
        for row in typical
        if row.word is not None
    ]  # fmt: skip
    code = typical.query["code"]
    return Sheet(
        title=f"Typical words of {code}",
        columns=[one.name for one in fields(WordRow)],
        rows=[tuple(asdict(row).values()) for row in typical],
        json=typical.to_json(),
        notes=(f"Base: {_base(typical)}; coder rule: {typical.coder_rule}.", *typical.notes),
        shown=(headings, shown),
        right=frozenset(range(1, len(headings))),
    )


def _base(typical: Release[WordRow]) -> str:
    sizes = next(((row.words, row.words_rest) for row in typical if row.words is not None), None)
    if sizes is None or None in sizes:
        return typical.base
    return f"{sizes[0]:,} words of quotations, {sizes[1]:,} elsewhere; {typical.base}"


def _count(count: int | None) -> str:
    return "–" if count is None else str(count)


def _figure(figure: float | None, places: int = 2) -> str:
    return "–" if figure is None else f"{figure:.{places}f}"


def _chance(p: float | None) -> str:
    if p is None:
        return "–"
    return "<0.001" if p < 0.001 else f"{p:.3f}"
