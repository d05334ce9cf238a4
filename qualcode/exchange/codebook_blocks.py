"""The lines of single codes in a codebook file, so that a code that moves takes them along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from qualcode.exchange.strict_yaml.splicing import Splicer

# Other characters that end a line elsewhere are text in YAML.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Block:
    """Where a code's lines begin and end in a text, how far they are indented, what they hold.

    Comments directly above the code belong to it.
    """

    text: str
    start: int
    end: int
    column: int
    content: dict[str, Any]

    def lines(self) -> str:
        """Return the lines without their indentation."""
        lines = _LINES.findall(self.text[self.start : self.end])
        return "".join(_without_indent(line, self.column) for line in lines)


def blocks(splicer: Splicer, node: yaml.Node, codes: Sequence[Any]) -> Iterator[tuple[str, Block]]:
    """Yield (id, block) of each code in a list and below that stands on lines of its own.

    `codes` are the plain values of the list.
    """
    if not isinstance(node, yaml.SequenceNode):
        return
    for place, (item, content) in enumerate(zip(node.value, codes, strict=True)):
        if where := extent(splicer, node, place):
            column = node.start_mark.column
            yield content["id"], Block(splicer.text, *where, column, content)
        for key, value in item.value:
            if key.value == "codes":
                yield from blocks(splicer, value, content.get("codes", ()))


def indented(lines: str, column: int) -> str:
    """Return lines with so many blanks before each that is not empty."""
    return "".join(
        " " * column + line if line.strip("\r\n") else line for line in _LINES.findall(lines)
    )


def extent(splicer: Splicer, node: yaml.SequenceNode, place: int) -> tuple[int, int] | None:
    """Return where the lines of an item begin, with the comments above it, and end.

    None is for an item that shares its lines with others.
    """
    text, item = splicer.text, node.value[place]
    start = text.rfind("\n", 0, item.start_mark.index) + 1
    if node.flow_style or text[start : item.start_mark.index].strip(" ") != "-":
        return None
    comment = " " * node.start_mark.column + "#"
    while text.startswith(comment, before := text.rfind("\n", 0, max(start - 1, 0)) + 1, start):
        start = before
    return start, text.find("\n", splicer.end(item)) + 1 or len(text)


def _without_indent(line: str, column: int) -> str:
    blanks = len(line) - len(line.lstrip(" "))
    return line[min(blanks, column) :]
