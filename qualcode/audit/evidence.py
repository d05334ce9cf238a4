"""The raw rows of a study that a report is recounted from, and what they amount to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

Row = Mapping[str, Any]

SEEN = "seen"
"""The state of a look that is not finished."""

ACCEPTED = "accepted"
"""The origin of a coding that was a suggestion, taken as it was."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Rows of the tables of a study, each a mapping from column to value, filtered by nothing.

    `looks` and `codings` hold what the person at work may see. `codebook` is the content of the
    present codebook as the store keeps it, `codebooks` are the rows of all that the study had;
    `texts` are the sources' texts by id.
    """

    coders: Sequence[Row]
    participants: Sequence[Row]
    sources: Sequence[Row]
    segments: Sequence[Row]
    looks: Sequence[Row]
    codings: Sequence[Row]
    rounds: Sequence[Row]
    assignments: Sequence[Row]
    texts: Mapping[str, str]
    codebook: Mapping[str, Any]
    revision: str
    attributes: Sequence[Row] = ()
    answers: Sequence[Row] = ()
    decisions: Sequence[Row] = ()
    codebooks: Sequence[Row] = ()
    instrument: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding: who gave which counted code where; `order` ranks codings by place and id."""

    coder: str
    code: str
    start: int
    end: int
    created: datetime
    order: int
    revision: str


@dataclass(slots=True)
class Passage:
    """A segment that somebody looked at, with the codings on it.

    `lookers` are the names of the compared coders who looked, `moment` when the last of them did,
    in microseconds since 1970, 0 if no look was recorded.
    """

    id: str
    source: str
    source_name: str
    label: str
    start: int
    end: int
    question: str | None
    lookers: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    moment: int = 0


def round_row(evidence: Evidence, name: str) -> Row | None:
    """Return the row of a planned round, None for none."""
    return next((one for one in evidence.rounds if one["name"] == name), None) if name else None


def present_segments(evidence: Evidence, question: str | None) -> list[Row]:
    """Return the segments that can be compared, in the order of sources by name, then of place.

    Not those of removed sources, nor of speakers who are removed or do not count.
    """
    sources = {one["id"]: one for one in evidence.sources if not one["removed"]}
    silent = {one["id"] for one in evidence.participants if one["removed"] or not one["counted"]}
    found = [
        one
        for one in evidence.segments
        if one["source"] in sources
        and one["participant"] not in silent
        and (question is None or one["question"] == question)
    ]
    return sorted(found, key=lambda one: (sources[one["source"]]["name"], one["number"]))


def passages(
    evidence: Evidence,
    round_: str,
    coders: Sequence[str],
    question: str | None,
    counts_as: Mapping[str, str],
) -> list[Passage]:
    """Return what any of the coders looked at in a round, in the order of the texts.

    Repeats of the round are left out. A coding with a code that counts is a look too.
    """
    names = {one["id"]: one["name"] for one in evidence.coders if one["name"] in coders}
    titles = {one["id"]: one["name"] for one in evidence.sources}
    again = _repeated(evidence, round_)
    made = {
        one["id"]: Passage(
            one["id"],
            one["source"],
            titles[one["source"]],
            one["label"],
            one["start"],
            one["end"],
            one["question"],
        )
        for one in present_segments(evidence, question)
    }
    looked: dict[str, set[str]] = {}

    def belongs(row: Row) -> bool:
        return (
            row["round"] == round_
            and row["coder"] in names
            and row["segment"] in made
            and (row["coder"], row["segment"]) not in again
        )

    for row in filter(belongs, evidence.looks):
        one = made[row["segment"]]
        looked.setdefault(one.id, set()).add(names[row["coder"]])
        one.moment = max(one.moment, microseconds(row["moment"]))
    for order, row in enumerate(in_text_order(evidence.codings)):
        if belongs(row) and row["code"] in counts_as:
            looked.setdefault(row["segment"], set()).add(names[row["coder"]])
            made[row["segment"]].marks.append(_mark(row, names, counts_as, order))
    for one in made.values():
        one.lookers = [name for name in coders if name in looked.get(one.id, ())]
    return [one for one in made.values() if one.lookers]


def without_accepted(evidence: Evidence) -> Evidence:
    """Return the evidence as if no suggestion had been taken as it was."""
    kept = [one for one in evidence.codings if one["origin"] != ACCEPTED]
    return replace(evidence, codings=kept)


def accepted(
    evidence: Evidence,
    round_: str,
    coders: Sequence[str],
    question: str | None,
    counts_as: Mapping[str, str],
) -> int:
    """Count the suggestions, of a round and with codes that count, that were taken as they were."""
    who = {one["id"] for one in evidence.coders if one["name"] in coders}
    where = {one["id"] for one in present_segments(evidence, question)}
    again = _repeated(evidence, round_)
    taken = [one for one in evidence.codings if one["origin"] == ACCEPTED]
    return sum(
        one["round"] == round_
        and one["coder"] in who
        and one["segment"] in where
        and one["code"] in counts_as
        and (one["coder"], one["segment"]) not in again
        for one in taken
    )


def in_text_order(codings: Sequence[Row]) -> list[Row]:
    """Return codings by source, place and id."""
    return sorted(codings, key=lambda one: (one["source"], one["start"], one["end"], one["id"]))


def coded_under(evidence: Evidence, round_: str) -> list[str]:
    """Return the revisions of the codings of a round, each where it is first met."""
    again = _repeated(evidence, round_)
    return list(
        dict.fromkeys(
            one["revision"]
            for one in in_text_order(evidence.codings)
            if one["round"] == round_ and (one["coder"], one["segment"]) not in again
        )
    )


def sampling_of(row: Row) -> dict[str, Any]:
    """Return what a report says of the round that it is about."""
    return {
        "blind": bool(row["blind"]),
        "closed": row["state"] == "closed",
        "unblinded": bool(row["unblinded"]),
        "sampling": json.loads(row["sampling"]),
    }


def microseconds(moment: datetime) -> int:
    """Return a moment in whole microseconds since 1970."""
    return int(moment.timestamp() * 1_000_000)


def _repeated(evidence: Evidence, round_: str) -> set[tuple[str, str]]:
    return {
        (one["coder"], one["segment"])
        for one in evidence.assignments
        if one["round"] == round_ and one["repeat"]
    }


def _mark(row: Row, names: Mapping[str, str], counts_as: Mapping[str, str], order: int) -> Mark:
    return Mark(
        names[row["coder"]],
        counts_as[row["code"]],
        row["start"],
        row["end"],
        row["created"],
        order,
        row["revision"],
    )
