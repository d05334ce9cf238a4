"""Bad input to the analysis commands, and what is too wide for the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import winter
from tests.support.cli import Desk, call, obey_permissions, run, told_plainly
from tests.support.desks import begun, coded

REFUSED = {
    "a seed below nothing": (("associations", "--by", "position", "--seed", "-1"), "seed"),
    "no such value": (("associations", "--by", "position=nrse"), "position = 'nrse'. Did you"),
    "draws that fill the memory": (("saturation", "--draws", "1000000000"), "100,000"),
    "no draws": (("saturation", "--draws", "0"), "random orders"),
    "a base without stops": (("saturation", "--base", "4"), "belong to --stops"),
    "draws with stops": (("saturation", "--stops", "--draws", "7"), "leave out --draws"),
    "a limit below nothing": (("quotes", "office", "--limit", "-1"), "1 or more"),
    "a limit of nothing": (("quotes", "office", "--limit", "0"), "1 or more"),
    "a length below nothing": (("quotes", "office", "--at-least", "-5"), "0 or more"),
    "crossed lengths": (("quotes", "office", "--at-least", "9", "--at-most", "2"), "not below"),
    "a context below nothing": (("quotes", "office", "--context", "-5"), "0 or more"),
    "nothing to pass": (("quotes", "--pass", ""), "Which quotation?"),
    "nothing to withdraw": (("quotes", "--withdraw", ""), "Which quotation?"),
    "passed and narrowed": (("quotes", "--passed", "--limit", "3"), "--passed takes a code only"),
    "no such row": (
        ("matrix", "--by", "position", "--code", "office", "--summarise", "nrse", "office", "x"),
        "row 'nrse'. Did you mean 'nurse'",
    ),
    "a summary and a file": (("matrix", "--summarise", "a", "b", "c", "-o", "m.html"), "leave out"),
    "a nameless wave": (("frequencies", "--wave", ""), "no attribute ''"),
    "a nameless weight": (("frequencies", "--weight", ""), "each name an attribute"),
    "a nameless stratum": (("frequencies", "--weight", "w", "--stratum", ""), "each name"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One coded study for all bad input: it must never change."""
    return coded(begun(tmp_path_factory.mktemp("analysis")))


@pytest.mark.parametrize("name", REFUSED)
def test_one_clear_sentence(kept: Desk, name: str) -> None:
    words, said = REFUSED[name]
    answer = kept.tried("--as", "ann", *words)
    told_plainly(answer, said)
    assert answer.out == ""


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".xls"])
def test_a_form_that_a_table_has_not(kept: Desk, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"table{suffix}"
    before = len(kept("log", "--json").json["rows"])
    answer = kept.tried("--as", "ann", "frequencies", "-o", target)
    told_plainly(answer, str(target), ".xlsx")
    assert not target.exists()
    assert len(kept("log", "--json").json["rows"]) == before
    kept("--as", "ann", "frequencies", "--json", "-o", target)
    assert target.read_text(encoding="utf-8").startswith("{")


def test_tables_of_a_study_on_a_read_only_disk(desk: Desk, tmp_path: Path) -> None:
    for path in (desk.folder, *desk.folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    target = tmp_path / "table.csv"
    for words in (("frequencies", "-o", target), ("frequencies", "--unsuppressed"), ("matrix",)):
        answer = run("-C", desk.folder, "--as", "ann", *words, prepare=obey_permissions)
        told_plainly(answer, str(desk.folder))
    assert not target.exists()


def people(number: int, groups: int) -> str:
    """Return a survey of so many people in groups with long names."""
    return winter.survey(
        {f"P{one}": (f"district number {one % groups}", f"Office {one} lent us a heater.")
         for one in range(number)}
    )  # fmt: skip


@pytest.fixture
def grouped(empty: Desk) -> Desk:
    """A study of 40 people in 8 groups, of whom all carry one code."""
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", "--yes", empty.written("survey.csv", people(40, 8)))
    table = "participant,code\n" + "".join(f"P{one},office\n" for one in range(40))
    empty("import", "--codings", empty.written("ann.csv", table), "--coder", "ann")
    return empty


def test_groups_that_do_not_fit_beside_each_other_stand_below(grouped: Desk) -> None:
    shown = grouped("frequencies", "--by", "position", "--unsuppressed").out
    lines = [line.rstrip() for line in shown.splitlines()]
    assert lines[2].split() == ["code", "n/base", "%"]
    below = [line for line in lines if line.lstrip().startswith("district number 3")]
    assert below[-1].split()[-3:] != ["withheld"]
    assert len(below) == 4  # help, neighbours, office, money
    assert "5/5" in below[-2] or "5/5" in below[0]
    assert max(map(len, lines)) <= 80
    beside = grouped("frequencies", "--unsuppressed").out
    assert "40/40" in beside


def test_a_table_wider_than_the_terminal_comes_in_blocks(grouped: Desk) -> None:
    shown = grouped("export", "codings").out
    assert "\nsource: P0\n" in shown
    assert "  quotation: Office 0 lent us a heater.\n" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_rows_that_may_not_be_shown_are_told_in_words(kept: Desk) -> None:
    shown = kept("--as", "ann", "cooccurrence").out
    assert "Codes together: nothing that can be shown." in shown


def test_a_study_without_codings(empty: Desk) -> None:
    empty("import", "--yes", empty.written("survey.csv", winter.survey()))
    for words in (("frequencies",), ("cooccurrence",), ("saturation",), ("matrix",), ("scales",)):
        assert empty("--as", "ann", *words).code == 0
    told_plainly(empty.tried("--as", "ann", "quotes"), "Of which code?")
    answer = call("-C", empty.folder, "--as", "ann", "report", "findings", "-o", "x.pdf")
    told_plainly(answer, ".html")


def test_counts_by_two_codebooks_do_not_tell_who_was_removed(grouped: Desk, tmp_path: Path) -> None:
    grouped("frequencies", "-o", tmp_path / "before.csv")
    grouped("participant", "remove", "P7")
    for more in ((), ("--versions",)):
        (row,) = [
            one for one in grouped("frequencies", *more, "--json").json["rows"]
            if one["code"] == "office"
        ]  # fmt: skip
        assert row["suppressed"]
        told = {name: value for name, value in row.items() if not name.startswith("base")}
        assert 39 not in told.values()
