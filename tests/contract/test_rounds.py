"""Rounds on both databases: drawn, watched, planned, closed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.coding import LookState
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.events import EventKind
from qualcode.domain.people import Role
from qualcode.domain.rounds import Round
from tests.support.rounds import FIRST, at_work, finish, queue, queues, segments, twenty
from tests.support.studies import small_survey, write_survey


@pytest.fixture
def surveyed(study: Study, tmp_path: Path) -> Study:
    """Give the study with twenty respondents."""
    return twenty(study, tmp_path / "incoming")


def test_a_stratified_sample_is_proportional_and_shared(surveyed: Study) -> None:
    made = surveyed.rounds.create(
        "pilot", ["Ana", "Ben"], sample="25%", stratify=["question",
                                                         "position"], seed=7)  # fmt: skip
    assert (made.sampling.population, made.sampling.drawn) == (39, 10)
    given = queues(surveyed, "pilot")
    ana, ben = ({one.segment for one in given[name]} for name in ("Ana", "Ben"))
    assert ana == ben
    assert len(ana) == 10
    assert [one.place for one in given["Ana"]] == list(range(10))
    known = segments(surveyed)
    persons = {one.id: one for one in surveyed.participants}
    strata = Counter(
        (known[one].question, persons[who].attributes["position"])
        for one in ana
        if (who := known[one].participant)
    )
    # Ten of 10 + 10 + 10 + 9: two or three of each.
    assert sorted(strata.values()) == [2, 2, 3, 3]


def test_the_same_seed_draws_the_same_and_another_seed_another(surveyed: Study) -> None:
    drawn = {}
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        surveyed.rounds.create(name, ["Ana", "Ben"], sample=12, overlap="50%", seed=seed)
        given = queues(surveyed, name)
        drawn[name] = [[one.segment for one in given[who]] for who in ("Ana", "Ben")]
    assert drawn["a"] == drawn["b"] != drawn["c"]
    ana, ben = map(set, drawn["a"])
    assert len(ana & ben) == 6
    assert (len(ana), len(ben)) == (9, 9)


def test_whole_sources_are_drawn_with_all_their_segments(surveyed: Study) -> None:
    made = surveyed.rounds.create(
        "pilot", ["Ana", "Ben"], sample="30%", unit="source", stratify=["position"], overlap=0.0
    )
    assert (made.sampling.population, made.sampling.drawn) == (20, 6)
    given, known = queues(surveyed, "pilot"), segments(surveyed)
    by_coder = {who: {known[one.segment].source for one in given[who]} for who in given}
    assert [len(by_coder[who]) for who in ("Ana", "Ben")] == [3, 3]
    assert not by_coder["Ana"] & by_coder["Ben"]
    for who, sources in by_coder.items():
        held = {one.segment for one in given[who]}
        assert held == {one.id for one in known.values() if one.source in sources}


def test_a_round_holds_only_what_is_to_be_coded(surveyed: Study) -> None:
    surveyed.participants.keep_out_of_counts("R01")
    surveyed.sources.remove("R02")
    made = surveyed.rounds.create("pilot", ["Ana", "Ben"], question=FIRST)
    assert made.sampling.population == 18
    assert {one.question for one in queue(at_work(surveyed, "pilot"))} == {FIRST}


@pytest.mark.parametrize(
    ("name", "coders", "options", "problem", "words"),
    [
        ("", ["Ana"], {}, InputError, "needs a name"),
        ("  ", ["Ana"], {}, InputError, "needs a name"),
        ("a\x1b[2J", ["Ana"], {}, InputError, "can be printed"),
        ("x" * 61, ["Ana"], {}, InputError, "at most 60"),
        ("-x", ["Ana"], {}, InputError, "does not begin with '-'"),
        ("taken", ["Ana"], {}, Refused, "There is a round 'taken' already"),
        ("new", [], {}, InputError, "needs coders"),
        ("new", ["Ana", "Ana"], {}, InputError, "named twice"),
        ("new", ["Anna"], {}, NotFound, "Did you mean 'Ana'"),
        ("new", ["consensus"], {}, Refused, "does not code"),
        ("new", ["Ana"], {"sample": "0%"}, InputError, "cannot be drawn"),
        ("new", ["Ana"], {"sample": 40}, InputError, "39 segments to draw from; 40"),
        ("new", ["Ana"], {"sample": 21, "unit": "source"}, InputError, "20 sources to draw"),
        ("new", ["Ana"], {"overlap": "120%"}, InputError, "The overlap"),
        ("new", ["Ana"], {"repeats": -1}, InputError, "The share of repeats"),
        ("new", ["Ana"], {"unit": "word"}, NotFound, "Known: segment, source"),
        ("new", ["Ana"], {"stratify": ["postion"]}, NotFound, "Did you mean 'position'"),
        ("new", ["Ana"], {"question": "nothing"}, NotFound, "question"),
        ("new", ["Ana"], {"kind": "letter"}, NotFound, "kind of source"),
        ("new", ["Ana"], {"kind": "forum"}, InputError, "nothing to code"),
        ("new", ["Ana"], {"unit": "source", "stratify": ["question"]}, InputError, "several"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    surveyed: Study,
    name: str,
    coders: list[str],
    options: dict[str, object],
    problem: type[Exception],
    words: str,
) -> None:
    surveyed.team.consensus()
    surveyed.rounds.create("taken", ["Ana"])
    before = surveyed.history.latest(None)
    with pytest.raises(problem, match=words):
        surveyed.rounds.create(name, coders, **options)  # type: ignore[arg-type]
    assert [one.name for one in surveyed.rounds] == ["taken"]
    assert surveyed.history.latest(None) == before


def test_a_round_needs_codes(study: Study, tmp_path: Path) -> None:
    from dataclasses import replace

    small_survey(study, tmp_path / "incoming")
    study.catalogue.replace(replace(study.catalogue.codebook, codes=()))
    with pytest.raises(Refused, match="no code to apply"):
        study.rounds.create("pilot", ["Ana"])


def test_status_tells_how_far_each_is_and_never_a_code(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=10, overlap="80%", blind=True)
    ana, ben = at_work(surveyed, "pilot"), at_work(surveyed, "pilot", "Ben")
    shared = {one.id for one in queue(ana)} & {one.id for one in queue(ben)}
    for one in queue(ana):
        if one.id in shared:
            finish(ana, one, "time")
    first, second, third = [one for one in queue(ben) if one.id in shared][:3]
    finish(ben, first, "data")
    finish(ben, second)
    ben.codings.look([third.id], LookState.SEEN)
    status = surveyed.rounds.status("pilot")
    assert (status.segments, status.shared, status.compared) == (10, 8, 2)
    by_name = {one.coder: one for one in status.coders}
    assert (by_name["Ana"].assigned, by_name["Ana"].finished, by_name["Ana"].coded) == (9, 8, 8)
    one = by_name["Ben"]
    assert (one.assigned, one.seen, one.done, one.nothing, one.coded) == (9, 1, 1, 1, 1)
    assert "'time'" not in str(status)


def test_status_of_an_open_round_tells_others_than_leads_of_themselves_only(
    surveyed: Study,
) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=10, blind=True)
    ana = at_work(surveyed, "pilot")
    finish(ana, queue(ana)[0], "time")
    ben = surveyed.acting_as("Ben")
    told = ben.rounds.status("pilot")
    assert [(one.coder, one.assigned, one.finished) for one in told.coders] == [("Ben", 10, 0)]
    assert (told.segments, told.compared) == (10, None)
    assert [one.coder for one in surveyed.rounds.status("pilot").coders] == ["Ana", "Ben"]
    surveyed.rounds.close("pilot")
    assert [one.finished for one in ben.rounds.status("pilot").coders] == [1, 0]


def test_a_round_that_nobody_began_is_taken_back(surveyed: Study) -> None:
    before = len(surveyed.history.latest(None))
    surveyed.rounds.create("the pilot", ["Ana", "Ben"], sample=4)
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=4)
    with pytest.raises(Refused, match="for the lead"):
        surveyed.acting_as("Ben").rounds.delete("pilot")
    ana = at_work(surveyed, "the pilot")
    ana.codings.look([queue(ana)[0].id], LookState.SEEN)
    assert surveyed.rounds.delete("pilot").name == "pilot"
    assert [one.name for one in surveyed.rounds] == ["the pilot"]
    assert queues(surveyed, "pilot") == {}
    assert len(surveyed.history.latest(None)) > before
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=10)
    # What was looked at and taken back could come back.
    ana.history.undo()
    assert surveyed.rounds.status("the pilot").coders[0].seen == 0
    with pytest.raises(Refused, match="qualcode round close 'the pilot'"):
        surveyed.rounds.delete("the pilot")
    with pytest.raises(NotFound):
        surveyed.rounds.delete("pilto")
    assert surveyed.check() == []


def test_leads_lead(surveyed: Study) -> None:
    surveyed.team.add("Dora", Role.LEAD)
    ben = surveyed.acting_as("Ben")
    surveyed.rounds.create("pilot", ["Ana", "Ben"], blind=True)
    for deed in (
        lambda: ben.rounds.create("own", ["Ben"]),
        lambda: ben.rounds.close("pilot"),
        lambda: ben.rounds.assign("pilot", coder="Dora"),
        lambda: ben.rounds.unblind("pilot"),
        lambda: ben.rounds.plan("pilot", unblind=True),
    ):
        with pytest.raises(Refused, match=r"for the lead of the study .here Ana, Dora.*'Ben'"):
            deed()
    assert surveyed.acting_as("Dora").rounds.close("pilot").closed


def test_unblinding_is_journalled_each_time(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], blind=True)
    before = len(surveyed.history.latest(None))
    for _ in range(2):
        assert surveyed.rounds.unblind("pilot").unblinded
    newest = surveyed.history.latest(None)[:-before]
    assert [(one.kind, one.subject, one.coder) for one in newest] == [
        (EventKind.ROUND, "pilot", surveyed.coder.id)
    ] * 2
    assert surveyed.rounds.find("pilot").unblinded
    surveyed.rounds.close("pilot")
    count = len(surveyed.history.latest(None))
    surveyed.rounds.unblind("pilot")
    assert len(surveyed.history.latest(None)) == count


def test_a_plan_compares_what_the_report_compares(surveyed: Study) -> None:
    for who in ("Ana", "Ben"):
        for segment in segments(surveyed).values():
            finish(surveyed.acting_as(who), segment, "time")
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=13, repeats="100%")
    for who in ("Ana", "Ben"):
        inside = at_work(surveyed, "pilot", who)
        for number, segment in enumerate(queue(inside)):
            finish(inside, segment, *(["time"] if number % 2 else []))
    surveyed.rounds.close("pilot")
    again = [
        {one.segment for one in given if one.repeat} for given in queues(surveyed, "pilot").values()
    ]
    assert again[0] & again[1], "this seed gives both coders some of the same repeats"
    report = surveyed.agreement(round="pilot", n=20)
    assert report.units == surveyed.rounds.plan("pilot").units == 13


def test_a_plan_needs_data_and_open_eyes(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], blind=True)
    with pytest.raises(Refused, match="blind and open"):
        surveyed.rounds.plan("pilot")
    with pytest.raises(Refused, match="no two coders have looked"):
        surveyed.rounds.plan("pilot", unblind=True)
    with pytest.raises(Refused, match="outside rounds"):
        surveyed.rounds.plan()
    with pytest.raises(InputError, match="width"):
        surveyed.rounds.plan(width=0)
    ana, ben = at_work(surveyed, "pilot"), at_work(surveyed, "pilot", "Ben")
    for number, one in enumerate(queue(ana)):
        finish(ana, one, *(["time"] if number % 2 else []), *(["data"] if number % 4 else []))
        finish(ben, one, *(["time"] if number % 2 or number < 6 else []),
               *(["data"] if number % 4 else []))  # fmt: skip
    surveyed.rounds.close("pilot")
    plan = ben.acting_as("Ben").rounds.plan("pilot", width=0.2)
    lines = {one.code: one for one in plan.lines}
    assert set(lines) == {"data", "law", "privacy", "time"}
    time = lines["time"]
    assert time.low is not None
    assert time.high is not None
    assert time.more is not None
    wide = time.high - time.low
    assert abs(time.units + time.more - time.units * (wide / 0.2) ** 2) <= 1
    assert (time.units, time.left) == (39, 0)
    assert (lines["data"].more, lines["data"].reason) == (None, "no disagreement so far")
    assert (lines["law"].more, lines["law"].reason) == (None, "not used")
    (alone,) = surveyed.rounds.plan("pilot", "Time", 0.2).lines
    assert alone == time


def test_a_name_that_imported_codings_carry_is_taken(surveyed: Study, tmp_path: Path) -> None:
    table = write_survey(
        tmp_path / "codings.csv", [("R01", FIRST, "Time", "Ana", "old")],
        "source", "segment", "code", "coder", "round",
    )  # fmt: skip
    surveyed.import_codings(table)
    with pytest.raises(Refused, match="Codings of a round 'old' were imported"):
        surveyed.rounds.create("old", ["Ana"])


def test_a_round_comes_back_as_it_was_kept(surveyed: Study) -> None:
    made = surveyed.rounds.create(
        "Pilot für alle 👍", ["Ben", "Ana"], sample="50%", stratify=["position"], overlap=0.25,
        unit="source", blind=True, seed=99, repeats=0.1, kind="survey",
    )  # fmt: skip
    kept: Round = surveyed.rounds.find("Pilot für alle 👍")
    assert kept == made
    assert list(surveyed.rounds) == [made]
    assert at_work(surveyed, made.name).desk.round_page().round == made.name


@pytest.fixture
def unled(surveyed: Study) -> Study:
    """Give the study seen by a coder who is no lead."""
    return surveyed.acting_as("Ben")


def test_a_coder_reads_rounds_too(unled: Study) -> None:
    unled.acting_as("Ana").rounds.create("pilot", ["Ana"])
    assert unled.rounds.find("pilot").name == "pilot"
    assert unled.desk.rounds() == []
    assert unled.rounds.status("pilot").coders == ()
