"""Sits down at the coding screen: makes the study, opens a page, presses keys, reads the screen."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding
from qualcode.domain.people import Role
from qualcode.study import Study, create_study
from qualcode.tui.app import CodingApp
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.screens.coding import CodingScreen

WIDE, NARROW = (140, 40), (80, 24)

CODES = (
    Code("help", "Help", codable=False, asked=("what-helped",)),
    Code("neighbours", "Neighbours", "help", key="hn", color="#0072B2", short="Next door helped."),
    Code("office", "Public office", "help", key="ho", color="#E69F00", short="An office."),
    Code("money", "Money", key="m", color="#009E73", definition="Money is named."),
    Code("weather", "Weather", key="w", color="#D55E00"),
)
ANSWERS = (
    ("P1", "nurse", "The neighbours came. They brought soup [y] and a heater."),
    ("P2", "driver", "Nobody came at all; the office 👩‍👩‍👧 was shut e\u0301te\u0301 long."),
    ("P3", "nurse", "邻居们每天都来。 Money helped."),
    ("P4", "driver", "It snowed and snowed."),
)
INTERVIEW = """\
Interviewer: How was it?

Mara: It was cold. We had no money for wood.

Interviewer: And then?

Mara: Then the neighbours came. \x1b]0;owned\x07 [bold]Honestly[/bold].
"""


def make_study(folder: Path) -> None:
    """Make a study with a survey of four, an interview, and two coders."""
    with create_study(folder, "Winter", "anna") as study:
        study.team.add("ben", Role.CODER)
        study.catalogue.add_codes(CODES)
        survey = folder / "survey.csv"
        with survey.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "position", "what-helped"), *ANSWERS])
        study.import_files(
            survey,
            id_column="id",
            text_columns=("what-helped",),
            attribute_columns=("position",),
        )
        talk = folder / "talk.txt"
        talk.write_text(INTERVIEW, encoding="utf-8")
        study.import_files(talk, kind="interview", moderators=("Interviewer",))


@asynccontextmanager
async def at_home(study: Study, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    """Open the list."""
    async with CodingApp(study).run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


@asynccontextmanager
async def at_question(
    study: Study, size: tuple[int, int] = WIDE, question: str = "what-helped"
) -> AsyncIterator[Pilot[None]]:
    """Open all answers to a question."""
    app = CodingApp(study, study.desk.question_page(question))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


@asynccontextmanager
async def at_source(
    study: Study, name: str = "talk", size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    """Open a source."""
    async with CodingApp(study, study.desk.source_page(name)).run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until they had their effect."""
    await pilot.press(*keys)
    await pilot.pause()


def screen(pilot: Pilot[None]) -> CodingScreen:
    """Return the coding screen that is open."""
    shown = pilot.app.screen
    assert isinstance(shown, CodingScreen)
    return shown


def bench(pilot: Pilot[None]) -> Workbench:
    """Return the workbench of the screen that is open."""
    return screen(pilot).bench


def seen(pilot: Pilot[None]) -> str:
    """Return the words on the screen."""
    if isinstance(pilot.app.screen, CodingScreen):
        pilot.app.screen.show_all()
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def kept(study: Study, coder: str = "anna") -> list[Coding]:
    """Return a coder's codings as the store has them, oldest first."""
    identity = study.team.find(coder).id
    found = [one for one in study.codings.all() if one.coder == identity]
    return sorted(found, key=lambda one: one.id)


def quotations(study: Study, coder: str = "anna") -> list[tuple[str, str]]:
    """Return (code, words of the source that it stands on) of a coder's codings."""
    texts = {source.id: study.sources.read(source).text for source in study.sources}
    return [(one.code, one.span.of(texts[one.source])) for one in kept(study, coder)]
