"""Codings made elsewhere come in with who looked where, and what goes out comes back in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qualcode import Study, create_study
from qualcode.domain.coding import Coding, LookState, MemoSubject
from qualcode.domain.errors import CodingsError, NotFound
from qualcode.domain.provenance import Provenance
from qualcode.domain.span import Span
from qualcode.study.publishing import WorkingCopy
from tests.support.studies import CODES, segments, small_survey, write_survey


def write(path: Path, copy: WorkingCopy) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(copy.columns)
        table.writerows(copy.rows)
    return path


def by_place(study: Study) -> list[Coding]:
    names = {one.id: one.name for one in study.sources}
    return sorted(study.codings.all(), key=lambda one: (names[one.source], one.span, one.code))


def talk(study: Study, folder: Path) -> None:
    path = folder / "talk.txt"
    path.write_text(
        "Ana: Yes, yes and 👍 yes.\n\nBen: “No”, he said,\tno.\n\nAna: Yes, yes and 👍 yes.\n"
    )
    study.import_files(path, kind="interview")


def test_what_is_exported_comes_back_the_same(
    surveyed: Study, tmp_path: Path, database: str | None, request: pytest.FixtureRequest
) -> None:
    talk(surveyed, tmp_path)
    for number, segment in enumerate(segments(surveyed)):
        who = surveyed.acting_as(["Ana", "Ben"][number % 2])
        start = segment.span.start + number % 3
        coding = who.codings.apply("law", segment, Span(start, start + 3))
        made_of = Provenance(
            number % 2 == 0, number % 3, number / 7, model="f" * (number % 3 and 16)
        )
        who.codings.apply("time", segment, provenance=made_of)
        assert coding is not None
        if number % 2:
            who.memos.write(MemoSubject.CODING, coding.id, f"Memo, with “marks” {number}")
    exported = surveyed.publishing.codings()
    table = write(tmp_path / "codings.csv", exported)
    again = surveyed.import_codings(table)
    assert (again.added, again.standing, again.unmatched) == (0, len(exported.rows), ())
    with create_study(tmp_path / "fresh", coder="Ana") as fresh:
        fresh.team.add("Ben")
        fresh.catalogue.add_codes(CODES)
        small_survey(fresh, tmp_path / "incoming2")
        talk(fresh, tmp_path)
        result = fresh.import_codings(table)
        assert (result.added, result.unmatched) == (len(exported.rows), ())
        assert set(result.coders) == {"Ana", "Ben"}
        assert fresh.publishing.codings() == exported
        assert [one.provenance for one in by_place(fresh)] == [
            one.provenance for one in by_place(surveyed)
        ]
        seen = {(row[0], row[1], row[3]) for row in surveyed.publishing.looks().rows}
        assert {(row[0], row[1], row[3]) for row in fresh.publishing.looks().rows} == seen
        assert fresh.check() == []


def test_who_looked_where_comes_back_the_same(surveyed: Study, tmp_path: Path) -> None:
    first, second, third, *_ = segments(surveyed)
    surveyed.codings.apply("law", first)
    surveyed.codings.look([second.id], LookState.NOTHING)
    surveyed.codings.look([third.id], LookState.DONE)
    codings = write(tmp_path / "codings.csv", surveyed.publishing.codings())
    looks = surveyed.publishing.looks()
    table = write(tmp_path / "looks.csv", looks)
    with create_study(tmp_path / "fresh", coder="Ana") as fresh:
        fresh.catalogue.add_codes(CODES)
        small_survey(fresh, tmp_path / "incoming2")
        fresh.import_codings(codings)
        result = fresh.import_codings(table)
        assert (result.form, result.added, result.looked) == ("looks", 0, 3)
        assert [row[:6] for row in fresh.publishing.looks().rows] == [row[:6] for row in looks.rows]
        assert fresh.check() == []


def test_an_unknown_state_of_a_look_is_refused_by_row(surveyed: Study, tmp_path: Path) -> None:
    path = tmp_path / "looks.csv"
    path.write_text("source,coder,state\nR1,Ana,glanced\n")
    with pytest.raises(CodingsError, match=r"row 2: 'glanced' .* seen, done, nothing applies"):
        surveyed.import_codings(path)


def test_a_wide_table_says_who_looked_where(surveyed: Study, tmp_path: Path) -> None:
    question = segments(surveyed)[0].question
    table = write_survey(
        tmp_path / "wide.csv",
        [
            ["R1", "1", "0", "1"],
            ["R2", "0", "0", "0"],
            ["R3", "", "", ""],
            ["R4", "0", "1", "0"],
            ["R7", "1", "0", "0"],
        ],
        "id",
        "Data quality",
        "time",
        "Privacy law",
    )
    result = surveyed.import_codings(table, coder="Ben", question=question)
    assert (result.form, result.added, result.looked) == ("wide", 3, 3)
    assert [str(one) for one in result.unmatched] == ["row 6: there is no text of participant 'R7'"]
    names = {one.segment.id: one.source.name for one in surveyed.sources.passages(question)}
    made = {(names[one.segment], one.code) for one in surveyed.codings.all(question)}
    assert made == {("R1", "data"), ("R1", "privacy"), ("R4", "time")}
    states = {names[one.segment]: one.state for one in surveyed.codings.looks()}
    assert states == {"R1": LookState.DONE, "R2": LookState.NOTHING, "R4": LookState.DONE}
    before = surveyed.publishing.codings()
    assert surveyed.import_codings(table, coder="Ben", question=question).added == 0
    assert surveyed.publishing.codings() == before
    surveyed.acting_as("Ana").history.undo()
    assert surveyed.codings.all() == []
    assert surveyed.codings.looks() == []


def test_rows_that_match_nothing_are_listed(surveyed: Study, tmp_path: Path) -> None:
    talk(surveyed, tmp_path)
    columns = ("source", "segment", "start", "end", "quotation", "code", "coder")
    rows = [
        ("talk", "", "", "", "he said", "law", "Ana"),
        ("talk", "", "", "", "Yes, yes", "law", "Ana"),
        ("talk", "", "", "", "nobody said this", "law", "Ana"),
        ("talk", "", "0", "9999", "", "law", "Ana"),
        ("nowhere", "", "", "", "x", "law", "Ana"),
        ("talk", "99", "", "", "x", "law", "Ana"),
        ("talk", "", "", "", "", "law", "Ana"),
    ]
    result = surveyed.import_codings(
        write(tmp_path / "codings.csv", WorkingCopy(columns, tuple(rows)))
    )
    assert result.added == 1
    assert [one.row for one in result.unmatched] == [3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (
            "source,segment,code,coder\nR1,1,nocode,Ana\n",
            CodingsError,
            "The codebook has no 'nocode'",
        ),
        ("source,code,coder\nR1,time,Zoe\n", NotFound, "Zoe"),
        ("source,code\nR1,time\n", CodingsError, "Use --coder NAME"),
        ("source,code,coder,start\nR1,time,Ana,3\n", CodingsError, "Only one of start and end"),
        ("source,code,coder,start,end\nR1,time,Ana,x,4\n", CodingsError, "'x'"),
        ("code,coder\ntime,Ana\n", CodingsError, "which text is meant"),
    ],
)
def test_what_cannot_be_used_leaves_nothing(
    surveyed: Study, tmp_path: Path, content: str, error: type[Exception], words: str
) -> None:
    table = tmp_path / "codings.csv"
    table.write_text(content)
    told = len(surveyed.history.latest(None))
    with pytest.raises(error, match=words):
        surveyed.import_codings(table)
    assert len(surveyed.history.latest(None)) == told
    assert surveyed.codings.all() == []


def test_unknown_codes_can_be_taken_over(surveyed: Study, tmp_path: Path) -> None:
    table = tmp_path / "codings.csv"
    label = segments(surveyed)[0].label
    table.write_text(f"source,segment,code,coder\nR1,{label},Brand new,Ana\n")
    result = surveyed.import_codings(table, add_codes=True)
    assert (result.added, result.new_codes) == (1, ("Brand new",))
    assert surveyed.catalogue.code("Brand new").id == "brand-new"


def test_nothing_applies_is_not_said_of_what_is_coded(surveyed: Study, tmp_path: Path) -> None:
    coded, bare = segments(surveyed)[:2]
    surveyed.codings.apply("time", coded)
    passages = surveyed.sources.passages()
    labels = {one.segment.id: (one.source.name, one.segment.label) for one in passages}
    rows = [[*labels[one.id], "", "Ana"] for one in (coded, bare)]
    table = write_survey(tmp_path / "looks.csv", rows, "source", "segment", "code", "coder")
    surveyed.import_codings(table)
    states = {look.segment: look.state for look in surveyed.codings.looks()}
    assert states == {coded.id: LookState.DONE, bare.id: LookState.NOTHING}


def test_coding_after_looking_in_a_round_counts_as_seen_outside_it(
    surveyed: Study, tmp_path: Path
) -> None:
    passage = surveyed.sources.passages()[0]
    row = [passage.source.name, passage.segment.label, "law", "Ana", "pilot"]
    headers = ("source", "segment", "code", "coder", "round")
    surveyed.import_codings(write_survey(tmp_path / "pilot.csv", [row], *headers))
    surveyed.codings.apply("time", passage.segment)
    assert {(look.round, look.state) for look in surveyed.codings.looks()} == {
        ("pilot", LookState.DONE),
        ("", LookState.SEEN),
    }
