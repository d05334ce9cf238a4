"""Suggestions in a study: from whose decisions, for which segments, always up to date."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from qualcode import Study, create_study, open_study
from qualcode.domain.codebook import Code, Example
from qualcode.domain.codebook_changes import EditCode, MergeCodes, NewCode
from qualcode.domain.coding import LookState
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.people import Role
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.suggestion import Suggestion
from qualcode.store import journal
from qualcode.store.journal import Mark
from qualcode.study.suggestions.suggestions import Suggestions
from qualcode.suggest.vectors import digest
from tests.suggest.answers import CODEBOOK, CODES, TEXTS
from tests.support import blind
from tests.support.postgres import Server
from tests.support.studies import segments, small_survey, write_survey

EVERY = 20
"""More codes than any of these codebooks has."""

ROWS = [
    ("R1", "analyst", "Training helps us, and time to read.", "Reports come late and incomplete."),
    ("R2", "analyst", "Feedback from the police would help.", "The privacy law forbids sharing."),
    ("R3", "prosecutor", "A good summary helps.", "Reports come late and incomplete."),
    ("R4", "prosecutor", "Nothing much has helped so far.", "Time: there is never enough of it."),
]
HELPS, WAY = "What helps most?", "What stands in the way?"


def ids(study: Study) -> list[Any]:
    return [one.id for one in segments(study)]


def scores(suggestions: Suggestions, study: Study) -> dict[Any, Any]:
    return {
        (one.segment, one.code): round(one.score, 6)
        for one in suggestions.of(ids(study), EVERY, reasons=False)
    }


def codes_of(found: list[Suggestion]) -> list[str]:
    return [one.code for one in found]


def let_learn_from(study: Study, whose: str) -> None:
    assert study.folder is not None
    file = study.folder / "study.toml"
    written = file.read_text(encoding="utf-8").replace('learn_from = "own"', "")
    file.write_text(f'{written}learn_from = "{whose}"\n', encoding="utf-8")


class Following(RuleBasedStateMachine):
    """Whatever is done, who followed says what somebody says who reads all from the beginning."""

    server: Server | None = None

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()

    @initialize(whose=st.sampled_from(["own", "team"]))
    def begin(self, whose: str) -> None:
        home = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        url = None
        if self.server is not None:
            url = self.stack.enter_context(self.server.empty_database())
        made = create_study(home / "study", coder="Ana", database=url)
        self.study: Study = self.stack.enter_context(made)
        self.study.team.add("Ben")
        self.study.catalogue.add_codes(SMALL)
        small_survey(self.study, home / "incoming", ROWS)
        let_learn_from(self.study, whose)
        self.segments = segments(self.study)
        self.gone: set[str] = set()
        self.merged = False
        self.suggestions = self.study.suggestions
        self.suggestions.prepare()

    def _there(self, number: int) -> Any:
        present = [one for one in self.segments if one.source not in self.gone]
        return present[number % len(present)]

    def _code(self, code: str) -> str:
        return "data" if self.merged and code == "time" else code

    @rule(
        who=st.sampled_from(["Ana", "Ben", "consensus"]),
        number=st.integers(0, 7),
        code=st.sampled_from(["data", "law", "time"]),
        state=st.sampled_from([None, LookState.SEEN, LookState.DONE]),
    )
    def apply(self, who: str, number: int, code: str, state: LookState | None) -> None:
        if who == "consensus":
            self.study.team.consensus()
        working, segment = self.study.acting_as(who), self._there(number)
        working.codings.apply(self._code(code), segment)
        if state is not None:
            working.codings.look([segment.id], state)

    @rule(who=st.sampled_from(["Ana", "Ben"]), number=st.integers(0, 7))
    def nothing_applies(self, who: str, number: int) -> None:
        working, segment = self.study.acting_as(who), self._there(number)
        own = working.codings.of_segments([segment.id], working.coder.id)
        if not own:
            working.codings.look([segment.id], LookState.NOTHING)

    @rule(who=st.sampled_from(["Ana", "Ben"]), number=st.integers(0, 7), code=st.integers(0, 2))
    def take_off(self, who: str, number: int, code: int) -> None:
        wanted = self._code(("data", "law", "time")[code])
        self.study.acting_as(who).codings.take_off(wanted, [self._there(number).id])

    @rule(
        who=st.sampled_from(["Ana", "Ben"]),
        number=st.integers(0, 7),
        code=st.sampled_from(["data", "law", "time"]),
    )
    def reject(self, who: str, number: int, code: str) -> None:
        working, segment = self.study.acting_as(who), self._there(number)
        own = working.codings.of_segments([segment.id], working.coder.id)
        if self._code(code) not in {one.code for one in own}:
            working.suggestions.reject(self._code(code), segment.id)

    @rule(word=st.sampled_from(["reports", "time", "late"]), back=st.booleans())
    def strike(self, word: str, back: bool) -> None:
        (self.suggestions.unstrike if back else self.suggestions.strike)("data", word)

    @rule(who=st.sampled_from(["Ana", "Ben"]), again=st.booleans())
    def take_back(self, who: str, again: bool) -> None:
        history = self.study.acting_as(who).history
        try:
            _ = history.redo() if again else history.undo()
            if not self.study.sources.all() or not len(self.study.catalogue.codebook.codes):
                _ = history.undo() if again else history.redo()
        except Refused:
            return
        self.gone = {one.source for one in self.segments} - {one.id for one in self.study.sources}
        self.merged = self.study.catalogue.codebook.by_id["time"].retired is not None

    @precondition(lambda self: not self.merged)
    @rule()
    def merge(self) -> None:
        self.study.codes.change(MergeCodes("time", "data"))
        self.merged = True

    @rule(words=st.sampled_from(["Late reports.", "Any law."]))
    def define(self, words: str) -> None:
        self.study.codes.change(EditCode("law", {"definition": words}))

    @precondition(lambda self: len(self.gone) < 2)
    @rule(number=st.integers(0, 7))
    def remove(self, number: int) -> None:
        source = self._there(number).source
        (name,) = [one.name for one in self.study.sources if one.id == source]
        self.study.sources.remove(name)
        self.gone.add(source)

    @rule()
    def compare(self) -> None:
        followed = scores(self.suggestions, self.study)
        afresh = Suggestions(self.study._session)
        assert followed == pytest.approx(scores(afresh, self.study), abs=2e-6)
        assert self.suggestions.model == afresh.model
        assert not self.suggestions.follow()

    def teardown(self) -> None:
        if hasattr(self, "study"):
            self.compare()
        self.stack.close()


SMALL = (
    Code("data", "Data quality", definition="Reports are late, wrong or incomplete."),
    Code("law", "Law", definition="A law or rule."),
    Code("time", "Time", definition="Hours and days."),
)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_following_is_reading_anew(
    kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = request.getfixturevalue("postgres") if kind == "postgresql" else None
    monkeypatch.setattr(Following, "server", server)
    run_state_machine_as_test(
        Following,
        settings=settings(max_examples=4 if server else 15, stateful_step_count=15, deadline=None),
    )


@pytest.fixture
def small(study: Study, tmp_path: Path) -> Study:
    """Give a study of eight answers, two of which have the same words."""
    small_survey(study, tmp_path / "incoming", ROWS)
    return study


def test_the_codebook_is_enough_to_begin_with_and_a_coding_is_followed(small: Study) -> None:
    suggestions, segment = small.suggestions, segments(small)[3]
    before = suggestions.of([segment.id], 1)
    assert [(one.code, one.segment) for one in before] == [("privacy", segment.id)]
    assert before[0].evidence
    suggestions.follow()
    assert not suggestions.follow()
    small.codings.apply("privacy", segment)
    assert suggestions.follow()
    assert "privacy" not in codes_of(suggestions.of([segment.id], EVERY))
    small.history.undo()
    assert suggestions.of([segment.id], 1) == before


def test_codes_that_were_rejected_or_put_there_are_left_out(small: Study) -> None:
    segment = segments(small)[0]
    first, second, *_ = small.suggestions.of([segment.id], EVERY)
    small.suggestions.reject(first.code, segment.id)
    small.codings.apply(second.code, segment)
    left = codes_of(small.suggestions.of([segment.id], EVERY))
    assert {first.code, second.code}.isdisjoint(left)
    assert left
    assert len(small.suggestions.of([segment.id], 1)) == 1
    assert [one.code for one in small.suggestions.rejections()] == [first.code]
    small.history.undo()
    small.history.undo()
    assert small.suggestions.of([segment.id], 1)[0].code == first.code


def test_an_answer_in_the_same_words_gets_what_that_one_got(small: Study) -> None:
    late, _, again = segments(small)[1], None, segments(small)[5]
    small.codings.apply("time", late)
    small.codings.look([late.id], LookState.DONE)
    assert codes_of(small.suggestions.of([again.id], 1)) == ["time"]


def test_who_else_coded_counts_only_if_the_study_says_so(small: Study) -> None:
    other, segment = small.acting_as("Ben"), segments(small)[1]
    before = scores(small.suggestions, small)
    other.codings.apply("time", segment)
    other.codings.look([segment.id], LookState.DONE)
    assert not small.suggestions.follow()
    assert scores(small.suggestions, small) == before
    let_learn_from(small, "team")
    assert small.suggestions.follow()
    assert scores(small.suggestions, small) != before
    assert codes_of(small.suggestions.of([segments(small)[5].id], 1)) == ["time"]


def test_what_consensus_holds_counts_for_everybody_and_before_all_others(small: Study) -> None:
    small.team.consensus()
    segment, again = segments(small)[1], segments(small)[5]
    small.codings.apply("law", segment)
    small.codings.look([segment.id], LookState.DONE)
    assert codes_of(small.suggestions.of([again.id], 1)) == ["law"]
    decided = small.acting_as("consensus")
    decided.codings.apply("time", segment)
    decided.codings.look([segment.id], LookState.DONE)
    for name in ("Ana", "Ben"):
        assert codes_of(small.acting_as(name).suggestions.of([again.id], 1)) == ["time"]
    assert "law" not in codes_of(small.suggestions.of([again.id], 1))


@pytest.fixture
def scoped(study: Study, tmp_path: Path) -> Study:
    """Give the small study with codes for each of its questions."""
    small_survey(study, tmp_path / "incoming", ROWS)
    helps, way = (one.question for one in segments(study)[:2])
    study.codes.change(EditCode("data", {"asked": (str(way),)}))
    study.codes.change(EditCode("time", {"asked": (str(helps),)}))
    return study


def test_codes_for_a_question_are_suggested_for_its_answers_only(scoped: Study) -> None:
    helps, way = segments(scoped)[:2]
    assert set(codes_of(scoped.suggestions.of([helps.id], EVERY))) == {"time", "law", "privacy"}
    assert set(codes_of(scoped.suggestions.of([way.id], EVERY))) == {"data", "law", "privacy"}
    assert set(codes_of(scoped.suggest("Late.", EVERY))) == {"data", "law", "privacy", "time"}
    both = scoped.suggestions.of([helps.id, way.id], 2)
    assert [one.segment for one in both] == [helps.id] * 2 + [way.id] * 2


def test_struck_words_outlast_all_else_that_changes(small: Study) -> None:
    """Also in a round that opens, which hides what the others in it struck."""
    let_learn_from(small, "team")
    suggestions, others = small.suggestions, small.acting_as("Ben").suggestions
    suggestions.prepare()
    suggestions.strike("law", "forbids")
    others.strike("time", "enough")
    for change in (
        lambda: small.sources.remove("R3"),
        small.history.undo,
        lambda: small.participants.keep_out_of_counts("R3"),
        lambda: blind.begin(small, "Ana", "Ben", size=2),
        lambda: blind.end(small),
    ):
        change()
        afresh = Suggestions(small._session)
        assert scores(suggestions, small) == scores(afresh, small)
        assert suggestions.model == afresh.model


def test_retired_codes_and_those_that_hold_others_are_never_suggested(small: Study) -> None:
    found = {one.code for one in small.suggestions.of(ids(small), EVERY)}
    assert found == {"data", "law", "privacy", "time"}
    small.codes.change(NewCode("Police"))
    assert "police" in codes_of(small.suggestions.of([segments(small)[2].id], EVERY))


def test_for_a_blind_round_nothing_is_suggested_to_anybody_from_anywhere(small: Study) -> None:
    small.team.add("Cyd")
    drawn = blind.begin(small, "Ben", "Cyd", size=2)
    again = segments(small)[5]
    for name in ("Ana", "Ben", "Cyd"):
        person = small.acting_as(name)
        assert person.suggestions.of([one.id for one in drawn], EVERY) == []
        assert person.suggestions.none_fit([one.id for one in drawn]) == set()
        # In the same words as an answer of the round.
        assert person.suggestions.of([again.id]) == []
        assert person.suggest(f"{ROWS[0][2]}\n") == []
        assert person.suggestions.of([segments(small)[3].id], 1)
        steered = person.suggestions.in_order(WorkOrder.RARE)
        assert set(steered).isdisjoint({one.id for one in drawn})
        assert {one.id for one in drawn} <= set(person.suggestions.in_order(WorkOrder.AUDIT))
    inside = small.acting_as("Ben").in_round(blind.ROUND)
    assert inside.suggestions.of(ids(small)) == []
    assert inside.suggest("Any law.") == []
    with pytest.raises(Refused, match="'pilot' is blind and open: nothing is suggested in it"):
        inside.suggestions.require_ready()
    blind.end(small)
    assert small.suggestions.follow()
    assert small.suggestions.of([drawn[0].id])


@pytest.mark.parametrize("whose", ["own", "team"])
def test_what_is_coded_in_a_blind_round_teaches_its_coder_alone(small: Study, whose: str) -> None:
    small.team.add("Cyd")
    let_learn_from(small, whose)
    drawn = blind.begin(small, "Ben", "Cyd", size=2)
    people = {name: small.acting_as(name) for name in ("Ana", "Ben", "Cyd")}
    before = {name: scores(one.suggestions, small) for name, one in people.items()}
    models = {name: one.suggestions.model for name, one in people.items()}
    blind.work_inside(small, "Ben", drawn)
    for name, one in people.items():
        assert one.suggestions.follow() == (name == "Ben")
        assert (scores(one.suggestions, small) == before[name]) == (name != "Ben")
        assert (one.suggestions.model == models[name]) == (name != "Ben")
    blind.end(small)
    assert people["Ana"].suggestions.follow()
    assert (people["Ana"].suggestions.model == models["Ana"]) == (whose == "own")


def test_in_a_round_no_earlier_reading_of_its_segments_shows(small: Study) -> None:
    first = segments(small)[1]
    before = codes_of(small.suggestions.of([first.id], 1))
    other = "data" if before == ["time"] else "time"
    small.codings.apply(other, first)
    small.codings.look([first.id], LookState.DONE)
    outside = codes_of(small.suggestions.of([segments(small)[5].id], 1))
    small.acting_as("Ana").team.add("Lea", Role.LEAD)
    small.acting_as("Lea").rounds.create("open", ["Ana"])
    inside = small.in_round("open").suggestions
    assert outside == [other]
    assert codes_of(inside.of([first.id], 1)) == before
    assert inside.in_order(WorkOrder.DOCUMENT)
    with pytest.raises(Refused, match="order of its queue"):
        inside.in_order(WorkOrder.AUDIT)
    with pytest.raises(Refused, match="order of its queue"):
        small.in_round("open").desk.steered_page(WorkOrder.AUDIT, [first.id])


@pytest.fixture
def clinic(study: Study, tmp_path: Path) -> Study:
    """Give a study of 28 answers about a clinic, with a codebook of four codes for them."""
    study.catalogue.add_codes(
        Code(
            str(one["code"]),
            str(one["name"]),
            definition=str(one["definition"]),
            typical=tuple(Example(text) for text in one["examples"]),
        )
        for one in CODEBOOK
    )
    rows = [(f"P{number:02}", text) for number, text in enumerate(TEXTS)]
    study.import_files(
        write_survey(tmp_path / "in" / "clinic.csv", rows, "id", "How was it?"),
        id_column="id",
        text_columns=("How was it?",),
    )
    return study


def finish(study: Study, numbers: range) -> None:
    for number in numbers:
        segment = segments(study)[number]
        for code in CODES[number]:
            study.codings.apply(code, segment)
        study.codings.look([segment.id], LookState.DONE)


def test_the_review_queue_is_refused_until_probabilities_mean_something(clinic: Study) -> None:
    finish(clinic, range(24))
    with pytest.raises(Refused, match="25 different texts must be coded to the end, and 24 are"):
        clinic.suggestions.queue(0.5)
    finish(clinic, range(24, 26))
    before = clinic.codings.all()
    queue = clinic.suggestions.queue(0.0)
    waiting = set(ids(clinic)[26:])
    assert {one.segment for one in queue} == waiting
    sure = [one.probability or 0 for one in queue]
    assert sure == sorted(sure, reverse=True)
    assert any(one.evidence for one in queue)
    least = sure[1]
    assert clinic.suggestions.queue(least) == [one for one in queue if one.probability >= least]  # type: ignore[operator]
    assert clinic.codings.all() == before
    for wrong in (-0.1, 1.2):
        with pytest.raises(InputError, match="probability lies from 0 to 1"):
            clinic.suggestions.queue(wrong)
    with pytest.raises(NotFound, match="source with text to code 'nowhere'"):
        clinic.suggestions.queue(0.5, source="nowhere")


def test_orders_hold_what_is_not_finished_once_each(clinic: Study) -> None:
    finish(clinic, range(5))
    suggestions, left = clinic.suggestions, ids(clinic)[5:]
    assert suggestions.in_order(WorkOrder.DOCUMENT) == left
    for order in WorkOrder:
        found = suggestions.in_order(order)
        assert sorted(found) == sorted(left), order
        assert suggestions.in_order(order) == found
        assert suggestions.in_order(order, limit=3) == found[:3]
        assert suggestions.in_order(order, source="P20") == [ids(clinic)[20]]
        if order in (WorkOrder.RARE, WorkOrder.AUDIT):
            assert suggestions.in_order(order, seed=1) != found
    with pytest.raises(NotFound, match="question with answers to code"):
        suggestions.in_order(WorkOrder.RARE, question="nowhere")
    # Only waiting times were coded: the first that are offered are about something else.
    rare = suggestions.in_order(WorkOrder.RARE, limit=3)
    assert not set(rare) & set(ids(clinic)[:7])


def test_a_page_keeps_the_order_it_was_made_in(clinic: Study) -> None:
    order = clinic.suggestions.in_order(WorkOrder.AUDIT, seed=3, limit=4)
    page = clinic.desk.steered_page(WorkOrder.AUDIT, order)
    assert [one.segment.id for one in page.entries] == order
    assert page.order is WorkOrder.AUDIT
    assert page.title.endswith("random audit")
    assert page.question is not None
    assert [one.span.of(page.text) for one in page.entries] == [
        {one.segment.id: one.text for one in clinic.sources.passages()}[segment]
        for segment in order
    ]
    with pytest.raises(NotFound, match="segment to code in the order"):
        clinic.desk.steered_page(WorkOrder.AUDIT, [])


def test_at_once_the_codebook_answers_before_the_study_is_read(clinic: Study) -> None:
    told: list[tuple[int, int]] = []

    class Enough(Exception):
        pass

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        raise Enough

    finish(clinic, range(2))
    suggestions = clinic.suggestions
    with pytest.raises(Enough):
        suggestions.prepare(stop)
    first = suggestions.of(ids(clinic)[2:4], at_once=True)
    model = suggestions.model
    assert len(first) == 6
    suggestions.prepare(lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] > 0
    assert suggestions.model != model
    assert suggestions.of(ids(clinic)[:2], at_once=True) == suggestions.of(ids(clinic)[:2])


def test_vectors_are_kept_beside_the_study(clinic: Study) -> None:
    assert clinic.folder is not None
    file = clinic.folder / "vectors.npz"
    clinic.suggestions.prepare()
    before = scores(clinic.suggestions, clinic)
    assert file.stat().st_mode & 0o077 == 0
    file.write_bytes(b"no vectors")
    anew = Suggestions(clinic._session)
    assert scores(anew, clinic) == before


def test_vectors_of_removed_texts_go_when_suggestions_are_made_next(small: Study) -> None:
    assert small.folder is not None
    file = small.folder / "vectors.npz"
    small.suggestions.prepare()
    if not file.exists():
        pytest.skip("no embedding is installed")
    (gone,) = [one for one in segments(small) if one.id == ids(small)[4]]
    words = next(one.text for one in small.sources.passages() if one.segment.id == gone.id)
    assert digest(words) in file.read_bytes()
    small.sources.remove(next(one.name for one in small.sources if one.id == gone.source))
    small.suggestions.prepare()
    assert digest(words) not in file.read_bytes()


def test_what_stands_in_the_way_is_said_in_one_sentence(study: Study, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing to code yet"):
        study.suggestions.require_ready()
    assert study.suggestions.of([]) == []
    assert study.folder is not None
    file = study.folder / "study.toml"
    file.write_text(file.read_text().replace("on = true", "on = false"))
    asked: list[Callable[[], object]] = [
        study.suggestions.require_ready,
        lambda: study.suggest("Any law."),
        lambda: study.suggestions.of([]),
        lambda: study.suggestions.in_order(WorkOrder.RARE),
    ]
    for one in asked:
        with pytest.raises(Refused, match=r"off in this study.*study\.toml"):
            one()
    small_survey(study, tmp_path / "incoming")
    assert len(study.suggestions.in_order(WorkOrder.AUDIT)) == 7


def test_without_a_code_nothing_is_suggested(database: str | None, tmp_path: Path) -> None:
    with create_study(tmp_path / "study", coder="Ana", database=database) as study:
        small_survey(study, tmp_path / "incoming")
        assert study.suggestions.of(ids(study)) == []
        with pytest.raises(Refused, match="no code to apply"):
            study.suggestions.require_ready()


def test_a_journal_that_is_another_one_is_not_followed(small: Study) -> None:
    with small._session.reading() as connection:
        newest = journal.newest(connection)
        assert journal.since(connection, newest) == (newest, [])
        assert journal.since(connection, Mark(newest.sequence, "other")) is None
        assert journal.since(connection, Mark(newest.sequence + 1, newest.event)) is None
        first = journal.since(connection, Mark(1, journal.latest(connection)[-1].id))
    assert first is not None
    assert first[0] == newest
    assert [one.id for one in first[1]][-1] == newest.event


def test_a_study_that_is_reopened_says_the_same(small: Study) -> None:
    small.codings.apply("time", segments(small)[1])
    before = scores(small.suggestions, small)
    assert small.folder is not None
    with open_study(small.folder, "Ana") as again:
        assert scores(again.suggestions, small) == before
        assert again.suggestions.model == small.suggestions.model
