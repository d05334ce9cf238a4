"""What a screen and the process that suggests for it say to each other: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from qualcode.domain.span import Span
from qualcode.domain.suggestion import Reason, ReasonKind, Suggestion

Message = Mapping[str, Any]


def line_of(message: Message) -> bytes:
    """Return a message as one line."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def message_of(line: bytes) -> Message:
    """Return the message of a line.

    Raises:
        ValueError: if it is none.
    """
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("a line is not a JSON object")
    return message


def told(one: Suggestion) -> dict[str, Any]:
    """Return a suggestion as plain values."""
    return asdict(one)


def suggestion_of(content: Mapping[str, Any]) -> Suggestion:
    """Return the suggestion of such values."""
    span = content["span"]
    reasons = tuple(
        Reason(one["words"], one["weight"], ReasonKind(one["kind"])) for one in content["evidence"]
    )
    return Suggestion(
        **{**content, "evidence": reasons, "span": None if span is None else Span(**span)}
    )
