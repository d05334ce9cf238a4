"""Which codes are under the digits, so that they are the same tomorrow."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.tui.habits.sitting_state import Sitting

_NAME = "pins"


class Pins:
    """The ids of the pinned codes by the question they are for; empty for any other text."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def of(self, question: str) -> list[str]:
        """Return the codes that were pinned for a question, by their digits."""
        kept = self._sitting.kept(_NAME)
        found = kept.get(question, []) if isinstance(kept, dict) else []
        return [str(one) for one in found]

    def put(self, question: str, codes: Sequence[str]) -> None:
        """Keep which codes are pinned for a question."""
        if list(codes) != self.of(question):
            kept = self._sitting.kept(_NAME)
            known = kept if isinstance(kept, dict) else {}
            self._sitting.keep(_NAME, {**known, question: list(codes)})
