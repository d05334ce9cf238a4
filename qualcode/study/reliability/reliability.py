"""How far the coders of a study agree, on what they looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode._version import __version__
from qualcode.domain.agreement_report import AgreementReport, CodebookUsed, RoundUsed
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Origin
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.identity import Id
from qualcode.domain.people import Coder
from qualcode.domain.rounds import Repetition, Round
from qualcode.store import codebooks, codings, people, readings, rounds
from qualcode.study.questions import require_question
from qualcode.study.reliability.methods_paragraph import methods_paragraph
from qualcode.study.rounds.rounds import Rounds
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight

UNITS = ("segment", "sentence", "token", "character", "source")
LEVELS = ("leaf", "theme")
GROUPS = ("question", "source", "week")
_TOO_FEW = (
    "Agreement needs two coders who looked. Add one with: qualcode coder add NAME, "
    "or bring in their codings with: qualcode import --codings FILE --coder NAME"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report was asked for."""

    round: str = ""
    unit: str = "segment"
    coders: tuple[str, ...] | None = None
    question: str | None = None
    level: str = "leaf"
    by: str | None = None
    unblind: bool = False
    n: int = 1000
    seed: int = 0
    without_accepted: bool = False

    def __post_init__(self) -> None:
        _require("unit", self.unit, UNITS)
        _require("level", self.level, LEVELS)
        if self.by is not None:
            _require("by", self.by, GROUPS)
        if self.n < 1:
            raise InputError(f"The bootstrap needs at least one resample, not {self.n}.")
        if self.seed < 0:
            raise InputError(f"A seed is a whole number from 0 up, not {self.seed}.")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a report is computed from, as it was read in one go.

    `counts_as` maps each code to the one that it counts as, `names` those to their names, and
    `asked` the questions to the codes that are for them. `accepted` counts the codings with these
    codes, by these coders, that are suggestions taken as they were; they may be left out.
    """

    coders: Mapping[str, str]
    codebook: Codebook
    counts_as: Mapping[str, str]
    names: Mapping[str, str]
    asked: Mapping[tuple[str, ...], Sequence[str]]
    grounds: Sequence[readings.Ground]
    looks: Sequence[readings.Looked]
    codings: Sequence[readings.Coded]
    round: Round | None
    accepted: int = 0


class Reliability:
    """Agreement of the independent codings of a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def agreement(self, asked: Asked) -> AgreementReport:
        """Compare coders on the units that at least two of them looked at.

        A code that is for certain questions is compared on their answers, and on text that answers
        no question. `consensus` is never compared, nor what was coded again as a repeat.

        Raises:
            InputError: if the unit, level or grouping is not known.
            NotFound: if a coder, the question or the round is not known.
            Refused: if there are fewer than two coders to compare, or the round is blind and open.
        """
        from qualcode.study.reliability.comparing import compared

        self._unblind(asked)
        with self._session.reading() as connection:
            eyes = self._session.sight(connection)
            eyes = eyes.without(asked.round) if asked.unblind else eyes
            evidence = read(connection, eyes, asked)
            report = compared(connection, evidence, asked, self._repeats(asked, eyes))
        stated = replace(
            report,
            codebook=_codebook(evidence),
            sampling=_round(evidence.round),
            software=f"qualcode {__version__}",
            notice=eyes.notice,
            without_accepted=asked.without_accepted,
            accepted=evidence.accepted,
        )
        return replace(stated, methods=methods_paragraph(stated))

    def _unblind(self, asked: Asked) -> None:
        if not asked.unblind:
            return
        if not asked.round:
            raise InputError("Say which round is to be unblinded: --round NAME --unblind.")
        Rounds(self._session).unblind(asked.round)

    def _repeats(self, asked: Asked, eyes: Sight) -> list[Repetition]:
        if not asked.round:
            return []
        return Rounds(self._session).repeats(asked.round, eyes, asked.without_accepted)


def read(connection: Connection, eyes: Sight, asked: Asked) -> Evidence:
    """Return what a report is computed from.

    Raises:
        NotFound: if a coder, the question or the round is not known.
        Refused: if there are fewer than two coders to compare, or the round is blind and open.
    """
    require_question(connection, asked.question)
    eyes.require_open_eyes(asked.round)
    round_ = rounds.find(connection, asked.round) if asked.round else None
    if round_ is None:
        _require_round(asked.round, codings.rounds(connection, eyes))
    who = codings.who_looked(connection, eyes)
    chosen = _chosen(people.coders(connection), asked.coders, who, round_)
    if len(chosen) < 2:
        raise Refused(f"{_TOO_FEW} {eyes.notice}".rstrip())
    codebook = codebooks.codebook(connection)
    counts_as = _counts_as(codebook, asked.level)
    again = rounds.repeated(connection, asked.round) if round_ else set()
    grounds = readings.grounds(connection, asked.question)
    coders = {str(coder.id): coder.name for coder in chosen}
    made = [
        one
        for one in readings.codings(connection, eyes, asked.round)
        if (one.coder, one.segment) not in again
    ]
    accepted = [one for one in made if one.origin is Origin.ACCEPTED]
    if asked.without_accepted:
        made = [one for one in made if one.origin is not Origin.ACCEPTED]
    present = {one.segment for one in grounds} if accepted else set()
    return Evidence(
        coders=coders,
        codebook=codebook,
        counts_as=counts_as,
        names={code: codebook.by_id[code].name for code in dict.fromkeys(counts_as.values())},
        asked=codebook.by_questions(dict.fromkeys(counts_as.values())),
        grounds=grounds,
        looks=[
            one
            for one in readings.looks(connection, eyes, asked.round)
            if (one.coder, one.segment) not in again
        ],
        codings=made,
        round=round_,
        accepted=sum(
            one.coder in coders and one.code in counts_as and one.segment in present
            for one in accepted
        ),
    )


def _require(what: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        raise InputError(f"'{given}' is not a {what} of agreement. Known: {', '.join(known)}.")


def _chosen(
    known: list[Coder], names: Iterable[str] | None, looked: set[Id], round_: Round | None
) -> list[Coder]:
    own = None if round_ is None else set(round_.coders)
    people_who_code = [
        one
        for one in known
        if not one.is_consensus and one.id in looked and (own is None or one.id in own)
    ]
    if names is not None:
        by_name = {coder.name: coder for coder in known}
        wanted = list(names)
        for name in wanted:
            if name not in by_name:
                raise NotFound("coder", name, list(by_name))
        people_who_code = [by_name[name] for name in dict.fromkeys(wanted)]
    return people_who_code


def _require_round(name: str, known: list[str]) -> None:
    if name and name not in known:
        raise NotFound("round", name, known)


def _counts_as(codebook: Codebook, level: str) -> dict[str, str]:
    """Map each code that can be given to the one that it counts as."""
    if level == "leaf":
        return {code.id: code.id for code in codebook.codes if code.codable}
    return {
        below: theme.id
        for theme in codebook.themes
        for below in [one.id for one in codebook.codes if one.id in codebook.roll_up(theme.id)]
        if codebook.by_id[below].codable
    }


def _codebook(evidence: Evidence) -> CodebookUsed:
    book = evidence.codebook
    under = dict.fromkeys(one.revision for one in evidence.codings)
    revision = evidence.round.revision if evidence.round else book.revision
    return CodebookUsed(book.title, book.version, revision, tuple(under))


def _round(one: Round | None) -> RoundUsed | None:
    if one is None:
        return None
    return RoundUsed(one.blind, not one.is_open, one.unblinded, one.sampling)
