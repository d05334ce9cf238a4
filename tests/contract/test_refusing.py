"""Rejected suggestions and struck words on both databases: one deed each, undone like codings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from qualcode import Study
from qualcode.domain.codebook_changes import MergeCodes, SplitCode
from qualcode.domain.coding import Origin
from qualcode.domain.deeds_told import codes_in, told
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.events import EventKind
from qualcode.domain.people import Role
from qualcode.domain.provenance import Provenance, WorkOrder
from qualcode.store import schema
from qualcode.study.own_deeds import at_the_codebook, at_the_screen
from qualcode.study.suggestions.refusing import Refusing
from tests.support.studies import ROWS, segments, small_survey

SECOND = Provenance(True, 2, 0.25, 0.5, "0123456789abcdef", WorkOrder.UNCERTAIN)


def refusing(study: Study) -> Refusing:
    return Refusing(study._session)


def rejected(study: Study) -> set[tuple[str, str]]:
    """Return code and segment of each rejection that is seen."""
    return {(one.code, str(one.segment)) for one in refusing(study).rejections()}


def struck(study: Study) -> set[tuple[str, str]]:
    return {(one.code, one.word) for one in refusing(study).struck()}


def test_a_rejection_is_kept_once_with_what_it_was_about(surveyed: Study) -> None:
    segment = segments(surveyed)[0]
    made = refusing(surveyed).reject("time", segment.id, SECOND)
    assert made is not None
    assert (made.coder, made.code, made.segment) == (surveyed.coder.id, "time", segment.id)
    assert refusing(surveyed).rejections() == [made]
    assert made.provenance == SECOND
    known = len(surveyed.history.latest(None))
    assert refusing(surveyed).reject("time", segment.id) is None
    assert len(surveyed.history.latest(None)) == known
    assert refusing(surveyed).rejections(surveyed.team.find("Ben").id) == []
    assert surveyed.check() == []


def test_the_journal_tells_it_in_its_own_words(surveyed: Study) -> None:
    segment = segments(surveyed)[0]
    refusing(surveyed).reject("time", segment.id, SECOND)
    refusing(surveyed).strike("law", "Police")
    word, rejection = surveyed.history.deeds(2)
    assert (rejection.told, rejection.codes) == ("1 rejection added", ("time",))
    assert rejection.spot is not None
    assert rejection.spot.segment == segment.id
    assert (word.told, word.codes, word.spot) == ("1 struck word added", ("law",), None)
    events = surveyed.history.latest(2)
    assert "police" not in str(events).lower()
    assert told(events) == "1 struck word added, 1 rejection added"
    assert codes_in(events) == ("law", "time")


def test_the_screen_takes_it_back_and_forth(surveyed: Study) -> None:
    one, two = (segment.id for segment in segments(surveyed)[:2])
    refusing(surveyed).reject("time", one, SECOND)
    refusing(surveyed).reject("law", two)
    refusing(surveyed).strike("time", "late")
    full = refusing(surveyed).rejections(), refusing(surveyed).struck()
    for kind in (EventKind.STRUCK_WORD, EventKind.REJECTION, EventKind.REJECTION):
        assert surveyed.history.undo(at_the_screen).kinds == {kind: 1}
        assert surveyed.check() == []
    assert (rejected(surveyed), struck(surveyed)) == (set(), set())
    for _ in range(3):
        surveyed.history.redo(at_the_screen)
    assert (refusing(surveyed).rejections(), refusing(surveyed).struck()) == full
    assert surveyed.check() == []


def test_to_accept_later_takes_the_rejection_away_in_the_same_deed(surveyed: Study) -> None:
    first, second, third = segments(surveyed)[:3]
    for one in (first, second, third):
        refusing(surveyed).reject("time", one.id)
        refusing(surveyed).reject("law", one.id)
    surveyed.codings.apply("time", first, provenance=SECOND)
    assert rejected(surveyed) == {
        ("law", first.id), ("time", second.id), ("law", second.id), ("time", third.id),
        ("law", third.id),
    }  # fmt: skip
    surveyed.codings.apply_to_all("law", [second, third])
    surveyed.codings.apply_several(["time", "data"], third)
    assert rejected(surveyed) == {("law", first.id), ("time", second.id)}
    for expected in (3, 5, 6):
        surveyed.history.undo(at_the_screen)
        assert len(rejected(surveyed)) == expected
    assert surveyed.codings.all() == []
    assert surveyed.check() == []


def test_to_recode_to_a_rejected_code_takes_the_rejection_away(surveyed: Study) -> None:
    segment = segments(surveyed)[0]
    refusing(surveyed).reject("time", segment.id)
    made = surveyed.codings.apply("law", segment)
    assert made is not None
    surveyed.codings.recode(made, "time")
    assert rejected(surveyed) == set()
    surveyed.history.undo(at_the_screen)
    assert rejected(surveyed) == {("time", segment.id)}
    assert surveyed.codings.all() == [made]
    assert surveyed.check() == []


def test_what_one_has_put_on_is_not_rejected(surveyed: Study) -> None:
    segment = segments(surveyed)[0]
    surveyed.codings.apply("time", segment)
    with pytest.raises(Refused, match="take it off instead"):
        refusing(surveyed).reject("time", segment.id)
    assert refusing(surveyed.acting_as("Ben")).reject("time", segment.id)
    with pytest.raises(NotFound, match="'nowhere'"):
        refusing(surveyed).reject("nowhere", segment.id)
    surveyed.sources.remove("R1")
    with pytest.raises(Refused, match="no longer in the study"):
        refusing(surveyed).reject("law", segment.id)
    assert rejected(surveyed) == set()


def test_words_are_struck_and_unstruck_one_by_one(surveyed: Study) -> None:
    ben = surveyed.acting_as("Ben")
    assert refusing(surveyed).strike("time", " Late ")
    assert refusing(surveyed).strike("time", "LATE") is None
    assert refusing(ben).strike("time", "late")
    assert struck(surveyed) == {("time", "late")}
    assert len(refusing(surveyed).struck()) == 2
    assert len(refusing(surveyed).struck(ben.coder.id)) == 1
    assert refusing(surveyed).unstrike("time", "Late")
    assert refusing(surveyed).unstrike("time", "Late") is None
    assert [one.coder for one in refusing(surveyed).struck()] == [ben.coder.id]
    for wrong in ("", "  ", "two words", "a\x07"):
        with pytest.raises(InputError, match="one word"):
            refusing(surveyed).strike("time", wrong)
    with pytest.raises(NotFound, match="'nowhere'"):
        refusing(surveyed).strike("nowhere", "late")
    assert surveyed.check() == []


@pytest.fixture
def refused(surveyed: Study) -> Study:
    """Give a study led by Ana, in which Ana and Ben refused what was suggested."""
    ana, ben = surveyed, surveyed.acting_as("Ben")
    ana.team.add("Lea", Role.LEAD)
    one, two, three, _ = segments(ana)[:4]
    for study, code, segment in (
        (ana, "data", one), (ana, "time", one), (ana, "data", two), (ben, "data", one),
        (ben, "data", three),
    ):  # fmt: skip
        refusing(study).reject(code, segment.id, SECOND)
    ben.codings.apply("time", three)
    for study, code, word in (
        (ana, "data", "late"), (ana, "time", "late"), (ana, "data", "often"), (ben, "data", "late"),
    ):  # fmt: skip
        refusing(study).strike(code, word)
    return ana.acting_as("Lea")


def everything(study: Study) -> tuple[object, object]:
    return refusing(study).rejections(), refusing(study).struck()


def test_a_merge_moves_refusals_to_the_successor(refused: Study) -> None:
    one, two, *_ = segments(refused)
    before = everything(refused)
    refused.codes.change(MergeCodes("data", "time"))
    names = refused.team.names()
    assert [
        (names[found.coder], found.code, found.segment) for found in refusing(refused).rejections()
    ] == [("Ana", "time", one.id), ("Ana", "time", two.id), ("Ben", "time", one.id)]
    assert {found.provenance for found in refusing(refused).rejections()} == {SECOND}
    assert sorted(
        (names[found.coder], found.code, found.word) for found in refusing(refused).struck()
    ) == [("Ana", "time", "late"), ("Ana", "time", "often"), ("Ben", "time", "late")]
    assert refused.check() == []
    refused.history.undo(at_the_codebook)
    assert sorted(map(repr, everything(refused))) == sorted(map(repr, before))
    assert refused.check() == []
    refused.history.redo(at_the_codebook)
    assert refused.check() == []


def test_a_split_refuses_the_parts_too(refused: Study) -> None:
    before = everything(refused)
    done = refused.codes.change(SplitCode("data", ("Gaps", "Errors")))
    parts = set(done.codes) - {"data"}
    assert len(parts) == 2
    old = {(found.coder, found.segment) for found in refusing(refused).rejections()
           if found.code == "data"}  # fmt: skip
    for part in parts:
        new = [found for found in refusing(refused).rejections() if found.code == part]
        assert {(found.coder, found.segment) for found in new} == old
        assert {("late", part), ("often", part)} <= {
            (found.word, found.code) for found in refusing(refused).struck()
        }
    assert refused.check() == []
    refused.history.undo(at_the_codebook)
    assert everything(refused) == before


def test_rejections_go_along_where_the_words_stay(surveyed: Study, tmp_path: Path) -> None:
    one, two = segments(surveyed)[:2]
    for segment in (one, two):
        refusing(surveyed).reject("time", segment.id, SECOND)
    before = refusing(surveyed).rejections()
    rows = [("R1", "analyst", "Something else.", ROWS[0][3]), *ROWS[1:]]
    small_survey(surveyed.acting_as("Ben"), tmp_path / "later", rows)
    (kept,) = refusing(surveyed).rejections()
    assert kept.segment != two.id
    assert replace(kept, segment=two.id) == before[1]
    assert surveyed.check() == []
    surveyed.acting_as("Ben").history.undo()
    assert refusing(surveyed).rejections() == before
    assert surveyed.check() == []


def test_in_a_round_rejections_are_the_rounds(surveyed: Study) -> None:
    ids = [one.id for one in segments(surveyed)]
    refusing(surveyed).reject("time", ids[0])
    surveyed.rounds.create("pilot", ["Ana", "Ben"], overlap=0.0)
    ana, ben = (surveyed.acting_as(name).in_round("pilot") for name in ("Ana", "Ben"))
    own = {entry.segment.id for entry in ana.desk.round_page().entries}
    (other, *_) = [entry.segment.id for entry in ben.desk.round_page().entries]
    with pytest.raises(Refused, match="not in your queue"):
        refusing(ana).reject("time", other)
    made = refusing(ana).reject("law", min(own))
    assert made is not None
    assert made.round == "pilot"
    ana.history.undo(at_the_screen)
    with pytest.raises(Refused, match="not done in the round"):
        ana.history.undo(at_the_screen)
    ana.history.redo(at_the_screen)
    entry = next(one for one in ana.desk.round_page().entries if one.segment.id == min(own))
    ana.codings.apply("law", entry.segment)
    assert rejected(surveyed) == {("time", ids[0])}
    assert surveyed.check() == []


def test_check_finds_refusals_that_were_lost_or_altered(surveyed: Study) -> None:
    refusing(surveyed).reject("time", segments(surveyed)[0].id)
    refusing(surveyed).strike("time", "late")
    table = schema.rejection
    with surveyed._session.deed() as deed:
        deed.connection.execute(table.update().values(hint_rank=3))
        deed.connection.execute(delete(schema.struck_word))
        assert deed.connection.execute(select(table)).one().hint_rank == 3
    rejection, word = surveyed.check()
    assert "rejection" in rejection
    assert "struck word" in word


def test_an_accepted_code_is_marked_so(surveyed: Study) -> None:
    made = surveyed.codings.apply("time", segments(surveyed)[0], provenance=SECOND)
    assert made is not None
    assert (made.origin, made.provenance) == (Origin.ACCEPTED, SECOND)
