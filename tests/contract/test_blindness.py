"""In an open blind round nobody sees what the others do in it, whichever way they look."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

import qualcode.store
import qualcode.study
from qualcode import Study
from qualcode.domain.codebook_changes import (
    EditCode,
    MergeCodes,
    MoveCode,
    NewCode,
    RetireCode,
    ReviveCode,
    SplitCode,
)
from qualcode.domain.coding import LookState, MemoSubject
from qualcode.domain.cooccurrence import Within
from qualcode.domain.disclosure import DisclosureRule, Guard
from qualcode.domain.errors import QualcodeError, Refused
from qualcode.domain.events import EventKind
from qualcode.domain.people import Role
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.tables import Table
from qualcode.domain.weighted import Weighting
from qualcode.privacy.release import Release, unsuppressed
from qualcode.store import (
    carriers,
    closed_answers,
    coded_spans,
    codings,
    decisions,
    incidence,
    made_under,
    memos,
    origins,
    passed,
    persons,
    progress,
    quoted,
    readings,
    recoding,
    rejections,
    schema,
    struck_words,
    tabulate,
    unit_order,
)
from qualcode.study.findings.quotations import Wanted as Quoted
from qualcode.study.pages import Page
from qualcode.study.releasing.gate import Gate
from qualcode.study.reporting.asked import ReportAsked
from qualcode.study.reporting.codebook_gathering import codebook_told
from qualcode.study.reporting.gathering import Gathering
from qualcode.study.suggestions.refusing import Refusing
from tests.support import blind
from tests.support.studies import ROWS, segments, small_survey

View = Callable[[Study], Any]


def whole(page: Page) -> tuple[Any, ...]:
    """Return all of a page, the entries that are read only when they are looked at too."""
    entries = tuple(page.entries)
    return page.title, page.text, entries, page.source, page.question, page.round, page.order


def of(release: Release[Any]) -> tuple[Any, ...]:
    """Return all of a table of figures, and all that its guard knows of who stands behind them."""
    guard = release.guard
    assert guard is not None
    return release, guard.cells, guard.margins, guard.members and guard.members()


SEES = {
    "folder": lambda study: study.folder,
    "place": lambda study: study.place,
    "coder": lambda study: study.coder,
    "title": lambda study: study.title,
    "left_out": lambda study: study.left_out,
    "frequencies": lambda study: [
        of(study.frequencies(question, by, unit, rule, where=where, weighting=weighting))
        for question, by, unit, rule, where, weighting in (
            (None, None, "participant", None, "", None),
            (segments(study)[0].question, "position", "segment", "any", "", None),
            (None, "position", "source", "all", "coder = Ben", None),
            (None, None, "segment", "majority", "code under barriers", None),
            (None, None, "participant", "Ben", "participant has code = time", None),
            (None, None, "participant", None, "", Weighting("weight")),
        )
    ],
    "waves.table": lambda study: of(study.waves.table("position")),
    "versions.table": lambda study: of(study.versions.table()),
    "ranks.table": lambda study: of(study.ranks.table(segments(study)[0].question)),
    "associations.table": lambda study: [
        of(study.associations.table(by="position")),
        of(study.associations.table("position=analyst", stratum="weight")),
    ],
    "associations.model": lambda study: of(
        study.associations.model("weight=2", ["code:data"])
    ),
    "together.cooccurrence": lambda study: [
        of(study.together.cooccurrence(within)) for within in Within
    ],
    "together.sequence": lambda study: of(study.together.sequence(level="code")),
    "saturation.table": lambda study: [
        of(study.saturation.table(order=order, draws=20)) for order in ("import", "work")
    ],
    "saturation.stops": lambda study: of(study.saturation.stops(base=[2], run=[1])),
    "typical_words.table": lambda study: of(study.typical_words.table("time", unsuppressed=True)),
    "quotations.find": lambda study: [
        study.quotations.find("barriers", Quoted(order=order)) for order in ("text", "typical")
    ],
    "matrices.matrix": lambda study: [
        study.matrices.matrix(by) for by in ("source", "participant", "position")
    ],
    "passing.queue": lambda study: study.passing.queue(),
    "passing.offer": lambda study: [
        study.passing.offer(one.id) for one in study.codings.all()[:2]
    ],
    "passing.passed": lambda study: study.passing.passed(),
    "releasing.rule": lambda study: study.releasing.rule,
    "releasing.recorded": lambda study: study.releasing.recorded(),
    "releasing.recognisable": lambda study: study.releasing.recognisable(),
    "reporting.write_findings": lambda study: Gathering(
        study._session, ReportAsked((str(segments(study)[0].question),))
    ).findings(),
    "reporting.write_codebook": lambda study: codebook_told(study._session, False),
    "agreement": lambda study: [
        attempt(lambda one, asked=asked: one.agreement(n=20, **asked), study)
        for asked in (
            {},
            {"coders": ["Ana", "Ben"]},
            {"unit": "source"},
            {"round": blind.ROUND},
            {"round": "none"},
        )
    ],
    "check": lambda study: study.check(),
    "team.all": lambda study: study.team.all(),
    "team.find": lambda study: study.team.find("Ben"),
    "team.only": lambda study: study.team.only(),
    "team.names": lambda study: study.team.names(),
    "team.finished": lambda study: study.team.finished(),
    "sources.all": lambda study: study.sources.all(),
    "sources.find": lambda study: study.sources.find("R1"),
    "sources.read": lambda study: study.sources.read("R1"),
    "sources.original": lambda study: study.sources.original(study.sources.find("R1")),
    "sources.passages": lambda study: study.sources.passages(),
    "sources.segment_counts": lambda study: study.sources.segment_counts(),
    "participants.all": lambda study: study.participants.all(),
    "participants.find": lambda study: study.participants.find("R1"),
    "catalogue.codebook": lambda study: study.catalogue.codebook,
    "catalogue.instrument": lambda study: study.catalogue.instrument,
    "catalogue.code": lambda study: study.catalogue.code("law"),
    "codings.of_source": lambda study: [
        study.codings.of_source(one.id, coder)
        for one in study.sources
        for coder in (None, ben(study))
    ],
    "codings.of_segments": lambda study: [
        study.codings.of_segments([one.id for one in segments(study)], coder)
        for coder in (None, ben(study))
    ],
    "codings.all": lambda study: [
        study.codings.all(question) for question in (None, segments(study)[0].question)
    ],
    "codings.looks": lambda study: as_set(
        study.codings.looks(coder, among)
        for coder in (None, ben(study))
        for among in (None, [one.id for one in segments(study)])
    ),
    "flags.all": lambda study: study.flags.all(),
    "flags.of_segments": lambda study: study.flags.of_segments(
        [one.id for one in segments(study)]
    ),
    "refusing.rejections": lambda study: [
        Refusing(study._session).rejections(coder) for coder in (None, ben(study))
    ],
    "refusing.struck": lambda study: [
        Refusing(study._session).struck(coder) for coder in (None, ben(study))
    ],
    "suggest": lambda study: [study.suggest(text, 9) for text in ("Any law.", ROWS[0][2])],
    "suggestions.suggest": lambda study: study.suggestions.suggest("Time to read."),
    "suggestions.options": lambda study: study.suggestions.options,
    "suggestions.note": lambda study: study.suggestions.note,
    "suggestions.of": lambda study: [
        study.suggestions.of([one.id for one in segments(study)], k, reasons=reasons)
        for k, reasons in ((3, True), (9, False))
    ],
    "suggestions.model": lambda study: study.suggestions.model,
    "suggestions.none_fit": lambda study: study.suggestions.none_fit(
        [one.id for one in segments(study)]
    ),
    "suggestions.queue": lambda study: attempt(lambda one: one.suggestions.queue(0), study),
    "suggestions.in_order": lambda study: [
        attempt(lambda one, order=order: one.suggestions.in_order(order), study)
        for order in WorkOrder
    ],
    "suggestions.require_ready": lambda study: attempt(
        lambda one: one.suggestions.require_ready(), study
    ),
    "suggestions.rejections": lambda study: study.suggestions.rejections(),
    "suggestions.struck": lambda study: study.suggestions.struck(),
    "suggestions.discover": lambda study: attempt(lambda one: one.suggestions.discover(), study),
    "suggestions.trial": lambda study: attempt(
        lambda one: one.suggestions.trial(folds=2, n=20), study
    ),
    "suggestions.influence": lambda study: attempt(
        lambda one: one.suggestions.influence(n=20), study
    ),
    "codes.preview": lambda study: [
        attempt(lambda one, change=change: one.codes.preview(change), study)
        for change in (
            NewCode("Trust"),
            EditCode("law", {"short": "In the law."}),
            MoveCode("law", None),
            MergeCodes("data", "time"),
            SplitCode("time", ("Hours", "Days")),
            RetireCode("law"),
            ReviveCode("old"),
        )
    ],
    "memos.lines": lambda study: study.memos.lines(),
    "memos.all": lambda study: study.memos.all(),
    "memos.about": lambda study: [
        study.memos.about(kind, [one.id for one in (*segments(study), *study.sources)])
        for kind in MemoSubject
    ],
    "memos.subject_name": lambda study: [
        study.memos.subject_name(one) for one in study.memos.all()
    ],
    "history.latest": lambda study: [study.history.latest(n) for n in (None, 1, 5, 20)],
    "history.deeds": lambda study: [
        study.history.deeds(limit, before)
        for limit in (1, 5, 1000)
        for before in (None, study.history.deeds(3)[-1].deed)
    ],
    "history.events_of": lambda study: [
        study.history.events_of(line.deed) for line in study.history.deeds(1000)
    ],
    "seeking.find": lambda study: study.seeking.find("help*"),
    "publishing.codings": lambda study: [
        study.publishing.codings(None, coder) for coder in (None, "Ben")
    ],
    "publishing.looks": lambda study: [
        study.publishing.looks(None, coder) for coder in (None, "Ben")
    ],
    "desk.sources": lambda study: study.desk.sources(),
    "desk.questions": lambda study: study.desk.questions(),
    "desk.lines": lambda study: study.desk.lines(),
    "desk.source_page": lambda study: whole(study.desk.source_page("R1")),
    "desk.question_page": lambda study: whole(
        study.desk.question_page(str(segments(study)[0].question))
    ),
    "desk.steered_page": lambda study: whole(
        study.desk.steered_page(WorkOrder.RARE, [one.id for one in segments(study)[::-1]])
    ),
    "desk.work": lambda study: study.desk.work([one.id for one in segments(study)]),
    "desk.marks": lambda study: study.desk.marks([one.id for one in segments(study)]),
    "desk.code_counts": lambda study: study.desk.code_counts(),
    "desk.recent_codes": lambda study: study.desk.recent_codes(),
    "desk.rounds": lambda study: study.desk.rounds(),
    "desk.round_page": lambda study: whole(study.in_round(blind.ROUND).desk.round_page()),
    "adjudication.queue": lambda study: in_and_outside(study, study.adjudication.queue),
    "adjudication.disputes": lambda study: in_and_outside(study, study.adjudication.disputes),
    "adjudication.decisions": lambda study: in_and_outside(study, study.adjudication.decisions),
    "adjudication.agreed": lambda study: in_and_outside(study, study.adjudication.agreed),
    "rounds.all": lambda study: study.rounds.all(),
    "rounds.find": lambda study: study.rounds.find(blind.ROUND),
    "rounds.plan": lambda study: [
        attempt(lambda one, name=name: one.rounds.plan(name), study)
        for name in (None, blind.ROUND)
    ],
    "rounds.repeats": lambda study: study.rounds.repeats(blind.ROUND),
    "verifying.agreement": lambda study: [
        attempt(lambda one, name=name: one.verifying.agreement(n=20, round=name), study)
        for name in ("", blind.ROUND)
    ],
}  # fmt: skip
"""What each part of a study shows, asked in the ways that could tell of others."""

SAME_INSIDE = {
    "agreement", "verifying.agreement", "waves", "versions", "associations", "together",
    "saturation", "typical_words", "releasing", "reporting",
}  # fmt: skip
"""Parts that do not ask in which round one is; `frequencies` holds that counting does not."""

SEES_INSIDE = [name for name in SEES if not {name, name.partition(".")[0]} & SAME_INSIDE]

SHOW_MORE_LATER = (
    "frequencies", "codings.of_source", "codings.of_segments", "codings.all", "codings.looks",
    "memos.all", "memos.about", "history.latest", "publishing.codings", "publishing.looks",
    "waves.table", "versions.table", "ranks.table", "associations.table", "associations.model",
    "together.cooccurrence", "together.sequence", "saturation.table", "saturation.stops",
    "typical_words.table", "quotations.find", "matrices.matrix", "passing.queue",
    "reporting.write_findings", "reporting.write_codebook",
)  # fmt: skip
"""Where the work of a blind round must show once the round is closed: these can tell of it."""

SHOWS_NOTHING = {
    "acting_as": "another person at work",
    "in_round": "the same study; what it shows then is asked too",
    "entitle": "changes only",
    "import_files": "below: codings that are touched",
    "take_in": "below: codings that are touched",
    "import_codings": "below: codings that stand already",
    "import_attributes": "tells of participants",
    "backup": "the whole file, as docs/confidentiality.md says",
    "close": "ends",
    "team.add": "changes only",
    "team.consensus": "a coder",
    "sources.rename": "the source",
    "sources.remove": "the source",
    "participants.rename": "the participant",
    "participants.remove": "the participant",
    "participants.keep_out_of_counts": "the participant",
    "catalogue.add_files": "the codebook",
    "catalogue.add_codes": "the codebook",
    "catalogue.with_codes": "the codebook",
    "catalogue.replace": "the codebook",
    "catalogue.apply_edits": "the codebook",
    "catalogue.adopt_instrument": "changes only",
    "codings.apply": "one's own coding",
    "codes.change": "below: what is hidden follows, and is not told",
    "codings.apply_several": "one's own codings",
    "codings.move": "only one's own moves",
    "codings.split": "only one's own is split",
    "codings.recode": "only one's own gets another code",
    "flags.put": "changes only",
    "flags.take_off": "changes only",
    "codings.apply_to_all": "one's own codings",
    "codings.take_off": "one's own codings go",
    "codings.remove": "below: only one's own goes",
    "codings.look": "changes only",
    "memos.write": "one's own memo",
    "memos.rewrite": "below: only one's own changes",
    "history.undo": "below: undoing an import",
    "history.redo": "below: undoing an import",
    "suggestions.prepare": "reads texts",
    "suggestions.follow": "whether hidden work matters: tests/contract/test_suggestions.py",
    "suggestions.reject": "one's own rejection",
    "suggestions.strike": "one's own struck word",
    "suggestions.unstrike": "one's own struck word",
    "publishing.write_workbook": "writes what it is given",
    "write_report": "writes what `agreement` gave",
    "publishing.note_transfer": "changes only",
    "adjudication.take_over_agreed": "what `agreed` counts",
    "adjudication.renewed": "only what `disputes` gave",
    "adjudication.decide": "only about what `disputes` gave",
    "adjudication.settle": "only about what `disputes` gave",
    "adjudication.send_to_codebook": "only about what `disputes` gave",
    "adjudication.undo": "as history.undo",
    "adjudication.redo": "as history.redo",
    "rounds.create": "the round",
    "rounds.assign": "the queues",
    "rounds.status": "how far each has come, to the lead; else one's own (test_rounds.py)",
    "rounds.close": "the round",
    "rounds.delete": "the round",
    "rounds.unblind": "the round, noted in the journal",
    "redacting.vault_path": "a path",
    "redacting.recognition": "what is installed",
    "redacting.begin": "texts and names; of codings only those that may be seen are told",
    "redacting.open": "texts and names; of codings only those that may be seen are told",
    "redacting.has_vault": "whether there is a file",
    "redacting.withdrawal": "numbers, for the lead: how much would go with a participant",
    "redacting.withdraw": "numbers, for the lead: how much went with a participant",
    "verifying.report": "from the rows that verifying.agreement reads",
    "verifying.tables": "recounts what frequencies and the other tables give, from such rows",
    "quotations.counted": "what quotations.find and matrices.matrix show",
    "matrices.summarise": "one's own memo",
    "matrices.write": "writes what it is given",
    "passing.pass_quotation": "what passing.offer shows",
    "passing.withdraw": "changes only",
    "releasing.recording": "records what it is given",
    "releasing.in_this_file": "keeps what it is given",
    "scales.answers": "closed answers; a filter reads work as that of frequencies does",
    "scales.means": "as scales.answers",
    "scales.correlations": "as scales.answers",
    "scales.differences": "as scales.answers",
    "sample.response": "who was contacted and who answered",
}
"""What shows nothing of others, and why, or where it is tried."""

READING_WORK = (
    carriers, closed_answers, coded_spans, codings, decisions, incidence, made_under, memos,
    origins, passed, persons, quoted, readings, recoding, rejections, struck_words, tabulate,
    unit_order,
)  # fmt: skip
"""Modules of the store whose functions read what people did."""

MAY_SEE_EVERYTHING = {
    "imports/codings_import.py": "its own looks when it adds to them",
    "codebook_editing.py": "all decisions follow a code that becomes another",
    "reshaping.py": "one's own coding, by its coder's id",
    "coding.py": "one's own codings and looks, by the coder's id",
    "imports/succession.py": "moves everybody's codings; what it lists is filtered",
    "redacting/carrying.py": "moves everybody's codings; what is told of them is filtered",
    "redacting/belongings.py": "everybody's work on one participant, to be destroyed",
    "redacting/withdrawing.py": "takes away everybody's work on one participant, and tells of none",
    "redacting/applying.py": "rewords everybody's memos and struck words, and tells of none",
    "rounds/rules.py": "names of rounds",
    "adjudication/double_coding.py": "rounds that are closed; refuses who codes blind on them",
    "adjudication/consensus.py": "what consensus holds in rounds that are closed",
}
"""Modules of the study that read with open eyes, and why they may."""


def attempt(view: View, study: Study) -> Any:
    try:
        return view(study)
    except QualcodeError as error:
        return type(error), str(error)


def as_set(found: Any) -> Any:
    return [sorted(one, key=repr) for one in found]


def with_everything(
    _: Gate, __: object, table: Table[Any], guard: Guard, everything: bool = False
) -> Release[Any]:
    """Let a table through whole: the gate would keep back all figures of a study so small."""
    return unsuppressed(table, guard, DisclosureRule(), "nobody")


def ben(study: Study) -> Any:
    return study.team.find("Ben").id


def parts(study: Study) -> dict[str, Any]:
    lazy = inspect.getmembers_static(type(study), lambda one: isinstance(one, cached_property))
    names = {*vars(study), *(name for name, _ in lazy)}
    return {name: getattr(study, name) for name in sorted(names) if not name.startswith("_")}


def offered(study: Study) -> Iterator[str]:
    """Yield what can be asked of a study and its parts, by name."""
    for prefix, one in [("", study), *((f"{name}.", part) for name, part in parts(study).items())]:
        for name, _ in inspect.getmembers_static(type(one)):
            if not name.startswith("_") and prefix + name not in parts(study):
                yield prefix + name


def seen(study: Study) -> dict[str, Any]:
    """Return what a person sees, and, who codes in the round, at work inside of it."""
    found = {name: attempt(view, study) for name, view in SEES.items()}
    with suppress(QualcodeError):
        inside = study.in_round(blind.ROUND)
        found |= {f"inside: {name}": attempt(SEES[name], inside) for name in SEES_INSIDE}
    return found


def in_and_outside(study: Study, ask: Callable[[str], Any]) -> Any:
    return [attempt(lambda _, name=name: ask(name), study) for name in ("", blind.ROUND)]


@pytest.fixture
def team(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """Give the surveyed study with work of everybody in it, from before the round.

    Suggestions are learnt from all that a person may see, and tables show every figure, so that
    all of it would show.
    """
    monkeypatch.setattr(Gate, "release", with_everything)
    small_survey(study, tmp_path / "incoming")
    weights = tmp_path / "weights.csv"
    weights.write_text("participant,weight\nR1,1\nR2,1\nR3,2\nR4,2\n", encoding="utf-8")
    study.import_attributes(weights)
    assert study.folder is not None
    options = study.folder / "study.toml"
    options.write_text(options.read_text().replace('learn_from = "own"', 'learn_from = "team"'))
    for name, role in (("Cyd", Role.CODER), ("Dan", Role.CODER), ("Eve", Role.ANALYST)):
        study.team.add(name, role)
    for number, name in ((1, "Ana"), (2, "Ben"), (4, "Cyd"), (5, "Dan")):
        working = study.acting_as(name)
        for place, one in enumerate(segments(study)):
            if place == 3:  # one of the round, on which nobody has looked
                continue
            working.codings.apply(("time", "data", "law")[(place * number) % 3], one)
    study.acting_as("Ana").memos.write(MemoSubject.CODE, "law", "Narrow.")
    return study


@pytest.fixture
def ranked(team: Study) -> Study:
    """Give the study with answers to its first question that count as ranked."""
    with team._session.deed() as deed:
        first = schema.segment.c.question == segments(team)[0].question
        deed.connection.execute(update(schema.segment).where(first).values(place="1"))
    return team


def nobody(study: Study) -> Study:
    from dataclasses import replace

    return Study(replace(study._session, coder=None))


def test_whatever_a_study_offers_was_thought_about(study: Study) -> None:
    known = {*SEES, *SHOWS_NOTHING}
    fields = {"catalogue.file"}
    assert set(offered(study)) - known - fields == set()
    assert not set(SEES) & set(SHOWS_NOTHING)


@pytest.mark.parametrize("viewer", ["Ana", "Cyd", "Dan", "Eve", None])
def test_what_is_done_in_a_blind_round_changes_nothing_that_others_see(
    ranked: Study, viewer: str | None
) -> None:
    drawn = blind.begin(ranked, "Ben", "Cyd")
    person = ranked.acting_as(viewer) if viewer else nobody(ranked)
    before = seen(person)
    made = blind.work_inside(ranked, "Ben", drawn)
    assert_same(seen(person), before)
    assert set(made) <= set(ranked.acting_as("Ben").codings.all())
    assert blind.SENTINEL in str(ranked.acting_as("Ben").memos.all())


def assert_same(after: dict[str, Any], before: dict[str, Any]) -> None:
    for name, value in before.items():
        assert after[name] == value, name


@pytest.mark.parametrize("other", ["Ana", "Ben", "Dan"])
def test_who_codes_blind_sees_no_work_on_these_segments_from_elsewhere(
    ranked: Study, other: str
) -> None:
    drawn = blind.begin(ranked, "Ben", "Cyd")
    person = ranked.acting_as("Cyd")
    before = seen(person)
    blind.work_beside(ranked, other, drawn)
    if other == "Ben":
        blind.write_elsewhere(ranked, other)
    assert_same(seen(person), before)
    on_these = {one.id for one in drawn}
    assert {one.coder for one in person.codings.all() if one.segment in on_these} == {
        person.coder.id
    }
    assert ranked.acting_as("Eve").codings.all() != person.codings.all()


def test_all_is_seen_once_the_round_is_closed(ranked: Study) -> None:
    drawn = blind.begin(ranked, "Ben", "Cyd")
    blind.work_beside(ranked, "Ana", drawn)
    made = blind.work_inside(ranked, "Ben", drawn)
    person = ranked.acting_as("Cyd")
    before = {name: attempt(SEES[name], person) for name in SHOW_MORE_LATER}
    blind.end(ranked)
    for name in SHOW_MORE_LATER:
        assert attempt(SEES[name], person) != before[name], name
    assert set(made) <= set(person.codings.all())
    assert person.left_out == ""
    assert sum(blind.SENTINEL in one.text for one in person.memos.all()) == 5
    assert {EventKind.DECISION, EventKind.TRANSFER} <= {
        one.kind for one in person.history.latest(None)
    }


def test_a_round_that_is_not_blind_hides_nothing(team: Study) -> None:
    drawn = blind.begin(team, "Ben", "Cyd")
    blind.end(team)
    made = blind.work_inside(team, "Ben", drawn)
    for name in ("Ana", "Cyd"):
        assert set(made) <= set(team.acting_as(name).codings.all())


def test_figures_of_the_round_are_refused_and_all_others_go_without_it(team: Study) -> None:
    drawn = blind.begin(team, "Ben", "Cyd")
    for name in ("Ben", "Cyd"):
        blind.work_inside(team, name, drawn)
    words = (
        "The round 'pilot' is blind and open: its figures are shown once it is closed, "
        "or to the lead with --unblind."
    )
    for name in ("Ana", "Ben", "Dan"):
        with pytest.raises(Refused, match=words):
            team.acting_as(name).agreement(round=blind.ROUND)
    blind.end(team)
    assert team.acting_as("Dan").agreement(round=blind.ROUND).units == 4


def test_the_journal_shows_as_many_deeds_as_were_asked_for(team: Study) -> None:
    drawn = blind.begin(team, "Ben", "Cyd")
    for _ in range(3):
        blind.work_inside(team, "Ben", drawn)
    events = team.acting_as("Cyd").history.latest(3)
    assert len({one.deed for one in events}) == 3
    assert "blind" in team.acting_as("Cyd").left_out


def test_a_text_that_changes_under_hidden_codings_does_not_tell_of_them(
    team: Study, tmp_path: Path
) -> None:
    from qualcode.study.imports.importing import reading_options
    from tests.support.studies import write_survey

    drawn = blind.begin(team, "Ben", "Cyd")
    made = blind.work_inside(team, "Ben", drawn)
    rows = [(name, position, "Another thing.", "And another.") for name, position, *_ in ROWS]
    options = reading_options(
        id_column="id",
        text_columns=("What helps most?", "What stands in the way?"),
        attribute_columns=("position",),
    )
    person = team.acting_as("Cyd")
    own = len([one for one in person.codings.all() if one.coder == person.coder.id])
    shown = len(person.codings.all())
    (told,) = person.take_in([write_survey(tmp_path / "in2" / "survey.csv", rows)], options)
    assert len(told.touched) == shown
    assert shown > own
    assert any("blind" in notice for notice in told.notices)
    anew = {person.sources.find(name).id for name in ("R1", "R2")}
    assert {one.coder for one in person.codings.all() if one.source in anew} == {person.coder.id}
    undone = person.history.undo()
    assert undone.kinds[EventKind.CODING] == 2 * shown
    assert not any(one.id in str(undone.events) for one in made)
    blind.end(team)
    assert set(made) <= set(person.codings.all())


def test_taking_in_codings_of_another_does_not_tell_what_stands_already(
    team: Study, tmp_path: Path
) -> None:
    drawn = blind.begin(team, "Ben", "Cyd")
    table = tmp_path / "guess.csv"
    asked = [f"R{n},{code},{q}" for n in (1, 2) for q in sorted(
        {str(one.question) for one in segments(team)}) for code in ("data", "time")]  # fmt: skip
    table.write_text("\n".join(["participant,code,segment", *asked]), encoding="utf-8")
    person = team.acting_as("Cyd")
    told = []
    for work in (False, True):
        if work:
            person.history.undo()
            blind.work_beside(team, "Ben", drawn)
        told.append(person.import_codings(table, coder="Ben"))
    assert told[0] == told[1]
    assert told[0].added == 8
    person.import_codings(table, coder="Cyd")
    assert person.import_codings(table, coder="Cyd").standing == 8


def test_into_an_open_round_nothing_is_imported_whether_it_stands_or_not(
    team: Study, tmp_path: Path
) -> None:
    """It would pass by the queues and the codebook of the round, and tell what others coded."""
    drawn = blind.begin(team, "Ben", "Cyd")
    table = tmp_path / "guess.csv"
    rows = [f"R1,{code},{drawn[0].question},{blind.ROUND}" for code in ("data", "time", "privacy")]
    table.write_text("\n".join(["participant,code,segment,round", *rows]), encoding="utf-8")
    person = team.acting_as("Cyd")
    before = person.codings.all()
    for work in (False, True):
        if work:
            blind.work_inside(team, "Ben", drawn)
        for coder in ("Ben", "Cyd"):
            with pytest.raises(Refused, match=r"round 'pilot', which is open"):
                person.import_codings(table, coder=coder)
    assert person.codings.all() == before


def test_who_codes_blind_is_not_told_how_their_segments_were_decided_before(team: Study) -> None:
    drawn = blind.begin(team, "Ana", "Ben", name="first")
    blind.work_inside(team, "Ben", drawn, "first")
    blind.end(team, "first")
    person = team.acting_as("Cyd")
    assert [one.segment for one in person.adjudication.decisions("first")] == [drawn[0].id]
    blind.begin(team, "Cyd", "Dan")
    assert person.adjudication.decisions("first") == []
    assert EventKind.DECISION not in {one.kind for one in person.history.latest(None)}
    assert len(team.acting_as("Ana").adjudication.decisions("first")) == 1


def test_only_ones_own_is_taken_away_or_rewritten(team: Study) -> None:
    from dataclasses import replace

    drawn = blind.begin(team, "Ben", "Cyd")
    made = blind.work_inside(team, "Ben", drawn)
    person = team.acting_as("Cyd")
    person.codings.remove(replace(made[0], coder=person.coder.id))
    (memo, *_) = team.acting_as("Ben").memos.about(MemoSubject.CODING, [made[0].id])
    with pytest.raises(Refused, match="only they can change it"):
        person.memos.rewrite(memo, "")
    assert made[0] in team.acting_as("Ben").codings.all()
    assert memo in team.acting_as("Ben").memos.all()


def test_a_memo_on_a_coding_that_is_hidden_now_does_not_name_its_code(team: Study) -> None:
    (coding, *_) = [one for one in team.codings.all() if one.coder == ben(team)]
    person = team.acting_as("Cyd")
    memo = person.memos.write(MemoSubject.CODING, coding.id, "Why?")
    assert coding.code in person.memos.subject_name(memo)
    blind.begin(team, "Ben", "Cyd")
    assert person.memos.subject_name(memo) == "a coding that was removed or is hidden"


def test_looks_of_others_do_not_decide_what_waits(team: Study) -> None:
    drawn = blind.begin(team, "Ben", "Cyd")
    person = team.acting_as("Ben")
    assert person.desk.work([one.id for one in drawn]).looks.keys() <= {one.id for one in drawn}
    team.acting_as("Cyd").codings.look([drawn[0].id], LookState.DONE)
    assert LookState.DONE not in person.desk.work([drawn[0].id]).looks.values()


def test_what_reads_codings_looks_or_memos_asks_whose_eyes_read() -> None:
    """Forgetting it is an error of types then; what reads one coder's own work names the coder."""
    reading = [
        function
        for module in READING_WORK
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not function.__name__.startswith("_")
        and "connection" in inspect.signature(function).parameters
    ]
    without = {
        f"{one.__module__.rsplit('.')[-1]}.{one.__name__}"
        for one in reading
        if "sight" not in inspect.signature(one).parameters
    }
    assert without == {
        "memos.own",
        "rejections.own_on",
        "rejections.every_one",  # for proving that the journal tells the truth
        "struck_words.find",
        "struck_words.every_one",
        "made_under.revisions",  # of the codebook
        "passed.every_one",  # as rejections.every_one
        "readings.grounds",
        "readings.quotations",
    }
    for _, function in inspect.getmembers(progress, inspect.isfunction):
        if function.__module__ == progress.__name__ and function.__name__ != "outline":
            assert "coder" in inspect.signature(function).parameters


def test_who_reads_with_open_eyes_is_known() -> None:
    home = Path(str(qualcode.study.__file__)).parent
    using = {
        one.relative_to(home).as_posix()
        for one in home.rglob("*.py")
        if "EVERYTHING" in one.read_text(encoding="utf-8")
    }
    assert using == set(MAY_SEE_EVERYTHING)


def test_only_these_modules_of_the_store_read_work_in_sql() -> None:
    """Each of them takes the sight, reads one coder's own, or shows nobody what it reads."""
    home = Path(str(qualcode.store.__file__)).parent
    tables = (
        "schema.coding", "schema.look", "schema.memo", "schema.decision", "schema.flag",
        "schema.rejection", "schema.struck_word", "schema.passed_quotation",
    )  # fmt: skip
    reading = set()
    for one in home.glob("*.py"):
        words = one.read_text(encoding="utf-8").replace("schema.coding_round", "")
        if any(table in words for table in tables):
            reading.add(one.stem)
    assert reading == {
        "codings", "decisions", "finished", "memos", "raw_rows", "readings", "rejections",
        "struck_words", "tabulate", "carriers", "coded_spans", "counted", "filters", "made_under",
        "origins", "passed", "quoted", "unit_order",
        # (these take the sight)
        "progress", "flags",  # one's own
        "recoding",  # takes the sight, or changes all and shows nobody
        "erasing",  # only the digests of words that must stay
        "sight",  # makes the conditions
        "upkeep", "codebooks",  # whether the study is sound, whether a code was used
    }  # fmt: skip
