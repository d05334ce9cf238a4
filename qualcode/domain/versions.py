"""Rows of a change between two revisions of the codebook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """How a code's count moved because the codebook changed.

    The codings are the same; `n_before` of `base_before` is what the earlier codebook makes of
    them by its tree and its questions, `n_after` of `base_after` what today's does. A code that
    one of them does not have has None there. `made_before` and `made_since` are the codings with
    this very code that were made under the earlier codebook, or one before it, and since. `change`
    says in words what became of the code. What is withheld is None.
    """

    code: str
    name: str
    level: int
    change: str
    n_before: int | None
    base_before: int | None
    percent_before: float | None
    n_after: int | None
    base_after: int | None
    percent_after: float | None
    made_before: int | None
    made_since: int | None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> VersionRow:
        """Return the row without what tells of these parts."""

        def kept(value: T | None, *telling: str) -> T | None:
            return None if not parts.isdisjoint(telling) else value

        before, after = ("n_before", "base_before"), ("n_after", "base_after")
        return replace(
            self,
            n_before=kept(self.n_before, *before),
            base_before=kept(self.base_before, "base_before"),
            percent_before=kept(self.percent_before, *before),
            n_after=kept(self.n_after, *after),
            base_after=kept(self.base_after, "base_after"),
            percent_after=kept(self.percent_after, *after),
            made_before=kept(self.made_before, "made_before"),
            made_since=kept(self.made_since, "made_since"),
            suppressed=True,
        )
