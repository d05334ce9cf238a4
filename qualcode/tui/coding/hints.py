"""Where the suggestions on a page come from; whatever proposes codes joins the screen here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qualcode.domain.identity import Id
from qualcode.domain.suggestion import Suggestion


class Hints(Protocol):
    """Proposes codes for the segments that a coder is about to see.

    Every method answers at once. What takes longer is worked out elsewhere, and `revision`
    changes when it is there.
    """

    @property
    def second_look(self) -> bool:
        """Say whether a suggestion is shown only after the coder's own first choice."""

    @property
    def revision(self) -> int:
        """Return a number that changes whenever `of` would answer otherwise."""

    def of(self, segments: Sequence[Id], /) -> Sequence[Suggestion]:
        """Return what is known by now for some segments, the best of each first.

        Each names its segment. What the coder rejected in this session does not come again.
        """

    def accept(self, suggestion: Suggestion, /) -> None:
        """Take note that the coder made a coding of it; the coding is committed by then."""

    def reject(self, suggestion: Suggestion, /) -> None:
        """Take note that the coder does not want it."""


class NoHints:
    """Proposes nothing: no machine is at work, or a blind round is coded."""

    second_look = True
    revision = 0

    def of(self, _: Sequence[Id], /) -> Sequence[Suggestion]:
        """Return nothing."""
        return ()

    def accept(self, _: Suggestion, /) -> None:
        """Do nothing; there is none to accept."""

    def reject(self, _: Suggestion, /) -> None:
        """Do nothing; there is none to reject."""


NO_HINTS = NoHints()
