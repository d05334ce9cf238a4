"""Case forms: a text in headed parts such as facts, problem, rule and conclusion."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.domain.span import Span
from qualcode.exchange.readers.naming import numbered, slug
from qualcode.exchange.readers.paragraphs import lines, trimmed

_MARKDOWN = re.compile(r" {0,3}#{1,6}[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")
_COLON = re.compile(r"[ \t]*(?:\*\*)?(?P<title>[^\W\d_][^\n:*]{0,58}?)(?:\*\*)?:(?:\*\*)?(?:\s+|$)")
_CAPITALS = re.compile(r"[ \t]*(?P<title>[^\W_][^\n.!?:]{1,58}?)[ \t]*$")
_STYLES = (_MARKDOWN, _COLON, _CAPITALS)
_FAMILIES = (
    ("fact", "background"),
    ("problem", "issue", "question"),
    ("rule", "law", "statute"),
    ("analysis", "application"),
    ("conclusion", "holding", "outcome", "result"),
)
_MIN_PARTS = 4
_MIN_FAMILIES = 3
_MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part; the span leaves out the heading, `label` is its short id."""

    span: Span
    heading: str
    label: str


@dataclass(frozen=True, slots=True)
class _Head:
    offset: int
    words: int
    title: str


def find_parts(text: str, sure: bool) -> tuple[Part, ...]:
    """Return the parts of a case form, or nothing where the text is none.

    `sure` says that a person called it a case form; without that, three of the headings facts,
    problem, rule, analysis and conclusion must be among four or more.
    """
    by_style = [_heads(text, style) for style in _STYLES]
    heads = max(by_style, key=lambda found: (_families(found), len(found)))
    if not heads:
        return ()
    parts = _parts(text, heads)
    if sure:
        return parts
    enough = len(parts) >= _MIN_PARTS and _families(heads) >= _MIN_FAMILIES
    return parts if enough else ()


def _heads(text: str, style: re.Pattern[str]) -> list[_Head]:
    heads: list[_Head] = []
    for offset, line in lines(text):
        match = style.match(line)
        if match is None or len(match["title"].split()) > _MAX_WORDS:
            continue
        if style is _CAPITALS and not match["title"].isupper():
            continue
        heads.append(_Head(offset, offset + match.end(), match["title"].rstrip(":").strip()))
    return heads


def _families(heads: list[_Head]) -> int:
    titles = {head.title.casefold() for head in heads}
    return sum(
        any(
            re.match(rf"(?:the |legal |\d+\W+)?{word}", title)
            for word in family
            for title in titles
        )
        for family in _FAMILIES
    )


def _parts(text: str, heads: list[_Head]) -> tuple[Part, ...]:
    ends = [head.offset for head in heads[1:]] + [len(text)]
    spans = [
        (head, span)
        for head, end in zip(heads, ends, strict=True)
        if (span := trimmed(text, head.words, end))
    ]
    labels = numbered((slug(head.title) for head, _ in spans), joint="-")
    return tuple(
        Part(span, head.title, label) for (head, span), label in zip(spans, labels, strict=True)
    )
