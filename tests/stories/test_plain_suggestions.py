"""Suggestions line by line: asked for by a word, taken or refused by a number."""

from __future__ import annotations

from qualcode import open_study
from qualcode.domain.coding import Origin
from tests.stories.test_plain_coding import QUESTION, done, plain
from tests.support.cli import Desk


def test_suggestions_are_listed_explained_taken_and_refused(desk: Desk) -> None:
    desk("coder", "add", "cy")
    waits, *_ = done(desk, "suggest\n")[5:]
    assert waits.endswith("Suggestions show here after your own first choice.")
    told = done(desk, "1\nsuggest\ny 1\nx 1\nsuggest\na 1\nu\na 1\n")
    assert any(one.startswith("1. ") and "“" in one for one in told)
    assert any("in this text" in one or "in the codebook" in one for one in told)
    assert sum("not wanted on P1" in one for one in told) == 1
    assert any(one.startswith("undone: ") and "put on P1" in one for one in told)
    with open_study(desk.folder, "cy") as study:
        mine = [one for one in study.codings.all() if one.coder == study.coder.id]
        assert {one.origin for one in mine} == {Origin.HUMAN, Origin.ACCEPTED}
        assert [one.provenance.rank for one in study.suggestions.rejections()] == [1]


def test_a_number_that_is_not_listed_is_refused(desk: Desk) -> None:
    desk("coder", "add", "cy")
    answer = plain(desk, "a 1\n", *QUESTION)
    assert (answer.code, "suggest lists what is suggested" in answer.err) == (1, True)
    answer = plain(desk, "1\nsuggest\na 9\n", *QUESTION)
    assert "There is no suggestion 9 here" in answer.err
