"""Agreement in odd studies, in rounds, and what the methods paragraph says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qualcode import Study, create_study
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.coding import LookState
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.events import EventKind
from qualcode.domain.people import Role
from tests.support.studies import CODES, segments, small_survey, write_survey

UNITS = ["segment", "sentence", "token", "character", "source"]


class Clock:
    """A clock that goes on by a day whenever it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def next_day(self) -> None:
        self.moment += timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def study(tmp_path: Path, clock: Clock) -> Iterator[Study]:
    with create_study(tmp_path / "study", "Trial", coder="Ana", clock=clock) as made:
        made.team.add("Ben")
        made.catalogue.add_codes(CODES)
        small_survey(made, tmp_path / "in")
        yield made


def look(study: Study, *names: str) -> None:
    for name in names:
        ids = [one.id for one in segments(study)]
        study.acting_as(name).codings.look(ids, LookState.NOTHING)


@pytest.mark.parametrize("unit", UNITS)
def test_nobody_looked(study: Study, unit: str) -> None:
    with pytest.raises(Refused, match="two coders who looked"):
        study.agreement(unit=unit)


@pytest.mark.parametrize("unit", UNITS)
def test_one_coder(study: Study, unit: str) -> None:
    study.codings.apply("time", segments(study)[0])
    with pytest.raises(Refused, match="two coders who looked"):
        study.agreement(unit=unit)


@pytest.mark.parametrize("unit", UNITS)
def test_two_coders_who_looked_at_different_things(study: Study, unit: str) -> None:
    first, *_, last = segments(study)
    study.codings.apply("time", first)
    study.acting_as("Ben").codings.apply("time", last)
    report = study.agreement(unit=unit)
    assert (report.units, report.documents) == (0, 0)
    assert report.left_out > 0
    assert (report.overall.value, report.overall.reason) == (None, "not comparable")
    assert {one.reason for one in report.codes} == {"not comparable"}
    assert {(one.alpha, one.percent, one.kappa, one.ac1) for one in report.codes} == {(None,) * 4}
    assert report.disagreements == ()
    assert [(one.alpha, one.percent, one.n_units) for one in report.pairs] == [(None, None, 0)]


@pytest.mark.parametrize("unit", UNITS)
def test_nobody_used_any_code(study: Study, unit: str) -> None:
    look(study, "Ana", "Ben")
    report = study.agreement(unit=unit)
    assert report.units > 0
    assert (report.overall.value, report.overall.reason) == (None, "no variation")
    assert {one.reason for one in report.codes} == {"not used"}
    assert {one.percent for one in report.codes} == {1.0}
    assert report.overall.median is None
    assert report.pairs[0].percent == 1.0
    assert (report.confusion, report.disagreements) == ((), ())


@pytest.mark.parametrize("unit", UNITS)
def test_a_single_unit(study: Study, unit: str) -> None:
    first = segments(study)[0]
    study.codings.apply("time", first)
    study.acting_as("Ben").codings.apply("time", first)
    report = study.agreement(unit=unit)
    assert report.documents == 1
    assert report.overall.low is None
    assert {one.low for one in report.codes} == {None}
    assert next(one for one in report.codes if one.code == "time").percent == 1.0
    assert report.disagreements == ()
    assert "few documents" in report.flags


@pytest.mark.parametrize("unit", UNITS)
def test_a_study_without_codes(tmp_path: Path, unit: str) -> None:
    with create_study(tmp_path / "bare", coder="Ana") as bare:
        bare.team.add("Ben")
        small_survey(bare, tmp_path / "in")
        look(bare, "Ana", "Ben")
        report = bare.agreement(unit=unit)
    assert report.codes == ()
    assert report.overall.reason == "no variation"
    assert "codebook" not in report.methods.split("The unit")[0]


def test_coded_nothing_and_did_not_look_differ(study: Study) -> None:
    study.team.add("Cyd")
    first, second, *_ = segments(study)
    study.codings.apply("time", first)
    study.acting_as("Ben").codings.look([first.id, second.id], LookState.NOTHING)
    study.acting_as("Cyd").codings.look([second.id], LookState.NOTHING)
    (one,) = study.agreement().disagreements
    assert (one.used_by, one.not_used_by, one.did_not_look) == (("Ana",), ("Ben",), ("Cyd",))
    assert one.readings == {"Ana": ("time",), "Ben": (), "Cyd": None}
    assert (one.segment_id, one.quotation) == (first.id, "Training helps us, and time to read.")


def test_themes_are_rolled_up_for_each_coder_first(study: Study) -> None:
    first = segments(study)[0]
    study.codings.apply("privacy", first)
    study.acting_as("Ben").codings.apply("data", first)
    leaf, theme = (study.agreement(level=level) for level in ("leaf", "theme"))
    assert {one.code for one in leaf.disagreements} == {"privacy", "data"}
    assert theme.disagreements == ()
    assert [one.code for one in theme.codes] == ["barriers", "time", "old"]
    assert "rolled up" in theme.methods


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"unit": "paragraph"}, "unit"),
        ({"level": "branch"}, "level"),
        ({"by": "month"}, "by"),
        ({"n": 0}, "resample"),
        ({"seed": -1}, "seed"),
        ({"unblind": True}, "--round"),
    ],
)
def test_what_cannot_be_asked(study: Study, asked: dict[str, object], words: str) -> None:
    look(study, "Ana", "Ben")
    with pytest.raises(InputError, match=words):
        study.agreement(**asked)  # type: ignore[arg-type]


def test_unknown_names(study: Study) -> None:
    look(study, "Ana", "Ben")
    for asked in ({"coders": ["Ana", "Bn"]}, {"question": "whatt"}, {"round": "pilott"}):
        with pytest.raises(NotFound):
            study.agreement(**asked)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        study.agreement(coders=["Ana", "Ana"])


def code_round(study: Study, name: str, codes: dict[str, str]) -> None:
    """Let each coder give one code to all of their queue."""
    for coder, code in codes.items():
        inside = study.acting_as(coder).in_round(name)
        for one in segments(study):
            try:
                inside.codings.apply(code, one)
                inside.codings.look([one.id], LookState.DONE)
            except Refused:  # not in this coder's queue
                continue


def test_a_blind_open_round_is_refused_and_unblinding_is_noted(study: Study) -> None:
    study.rounds.create("pilot", ["Ana", "Ben"], blind=True)
    code_round(study, "pilot", {"Ana": "time", "Ben": "data"})
    with pytest.raises(Refused, match="blind and open"):
        study.agreement(round="pilot")
    with pytest.raises(Refused):
        study.acting_as("Ben").agreement(round="pilot", unblind=True)
    report = study.agreement(round="pilot", unblind=True)
    assert report.units == 7
    assert report.sampling is not None
    assert (report.sampling.blind, report.sampling.unblinded, report.sampling.closed) == (
        True, True, False,
    )  # fmt: skip
    assert "blind" in report.methods
    assert "looked at figures before the round was closed" in report.methods
    assert "still open" in report.methods
    assert any(one.kind is EventKind.ROUND for one in study.history.latest(1))
    study.rounds.close("pilot")
    closed = study.acting_as("Ben").agreement(round="pilot")
    assert closed.overall == report.overall
    assert "still open" not in closed.methods


def test_the_methods_paragraph_of_a_round(study: Study) -> None:
    made = study.rounds.create(
        "first", ["Ana", "Ben"], sample=4, overlap=0.5, stratify=["question"], seed=7
    )
    code_round(study, "first", {"Ana": "time", "Ben": "time"})
    report = study.agreement(round="first", n=200, seed=3)
    told = report.methods
    drawn = made.sampling
    assert f"{drawn.drawn} of {drawn.population} segments" in told
    assert "(seed 7)" in told
    assert "within each combination of question" in told
    assert "50 % of these were given to every coder" in told
    assert "did not work blind" in told
    assert f"revision {made.revision}" in told
    assert "95 % intervals" in told
    assert "200 bootstrap resamples of whole sources (seed 3)" in told
    assert "qualcode" in told
    assert "\n" not in told
    assert report.codebook is not None
    assert report.codebook.coded_under == (made.revision,)


def test_what_a_blind_round_hides_is_said(study: Study) -> None:
    look(study, "Ana", "Ben")
    assert study.agreement().notice == ""
    study.rounds.create("pilot", ["Ana", "Ben"], sample=3, blind=True)
    report = study.agreement()
    assert "'pilot'" in report.notice
    # Each sees only their own work on segments of the round.
    assert (report.units, report.left_out) == (4, 3)
    study.rounds.create("all", ["Ana", "Ben"], blind=True)
    with pytest.raises(Refused, match=r"two coders who looked.*'all'"):
        study.agreement()


def test_a_report_of_no_known_form_is_refused(study: Study, tmp_path: Path) -> None:
    look(study, "Ana", "Ben")
    with pytest.raises(InputError, match=r"\.docx"):
        study.write_report(study.agreement(), tmp_path / "report.pdf")
    assert not (tmp_path / "report.pdf").exists()


def test_repeats_measure_a_coder_and_are_not_compared(study: Study) -> None:
    ours = segments(study)
    for one in ours:
        for coder in ("Ana", "Ben"):
            study.acting_as(coder).codings.apply("time", one)
            study.acting_as(coder).codings.look([one.id], LookState.DONE)
    study.rounds.create("again", ["Ana", "Ben"], sample=2, repeats=0.5)
    code_round(study, "again", {"Ana": "data", "Ben": "time"})
    report = study.agreement(round="again")
    given = study.rounds.repeats("again")
    assert given
    told = {one.coder: one for one in report.drift.intra}
    assert set(told) == {one.coder for one in given}
    for coder, one in told.items():
        assert one.n_units == sum(each.coder == coder for each in given)
        assert one.percent == (0.0 if coder == "Ana" else 1.0)
    assert report.units <= 2


def test_the_course_goes_by_time_and_by_revision(tmp_path: Path, clock: Clock) -> None:
    with create_study(tmp_path / "long", "Long", coder="Ana", clock=clock) as study:
        study.team.add("Ben", Role.CODER)
        study.catalogue.add_codes([Code("time", "Time"), Code("data", "Data")])
        rows = [(f"R{n}", "a", f"Some words {n}.") for n in range(250)]
        path = write_survey(tmp_path / "in.csv", rows, "id", "position", "What?")
        study.import_files(path, id_column="id", text_columns=("What?",))
        ours = segments(study)
        order = [*ours[125:], *ours[:125]]
        for place, one in enumerate(order):
            if place == 125:
                clock.next_day()
                study.catalogue.replace(
                    Codebook("Long", (Code("time", "Time"), Code("data", "Data quality")), "2")
                )
            study.codings.apply("time" if place % 2 else "data", one)
            other = study.acting_as("Ben")
            # They agree on the first 125 and never after that.
            other.codings.apply("time" if (place % 2) == (place < 125) else "data", one)
        report = study.agreement(by="week", n=50)
    course = report.drift.rolling
    assert [(one.first, one.last) for one in course] == [(1, 100), (101, 200), (201, 250)]
    assert (course[0].begin, course[-1].end) == ("2026-03-02", "2026-03-03")
    assert course[0].alpha == pytest.approx(1.0)
    assert course[2].alpha is not None
    assert course[2].alpha < 0
    revisions = report.drift.by_revision
    assert [one.n_units for one in revisions] == [125, 125]
    assert revisions[0].alpha == pytest.approx(1.0)
    assert revisions[1].revision == report.codebook.revision  # type: ignore[union-attr]
    assert [one.group for one in report.groups] == ["2026-W10"]
    assert "made under 1 other revision" in report.methods
