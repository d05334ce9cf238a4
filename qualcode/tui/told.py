"""What a screen answers a key with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """The line that answers the last key; `failed` means that nothing was saved."""

    text: str = ""
    failed: bool = False
