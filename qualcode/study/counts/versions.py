"""Which codes' counts moved because the codebook changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook
from qualcode.domain.codebook_history import became, both
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.disclosure import AtMost, Cell, Guard, Key
from qualcode.domain.errors import NotFound
from qualcode.domain.tables import Table, Unit
from qualcode.domain.versions import VersionRow
from qualcode.store import codebooks
from qualcode.store.made_under import Revision, made_under, revisions
from qualcode.study import queries
from qualcode.study.counts.asking import Asked, asked_for, base_in_words, chosen_rule
from qualcode.study.counts.coded_counts import CodedCounts
from qualcode.study.counts.tallied import Figure
from qualcode.study.questions import require_question
from qualcode.study.releasing.gate import Gate

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.privacy.release import Release
    from qualcode.store.sight import Sight
    from qualcode.study.session import Session

_BEFORE, _AFTER = "before", "after"
_MADE = ("made_before", "made_since")


@dataclass(frozen=True, slots=True)
class _Side:
    """What one codebook makes of the codings."""

    figures: Mapping[str, Figure]
    persons: Mapping[Key, frozenset[str]]


Made = Mapping[str, Mapping[str, dict[str, int]]]
"""For each code, the codings made before or since by person."""


class Versions:
    """Counts by an earlier codebook beside those by today's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(
        self,
        before: str = "",
        question: str | None = None,
        unit: Unit | str = "participant",
        coder_rule: str | None = None,
        kind: str | None = None,
        without_accepted: bool = False,
        where: str = "",
        unsuppressed: bool = False,
    ) -> Release[VersionRow]:
        """Count today's codings by an earlier codebook too, and say what became of each code.

        `before` is a revision or the beginning of one, or a version's name (then its last
        revision); left out, it is the first codebook with codes that the study had.

        Raises:
            NotFound: if there was no such revision, or the question or coder rule is not known.
        """
        asked = asked_for(question, None, unit, coder_rule, kind, without_accepted, None, where)
        with self._session.reading() as connection:
            require_question(connection, question)
            eyes = self._session.sight(connection)
            found = queries.resolve(self._session, connection, where)
            scope = Scope((question,) if question else (), asked.kind, found)
            rule = chosen_rule(connection, eyes, scope, coder_rule)
            rule = replace(rule, without_accepted=without_accepted)
            known = revisions(connection)
            chosen = _chosen(connection, known, before)
            old, new = codebooks.at(connection, chosen.revision), codebooks.codebook(connection)
            sides = [_side(connection, eyes, asked, scope, rule, one) for one in (old, new)]
            made = _made(connection, eyes, scope, rule, _until(known, chosen))
            lines = list(_lines(old, new, sides, made))
            table = Table(
                "versions",
                asked.unit,
                base_in_words(asked.unit, scope, new),
                rule.label,
                tuple(row for row, _ in lines),
                None,
                tuple(_notes(chosen, eyes)),
                without_accepted,
                {**asked.query, "versions": chosen.revision},
            )
            guard = Guard(
                tuple(_cells(sides, made)),
                (),
                tuple(parts for _, parts in lines),
                members=lambda: _members(sides),
                bounds=tuple(_bounds(sides)),
            )
            return Gate(self._session).release(connection, table, guard, unsuppressed)


def _chosen(connection: Connection, known: Sequence[Revision], word: str) -> Revision:
    with_codes = [one for one in known if codebooks.at(connection, one.revision).codes]
    if not word and with_codes:
        return with_codes[0]
    fitting = [one for one in with_codes if word == one.version or one.revision.startswith(word)]
    if not fitting or not word:
        names = [name for one in with_codes for name in (one.version, one.revision) if name]
        raise NotFound("version of the codebook", word, names)
    return fitting[-1]


def _until(known: Sequence[Revision], chosen: Revision) -> frozenset[str]:
    """Return the revisions up to one, and what was coded before revisions were kept."""
    ids = [one.revision for one in known]
    return frozenset(("", *ids[: ids.index(chosen.revision) + 1]))


def _side(
    connection: Connection,
    eyes: Sight,
    asked: Asked,
    scope: Scope,
    rule: CoderRule,
    codebook: Codebook,
) -> _Side:
    counts = CodedCounts(connection, eyes, asked, scope, rule, codebook)
    figures = counts.figures(connection)
    return _Side(
        {one.subject: one for one in figures if not one.row.is_apart}, counts.persons(connection)
    )


def _made(
    connection: Connection, eyes: Sight, scope: Scope, rule: CoderRule, earlier: frozenset[str]
) -> Made:
    found: dict[str, dict[str, dict[str, int]]] = {}
    for one in made_under(connection, eyes, scope, rule):
        by_when = found.setdefault(one.code, {when: {} for when in _MADE})
        people = by_when[_MADE[one.revision not in earlier]]
        people[one.person] = people.get(one.person, 0) + one.codings
    return found


def _lines(
    old: Codebook, new: Codebook, sides: Sequence[_Side], made: Made
) -> Iterator[tuple[VersionRow, Mapping[str, tuple[Key, ...]]]]:
    for code in both(old, new):
        before, after = (side.figures.get(code.id) for side in sides)
        if before is None and after is None and code.id not in made:
            continue
        parts: dict[str, tuple[Key, ...]] = {}
        sides_of = ((_BEFORE, before), (_AFTER, after))
        for when, figure in sides_of:
            if figure is not None:
                parts[f"n_{when}"] = (_key(figure.subject, when),)
                parts[f"base_{when}"] = (_key(figure.of, f"base {when}"),)
        if before is not None and after is not None:
            moved = (_key(code.id, "moved"),)
            parts["n_before"] += moved
        given = made.get(code.id, {})
        # Where each has one coding, the number of codings is that of the persons.
        counted = [_key(one.subject, when) for when, one in sides_of if one is not None]
        parts |= {when: (_key(code.id, when), *counted) for when in given}
        level = (new if code.id in new else old).level(code.id)
        yield (
            VersionRow(
                code.id,
                code.name,
                level,
                became(code.id, old, new),
                before.counted.units if before else None,
                before.row.base if before else None,
                before.row.percent if before else None,
                after.counted.units if after else None,
                after.row.base if after else None,
                after.row.percent if after else None,
                sum(given.get(_MADE[0], {}).values()),
                sum(given.get(_MADE[1], {}).values()),
            ),
            parts,
        )


def _key(subject: str, when: str) -> Key:
    return (subject, when)


def _cells(sides: Sequence[_Side], made: Made) -> Iterator[Cell]:
    """Yield the cells; who moves from one count to the other is one too, as both are printed."""
    cells: dict[Key, Cell] = {}
    for side, when in zip(sides, (_BEFORE, _AFTER), strict=True):
        for figure in side.figures.values():
            name, base = _key(figure.subject, when), _key(figure.of, f"base {when}")
            cells[name] = Cell(
                name, figure.counted.people, figure.counted.units, meaning=figure.meaning
            )
            if figure.base is not None:
                cells[base] = Cell(base, figure.base.people, figure.base.units)
    before, after = sides
    for code in before.figures.keys() & after.figures.keys():
        one, other = (side.persons.get(side.figures[code].keys[0], frozenset()) for side in sides)
        name = _key(code, "moved")
        cells[name] = Cell(name, len(one ^ other), len(one ^ other))
    for code, by_when in made.items():
        for when, people in by_when.items():
            name = _key(code, when)
            cells[name] = Cell(name, len(people), sum(people.values()))
    yield from cells.values()


def _members(sides: Sequence[_Side]) -> Mapping[Key, frozenset[str]]:
    """Return who stands behind each count and base, so that earlier tables can be held beside."""
    found: dict[Key, frozenset[str]] = {}
    for side, when in zip(sides, (_BEFORE, _AFTER), strict=True):
        for figure in side.figures.values():
            count, base = (side.persons.get(one, frozenset()) for one in figure.keys)
            found[_key(figure.subject, when)] = count
            found[_key(figure.of, f"base {when}")] = base
    return found


def _bounds(sides: Sequence[_Side]) -> Iterator[AtMost]:
    for side, when in zip(sides, (_BEFORE, _AFTER), strict=True):
        for figure in side.figures.values():
            if figure.base is not None:
                base = _key(figure.of, f"base {when}")
                yield AtMost(_key(figure.subject, when), (base,))


def _notes(chosen: Revision, eyes: Sight) -> Iterator[str]:
    name = f"version {chosen.version}, " if chosen.version else ""
    yield (
        f"Before is the codebook of {chosen.created:%Y-%m-%d} ({name}revision {chosen.revision}), "
        "after is today's. Both count the same codings, as they stand today: what differs, the "
        "codebook made differ. Codings that followed a merge count with the code that they have."
    )
    yield "Made before and since: codings with this very code, by the codebook of their making."
    if eyes.notice:
        yield eyes.notice
