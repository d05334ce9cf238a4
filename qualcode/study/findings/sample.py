"""The sample of a study: who was contacted, what became of it, and the response rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from qualcode.analysis.response import response_rows
from qualcode.domain.counting import Scope
from qualcode.domain.disclosure import Cell, Guard
from qualcode.domain.errors import InputError, Place
from qualcode.domain.people import Participant
from qualcode.domain.response import Accounting, Contacts, ResponseRow, accounting
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Table, Unit
from qualcode.privacy.release import Release
from qualcode.store import people
from qualcode.store.closed_answers import responses
from qualcode.study import place
from qualcode.study.counts.asking import chosen_rule
from qualcode.study.releasing.gate import Gate
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

TABLE = "sample"
DISPOSITION = "disposition"
"""The attribute that says of each contact what became of it."""

_NAMES = {
    "ineligible": "ineligible",
    "not eligible": "ineligible",
    "refused": "refused",
    "refusal": "refused",
    "non-contact": "non_contact",
    "noncontact": "non_contact",
    "non_contact": "non_contact",
    "not reached": "non_contact",
    "complete": "complete",
}


class Sample:
    """Accounts for everybody who was contacted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def response(self, unsuppressed: bool = False) -> Release[ResponseRow]:
        """Return the accounting of contacts and the response rate.

        What became of a contact is read from the attribute `disposition`; where no participant has
        it, from the numbers under [sample] in study.toml, and those who answered are counted.

        Raises:
            InputError: if neither is there, a value is not known, or the parts do not add up.
        """
        with self._session.reading() as connection:
            found, how = self._accounting(connection)
            table = Table(
                "sample",
                Unit.PARTICIPANT,
                "everybody who was contacted",
                "",
                response_rows(found),
                notes=(how, _RATES),
            )
            return Gate(self._session).release(connection, table, _guard(found), unsuppressed)

    def _accounting(self, connection: Connection) -> tuple[Accounting, str]:
        answered = self._answered(connection)
        told = _dispositions(connection, answered)
        if told:
            contacts = Contacts(told["ineligible"], told["refused"], told["non_contact"])
            how = f"Counted from the attribute '{DISPOSITION}' of {told.total():,} contacts."
            return accounting(contacts, told["complete"]), how
        folder = self._session.folder
        file = Place(str(folder / place.FILE)) if folder else None
        contacts = _written(place.content(folder) if folder else {}, file)
        how = f"Contacts from [{TABLE}] in study.toml; complete are counted from the data."
        return accounting(contacts, len(answered), file), how

    def _answered(self, connection: Connection) -> set[str]:
        """Return the participants of surveys that answered anything."""
        eyes, scope = self._session.sight(connection), Scope(kind=SourceKind.SURVEY)
        rule = chosen_rule(connection, eyes, scope)
        given = responses(connection, eyes, rule, scope)
        return {one.participant for one in given if one.value is not None}


_RATES = (
    "Response rate: complete of all eligible (AAPOR 2023, RR1 where everybody's eligibility is "
    "known), with its Wilson interval."
)


def _dispositions(connection: Connection, answered: Collection[str]) -> Counter[str]:
    """Count the participants by what became of the contact; nothing where nobody has it.

    Raises:
        InputError: naming the participant whose disposition is not known or cannot be.
    """
    everybody = [one for one in people.participants(connection) if one.counted]
    given = [str(one.attributes.get(DISPOSITION, "")).strip() for one in everybody]
    if not any(given):
        return Counter()
    return Counter(
        _part(one, words, one.id in answered)
        for one, words in zip(everybody, given, strict=True)
        if words or one.id in answered
    )


def _part(one: Participant, words: str, answered: bool) -> str:
    part = _NAMES.get(words.casefold())
    if part is None:
        told = f"is '{words}'" if words else "is missing, but answers are there"
        raise InputError(
            f"The {DISPOSITION} of {one.name} {told}.",
            fix="Known: complete, ineligible, refused, non-contact.",
        )
    if part == "complete" and not answered:
        raise InputError(
            f"The {DISPOSITION} of {one.name} is '{words}', but no answer is there.",
            fix="Import the answers or mend the attribute.",
        )
    return part


def _written(content: Mapping[str, object], file: Place | None) -> Contacts:
    """Return the contacts that study.toml tells.

    Raises:
        InputError: if it tells none, or an entry is not known or no number.
    """
    table = content.get(TABLE)
    if not isinstance(table, Mapping):
        raise InputError(
            "The study does not know who was contacted.",
            file,
            f"Write the numbers under [{TABLE}]: contacted, ineligible, refused, non_contact; or "
            f"give every contact the attribute '{DISPOSITION}'.",
        )
    known = [one.name for one in fields(Contacts)]
    for name, value in table.items():
        if name not in known:
            told = f"[{TABLE}] has no '{name}'; complete is counted from the data."
            raise InputError(told, file, f"Known: {', '.join(known)}.")
        if not isinstance(value, int) or isinstance(value, bool):
            raise InputError(f"In [{TABLE}], {name} is {value!r}.", file, "Write a whole number.")
    return Contacts(**table)


def _guard(found: Accounting) -> Guard:
    """Only the complete are in the study; beside the rest, every line would tell their number."""
    complete = Cell(("complete",), found.complete, found.complete)
    return Guard((complete,), (), tuple({"n": (complete.key,)} for _ in response_rows(found)))
