"""What holds inside a round: which codebook, whose queue, which work is shown, who may lead."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.identity import Id
from qualcode.domain.people import Coder, Role
from qualcode.domain.rounds import Round
from qualcode.store import codebooks, codings, people, rounds
from qualcode.store.progress import Scope
from qualcode.store.sight import EVERYTHING
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST_NAME = 60


def found(connection: Connection, name: str) -> Round:
    """Return the round of this name.

    Raises:
        NotFound: with the nearest known name.
    """
    one = rounds.find(connection, name)
    if one is None:
        known = [known.name for known in rounds.listing(connection)]
        raise NotFound("round", name, known, "" if known else "Make one: qualcode round create")
    return one


def open_round(connection: Connection, name: str) -> Round:
    """Return a round that is still coded.

    Raises:
        NotFound: if there is none of this name.
        Refused: if it is closed.
    """
    one = found(connection, name)
    if not one.is_open:
        raise Refused(f"The round '{name}' is closed; what was coded in it stays as it is.")
    return one


def own_round(connection: Connection, session: Session) -> Round | None:
    """Return the round that the person is at work in, None outside any.

    Raises:
        Refused: if it is closed, or not the person's.
    """
    if not session.round:
        return None
    one = open_round(connection, session.round)
    if session.person.id not in one.coders:
        raise Refused(f"'{session.person.name}' does not code in the round '{one.name}'.")
    return one


def current_codebook(connection: Connection, session: Session) -> Codebook:
    """Return the codebook to code with: in a round the one that was frozen for it."""
    if session.round:
        return codebooks.at(connection, found(connection, session.round).revision)
    return codebooks.codebook(connection)


def shown(connection: Connection, session: Session) -> Scope:
    """Return whose work a coder sees: in a round that of the round alone.

    Outside any the work of rounds that are over is shown too, so that nobody's work seems lost
    when a round closes; what is coded in an open round is seen in that round only.
    """
    return Scope(session.round) if session.round else over(connection)


def over(connection: Connection) -> Scope:
    """Return the scope of all work that is not in an open round."""
    still_open = (one.name for one in rounds.listing(connection) if one.is_open)
    return Scope(without=tuple(still_open))


def require_changeable(connection: Connection, session: Session, round_: str) -> None:
    """Refuse to change work of a round that is closed, or from outside the round.

    Raises:
        Refused: saying where the work is.
    """
    known = rounds.find(connection, round_) if round_ else None
    if known is not None and not known.is_open:
        raise Refused(f"This was coded in the round '{round_}', which is closed: it stays.")
    if known is not None and session.round != round_:
        raise Refused(
            f"This was coded in the round '{round_}': qualcode code --round {shlex.quote(round_)}"
        )
    if session.round and round_ != session.round:
        raise Refused(f"This was not coded in the round '{session.round}'.")


def require_in_queue(connection: Connection, session: Session, segments: Iterable[Id]) -> None:
    """Refuse segments that are not in the person's queue of the round at work.

    Raises:
        Refused: if one is not, or the round does not take codings any more.
    """
    one = own_round(connection, session)
    if one is None:
        return
    if not rounds.holds(connection, one.name, session.person.id, segments):
        raise Refused(f"This segment is not in your queue of the round '{one.name}'.")


def require_lead(connection: Connection, session: Session, strictly: bool = False) -> Coder:
    """Return the person at work if rounds are theirs to lead.

    A study without a lead is led by everybody, except where it is asked `strictly`.

    Raises:
        Refused: naming who leads.
    """
    person = session.person
    names = _leads(connection)
    if person.role is Role.LEAD or (not names and not strictly):
        return person
    who = f"here {', '.join(names)}" if names else "qualcode coder add NAME --role lead"
    raise Refused(f"That is for the lead of the study ({who}); you are '{person.name}'.")


def leads(connection: Connection, session: Session) -> bool:
    """Say whether rounds are led by the person at work; without a lead they are by everybody."""
    return (session.coder is not None and session.coder.role is Role.LEAD) or not _leads(connection)


def _leads(connection: Connection) -> list[str]:
    return [one.name for one in people.coders(connection) if one.role is Role.LEAD]


def new_name(connection: Connection, name: str) -> str:
    """Return the name for a new round without blanks around it.

    Raises:
        InputError: if it is empty, too long, looks like an option, or holds control characters.
        Refused: if there is a round, or codings of a round, of this name.
    """
    name = name.strip()
    if not name:
        raise InputError("A round needs a name.")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(
            f"A round's name has at most {LONGEST_NAME} characters, all of which can be printed."
        )
    if name.startswith("-"):
        raise InputError("A round's name does not begin with '-', which commands take for options.")
    if rounds.find(connection, name) is not None:
        raise Refused(f"There is a round '{name}' already.")
    if name in codings.rounds(connection, EVERYTHING):
        raise Refused(f"Codings of a round '{name}' were imported; choose another name.")
    return name


def coders_of(connection: Connection, names: Iterable[str]) -> list[Coder]:
    """Return the coders of a new round.

    Raises:
        InputError: if there are none, or one is named twice.
        NotFound: if one is not known.
        Refused: if `consensus` is among them.
    """
    known = {one.name: one for one in people.coders(connection)}
    chosen: list[Coder] = []
    for name in names:
        if name not in known:
            raise NotFound("coder", name, list(known), "Add one: qualcode coder add NAME")
        if known[name].is_consensus:
            raise Refused("'consensus' holds what was decided; it does not code in a round.")
        if known[name] in chosen:
            raise InputError(f"'{name}' is named twice.")
        chosen.append(known[name])
    if not chosen:
        raise InputError("A round needs coders: name them as --coders ana,ben")
    return chosen
