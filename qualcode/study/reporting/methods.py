"""The methods appendix: what the findings rest on and how they came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qualcode._version import __version__
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Look
from qualcode.domain.errors import QualcodeError
from qualcode.domain.people import Coder, Participant
from qualcode.domain.rounds import Round
from qualcode.reports.commands import command_line
from qualcode.reports.contents import Block, Points, Words
from qualcode.reports.figures import counted
from qualcode.store import codebooks, codings, people, rounds, sources
from qualcode.study.reporting.asked import ReportAsked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.domain.disclosure import DisclosureRule
    from qualcode.study.session import Session

_ONE_TIME = (
    "That of the last change to the study. The same study and the same command give the same "
    "file, byte for byte."
)
_FIGURES = (
    "Under each table stands the command that makes its figures from the study again. Shares are "
    "of the base that stands beside them; intervals of shares are Wilson's (1927), 95 %."
)


def methods(session: Session, asked: ReportAsked, rule: DisclosureRule) -> tuple[Block, ...]:
    """Return the appendix, all of it from one state of the study but for the agreement."""
    with session.reading() as connection:
        rows = (
            *_material(connection),
            *_procedure(session, connection),
            *_codebook(connection),
            *_rule(asked, rule),
            ("Software", f"qualcode {__version__}{_drawn_with()}"),
            ("Command", command_line("report findings", asked.query)),
            ("Date", _ONE_TIME),
        )
    return Words(_FIGURES), Points(rows), Words(agreement_in_words(session))


def agreement_in_words(session: Session) -> str:
    """Return the methods paragraph of the agreement: of the last closed round, else outside any."""
    from qualcode.study.reliability.reliability import Asked, Reliability

    with session.reading() as connection:
        closed = [one for one in rounds.listing(connection) if not one.is_open]
    last = max(closed, key=lambda one: (one.closed or one.created, one.name), default=None)
    try:
        report = Reliability(session).agreement(Asked(round=last.name if last else ""))
    except QualcodeError as reason:
        return f"No agreement of coders is given. {reason}"
    return report.methods


def _material(connection: Connection) -> Iterator[tuple[str, str]]:
    listed = sources.listing(connection)
    kinds = Counter(one.kind.value for one in listed)
    segments = sum(sources.segment_counts(connection).values())
    told = ", ".join(f"{number} of kind {kind}" for kind, number in sorted(kinds.items()))
    yield "Sources", f"{counted(len(listed), 'source')} ({told}), {counted(segments, 'segment')}"
    yield "Participants", _people(people.participants(connection))
    instrument = codebooks.instrument(connection)
    if instrument.questions:
        version = f", version {instrument.version}" if instrument.version else ""
        asked = counted(len(instrument.questions), "question")
        yield "Instrument", f"{instrument.title}{version}: {asked}"


def _people(everybody: list[Participant]) -> str:
    silent = sum(not one.counted for one in everybody)
    told = counted(len(everybody) - silent, "participant")
    return told + (f"; {silent} who ask or moderate are not counted" if silent else "")


def _procedure(session: Session, connection: Connection) -> Iterator[tuple[str, str]]:
    eyes = session.sight(connection)
    coders = people.coders(connection)
    told = "; ".join(_looked(coders, codings.looks(connection, eyes)))
    yield "Coding", f"{told}." if told else "Nobody has looked at any segment yet."
    for one in rounds.listing(connection):
        yield f"Round {one.name}", _round(one, coders)
    if eyes.notice:
        yield "Left out", eyes.notice


def _looked(coders: list[Coder], looks: Iterable[Look]) -> Iterator[str]:
    seen: dict[str, set[str]] = {}
    for look in looks:
        seen.setdefault(look.coder, set()).add(look.segment)
    alone = {one.id for one in coders if not one.is_consensus}
    for coder in coders:
        if not coder.is_consensus and coder.id in seen:
            yield f"{coder.name} looked at {counted(len(seen[coder.id]), 'segment')}"
    times = Counter(one for coder, found in seen.items() if coder in alone for one in found)
    if twice := sum(number > 1 for number in times.values()):
        yield f"{counted(twice, 'segment')} by two coders or more"
    for coder in coders:
        if coder.is_consensus and coder.id in seen:
            yield f"on {counted(len(seen[coder.id]), 'segment')} a consensus was decided"


def _round(one: Round, coders: list[Coder]) -> str:
    names = {coder.id: coder.name for coder in coders}
    drawn = one.sampling
    who = ", ".join(names.get(coder, coder) for coder in one.coders)
    how = "blind" if one.blind else "not blind"
    return (
        f"{drawn.drawn:,} of {counted(drawn.population, drawn.unit.value)} drawn (seed "
        f"{drawn.seed}), coded by {who}, {how}, {one.state.value}, codebook revision {one.revision}"
    )


def _codebook(connection: Connection) -> Iterator[tuple[str, str]]:
    book = codebooks.codebook(connection)
    if book.codes:
        yield "Codebook", told_of_codebook(book, len(codebooks.revisions(connection)))


def told_of_codebook(book: Codebook, revisions: int) -> str:
    """Return title, version, revision and size of a codebook in words."""
    version = f", version {book.version}" if book.version else ""
    return (
        f"{book.title}{version}, revision {book.revision}: {counted(len(book.codes), 'code')} in "
        f"{counted(len(book.themes), 'theme')}; the study has had {counted(revisions, 'revision')}"
    )


def _rule(asked: ReportAsked, rule: DisclosureRule) -> Iterator[tuple[str, str]]:
    told = f"A figure needs {rule.threshold} distinct persons behind it"
    told += "; none may be shown as 0" if not rule.zeros else "; 0 is shown"
    told += f". {rule.reason}" if rule.reason else "."
    if asked.unsuppressed:
        told = f"Set aside by the lead for this report, and noted in the journal. Else: {told}"
    yield "Disclosure", told
    if asked.where:
        yield "Only", asked.where


def _drawn_with() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = [(name, version(name)) for name in ("altair", "vl-convert-python")]
    except PackageNotFoundError:
        return ""
    return "".join(f", {name} {number}" for name, number in found)
