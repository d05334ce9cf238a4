"""What the codebook made of the counts: the same codings, by an earlier tree and by today's."""

from __future__ import annotations

import pytest

from qualcode import Study
from qualcode.domain.codebook_changes import EditCode, MergeCodes, MoveCode, NewCode, RetireCode
from qualcode.domain.errors import NotFound
from qualcode.domain.versions import VersionRow
from tests.support.studies import segments


def rows(study: Study, before: str = "", unit: str = "segment") -> dict[str, VersionRow]:
    table = study.versions.table(before, unit=unit, unsuppressed=True)
    assert table.kind == "versions"
    return {row.code: row for row in table}


def test_a_code_that_moved_takes_its_codings_along(surveyed: Study) -> None:
    one, two, three, four, *_ = segments(surveyed)
    for segment, code in ((one, "data"), (two, "privacy"), (three, "time")):
        surveyed.codings.apply(code, segment)
    surveyed.codings.apply("data", three)
    first = surveyed.catalogue.codebook.revision
    surveyed.codes.change(MoveCode("law", "time"))
    surveyed.codes.change(EditCode("data", {"definition": "What the data lack."}))
    surveyed.codes.change(NewCode("Money"))
    surveyed.codes.change(RetireCode("data", ("money",), "too wide"))
    surveyed.codings.apply("time", four)
    found = rows(surveyed, first)
    told = {code: (row.n_before, row.n_after, row.base_before) for code, row in found.items()}
    assert told["barriers"] == (3, 2, 4)
    assert told["time"] == (2, 3, 4)
    assert told["privacy"] == (1, 1, 4)
    assert told["money"] == (None, 0, None)
    assert (found["time"].made_before, found["time"].made_since) == (1, 1)
    assert found["law"].change == "moved under time"
    assert found["data"].change == "too wide; defined anew"
    assert found["money"].change == "new"
    assert "no longer holds data, law, privacy" in found["barriers"].change
    assert found["time"].change == "now holds law, privacy"
    assert found["privacy"].change == "as it was"


def test_codings_that_followed_a_merge_count_with_the_code_that_they_have(surveyed: Study) -> None:
    one, two, *_ = segments(surveyed)
    surveyed.codings.apply("data", one)
    surveyed.codings.apply("privacy", two)
    surveyed.codes.change(MergeCodes("data", "privacy"))
    first = rows(surveyed)
    assert (first["privacy"].n_before, first["privacy"].n_after) == (2, 2)
    assert (first["data"].n_before, first["data"].n_after) == (0, 0)
    assert "merged into privacy" in first["data"].change


def test_few_persons_are_withheld_and_so_is_who_moved(surveyed: Study) -> None:
    one, *_ = segments(surveyed)
    surveyed.codings.apply("privacy", one)
    surveyed.codes.change(MoveCode("law", "time"))
    for row in surveyed.versions.table():
        if row.code in ("privacy", "law", "time", "barriers"):
            assert row.suppressed
            assert row.n_before is None or row.n_after is None
            assert (row.made_before, row.code) in ((None, "privacy"), (0, row.code))


def test_an_unknown_version_is_told(surveyed: Study) -> None:
    with pytest.raises(NotFound, match="version of the codebook '9'"):
        surveyed.versions.table("9")
