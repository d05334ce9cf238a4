"""The numbers that stand in the notes of a table, and what they have to be."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from qualcode.audit.evidence import ACCEPTED, Row
from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.population import Population, Scope, together
from qualcode.domain.provenance import WorkOrder

Numbers = Mapping[str, tuple[int, ...]]
"""The numbers of a note by the name of what it tells; none where there must be no such note."""

WAITING, ACCEPTED_OF, LEFT_OUT, STEERED = "waiting", "accepted", "left out", "steered"
MORE_WORDS, TESTS, CHANGES = "more words", "tests", "changes"

_NUMBER = r"([0-9][0-9,]*)"
_FORMS = {
    WAITING: rf"{_NUMBER} segments? that nobody looked at (?:is|are) left out",
    ACCEPTED_OF: rf"{_NUMBER} of {_NUMBER} codings? counted (?:is a|are) suggestions? that",
    LEFT_OUT: rf"Left out: {_NUMBER} codings? made by taking a suggestion",
    STEERED: rf"{_NUMBER} of {_NUMBER} codings? counted (?:was|were) made in a steered order",
    MORE_WORDS: rf"{_NUMBER} more typical words? (?:is|are) not shown",
    TESTS: rf"q: p after correction for {_NUMBER} tests",
    CHANGES: rf"{_NUMBER} changes are told apart",
}
_FIXED = {"95", "9,999", "100", "200", "10"}
"""Numbers in notes that are no findings: of intervals, of random tables, of bounds; and years."""


def told(notes: Sequence[object], name: str) -> tuple[int, ...]:
    """Return the numbers of the note of this name."""
    for one in notes:
        if found := re.match(_FORMS[name], str(one)):
            return tuple(int(number.replace(",", "")) for number in found.groups())
    return ()


def unknown(notes: Sequence[object], known: Collection[str]) -> int:
    """Count the notes with numbers that none of these names tells of."""
    return sum(
        not any(re.match(_FORMS[name], str(one)) for name in known) and _has_number(str(one))
        for one in notes
    )


def _has_number(note: str) -> bool:
    found = re.findall(r"(?<![\w.])[0-9][0-9,]*(?![\w])", note.replace(" of nobody", ""))
    return any(
        one.rstrip(",") not in _FIXED and not re.fullmatch("1[89][0-9]{2}|20[0-9]{2}", one)
        for one in found
    )


def of_frequencies(
    facts: Facts, rule: Rule, scopes: Mapping[Scope, Sequence[str]], wanted: Scope, unit: str
) -> dict[str, tuple[int, ...]]:
    """Return the numbers in the notes of counts of codes."""
    segments = Population(facts, rule, together(scopes, wanted), unit).segments
    waiting = sum(not rule.readers(one["id"]) for one in segments)
    found = of_codings(facts, rule, scopes, unit)
    return {**found, WAITING: (waiting,) if waiting else ()}


def of_codings(
    facts: Facts, rule: Rule, scopes: Mapping[Scope, Sequence[str]], unit: str
) -> dict[str, tuple[int, ...]]:
    """Return the numbers of suggestions, and of codings made in a steered order."""
    whole = replace(rule, without_accepted=False)
    made: dict[str, Row] = {}
    for scope, codes in scopes.items():
        members = frozenset[str]().union(*(facts.tree.below(code) for code in codes))
        for segment in Population(facts, rule, scope, unit).segments:
            rows = whole.counted(segment["id"])
            made |= {one["id"]: one for one in rows if one["code"] in members}
    accepted = sum(one["origin"] == ACCEPTED for one in made.values())
    kept = [
        one for one in made.values() if not (rule.without_accepted and one["origin"] == ACCEPTED)
    ]
    steered = {one.value for one in WorkOrder if one.steered}
    in_order = sum(one["work_order"] in steered for one in kept)
    return {
        ACCEPTED_OF: (accepted, len(made)) if accepted and not rule.without_accepted else (),
        LEFT_OUT: (accepted,) if accepted and rule.without_accepted else (),
        STEERED: (in_order, len(kept)) if in_order else (),
    }
