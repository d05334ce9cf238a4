"""What the app may ask of a screen that can answer it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from qualcode.tui.frame import Frame


@runtime_checkable
class Leavable(Protocol):
    """A screen on which something may not be durable yet."""

    def put_down(self) -> bool:
        """Make all durable and say whether it is."""


@runtime_checkable
class Framed(Protocol):
    """A screen that can change its colours and keys."""

    def reframe(self, frame: Frame) -> None:
        """Show all in other colours, under other keys."""
