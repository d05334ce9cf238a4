"""Where something is in the texts of a study, so that a screen can go there."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.identity import Id
from qualcode.domain.span import Span


@dataclass(frozen=True, slots=True)
class Spot:
    """A span of a source; `segment` is None, and `label` empty, where it is the whole source."""

    source: Id
    source_name: str
    segment: Id | None
    label: str
    span: Span
