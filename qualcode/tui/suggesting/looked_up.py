"""Hints that are worked out when somebody asks, while they wait: for work line by line."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.domain.errors import QualcodeError
from qualcode.domain.identity import Id
from qualcode.domain.suggestion import Suggestion
from qualcode.study import Study
from qualcode.tui.coding.hints import NoHints


class LookedUpHints(NoHints):
    """What was suggested for the segments that were asked about; of others nothing is shown."""

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._suggestions = study.suggestions
        self._known: dict[Id, tuple[list[Suggestion], bool, str]] = {}
        options = self._suggestions.options
        self.second_look = options.second_look
        self.why_none = "" if options.on else "Suggestions are off in this study (study.toml)."

    def look_up(self, segment: Id) -> None:
        """Work out what is suggested for a segment, if anything is to be."""
        if self.why_none:
            return
        try:
            found = self._suggestions.of([segment])
            none = segment in self._suggestions.none_fit([segment])
        except QualcodeError as error:
            self.why_none = str(error)
            return
        self._known[segment] = found, none, self._suggestions.model
        self.age += 1

    def of(self, segments: Sequence[Id], /, **_: object) -> Sequence[Suggestion]:
        """Return what is known."""
        return [one for segment in segments for one in self._known.get(segment, ((),))[0]]

    def none_fits(self, segment: Id, /) -> bool:
        """Say whether rather none of the codes fits a segment, as far as is known."""
        return segment in self._known and self._known[segment][1]

    def model(self, segment: Id, /) -> str:
        """Return the hash of the model that answered for a segment."""
        return self._known[segment][2] if segment in self._known else ""

    def reject(self, suggestion: Suggestion, /) -> None:
        """List it no more."""
        if suggestion.segment in self._known:
            self._known[suggestion.segment][0].remove(suggestion)
            self.age += 1
