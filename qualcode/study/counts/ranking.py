"""How high codes are ranked in the answers to a question that asks for an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.ranking import ranked
from qualcode.domain.disclosure import Guard, Key
from qualcode.domain.errors import InputError
from qualcode.domain.ranking import RankRow
from qualcode.domain.tables import Table, Unit
from qualcode.store import ranks as ranks_in_store
from qualcode.store.carriers import carriers
from qualcode.store.population import Group
from qualcode.store.tabulate import Tally
from qualcode.study.counts.asking import Asked, asked_for
from qualcode.study.counts.counted import Counted
from qualcode.study.counts.counting import Counting
from qualcode.study.counts.tallied import Figure
from qualcode.study.releasing.gate import Gate

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.privacy.release import Release
    from qualcode.store.sight import Sight
    from qualcode.study.session import Session

Ranks = Mapping[tuple[str, Group], Mapping[str, int]]
"""For each code and group the rank that each participant gives it: the highest, if several."""

_FIRST = "first "


class Ranking:
    """Mean rank, first choices and Borda points of codes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(
        self,
        question: str | None = None,
        by: str | Sequence[str] | None = None,
        unit: Unit | str = "participant",
        coder_rule: str | None = None,
        kind: str | None = None,
        without_accepted: bool = False,
        base: str | None = None,
        where: str = "",
        unsuppressed: bool = False,
    ) -> Release[RankRow]:
        """Rank the codes of one question by participant, and withhold what tells of few.

        What is asked for is that of `frequencies`.

        Raises:
            InputError: if no question is asked for that was ranked, or not of participants.
            NotFound: if the question, an attribute or the coder rule is not known.
        """
        asked = asked_for(question, by, unit, coder_rule, kind, without_accepted, base, where)
        with self._session.reading() as connection:
            found = Counting(self._session).counted(connection, asked)
            rank_of = _rank_of(connection, asked)
            ranks = _ranks(connection, self._session.sight(connection), found, rank_of)
            places = max(rank_of.values())
            figures = [one for one in found.figures if not one.row.is_apart and one.base]
            firsts = [_first(one, ranks) for one in figures]
            rows = tuple(_row(one, ranks, places) for one in figures)
            table = Table(
                "ranks",
                Unit.PARTICIPANT,
                found.table.base,
                found.table.coder_rule,
                rows,
                found.table.by,
                (*_reading(places), *found.table.notes),
                found.table.without_accepted,
                {**found.table.query, "ranked": True},
            )
            guard = self._guard(found, figures, firsts, ranks)
            return Gate(self._session).release(connection, table, guard, unsuppressed)

    def _guard(
        self, found: Counted, figures: list[Figure], firsts: list[Figure], ranks: Ranks
    ) -> Guard:
        """Return what the ranks give away: who names a code, and who puts it first."""
        bounds = {one.subject: (one.subject, (whole.subject,))
                  for one, whole in zip(firsts, figures, strict=True)}  # fmt: skip
        relations = replace(found.relations, bounds=(*found.relations.bounds, *bounds.values()))
        first = {
            one.keys[0]: _who_first(ranks, whole)
            for one, whole in zip(firsts, figures, strict=True)
        }

        def persons(connection: Connection) -> Mapping[Key, frozenset[str]]:
            return {**found.persons(connection), **first}

        both = replace(found, relations=relations, persons=persons)
        guard = both.guard_of([*figures, *firsts])
        half = len(figures)
        rows = tuple(
            {**whole, "first": part["n"]}
            for whole, part in zip(guard.rows[:half], guard.rows[half:], strict=True)
        )
        return replace(guard, rows=rows)


def _rank_of(connection: Connection, asked: Asked) -> Mapping[str, int]:
    """Return the rank of each segment.

    Raises:
        InputError: if no question is asked for that was ranked, or not of participants.
    """
    if not asked.question:
        raise InputError("Ranks are those of one question.", fix="Name it with --question.")
    if asked.unit is not Unit.PARTICIPANT:
        raise InputError("Participants rank, so --unit participant is counted.")
    found = ranks_in_store.places(connection, asked.question)
    if not found:
        raise InputError(
            f"Nobody ranked the answers to '{asked.question}'.",
            fix="In the instrument, such a question has the type ranked.",
        )
    return found


def _ranks(
    connection: Connection, eyes: Sight, found: Counted, rank_of: Mapping[str, int]
) -> Ranks:
    """Return the best rank at which the words of each participant carry each code."""
    best: dict[tuple[str, Group], dict[str, int]] = {}
    if found.wanted is None:
        return best
    for one in carriers(connection, eyes, replace(found.wanted, unit=Unit.SEGMENT)):
        for code in one.codes if one.unit in rank_of else ():
            given = best.setdefault((code, one.group), {})
            given[one.person] = min(rank_of[one.unit], given.get(one.person, rank_of[one.unit]))
    return best


def _who_first(ranks: Ranks, figure: Figure) -> frozenset[str]:
    given = ranks.get((figure.subject, figure.group), {})
    return frozenset(person for person, rank in given.items() if rank == 1)


def _first(figure: Figure, ranks: Ranks) -> Figure:
    """Return the figure of those who put a code first."""
    people = len(_who_first(ranks, figure))
    subject = f"{_FIRST}{figure.subject}"
    return replace(
        figure, subject=subject, counted=Tally(people, people), meaning=f"{_FIRST}{figure.meaning}"
    )


def _row(figure: Figure, ranks: Ranks, places: int) -> RankRow:
    row, given = figure.row, ranks.get((figure.subject, figure.group), {})
    base = figure.base.units if figure.base else 0
    found = ranked(given.values(), base, places)
    low, high = found.interval or (None, None)
    return RankRow(
        row.code,
        row.name,
        row.level,
        row.group,
        row.n,
        row.base,
        row.percent,
        found.mean_rank,
        found.first,
        _percent(found.first_share),
        _percent(low),
        _percent(high),
        found.borda,
        found.borda_mean,
        row.people,
        groups=row.groups,
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _reading(places: int) -> Iterator[str]:
    yield (
        f"Rank 1 is the first of {places}; who names a code on several ranks counts with the "
        "highest. The mean rank is that of those who name the code, the first choices are of the "
        "base."
    )
    yield (
        f"Borda points: {places} for the first rank, one less for each further, none for what is "
        "not named; their mean is over the base."
    )
