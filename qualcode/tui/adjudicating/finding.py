"""Finds the disputes that the adjudication screen opens on, when one comes from another screen."""

from __future__ import annotations

from qualcode.domain.errors import QualcodeError, Refused
from qualcode.study import Study
from qualcode.tui.adjudicating.bench import DecisionBench

_NONE = "Nothing is left to decide: no closed round has open disagreements."


def open_disputes(study: Study) -> DecisionBench:
    """Return the bench of the round closed last in which something is still to be decided.

    What was coded outside rounds comes after the rounds.

    Raises:
        Refused: if nothing is to be decided anywhere, with the reason if there is one.
    """
    found = _first(study, _adjudicable(study))
    if found is None:
        raise Refused(_NONE)
    return found


def _first(study: Study, names: list[str]) -> DecisionBench | None:
    for name in names:
        try:
            if study.adjudication.queue(name):
                return DecisionBench(study, name)
        except QualcodeError as error:
            # What was coded outside rounds may lie in a blind round that is open.
            raise Refused(f"{_NONE} {error}") from error
    return None


def dispute_on(study: Study, round: str, segment: str) -> DecisionBench:
    """Return the bench of a round at the dispute on one segment.

    Without a round, that is the round closed last in which there is such a dispute.

    Raises:
        Refused: if the round is open, or nowhere do coders read the segment differently.
    """
    for name in [round] if round else _adjudicable(study):
        bench = DecisionBench(study, name)
        ids = [one.segment.id for one in bench.disputes]
        if segment in ids:
            bench.position = next(n for n, one in enumerate(ids) if one == segment)
            bench.everything = bench.everything or not bench.dispute.is_open
            return bench
    raise Refused("This is not to be adjudicated: as whole segments, the readings do not differ.")


def _adjudicable(study: Study) -> list[str]:
    ended = [(one.closed, one.name) for one in study.rounds if one.closed is not None]
    return [*(name for _, name in sorted(ended, reverse=True)), ""]
