"""Header rows as survey tools write them: Qualtrics, SurveyMonkey, Google Forms, and plain ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.exchange.readers.naming import counted, folded, numbered
from qualcode.exchange.readers.tables import Grid

_QUALTRICS = {
    "startdate": "start date",
    "enddate": "end date",
    "status": "response type",
    "ipaddress": "ip address",
    "progress": "progress",
    "duration (in seconds)": "duration (in seconds)",
    "finished": "finished",
    "recordeddate": "recorded date",
    "responseid": "response id",
}
_MONKEY_SECOND = frozenset(("response", "open-ended response"))

_METADATA = """
startdate enddate status ipaddress progress durationinseconds finished recordeddate
recipientlastname recipientfirstname recipientemail externalreference externaldatareference
locationlatitude locationlongitude distributionchannel userlanguage timestamp collectorid
datecreated datemodified emailaddress firstname lastname starttime completiontime email
submitdate lastpage startlanguage seed refurl username customdata1 zeitstempel horodateur
"""
METADATA = frozenset(_METADATA.split())
"""Names of columns that the survey tool writes by itself, in small letters without blanks."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How many rows are headers, and what they call each column."""

    name: str
    header_rows: int
    headers: tuple[str, ...]
    wordings: tuple[str, ...]
    notices: tuple[str, ...] = ()


def find_layout(grid: Grid) -> Layout:
    """Recognise whose export a table is by its first rows and return its headers."""
    rows = [[" ".join(cell.split()) for cell in row] for row in grid.rows[:3]]
    first = rows[0]
    second = rows[1] if len(rows) > 1 else []
    for number, row in enumerate(rows):
        if number and any(cell.startswith('{"ImportId"') for cell in row):
            return _named("Qualtrics", number + 1, first, second if number > 1 else first)
    if second and _is_edited_qualtrics(first, second):
        return _named("Qualtrics", 2, first, second)
    if second and _is_surveymonkey(first, second):
        joined = _continued(first, second)
        return _named("SurveyMonkey", 2, joined, joined)
    form = folded(first[0]) in ("timestamp", "zeitstempel", "horodateur")
    return _named("Google Forms" if form else "table", 1, first, first)


def is_metadata(header: str) -> bool:
    """Say whether a survey tool writes this column by itself."""
    return "".join(sign for sign in header.casefold() if sign.isalnum()) in METADATA


def _is_edited_qualtrics(first: list[str], second: list[str]) -> bool:
    pairs = zip(map(folded, first), map(folded, second), strict=True)
    return sum(name in _QUALTRICS and _QUALTRICS[name] == told for name, told in pairs) >= 2


def _is_surveymonkey(first: list[str], second: list[str]) -> bool:
    answered = any(folded(cell) in _MONKEY_SECOND for cell in second)
    own = any(
        folded(name) in ("respondent id", "collector id") and not below
        for name, below in zip(first, second, strict=True)
    )
    return answered and (own or "" in first)


def _continued(first: list[str], second: list[str]) -> list[str]:
    """Join both rows; a blank in the first goes on with the question to its left."""
    questions = list(first)
    for place in range(1, len(questions)):
        questions[place] = questions[place] or questions[place - 1]
    return [
        question if not below or folded(below) in _MONKEY_SECOND else f"{question} - {below}"
        for question, below in zip(questions, second, strict=True)
    ]


def _named(name: str, rows: int, headers: list[str], wordings: Iterable[str]) -> Layout:
    notices: list[str] = []
    unnamed = [place for place, header in enumerate(headers) if not header]
    filled = [header or f"column {_letters(place)}" for place, header in enumerate(headers)]
    if unnamed:
        told = counted(len(unnamed), "column has", "columns have")
        notices.append(f"{told} no header and bear their letter: {filled[unnamed[0]]} ...")
    distinct = numbered(filled)
    doubled = [new for new, old in zip(distinct, filled, strict=True) if new != old]
    if doubled:
        shown = ", ".join(f"'{header}'" for header in doubled[:3])
        told = counted(len(doubled), "header occurs", "headers occur")
        notices.append(f"{told} more than once and got a number: {shown}.")
    texts = tuple(text or header for text, header in zip(wordings, filled, strict=True))
    return Layout(name, rows, tuple(distinct), texts, tuple(notices))


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
