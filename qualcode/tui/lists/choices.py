"""The texts that can be opened: open rounds, questions with all their answers, sources."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.study import Study
from qualcode.study.desk import Page, Progress


@dataclass(frozen=True, slots=True)
class Choice:
    """One line that can be opened: a round's queue, a question's answers, or a source."""

    kind: str
    name: str
    about: str
    progress: Progress


def choices(study: Study) -> list[Choice]:
    """Return what the person at work can open: rounds, then questions, then sources."""
    given = [
        Choice("rounds", one.round.name, "blind" if one.round.blind else "", one.progress)
        for one in study.desk.rounds()
    ]
    questions, texts = study.desk.lines()
    asked = [
        Choice("questions", one.question.id, one.question.text, one.progress) for one in questions
    ]
    sources = [
        Choice(f"{one.source.kind.value}s", one.source.name, "", one.progress) for one in texts
    ]
    # A survey has a source for each respondent; they are the least likely to be opened one by one.
    sources.sort(key=lambda choice: (choice.kind == "surveys", choice.kind))
    return given + asked + sources


def named(page: Page) -> tuple[str, str]:
    """Return by which kind and name a page can be opened as it stands in the study."""
    if page.round:
        return "rounds", page.round
    if page.source is not None:
        return "sources", page.source.name
    return "questions", page.question.id if page.question is not None else ""


def page_of(study: Study, kind: str, name: str) -> Page:
    """Return the page of what was chosen.

    Raises:
        NotFound: if there is no such thing, or nothing to code in it.
        Refused: if it is a round that is closed or not the person's.
    """
    if kind == "rounds":
        return study.in_round(name).desk.round_page()
    desk = study.desk
    return desk.question_page(name) if kind == "questions" else desk.source_page(name)
