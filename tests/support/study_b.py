"""Study B: made-up case records of State and local cases, from a fixed seed.

Every record is synthetic: no case, person or place is real. Each is one row of a table, with what
an analyst would know of the case and a short text that is coded. The statute under which a case
was prosecuted is drawn with odds that depend on what was coded, so that a method that works must
find it, and on the kind of offence, so that leaving that out misleads.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from math import exp

SEED, CASES = 2016, 180

CODEBOOK = """\
format: qualcode-codebook/1
title: State and local cases
version: "1.0"
codes:
- id: control
  name: Control of the victim
  codable: false
  short: How the victim was held.
  definition: Whatever the record says of how the victim was held.
  codes:
  - id: force
    name: Force used
    short: Force was used.
    definition: The record names force against the victim.
  - id: papers
    name: Documents taken
    short: Papers were taken away.
    definition: The record says that papers were taken away.
  - id: debt
    name: Debt demanded
    short: A debt was named.
    definition: The record names a debt of the victim.
- id: investigating
  name: Investigating
  codable: false
  short: How the case was investigated.
  definition: Whatever the record says of the investigation.
  codes:
  - id: testimony
    name: Victim testified
    short: The victim testified.
    definition: The record says that the victim testified.
  - id: taskforce
    name: Task force took part
    short: A task force took part.
    definition: The record says that a task force took part.
"""

SENTENCES = {
    "force": "The record says that force was used against the victim.",
    "papers": "Passport and papers were taken away on arrival.",
    "debt": "A debt was named that nobody could ever have paid off.",
    "testimony": "The victim gave testimony before the court.",
    "taskforce": "A task force took part from the first week on.",
}
"""What stands in the text where a code applies; otherwise nothing of it does."""

ATTRIBUTES = ("offence", "victim", "offender", "year", "statute")


@dataclass(frozen=True)
class Case:
    """One synthetic case: its attributes and the codes that apply to its record."""

    name: str
    offence: str
    victim: str
    offender: str
    year: int
    statute: str
    codes: frozenset[str]

    @property
    def record(self) -> str:
        """Return the text that is coded."""
        told = " ".join(SENTENCES[code] for code in SENTENCES if code in self.codes)
        return f"Case {self.name}, made up, was opened in {self.year}. {told}".strip()

    @property
    def is_trafficking(self) -> bool:
        """Say whether it was prosecuted under trafficking law."""
        return self.statute == "trafficking"


def cases() -> list[Case]:
    """Draw the cases: always the same."""
    draw = random.Random(SEED)
    return [_case(draw, number) for number in range(1, CASES + 1)]


def _case(draw: random.Random, number: int) -> Case:
    offence = "sex" if draw.random() < 0.6 else "labour"
    victim = draw.choice(("adult", "adult", "minor"))
    offender = draw.choice(("alone", "pair", "network"))
    year = draw.randint(2008, 2013)
    chances = {
        "force": 0.65 if offence == "sex" else 0.3,
        "papers": 0.25 if offence == "sex" else 0.6,
        "debt": 0.4,
        "testimony": 0.45 if victim == "adult" else 0.3,
        "taskforce": 0.35,
    }
    codes = frozenset(code for code, chance in chances.items() if draw.random() < chance)
    odds = exp(
        -1.1 + 1.2 * ("testimony" in codes) + 0.8 * ("force" in codes)
        + 0.7 * (offence == "sex") + 0.5 * (victim == "minor")
    )  # fmt: skip
    statute = "trafficking" if draw.random() < odds / (1 + odds) else "other"
    return Case(f"C{number:03}", offence, victim, offender, year, statute, codes)


def survey(made: list[Case]) -> str:
    """Return the records as a table, one row a case."""
    rows = [
        [one.name, one.offence, one.victim, one.offender, one.year, one.statute, one.record]
        for one in made
    ]
    return _csv(("case", *ATTRIBUTES, "record"), rows)


def codings(made: list[Case]) -> str:
    """Return a table of what was coded; a case without a code was looked at too."""
    rows = []
    for one in made:
        rows += [[one.name, code, SENTENCES[code]] for code in sorted(one.codes)] or [
            [one.name, "", ""]
        ]
    return _csv(("participant", "code", "quotation"), rows)


def _csv(header: tuple[str, ...], rows: list[list[object]]) -> str:
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer)
    table.writerow(header)
    table.writerows(rows)
    return buffer.getvalue()
