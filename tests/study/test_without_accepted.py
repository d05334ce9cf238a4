"""To leave accepted suggestions out is to count as if nobody had accepted them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualcode import Study
from qualcode.domain.coding import Origin
from qualcode.domain.span import Span
from qualcode.store import codings
from tests.audit.worked_study import ROUND, worked
from tests.support.cli import flat
from tests.support.cli import run as command

SAID = ("without_accepted", "accepted", "methods", "disagreements")
ASKED: list[dict[str, Any]] = [
    {"round": ROUND, "by": "week"},
    {"round": ROUND, "unit": "character", "level": "theme"},
    {"round": "", "unit": "source", "coders": ["Ana", "Ben"]},
    {"round": ROUND, "unit": "token", "question": "what-helps-most"},
]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return worked(tmp_path, 30)


def accepted(study: Study) -> list[Any]:
    return [one for one in study.codings.all() if one.origin is Origin.ACCEPTED]


def reports(study: Study, without_accepted: bool) -> list[dict[str, Any]]:
    """Return the reports, but for what they say of suggestions."""
    made = [study.agreement(n=30, **one, without_accepted=without_accepted) for one in ASKED]
    return [{k: v for k, v in one.to_json().items() if k not in SAID} for one in made]


def test_agreement_is_that_of_a_study_in_which_nobody_accepted_anything(study: Study) -> None:
    before, without = reports(study, False), reports(study, True)
    assert all(one != other for one, other in zip(before, without, strict=True))
    with study._session.deed() as deed:
        codings.remove(deed, accepted(study))
    assert reports(study, False) == reports(study, True) == without


def test_the_report_says_how_many_and_what_became_of_them(study: Study) -> None:
    n = sum(one.round == ROUND for one in accepted(study))
    counted, left = (study.agreement(ROUND, n=20, without_accepted=one) for one in (False, True))
    # Repeats of the round are compared with no other coder.
    assert 0 < left.accepted == counted.accepted <= n
    words = f"{left.accepted} codings that were suggestions taken as they were are"
    assert f"{words} compared." in counted.methods
    assert f"{words} left out; those changed by hand are compared." in left.methods
    assert (counted.to_json()["without_accepted"], left.to_json()["without_accepted"]) == (
        False, True,
    )  # fmt: skip


def test_an_edited_one_is_compared(study: Study) -> None:
    own = study.acting_as("Ana")
    one = next(
        one
        for one in accepted(study)
        if one.coder == own.coder.id and not one.round and len(one.span) > 1
    )
    before = study.agreement(n=1, without_accepted=True)
    assert own.codings.move(one, Span(one.span.start, one.span.end - 1)).origin is Origin.EDITED
    after = study.agreement(n=1, without_accepted=True)
    assert after.accepted == before.accepted - 1
    (was, now) = (
        next(code.n_by_coder["Ana"] for code in report.codes if code.code == one.code)
        for report in (before, after)
    )
    assert now - was in (0, 1)


def test_the_commands_leave_them_out_and_say_so(study: Study, tmp_path: Path) -> None:
    n, rest = len(accepted(study)), len(study.codings.all()) - len(accepted(study))
    study.close()
    place = tmp_path / "study"

    def said(*words: str) -> Any:
        answer = command("--as", "Ana", *words, cwd=place)
        assert answer.code == 0, answer.err
        return answer

    rows = said("export", "codings", "--csv", "--without-accepted")
    assert len(rows.rows) == rest
    assert "taken as they were are left out" in rows.err
    assert len(said("export", "codings", "--csv").rows) == rest + n
    refused = command("--as", "Ana", "export", "looks", "--without-accepted", cwd=place)
    assert (refused.code, "goes with" in refused.err) == (1, True)

    table = said("frequencies", "--json", "--without-accepted").json
    assert table["without_accepted"] is True
    assert any(one.startswith("Left out: ") for one in table["notes"])
    assert "Left out: " in flat(said("frequencies", "--without-accepted").out)

    asked = ("--round", ROUND, "--without-accepted")
    assert said("agreement", *asked, "--json").json["without_accepted"] is True
    assert "are left out; those changed by hand" in flat(said("agreement", *asked).out)
    said("agreement", *asked, "-o", "report.html")
    assert "are left out; those changed by hand" in (place / "report.html").read_text()
    said("agreement", *asked, "--json", "-o", "report.json")
    assert "0 differ." in flat(said("verify", "report.json").out)
    assert "0 differ." in flat(said("verify", *asked).out)
