"""Small studies to try things on, and the plain facts of what they hold."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualcode import Study
from qualcode.domain.codebook import Code, Retirement
from qualcode.domain.source import Segment

CODES = (
    Code("barriers", "Barriers", codable=False),
    Code("data", "Data quality", "barriers"),
    Code("law", "Law", "barriers"),
    Code("privacy", "Privacy law", "law"),
    Code("time", "Time"),
    Code("old", "Old", retired=Retirement("2", ("time",))),
)
"""A theme that only holds codes, a code below a code, one on its own, one retired."""


def write_survey(path: Path, rows: Iterable[Iterable[str]], *headers: str) -> Path:
    """Write a survey with these rows; the headers default to id, position and two questions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(headers or ("id", "position", "What helps most?", "What stands in the way?"))
        table.writerows(rows)
    return path


ROWS = [
    ("R1", "analyst", "Training helps us, and time to read.", "Reports come late and incomplete."),
    ("R2", "analyst", "Feedback from the police would help.", "The privacy law forbids sharing."),
    ("R3", "prosecutor", "A good summary helps.", ""),
    ("R4", "prosecutor", "Nothing much has helped so far.", "Time: there is never enough of it."),
]
"""Four respondents; R3 left the second question blank."""


def small_survey(study: Study, folder: Path, rows: Iterable[Iterable[str]] = ROWS) -> Path:
    """Import the small survey into the study and return its file."""
    path = write_survey(folder / "survey.csv", rows)
    study.import_files(
        path,
        id_column="id",
        text_columns=("What helps most?", "What stands in the way?"),
        attribute_columns=("position",),
    )
    return path


def segments(study: Study) -> list[Segment]:
    """Return all segments, by source and place in it."""
    return [passage.segment for passage in study.sources.passages()]


def state(study: Study) -> dict[str, Any]:
    """Return all that undo must bring back, without ids of deeds and moments."""
    return {
        "sources": sorted((one.id, one.name) for one in study.sources),
        "participants": sorted(
            (one.id, one.name, one.counted, sorted(one.attributes.items()))
            for one in study.participants
        ),
        "codings": sorted((one.id, one.coder, one.code, one.span) for one in study.codings.all()),
        "looks": sorted((one.segment, one.coder, one.state) for one in study.codings.looks()),
        "flags": sorted(str(one.spot) for one in study.flags.all()),
        "memos": sorted((one.id, one.subject, one.text) for one in study.memos.all()),
        "codebook": study.catalogue.codebook.revision,
    }
