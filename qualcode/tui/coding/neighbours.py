"""Which text comes after another one, and which before."""

from __future__ import annotations

from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.tui.lists.choices import Choice, choices


def neighbour(study: Study, page: Page, on: bool) -> Choice | None:
    """Return the next text of the same kind in the list, or the one before; None at its end."""
    if page.round:
        name, questions = page.round, False
    else:
        name, questions = page.title, page.question is not None
    known = choices(study)
    here = next(
        (one for one in known if one.name == name and _fits(one, bool(page.round), questions)), None
    )
    if here is None:
        return None
    alike = [one for one in known if one.kind == here.kind]
    place = alike.index(here) + (1 if on else -1)
    return alike[place] if 0 <= place < len(alike) else None


def _fits(choice: Choice, in_round: bool, question: bool) -> bool:
    return (choice.kind == "rounds") == in_round and (choice.kind == "questions") == question
