"""Finds the quotations behind a count: what was coded so, where, by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Coding
from qualcode.domain.counting import Share
from qualcode.domain.identity import Id
from qualcode.domain.source import SourceKind
from qualcode.domain.spot import Spot
from qualcode.domain.tables import Unit
from qualcode.study import Study
from qualcode.study.shelf import Passage
from qualcode.tui.themes.bench import Counted

Found = dict[Id, dict[tuple[str, int, int], list[Coding]]]
"""Codings by segment, then by code and place, since several coders may have said the same."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a code was put on: where, which code, by whom, and who said them.

    `group` is the value of the attribute that is counted by; `context` is the whole segment.
    """

    spot: Spot
    words: str
    context: str
    code: str
    coders: tuple[str, ...]
    participant: str
    group: str


def quotations(study: Study, counted: Counted, code: str) -> list[Quotation]:
    """Return what was coded with a code or with one below it, as far as it is counted.

    Codings of others that a blind round hides are not among them. The order is that of the texts.
    """
    codebook = study.catalogue.codebook
    names = study.team.names()
    within = codebook.roll_up(code) if code in codebook else frozenset((code,))
    whose = _whose(study, counted.whole.coder_rule)
    found: Found = {}
    for one in study.codings.all(counted.asked.question):
        if one.code in within and one.coder in whose:
            place = one.code, one.span.start, one.span.end
            found.setdefault(one.segment, {}).setdefault(place, []).append(one)
    if counted.whole.coder_rule in (Share.MAJORITY, Share.ALL):
        found = _enough(study, counted, whose, found)
    return [
        _quotation(passage, same, codebook, names, counted.asked.by)
        for passage in study.sources.passages(counted.asked.question)
        if passage.segment.id in found and _counts(passage, counted, codebook, code)
        for _, same in sorted(found[passage.segment.id].items(), key=lambda pair: pair[0][1:])
    ]


def _whose(study: Study, rule: str) -> Collection[Id]:
    team = study.team.all()
    if rule in tuple(Share):
        return {one.id for one in team if not one.is_consensus}
    return {one.id for one in team if one.name == rule}


def _enough(study: Study, counted: Counted, whose: Collection[Id], found: Found) -> Found:
    """Return the segments that as many of those who looked coded so as the rule asks for."""
    looked: dict[Id, set[Id]] = {}
    for look in study.codings.looks(segments=found):
        if look.coder in whose:
            looked.setdefault(look.segment, set()).add(look.coder)
    every = counted.whole.coder_rule == Share.ALL

    def is_enough(segment: Id, same: Iterable[list[Coding]]) -> bool:
        used, of = {one.coder for codings in same for one in codings}, looked.get(segment, set())
        return of <= used if every else 2 * len(used) > len(of)

    return {segment: same for segment, same in found.items() if is_enough(segment, same.values())}


def _counts(passage: Passage, counted: Counted, codebook: Codebook, code: str) -> bool:
    """Say whether a passage is one of those that a code is counted on."""
    asked, person = counted.asked, passage.participant
    if person is None and (passage.segment.participant or asked.unit == Unit.PARTICIPANT):
        return False
    if person is not None and not person.counted:
        return False
    if asked.kind is not None and passage.source.kind.value != asked.kind:
        return False
    by_question = asked.question is None and asked.kind in (None, SourceKind.SURVEY.value)
    wanted = codebook.asked(code) if by_question and code in codebook else ()
    return not wanted or passage.segment.question in wanted


def _quotation(
    passage: Passage, same: list[Coding], codebook: Codebook, names: dict[Id, str], by: str | None
) -> Quotation:
    one, segment, person = same[0], passage.segment, passage.participant
    where = one.span.shifted(-segment.span.start)
    value = person.attributes.get(by) if person is not None and by else None
    return Quotation(
        Spot(passage.source.id, passage.source.name, segment.id, segment.label, one.span),
        where.of(passage.text),
        passage.text,
        codebook.by_id[one.code].name if one.code in codebook else one.code,
        tuple(dict.fromkeys(names.get(coding.coder, "") for coding in same)),
        person.name if person is not None else "",
        "" if value is None else str(value),
    )
