"""Changing where one's own coding stands: its edges, or two codings made of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qualcode.domain.coding import Coding, Origin
from qualcode.domain.errors import InputError, Refused
from qualcode.domain.identity import new_id
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.store import codings, progress, recoding, rejections, sources
from qualcode.store.journal import Deed
from qualcode.store.sight import EVERYTHING
from qualcode.study.rounds.rules import require_changeable, require_in_queue, shown
from qualcode.study.session import Session


def require_inside(segment: Segment, span: Span) -> None:
    """Refuse a span that does not lie inside its segment.

    Raises:
        InputError: naming the span.
    """
    if not segment.span.contains(span):
        raise InputError(f"The span {span.start}-{span.end} is not inside its segment.")


def move(deed: Deed, session: Session, coding: Coding, span: Span) -> Coding:
    """Put one's own coding on another span; it keeps its id, and with it its memos."""
    standing = _own(deed, session, coding)
    require_inside(sources.segment(deed.connection, standing.segment), span)
    if span == standing.span:
        return standing
    _refuse_twins(deed, session, standing, [span])
    moved = replace(standing, span=span, origin=_by_hand(standing.origin))
    recoding.alter(deed, standing, moved)
    return moved


def split(deed: Deed, session: Session, coding: Coding, at: int) -> tuple[Coding, Coding]:
    """Make two codings of one's own; the first keeps the id."""
    standing = _own(deed, session, coding)
    if not standing.span.start < at < standing.span.end:
        raise InputError(f"The place {at} is not inside the coding: there is nothing to split.")
    first, rest = Span(standing.span.start, at), Span(at, standing.span.end)
    _refuse_twins(deed, session, standing, [first, rest])
    origin = _by_hand(standing.origin)
    made = origin if origin.by_a_coder else Origin.HUMAN
    before = replace(standing, span=first, origin=origin)
    after = replace(standing, id=new_id(), span=rest, created=deed.moment, origin=made)
    recoding.alter(deed, standing, before)
    codings.add(deed, [after])
    return before, after


def recode(deed: Deed, session: Session, coding: Coding, code: str) -> Coding | None:
    """Give one's own coding another code; where that stands on these words already, take it off."""
    standing = _own(deed, session, coding)
    if code == standing.code:
        return standing
    wanted = codings.key(replace(standing, code=code))
    own = codings.of_segments(deed.connection, EVERYTHING, [standing.segment], standing.coder)
    if any(codings.key(one) == wanted for one in own):
        codings.remove(deed, [standing])
        return None
    recoded = replace(standing, code=code, origin=_by_hand(standing.origin))
    recoding.alter(deed, standing, recoded)
    rejections.withdraw(deed, [recoded], shown(deed.connection, session))
    return recoded


def _by_hand(origin: Origin) -> Origin:
    """Return where a coding comes from once it was changed by hand: no longer just accepted."""
    return Origin.EDITED if origin is Origin.ACCEPTED else origin


def _own(deed: Deed, session: Session, coding: Coding) -> Coding:
    """Return one's own coding as it stands now, if one may change it."""
    person = session.person.id
    if coding.coder != person:
        raise Refused("This coding is another coder's; only they can change it.")
    # It may have been taken away or moved with its text since the caller read it.
    standing = codings.by_id(deed.connection, EVERYTHING, coding.id)
    if standing is None or standing.coder != person:
        raise Refused("This coding was taken away meanwhile.")
    require_changeable(deed.connection, session, standing.round)
    require_in_queue(deed.connection, session, [standing.segment])
    return standing


def _refuse_twins(deed: Deed, session: Session, coding: Coding, places: Iterable[Span]) -> None:
    scope = shown(deed.connection, session)
    own = progress.own_codings(deed.connection, coding.coder, [coding.segment], scope)
    taken = {one.span for one in own if one.code == coding.code and one.id != coding.id}
    if taken.intersection(places):
        raise Refused(f"The code '{coding.code}' stands on these words already.")
