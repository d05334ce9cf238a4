"""The pages of the documentation, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parent.parent.parent
PAGES = sorted(
    [
        HOME / "README.md",
        HOME / "CHANGELOG.md",
        HOME / "transcripts" / "README.md",
        HOME / "codebooks" / "README.md",
        *(HOME / "docs").rglob("*.md"),
    ]
)
_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_TABLE = re.compile(r"(?:^\|.*\|\n?)+", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} (?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Command:
    """A line that a page tells people to type, and the lines that it shows below."""

    line: str
    shown: tuple[str, ...]


def name_of(page: Path) -> str:
    """Return how a test calls a page."""
    return str(page.relative_to(HOME))


def fences(page: Path, kind: str) -> list[str]:
    """Return the fenced blocks of one kind."""
    return [one["body"] for one in _FENCE.finditer(_text(page)) if one["kind"] == kind]


def headings(page: Path) -> list[str]:
    """Return the headings, those in fenced blocks left out."""
    return [one["title"] for one in _HEADING.finditer(_prose(page))]


def links(page: Path) -> list[str]:
    """Return the targets of all links and pictures outside fenced blocks."""
    return [one["target"] for one in _LINK.finditer(_prose(page))]


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub makes of a page's headings."""
    return {
        re.sub(r"[^\w\- ]", "", title.casefold()).strip().replace(" ", "-")
        for title in headings(page)
    }


def commands(page: Path) -> list[Command]:
    """Return the commands of the console blocks in their order."""
    return [one for block in fences(page, "console") for one in _commands(block)]


def tables(page: Path) -> list[dict[str, str]]:
    """Return the rows of all tables, each with the headings of its own."""
    found: list[dict[str, str]] = []
    for block in _TABLE.findall(_prose(page)):
        head, _, *rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()
        ]
        found += [dict(zip(head, row, strict=False)) for row in rows]
    return found


def _commands(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *shown = part.rstrip("\n").split("\n")
        yield Command(line, tuple(shown))


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _prose(page: Path) -> str:
    return _FENCE.sub("", _text(page))
