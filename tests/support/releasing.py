"""A survey of enough people that some of its figures may be shown, and some may not."""

from __future__ import annotations

from pathlib import Path

from qualcode import Study
from tests.support.studies import segments, small_survey

GROUPS = (("analyst", 14), ("prosecutor", 12), ("chief", 3))


def rows() -> list[tuple[str, str, str, str]]:
    """Return respondents by position, each with two answers."""
    positions = [position for position, number in GROUPS for _ in range(number)]
    return [
        (f"R{number:02}", position, f"What {number} says of the law.", f"Time, says {number}.")
        for number, position in enumerate(positions)
    ]


def coded_survey(study: Study, folder: Path) -> None:
    """Import the survey and let the person at work put `law` on each first answer, then `time`."""
    small_survey(study, folder, rows())
    for number, one in enumerate(segments(study)):
        study.codings.apply("time" if number % 2 else "law", one)


def promise(study: Study, table: str) -> None:
    """Write a table [disclosure] into the study's study.toml."""
    assert study.folder is not None
    file = study.folder / "study.toml"
    file.write_text(
        f"{file.read_text(encoding='utf-8')}\n[disclosure]\n{table}\n", encoding="utf-8"
    )
