"""Whose codings count when segments are counted, and which segments are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.filters import Filter
from qualcode.domain.identity import Id
from qualcode.domain.people import CONSENSUS, Coder
from qualcode.domain.source import SourceKind


class Share(StrEnum):
    """How many of the coders who looked at a segment must have used a code there."""

    ANY = "any"
    MAJORITY = "majority"
    ALL = "all"


class Base(StrEnum):
    """Of whom a share is taken.

    ALL is everybody in scope, whatever they were asked and whether it was read or not. ASKED are
    those whose words were looked at and those who were asked and left it blank, ANSWERED only the
    former, CODED those of them that carry any code.
    """

    ALL = "all"
    ASKED = "asked"
    ANSWERED = "answered"
    CODED = "coded"


@dataclass(frozen=True, slots=True)
class CoderRule:
    """Whose codings count, and how many of those who looked must agree.

    Majority means more than half of those who looked. `latest` counts, of each segment, only the
    round that was settled last: what consensus decided anew stands for what it decided before.
    `without_accepted` leaves out suggestions that were taken as they were; whoever took one has
    still looked.
    """

    label: str
    coders: tuple[Id, ...]
    share: Share = Share.ANY
    latest: bool = False
    without_accepted: bool = False


def coder_rule(name: str, coders: list[Coder]) -> CoderRule:
    """Return the rule of this name: any, all, majority, consensus, or a coder's name.

    Raises:
        NotFound: if it is none of these.
        Refused: if it is consensus and nobody has adjudicated.
    """
    if name in tuple(Share):
        people = tuple(coder.id for coder in coders if not coder.is_consensus)
        return CoderRule(name, people, Share(name))
    for coder in coders:
        if coder.name == name:
            return CoderRule(name, (coder.id,), latest=coder.is_consensus)
    known = [*Share, *(coder.name for coder in coders)]
    if name == CONSENSUS:
        raise Refused("Nobody has adjudicated yet, so there are no consensus codings.")
    raise NotFound("coder rule or coder", name, known)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which segments count: answers to some questions, one kind of source, or everything.

    `where` narrows them further; it is a filter that was resolved.
    """

    questions: tuple[str, ...] = ()
    kind: SourceKind | None = None
    where: Filter | None = None
