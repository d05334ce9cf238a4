"""Rounds in which coders disagreed, made straight in the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from qualcode import Study
from qualcode.domain.coding import Coding, Look, LookState
from qualcode.domain.identity import Id, new_id
from qualcode.domain.people import Role
from qualcode.domain.rounds import Assignment, Round, RoundState, Sampling
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.store import codings, rounds

Given = Mapping[int, Sequence[str | tuple[str, int, int]]]
"""What one coder gave to segments by their number: codes, or (code, start, end) inside them.

Who is not named for a segment did not look at it; no codes mean that nothing applies.
"""

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def coded(study: Study, segments: Sequence[Segment], name: str, given: Mapping[str, Given]) -> None:
    """Let coders code segments, in a round or outside any (an empty name)."""
    known = {one.name: one.id for one in study.team}
    for coder, by_segment in given.items():
        who = known.get(coder) or study.team.add(coder, Role.CODER).id
        with study._session.store.deed(who, study._session.clock()) as deed:
            for number, codes in by_segment.items():
                state = LookState.DONE if codes else LookState.NOTHING
                look = Look(who, segments[number].id, state, deed.moment, name)
                codings.put_looks(deed, [look])
                codings.add(
                    deed,
                    [_coding(segments[number], who, one, name, deed.moment) for one in codes],
                )


def _coding(
    segment: Segment, who: Id, code: str | tuple[str, int, int], name: str, moment: datetime
) -> Coding:
    if isinstance(code, str):
        span = segment.span
    else:
        code, start, end = code
        span = Span(segment.span.start + start, segment.span.start + end)
    return Coding(
        new_id(), who, code, segment.source, segment.id, span, moment, name, revision="old"
    )


def begun(
    study: Study,
    segments: Sequence[Segment],
    name: str,
    given: Mapping[str, Given],
    blind: bool = True,
) -> Round:
    """Make an open round with its queues, and let its coders code it."""
    known = {one.name: one.id for one in study.team}
    ids = tuple(known.get(one) or study.team.add(one, Role.CODER).id for one in given)
    revision = study.catalogue.codebook.revision
    one = Round(name, ids, blind, Sampling(), revision, LONG_AGO)
    with study._session.deed() as deed:
        rounds.put(deed, one)
        queues = [
            Assignment(name, who, segments[number].id, place)
            for who, by_segment in zip(ids, given.values(), strict=True)
            for place, number in enumerate(by_segment)
        ]
        rounds.assign(deed, queues)
    coded(study, segments, name, given)
    return one


def closed(
    study: Study, segments: Sequence[Segment], name: str, given: Mapping[str, Given]
) -> Round:
    """Make such a round and close it."""
    one = begun(study, segments, name, given)
    over = replace(one, state=RoundState.CLOSED, closed=study._session.clock())
    with study._session.deed() as deed:
        rounds.put(deed, over)
    return over
