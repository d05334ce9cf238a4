"""The screen of a coder shows nothing of what others do in a blind round."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from textual.pilot import Pilot

from qualcode.domain.errors import Refused
from qualcode.study import Study
from qualcode.tui.app import CodingApp
from tests.support import blind
from tests.tui.sitting import WIDE, at_home, at_question, at_source, press, seen


async def settled(pilot: Pilot[None]) -> str:
    """Return the words on the screen once all that is found or counted behind it is there."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.2)
    return seen(pilot)


async def shown(study: Study) -> list[str]:
    """Return the words of every screen, with help, finder and memo, and of walking the texts."""
    found = []
    async with at_home(study) as pilot:
        # Who leads is told how far each coder is in the round, and sees what is done outside it.
        told = r"(?m)(ben|cleo) +([█░]{10} +\d/4|\d segments) *$"
        found.append(re.sub(told, r"\1", seen(pilot)))
        if study.coder.name == "cleo":  # others may read what ben does outside the round
            for keys in ("gs", "gj", "gm", "gf", "g/came", "gc", "gt", "ga"):
                await press(pilot, *keys)
                found.append(await settled(pilot))
                await press(pilot, "tab", "g", "h")
    async with at_question(study) as pilot:
        found.append(seen(pilot))
        for keys in (("j",), ("j",), ("question_mark",), ("escape",), ("m",), ("escape",)):
            await press(pilot, *keys)
            found.append(seen(pilot))
        # What was passed by is noted when the keys rest, or at the latest when the page is left.
        await press(pilot, "q")
    async with at_source(study) as pilot:
        found.append(seen(pilot))
    with suppress(Refused):
        inside = study.in_round(blind.ROUND)
        app = CodingApp(inside, inside.desk.round_page())
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            found.append(seen(pilot))
            await press(pilot, "j")
            found.append(seen(pilot))
            await press(pilot, "q")
    return found


@pytest.mark.parametrize("person", ["anna", "cleo"])
async def test_screens_are_as_they_were_before_others_coded(study: Study, person: str) -> None:
    study.team.add("cleo")
    drawn = blind.begin(study, "ben", "cleo")
    mine = study.acting_as(person)
    await shown(mine)  # walking leaves marks of what was seen; the second walk leaves none
    before = await shown(mine)
    blind.work_inside(study, "ben", drawn)
    blind.work_beside(study, "ben", drawn)
    blind.write_elsewhere(study, "ben")
    assert await shown(mine) == before
    assert blind.SENTINEL not in "".join(before)
