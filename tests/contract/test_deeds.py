"""A change and its journal entries are kept together or not at all, and the journal is final."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text

from qualcode import Study, create_study, open_study
from qualcode.domain.coding import Coding, LookState
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.events import EventKind
from qualcode.domain.identity import new_id
from qualcode.domain.span import Span
from qualcode.store import codings
from qualcode.store.journal import Deed
from tests.support.studies import segments, state


def test_an_exception_leaves_neither_change_nor_events(surveyed: Study) -> None:
    before, told = state(surveyed), surveyed.history.latest(None)
    segment = segments(surveyed)[0]
    ana = surveyed.coder.id

    def stumble(deed: Deed) -> None:
        where = (segment.source, segment.id, segment.span)
        codings.add(deed, [Coding(new_id(), ana, "time", *where, deed.moment)])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), surveyed._session.deed() as deed:
        stumble(deed)
    assert state(surveyed) == before
    assert surveyed.history.latest(None) == told


def test_every_change_has_its_events_in_the_same_deed(surveyed: Study) -> None:
    segment = segments(surveyed)[0]
    coding = surveyed.codings.apply("time", segment)
    assert coding is not None
    look, coded = surveyed.history.latest(1)
    assert (coded.kind, coded.subject, coded.before) == (EventKind.CODING, coding.id, None)
    assert (look.kind, look.after) == (EventKind.LOOK, "seen")
    assert look.deed == coded.deed
    assert look.coder == surveyed.coder.id


@pytest.mark.parametrize(
    "statement",
    ["UPDATE event SET coder = 'Ben'", "DELETE FROM event", "DELETE FROM event WHERE sequence = 1"],
)
def test_the_journal_cannot_be_changed(study: Study, statement: str) -> None:
    told = study.history.latest(None)
    with pytest.raises(Refused, match="append-only"), study._session.deed() as deed:
        deed.connection.execute(text(statement))
    assert study.history.latest(None) == told


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE event SET moment = '2020-01-01 00:00:00.000000+00:00' WHERE sequence = 2",
        "UPDATE event SET coder = 'somebody else' WHERE sequence = 2",
        "UPDATE event SET after = '\"other\"' WHERE sequence = 3",
        "UPDATE event SET digest = previous_digest WHERE sequence = 3",
        "DELETE FROM event WHERE sequence = 2",
    ],
)
def test_tampering_from_outside_is_found(surveyed: Study, tampering: str) -> None:
    assert surveyed.check() == []
    with surveyed._session.deed() as deed:
        run = deed.connection.exec_driver_sql
        if deed.connection.dialect.name == "postgresql":
            run("ALTER TABLE event DISABLE TRIGGER ALL")
        else:
            run("DROP TRIGGER event_is_final_update")
            run("DROP TRIGGER event_is_final_delete")
        run(tampering)
    (problem,) = surveyed.check()
    assert "journal was changed from outside" in problem
    assert "Restore the study from a backup" in problem


@pytest.mark.parametrize(
    ("tampering", "problem"),
    [
        ("UPDATE source SET text = 'other' || substr(text, 6)", "is not the one that was imported"),
        ("UPDATE blob SET content = 'x'", "The original file"),
        ('UPDATE segment SET "end" = 100000', "ends after its text"),
        ('UPDATE coding SET "end" = 99999', "lies outside its segment"),
    ],
)
def test_texts_and_spans_changed_from_outside_are_found(
    surveyed: Study, tampering: str, problem: str
) -> None:
    surveyed.codings.apply("time", segments(surveyed)[0])
    with surveyed._session.deed() as deed:
        if deed.connection.dialect.name == "sqlite":
            tampering = tampering.replace("'x'", "x'00'")
        deed.connection.exec_driver_sql(tampering)
    assert any(problem in one for one in surveyed.check())


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE coding SET code = 'law'",
        "UPDATE coding SET round = 'second'",
        "DELETE FROM coding",
    ],
)
def test_codings_changed_from_outside_are_found(surveyed: Study, tampering: str) -> None:
    coding = surveyed.codings.apply("time", segments(surveyed)[0])
    gone = surveyed.codings.apply("data", segments(surveyed)[1])
    assert coding is not None
    assert gone is not None
    surveyed.codings.remove(gone)
    assert surveyed.check() == []
    with surveyed._session.deed() as deed:
        deed.connection.exec_driver_sql(tampering)
    assert surveyed.check() == [f"Coding {coding.id} is not as the journal tells."]


def test_the_chain_holds_whatever_zone_the_clock_shows(
    database: str | None, tmp_path: Path
) -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    moments = iter(datetime(2026, 3, 1, hour, 7, 9, 123456, tzinfo=east) for hour in range(24))
    with create_study(
        tmp_path / "study", coder="Ana", database=database, clock=lambda: next(moments)
    ) as study:
        study.entitle("Far east")
        assert study.check() == []
        (event,) = study.history.latest(1)
        assert event.moment.tzinfo == UTC
        assert event.moment.microsecond == 123456


def test_what_was_written_is_there_after_reopening(
    surveyed: Study, tmp_path: Path, database: str | None
) -> None:
    segment = segments(surveyed)[1]
    surveyed.codings.apply("privacy", segment, Span(segment.span.start, segment.span.start + 4))
    surveyed.codings.look([segments(surveyed)[0].id], LookState.NOTHING)
    before, told = state(surveyed), surveyed.history.latest(None)
    with open_study(tmp_path / "study", "Ana") as again:
        assert state(again) == before
        assert again.history.latest(None) == told
        assert again.check() == []


def test_rules_of_coding(surveyed: Study) -> None:
    first, second, *_ = segments(surveyed)
    assert surveyed.codings.apply("time", first) is not None
    assert surveyed.codings.apply("time", first) is None
    told = len(surveyed.history.latest(None))
    with pytest.raises(NotFound, match="Did you mean 'time'"):
        surveyed.codings.apply("tine", first)
    with pytest.raises(Refused, match=r"retired\. Use 'time'"):
        surveyed.codings.apply("old", first)
    with pytest.raises(Refused, match="holds other codes"):
        surveyed.codings.apply("barriers", first)
    with pytest.raises(InputError, match="not inside its segment"):
        surveyed.codings.apply("time", first, Span(first.span.start, first.span.end + 1))
    with pytest.raises(Refused, match="uncode it first"):
        surveyed.codings.look([second.id, first.id], LookState.NOTHING)
    (standing,) = surveyed.codings.of_segments([first.id])
    with pytest.raises(Refused, match="another coder's"):
        surveyed.acting_as("Ben").codings.remove(standing)
    assert len(surveyed.history.latest(None)) == told


def test_looking_twice_at_one_segment_at_once(surveyed: Study) -> None:
    segment = segments(surveyed)[0].id
    surveyed.codings.look([segment, segment], LookState.DONE)
    assert [one.state for one in surveyed.codings.looks()] == [LookState.DONE]


def test_a_coding_that_stands_no_more_is_not_taken_away_twice(surveyed: Study) -> None:
    coding = surveyed.codings.apply("time", segments(surveyed)[0])
    assert coding is not None
    surveyed.codings.remove(coding)
    told = surveyed.history.latest(None)
    surveyed.codings.remove(coding)
    assert surveyed.history.latest(None) == told
