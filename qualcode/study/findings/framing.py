"""What tables of codes are asked for alike: where, by which coders, with which suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.errors import InputError
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Unit
from qualcode.store import codebooks
from qualcode.study.counts.asking import base_in_words, chosen_rule, scopes_of, together
from qualcode.study.counts.suggested import suggestion_notes
from qualcode.study.queries import resolve
from qualcode.study.questions import require_question

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight
    from qualcode.study.session import Session

LEVELS = ("code", "theme")


def require(word: str, known: tuple[str, ...], what: str) -> None:
    """Refuse a word that is none of those that an option takes.

    Raises:
        InputError: with the words it takes.
    """
    if word not in known:
        raise InputError(f"There is no {what} '{word}'.", fix=f"Take one of: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Framing:
    """Which codings count: answers to one question, one kind of source, a filter, a coder rule."""

    question: str | None = None
    coder_rule: str | None = None
    kind: SourceKind | str | None = None
    where: str = ""
    without_accepted: bool = False

    @property
    def query(self) -> dict[str, object]:
        """Return what was asked for, by the long names of the options; what was not is left out."""
        told: dict[str, object] = {
            "question": self.question,
            "coder-rule": self.coder_rule,
            "kind": SourceKind(self.kind).value if self.kind else None,
            "where": self.where,
            "without-accepted": self.without_accepted,
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Frame:
    """A framing looked up in one state of the study, as somebody sees it."""

    connection: Connection
    eyes: Sight
    codebook: Codebook
    wanted: Scope
    rule: CoderRule

    @property
    def scopes(self) -> Mapping[Scope, list[Code]]:
        """Return the codes by the segments among which each is counted."""
        return scopes_of(self.codebook, self.wanted)

    @property
    def everything(self) -> Scope:
        """Return what all scopes cover between them."""
        return together(self.scopes, self.wanted)

    def base_in_words(self, unit: Unit) -> str:
        """Say among whom is counted."""
        return base_in_words(unit, self.wanted, self.codebook)

    def notes(self, unit: Unit, codes: Mapping[Scope, list[Code]]) -> tuple[str, ...]:
        """Return what is to be said of suggestions among the codings, and of what is hidden."""
        members = {
            scope: {one for code in of_scope for one in self.codebook.roll_up(code.id)}
            for scope, of_scope in codes.items()
        }
        told = tuple(suggestion_notes(self.connection, self.eyes, members, self.rule, unit))
        return (*told, self.eyes.notice) if self.eyes.notice else told


def framed(session: Session, connection: Connection, framing: Framing) -> Frame:
    """Look up a framing.

    Raises:
        NotFound: if the question, the coder rule or a name in the filter is not known.
        InputError: if the filter cannot be read.
        Refused: if the rule is consensus and nobody has adjudicated.
    """
    require_question(connection, framing.question)
    wanted = Scope(
        (framing.question,) if framing.question else (),
        SourceKind(framing.kind) if framing.kind else None,
        resolve(session, connection, framing.where),
    )
    eyes = session.sight(connection)
    rule = chosen_rule(connection, eyes, wanted, framing.coder_rule)
    rule = replace(rule, without_accepted=framing.without_accepted)
    return Frame(connection, eyes, codebooks.codebook(connection), wanted, rule)
