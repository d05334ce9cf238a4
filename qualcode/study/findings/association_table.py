"""One table of associations: codes by the values of an attribute, laid out with its guard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.domain.associations import AssociationRow
from qualcode.domain.codebook import Code
from qualcode.domain.disclosure import Guard
from qualcode.domain.errors import InputError
from qualcode.store.incidence import Incidence
from qualcode.study.findings.association_guard import guarded
from qualcode.study.findings.association_rows import Groups, in_strata, rows_of
from qualcode.study.findings.association_units import CodedUnits, Outcome


@dataclass(frozen=True, slots=True)
class _Made:
    """The rows of one code, with the strata on which alone its common odds ratio rests."""

    groups: Groups
    rows: list[AssociationRow]
    strata: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows of a table, what they would give away, and what must be known to read them."""

    rows: tuple[AssociationRow, ...]
    guard: Guard
    notes: tuple[str, ...]


class AssociationTable:
    """Codes held against an attribute or outcome.

    Raises:
        NotFound: if the stratum is no attribute.
        InputError: if the stratum is the attribute itself.
    """

    def __init__(self, units: CodedUnits, against: Outcome, stratum: str, seed: int) -> None:
        if stratum:
            units.require_attribute(stratum)
        if stratum == against.attribute:
            raise InputError(f"'{stratum}' cannot be its own stratum.")
        self._units, self._against = units, against
        self._stratum, self._seed = stratum, seed

    def laid(self, codes: Sequence[str]) -> Laid:
        """Return the rows of some codes and themes, with all below; of all codes without names.

        Raises:
            NotFound: if a code is not known.
        """
        made = list(self._made(self._units.codes(codes)))
        made = [one for one in made if codes or any(one.groups.carrying.values())]
        rows = tuple(row for one in made for row in one.rows)
        persons = {
            one.id: one.person
            for code in made
            for one in (self._units.of_code(code.groups.code.id) or self._units.everybody).units
        }
        guard = guarded(
            ((one.groups, one.rows, one.strata) for one in made), persons, self._parents(made)
        )
        return Laid(rows, guard, tuple(self._notes(rows, persons.values())))

    def _made(self, codes: Iterable[Code]) -> Iterator[_Made]:
        for code in codes:
            among = self._units.of_code(code.id)
            if among is None:
                continue
            groups = self._groups(code, among)
            persons = {one.person for one in among.units}
            is_sound = len(persons) == len(among.units)
            rows = rows_of(groups, self._against, self._seed, is_sound)
            telling = {name for row in rows if row.value for name in in_strata(groups, row.value)}
            # Two strata or more blur each other; the figure of one alone is that of its cells.
            yield _Made(groups, rows, tuple(telling) if len(telling) == 1 else ())

    def _groups(self, code: Code, among: Incidence) -> Groups:
        carrying = among.carrying[code.id]
        by_value: dict[str, set[str]] = {value: set() for value in self._against.values}
        strata: dict[str, set[str]] = {}
        for one in among.units:
            value = self._units.value(one.person, self._against.attribute)
            if value is None:
                continue
            by_value.setdefault(str(value), set()).add(one.id)
            within = self._units.value(one.person, self._stratum) if self._stratum else None
            if within is not None:
                strata.setdefault(str(within), set()).add(one.id)
        return Groups(
            code,
            self._units.codebook.level(code.id),
            {value: frozenset(ids & carrying) for value, ids in by_value.items()},
            {value: frozenset(ids - carrying) for value, ids in by_value.items()},
            {name: frozenset(ids) for name, ids in sorted(strata.items())},
        )

    def _parents(self, made: Iterable[_Made]) -> dict[str, str]:
        return {
            code.id: code.parent
            for code in (one.groups.code for one in made)
            if code.parent is not None and self._units.are_of_one_base(code.id, code.parent)
        }

    def _notes(self, rows: Sequence[AssociationRow], persons: Collection[str]) -> Iterator[str]:
        yield (
            "Odds ratios with exact 95 % intervals; chi-square where the expected counts allow it, "
            "else Fisher's exact test. What goes together need not cause each other."
        )
        if draws := next((row.draws for row in rows if row.draws), None):
            yield f"Fisher's test of more than two values: from {draws:,} random tables."
        if self._is_missing(persons, attribute := self._against.attribute):
            yield f"Left out are {self._units.among.unit.value}s without '{attribute}'."
        if self._stratum:
            left = f" Who has no '{self._stratum}' is in no stratum."
            yield (
                f"Within {self._stratum}: common odds ratio of Mantel and Haenszel, interval of "
                "Robins, Breslow and Greenland, homogeneity of Breslow and Day with Tarone's "
                f"correction.{left if self._is_missing(persons, self._stratum) else ''}"
            )
        if self._units.notice:
            yield self._units.notice

    def _is_missing(self, persons: Iterable[str], attribute: str) -> bool:
        # How many there are is not said: notes pass no gate.
        return any(self._units.value(one, attribute) is None for one in persons)
