"""How many units carry each code, each code among the segments that it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode.analysis.frequencies import row
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.counting import Base, CoderRule, Scope, Share
from qualcode.domain.disclosure import Key
from qualcode.domain.tables import Apart, Unit, in_order
from qualcode.store import codebooks, persons, tabulate
from qualcode.store.population import Group, Wanted
from qualcode.store.tabulate import Counts, Tally
from qualcode.study.counts.asking import Asked, scopes_of
from qualcode.study.counts.tallied import Figure, Relation, Relations, key

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight

_WITHIN = {
    Base.ALL: frozenset(Apart),
    Base.ASKED: frozenset((Apart.UNCODED, Apart.BLANK)),
    Base.ANSWERED: frozenset((Apart.UNCODED,)),
    Base.CODED: frozenset[Apart](),
}


class CodedCounts:
    """Counts by code and group of what somebody may see."""

    def __init__(
        self,
        connection: Connection,
        eyes: Sight,
        asked: Asked,
        scope: Scope,
        rule: CoderRule,
        codebook: Codebook | None = None,
    ) -> None:
        """Count by a codebook; left out, it is today's."""
        self._eyes, self._asked, self._scope, self._rule = eyes, asked, scope, rule
        self.codebook = codebook or codebooks.codebook(connection)
        self.scopes = scopes_of(self.codebook, scope)
        self.base = asked.base or Base.ASKED

    def figures(self, connection: Connection) -> list[Figure]:
        """Return the figures in the order of the codebook, last those who carry no code."""
        found: list[Figure] = []
        for scope, codes in self.scopes.items():
            counts = tabulate.count(connection, self._eyes, self.wanted(scope))
            found.extend(self._of_codes(scope, codes, counts))
        order = {code.id: place for place, code in enumerate(self.codebook.codes)}
        found.sort(key=lambda one: (order[one.subject], *map(in_order, one.group)))
        return [*found, *self._of_nobody(connection)] if found else found

    def wanted(self, scope: Scope) -> Wanted:
        """Return what is counted in a scope."""
        roll_up = {code.id: self.codebook.roll_up(code.id) for code in self.scopes.get(scope, ())}
        every = frozenset(self.codebook.by_id)
        asked = self._asked
        return Wanted(scope, roll_up, self._rule, asked.unit, asked.by, self.base, every)

    def _of_codes(self, scope: Scope, codes: list[Code], counts: Counts) -> Iterator[Figure]:
        for code in codes:
            hits = {group: counts.hits.get((code.id, group), Tally(0, 0)) for group in counts.base}
            kept = not self._scope.questions or self.codebook.asked(code.id)
            if not kept and not any(tally.units for tally in hits.values()):
                continue
            level = self.codebook.level(code.id)
            for group, base in counts.base.items():
                n = hits[group]
                line = row(
                    code.id, code.name, level, group, self._asked.by, n.units, base.units, n.people
                )
                yield Figure(line, code.id, self._of(scope), group, n, base, code.id)

    def _of_nobody(self, connection: Connection) -> Iterator[Figure]:
        """Yield who carries no code, where one question is asked of participants."""
        if self._asked.unit is not Unit.PARTICIPANT or not self._scope.questions:
            return
        wanted = self.wanted(self._scope)
        base = tabulate.count(connection, self._eyes, wanted).base
        found = persons.apart(connection, self._eyes, wanted)
        groups = sorted(
            {*base, *(group for people in found.values() for group, ids in people.items() if ids)},
            key=lambda group: [in_order(one) for one in group],
        )
        for why, people in found.items():
            if any(people.values()):
                for group in groups:
                    n = len(people.get(group, ()))
                    within = base.get(group) if why in _WITHIN[self.base] else None
                    yield self._apart(why, group, Tally(n, n), within)

    def _apart(self, why: Apart, group: Group, n: Tally, base: Tally | None) -> Figure:
        whole = base.units if base else None
        line = row(why, why.in_words, 0, group, self._asked.by, n.units, whole, n.people, True)
        meaning = f"{self._asked.question} {why}"
        return Figure(line, why, self._of(self._scope), group, n, base, meaning)

    def _of(self, scope: Scope) -> str:
        """Return by which name the base of a scope goes among the cells."""
        return "" if len(self.scopes) == 1 else f"base {', '.join(scope.questions)}"

    def persons(self, connection: Connection) -> Mapping[Key, frozenset[str]]:
        """Return who stands behind each cell."""
        found: dict[Key, frozenset[str]] = {}
        for scope in self.scopes:
            behind = persons.behind(connection, self._eyes, self.wanted(scope))
            found |= {key(self._of(scope), group): ids for group, ids in behind.base.items()}
            found |= {key(*one): ids for one, ids in behind.hits.items()}
        if self._asked.unit is Unit.PARTICIPANT and self._scope.questions:
            wanted = self.wanted(self._scope)
            for why, people in persons.apart(connection, self._eyes, wanted).items():
                found |= {key(why, group): ids for group, ids in people.items()}
        return found

    def shares(self, connection: Connection) -> Mapping[Key, Mapping[str, int]]:
        """Return how much of each cell every source gives, where several units share a source."""
        if self._asked.unit is Unit.SOURCE:
            return {}
        return {
            key(*one): given
            for scope in self.scopes
            for one, given in persons.shares(connection, self._eyes, self.wanted(scope)).items()
        }

    @property
    def relations(self) -> Relations:
        """Return what is known of the figures; a source can have words of several groups."""
        return Relations(bounds=tuple(self._bounds()), adds_up=self._asked.unit is not Unit.SOURCE)

    def _bounds(self) -> Iterator[Relation]:
        """Yield what is known of codes below a theme: each at most the theme, it at most all.

        Several coders can make a theme that no single code makes, so the latter holds only where
        one coder is enough.
        """
        for codes in self.scopes.values():
            known = {code.id for code in codes}
            for code in codes:
                if code.parent in known:
                    yield code.id, (str(code.parent),)
                below = tuple(one.id for one in self.codebook.children(code.id))
                alone = not code.codable and self._rule.share is Share.ANY
                if below and alone and known.issuperset(below):
                    yield code.id, below
