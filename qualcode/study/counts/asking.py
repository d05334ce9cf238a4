"""What a count is asked for: whose codings count, and among which segments each code does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.counting import Base, CoderRule, Scope, coder_rule
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.people import CONSENSUS
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Unit
from qualcode.store import people, tabulate

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight


E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table of frequencies is asked for, in the words of the command line.

    `by` are attributes; None for the coder rule and the base asks for the usual ones.
    """

    question: str | None = None
    by: tuple[str, ...] = ()
    unit: Unit = Unit.PARTICIPANT
    coder_rule: str | None = None
    kind: SourceKind | None = None
    without_accepted: bool = False
    base: Base | None = None
    where: str = ""

    @property
    def query(self) -> dict[str, object]:
        """Return the options by their long names, as they can be asked again."""
        return {
            "question": self.question,
            "by": list(self.by),
            "unit": self.unit.value,
            "coder_rule": self.coder_rule,
            "kind": self.kind.value if self.kind else None,
            "without_accepted": self.without_accepted,
            "base": self.base.value if self.base else None,
            "where": self.where,
        }

    @property
    def together(self) -> str | None:
        """Return the attributes of the grouping in one word; None for no grouping."""
        return ", ".join(self.by) or None


def asked_for(
    question: str | None,
    by: str | Iterable[str] | None,
    unit: Unit | str,
    coder_rule: str | None,
    kind: str | None,
    without_accepted: bool,
    base: str | None,
    where: str,
) -> Asked:
    """Return what is asked for in plain words.

    Raises:
        InputError: if there is no such unit, kind or base.
    """
    return Asked(
        question,
        (by,) if isinstance(by, str) else tuple(by or ()),
        one_of(Unit, unit, "unit"),
        coder_rule,
        one_of(SourceKind, kind, "kind") if kind else None,
        without_accepted,
        one_of(Base, base, "base") if base else None,
        where,
    )


def one_of(known: type[E], word: str, what: str) -> E:
    """Return the member of this value.

    Raises:
        InputError: naming all there are.
    """
    try:
        return known(word)
    except ValueError:
        values = ", ".join(one.value for one in known)
        raise InputError(f"There is no {what} '{word}'.", fix=f"Take one of: {values}.") from None


def attributes_of(by: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the attributes that a grouping names; one word may hold several with commas.

    Raises:
        NotFound: with the nearest that participants carry.
        InputError: if one is named twice.
    """
    parted = ((one,) if one in known else one.split(",") for one in by)
    found = tuple(name.strip() for names in parted for name in names)
    for one in found:
        if one not in known:
            raise NotFound("attribute", one, list(known))
    if len(set(found)) < len(found):
        told = f"An attribute is named twice in '{', '.join(found)}'."
        raise InputError(told, fix="Name it once.")
    return found


def chosen_rule(
    connection: Connection, eyes: Sight, scope: Scope, name: str | None = None
) -> CoderRule:
    """Return the coder rule of a name; without one, consensus where it has looked, else any.

    Raises:
        NotFound: if there is neither a rule nor a coder of this name.
        Refused: if it is consensus and nobody has adjudicated.
    """
    coders = people.coders(connection)
    if name is not None:
        return coder_rule(name, coders)
    for coder in coders:
        if coder.is_consensus and tabulate.scope_has_looks(connection, eyes, scope, coder.id):
            return coder_rule(CONSENSUS, coders)
    return coder_rule("any", coders)


def scopes_of(codebook: Codebook, wanted: Scope) -> Mapping[Scope, list[Code]]:
    """Group the codes by the segments among which each is counted."""
    groups: dict[Scope, list[Code]] = {}
    for code in codebook.codes:
        scope = wanted
        asked = codebook.asked(code.id)
        if wanted.questions:
            if asked and not set(asked) & set(wanted.questions):
                continue
        elif wanted.kind in (None, SourceKind.SURVEY):
            scope = replace(wanted, questions=asked)
        groups.setdefault(scope, []).append(code)
    return groups


def together(scopes: Iterable[Scope], wanted: Scope) -> Scope:
    """Return what the scopes cover between them; one without questions covers every segment."""
    asked = [scope.questions for scope in scopes]
    if not all(asked):
        return wanted
    questions = tuple(sorted({one for questions in asked for one in questions}))
    return replace(wanted, questions=questions)


def base_in_words(unit: Unit, scope: Scope, codebook: Codebook, base: Base = Base.ASKED) -> str:
    """Say of whom shares are taken."""
    where = f" in sources of kind {scope.kind.value}" if scope.kind else ""
    where += f", where {scope.where}" if scope.where is not None else ""
    if base is Base.ALL:
        if unit is not Unit.PARTICIPANT:
            return f"all {unit.value}s{where}, looked at or not"
        return f"all participants{' with answers' if scope.questions else ''}{where}, asked or not"
    if base is Base.CODED:
        return f"{unit.value}s that were looked at and carry any code{where}"
    if unit is not Unit.PARTICIPANT:
        return f"{unit.value}s that were looked at{where}"
    if base is Base.ANSWERED:
        return f"participants whose answers were looked at{where}"
    if scope.questions:
        return f"participants who were asked the question{where}"
    for_questions = any(code.asked for code in codebook.codes)
    if scope.kind not in (None, SourceKind.SURVEY) or not for_questions:
        return f"participants whose words were looked at{where}"
    return f"participants who were asked a question of the code{where}"


def answers_in_words(scope: Scope, base: Base) -> str:
    """Say of whom shares of the answers to a closed question are taken."""
    who = {
        Base.ALL: "all participants with answers, asked or not",
        Base.ASKED: "participants who were asked the question",
    }.get(base, "participants who answered the question")
    where = f" in sources of kind {scope.kind.value}" if scope.kind else ""
    return f"{who}{where}" + (f", where {scope.where}" if scope.where is not None else "")
