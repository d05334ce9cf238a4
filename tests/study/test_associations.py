"""Associations in a study: what is compared, what a row gives away, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from qualcode import Study, create_study
from qualcode.analysis.associations.multiplicity import false_discovery
from qualcode.domain.associations import WITHHELD
from qualcode.domain.disclosure import Guard
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.tables import Table, Unit
from qualcode.study.findings.association_units import Among
from qualcode.study.releasing.gate import Gate
from tests.support import study_b


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The made-up cases, coded."""
    folder = tmp_path_factory.mktemp("b")
    made = study_b.cases()
    (folder / "book.yaml").write_text(study_b.CODEBOOK)
    (folder / "cases.csv").write_text(study_b.survey(made))
    (folder / "codings.csv").write_text(study_b.codings(made))
    with create_study(folder / "study", coder="lena") as opened:
        opened.catalogue.add_files([folder / "book.yaml"])
        opened.import_files(
            folder / "cases.csv",
            kind="case",
            id_column="case",
            text_columns=("record",),
            attribute_columns=study_b.ATTRIBUTES,
        )
        opened.import_codings(folder / "codings.csv", coder="lena")
        yield opened


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Table[Any], Guard]]:
    """What came to the gate."""
    seen: list[tuple[Table[Any], Guard]] = []
    release = Gate.release

    def watched(gate: Gate, connection: Any, table: Any, guard: Guard, *more: Any) -> Any:
        seen.append((table, guard))
        return release(gate, connection, table, guard, *more)

    monkeypatch.setattr(Gate, "release", watched)
    return seen


def hits(code: str, attribute: str, value: str) -> tuple[int, int, int, int]:
    """Count the four cells from the raw cases."""
    below = {"control": {"force", "papers", "debt"}, "investigating": {"testimony", "taskforce"}}
    codes = below.get(code, {code})
    pairs = [(bool(codes & one.codes), getattr(one, attribute) == value) for one in study_b.cases()]
    both, code_only, value_only, neither = (
        pairs.count(pair) for pair in ((True, True), (True, False), (False, True), (False, False))
    )
    return both, code_only, value_only, neither


def test_the_four_cells_are_those_of_the_raw_cases_with_themes_rolled_up(study: Study) -> None:
    found = study.associations.table("statute=trafficking")
    assert [row.code for row in found] == [
        "control", "force", "papers", "debt", "investigating", "testimony", "taskforce",
    ]  # fmt: skip
    for row in found:
        cells = (row.both, row.code_only, row.value_only, row.neither)
        assert cells == hits(row.code, "statute", "trafficking")
        assert (row.value, row.against, row.base) == ("trafficking", "other", study_b.CASES)


def test_the_figures_agree_with_those_of_frequencies(study: Study) -> None:
    counted = {row.code: row.n for row in study.frequencies()}
    for row in study.associations.table("statute=trafficking"):
        assert counted[row.code] == (row.both or 0) + (row.code_only or 0)


def test_more_than_two_values_are_compared_at_once_and_each_with_the_others(study: Study) -> None:
    found = study.associations.table(by="offender", codes=["investigating"])
    assert [row.value for row in found][:4] == ["", "alone", "network", "pair"]
    for row in found:
        if row.value:
            cells = (row.both, row.code_only, row.value_only, row.neither)
            assert cells == hits(row.code, "offender", row.value)
            assert row.against == "others"
        else:
            assert (row.both, row.odds_ratio, row.freedom) == (None, None, 2)
    assert "carry 'Investigating'" in found.rows[1].reading
    assert found.by == "offender"


def test_a_numeric_attribute_stands_in_order(study: Study) -> None:
    found = study.associations.table(by="year", codes=["debt"], unsuppressed=True)
    assert [row.value for row in found] == ["", *map(str, range(2008, 2014))]


def test_yes_is_asked_about_before_no(study: Study, tmp_path: Path) -> None:
    rows = [f"{one.name},{'yes' if one.is_trafficking else 'no'}" for one in study_b.cases()]
    (tmp_path / "more.csv").write_text("case,prosecuted\n" + "\n".join(rows[:150]))
    study.import_attributes(tmp_path / "more.csv")
    try:
        (row,) = study.associations.table("prosecuted", codes=["force"])
        assert (row.value, row.against, row.base) == ("yes", "no", 150)
        told = study.associations.table("prosecuted", codes=["force"]).notes
        assert "Left out are participants without 'prosecuted'." in told
        (row,) = study.associations.table("statute=other", codes=["force"], stratum="prosecuted")
        assert row.strata == 0
        assert "no common odds ratio within prosecuted" in row.reading
    finally:
        study.history.undo()


def test_the_guard_holds_together(study: Study, caught: list[tuple[Table[Any], Guard]]) -> None:
    study.associations.table(by="offender", stratum="offence")
    study.associations.table("statute=trafficking", among=Among(unit=Unit.SOURCE))
    study.associations.model("statute=trafficking", ["code:force", "offender", "year"])
    for table, guard in caught:
        cells = {cell.key: cell for cell in guard.cells}
        assert len(cells) == len(guard.cells)
        assert len(guard.rows) == len(table.rows)
        for parts in guard.rows:
            assert all(key in cells for keys in parts.values() for key in keys)
            assert parts["n"]
        for margin in guard.margins:
            total = sum(cells[part].value for part in margin.parts)
            assert cells[margin.total].value == total, margin
        for bound in guard.bounds:
            assert cells[bound.smaller].value <= sum(cells[one].value for one in bound.larger)
        members = guard.members() if guard.members else {}
        for cell in guard.cells:
            assert bool(cell.meaning) == (cell.key in members)
            assert len(members.get(cell.key, range(cell.people))) == cell.people


def test_every_cell_of_a_row_is_guarded(
    study: Study, caught: list[tuple[Table[Any], Guard]]
) -> None:
    study.associations.table(by="offender")
    ((table, guard),) = caught
    cells = {cell.key: cell.value for cell in guard.cells}
    for row, parts in zip(table.rows, guard.rows, strict=True):
        guarded = sorted(cells[key] for key in parts["n"])
        if row.value:
            assert guarded == sorted((row.both, row.code_only, row.value_only, row.neither))
        else:
            assert (len(guarded), sum(guarded)) == (6, row.base)


def test_a_row_with_a_small_cell_is_withheld_whole(study: Study) -> None:
    where = "offender = pair and victim = minor"
    found = study.associations.table("statute=trafficking", among=Among(where=where))
    shown = study.associations.table(
        "statute=trafficking", among=Among(where=where), unsuppressed=True
    )
    small = 0
    for row, whole in zip(found, shown, strict=True):
        cells = (whole.both, whole.code_only, whole.value_only, whole.neither)
        if any(cell in range(1, 10) for cell in cells):
            small += 1
            assert row.suppressed
            assert (row.both, row.odds_ratio, row.p, row.base) == (None, None, None, None)
            assert row.reading == WITHHELD
    assert small
    assert not any(row.suppressed for row in shown)


def test_a_model_row_with_a_small_cell_is_withheld(study: Study) -> None:
    among = Among(where="offender = pair and victim = minor")
    found = study.associations.model("statute=trafficking", ["code:force", "year"], among=among)
    assert found.rows[0].suppressed
    assert found.rows[0].odds_ratio is None


def test_a_number_of_two_values_is_guarded_as_words_are(
    study: Study, tmp_path: Path, caught: list[tuple[Table[Any], Guard]]
) -> None:
    """Its odds ratio is that of a two by two."""
    rows = [f"{one.name},{int(one.victim == 'minor')}" for one in study_b.cases()]
    (tmp_path / "more.csv").write_text("case,minors\n" + "\n".join(rows))
    study.import_attributes(tmp_path / "more.csv")
    try:
        study.associations.model("statute=trafficking", ["minors"])
        ((_, guard),) = caught
        values = {cell.key: cell.value for cell in guard.cells}
        pairs = [(one.victim == "minor", one.is_trafficking) for one in study_b.cases()]
        (parts,) = guard.rows
        assert sorted(values[key] for key in parts["n"]) == sorted(
            pairs.count(pair) for pair in product((True, False), repeat=2)
        )
    finally:
        study.history.undo()


def test_notes_hold_no_number_of_persons(study: Study) -> None:
    among = Among(where="offender = pair and victim = minor")
    found = study.associations.model(
        "statute=trafficking", ["code:force", "code:debt", "year"], among=among
    )
    ours = [one for one in found.notes if "Withheld" not in one and "withheld" not in one]
    assert any("Fewer than 10 participants of the rarer outcome" in one for one in ours)
    told = " ".join(ours).replace("10", "").replace("95 %", "")
    assert not any(mark.isdigit() for mark in told)


def test_sources_of_one_participant_are_not_tested(study: Study, tmp_path: Path) -> None:
    (tmp_path / "again.csv").write_text(
        "case,record\nC001,A second record of the first case was found.\n"
    )
    study.import_files(
        tmp_path / "again.csv", kind="case", id_column="case", text_columns=("record",)
    )
    (tmp_path / "codings.csv").write_text("source,code\nC001 (again),force\n")
    try:
        study.import_codings(tmp_path / "codings.csv", coder="lena")
        by_source = Among(unit=Unit.SOURCE)
        (row,) = study.associations.table("statute=other", codes=["force"], among=by_source)
        assert (row.base, row.test, row.p, row.low) == (study_b.CASES + 1, "withheld", None, None)
        assert "several sources are of the same participant" in row.reading
        with pytest.raises(InputError, match="not independent"):
            study.associations.model("statute=other", ["code:force"], among=by_source)
        (whole,) = study.associations.table("statute=other", codes=["force"])
        assert whole.test == "chi-square"
    finally:
        study.history.undo()
        study.history.undo()


def test_a_model_takes_codes_levels_numbers_and_controls(study: Study) -> None:
    found = study.associations.model(
        "statute=trafficking", ["code:Force used", "offence=labour"], ["year", "offender=pair"]
    )
    assert [(row.predictor, row.level, row.reference, row.is_control) for row in found] == [
        ("code:force", "", "", False),
        ("offence", "sex", "labour", False),
        ("year", "", "", True),
        ("offender", "alone", "pair", True),
        ("offender", "network", "pair", True),
    ]
    assert [row.q is None for row in found] == [False, False, True, True, True]
    assert found.by == "statute x offence x year x offender"
    assert found.query["control"] == ["year", "offender=pair"]


def test_what_cannot_be_asked_is_said(study: Study) -> None:
    ask = study.associations
    with pytest.raises(InputError, match="held against"):
        ask.table()
    with pytest.raises(InputError, match="held against"):
        ask.table("statute", by="offence")
    with pytest.raises(InputError, match="Segments of one participant are not independent"):
        ask.table("statute", among=Among(unit=Unit.SEGMENT))
    with pytest.raises(NotFound, match="Did you mean 'statute'"):
        ask.table("statut")
    with pytest.raises(NotFound, match="Known: other, trafficking"):
        ask.table("statute=murder")
    with pytest.raises(NotFound, match="Did you mean 'force'"):
        ask.table("statute", codes=["forced"])
    with pytest.raises(NotFound, match="attribute 'x'"):
        ask.table("statute", stratum="x")
    with pytest.raises(InputError, match="its own stratum"):
        ask.table("statute", stratum="statute")
    with pytest.raises(InputError, match="'offender' has 3 values"):
        ask.model("offender", ["year"])
    with pytest.raises(InputError, match="nothing to predict with"):
        ask.model("statute", [])
    with pytest.raises(InputError, match="named twice"):
        ask.model("statute", ["year"], ["year"])
    with pytest.raises(InputError, match="cannot predict itself"):
        ask.model("statute", ["statute"])
    with pytest.raises(NotFound, match="Did you mean 'force'"):
        ask.model("statute", ["code:forced"])


def test_without_names_codes_that_nobody_carries_have_no_row(study: Study) -> None:
    where = Among(where="not code under control")
    found = study.associations.table("statute", among=where)
    assert {row.code for row in found} == {"investigating", "testimony", "taskforce"}
    named = study.associations.table("statute", codes=["debt"], among=where)
    assert [row.why for row in named] == ["nobody carries the code"]


def test_rows_are_corrected_only_for_those_that_are_shown(study: Study) -> None:
    """Else a q could be the p of a row that is withheld."""
    found = study.associations.table(by="offender")
    shown = [row for row in found if not row.suppressed]
    assert 0 < len(shown) < len(found.rows)
    assert [row.q for row in shown] == false_discovery([row.p for row in shown])
    assert all(row.reading for row in shown)
