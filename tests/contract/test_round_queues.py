"""The queues of a round on both databases: their order, their changes, what comes again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.coding import LookState
from qualcode.domain.errors import InputError, NotFound, Refused
from tests.support.rounds import FIRST, at_work, finish, queue, queues, segments, twenty


@pytest.fixture
def surveyed(study: Study, tmp_path: Path) -> Study:
    """Give the study with twenty respondents."""
    return twenty(study, tmp_path / "incoming")


def test_more_units_follow_the_rule_of_the_round(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=10, stratify=["question"], overlap=0.5)
    before = queues(surveyed, "pilot")
    done = surveyed.rounds.assign("pilot", more=8)
    after = queues(surveyed, "pilot")
    for who, first in before.items():
        assert after[who][: len(first)] == first
        assert [one.place for one in after[who]] == list(range(len(after[who])))
        assert done.added[who] == len(after[who]) - len(first)
    sizes = [len({one.segment for one in given}) for given in after.values()]
    assert max(sizes) - min(sizes) <= 1
    held = Counter(one.segment for given in after.values() for one in given)
    assert len(held) == 18
    assert Counter(held.values()) == {1: 9, 2: 9}
    assert surveyed.rounds.find("pilot").sampling.drawn == 18
    with pytest.raises(InputError, match="21 more segments can be drawn, not 22"):
        surveyed.rounds.assign("pilot", more=22)
    surveyed.rounds.assign("pilot", more=21)
    assert surveyed.rounds.status("pilot").segments == 39


def test_one_more_coder_gets_what_is_shared(surveyed: Study) -> None:
    surveyed.team.add("Cem")
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=10, overlap="60%")
    done = surveyed.rounds.assign("pilot", coder="Cem")
    assert done.added == {"Cem": 6}
    given = queues(surveyed, "pilot")
    ana, ben, cem = ({one.segment for one in given[who]} for who in ("Ana", "Ben", "Cem"))
    assert cem == ana & ben
    assert at_work(surveyed, "pilot", "Cem").desk.round_page().entries
    with pytest.raises(InputError, match="codes in the round 'pilot' already"):
        surveyed.rounds.assign("pilot", coder="Cem")


def test_what_was_not_begun_is_handed_over(surveyed: Study) -> None:
    surveyed.team.add("Cem")
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=10, overlap=0.0)
    inside = at_work(surveyed, "pilot")
    first, second, third, *_ = queue(inside)
    finish(inside, first, "time")
    inside.codings.apply("data", second)
    inside.codings.look([third.id], LookState.SEEN)
    done = surveyed.rounds.assign("pilot", source="Ana", target="Cem")
    assert (done.added, done.stayed) == ({"Cem": 3}, 1)
    assert {one.id for one in queue(inside)} == {first.id, second.id}
    assert third.id in {one.id for one in queue(at_work(surveyed, "pilot", "Cem"))}
    with pytest.raises(Refused, match="not in your queue"):
        inside.codings.apply("time", third)
    with pytest.raises(InputError, match="Name both coders"):
        surveyed.rounds.assign("pilot", source="Ana")
    with pytest.raises(InputError, match="Say what to assign"):
        surveyed.rounds.assign("pilot")
    everything = surveyed.rounds.assign("pilot", source="Ben", target="Ana")
    assert everything.added == {"Ana": 5}
    with pytest.raises(NotFound, match="segment to code in the round"):
        at_work(surveyed, "pilot", "Ben").desk.round_page()


def test_repeats_are_ones_own_finished_segments_seen_anew(surveyed: Study) -> None:
    known = [one for one in segments(surveyed).values() if one.question == FIRST]
    for one in known[:12]:
        finish(surveyed, one, "data")
    surveyed.codings.look([known[12].id], LookState.SEEN)
    surveyed.rounds.create(
        "pilot", ["Ana", "Ben"], sample=10, question=FIRST, repeats="20%", seed=5
    )
    given = queues(surveyed, "pilot")
    again = [one for one in given["Ana"] if one.repeat]
    sampled = {one.segment for one in given["Ben"]}
    assert len(again) == 2
    assert not any(one.repeat for one in given["Ben"])
    assert {one.segment for one in again} <= {one.id for one in known[:12]} - sampled
    inside = at_work(surveyed, "pilot")
    assert inside.desk.work([one.segment for one in again]).codings == ()
    assert surveyed.rounds.repeats("pilot") == []
    by_id = segments(surveyed)
    finish(inside, by_id[again[0].segment], "time", "data")
    inside.codings.apply("law", by_id[again[1].segment])
    (reading,) = surveyed.rounds.repeats("pilot")
    assert (reading.coder, reading.segment) == ("Ana", again[0].segment)
    assert (reading.now, reading.earlier) == (frozenset({"time", "data"}), frozenset({"data"}))
    assert reading.revision == surveyed.rounds.find("pilot").revision


def test_repeats_of_a_blind_round_are_for_oneself(surveyed: Study) -> None:
    for one in segments(surveyed).values():
        finish(surveyed, one, "data")
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=10, repeats="20%", blind=True)
    inside = at_work(surveyed, "pilot")
    for one in queue(inside):
        finish(inside, one, "time")
    assert len(surveyed.rounds.repeats("pilot")) == 2
    assert surveyed.acting_as("Ben").rounds.repeats("pilot") == []
    surveyed.rounds.close("pilot")
    assert len(surveyed.acting_as("Ben").rounds.repeats("pilot")) == 2


def test_repeats_are_spread_over_the_queue(surveyed: Study) -> None:
    for one in segments(surveyed).values():
        if one.question == FIRST:
            finish(surveyed, one)
    places = []
    for seed in range(8):
        made = surveyed.rounds.create(
            f"r{seed}", ["Ana"], sample=10, question=FIRST, repeats="30%", seed=seed
        )
        given = queues(surveyed, made.name)["Ana"]
        places += [one.place / len(given) for one in given if one.repeat]
    assert len(places) == 24
    assert min(places) < 0.25
    assert max(places) > 0.75


def test_queues_follow_a_corrected_text(surveyed: Study, tmp_path: Path) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], question=FIRST)
    inside = at_work(surveyed, "pilot")
    finish(inside, queue(inside)[3], "time")
    twenty(surveyed, tmp_path / "corrected", R04="Helps 4.")
    assert [one.name for one in surveyed.sources].count("R04") == 1
    assert len(queue(inside)) == 20
    status = surveyed.rounds.status("pilot")
    assert [(one.assigned, one.coded) for one in status.coders] == [(20, 1), (20, 0)]
    assert any("Helps 4." in passage.text for passage in surveyed.sources.passages())
    surveyed.history.undo()
    assert len(queue(inside)) == 20
    assert surveyed.check() == []


def test_answers_to_a_question_stand_together_in_an_order_of_ones_own(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], seed=1)
    ana, ben = (queue(at_work(surveyed, "pilot", who)) for who in ("Ana", "Ben"))
    for order in (ana, ben):
        asked = [one.question for one in order]
        assert asked == sorted(asked, key=asked.index)
        assert len(dict.fromkeys(asked)) == 2
    assert [one.id for one in ana] != [one.id for one in ben]
    assert {one.id for one in ana} == {one.id for one in ben}


def test_turns_are_read_in_context_and_what_is_asked_is_not_coded(
    study: Study, tmp_path: Path
) -> None:
    talk = tmp_path / "talk.txt"
    turns = [f"Interviewer: Question {n}?\n\nMara: Answer {n}.\n\n" for n in range(8)]
    talk.write_text("".join(turns), encoding="utf-8")
    study.import_files(talk, kind="interview", moderators=("Interviewer",))
    made = study.rounds.create("pilot", ["Ana"], sample=4, kind="interview")
    assert made.sampling.population == 8
    inside = at_work(study, "pilot")
    page = inside.desk.round_page()
    assert [entry.asks for entry in page.entries] == [True, False] * 4
    for entry in page.entries:
        assert entry.span.of(page.text) == entry.segment.span.of(study.sources.read("talk").text)
    numbers = [entry.segment.number for entry in page.entries]
    assert numbers == sorted(numbers)
    with pytest.raises(Refused, match="not in your queue"):
        inside.codings.apply("time", page.entries[0].segment)
    whole = study.rounds.create("whole", ["Ana", "Ben"], unit="source", stratify=["kind"])
    assert (whole.sampling.population, whole.sampling.drawn) == (1, 1)
    assert len(queues(study, "whole")["Ben"]) == 8
