"""What can be opened, and how one gets from one to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.errors import NotFound
from qualcode.study import Study, create_study
from qualcode.tui.app import CodingApp
from qualcode.tui.screens.choosing import Choosing
from qualcode.tui.shelves import Kind, Opening
from tests.tui.screen import coding_screen, open_on, press, shown, target


async def test_the_list_opens_sources_and_questions(study: Study) -> None:
    async with open_on(study) as pilot:
        assert "interview · 4 segments" in shown(pilot)
        assert "What stands in the way?" in shown(pilot)
        await press(pilot, "j j j j enter 1 g d")
        assert "1 codings" in shown(pilot)
        await press(pilot, "tab down enter")
        assert coding_screen(pilot).desk.sheet.question == "what-stands-in-the-way"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Choosing)
        await press(pilot, "right k q")
        assert pilot.app.return_value is None


async def test_on_to_the_next_source_and_back(study: Study) -> None:
    async with open_on(study, "R1") as pilot:
        await press(pilot, "right_square_bracket right_square_bracket")
        assert target(pilot) == "Feedback from the police would help."
        await press(pilot, "left_square_bracket left_square_bracket")
        assert target(pilot).startswith("Training helps")
        await press(pilot, "left_square_bracket left_square_bracket")
        assert "There is no source before this." in shown(pilot)


async def test_a_study_without_texts_says_what_to_do(tmp_path: Path) -> None:
    with create_study(tmp_path / "empty", coder="ana") as empty:
        async with open_on(empty) as pilot:
            assert "qualcode import" in shown(pilot)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_unknown_name_is_refused_with_the_nearest(study: Study, kind: Kind) -> None:
    near = {Kind.SOURCE: "rosas", Kind.QUESTION: "what-stands-in-the-wai"}[kind]
    with pytest.raises(NotFound, match="Did you mean"):
        CodingApp(study, Opening(kind, near))
