"""Which questions a study knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.errors import NotFound
from qualcode.store import codebooks, people

if TYPE_CHECKING:
    from sqlalchemy import Connection


def known_questions(connection: Connection) -> set[str]:
    """Return the ids of the questions that the instrument or any answer names."""
    return {*codebooks.instrument(connection).by_id, *people.questions(connection)}


def require_question(connection: Connection, question: str | None) -> None:
    """Refuse a question that neither the instrument nor any answer names; None asks for all.

    Raises:
        NotFound: with the nearest known id.
    """
    known = known_questions(connection)
    if question is not None and question not in known:
        raise NotFound("question", question, sorted(known))
