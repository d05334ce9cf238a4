"""What can be opened: the sources, and the questions whose answers are read one after another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qualcode.domain.errors import NotFound, Refused
from qualcode.study import Study
from qualcode.tui.page.sheet import Sheet, Words, sheet_of_answers, sheet_of_source


class Kind(StrEnum):
    """What an opening shows."""

    SOURCE = "source"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that can be opened; `about` is said beside its name."""

    kind: Kind
    name: str
    about: str = ""


def sources(study: Study) -> list[Opening]:
    """Return the sources by name, with kind, segments and one's own codings."""
    counts = study.sources.segment_counts()
    mine: dict[str, int] = {}
    for coding in study.codings.all():
        if coding.coder == study.coder.id:
            mine[coding.source] = mine.get(coding.source, 0) + 1
    return [
        Opening(
            Kind.SOURCE,
            source.name,
            f"{source.kind.value} · {counts.get(source.id, 0)} segments"
            + (f" · {mine[source.id]} codings" if source.id in mine else ""),
        )
        for source in study.sources
    ]


def questions(study: Study) -> list[Opening]:
    """Return the open questions in the order of the instrument, else of the answers."""
    asked = [one for one in study.catalogue.instrument.questions if one.is_open]
    if asked:
        return [Opening(Kind.QUESTION, one.id, one.text) for one in asked]
    found = (one.segment for one in study.sources.passages())
    known = {one.question: one.heading for one in found if one.question is not None}
    return [Opening(Kind.QUESTION, name, heading) for name, heading in known.items()]


def opened(study: Study, opening: Opening) -> Sheet:
    """Lay what was chosen on a sheet.

    Raises:
        NotFound: if the study has no such source or question.
        Refused: if there is nothing to read.
    """
    if opening.kind is Kind.SOURCE:
        persons = {one.id: one for one in study.participants}
        sheet = sheet_of_source(study.sources.read(opening.name), persons)
    else:
        sheet = _answers(study, opening.name)
    if not sheet.blocks:
        raise Refused(f"'{opening.name}' has no text to read.")
    return sheet


def _answers(study: Study, question: str) -> Sheet:
    known = {one.name: one for one in questions(study)}
    if question not in known:
        raise NotFound("question", question, list(known))
    answers = [
        Words(one.segment, one.text, one.source.name, one.participant)
        for one in study.sources.passages(question)
    ]
    title = f"{question}: {known[question].about}".removesuffix(": ")
    return sheet_of_answers(title, question, answers)
