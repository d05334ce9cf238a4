"""A study big enough to draw from, and what coders do with their queues."""

from __future__ import annotations

from pathlib import Path

from qualcode import Study
from qualcode.domain.coding import LookState
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Assignment
from qualcode.domain.source import Segment
from qualcode.store import rounds
from tests.support.studies import small_survey

FIRST, SECOND = "what-helps-most", "what-stands-in-the-way"


def twenty(study: Study, folder: Path, **changed: str) -> Study:
    """Import twenty respondents, ten of each position; R00 left the second question blank.

    `changed` gives other words to a respondent's first answer.
    """
    rows = []
    for number in range(20):
        name = f"R{number:02}"
        position = ("analyst", "prosecutor")[number % 2]
        second = f"Way {number}." if number else ""
        rows.append((name, position, changed.get(name, f"Help {number}."), second))
    small_survey(study, folder, rows)
    return study


def queues(study: Study, name: str) -> dict[str, list[Assignment]]:
    """Return the queues of a round by coder."""
    names = study.team.names()
    found: dict[str, list[Assignment]] = {}
    with study._session.reading() as connection:
        for one in rounds.assignments(connection, name):
            found.setdefault(names[one.coder], []).append(one)
    return found


def segments(study: Study) -> dict[Id, Segment]:
    """Return all segments by id."""
    return {one.segment.id: one.segment for one in study.sources.passages()}


def queue(study: Study) -> list[Segment]:
    """Return the queue of the person in the round at work."""
    return [entry.segment for entry in study.desk.round_page().entries]


def finish(study: Study, segment: Segment, *codes: str) -> None:
    """Code a segment and say that it is finished."""
    for code in codes:
        study.codings.apply(code, segment)
    study.codings.look([segment.id], LookState.DONE if codes else LookState.NOTHING)


def at_work(study: Study, name: str, coder: str = "Ana") -> Study:
    """Return the study as a coder sees it inside a round."""
    return study.acting_as(coder).in_round(name)
