"""Invented passages with what identifies somebody marked, and how much of it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from qualcode.domain.redaction import IdentifierKind, KnownName
from qualcode.domain.span import Span
from qualcode.privacy.identifiers.titles import TITLES

_SMALL_WORDS = (
    "the a an of in on at and old years year to for until since before after near off around "
    "about by with from my his her our your its this that is was or"
)
PASSAGES = Path(__file__).parent.parent / "data" / "redaction" / "passages.yaml"
_MARKED = re.compile(r"\{([a-z-]+):([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Gold:
    """Words that identify somebody."""

    span: Span
    kind: IdentifierKind


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """An invented passage with its gold spans."""

    text: str
    gold: tuple[Gold, ...]


def passages(held_back: bool) -> list[MarkedPassage]:
    """Return one half of the passages: those rules were written with, or those held back."""
    content = yaml.safe_load(PASSAGES.read_text(encoding="utf-8"))
    return [unmarked(one["text"]) for one in content["passages"][int(held_back) :: 2]]


def known_names() -> list[KnownName]:
    """Return what the study's list of confirmed names holds before the first scan."""
    content = yaml.safe_load(PASSAGES.read_text(encoding="utf-8"))["known"]
    return [
        KnownName(name, IdentifierKind(kind), f"[{kind}]")
        for kind, names in content.items()
        for name in names
    ]


def unmarked(text: str) -> MarkedPassage:
    """Return a passage without its marks, and where they were."""
    plain, gold, last = "", [], 0
    for match in _MARKED.finditer(text):
        plain += text[last : match.start()]
        span = Span(len(plain), len(plain) + len(match[2]))
        gold.append(Gold(span, IdentifierKind(match[1])))
        plain += match[2]
        last = match.end()
    return MarkedPassage(plain + text[last:], tuple(gold))


def is_found(gold: Gold, text: str, spans: Iterable[Span]) -> bool:
    """Say whether every telling word of the gold span lies in what was proposed.

    Titles and small words tell nothing by themselves, nor does what stands before a number. Of
    what identifies somebody indirectly any part is enough: whoever decides sees it in its context.
    """
    spans = list(spans)
    if gold.kind is IdentifierKind.OTHER:
        return any(span.overlaps(gold.span) for span in spans)
    covered = {place for span in spans for place in range(span.start, span.end)}
    words = gold.span.of(text)
    numbers = gold.kind is IdentifierKind.ID and any(sign.isdigit() for sign in words)
    telling = [
        range(gold.span.start + match.start(), gold.span.start + match.end())
        for match in re.finditer(r"\S+" if numbers else r"[^\W_]+", words)
        if (not numbers or any(sign.isdigit() for sign in match.group()))
        and match.group().casefold() not in TITLES
        and match.group().casefold() not in _SMALL_WORDS.split()
    ]
    return all(place in covered for word in telling for place in word)
