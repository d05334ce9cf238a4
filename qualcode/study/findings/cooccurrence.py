"""Codes that occur together, and codes that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.cooccurrence import PairRow, SequenceRow, Within
from qualcode.domain.errors import InputError
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Table, Unit
from qualcode.study.findings.carriers import chosen, gather
from qualcode.study.findings.framing import LEVELS, Framing, framed, require
from qualcode.study.findings.meetings import met
from qualcode.study.findings.pairs import Pairing
from qualcode.study.findings.steps import Stepping, taken
from qualcode.study.releasing.gate import Gate

if TYPE_CHECKING:
    from qualcode.privacy.release import Release
    from qualcode.study.session import Session

STREAMS = ("source", "participant")


class Together:
    """Which codes go together."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def cooccurrence(
        self,
        within: Within | str = Within.SEGMENT,
        window: int = 1,
        level: str = "code",
        question: str | None = None,
        coder_rule: str | None = None,
        kind: SourceKind | str | None = None,
        where: str = "",
        without_accepted: bool = False,
        unsuppressed: bool = False,
    ) -> Release[PairRow]:
        """Count, for each pair of codes, the units and persons in which both occur.

        `within` says how close: segment, overlap (their quotations share a code point), near (at
        most `window` segments apart in one source), source or participant. `level` is code or
        theme. Every code counts with what lies below it, as in frequencies; pairs of which one
        lies below the other are left out, as they would only count containment.

        Raises:
            InputError: if `within`, `window`, `level` or the filter is not usable.
            NotFound: if a name is not known.
            Confidential: if `unsuppressed` is asked for by somebody other than the lead.
        """
        close = _within(within)
        require(level, LEVELS, "level")
        if window < 1:
            raise InputError(f"A window of {window} segments is not usable.", fix="Take 1 or more.")
        framing = Framing(question, coder_rule, kind, where, without_accepted)
        with self._session.reading() as connection:
            frame = framed(self._session, connection, framing)
            codes = chosen(frame, level)
            carriers = gather(frame, codes, close.unit, frame.codebook.roll_up)
            pairing = Pairing(frame.codebook, carriers, met(frame, carriers, close, window))
            asked = {"within": close.value, "level": level}
            table = Table(
                "cooccurrence",
                close.unit,
                frame.base_in_words(close.unit),
                frame.rule.label,
                pairing.rows(),
                notes=(*_told_of_pairs(close, window), *frame.notes(close.unit, codes)),
                without_accepted=frame.rule.without_accepted,
                query={**asked, **_window(close, window), **framing.query},
            )
            return Gate(self._session).release(connection, table, pairing.guard(), unsuppressed)

    def sequence(
        self,
        stream: str = "source",
        level: str = "theme",
        question: str | None = None,
        coder_rule: str | None = None,
        kind: SourceKind | str | None = None,
        where: str = "",
        without_accepted: bool = False,
        unsuppressed: bool = False,
    ) -> Release[SequenceRow]:
        """Count which code follows which from one coded segment to the next.

        `stream` says whose: the next in the same source, or the same participant's next in it.
        Segments without any of the codes are passed over, as are those who only ask.

        Raises:
            InputError: if `stream`, `level` or the filter is not usable.
            NotFound: if a name is not known.
            Confidential: if `unsuppressed` is asked for by somebody other than the lead.
        """
        require(stream, STREAMS, "stream")
        require(level, LEVELS, "level")
        framing = Framing(question, coder_rule, kind, where, without_accepted)
        with self._session.reading() as connection:
            frame = framed(self._session, connection, framing)
            codes = chosen(frame, level)
            carriers = gather(frame, codes, Unit.SEGMENT, frame.codebook.roll_up)
            stepping = Stepping(frame.codebook, carriers, taken(frame, carriers, stream))
            table = Table(
                "sequence",
                Unit.SEGMENT,
                f"steps from one coded segment to the next of the same {stream}",
                frame.rule.label,
                stepping.rows(),
                notes=(*_told_of_steps(stepping.steps.number), *frame.notes(Unit.SEGMENT, codes)),
                without_accepted=frame.rule.without_accepted,
                query={"sequence": True, "stream": stream, "level": level, **framing.query},
            )
            return Gate(self._session).release(connection, table, stepping.guard(), unsuppressed)


def _within(word: Within | str) -> Within:
    require(str(word), tuple(Within), "nearness")
    return Within(word)


def _window(close: Within, window: int) -> dict[str, object]:
    return {"window": window} if close is Within.NEAR else {}


def _told_of_pairs(close: Within, window: int) -> tuple[str, ...]:
    segments = "segment" if window == 1 else "segments"
    meant = {
        Within.SEGMENT: "Together: the segment carries both codes by the coder rule, whoever put "
        "them there. c equals the Jaccard index, as a segment counts once.",
        Within.OVERLAP: "Together: quotations of both codes by the same coder share at least one "
        "character; spans that only touch do not. c is counted on quotations, as in ATLAS.ti, and "
        "can exceed 1 where one meets several.",
        Within.NEAR: f"Together: a segment with the first code has the other at most {window} "
        f"{segments} away in the same source, so a pair can differ by direction. The Jaccard index "
        "takes the segments that have the other near, of all that carry either.",
        Within.SOURCE: "Together: both codes somewhere in the source. c equals the Jaccard index.",
        Within.PARTICIPANT: "Together: the participant's words carry both codes somewhere. "
        "c equals the Jaccard index.",
    }[close]
    return (
        meant,
        "A code counts with what lies below it, as in frequencies; beside itself stands its "
        "frequency. Pairs of which one lies below the other are left out. n of a code and its base "
        "are those of units that both codes are for.",
    )


def _told_of_steps(number: int) -> tuple[str, ...]:
    if not number:
        return ("No coded segment follows another.",)
    return (
        "Expected is what chance alone would bring, from how often steps leave the first code and "
        "reach the second. A step between segments with several codes counts for each pair.",
    )
