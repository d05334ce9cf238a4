"""How far everybody is, as far as one may be told: rounds, coders, how well they agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.errors import QualcodeError
from qualcode.domain.rounds import RoundStatus
from qualcode.study import Study

if TYPE_CHECKING:
    from qualcode.tui.agreement.reports import Reports


@dataclass(frozen=True, slots=True)
class Overview:
    """What home tells of a study beside its texts.

    `finished` maps coders to segments they finished of `segments`, `closed` is the round that was
    closed last, empty if none was. `notice` says what is left out because it is blind.
    """

    statuses: tuple[RoundStatus, ...]
    finished: dict[str, int]
    closed: str
    notice: str


def overview(study: Study) -> Overview:
    """Return how far everybody is."""
    rounds = study.rounds.all()
    ended = [(one.closed, one.name) for one in rounds if one.closed is not None]
    return Overview(
        tuple(study.rounds.status(one.name) for one in rounds if one.is_open),
        study.team.finished(),
        max(ended)[1] if ended else "",
        study.left_out,
    )


def agreement_told(study: Study, closed: str, reports: Reports) -> str:
    """Return how well the coders of a closed round agree, and how much is left to decide.

    It takes a while where the round is large; any thread may ask.
    """
    try:
        figure = _alpha(reports.report(reports.asked))
        left = len(study.adjudication.queue(closed))
    except QualcodeError as error:
        return str(error)
    waiting = f"{left} disagreement{'' if left == 1 else 's'} to settle" if left else "all settled"
    return f"{figure}; {waiting}"


def _alpha(report: AgreementReport) -> str:
    one = report.overall
    if one is None or one.value is None:
        return f"no figure: {one.reason if one else 'too little'}"
    between = "" if one.low is None or one.high is None else f" [{one.low:.2f}, {one.high:.2f}]"
    return f"alpha {one.value:.2f}{between}"
