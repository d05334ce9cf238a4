"""Where somebody was in each text, so that it opens there again."""

from __future__ import annotations

from qualcode.domain.identity import Id
from qualcode.domain.provenance import WorkOrder
from qualcode.study.desk import Page
from qualcode.tui.habits.sitting_state import Sitting

_NAME = "places"
_MOST = 200


class Places:
    """The place of the cursor by text: a segment and how far in it; queues have none."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def put(self, page: Page, number: int, position: int) -> None:
        """Keep a position of the page, which is in the segment of a number."""
        if _has_none(page):
            return
        entry = page.entries[number]
        known = self._known()
        known.pop(_key(page), None)
        known[_key(page)] = [entry.segment.id, position - entry.span.start]
        self._sitting.keep(_NAME, dict(list(known.items())[-_MOST:]))

    def of(self, page: Page) -> int | None:
        """Return the position that was kept; None if there is none, or its segment is gone."""
        match self._known().get(_key(page)):
            case [str(segment), int(far)] if not _has_none(page):
                number = page.entries.number_of(Id(segment))
                if number is None:
                    return None
                span = page.entries.spans[number]
                return min(span.start + max(0, far), span.end - 1)
            case _:
                return None

    def _known(self) -> dict[str, list[str | int]]:
        kept = self._sitting.kept(_NAME)
        return dict(kept) if isinstance(kept, dict) else {}


def _has_none(page: Page) -> bool:
    return bool(page.round) or page.order is not WorkOrder.DOCUMENT


def _key(page: Page) -> str:
    if page.source is not None:
        return page.source.id
    return page.question.id if page.question is not None else ""
