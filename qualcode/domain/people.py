"""Those who speak (participants) and those who code (coders)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.domain.identity import Id

CONSENSUS = "consensus"
"""The coder that adjudication writes as."""

AttributeValue = str | float


@dataclass(frozen=True, slots=True)
class Participant:
    """A respondent, interviewee or speaker, known by a pseudonym.

    `counted` is False for a moderator or interviewer: their words are read but not counted.
    `attributes` maps attribute names to values; a number stays a number. `given` is the SHA-256
    of the name that files give, by which a renamed participant is recognised.
    """

    id: Id
    name: str
    counted: bool = True
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    removed: bool = False
    given: str = ""


class Role(StrEnum):
    """What a person does in the study; a courtesy on SQLite, not a wall."""

    CODER = "coder"
    LEAD = "lead"
    ANALYST = "analyst"


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes; `consensus` is the one that adjudication writes as."""

    id: Id
    name: str
    role: Role = Role.CODER

    @property
    def is_consensus(self) -> bool:
        """Say whether this is the coder that adjudication writes as."""
        return self.name == CONSENSUS
