"""Disagreements are queued worst first, decided once, undone whole, and counted as decided."""

from __future__ import annotations

import threading
from itertools import product
from pathlib import Path

import pytest

from qualcode import Study, open_study
from qualcode.domain.codebook import Code
from qualcode.domain.coding import LookState, MemoSubject, Origin
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.events import EventKind
from qualcode.domain.rounds import Verdict
from qualcode.domain.source import Segment
from qualcode.study.adjudication.disputes import Dispute
from tests.support.counts import counted
from tests.support.disputing import begun, closed, coded
from tests.support.studies import segments, state

ANA = {0: ["data"], 1: ["privacy", "time"], 2: [], 3: ["time"], 4: ["time"], 5: ["data"]}
BEN = {0: ["data"], 1: ["privacy"], 2: ["time"], 3: ["time"], 4: ["law", "time"], 6: []}
"""time is disputed on 1 and 2 and agreed on 3 and 4; law is disputed once; 5 and 6 are single."""


@pytest.fixture
def round_one(surveyed: Study) -> list[Segment]:
    """Close a round on the small survey and give the segments."""
    some = segments(surveyed)
    closed(surveyed, some, "one", {"Ana": ANA, "Ben": BEN})
    surveyed.catalogue.add_codes([Code("late", "Late")])
    return some


def numbers(disputes: list[Dispute], some: list[Segment]) -> list[int]:
    return [[one.id for one in some].index(dispute.segment.id) for dispute in disputes]


def held(study: Study, segment: Segment, name: str = "one") -> list[tuple[str, int, int]]:
    """Return what consensus holds on a segment, by the place in it."""
    consensus = study.team.consensus().id
    start = segment.span.start
    return sorted(
        (one.code, one.span.start - start, one.span.end - start)
        for one in study.codings.of_segments([segment.id], consensus)
        if one.round == name
    )


def test_the_queue_is_worst_code_first_with_the_figures_of_the_report(
    surveyed: Study, round_one: list[Segment]
) -> None:
    queue = surveyed.adjudication.queue("one")
    alphas = {one.code: one.alpha for one in surveyed.agreement(round="one").codes}
    assert alphas["law"] is not None
    assert alphas["time"] is not None
    assert alphas["law"] < alphas["time"]
    assert numbers(queue, round_one) == [4, 1, 2]
    assert [one.codes for one in queue] == [("law",), ("time",), ("time",)]
    for one in queue:
        assert all(one.alphas[code] == alphas[code] for code in one.codes)
    assert [one.number for one in queue] == [1, 2, 3]
    assert queue[0].all_codes == ("law", "time")
    names = {one.id: one.name for one in surveyed.team}
    assert [
        ([names[who] for who in reading.coders], set(reading.codes))
        for reading in queue[0].readings
    ] == [(["Ana"], {"time"}), (["Ben"], {"law", "time"})]
    assert queue[0].text == queue[0].words(queue[0].segment.span)
    assert queue[0].participant is not None


@pytest.mark.parametrize(
    ("verdict", "more", "codes"),
    [
        (Verdict.READING, {"reading": 0}, ["privacy", "time"]),
        (Verdict.READING, {"reading": 1}, ["privacy"]),
        (Verdict.BOTH, {}, ["privacy", "time"]),
        (Verdict.NEITHER, {}, ["privacy"]),
        (Verdict.OTHER, {"codes": ["law"]}, ["law"]),
        (Verdict.OTHER, {"codes": []}, []),
    ],
)
def test_a_decision_becomes_what_consensus_holds_and_goes_with_one_undo(
    surveyed: Study,
    round_one: list[Segment],
    verdict: Verdict,
    more: dict[str, object],
    codes: list[str],
) -> None:
    surveyed.team.consensus()
    before, queue = state(surveyed), surveyed.adjudication.queue("one")
    own = {one.id for one in surveyed.codings.all()}
    deeds = len({event.deed for event in surveyed.history.latest(None)})
    made = surveyed.adjudication.decide(queue[1], verdict, reason=" So we said. ", **more)  # type: ignore[arg-type]
    segment = round_one[1]
    assert [code for code, _, _ in held(surveyed, segment)] == codes
    (look,) = surveyed.codings.looks(surveyed.team.consensus().id)
    assert look.state is (LookState.DONE if codes else LookState.NOTHING)
    assert look.round == "one"
    for one in surveyed.codings.of_segments([segment.id], surveyed.team.consensus().id):
        assert one.origin is Origin.ADJUDICATED
        # Nobody had used law here, so it is today's codebook that it comes from.
        fresh = one.revision == surveyed.catalogue.codebook.revision
        assert fresh is (one.code == "law")
    assert own <= {one.id for one in surveyed.codings.all()}
    assert surveyed.adjudication.decisions("one") == [made]
    assert (made.verdict, sorted(made.codes), made.reason) == (verdict, codes, "So we said.")
    assert made.coder == surveyed.coder.id
    assert numbers(surveyed.adjudication.queue("one"), round_one) == [4, 2]
    assert len({event.deed for event in surveyed.history.latest(None)}) == deeds + 1
    surveyed.adjudication.undo()
    assert state(surveyed) == before
    assert surveyed.adjudication.decisions("one") == []
    assert surveyed.adjudication.queue("one") == queue
    surveyed.adjudication.redo()
    assert surveyed.adjudication.decisions("one") == [made]
    assert [code for code, _, _ in held(surveyed, segment)] == codes
    assert surveyed.check() == []


def test_deciding_again_replaces_what_consensus_held(
    surveyed: Study, round_one: list[Segment]
) -> None:
    desk = surveyed.adjudication
    first = desk.queue("one")[1]
    desk.decide(first, Verdict.BOTH)
    (decided,) = [one for one in desk.disputes("one") if not one.is_open]
    again = desk.decide(decided, Verdict.NEITHER, reason="On second thoughts.")
    assert [code for code, _, _ in held(surveyed, round_one[1])] == ["privacy"]
    assert desk.decisions("one") == [again]
    desk.undo()
    assert [code for code, _, _ in held(surveyed, round_one[1])] == ["privacy", "time"]
    assert desk.decisions("one")[0].verdict is Verdict.BOTH
    desk.undo()
    assert held(surveyed, round_one[1]) == []
    assert surveyed.check() == []


def test_spans_are_those_of_the_reading_taken_else_of_all_joined(surveyed: Study) -> None:
    some = segments(surveyed)
    ana = {0: [("time", 0, 10), ("data", 2, 5)], 1: [("law", 0, 4)]}
    ben = {0: [("time", 6, 14), ("time", 20, 25)], 1: []}
    closed(surveyed, some, "one", {"Ana": ana, "Ben": ben})
    desk = surveyed.adjudication
    by_number = dict(zip(numbers(desk.queue("one"), some), desk.queue("one"), strict=True))
    cases = [
        ((Verdict.READING, (), 0), [("data", 2, 5), ("time", 0, 10)]),
        ((Verdict.READING, (), 1), [("time", 6, 14), ("time", 20, 25)]),
        ((Verdict.BOTH, (), None), [("data", 2, 5), ("time", 0, 14), ("time", 20, 25)]),
        ((Verdict.NEITHER, (), None), [("time", 0, 14), ("time", 20, 25)]),
        ((Verdict.OTHER, ("law",), None), [("law", 0, len(some[0].span))]),
    ]
    for (verdict, codes, reading), wanted in cases:
        desk.decide(by_number[0], verdict, codes, reading)
        assert held(surveyed, some[0]) == wanted
        desk.undo()


def test_three_coders_are_grouped_by_what_they_read(surveyed: Study) -> None:
    some = segments(surveyed)
    given = {"Ana": {0: ["time"]}, "Ben": {0: ["data"]}, "Cyd": {0: ["time"]}, "Dan": {0: []}}
    closed(surveyed, some, "one", given)
    (one,) = surveyed.adjudication.queue("one")
    names = {one.id: one.name for one in surveyed.team}
    assert [[names[who] for who in reading.coders] for reading in one.readings] == [
        ["Ana", "Cyd"],
        ["Ben"],
        ["Dan"],
    ]
    made = surveyed.adjudication.decide(one, Verdict.READING, reading=2)
    assert made.codes == ()
    assert [names[who] for who in made.readings] == ["Dan"]
    with pytest.raises(InputError, match="readings A, B, C"):
        surveyed.adjudication.decide(one, Verdict.READING, reading=3)


def test_what_all_read_alike_is_taken_over_once_and_undone_whole(
    surveyed: Study, round_one: list[Segment]
) -> None:
    surveyed.team.consensus()
    before, desk = state(surveyed), surveyed.adjudication
    assert (desk.agreed("one").waiting, desk.agreed("one").single) == (2, 2)
    assert desk.take_over_agreed("one") == 2
    assert [code for code, _, _ in held(surveyed, round_one[0])] == ["data"]
    assert [code for code, _, _ in held(surveyed, round_one[3])] == ["time"]
    assert desk.take_over_agreed("one") == 0
    desk.undo()
    assert state(surveyed) == before
    assert desk.take_over_agreed("one", single=True) == 4
    assert [code for code, _, _ in held(surveyed, round_one[5])] == ["data"]
    looks = {one.segment: one.state for one in surveyed.codings.looks(surveyed.team.consensus().id)}
    assert looks[round_one[6].id] is LookState.NOTHING
    assert len(desk.queue("one")) == 3
    assert surveyed.check() == []


def test_frequencies_under_every_rule_are_those_counted_by_hand(
    surveyed: Study, round_one: list[Segment]
) -> None:
    desk = surveyed.adjudication
    desk.take_over_agreed("one")
    wanted: dict[int, set[str]] = {0: {"data"}, 3: {"time"}}
    for dispute, verdict, codes in zip(
        desk.queue("one"),
        (Verdict.BOTH, Verdict.NEITHER, Verdict.READING),
        ({"law", "time"}, {"privacy"}, {"time"}),
        strict=True,
    ):
        desk.decide(dispute, verdict, reading=1 if verdict is Verdict.READING else None)
        wanted[numbers([dispute], round_one)[0]] = codes
    given = (ANA, BEN)
    rules = {
        "any": lambda hits, looked: hits >= 1,
        "all": lambda hits, looked: hits == looked,
        "majority": lambda hits, looked: 2 * hits > looked,
    }
    leaves = ("data", "privacy", "time")
    for rule, enough in rules.items():
        hand = {
            (number, code)
            for number, code in product(range(7), leaves)
            if (looked := [one[number] for one in given if number in one])
            and enough(sum(code in codes for codes in looked), len(looked))
        }
        _compare(surveyed, rule, hand, leaves, base=7)
    hand = {(number, code) for number, codes in wanted.items() for code in codes}
    _compare(surveyed, "consensus", hand, leaves, base=5)


def _compare(
    study: Study, rule: str, hand: set[tuple[int, str]], codes: tuple[str, ...], base: int
) -> None:
    rows = {one.code: one for one in counted(study, unit="segment", coder_rule=rule)}
    for code in codes:
        n = sum(one == code for _, one in hand)
        row = rows.get(code)
        assert (row.n if row else 0) == n, (rule, code)
        assert row is None or row.base == base


def test_an_open_round_is_not_adjudicated(surveyed: Study) -> None:
    some = segments(surveyed)
    begun(surveyed, some, "one", {"Ana": ANA, "Ben": BEN})
    for call in (
        surveyed.adjudication.queue,
        surveyed.adjudication.agreed,
        surveyed.adjudication.take_over_agreed,
        surveyed.adjudication.decisions,
    ):
        with pytest.raises(Refused, match="'one' is still open"):
            call("one")
    with pytest.raises(NotFound, match="Did you mean 'one'"):
        surveyed.adjudication.queue("on")


def test_what_was_coded_outside_rounds_is_adjudicated_too(surveyed: Study) -> None:
    some = segments(surveyed)
    coded(surveyed, some, "", {"Ana": ANA, "Ben": BEN})
    desk = surveyed.adjudication
    queue = desk.queue()
    assert numbers(queue, some) == [4, 1, 2]
    made = desk.decide(queue[0], Verdict.BOTH, reason="Both hold.")
    assert desk.decisions() == [made]
    assert [code for code, _, _ in held(surveyed, some[4], "")] == ["law", "time"]
    desk.undo()
    assert desk.queue() == queue
    desk.redo()
    assert numbers(desk.queue(), some) == [1, 2]
    assert surveyed.rounds.all() == []
    # A coder who codes the segment again, as one may outside rounds, opens it again.
    surveyed.codings.apply("data", some[4])
    assert 4 in numbers(desk.queue(), some)
    assert surveyed.check() == []
    # Nothing is closed by it: what is coded outside rounds can still be taken back.
    surveyed.history.undo()
    assert 4 not in numbers(desk.queue(), some)


def test_what_is_refused_makes_no_consensus(surveyed: Study) -> None:
    some = segments(surveyed)
    begun(surveyed, some, "two", {"Ana": ANA, "Ben": BEN})
    team = surveyed.team.all()
    for name in ("two", "nothing"):
        with pytest.raises((Refused, NotFound)):
            surveyed.adjudication.take_over_agreed(name)
    surveyed.rounds.close("two")
    (first, *_) = surveyed.adjudication.queue("two")
    with pytest.raises(NotFound, match="no code 'nothing'"):
        surveyed.adjudication.decide(first, Verdict.OTHER, ["nothing"])
    assert surveyed.team.all() == team
    assert surveyed.adjudication.take_over_agreed("two") == 2
    assert len(surveyed.team.all()) == len(team) + 1


def test_of_two_rounds_on_the_same_segment_the_later_decision_counts(surveyed: Study) -> None:
    some, desk = segments(surveyed), surveyed.adjudication

    def carried() -> dict[str, int]:
        table = counted(surveyed, unit="segment", coder_rule="consensus")
        return {row.code: row.n for row in table.rows if row.n and row.code != "barriers"}

    for name in ("one", "two"):
        closed(surveyed, some, name, {"Ana": {1: ["time"]}, "Ben": {1: ["data"]}})
    desk.decide(desk.queue("one")[0], Verdict.READING, reading=0)
    assert carried() == {"time": 1}
    desk.decide(desk.queue("two")[0], Verdict.READING, reading=1)
    assert carried() == {"data": 1}
    # What both rounds hold stays; so does it if the same is decided anew in the first.
    assert len(surveyed.codings.all()) == 6
    desk.decide(desk.disputes("one")[0], Verdict.READING, reading=0, reason="After all.")
    assert carried() == {"time": 1}
    desk.undo()
    assert carried() == {"data": 1}
    desk.undo()
    assert carried() == {"time": 1}


def test_nothing_outside_is_read_while_a_blind_round_is_open_on_it(surveyed: Study) -> None:
    some = segments(surveyed)
    coded(surveyed, some, "", {"Ana": ANA, "Ben": BEN})
    begun(surveyed, some, "two", {"Cyd": {1: ["time"]}})
    with pytest.raises(Refused, match="'two' is blind and open, and some of these segments"):
        surveyed.adjudication.queue()


def test_who_codes_blind_does_not_read_a_closed_round_on_the_same_segments(
    surveyed: Study, round_one: list[Segment]
) -> None:
    begun(surveyed, round_one, "two", {"Cyd": {1: ["time"]}})
    assert len(surveyed.adjudication.queue("one")) == 3
    with pytest.raises(Refused, match="'two' is blind and open"):
        surveyed.acting_as("Cyd").adjudication.queue("one")


def test_the_second_of_two_leads_is_told_and_may_decide_anew(
    surveyed: Study, round_one: list[Segment], tmp_path: Path
) -> None:
    surveyed.team.add("Lea")
    theirs = surveyed.acting_as("Lea").adjudication
    ours = surveyed.adjudication
    stale = theirs.queue("one")[0]
    ours.decide(ours.queue("one")[0], Verdict.BOTH)
    with pytest.raises(Refused, match=r"Ana decided this segment meanwhile \(both\)"):
        theirs.decide(stale, Verdict.NEITHER)
    (fresh,) = theirs.renewed([stale])
    assert not fresh.is_open
    theirs.decide(fresh, Verdict.NEITHER)
    assert [code for code, _, _ in held(surveyed, round_one[4])] == ["time"]
    with pytest.raises(Refused, match="changed again"):
        ours.undo()
    theirs.undo()
    ours.undo()
    assert len(ours.queue("one")) == 3


def test_of_several_who_decide_at_the_same_moment_one_does(
    surveyed: Study, round_one: list[Segment], tmp_path: Path
) -> None:
    surveyed.team.consensus()
    names = ["Lea", "Leo", "Lia", "Lou"]
    for name in names:
        surveyed.team.add(name)
    together, told = threading.Barrier(len(names)), []

    def work(name: str) -> None:
        with open_study(tmp_path / "study", name) as study:
            stale = study.adjudication.queue("one")[0]
            together.wait()
            try:
                study.adjudication.decide(stale, Verdict.BOTH, reason=name)
            except Refused as error:
                told.append(str(error))

    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == len(names) - 1
    (made,) = surveyed.adjudication.decisions("one")
    assert all(made.reason in one for one in told)
    assert [code for code, _, _ in held(surveyed, round_one[4])] == ["law", "time"]
    assert surveyed.check() == []


def test_it_is_taken_up_again_where_it_was_left(
    surveyed: Study, round_one: list[Segment], tmp_path: Path
) -> None:
    first = surveyed.adjudication.queue("one")[0]
    surveyed.adjudication.decide(first, Verdict.BOTH)
    with open_study(tmp_path / "study", "Ana") as again:
        assert numbers(again.adjudication.queue("one"), round_one) == [1, 2]
        assert len(again.adjudication.disputes("one")) == 3
        again.adjudication.undo()
    assert len(surveyed.adjudication.queue("one")) == 3


def test_only_what_may_be_applied_is_decided(surveyed: Study, round_one: list[Segment]) -> None:
    one = surveyed.adjudication.queue("one")[0]
    with pytest.raises(Refused, match="retired"):
        surveyed.adjudication.decide(one, Verdict.OTHER, ["old"])
    with pytest.raises(Refused, match="holds other codes"):
        surveyed.adjudication.decide(one, Verdict.OTHER, ["barriers"])
    with pytest.raises(NotFound, match="tyme"):
        surveyed.adjudication.decide(one, Verdict.OTHER, ["tyme"])
    assert surveyed.adjudication.decisions("one") == []


def test_changed_codings_are_not_decided_unseen(surveyed: Study) -> None:
    some = segments(surveyed)
    coded(surveyed, some, "", {"Ana": ANA, "Ben": BEN})
    one = surveyed.adjudication.queue()[0]
    surveyed.codings.apply("data", some[4])
    with pytest.raises(Refused, match="changed meanwhile"):
        surveyed.adjudication.decide(one, Verdict.BOTH)


def test_somebody_decides(surveyed: Study, round_one: list[Segment]) -> None:
    surveyed.team.consensus()
    nobody = surveyed.acting_as("consensus").adjudication
    with pytest.raises(Refused, match="name who decides"):
        nobody.decide(nobody.queue("one")[0], Verdict.BOTH)
    with pytest.raises(Refused, match="name who decides"):
        nobody.take_over_agreed("one")


def test_undo_leaves_other_deeds_alone(surveyed: Study, round_one: list[Segment]) -> None:
    surveyed.memos.write(MemoSubject.STUDY, "", "A thought.")
    with pytest.raises(Refused, match="not made here"):
        surveyed.adjudication.undo()
    surveyed.codings.apply("time", round_one[0])
    with pytest.raises(Refused, match="not made here"):
        surveyed.adjudication.undo()


def test_undo_leaves_imports_and_changes_of_the_codebook_alone(
    surveyed: Study, round_one: list[Segment], tmp_path: Path
) -> None:
    desk = surveyed.adjudication
    desk.decide(desk.queue("one")[0], Verdict.BOTH)
    table, place = tmp_path / "consensus.csv", round_one[6]
    source = next(one.name for one in surveyed.sources if one.id == place.source)
    table.write_text(
        "source,segment,code,coder,created,origin\n"
        f"{source},{place.label},law,consensus,2026-03-01T10:00:00+00:00,adjudicated\n"
    )
    assert surveyed.import_codings(table).added == 1
    with pytest.raises(Refused, match="not made here"):
        desk.undo()
    surveyed.history.undo()
    with pytest.raises(Refused, match="not made here"):
        desk.redo()
    surveyed.catalogue.add_codes([Code("later", "Later")])
    with pytest.raises(Refused, match="not made here"):
        desk.undo()
    surveyed.history.undo()
    desk.undo()
    assert desk.decisions("one") == []


def test_a_reason_becomes_an_edge_case_of_the_code(
    surveyed: Study, round_one: list[Segment], tmp_path: Path
) -> None:
    desk, file = surveyed.adjudication, tmp_path / "study" / "codebook.yaml"
    file.write_text("# ours\n" + file.read_text())
    surveyed.catalogue.apply_edits()
    law = desk.queue("one")[0]
    with pytest.raises(Refused, match="decide it first"):
        desk.send_to_codebook(law, "law")
    desk.decide(law, Verdict.READING, reading=1)
    (law,) = desk.renewed([law])
    with pytest.raises(Refused, match="reason"):
        desk.send_to_codebook(law, "law")
    before = surveyed.catalogue.codebook.revision
    sent = desk.send_to_codebook(law, "law", "The summary is a duty.")
    assert sent.belongs
    (example,) = surveyed.catalogue.codebook.by_id["law"].atypical
    assert (example.text, example.source) == (law.text, law.source.name)
    assert example.note == "The summary is a duty."
    assert surveyed.catalogue.codebook.revision != before
    assert file.read_text().startswith("# ours\n")
    assert "The summary is a duty." in file.read_text()
    assert surveyed.history.latest(1)[0].kind is EventKind.CODEBOOK
    desk.decide(law, Verdict.READING, reading=0, reason="No duty after all.")
    (law,) = desk.renewed([law])
    desk.send_to_codebook(law, "law")
    code = surveyed.catalogue.codebook.by_id["law"]
    assert code.atypical == ()
    assert [one.note for one in code.close_but_no] == ["No duty after all."]
    desk.undo()
    assert surveyed.catalogue.codebook.by_id["law"].close_but_no == ()
    assert "The summary is a duty." in file.read_text()
    assert not surveyed.catalogue.file.edited


def test_repeats_and_interviewers_are_not_adjudicated(study: Study, tmp_path: Path) -> None:
    from qualcode.domain.rounds import Assignment
    from qualcode.store import rounds

    talk = tmp_path / "talk.txt"
    talk.write_text("Moderator: Why?\n\nDara: Because of time.\n\nDara: And law.\n")
    study.import_files(talk, kind="interview", moderators=("Moderator",))
    some = segments(study)
    given = {"Ana": {0: ["time"], 1: ["time"]}, "Ben": {0: [], 1: [], 2: []}}
    closed(study, some, "one", given)
    with study._session.deed() as deed:
        again = Assignment("one", study.team.find("Ana").id, some[2].id, 9, repeat=True)
        rounds.assign(deed, [again])
    coded(study, some, "one", {"Ana": {2: ["law"]}})
    (one,) = study.adjudication.queue("one")
    assert numbers([one], some) == [1]
    assert one.before == "Why?"
    assert one.after == "And law."


def test_consensus_that_was_imported_counts_as_decided(surveyed: Study) -> None:
    some = segments(surveyed)
    coded(surveyed, some, "", {"Ana": ANA, "Ben": BEN})
    surveyed.team.consensus()
    coded(surveyed, some, "", {"consensus": {1: ["privacy"], 0: ["data"]}})
    desk = surveyed.adjudication
    assert numbers(desk.queue(), some) == [4, 2]
    (done,) = [one for one in desk.disputes() if not one.is_open]
    assert done.decision is not None
    assert done.decision.verdict is Verdict.READING
    assert desk.agreed().waiting == 1


def test_a_round_that_was_imported_is_adjudicated_and_then_kept_as_closed(surveyed: Study) -> None:
    some = segments(surveyed)
    coded(surveyed, some, "elsewhere", {"Ana": ANA, "Ben": BEN})
    desk = surveyed.adjudication
    assert numbers(desk.queue("elsewhere"), some) == [4, 1, 2]
    desk.decide(desk.queue("elsewhere")[0], Verdict.BOTH)
    assert numbers(desk.queue("elsewhere"), some) == [1, 2]
    assert [code for code, _, _ in held(surveyed, some[4], "elsewhere")] == ["law", "time"]
    assert desk.queue() == []
