"""Suggestions that were worked out before, as stored values, and the screen that shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from qualcode.domain.identity import Id
from qualcode.domain.suggestion import Suggestion
from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.tui.app import CodingApp
from qualcode.tui.codes import Codes
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.screens.coding import CodingScreen
from tests.tui.sitting import WIDE


class StoredHints:
    """Knows its suggestions from the start, and keeps what it was asked and told."""

    def __init__(self, suggestions: Sequence[Suggestion], second_look: bool = False) -> None:
        self.stored = list(suggestions)
        self.second_look = second_look
        self.revision = self.age = 0
        self.why_none = ""
        self.is_asking = False
        self.none: set[Id] = set()
        self.followed = 0
        self.asked: list[Id] = []
        self.accepted: list[Suggestion] = []
        self.rejected: list[Suggestion] = []

    def news(self, _: int, /) -> None:
        """Say that any answer may be otherwise."""

    def knows(self, _: Id, /) -> bool:
        """Say yes."""
        return True

    def none_fits(self, segment: Id, /) -> bool:
        """Say whether that is stored for a segment."""
        return segment in self.none

    def model(self, _: Id, /) -> str:
        """Return the hash of no model at all."""
        return "stored"

    def restore(self, segment: Id, code: str, /) -> None:
        """Let it come again."""
        self.rejected = [one for one in self.rejected if (one.segment, one.code) != (segment, code)]
        self.revision += 1

    def follow(self) -> None:
        """Count it."""
        self.followed += 1

    def of(self, segments: Sequence[Id], /, *, ahead: bool = False) -> list[Suggestion]:
        """Return what is stored for some segments, less what was rejected."""
        self.asked += segments
        wanted = set(segments)
        return [one for one in self.stored if one.segment in wanted and one not in self.rejected]

    def accept(self, suggestion: Suggestion, /) -> None:
        """Keep it in mind."""
        self.accepted.append(suggestion)
        self.revision += 1

    def reject(self, suggestion: Suggestion, /) -> None:
        """Keep it in mind."""
        self.rejected.append(suggestion)
        self.revision += 1


def workbench(study: Study, page: Page, hints: StoredHints) -> Workbench:
    """Return a workbench of a page with hints."""
    question = page.question.id if page.question else ""
    return Workbench(study, page, Codes(study.catalogue.codebook, question), hints=hints)


@asynccontextmanager
async def at_page(
    study: Study, page: Page, hints: StoredHints, size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    """Open a page with hints."""
    app = CodingApp(study)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.switch_screen(CodingScreen(workbench(study, page, hints), app.frame))
        await pilot.pause()
        yield pilot
