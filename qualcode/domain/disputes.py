"""Segments that coders read differently, and what a decision about one makes of their codings.

Two readings differ where their sets of codes differ. The same code on other words of the segment
is no dispute: consensus holds it on the words of all whose reading was taken, overlaps joined.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.domain.coding import Coding
from qualcode.domain.errors import InputError
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Decision, Verdict
from qualcode.domain.span import Span, merged

LETTERS = "abcdfghilm"
"""Names of readings in order: A is that of the first coder. The letters left out are keys."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The codes that some coders gave a segment, all of them the same codes.

    `spans` has the words of each code; those that overlap or touch are joined, whoever chose them.
    """

    coders: tuple[Id, ...]
    spans: Mapping[str, tuple[Span, ...]]

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes."""
        return frozenset(self.spans)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to hold: a verdict, the codes, and the reading that was taken whole, if one was."""

    verdict: Verdict
    codes: frozenset[str]
    reading: Reading | None = None


def readings(codings: Mapping[Id, Iterable[Coding]]) -> tuple[Reading, ...]:
    """Group the coders who looked by the codes that they gave, in the order of the coders.

    `codings` maps each coder who looked at the segment to what they coded there.
    """
    by_coder = {coder: list(given) for coder, given in codings.items()}
    groups: dict[frozenset[str], list[Id]] = {}
    for coder, given in by_coder.items():
        groups.setdefault(frozenset(one.code for one in given), []).append(coder)
    return tuple(
        Reading(tuple(coders), _spans(one for coder in coders for one in by_coder[coder]))
        for coders in groups.values()
    )


def _spans(codings: Iterable[Coding]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for one in codings:
        found.setdefault(one.code, []).append(one.span)
    return {code: tuple(merged(spans)) for code, spans in found.items()}


def common(of: Sequence[Reading]) -> frozenset[str]:
    """Return the codes that all readings have."""
    return frozenset.intersection(*(one.codes for one in of)) if of else frozenset()


def used(of: Iterable[Reading]) -> frozenset[str]:
    """Return the codes that any reading has."""
    return frozenset(code for one in of for code in one.codes)


def disputed(of: Sequence[Reading]) -> frozenset[str]:
    """Return the codes that some readings have and others have not."""
    return used(of) - common(of)


def choose(
    of: Sequence[Reading],
    verdict: Verdict,
    reading: int | None = None,
    codes: Collection[str] = (),
) -> Choice:
    """Return what a verdict means here; `reading` counts from 0, `codes` are for OTHER.

    Raises:
        InputError: if there is no such reading.
    """
    if verdict is Verdict.BOTH:
        return Choice(verdict, used(of))
    if verdict is Verdict.NEITHER:
        return Choice(verdict, common(of))
    if verdict is Verdict.OTHER:
        return Choice(verdict, frozenset(codes))
    if reading is None or not 0 <= reading < len(of):
        raise InputError(f"This segment has the readings {letters(of)}.")
    return Choice(verdict, of[reading].codes, of[reading])


def choice_of(of: Sequence[Reading], codes: Collection[str]) -> Choice:
    """Return the verdict that a set of codes amounts to."""
    wanted = frozenset(codes)
    for one in of:
        if one.codes == wanted:
            return Choice(Verdict.READING, wanted, one)
    for verdict in (Verdict.BOTH, Verdict.NEITHER):
        if choose(of, verdict).codes == wanted:
            return choose(of, verdict)
    return Choice(Verdict.OTHER, wanted)


def letters(of: Sequence[Reading]) -> str:
    """Return the names of the readings, as in `A, B`."""
    return ", ".join(LETTERS[: len(of)].upper())


def letter(of: Sequence[Reading], reading: Reading) -> str:
    """Return the name of one reading; empty if it has none."""
    place = of.index(reading)
    return LETTERS[place].upper() if place < len(LETTERS) else ""


def taken(of: Sequence[Reading], decision: Decision) -> Reading | None:
    """Return the reading that a decision took whole, if it took one."""
    if decision.verdict is not Verdict.READING:
        return None
    return next((one for one in of if one.coders == decision.readings), None)


def in_words(of: Sequence[Reading], decision: Decision) -> str:
    """Return how it was decided, as in `reading A` or `both`."""
    whole = taken(of, decision)
    return f"reading {letter(of, whole)}" if whole else decision.verdict.value


def settled(of: Sequence[Reading], choice: Choice, whole: Span) -> dict[str, tuple[Span, ...]]:
    """Return on which words consensus holds each code that was chosen.

    A code lies where the reading that was taken has it, else where any reading has it, spans
    that overlap or touch joined; a code that nobody used lies on the whole segment.
    """
    everywhere = _joined(of)
    taken = choice.reading.spans if choice.reading else {}
    return {
        code: taken.get(code) or everywhere.get(code) or (whole,) for code in sorted(choice.codes)
    }


def _joined(of: Iterable[Reading]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for one in of:
        for code, spans in one.spans.items():
            found.setdefault(code, []).extend(spans)
    return {code: tuple(merged(spans)) for code, spans in found.items()}
