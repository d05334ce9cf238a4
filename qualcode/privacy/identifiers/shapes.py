"""What is known by its shape alone: numbers, addresses, dates, ages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qualcode.domain.redaction import IdentifierKind, Proposal
from qualcode.domain.span import Span
from qualcode.privacy.identifiers import lists


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: IdentifierKind
    reason: str
    pattern: re.Pattern[str]

    @property
    def group(self) -> str | int:
        return "words" if "words" in self.pattern.groupindex else 0


def by_shape(text: str) -> Iterator[Proposal]:
    """Yield what looks like a number, an address, a date or an age."""
    for shape in _shapes():
        for match in shape.pattern.finditer(text):
            start, end = match.span(shape.group)
            if start < end:
                yield Proposal(Span(start, end), shape.kind, shape.reason)


@cache
def _shapes() -> tuple[_Shape, ...]:
    told = tomllib.loads(lists.text_of("shapes.toml"))
    return tuple(
        _Shape(
            IdentifierKind(one["kind"]),
            one["reason"],
            re.compile(_whole(one["pattern"], told["parts"]), _flags(one)),
        )
        for one in told["shape"]
    )


def _whole(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(f"<{name}>", part)
    return pattern


def _flags(one: dict[str, object]) -> int:
    return 0 if one.get("cased") else re.IGNORECASE
