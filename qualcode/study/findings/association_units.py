"""The units that associations are about: who was asked, who carries what, and their attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Code
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.people import AttributeValue
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Unit, in_order
from qualcode.store import codebooks, people
from qualcode.store.incidence import Incidence, incidence
from qualcode.study import queries
from qualcode.study.counts.asking import base_in_words, chosen_rule, scopes_of
from qualcode.study.questions import require_question
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

_POSITIVE = ("yes", "true", "1")


@dataclass(frozen=True, slots=True)
class Among:
    """Among which units something is asked, in the words of the command line."""

    unit: Unit = Unit.PARTICIPANT
    question: str | None = None
    kind: SourceKind | None = None
    where: str = ""
    coder_rule: str | None = None
    without_accepted: bool = False

    def __post_init__(self) -> None:
        if self.unit is Unit.SEGMENT:
            raise InputError(
                "Segments of one participant are not independent, so nothing can be tested.",
                fix="Take the unit participant or source.",
            )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One value of an attribute, against another or all others; without a value, all at once."""

    attribute: str
    value: str
    against: str
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return it in words."""
        return f"{self.attribute} = {self.value}"


class CodedUnits:
    """The units of one state of the study, with codes and attributes looked up when needed."""

    def __init__(self, session: Session, connection: Connection, among: Among) -> None:
        require_question(connection, among.question)
        self._connection, self._eyes = connection, session.sight(connection)
        self.among, self.codebook = among, codebooks.codebook(connection)
        plain = Scope((among.question,) if among.question else (), among.kind)
        rule = chosen_rule(connection, self._eyes, plain, among.coder_rule)
        self.rule: CoderRule = replace(rule, without_accepted=among.without_accepted)
        self._scope = replace(plain, where=queries.resolve(session, connection, among.where))
        self._known: dict[Scope, Incidence] = {}
        self.notice = self._eyes.notice

    @property
    def base(self) -> str:
        """Return of whom shares are taken, in words."""
        return base_in_words(self.among.unit, self._scope, self.codebook)

    @cached_property
    def everybody(self) -> Incidence:
        """Return the units of the whole scope, whatever the code, without codes."""
        return self._incidence(self._scope, ())

    @cached_property
    def _scopes(self) -> Mapping[str, tuple[Scope, tuple[str, ...]]]:
        return {
            code.id: (scope, tuple(one.id for one in codes))
            for scope, codes in scopes_of(self.codebook, self._scope).items()
            for code in codes
        }

    def codes(self, words: Iterable[str]) -> list[Code]:
        """Return codes by their names, each with all below it; without names all of the codebook.

        Raises:
            NotFound: with the nearest known id.
        """
        wanted: set[str] = set()
        for word in words:
            found = self.codebook.find(word)
            if found is None:
                raise NotFound("code", word, [code.id for code in self.codebook.codes])
            wanted |= self.codebook.roll_up(found.id)
        return [one for one in self.codebook.codes if not wanted or one.id in wanted]

    def of_code(self, code: str) -> Incidence | None:
        """Return the units among which a code counts and who carries it; None if it has none."""
        if code not in self._scopes:
            return None
        scope, codes = self._scopes[code]
        if scope not in self._known:
            self._known[scope] = self._incidence(scope, codes)
        return self._known[scope]

    def are_of_one_base(self, one: str, other: str) -> bool:
        """Say whether two codes count among the same units."""
        return self._scopes[one][0] == self._scopes[other][0]

    def _incidence(self, scope: Scope, codes: Iterable[str]) -> Incidence:
        roll_up = {code: self.codebook.roll_up(code) for code in codes}
        return incidence(self._connection, self._eyes, scope, roll_up, self.rule, self.among.unit)

    @cached_property
    def _attributes(self) -> Mapping[str, Mapping[str, AttributeValue]]:
        return {one.id: one.attributes for one in people.participants(self._connection)}

    def value(self, person: str, attribute: str) -> AttributeValue | None:
        """Return what somebody's attribute is; None where it is missing."""
        return self._attributes.get(person, {}).get(attribute)

    def require_attribute(self, name: str) -> None:
        """Refuse an attribute that nobody carries.

        Raises:
            NotFound: with the nearest known one.
        """
        known = people.attribute_names(self._connection)
        if name not in known:
            raise NotFound("attribute", name, known)

    def outcome(self, words: str, is_one_value: bool) -> Outcome:
        """Return what `ATTRIBUTE=VALUE` or `ATTRIBUTE` means.

        Of two values yes, true or 1 is taken, else the first. With more, all are compared at once,
        unless it must be one value.

        Raises:
            NotFound: if the attribute or the value is not known.
            InputError: if a value must be named.
        """
        attribute, _, value = words.partition("=")
        attribute, value = attribute.strip(), value.strip()
        self.require_attribute(attribute)
        known = {self.value(one.person, attribute) for one in self.everybody.units}
        values = tuple(sorted((str(one) for one in known if one is not None), key=in_order))
        if value and value not in values:
            raise NotFound(f"{self.among.unit.value} with {attribute} =", value,
                           list(values))  # fmt: skip
        if not value and len(values) == 2:
            value = next((one for one in values if one.casefold() in _POSITIVE), values[0])
        if not value and is_one_value:
            raise InputError(
                f"'{attribute}' has {len(values)} values.",
                fix=f"Name the one that is asked about, as in '{attribute}="
                f"{values[0] if values else 'yes'}'.",
            )
        others = [one for one in values if one != value]
        against = others[0] if value and len(others) == 1 else "others"
        return Outcome(attribute, value, against if value else "", values)
