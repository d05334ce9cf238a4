"""Quotations are the words behind the counts, and the matrix holds them cell by cell."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.coding import MemoSubject
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.matrix import MatrixPlace
from qualcode.domain.quotation import Quotation
from qualcode.study.findings.quotations import Wanted
from tests.support.studies import segments
from tests.support.trials import build

RULES = ("any", "all", "majority", "consensus", "Ana")


def persons(found: list[Quotation]) -> set[str]:
    return {one.person for one in found}


@pytest.mark.parametrize("seed", range(2))
def test_the_people_behind_quotations_are_those_that_are_counted(
    study: Study, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    trial = build(study, tmp_path, chance)
    asked = list(product((None, *trial.questions), (None, "survey"), RULES))
    compared = 0
    for question, kind, rule in chance.sample(asked, 8):
        table = study.frequencies(question, None, "participant", rule, kind, unsuppressed=True)
        for row in table:
            if row.code not in study.catalogue.codebook:
                continue
            wanted = Wanted(question, rule, kind, unit="participant")
            found = study.quotations.find(row.code, wanted)
            assert len(persons(found)) == row.n, (question, kind, rule, row.code)
            compared += bool(found)
    assert compared > 5


def test_a_quotation_is_what_stands_in_the_text(surveyed: Study) -> None:
    for one in segments(surveyed)[:3]:
        surveyed.codings.apply("law", one)
    found = surveyed.quotations.find("law", Wanted(coder_rule="any"))
    assert len(found) == 3
    for one in found:
        text = surveyed.sources.read(one.spot.source_name).text
        assert one.words == one.spot.span.of(text)
        start = one.spot.span.start - len(one.before)
        assert text[start : start + len(one.context)] == one.context


def test_lengths_orders_and_limits_choose(surveyed: Study) -> None:
    for one in segments(surveyed):
        surveyed.codings.apply("law", one)
    by = {
        order: surveyed.quotations.find("law", Wanted(coder_rule="any", order=order))
        for order in ("text", "longest", "shortest", "typical")
    }
    acts = [sorted(one.codings for one in found) for found in by.values()]
    assert all(one == acts[0] for one in acts)
    lengths = [len(one.words) for one in by["longest"]]
    assert lengths == sorted(lengths, reverse=True)
    assert [len(one.words) for one in by["shortest"]] == sorted(lengths)
    values = [one.typicality for one in by["typical"]]
    assert None not in values
    assert values == sorted(values, key=lambda value: -(value or 0))
    few = surveyed.quotations.find("law", Wanted(coder_rule="any", at_least=3, limit=2))
    assert len(few) == 2
    assert all(len(one.words.split()) >= 3 for one in few)
    position = surveyed.participants.all()[0].attributes["position"]
    officers = surveyed.quotations.find(
        "law", Wanted(coder_rule="any", where=f'position = "{position}"')
    )
    assert officers
    assert {one.attributes["position"] for one in officers} == {position}


def test_unknown_codes_and_orders_are_told(surveyed: Study) -> None:
    with pytest.raises(NotFound, match="Did you mean 'law'"):
        surveyed.quotations.find("laws")
    with pytest.raises(InputError, match="ordered by 'loudest'"):
        surveyed.quotations.find("law", Wanted(order="loudest"))


def test_each_quotation_stands_in_one_cell(study: Study, tmp_path: Path) -> None:
    trial = build(study, tmp_path, random.Random(5))
    del trial
    for by in ("source", "participant", "position"):
        matrix = study.matrices.matrix(by, coder_rule="any")
        assert matrix.columns
        for column in matrix.columns:
            wanted = Wanted(coder_rule="any")
            whole = study.quotations.find(column.code, wanted)
            cells = [one for one in matrix.cells if one.place.code == column.code]
            found = [quotation for cell in cells for quotation in cell.quotations]
            assert sorted(one.codings for one in found) == sorted(one.codings for one in whole)
            assert all(cell.looked for cell in cells if cell.quotations)
        if by == "position":
            for line, cells in matrix.lines():
                said = {q.attributes.get("position", "") for one in cells for q in one.quotations}
                assert said <= {line.name}


def test_a_case_that_nobody_looked_at_is_told_apart(surveyed: Study) -> None:
    first, second = segments(surveyed)[0], segments(surveyed)[-1]
    surveyed.codings.apply("law", first)
    matrix = surveyed.matrices.matrix("source", ["law", "time"], coder_rule="any")
    sources = {one.id for one in surveyed.sources}
    assert {one.key for one in matrix.rows} <= sources
    assert matrix.cell(first.source, "law").quotations
    assert second.source not in {one.key for one in matrix.rows if one.key == first.source}


def test_each_analyst_writes_their_own_summary(surveyed: Study) -> None:
    one = segments(surveyed)[0]
    surveyed.codings.apply("law", one)
    place = MatrixPlace("source", one.source, "law")
    surveyed.matrices.summarise(place, "At first.")
    surveyed.matrices.summarise(place, "Thought over [y].")
    surveyed.team.add("Zoe")
    surveyed.acting_as("Zoe").matrices.summarise(place, "I read it otherwise.")
    cell = surveyed.matrices.matrix("source", ["law"], coder_rule="any").cell(one.source, "law")
    assert cell.summary == "Thought over [y].\n\nI read it otherwise."
    assert [summary.author for summary in cell.summaries][1] == "Zoe"
    surveyed.history.undo()
    cell = surveyed.matrices.matrix("source", ["law"], coder_rule="any").cell(one.source, "law")
    assert cell.summary.startswith("At first.")
    surveyed.matrices.summarise(place, " ")
    assert len(surveyed.memos.about(MemoSubject.CELL, [place.subject])) == 1
    (line,) = surveyed.memos.lines()
    assert line.about == f"{surveyed.sources.all()[0].name}: law"
    with pytest.raises(NotFound, match="no attribute 'sight'"):
        surveyed.matrices.matrix("sight")


@pytest.mark.parametrize("suffix", [".html", ".md", ".docx", ".xlsx"])
def test_a_matrix_is_written_with_all_it_holds(
    surveyed: Study, tmp_path: Path, suffix: str
) -> None:
    one = segments(surveyed)[0]
    surveyed.codings.apply("law", one)
    surveyed.matrices.summarise(MatrixPlace("source", one.source, "law"), "Trust [y] & <b>.")
    matrix = surveyed.matrices.matrix("source", ["law"], coder_rule="any")
    target = tmp_path / f"matrix{suffix}"
    surveyed.matrices.write(matrix, target)
    told = as_text(target)
    assert "Trust [y] & <b>." in told
    assert matrix.cell(one.source, "law").quotations[0].words in told
    assert "framework matrix" in str(surveyed.history.latest(1))
    with pytest.raises(InputError, match="ends in"):
        surveyed.matrices.write(matrix, tmp_path / "matrix.pdf")


def as_text(path: Path) -> str:
    if path.suffix == ".docx":
        import docx

        page = docx.Document(str(path))
        cells = [cell.text for table in page.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in page.paragraphs), *cells])
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path)
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        return "\n".join(str(cell) for row in rows for cell in row)
    if path.suffix == ".html":
        from lxml import html

        return str(html.fromstring(path.read_text("utf-8")).text_content())
    return path.read_text("utf-8").replace("\\", "").replace("&amp;", "&").replace("&lt;", "<")
