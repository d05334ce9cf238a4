"""Codings with hints beside codings without: counted by hand, on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.agreement import krippendorff_alpha_sets
from qualcode.domain.coding import LookState
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.influence import InfluenceReport, Side
from qualcode.domain.proportions import newcombe
from qualcode.domain.provenance import PLAIN, Provenance, WorkOrder
from qualcode.domain.source import Segment
from tests.support import blind
from tests.support.studies import segments, small_survey

SEEN = Provenance(hint_visible=True)
TAKEN = Provenance(True, 1, 1.5, 0.8, "0123456789abcdef")
STEERED = Provenance(True, 2, 0.5, 0.4, "0123456789abcdef", WorkOrder.RARE)
ROWS = [(f"R{n}", "a", f"Answer {n} to what helps.", f"Answer {n} to what hinders.")
        for n in range(1, 7)]  # fmt: skip


@pytest.fixture
def hinted(study: Study, tmp_path: Path) -> Study:
    """Give a study in which Ana and Ben coded twelve segments, some with hints."""
    small_survey(study, tmp_path / "in", ROWS)
    here = segments(study)
    ana, ben = study, study.acting_as("Ben")
    ana.codings.apply("data", here[0])  # by hand
    ana.codings.apply_several(["data", "time"], here[1])
    ana.codings.apply("data", here[2])  # then a second look
    ana.codings.apply("time", here[2], provenance=TAKEN)
    ana.codings.apply("privacy", here[3], provenance=TAKEN)
    ana.codings.apply("time", here[4], provenance=STEERED)
    ana.codings.apply("data", here[5], provenance=SEEN)  # by hand, with hints in sight
    ana.codings.look([here[6].id], LookState.NOTHING)
    edited = ana.codings.apply("data", here[7], provenance=TAKEN)
    assert edited is not None
    ana.codings.recode(edited, "time")
    ben.codings.apply("data", here[0])
    ben.codings.apply("time", here[1])
    ben.codings.apply("time", here[3], provenance=TAKEN)
    ben.codings.apply("time", here[4], provenance=TAKEN)
    ben.codings.apply("data", here[5])  # without, where Ana had hints
    return study


def compared(study: Study, **asked: object) -> InfluenceReport:
    return study.suggestions.influence(n=50, **asked)  # type: ignore[arg-type]


def counts(side: Side) -> tuple[object, ...]:
    return (side.segments, side.codings, side.accepted, side.edited, side.by_hand)


def test_the_sides_are_as_counted_by_hand(hinted: Study) -> None:
    report = compared(hinted)
    # With: Ana's third to sixth and eighth segment, Ben's fourth and fifth.
    assert counts(report.with_hints) == (7, 8, 5, 1, 2)
    assert report.with_hints.per_segment == pytest.approx(8 / 7)
    # Without: the first two of each, and Ben's sixth.
    assert counts(report.without_hints) == (5, 6, 0, 0, 6)
    assert report.without_hints.per_segment == pytest.approx(6 / 5)
    assert (report.second_look, report.empty, report.imported, report.mixed) == (1, 1, 0, 1)
    by_name = {one.coder: one for one in report.coders}
    assert counts(by_name["Ana"].with_hints) == (5, 6, 3, 1, 2)
    assert counts(by_name["Ben"].with_hints) == (2, 2, 2, 0, 0)
    assert counts(by_name["Ben"].without_hints) == (3, 3, 0, 0, 3)
    assert [
        (one.order, one.with_hints, one.without_hints, one.steered) for one in report.orders
    ] == [("document", 7, 6, False), ("rare codes first", 1, 0, True)]


def test_the_codes_are_as_counted_by_hand(hinted: Study) -> None:
    found = {one.code: one for one in compared(hinted).codes}
    assert set(found) == {"data", "time", "privacy"}
    times = found["time"]
    assert (times.with_hints, times.of_with) == (5, 7)
    assert (times.without_hints, times.of_without) == (2, 5)
    assert times.difference.value == pytest.approx(5 / 7 - 2 / 5)
    assert (times.difference.low, times.difference.high) == newcombe(5, 7, 2, 5)
    data = found["data"]
    assert (data.with_hints, data.without_hints) == (2, 4)


def test_agreement_is_that_of_two_coders_on_one_side(hinted: Study) -> None:
    report = compared(hinted)
    # With hints both coded the fourth and fifth segment, without the first and second.
    plain = [[{"privacy"}, {"time"}], [{"time"}, {"time"}]]
    assert report.agreement_with.n == 2
    assert report.agreement_with.value == pytest.approx(krippendorff_alpha_sets(plain).value)
    plain = [[{"data"}, {"data", "time"}], [{"data"}, {"time"}]]
    assert report.agreement_without.n == 2
    assert report.agreement_without.value == pytest.approx(krippendorff_alpha_sets(plain).value)


def test_one_question_alone(hinted: Study) -> None:
    question = segments(hinted)[0].question
    report = compared(hinted, question=question)
    # Even places answer the first question: with are the third and fifth (Ana), the fifth (Ben).
    assert report.question == question
    assert counts(report.with_hints) == (3, 4, 3, 0, 1)
    assert counts(report.without_hints) == (2, 2, 0, 0, 2)
    with pytest.raises(NotFound):
        compared(hinted, question="nothing")


def test_it_says_what_it_cannot_show(hinted: Study) -> None:
    told = " ".join(compared(hinted).notes)
    for words in ("Nobody drew by lot", "second look", "no trace", "followed the same machine",
                  "rare codes first", "by chance"):  # fmt: skip
        assert words in told, words


def test_without_any_hint_there_is_nothing_to_compare(surveyed: Study) -> None:
    surveyed.codings.apply("data", segments(surveyed)[0])
    report = compared(surveyed)
    assert report.with_hints.segments == 0
    assert report.codes[0].difference.value is None
    assert "nothing to compare" in report.notes[0]
    json.dumps(report.to_json())


def test_nothing_of_others_shows_in_an_open_blind_round(hinted: Study) -> None:
    drawn = blind.begin(hinted, "Ana", "Ben", size=12)
    inside = hinted.acting_as("Ben").in_round(blind.ROUND)
    inside.codings.apply("data", drawn[9], provenance=TAKEN)
    report = compared(hinted)
    assert [one.coder for one in report.coders] == ["Ana"]
    assert any(blind.ROUND in note for note in report.notes)
    blind.end(hinted)
    after = compared(hinted)
    assert counts(after.with_hints) == (8, 9, 6, 1, 2)


def test_numbers_that_cannot_be_are_refused(surveyed: Study) -> None:
    with pytest.raises(InputError):
        surveyed.suggestions.influence(n=0)
    with pytest.raises(InputError):
        surveyed.suggestions.influence(seed=-1)


def test_rounds_are_kept_apart(hinted: Study) -> None:
    hinted.rounds.create("later", ["Ana", "Ben"], blind=False)
    here: list[Segment] = segments(hinted)
    hinted.in_round("later").codings.apply("time", here[0], provenance=PLAIN)
    report = compared(hinted)
    assert report.without_hints.segments == 6
    assert report.agreement_without.n == 2
