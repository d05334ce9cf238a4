"""What is sensible to do next: where one was, and the first thing that is not finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from shlex import quote

from qualcode.domain.people import Role
from qualcode.domain.rounds import RoundStatus
from qualcode.study import Study
from qualcode.tui.habits.going_on import GoOn
from qualcode.tui.lists.choices import Choice
from qualcode.tui.lists.overview import Overview


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next.

    `kind` and `name` name a page as a Choice does, or, where the kind is empty, a screen;
    `going` is where one was on that page. `command` is there where it is done on the command line.
    """

    kind: str
    name: str
    about: str
    going: GoOn | None = None
    command: str = ""


def next_steps(
    study: Study, known: Sequence[Choice], going: GoOn | None, told: Overview
) -> list[Step]:
    """Return where one was, then what to do next; nothing is told twice.

    Whoever leads closes a round that everybody has finished, and settles the one that was closed
    last when no other is open.
    """
    steps = []
    if going is not None:
        about = f"where you were: segment {going.number + 1}"
        steps.append(Step(going.place.kind, going.title, about, going))
    steps += [_close(one.round.name) for one in told.statuses if _is_finished(one)]
    if known and not study.catalogue.codebook.codes:
        steps.append(Step("", "codebook", "there are no codes yet: make the first ones"))
    step = _unfinished(known)
    if step is not None and (step.kind, step.name) not in {(one.kind, one.name) for one in steps}:
        steps.append(step)
    waits = told.closed and study.coder.role is Role.LEAD
    if waits and not any(one.kind == "rounds" for one in known):
        about = f"the round {told.closed} is closed: see where you read differently"
        steps.append(Step("", "adjudication", about))
    return steps


def _is_finished(status: RoundStatus) -> bool:
    """Say whether all coders finished a round; no, to whom others are not told of."""
    given = [one for one in status.coders if one.assigned]
    done = all(one.finished == one.assigned for one in given)
    return status.compared is not None and bool(given) and done


def _close(name: str) -> Step:
    command = f"qualcode round close {quote(name)}"
    return Step("", name, f"everybody has finished this round: {command}", command=command)


def _unfinished(known: Sequence[Choice]) -> Step | None:
    """Return the first page that is not finished: rounds come before questions and sources."""
    for one in known:
        left = one.progress.segments - one.progress.finished
        if left == 0:
            continue
        if one.kind == "rounds":
            return Step(one.kind, one.name, f"your queue in this round has {left} left")
        things = "answer" if one.kind == "questions" else "segment"
        return Step(one.kind, one.name, f"{left} {things}{'' if left == 1 else 's'} to finish")
    return None
