"""The hints of one page, as far as the process beside the screen has answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from qualcode.domain.identity import Id
from qualcode.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from qualcode.tui.suggesting.live import LiveSuggesting


class LiveHints:
    """Hints that are there at once if they are known, and asked for if not.

    `round` is that of the page; one that `may_wait` waits for the coder's own choice if that is
    wanted, as all do but a queue in which the suggestions are reviewed themselves.
    """

    def __init__(self, live: LiveSuggesting, round: str, may_wait: bool) -> None:
        self._live = live
        self._round = round
        self._may_wait = may_wait

    @property
    def why_none(self) -> str:
        """Return one sentence on why there are none at all, empty if there may be some."""
        return self._live.why_none

    @property
    def second_look(self) -> bool:
        """Say whether a suggestion is shown only after the coder's own first choice."""
        return self._may_wait and self._live.second_look

    @property
    def is_asking(self) -> bool:
        """Say whether answers are still to come."""
        return self._live.wishes.are_open

    @property
    def revision(self) -> int:
        """Return a number that changes whenever `of` would answer otherwise."""
        return self._live.answers.revision

    @property
    def age(self) -> int:
        """Return a number that changes whenever it is worth asking anew."""
        return self._live.answers.age

    def news(self, revision: int, /) -> Collection[Id] | None:
        """Return the segments with other answers since a revision; None if it may be any."""
        return self._live.answers.news(revision)

    def of(self, segments: Sequence[Id], /, *, ahead: bool = False) -> Sequence[Suggestion]:
        """Return what is known by now, and have the rest worked out."""
        live, found = self._live, []
        for segment in segments:
            key = self._round, segment
            found += live.answers.of(key)
            if not ahead:
                live.wishes.see(key)
            if not live.answers.is_fresh(key):
                live.wishes.want(key, ahead)
        live.call_soon()
        return found

    def knows(self, segment: Id, /) -> bool:
        """Say whether a segment was answered for, or never will be."""
        return bool(self.why_none) or self._live.answers.knows((self._round, segment))

    def none_fits(self, segment: Id, /) -> bool:
        """Say whether rather none of the codes fits a segment, as far as is known."""
        return self._live.answers.about((self._round, segment)).none

    def model(self, segment: Id, /) -> str:
        """Return the hash of the model that answered for a segment."""
        return self._live.answers.about((self._round, segment)).model

    def accept(self, suggestion: Suggestion, /) -> None:
        """Do nothing more; what was committed is followed."""

    def reject(self, suggestion: Suggestion, /) -> None:
        """Leave it out at once."""
        if suggestion.segment is not None:
            self._live.answers.reject((self._round, suggestion.segment), suggestion.code)

    def restore(self, segment: Id, code: str, /) -> None:
        """Let it come again."""
        self._live.answers.restore((self._round, segment), code)

    def follow(self) -> None:
        """Have it learn from what was committed."""
        self._live.follow()
