"""Finds the quotations behind a count, chosen by theme, group, length or typicality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.analysis.typicality import typicality
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Coding
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.domain.quotation import Quotation, QuoteOrder
from qualcode.domain.source import Segment, Source, SourceKind
from qualcode.domain.spot import Spot
from qualcode.domain.tables import Unit
from qualcode.domain.words import words
from qualcode.store import codebooks, people, sources
from qualcode.store.quoted import quoted
from qualcode.study.counts.asking import chosen_rule, scopes_of
from qualcode.study.queries import resolve
from qualcode.study.questions import require_question
from qualcode.suggest.stop_words import stop_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.session import Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotations of a theme are asked for; lengths are in words."""

    question: str | None = None
    coder_rule: str | None = None
    kind: str | None = None
    where: str = ""
    unit: str = Unit.SEGMENT.value
    order: str = QuoteOrder.TEXT.value
    at_least: int = 0
    at_most: int | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        """Refuse lengths that nothing can have.

        Raises:
            InputError: if a length or the limit is none.
        """
        if self.at_least < 0 or (self.at_most is not None and self.at_most < max(1, self.at_least)):
            raise InputError(
                "No quotation has such a length.",
                fix="At least is 0 or more words, at most is 1 or more and not below at least.",
            )
        if self.limit is not None and self.limit < 1:
            raise InputError(f"{self.limit} quotations cannot be listed. Take 1 or more.")


class Quotations:
    """The words that a theme rests on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, code: str, wanted: Wanted | None = None) -> list[Quotation]:
        """Return what was coded with a code or one below it and counts, as the frequencies count.

        Raises:
            NotFound: if the code, question or coder rule is not known.
            InputError: if the filter or the order is not usable.
        """
        asked = wanted or Wanted()
        order = _order(asked.order)
        with self._session.reading() as connection:
            codebook = codebooks.codebook(connection)
            if code not in codebook:
                raise NotFound("code", code, [one.id for one in codebook.codes])
            require_question(connection, asked.question)
            eyes = self._session.sight(connection)
            scope = Scope(
                (asked.question,) if asked.question else (),
                SourceKind(asked.kind) if asked.kind else None,
                resolve(self._session, connection, asked.where) if asked.where else None,
            )
            rule = chosen_rule(connection, eyes, scope, asked.coder_rule)
            found = self.counted(connection, codebook, [code], scope, rule, Unit(asked.unit))[code]
            found = self._typical(found, codebook) if order is QuoteOrder.TYPICAL else found
        long_enough = [one for one in found if _fits(one, asked)]
        return _sorted(long_enough, order)[: asked.limit]

    def counted(
        self,
        connection: Connection,
        codebook: Codebook,
        codes: Sequence[str],
        scope: Scope,
        rule: CoderRule,
        unit: Unit,
    ) -> dict[str, list[Quotation]]:
        """Map each code to the quotations for which it is counted in a scope, in text order."""
        eyes = self._session.sight(connection)
        made: dict[str, list[Coding]] = {code: [] for code in codes}
        for within, members in scopes_of(codebook, scope).items():
            rolls = {one.id: codebook.roll_up(one.id) for one in members if one.id in made}
            if rolls:
                made |= quoted(connection, eyes, within, rolls, rule, unit)
        reader = _Reader(connection, codebook, {one for acts in made.values() for one in acts})
        return {code: reader.quotations(acts) for code, acts in made.items()}

    def _typical(self, found: list[Quotation], codebook: Codebook) -> list[Quotation]:
        common = stop_words(codebook.language) or frozenset()
        said = [
            [
                word
                for span in words(one.words, 0, len(one.words))
                if (word := span.of(one.words).casefold()) not in common
            ]
            for one in found
        ]
        return [
            replace(one, typicality=value)
            for one, value in zip(found, typicality(said), strict=True)
        ]


class _Reader:
    """Makes quotations of codings, reading each source once."""

    def __init__(self, connection: Connection, codebook: Codebook, made: Iterable[Coding]) -> None:
        codings = list(made)
        ids = list(dict.fromkeys(one.source for one in codings))
        self._codebook = codebook
        self._sources: dict[Id, Source] = sources.by_id(connection, ids)
        self._texts = sources.texts(connection, ids)
        self._segments: dict[Id, Segment] = {
            one.id: one
            for one in sources.segments_of(
                connection, list(dict.fromkeys(one.segment for one in codings))
            )
        }
        self._people = {one.id: one for one in people.participants(connection)}
        self._coders = {one.id: one.name for one in people.coders(connection)}

    def quotations(self, acts: Iterable[Coding]) -> list[Quotation]:
        """Return one quotation for each code on each span, in order of source and place."""
        together: dict[tuple[Id, int, int, str], list[Coding]] = {}
        for one in acts:
            key = one.segment, one.span.start, one.span.end, one.code
            together.setdefault(key, []).append(one)
        made = [self._quotation(same) for same in together.values()]
        return sorted(made, key=_in_the_text)

    def _quotation(self, same: list[Coding]) -> Quotation:
        one = same[0]
        segment, source, text = (
            self._segments[one.segment], self._sources[one.source], self._texts[one.source],
        )  # fmt: skip
        person = self._people.get(segment.participant) if segment.participant else None
        code = self._codebook.by_id.get(one.code)
        return Quotation(
            codings=tuple(act.id for act in same),
            spot=Spot(source.id, source.name, segment.id, segment.label, one.span),
            words=one.span.of(text),
            before=text[segment.span.start : one.span.start],
            after=text[one.span.end : segment.span.end],
            code=one.code,
            code_name=code.name if code else one.code,
            coders=tuple(dict.fromkeys(self._coders.get(act.coder, "") for act in same)),
            participant=person.name if person else "",
            person=person.id if person else source.id,
            attributes=_told(person),
        )


def _told(person: Participant | None) -> dict[str, str]:
    return {name: str(value) for name, value in person.attributes.items()} if person else {}


def _in_the_text(one: Quotation) -> tuple[str, int, int, str]:
    return one.spot.source_name, one.spot.span.start, one.spot.span.end, one.code


def _order(name: str) -> QuoteOrder:
    try:
        return QuoteOrder(name)
    except ValueError as error:
        known = ", ".join(QuoteOrder)
        raise InputError(
            f"Quotations cannot be ordered by '{name}'.", fix=f"Take {known}."
        ) from error


def _fits(one: Quotation, asked: Wanted) -> bool:
    if asked.at_least <= 0 and asked.at_most is None:
        return True
    length = word_count(one)
    return length >= asked.at_least and (asked.at_most is None or length <= asked.at_most)


def word_count(one: Quotation) -> int:
    """Return how many words a quotation has."""
    return sum(1 for _ in words(one.words, 0, len(one.words)))


def _sorted(found: list[Quotation], order: QuoteOrder) -> list[Quotation]:
    if order is QuoteOrder.TEXT:
        return found
    if order is QuoteOrder.TYPICAL:
        return sorted(found, key=lambda one: (-(one.typicality or 0), _in_the_text(one)))
    sign = -1 if order is QuoteOrder.LONGEST else 1
    return sorted(found, key=lambda one: (sign * len(one.words), _in_the_text(one)))
