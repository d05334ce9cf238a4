"""What a report of findings is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """Which questions (all, if none are named), by which attribute, of which segments."""

    questions: tuple[str, ...] = ()
    by: str | None = None
    where: str = ""
    coder_rule: str | None = None
    unsuppressed: bool = False

    @property
    def query(self) -> Mapping[str, object]:
        """Return what was asked by the long names of the options."""
        return {
            "question": self.questions,
            "by": self.by,
            "where": self.where,
            "coder_rule": self.coder_rule,
            "unsuppressed": self.unsuppressed,
        }
