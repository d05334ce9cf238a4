"""Every reading command takes --json, --csv, -o FILE and --unsuppressed; the keys are promised."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len

from tests.support.cli import Desk, flat
from tests.support.desks import begun, coded

READING = {
    "codebook": ("codebook", "list"),
    "coder": ("coder", "list"),
    "source": ("source", "list"),
    "participant": ("participant", "list"),
    "memo": ("memo", "list"),
    "search": ("search", "office"),
    "log": ("log", "--all"),
    "agreement": ("agreement",),
    "frequencies": ("frequencies",),
    "frequencies by": ("frequencies", "--by", "position"),
    "waves": ("frequencies", "--wave", "position"),
    "versions": ("frequencies", "--versions"),
    "associations": ("associations", "--by", "position"),
    "model": ("associations", "--outcome", "position=nurse", "--predictor", "code:money"),
    "cooccurrence": ("cooccurrence",),
    "sequence": ("cooccurrence", "--sequence"),
    "saturation": ("saturation", "--draws", "20"),
    "stops": ("saturation", "--stops", "--base", "2", "--run", "1"),
    "words": ("words", "office"),
    "quotes": ("quotes", "office"),
    "passed": ("quotes", "--passed"),
    "matrix": ("matrix", "--by", "position"),
    "sample": ("sample",),
    "codings": ("export", "codings"),
    "looks": ("export", "looks"),
}

NOTED = ("log", "codings", "looks")

TABLE = {
    "kind", "unit", "base", "coder_rule", "without_accepted", "by", "query", "notes", "suppressed",
    "disclosure", "rows",
}  # fmt: skip

COUNTED = ("--as", "ann", "frequencies", "--unsuppressed")
"""Counts of the small study, in which everything would be withheld."""

JSON_KEYS = {
    "codebook": {"title", "version", "codes", "revision"},
    "agreement": {"coders", "unit", "units", "overall", "codes", "disagreements"},
    **dict.fromkeys(
        (
            "frequencies",
            "frequencies by",
            "waves",
            "versions",
            "associations",
            "model",
            "cooccurrence",
            "sequence",
            "saturation",
            "stops",
            "words",
            "sample",
        ),
        TABLE,
    ),
    "quotes": {"kind", "unit", "base", "coder_rule", "suppressed", "rows"},
    "matrix": {"kind", "unit", "base", "coder_rule", "by", "suppressed", "notes", "rows"},
}

COLUMNS = {
    "coder": "name,role",
    "source": "name,kind,segments,characters,file,imported",
    "participant": "name,counted,position",
    "memo": "about,subject,coder,changed,text",
    "search": "source,segment,number,start,end,excerpt",
    "frequencies": "code,name,level,group,n,base,percent,low,high,people,suppressed,is_apart",
    "frequencies by": "code,name,level,group,n,base,percent,low,high,people,suppressed,is_apart",
    "waves": "code,name,level,group,n_before,base_before,percent_before,n_after,base_after,"
    "percent_after,difference,low,high,reading,suppressed",
    "versions": "code,name,level,change,n_before,base_before,percent_before,n_after,base_after,"
    "percent_after,made_before,made_since,suppressed",
    "associations": "code,name,level,attribute,value,against,base,both,code_only,value_only,"
    "neither,odds_ratio,low,high,is_unbounded,test,statistic,freedom,draws,p,q,cramers_v,"
    "cramers_v_corrected,strata,common,common_low,common_high,common_p,homogeneity_p,reading,why,"
    "suppressed",
    "model": "predictor,name,level,reference,is_control,n,events,odds_ratio,low,high,p,predictor_p,"
    "q,reading,why,suppressed",
    "cooccurrence": "code,name,other,other_name,n,n_code,n_other,base,people,jaccard,c,lift,"
    "suppressed",
    "sequence": "code,name,next,next_name,n,expected,lift,n_code,n_next,base,people,suppressed",
    "saturation": "number,new,seen,expected,low,high,suppressed",
    "stops": "base,run,threshold,base_codes,after,share,suppressed",
    "words": "word,n,words,n_rest,words_rest,people,people_rest,z,g2,p,log_ratio,spread,suppressed",
    "quotes": "id,code,name,quotation,before,after,source,segment,participant,coders,typicality,"
    "attributes",
    "passed": "code,name,quotation,attribution,passed_by",
    "matrix": "row,code,name,looked,people,quotations,summary",
    "sample": "part,name,n,base,percent,low,high,people,suppressed",
    "codings": "source,segment,participant,start,end,quotation,code,code_name,code_path,coder,"
    "round,origin,memo,created,hint_visible,hint_rank,hint_score,hint_probability,hint_model,"
    "work_order,position",
    "looks": "source,segment,participant,coder,round,state,moment",
}

each = pytest.mark.parametrize("name", READING)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Give the small study, with its contacts, to those who only read in it."""
    made = coded(begun(tmp_path_factory.mktemp("read")))
    with (made.folder / "study.toml").open("a", encoding="utf-8") as options:
        options.write("\n[sample]\nineligible = 1\nrefused = 2\nnon_contact = 3\n")
    return made


@each
def test_json_is_an_object_with_the_promised_keys(read: Desk, name: str) -> None:
    content = read(*READING[name], "--json").json
    assert set(content) >= JSON_KEYS.get(name, {"rows"})
    for row in content.get("rows", []):
        assert set(row) == set(content["rows"][0])


@each
def test_csv_has_the_promised_columns_and_nothing_else_on_standard_output(
    read: Desk, name: str
) -> None:
    answer = read(*READING[name], "--csv")
    if name in COLUMNS:
        assert answer.out.splitlines()[0] == COLUMNS[name]
    width = len(answer.columns)
    assert all(len(row) == width for row in csv.reader(answer.out.splitlines(keepends=True)))


@each
def test_a_file_takes_its_form_from_its_ending(read: Desk, name: str, tmp_path: Path) -> None:
    table, content, plain = (tmp_path / f"new/out.{end}" for end in ("csv", "json", "txt"))
    for target in (table, content, plain):
        answer = read(*READING[name], "-o", target)
        assert f"Written to {target}." in answer.err
        assert answer.out == ""
    told = read(*READING[name], "--csv").out
    if name not in NOTED:  # each export adds to the journal
        assert table.read_text(encoding="utf-8") == told.replace("\r\n", "\n")
    assert table.read_bytes().startswith(told.splitlines()[0].encode())
    assert json.loads(content.read_text(encoding="utf-8"))
    assert plain.read_text(encoding="utf-8").strip()
    read(*READING[name], "--json", "-o", tmp_path / "anything.dat")
    assert json.loads((tmp_path / "anything.dat").read_text(encoding="utf-8"))


# A workbook of the matrix is laid out as the matrix: tests/reports and tests/stories.
@pytest.mark.parametrize("name", [one for one in READING if one != "matrix"])
def test_a_workbook_holds_the_same_table(read: Desk, name: str, tmp_path: Path) -> None:
    read(*READING[name], "-o", tmp_path / "new" / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new" / "out.xlsx")
    cells = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    answer = read(*READING[name], "--csv")
    assert list(cells[0]) == answer.columns
    if name not in NOTED:
        assert len(cells) == len(answer.rows) + 1


@each
def test_unsuppressed_is_accepted_everywhere(read: Desk, name: str) -> None:
    assert read("--as", "ann", *READING[name], "--unsuppressed", "--json").json
    assert read.tried(*READING[name], "--json", "--csv").code == 2


def test_frequencies_json_is_as_promised(desk: Desk) -> None:
    content = desk(*COUNTED, "--by", "position", "--json").json
    assert content["unit"] == "participant"
    assert content["coder_rule"] == "any"
    assert isinstance(content["base"], str)
    row = next(
        one for one in content["rows"] if (one["code"], one["group"]) == ("office", "driver")
    )
    assert set(row) == {
        "code", "name", "level", "group", "n", "base", "percent", "low", "high", "people",
        "suppressed", "groups", "is_apart",
    }  # fmt: skip
    assert (row["name"], row["level"], row["n"], row["base"]) == ("Office", 1, 2, 2)
    assert row["percent"] == 100
    assert 0 <= row["low"] <= row["percent"] <= row["high"] <= 100


@pytest.mark.parametrize("unit", ["participant", "segment", "source"])
@pytest.mark.parametrize("rule", ["any", "all", "majority", "ann", "bo"])
def test_units_and_coder_rules(desk: Desk, unit: str, rule: str) -> None:
    content = desk(*COUNTED, "--unit", unit, "--coder-rule", rule, "--json").json
    assert (content["unit"], content["coder_rule"]) == (unit, rule)
    n = {row["code"]: row["n"] for row in content["rows"]}
    # office: ann gave it to P2 and P3, bo to P3 and P4; a majority of two is both.
    assert n["office"] == {"any": 3, "all": 1, "majority": 1, "ann": 2, "bo": 2}[rule]


def test_consensus_is_counted_where_it_exists(desk: Desk) -> None:
    agreed = "participant,code,quotation\nP3,office,the office lent us\n"
    desk("--as", "ann", "import", "--codings", desk.written("agreed.csv", agreed), "--coder",
         "consensus")  # fmt: skip
    content = desk(*COUNTED, "--json").json
    assert content["coder_rule"] == "consensus"
    counted = {row["code"]: (row["n"], row["base"]) for row in content["rows"]}
    assert counted["office"] == (1, 1)
    assert desk(*COUNTED, "--coder-rule", "any", "--json").json["coder_rule"] == "any"
    assert desk("agreement", "--json").json["coders"] == ["ann", "bo"]


def test_frequencies_of_one_question_leave_the_others_out(desk: Desk) -> None:
    question = "what-helped-you-most-last-winter"
    content = desk(*COUNTED, "--question", question, "--json").json
    assert {row["base"] for row in content["rows"] if not row["is_apart"]} == {4}
    rows = desk("export", "codings", "--question", question, "--coder", "bo", "--csv").rows
    assert {row["coder"] for row in rows} == {"bo"}
    assert {row["segment"] for row in rows} == {question}


def test_agreement_json_is_whole_though_few_codes_are_shown(desk: Desk) -> None:
    assert len(desk("agreement", "--worst", "1", "--json").json["codes"]) == 4
    assert "are not shown" in flat(desk("agreement", "--worst", "1").out)
    assert desk("agreement", "--coders", "bo,ann", "--json").json["coders"] == ["bo", "ann"]


def test_a_pipe_gets_a_table_of_80_columns(read: Desk) -> None:
    for words in READING.values():
        for line in read(*words).out.splitlines():
            assert cell_len(line) <= 80, (words, line)
