"""What is sensible to do next: where one was, and the first thing that is not finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.domain.people import Role
from qualcode.study import Study
from qualcode.tui.choices import Choice
from qualcode.tui.going_on import GoOn


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next.

    `kind` and `name` name a page as a Choice does, or, where the kind is empty, a screen;
    `going` is where one was on that page.
    """

    kind: str
    name: str
    about: str
    going: GoOn | None = None


def next_steps(
    study: Study, known: Sequence[Choice], going: GoOn | None, closed: str
) -> list[Step]:
    """Return where one was, then what to do next; nothing is told twice.

    `closed` is the round that was closed last; whoever leads settles it when no other is open.
    """
    steps = []
    if going is not None:
        about = f"where you were: segment {going.number + 1}"
        steps.append(Step(going.place.kind, going.title, about, going))
    if known and not study.catalogue.codebook.codes:
        steps.append(Step("", "codebook", "there are no codes yet: make the first ones"))
    step = _unfinished(known)
    if step is not None and not any(one.name == step.name for one in steps):
        steps.append(step)
    waits = closed and study.coder.role is Role.LEAD
    if waits and not any(one.kind == "rounds" for one in known):
        about = f"the round {closed} is closed: see where you read differently"
        steps.append(Step("", "adjudication", about))
    return steps


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
