"""Codings made elsewhere come in, long or wide, with who looked where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import winter
from tests.support.cli import Desk, flat, told_plainly


@pytest.fixture
def waiting(empty: Desk) -> Desk:
    """A survey and a codebook, and nobody's codings yet."""
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", "--yes", empty.written("survey.csv", winter.survey()))
    empty("coder", "add", "bo")
    return empty


def looks(desk: Desk) -> dict[tuple[str, str], str]:
    rows = desk("export", "looks", "--csv").rows
    return {(row["coder"], row["source"]): row["state"] for row in rows}


def test_a_long_table_tells_who_looked_and_lists_what_matches_nothing(waiting: Desk) -> None:
    table = (
        "participant,code,quotation,coder\n"
        "P1,neighbours,The neighbours came,ann\n"
        "P2,,,ann\n"
        "P3,Money,Money helped,bo\n"
        "P3,Help › Office,the office lent us,bo\n"
        "P4,office,the post office,bo\n"
        "P8,office,,bo\n"
    )
    told = waiting("--as", "ann", "import", "--codings", waiting.written("all.csv", table))
    assert told.out == "all.csv (long): 3 codings by ann, bo; 3 segments looked at.\n"
    assert "2 rows matched nothing" in told.err
    assert "row 6: the quotation does not stand in the text" in told.err
    assert "row 7: there is no text of participant 'P8'" in told.err
    assert looks(waiting) == {
        ("ann", "P1"): "done",
        ("ann", "P2"): "nothing applies",
        ("bo", "P3"): "done",
    }


def test_a_wide_table_takes_blank_rows_as_not_looked_at(waiting: Desk) -> None:
    table = "id,neighbours,office,remarks\nP1,1,0,a\nP2,,,b\nP3,0,1,c\nP4,0,0,d\nP7,1,1,e\n"
    told = waiting("--as", "ann", "import", "--codings", waiting.written("bo.csv", table),
                   "--coder", "bo")  # fmt: skip
    assert told.out == "bo.csv (wide): 2 codings by bo; 3 segments looked at.\n"
    assert "1 row matched nothing" in told.err
    assert "'P7'" in told.err
    assert looks(waiting) == {
        ("bo", "P1"): "done",
        ("bo", "P3"): "done",
        ("bo", "P4"): "nothing applies",
    }
    quoted = {row["source"]: row["quotation"] for row in waiting("export", "codings", "--csv").rows}
    assert quoted["P1"] == winter.ANSWERS["P1"][1]


def test_an_export_comes_back_as_it_went(desk: Desk, tmp_path: Path) -> None:
    desk("export", "codings", "-o", tmp_path / "out.csv")
    told = desk("--as", "ann", "import", "--codings", tmp_path / "out.csv")
    assert "0 codings by ann, bo, 11 stood already" in told.out
    desk("export", "codings", "--xlsx", "-o", tmp_path / "out.xlsx")
    assert "0 codings" in desk("--as", "ann", "import", "--codings", tmp_path / "out.xlsx").out


def test_an_export_fills_an_empty_copy_of_the_study(waiting: Desk, tmp_path: Path) -> None:
    table = waiting.written("ann.csv", winter.LONG_CODINGS)
    waiting("--as", "ann", "import", "--codings", table, "--coder", "ann")
    exported = waiting("export", "codings", "--csv").out
    (tmp_path / "out.csv").write_text(exported, newline="")
    waiting("--as", "ann", "undo")
    assert waiting("export", "codings", "--csv").rows == []
    waiting("--as", "ann", "import", "--codings", tmp_path / "out.csv")
    assert waiting("export", "codings", "--csv").out == exported


def test_one_person_is_named_for_a_table_that_does_not_say(waiting: Desk) -> None:
    table = waiting.written("who.csv", winter.WIDE_CODINGS)
    told_plainly(
        waiting.tried("--as", "ann", "import", "--codings", table), "who.csv", "--coder NAME"
    )
    told_plainly(
        waiting.tried("--as", "ann", "import", "--codings", table, "--coder", "boo"),
        "coder 'boo'", "qualcode coder add NAME",
    )  # fmt: skip


def test_unknown_codes_are_refused_or_taken_over(waiting: Desk) -> None:
    table = waiting.written("new.csv", "participant,code\nP1,Luck\nP2,Sheer luck!\nP3,luck\n")
    refused = waiting.tried("--as", "ann", "import", "--codings", table, "--coder", "ann")
    told_plainly(refused, "new.csv", "'Luck'", "--add-codes", "codebook add")
    assert looks(waiting) == {}
    told = waiting("--as", "ann", "import", "--codings", table, "--coder", "ann", "--add-codes")
    assert "taken over into the codebook" in told.out
    names = {one["name"] for one in waiting("codebook", "list", "--json").json["codes"]}
    assert {"Luck", "Sheer luck!"} <= names
    assert "Luck" in flat(waiting("frequencies").out)
    assert "Luck" in (waiting.folder / "codebook.yaml").read_text(encoding="utf-8")


def test_several_tables_in_one_command(waiting: Desk) -> None:
    one = waiting.written("one.csv", "participant,code\nP1,money\n")
    two = waiting.written("two.csv", "participant,code\nP2,money\n")
    told = waiting("--as", "ann", "import", "--codings", one, "--codings", two, "--coder", "bo")
    assert told.out.count("1 coding by bo") == 2


def test_positions_count_only_where_the_words_stand(waiting: Desk) -> None:
    words = winter.ANSWERS["P3"][1]
    start = words.index("two heaters")
    table = (
        "source,start,end,quotation,code,memo\n"
        f"P3,{start},{start + 11},two heaters,office,as lent\n"
        "P3,0,5,heaters,money,\n"
        "P1,9000,9003,,money,\n"
    )
    told = waiting("--as", "ann", "import", "--codings", waiting.written("at.csv", table),
                   "--coder", "ann")  # fmt: skip
    assert "row 4: no segment holds 9000-9003" in told.err
    rows = waiting("export", "codings", "--csv").rows
    assert [(row["quotation"], row["memo"]) for row in rows] == [
        ("two heaters", "as lent"),
        ("heaters", ""),
    ]


def test_a_table_that_belongs_elsewhere_only_lists_its_rows(waiting: Desk) -> None:
    table = waiting.written("far.csv", "participant,code\nX1,Luck\nX2,office\n")
    told = waiting("--as", "ann", "import", "--codings", table, "--coder", "ann", "--add-codes")
    assert told.out == "far.csv (long): 0 codings by ann; 0 segments looked at.\n"
    assert "2 rows matched nothing" in told.err
    assert "Luck" not in waiting("codebook", "list", "--json").out


def test_a_question_that_nobody_was_asked_is_refused(waiting: Desk) -> None:
    table = waiting.written("bo.csv", winter.WIDE_CODINGS)
    words = ("--as", "ann", "import", "--codings", table, "--coder", "bo", "--question", "helped")
    told_plainly(waiting.tried(*words), "question 'helped'")
    assert looks(waiting) == {}
