"""Where somebody can go on: the page they were at last, if it is still theirs to code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.domain.errors import QualcodeError
from qualcode.domain.provenance import WorkOrder
from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.tui.habits.places import Places
from qualcode.tui.habits.sitting_state import Sitting, Whereabouts
from qualcode.tui.lists.choices import page_of

if TYPE_CHECKING:
    from textual.screen import Screen

    from qualcode.tui.deck.rows import DeckRows

_DECK = "deck"
MANNER = "manner"


@dataclass(frozen=True, slots=True)
class GoOn:
    """Where to go on: `title` names the page as the list of texts does."""

    title: str
    place: Whereabouts

    @property
    def number(self) -> int:
        """Return the number of the segment, from 0."""
        return self.place.number


def going_on(study: Study, sitting: Sitting) -> GoOn | None:
    """Return where the person at work can go on; None if nowhere, or if that is gone."""
    place = sitting.place
    if place is None:
        return None
    if place.kind == "rounds":
        mine = any(one.round.name == place.id for one in study.desk.rounds())
        return GoOn(place.id, place) if mine else None
    if place.kind == "questions":
        return GoOn(place.id, place)
    name = next((one.name for one in study.sources if one.id == place.id), None)
    return GoOn(name, place) if name is not None else None


def page_to_go_on(study: Study, going: GoOn) -> Page | None:
    """Return the page; None if there is nothing to code in it any more, or it is closed."""
    try:
        return page_of(study, going.place.kind, going.title)
    except QualcodeError:
        return None


def note_place(sitting: Sitting, screens: Iterable[Screen[Any]]) -> None:
    """Note where the first page lies among the screens that lie over each other."""
    for screen in screens:
        # By their names, since neither need be imported while the other is open.
        bench = getattr(screen, "bench", None)
        if bench is not None and screen.name in ("coding", "deck") and _is_steered(bench.page):
            continue
        if screen.name == "coding" and bench is not None:
            number, offset = bench.cursor.segment, bench.cursor.position
            sitting.stand_at(_whereabouts(bench.page, number, offset, False))
            Places(sitting).put(bench.page, number, offset)
            sitting.keep(MANNER, bench.manner.kept())
            return
        if screen.name == "deck" and bench is not None:
            number = bench.answer.number if bench.answer is not None else 0
            place = _whereabouts(bench.page, number, 0, True)
            sitting.stand_at(place)
            sitting.keep(_DECK, {"page": [place.kind, place.id], **_arrangement(bench.rows)})
            return


def _is_steered(page: Page) -> bool:
    # Its order is another one the next time, so that no place in it means anything then.
    return page.order is not WorkOrder.DOCUMENT


def _whereabouts(page: Page, number: int, offset: int, deck: bool) -> Whereabouts:
    if page.round:
        return Whereabouts("rounds", page.round, number, offset, deck)
    if page.source is not None:
        return Whereabouts("sources", page.source.id, number, offset, deck)
    return Whereabouts("questions", page.question.id if page.question else "", number, offset, deck)


def _arrangement(rows: DeckRows) -> dict[str, Any]:
    """Return how rows are sorted and filtered, without the words and values that were typed."""
    return {
        "order": rows.order.name,
        "backwards": rows.backwards,
        "uncoded": rows.filter.uncoded,
        "codes": sorted(rows.filter.codes),
    }


def arrange(rows: DeckRows, sitting: Sitting, place: Whereabouts) -> None:
    """Sort and filter the rows of a deck as they were kept; order by likeness is not."""
    from qualcode.tui.deck.order import Filter, Order

    kept = sitting.kept(_DECK)
    if not isinstance(kept, dict) or kept.get("page") != [place.kind, place.id]:
        return
    codes = kept.get("codes")
    known = codes if isinstance(codes, list) else []
    rows.filter = Filter(codes=frozenset(map(str, known)), uncoded=bool(kept.get("uncoded")))
    order = kept.get("order")
    if isinstance(order, str) and order in Order.__members__ and order != Order.LIKENESS.name:
        rows.order, rows.backwards = Order[order], bool(kept.get("backwards"))
    rows.renew()
