"""Where somebody decides whether words may be printed, and what may be told of their speaker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.coding import Coding
from qualcode.domain.identity import Id
from qualcode.domain.passing import NOBODY_IN_PARTICULAR
from qualcode.domain.people import Participant
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.privacy.combinations import telling_enough
from qualcode.store import passed, people, sources
from qualcode.study.releasing.disclosure_options import DisclosureOptions
from qualcode.study.releasing.promises import promised

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.session import Session


@dataclass(frozen=True, slots=True)
class Candidate:
    """A coding whose words could be passed, with the attribution that may stand beside them.

    `problem` says why they may not be passed now; it is empty if they may.
    """

    coding: Coding
    words: str
    attributes: tuple[str, ...]
    attribution: str
    problem: str = ""


class Desk:
    """What is known of some codings when somebody decides whether their words may be printed."""

    def __init__(self, session: Session, connection: Connection, given: Iterable[Coding]) -> None:
        wanted = list(given)
        self._connection = connection
        self._eyes = session.sight(connection)
        self._options = promised(session)
        self._texts = sources.texts(connection, dict.fromkeys(one.source for one in wanted))
        self._sources = sources.by_id(connection, self._texts)
        segments = sources.segments_of(connection, dict.fromkeys(one.segment for one in wanted))
        self._segments: dict[Id, Segment] = {one.id: one for one in segments}
        self._carrying: dict[str, Mapping[str, set[tuple[Id, Span]]]] = {}
        self._values: dict[str, Mapping[str, object]] = {
            one.id: _tellable(one, self._options)
            for one in people.participants(connection)
            if one.counted
        }

    def place(self, coding: Coding) -> tuple[str, int, int, str]:
        """Return where a coding stands in the order of the texts."""
        name = self._sources[coding.source].name
        return name, coding.span.start, coding.span.end, coding.code

    def candidate(self, coding: Coding, attributes: Iterable[str] | None = None) -> Candidate:
        """Return a coding with its words and attribution, and what forbids to pass it."""
        speaker = self._speaker(coding)
        chosen = self._most(speaker) if attributes is None else tuple(sorted(set(attributes)))
        problem = self._too_few_without(coding) or self._too_telling(speaker, chosen)
        words = coding.span.of(self._texts[coding.source])
        told = _attribution(self._values.get(speaker, {}), chosen)
        return Candidate(coding, words, chosen, told, problem)

    def still(self, coding: Coding, attributes: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the attributes that may be told now."""
        speaker = self._speaker(coding)
        if not self._too_telling(speaker, attributes):
            return attributes
        return self._most(speaker, attributes)

    def _speaker(self, coding: Coding) -> str:
        return self._segments[coding.segment].participant or coding.source

    def _most(self, speaker: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        values = self._values
        if among is not None:
            names = set(among)
            values = {
                one: {name: value for name, value in known.items() if name in names}
                for one, known in values.items()
            }
        threshold = self._options.rule.threshold
        return telling_enough(speaker, values, threshold, self._options.never_cross)

    def _too_few_without(self, coding: Coding) -> str:
        if coding.code not in self._carrying:
            found = passed.passages(self._connection, self._eyes, coding.code)
            self._carrying[coding.code] = found
        carrying = self._carrying[coding.code]
        speaker = self._speaker(coding)
        with_more = any(
            source != coding.source or not span.overlaps(coding.span)
            for source, span in carrying.get(speaker, ())
        )
        others = len(carrying) - (speaker in carrying and not with_more)
        if others >= self._options.rule.threshold:
            return ""
        return (
            f"Without this passage fewer than {self._options.rule.threshold} persons carry the "
            f"code '{coding.code}': it would show who makes the figure."
        )

    def _too_telling(self, speaker: str, attributes: Iterable[str]) -> str:
        wanted = set(attributes)
        own = self._values.get(speaker, {})
        if unknown := sorted(wanted.difference(own)):
            return f"The speaker has no attribute '{unknown[0]}' that may be told."
        alike = [
            one
            for one, values in self._values.items()
            if all(values.get(name) == own[name] for name in wanted)
        ]
        crossed = any(wanted.issuperset(pair) for pair in self._options.never_cross)
        if wanted and (crossed or len(alike) < self._options.rule.threshold):
            names = ", ".join(sorted(wanted))
            return (
                f"Fewer than {self._options.rule.threshold} participants are like the speaker in "
                f"{names}, or these may not stand together: tell less."
            )
        return ""


def _tellable(one: Participant, options: DisclosureOptions) -> Mapping[str, object]:
    return {k: v for k, v in one.attributes.items() if k not in options.never_tabulate}


def _attribution(values: Mapping[str, object], attributes: Iterable[str]) -> str:
    told = ", ".join(f"{name}: {values[name]}" for name in attributes if name in values)
    return f"{NOBODY_IN_PARTICULAR} ({told})" if told else NOBODY_IN_PARTICULAR
