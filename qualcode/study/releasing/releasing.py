"""What leaves a study as figures: the rule, the record of files, and who could be recognised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.domain.disclosure import DisclosureRule, Guard, Key
from qualcode.domain.errors import Refused
from qualcode.domain.events import canonical_json
from qualcode.domain.identity import Id, new_id
from qualcode.domain.people import Role
from qualcode.domain.recorded import RecordedRelease, packed
from qualcode.privacy.combinations import Alone, alone
from qualcode.privacy.differencing import bases_of
from qualcode.privacy.release import Release
from qualcode.store import people, releases
from qualcode.study.releasing.gate import told_of
from qualcode.study.releasing.promises import promised

if TYPE_CHECKING:
    from qualcode.store.journal import Deed
    from qualcode.study.session import Session


@dataclass(frozen=True, slots=True)
class Recognisable:
    """Participants who are alone in what up to three attributes say; named to the lead only."""

    attributes: tuple[str, ...]
    number: int
    names: tuple[str, ...]


class Releasing:
    """The rule of the study, and the record of the tables that left it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def rule(self) -> DisclosureRule:
        """Return how many persons must stand behind what is shown.

        Raises:
            InputError: if the table [disclosure] in study.toml is not usable.
        """
        return promised(self._session).rule

    @contextmanager
    def recording(self, given: Iterable[Release[Any]], target: str) -> Iterator[None]:
        """Record releases while their file is written; if that fails nothing is recorded.

        Raises:
            Refused: if the study changed since the tables were made.
        """
        actor = self._session.coder.id if self._session.coder else Id("")
        published = [(one, _published(one)) for one in given]
        with self._session.store.deed(actor, self._session.clock()) as deed:
            for release, cells in published:
                _record(deed, release, cells, target)
            yield

    def in_this_file(self, release: Release[Any]) -> RecordedRelease:
        """Return a table of a file that is being made, to be compared with those that follow.

        Raises:
            Refused: if the study changed since the table was made.
        """
        roster, bits = packed(_published(release))
        made = self._session.clock()
        return RecordedRelease(Id(""), made, Id(""), release.kind, release.query, "", roster, bits)

    def recorded(self) -> list[RecordedRelease]:
        """Return the releases that were written to files, in the order of time."""
        with self._session.reading() as connection:
            return releases.recorded(connection)

    def recognisable(self) -> list[Recognisable]:
        """Return which one to three attributes single participants out, and how many.

        Attributes that the study never tabulates are left out. Only the lead is told the names.
        """
        kept_out = set(promised(self._session).never_tabulate)
        with self._session.reading() as connection:
            known = {one.id: one for one in people.participants(connection) if one.counted}
        values: dict[Id, dict[str, object]] = {
            identity: {k: v for k, v in one.attributes.items() if k not in kept_out}
            for identity, one in known.items()
        }
        coder = self._session.coder
        lead = coder is not None and coder.role is Role.LEAD

        def told(one: Alone[Id]) -> Recognisable:
            names = sorted(known[person].name for person in one.persons)
            return Recognisable(one.attributes, len(names), tuple(names) if lead else ())

        return [told(one) for one in alone(values)]


_Cells = list[tuple[str, frozenset[str], frozenset[str]]]


def _record(deed: Deed, release: Release[Any], cells: _Cells, target: str) -> None:
    roster, bits = packed(cells)
    content = release.to_json()
    digest = hashlib.sha256(canonical_json(content).encode()).hexdigest()
    told = told_of(release, release.rule, target, release.unsuppressed) | {
        "digest": digest,
        "cells": len(release.guard.cells) - len(release.withheld) if release.guard else 0,
        "withheld": len(release.withheld),
    }
    made = RecordedRelease(
        new_id(), deed.moment, deed.coder, release.kind, release.query, digest, roster, bits
    )
    releases.add(deed, made, told)


def _published(release: Release[Any]) -> _Cells:
    """Return of each figure that the file shows what it counts, who they are, and of whom.

    Of a table with small cells nothing is kept: by it nothing that leaves later could be measured.
    """
    guard = release.guard
    if guard is None or guard.members is None or release.unsuppressed:
        return []
    shown = _shown(guard, release.withheld)
    members = guard.members()
    bases = bases_of(guard, members)
    found: _Cells = []
    for cell in guard.cells:
        if cell.key not in shown or not cell.meaning:
            continue
        persons = members.get(cell.key, frozenset())
        if len(persons) != cell.people:
            raise Refused("The study was changed while the table was made; make it again.")
        found.append((cell.meaning, persons, bases.get(cell.key, frozenset())))
    return found


def _shown(guard: Guard, withheld: Iterable[Key]) -> set[Key]:
    printed = {key for row in guard.rows for keys in row.values() for key in keys}
    return printed.difference(withheld)
