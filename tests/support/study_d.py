"""A survey of agencies drawn by size and location, made up with a fixed seed.

Nobody wrote these answers and no agency is a real one. The population is small enough to know:
every agency of it has answers, the sample shows some of them. Agencies that serve more than
75,000 people are all in the sample, as in the national survey that this stands for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from random import Random

SIZES = ("to 10,000", "to 75,000", "above 75,000")
LOCATIONS = ("Midwest", "Northeast", "South", "West")
POPULATION = {
    "to 10,000": (2600, 1900, 2900, 2300),
    "to 75,000": (700, 550, 800, 600),
    "above 75,000": (90, 70, 110, 80),
}
DRAWN = {"to 10,000": 420, "to 75,000": 240, "above 75,000": None}
"""How many of each location's agencies are drawn; None takes all."""

CODES = {
    "training": ("Lack of training", "Our officers were never trained for it."),
    "interpreters": ("Lack of interpreters", "Nobody here speaks the language of the victims."),
    "time": ("Lack of time", "There is no time beside the daily calls."),
}
_LIKELY = {
    "to 10,000": {"training": 0.62, "interpreters": 0.20, "time": 0.22},
    "to 75,000": {"training": 0.48, "interpreters": 0.38, "time": 0.34},
    "above 75,000": {"training": 0.25, "interpreters": 0.45, "time": 0.55},
}
_SERIOUS = {"to 10,000": 2, "to 75,000": 3, "above 75,000": 4}

INSTRUMENT = """\
format: qualcode-instrument/1
title: Survey of agencies (synthetic)
version: "1.0"
language: en
attributes:
- {id: size, name: Size class, type: text}
- {id: location, name: Location, type: text}
- {id: stratum, name: Stratum, type: text}
- {id: weight, name: Weight, type: number}
- {id: population, name: Agencies in the stratum, type: number}
sections:
- title: All
  questions:
  - id: obstacles
    text: What stands in the way?
    numbers: {agency: Q1}
  - id: seriousness
    type: scale
    text: How serious is the problem in your area?
    min: 1
    max: 5
    anchors: {1: not at all, 5: very}
    numbers: {agency: Q2}
  - id: distance
    type: scale
    text: How far is the problem from your work?
    min: 1
    max: 5
    anchors: {1: at the centre of it, 5: far away}
    reversed: true
    numbers: {agency: Q3}
  - id: plan
    type: choice
    text: Does your agency have a written plan?
    choices: ["yes", "no"]
    numbers: {agency: Q4}
versions:
- {id: agency, name: Agencies}
"""

CODEBOOK = """\
format: qualcode-codebook/1
title: Obstacles (synthetic)
version: "1.0"
codes:
""" + "".join(
    f"- id: {code}\n  name: {name}\n  short: {name}.\n  definition: {name} is named.\n"
    "  asked: [obstacles]\n"
    for code, (name, _) in CODES.items()
)


@dataclass(frozen=True)
class Agency:
    """One agency of the population with what it would answer; `codes` None leaves it blank."""

    name: str
    size: str
    location: str
    codes: tuple[str, ...] | None
    seriousness: int | None
    distance: int | None
    plan: bool

    @property
    def stratum(self) -> str:
        """Return what it was drawn within."""
        return f"{self.size}, {self.location}"

    @property
    def words(self) -> str:
        """Return its answer to the open question."""
        if self.codes is None:
            return ""
        return " ".join(CODES[code][1] for code in self.codes) or "Nothing does."


@dataclass(frozen=True)
class Survey:
    """The population of agencies and the sample that was drawn of it."""

    seed: int = 2008

    @cached_property
    def population(self) -> tuple[Agency, ...]:
        """Return every agency."""
        random = Random(self.seed)
        places = [
            (size, location)
            for size, numbers in POPULATION.items()
            for location, number in zip(LOCATIONS, numbers, strict=True)
            for _ in range(number)
        ]
        return tuple(_agency(random, f"A{at:05}", *one) for at, one in enumerate(places, start=1))

    @cached_property
    def sample(self) -> tuple[Agency, ...]:
        """Return those that were drawn."""
        random = Random(self.seed + 1)
        found: list[Agency] = []
        for stratum, agencies in self.strata(self.population).items():
            size = DRAWN[agencies[0].size]
            assert stratum
            found += agencies if size is None else random.sample(agencies, size)
        return tuple(sorted(found, key=lambda one: one.name))

    def strata(self, agencies: Iterable[Agency]) -> dict[str, list[Agency]]:
        """Return the agencies of each stratum."""
        found: dict[str, list[Agency]] = {}
        for one in agencies:
            found.setdefault(one.stratum, []).append(one)
        return found

    @cached_property
    def sizes(self) -> dict[str, tuple[int, int]]:
        """Map each stratum to how many agencies it has and how many were drawn."""
        drawn = self.strata(self.sample)
        whole = self.strata(self.population)
        return {name: (len(whole[name]), len(drawn[name])) for name in whole}

    def weight(self, agency: Agency) -> float:
        """Return how many agencies one of the sample stands for."""
        whole, drawn = self.sizes[agency.stratum]
        return whole / drawn

    def table(self) -> str:
        """Return the survey as a CSV file."""
        headers = ("agency", "size", "location", "stratum", "weight", "population")
        return _csv(
            (*headers, "Q1", "Q2", "Q3", "Q4"),
            (
                (
                    one.name, one.size, one.location, one.stratum, f"{self.weight(one):.12g}",
                    self.sizes[one.stratum][0], one.words, one.seriousness or "",
                    one.distance or "", "yes" if one.plan else "no",
                )
                for one in self.sample
            ),
        )  # fmt: skip

    def codings(self) -> str:
        """Return who named what as a wide table of codings."""
        return _csv(
            ("agency", *CODES),
            (
                (one.name, *(int(code in one.codes) for code in CODES))
                for one in self.sample
                if one.codes is not None
            ),
        )


def _agency(random: Random, name: str, size: str, location: str) -> Agency:
    """Make one up: the smaller, the less trained; the West sees the problem as more serious."""
    likely = _LIKELY[size]
    codes = tuple(code for code in CODES if random.random() < likely[code])
    middle = _SERIOUS[size] + (location == "West")
    seriousness = min(5, max(1, round(random.gauss(middle, 1))))
    distance = min(5, max(1, round(random.gauss(6 - seriousness, 1))))
    return Agency(
        name,
        size,
        location,
        None if random.random() < 0.04 else codes,
        None if random.random() < 0.06 else seriousness,
        distance,
        random.random() < 0.1 + 0.2 * SIZES.index(size),
    )


def _csv(headers: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer)
    table.writerow(headers)
    table.writerows(rows)
    return buffer.getvalue()
