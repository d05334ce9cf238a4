"""Recounts which code follows which."""

from __future__ import annotations

from qualcode.audit.tables.carriers import are_apart, gathered, places
from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.lines import Line, Part
from qualcode.audit.tables.population import Scope

Step = tuple[str, str]
_FIGURES = ("expected", "lift")


def followed(facts: Facts, rule: Rule, wanted: Scope, stream: str, level: str) -> list[Line]:
    """Return the rows of codes that follow each other from one coded segment to the next."""
    carriers = gathered(facts, rule, wanted, "segment", level)
    place = places(facts)
    streams: dict[tuple[str, str], list[str]] = {}
    coded = [one for one in carriers.person if carriers.codes_of(one)]
    for unit in sorted(coded, key=lambda one: place[one]):
        who = carriers.person[unit] if stream == "participant" else ""
        streams.setdefault((place[unit][0], who), []).append(unit)
    steps = [
        (units[at], units[at + 1]) for units in streams.values() for at in range(len(units) - 1)
    ]
    number = {code: at for at, code in enumerate(carriers.codes)}
    found: list[tuple[tuple[bool, int, int, int], Line]] = []
    for one in carriers.codes:
        leaving = [step for step in steps if step[0] in carriers.carrying[one]]
        for other in carriers.codes:
            both = [step for step in leaving if step[1] in carriers.carrying[other]]
            if both and (one == other or are_apart(facts, one, other)):
                reaching = [step for step in steps if step[1] in carriers.carrying[other]]
                line = _line(facts, carriers.person, (one, other), steps, leaving, reaching, both)
                found.append(((one == other, -len(both), number[one], number[other]), line))
    return [line for _, line in sorted(found, key=lambda each: each[0])]


def _line(
    facts: Facts,
    person: dict[str, str],
    codes: tuple[str, str],
    steps: list[Step],
    leaving: list[Step],
    reaching: list[Step],
    both: list[Step],
) -> Line:
    def people(at: int, some: list[Step]) -> int:
        return len({person[step[at]] for step in some})

    behind = min(people(0, both), people(1, both))
    expected = len(leaving) * len(reaching) / len(steps)
    values = {
        "code": codes[0],
        "name": facts.tree.name(codes[0]),
        "next": codes[1],
        "next_name": facts.tree.name(codes[1]),
        "n": len(both),
        "expected": expected,
        "lift": len(both) / expected,
        "n_code": len(leaving),
        "n_next": len(reaching),
        "base": len(steps),
        "people": behind,
    }
    parts = [
        Part(behind, ("n", "people", *_FIGURES)),
        Part(people(0, leaving), ("n_code", *_FIGURES)),
        Part(people(1, reaching), ("n_next", *_FIGURES)),
        Part(people(0, steps), ("base", *_FIGURES)),
    ]
    return Line(values, parts)
