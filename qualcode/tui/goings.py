"""The screens that one can go to from any other; each is imported when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    from qualcode.tui.app import CodingApp

Going = Callable[["CodingApp"], "Screen[None]"]

GOINGS: Mapping[str, Going] = {}
"""What makes the screen that an action of `registry.everywhere.GOING` goes to."""
