"""What a coding was made of stays with it, whatever becomes of it, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import Study, open_study
from qualcode.domain.codebook_changes import MergeCodes
from qualcode.domain.coding import Coding, LookState, Origin
from qualcode.domain.errors import CodingsError
from qualcode.domain.events import EventKind, canonical_json
from qualcode.domain.provenance import PLAIN, Provenance, WorkOrder
from qualcode.domain.rounds import Verdict
from qualcode.domain.span import Span
from qualcode.study.own_deeds import at_the_screen
from qualcode.study.restoring import restore
from tests.support.studies import ROWS, segments, small_survey

TAKEN = Provenance(True, 1, 1.25, 0.75, "0123456789abcdef", WorkOrder.RARE)
SEEN = Provenance(hint_visible=True, order=WorkOrder.AUDIT)


@pytest.fixture
def accepted(surveyed: Study) -> Coding:
    """Give a coding of Ana's on the first words of the first segment that she accepted."""
    segment = segments(surveyed)[0]
    where = Span(segment.span.start, segment.span.start + 10)
    made = surveyed.codings.apply("time", segment, where, TAKEN)
    assert made is not None
    return made


def facts(study: Study) -> list[tuple[str, Origin, Provenance]]:
    return [(one.code, one.origin, one.provenance) for one in study.codings.all()]


def told(study: Study) -> list[str]:
    """Return what the journal says of codings as they were left, newest first."""
    events = study.history.latest(None)
    return [canonical_json(one.after) for one in events if one.kind is EventKind.CODING]


def test_a_suggestion_that_is_taken_is_accepted_and_one_that_was_only_seen_is_not(
    surveyed: Study,
) -> None:
    one, two, three, *_ = segments(surveyed)
    surveyed.codings.apply("time", one, provenance=TAKEN)
    surveyed.codings.apply("time", two, provenance=SEEN)
    surveyed.codings.apply("time", three)
    assert sorted(facts(surveyed), key=repr) == sorted(
        [
            ("time", Origin.ACCEPTED, TAKEN),
            ("time", Origin.HUMAN, SEEN),
            ("time", Origin.HUMAN, PLAIN),
        ],
        key=repr,
    )
    assert surveyed.check() == []


def test_several_are_accepted_at_once(surveyed: Study) -> None:
    one, two, three, *_ = segments(surveyed)
    surveyed.codings.apply_several(["time", "law"], one, provenance=TAKEN)
    surveyed.codings.apply_to_all("data", [two, three], {two.id: TAKEN, three.id: TAKEN})
    assert {fact[1:] for fact in facts(surveyed)} == {(Origin.ACCEPTED, TAKEN)}
    assert len(facts(surveyed)) == 4


def test_of_several_segments_each_says_how_its_own_coding_came_about(surveyed: Study) -> None:
    one, two, three, *_ = segments(surveyed)
    surveyed.codings.apply_to_all("data", [one, two, three], {one.id: SEEN, three.id: TAKEN})
    found = {coding.segment: coding for coding in surveyed.codings.all()}
    assert [found[each.id].provenance for each in (one, two, three)] == [SEEN, PLAIN, TAKEN]
    assert [found[each.id].origin for each in (one, two, three)] == [
        Origin.HUMAN,
        Origin.HUMAN,
        Origin.ACCEPTED,
    ]
    surveyed.history.undo()
    assert facts(surveyed) == []


def test_another_code_than_was_suggested_is_edited_in_one_deed(surveyed: Study) -> None:
    one, *_ = segments(surveyed)
    made = surveyed.codings.apply("law", one, provenance=TAKEN, edited=True)
    assert made is not None
    assert (made.origin, made.provenance) == (Origin.EDITED, TAKEN)
    assert facts(surveyed) == [("law", Origin.EDITED, TAKEN)]
    surveyed.history.undo()
    assert facts(surveyed) == []
    plain = surveyed.codings.apply("law", one, edited=True)
    assert plain is not None
    assert plain.origin is Origin.HUMAN


def test_the_journal_of_a_plain_coding_is_what_it_always_was(surveyed: Study) -> None:
    one, two, *_ = segments(surveyed)
    surveyed.codings.apply("time", one)
    (plain,) = told(surveyed)
    assert "provenance" not in plain
    surveyed.codings.apply("time", two, provenance=SEEN)
    assert '"provenance":{"hint_visible":true,"work_order":"random audit"}' in told(surveyed)[0]


def test_moved_recoded_and_split_it_is_edited_and_undo_makes_it_accepted_again(
    surveyed: Study, accepted: Coding
) -> None:
    span = accepted.span
    surveyed.codings.move(accepted, span)
    assert facts(surveyed) == [("time", Origin.ACCEPTED, TAKEN)]
    for change in (
        lambda: surveyed.codings.move(accepted, Span(span.start, span.end - 1)),
        lambda: surveyed.codings.recode(accepted, "law"),
        lambda: surveyed.codings.split(accepted, span.start + 4),
    ):
        change()
        assert {fact[1:] for fact in facts(surveyed)} == {(Origin.EDITED, TAKEN)}
        after = surveyed.codings.all()
        surveyed.history.undo(at_the_screen)
        assert surveyed.codings.all() == [accepted]
        surveyed.history.redo(at_the_screen)
        assert surveyed.codings.all() == after
        surveyed.history.undo(at_the_screen)
        assert surveyed.check() == []
    surveyed.history.undo(at_the_screen)
    assert surveyed.codings.all() == []
    surveyed.history.redo(at_the_screen)
    assert surveyed.codings.all() == [accepted]


def test_what_one_coded_oneself_stays_human_when_it_is_changed(surveyed: Study) -> None:
    segment = segments(surveyed)[0]
    made = surveyed.codings.apply("time", segment, provenance=SEEN)
    assert made is not None
    surveyed.codings.split(made, segment.span.start + 4)
    assert facts(surveyed) == [("time", Origin.HUMAN, SEEN)] * 2


def test_a_code_that_becomes_another_leaves_it_accepted(surveyed: Study, accepted: Coding) -> None:
    surveyed.codes.change(MergeCodes("time", "law"))
    assert facts(surveyed) == [("law", Origin.ACCEPTED, TAKEN)]
    assert surveyed.check() == []
    surveyed.history.undo()
    assert surveyed.codings.all() == [accepted]


@pytest.mark.parametrize("by_hand", ["time", "law"])
def test_where_a_merge_leaves_one_of_two_it_is_what_was_given_by_hand(
    surveyed: Study, by_hand: str
) -> None:
    """Else one would be left out with the suggestions though its coder gave it unasked."""
    segment = segments(surveyed)[0]
    for code in ("time", "law"):
        provenance = SEEN if code == by_hand else TAKEN
        surveyed.codings.apply(code, segment, provenance=provenance)
    before = surveyed.codings.all()
    surveyed.codes.change(MergeCodes("time", "law"))
    assert facts(surveyed) == [("law", Origin.HUMAN, SEEN)]
    assert surveyed.check() == []
    surveyed.history.undo()
    assert surveyed.codings.all() == before


def test_what_consensus_takes_over_or_decides_is_of_the_order_that_led_there(
    surveyed: Study,
) -> None:
    alike, apart, other, *_ = segments(surveyed)
    steered = Provenance(order=WorkOrder.UNCERTAIN)
    ben = surveyed.acting_as("Ben")
    surveyed.codings.apply("time", alike, provenance=TAKEN)
    surveyed.codings.apply("time", apart, provenance=steered)
    ben.codings.apply("time", alike)
    ben.codings.apply("law", apart)
    for one in (surveyed, ben):
        one.codings.apply("time", other, provenance=SEEN)
    assert surveyed.adjudication.take_over_agreed() == 2
    (dispute,) = surveyed.adjudication.disputes()
    surveyed.adjudication.decide(dispute, Verdict.READING, reading=1)
    consensus = surveyed.team.consensus().id
    held = surveyed.codings.of_segments([one.id for one in (alike, apart, other)], consensus)
    assert {(one.segment, one.origin, one.provenance) for one in held} == {
        (alike.id, Origin.ADJUDICATED, Provenance(order=WorkOrder.RARE)),
        (apart.id, Origin.ADJUDICATED, Provenance(order=WorkOrder.UNCERTAIN)),
        (other.id, Origin.ADJUDICATED, PLAIN),
    }
    notes = " ".join(surveyed.frequencies(coder_rule="consensus").notes)
    assert "2 of 3 codings counted were made in a steered order" in notes
    assert surveyed.check() == []


def test_it_goes_along_with_a_changed_text(
    surveyed: Study, accepted: Coding, tmp_path: Path
) -> None:
    rows = [("R1", "analyst", ROWS[0][2] + " Really.", ROWS[0][3]), *ROWS[1:]]
    small_survey(surveyed, tmp_path / "later", rows)
    assert facts(surveyed) == [("time", Origin.ACCEPTED, TAKEN)]
    assert surveyed.codings.all()[0].id == accepted.id


def test_it_is_in_a_backup_and_comes_back_from_it(
    surveyed: Study, accepted: Coding, tmp_path: Path, database: str | None
) -> None:
    if database is not None:
        pytest.skip("a study on a server is backed up by the server")
    backup = surveyed.backup(tmp_path / "copy.db")
    surveyed.codings.remove(accepted)
    surveyed.close()
    restore(tmp_path / "study", backup)
    with open_study(tmp_path / "study", "Ana") as again:
        assert again.codings.all() == [accepted]
        assert again.check() == []


def test_an_export_says_it_in_columns(surveyed: Study, accepted: Coding) -> None:
    surveyed.codings.apply("time", segments(surveyed)[1])
    copy = surveyed.publishing.codings()
    names = ("origin", "hint_visible", "hint_rank", "hint_score", "hint_probability",
             "hint_model", "work_order")  # fmt: skip
    places = [copy.columns.index(name) for name in names]
    found = {tuple(row[place] for place in places) for row in copy.rows}
    assert found == {
        ("accepted", "yes", 1, 1.25, 0.75, TAKEN.model, "rare codes first"),
        ("human", "no", None, None, None, "", "document"),
    }


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("hint_rank", "0", "'0' is no rank"),
        ("hint_rank", "1.5", "'1.5' is no rank"),
        ("hint_score", "much", "'much' is no number"),
        ("hint_score", "inf", "'inf' is no number"),
        ("hint_probability", "7", "'7' is no probability"),
        ("hint_visible", "perhaps", "neither yes nor no"),
        ("work_order", "any", "'any' is no order of work"),
    ],
)
def test_a_table_with_an_impossible_provenance_is_refused(
    surveyed: Study, tmp_path: Path, column: str, cell: str, words: str
) -> None:
    table = tmp_path / "codings.csv"
    question = segments(surveyed)[0].question
    table.write_text(f"participant,segment,code,coder,{column}\nR1,{question},time,Ana,{cell}\n")
    with pytest.raises(CodingsError, match=words) as error:
        surveyed.import_codings(table)
    assert "codings.csv" in str(error.value)
    assert surveyed.codings.all() == []


def test_a_table_without_these_columns_is_plain(surveyed: Study, tmp_path: Path) -> None:
    table = tmp_path / "codings.csv"
    question = segments(surveyed)[0].question
    table.write_text(f"participant,segment,code,coder\nR1,{question},time,Ana\n")
    surveyed.import_codings(table)
    assert facts(surveyed) == [("time", Origin.IMPORTED, PLAIN)]


def test_looks_are_marked_for_an_accepted_coding_too(surveyed: Study, accepted: Coding) -> None:
    assert [one.state for one in surveyed.codings.looks()] == [LookState.SEEN]
