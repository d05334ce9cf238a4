"""A survey of prosecutors in two waves ten years apart, made up with a fixed seed.

Nobody wrote these answers and no prosecutor is a real one. Both waves have one instrument: an open
question, one that asks for three needs in order, and a closed one. In the second wave lack of
training is named less, lack of interpreters as often as before.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from random import Random

WAVES = ("2008", "2018")
SITES = ("Northeast", "South", "West")
ASKED = {"2008": 150, "2018": 170}

OBSTACLES = {
    "training": ("Lack of training", "We were never trained for such cases."),
    "interpreters": ("Lack of interpreters", "Nobody here speaks the language of the victims."),
    "trust": ("Victims do not trust us", "The victims are afraid of us and do not talk."),
}
_LIKELY = {
    "2008": {"training": 0.62, "interpreters": 0.40, "trust": 0.30},
    "2018": {"training": 0.34, "interpreters": 0.42, "trust": 0.48},
}
NEEDS = {
    "shelter": ("Shelter", "A safe house."),
    "legal": ("Legal advice", "A lawyer of their own."),
    "medical": ("Medical help", "A doctor who takes time."),
}
PLACES = 3

INSTRUMENT = """\
format: qualcode-instrument/1
title: Survey of prosecutors (synthetic)
version: "1.0"
language: en
not_asked: [not asked]
attributes:
- {id: wave, name: Wave, type: text}
- {id: site, name: Site, type: text}
sections:
- title: All
  questions:
  - id: obstacles
    text: What stands in the way?
    numbers: {prosecutor: Q1}
  - id: needs
    type: ranked
    text: What do victims need most?
    places: 3
    numbers: {prosecutor: Q2}
  - id: task-force
    type: choice
    text: Is there a task force?
    choices: ["yes", "no"]
    several: false
    numbers: {prosecutor: Q3}
versions:
- {id: prosecutor, name: Prosecutors}
"""

CODEBOOK = """\
format: qualcode-codebook/1
title: Prosecutors (synthetic)
version: "1.0"
codes:
""" + "".join(
    f"- id: {code}\n  name: {name}\n  short: {name}.\n  definition: {name} is named.\n"
    f"  asked: [{question}]\n"
    for question, codes in (("obstacles", OBSTACLES), ("needs", NEEDS))
    for code, (name, _) in codes.items()
)


@dataclass(frozen=True, slots=True)
class Prosecutor:
    """What one prosecutor answered; `obstacles` is None where the question was left blank.

    `needs` are in order of import. `task_force` is empty where it was left blank, and
    'not asked' where it was not asked.
    """

    name: str
    wave: str
    site: str
    obstacles: tuple[str, ...] | None
    needs: tuple[str, ...]
    task_force: str


class Prosecutors:
    """Those who answered in either wave, and their answers as files."""

    def __init__(self, seed: int = 20) -> None:
        self._chance = Random(seed)

    @cached_property
    def all(self) -> list[Prosecutor]:
        """Return everybody, the earlier wave first."""
        return [
            self._one(f"{wave}-{number}", wave)
            for wave in WAVES
            for number in range(1, ASKED[wave] + 1)
        ]

    def _one(self, name: str, wave: str) -> Prosecutor:
        chance = self._chance
        named = tuple(code for code in OBSTACLES if chance.random() < _LIKELY[wave][code])
        blank = chance.random() < 0.08
        needs = sorted(NEEDS, key=lambda code: chance.random() * (1 + list(NEEDS).index(code)))
        asked = chance.choice(["yes", "no", "yes", "", "not asked"])
        return Prosecutor(
            name,
            wave,
            chance.choice(SITES),
            None if blank else named,
            tuple(needs[: chance.choice([1, 2, 3, 3])]),
            asked,
        )

    def table(self) -> str:
        """Return the survey as it is imported."""
        headers = ["id", "wave", "site", "Q1", *(f"Q2.{at}" for at in range(1, PLACES + 1)), "Q3"]
        rows = [
            [
                one.name,
                one.wave,
                one.site,
                _said(one.obstacles),
                *(NEEDS[code][1] for code in one.needs),
                *("" for _ in range(PLACES - len(one.needs))),
                one.task_force,
            ]
            for one in self.all
        ]
        return _csv(headers, rows)

    def obstacles(self) -> str:
        """Return who named which obstacle as a wide table of codings."""
        rows = [
            [one.name, *(str(int(code in one.obstacles)) for code in OBSTACLES)]
            for one in self.all
            if one.obstacles is not None
        ]
        return _csv(["participant", *OBSTACLES], rows)

    def needs(self) -> str:
        """Return who named which need, each with its words."""
        rows = [[one.name, code, NEEDS[code][1]] for one in self.all for code in one.needs]
        return _csv(["participant", "code", "quotation"], rows)


def _said(obstacles: tuple[str, ...] | None) -> str:
    if obstacles is None:
        return ""
    return " ".join(OBSTACLES[code][1] for code in obstacles) or "Nothing does."


def _csv(headers: list[str], rows: list[list[str]]) -> str:
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(headers)
    table.writerows(rows)
    return file.getvalue()
