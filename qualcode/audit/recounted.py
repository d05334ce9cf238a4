"""What a recount may say of one place of a report besides a plain value."""

from __future__ import annotations

from dataclasses import dataclass


class Either(tuple[object, ...]):
    """Values that are equally right, because rounding decides between them."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A place that was not recounted, and why."""

    why: str
