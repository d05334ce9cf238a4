"""Reading the screen of an app under test, and pressing keys on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.app import CodingApp
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.shelves import Kind, Opening

WIDE, NARROW = (140, 30), (80, 24)


@asynccontextmanager
async def open_on(
    study: Study,
    source: str | None = None,
    question: str | None = None,
    size: tuple[int, int] = WIDE,
    at: int | None = None,
) -> AsyncIterator[Pilot[None]]:
    """Run the app on a source, on the answers to a question, or on the list."""
    opening = None
    if source or question:
        kind = Kind.SOURCE if source else Kind.QUESTION
        opening = Opening(kind, source or question or "")
    async with CodingApp(study, opening, at).run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the panels have followed."""
    await pilot.pause(0.1)


async def press(pilot: Pilot[None], keys: str) -> None:
    """Press keys that are named with blanks between them."""
    await pilot.press(*keys.split())
    await settled(pilot)


def coding_screen(pilot: Pilot[None]) -> CodingScreen:
    """Return the coding screen, on top or below a dialogue."""
    return next(one for one in pilot.app.screen_stack if isinstance(one, CodingScreen))


def target(pilot: Pilot[None]) -> str:
    """Return the words that the next deed would be about."""
    screen = coding_screen(pilot)
    return screen.cursor.target.of(screen.desk.sheet.text)


def lines(pilot: Pilot[None]) -> list[str]:
    """Return what stands on the terminal, line by line."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


def shown(pilot: Pilot[None]) -> str:
    """Return what stands on the terminal."""
    return "\n".join(lines(pilot))
