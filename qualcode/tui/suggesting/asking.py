"""What is still to be asked, and in which order: what somebody looks at comes first."""

from __future__ import annotations

from itertools import islice

from qualcode.tui.suggesting.answers import Key

_AT_ONCE = 12
_SEEN = 48


class Wishes:
    """Segments that somebody wants suggestions for; what was looked at last is asked first."""

    def __init__(self) -> None:
        self._looked_at: dict[Key, None] = {}
        self._ahead: dict[Key, None] = {}
        self._under_way: set[Key] = set()
        self._seen: dict[Key, None] = {}

    @property
    def are_open(self) -> bool:
        """Say whether answers are still to come."""
        return bool(self._looked_at or self._ahead or self._under_way)

    def see(self, key: Key) -> None:
        """Take note that somebody looks at a segment."""
        self._seen.pop(key, None)
        self._seen[key] = None
        if len(self._seen) > _SEEN:
            del self._seen[next(iter(self._seen))]

    def want(self, key: Key, ahead: bool) -> None:
        """Have a segment asked about, `ahead` after what somebody looks at."""
        if key in self._under_way:
            return
        if ahead:
            if key not in self._looked_at:
                self._ahead.setdefault(key)
        else:
            self._ahead.pop(key, None)
            self._looked_at.pop(key, None)
            self._looked_at[key] = None

    def want_seen_again(self) -> None:
        """Have what was looked at last asked about anew, even if that is under way."""
        for key in self._seen:
            self._looked_at.pop(key, None)
            self._looked_at[key] = None

    def next(self) -> list[Key]:
        """Return what to ask now, all of one round; nothing while an answer is under way."""
        if self._under_way:
            return []
        last_first = [*reversed(self._looked_at)] or [*islice(self._ahead, _AT_ONCE)]
        chosen = [one for one in last_first[:_AT_ONCE] if one[0] == last_first[0][0]]
        for one in chosen:
            self._looked_at.pop(one, None)
            self._ahead.pop(one, None)
        self._under_way = set(chosen)
        return chosen

    def done(self) -> None:
        """Take note that what was under way is answered."""
        self._under_way = set()

    def clear(self) -> None:
        """Want nothing any more."""
        for wanted in (self._looked_at, self._ahead, self._under_way, self._seen):
            wanted.clear()
