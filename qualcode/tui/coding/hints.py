"""Where the suggestions on a page come from; whatever proposes codes joins the screen here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from qualcode.domain.identity import Id
from qualcode.domain.suggestion import Suggestion
from qualcode.study import Study
from qualcode.study.desk import Page


class Hints(Protocol):
    """Proposes codes for the segments that a coder is about to see.

    Every method answers at once. What takes longer is worked out elsewhere: `revision` changes
    when more is known, `age` when what was told before may be outdated and is to be asked anew.
    """

    @property
    def why_none(self) -> str:
        """Return one sentence on why there are none at all, empty if there may be some."""

    @property
    def second_look(self) -> bool:
        """Say whether a suggestion is shown only after the coder's own first choice."""

    @property
    def revision(self) -> int:
        """Return a number that changes whenever `of` would answer otherwise."""

    @property
    def age(self) -> int:
        """Return a number that changes whenever it is worth asking anew about what is known."""

    @property
    def is_asking(self) -> bool:
        """Say whether answers are still to come."""

    def news(self, revision: int, /) -> Collection[Id] | None:
        """Return the segments with other answers since a revision; None if it may be any."""

    def of(self, segments: Sequence[Id], /, *, ahead: bool = False) -> Sequence[Suggestion]:
        """Return what is known by now for some segments, the best of each first.

        Each names its segment. What the coder rejected does not come again. What is only asked
        `ahead` is worked out after what somebody looks at.
        """

    def knows(self, segment: Id, /) -> bool:
        """Say whether a segment was answered for, or never will be."""

    def none_fits(self, segment: Id, /) -> bool:
        """Say whether rather none of the codes fits a segment, as far as is known."""

    def model(self, segment: Id, /) -> str:
        """Return the hash of the model that answered for a segment, empty if that is not known."""

    def accept(self, suggestion: Suggestion, /) -> None:
        """Take note that the coder made a coding of it; the coding is committed by then."""

    def reject(self, suggestion: Suggestion, /) -> None:
        """Take note that the coder does not want it; that is committed by then."""

    def restore(self, segment: Id, code: str, /) -> None:
        """Take note that a rejection was taken back."""

    def follow(self) -> None:
        """Take note that something was committed, from which more may be learnt."""


class NoHints:
    """Proposes nothing: no machine is at work, or a blind round is coded."""

    second_look = True
    is_asking = False
    revision = 0
    age = 0

    def __init__(self, why_none: str = "") -> None:
        self.why_none = why_none or "Nothing makes suggestions here."

    def news(self, _: int, /) -> Collection[Id]:
        """Return nothing; there never are any."""
        return ()

    def of(self, _: Sequence[Id], /, **__: object) -> Sequence[Suggestion]:
        """Return nothing."""
        return ()

    def knows(self, _: Id, /) -> bool:
        """Say yes: nothing is to come."""
        return True

    def none_fits(self, _: Id, /) -> bool:
        """Say no; nobody judges."""
        return False

    def model(self, _: Id, /) -> str:
        """Return nothing; there is none."""
        return ""

    def accept(self, _: Suggestion, /) -> None:
        """Do nothing; there is none to accept."""

    def reject(self, _: Suggestion, /) -> None:
        """Do nothing; there is none to reject."""

    def restore(self, _: Id, __: str, /) -> None:
        """Do nothing; none was rejected."""

    def follow(self) -> None:
        """Do nothing; nothing learns."""


def allowed(hints: Hints, study: Study, page: Page) -> Hints:
    """Return the hints, or none where the page is the queue of a blind round."""
    if page.round and not hints.why_none and study.rounds.find(page.round).blind:
        return BLIND_ROUND
    return hints


NO_HINTS = NoHints()
BLIND_ROUND = NoHints("No suggestions in a blind round: it is to be your work alone.")
