"""The findings are laid out once and read back from each form by its own library."""

from __future__ import annotations

import io
import re
import shlex
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html

from qualcode.domain.associations import AssociationRow
from qualcode.domain.cooccurrence import PairRow
from qualcode.domain.saturation import SaturationRow
from qualcode.domain.tables import Row
from qualcode.privacy.release import Release
from qualcode.reports.commands import command_line, command_of
from qualcode.reports.contents import Passage, Words, printable
from qualcode.reports.findings import Asked, Findings, More, findings_report
from qualcode.reports.forms import DOCUMENTS, written
from qualcode.reports.frequency_tables import in_order
from qualcode.reports.markdown import literal
from tests.reports.releases import WICKED, by_position, frequencies, row, tree
from tests.reports.reports import MADE

each = pytest.mark.parametrize("suffix", DOCUMENTS)
TITLE = "Which services do victims need most?"


def holding(*rows: AssociationRow) -> Release[Any]:
    return frequencies(rows, "position", kind="associations")


def held(code: str, q: float) -> AssociationRow:
    return AssociationRow(
        code, code, 1, "position", "officer", "others", 114, 10, 20, 20, 64, 1.6, 0.9, 2.8,
        test="chi-square", p=q / 2, q=q, reading=f"Officers say {code} more often.",
    )  # fmt: skip


def more() -> More:
    pairs = [
        PairRow("food", "Food", "food", "Food", 31, 31, 31, 121, 31, None, None, None),
        PairRow("food", "Food", "housing", "Housing", 18, 31, 79, 121, 18, 0.2, None, 0.9),
        PairRow("housing", "Housing", "housing", "Housing", 79, 79, 79, 121, 79, None, None, None),
    ]
    curve = [SaturationRow(at, 2, 2 * at, 2.1 * at, at, 3 * at) for at in range(1, 30)]
    return More(
        together=frequencies(pairs, kind="cooccurrence", query={"within": "segment"}),
        saturation=frequencies(curve, kind="saturation", query={"seed": 1}),
    )


def findings(**other: object) -> Findings:
    values: dict[str, object] = {
        "subject": "=Study <x>", "made": MADE, "headline": "121 participants and 121 sources.",
        "facts": (("Groups", "by position"),), "threshold": 10, "unsuppressed": False,
        "methods": (Words("Two coders coded all of it."),), "more": more(),
        "asked": (
            Asked(
                TITLE, "q1-services", ("Answers to the question services, coded.",),
                frequencies(tree()), frequencies(by_position(), "position"),
                differences=holding(held("food", 0.01), held("housing", 0.4)),
                quotations=(Passage("Housing: an officer", "“A bed for <b>tonight</b>.”"),),
            ),
        ),
    }  # fmt: skip
    return Findings(**{**values, **other})  # type: ignore[arg-type]


@cache
def usual(suffix: str) -> dict[Path, bytes]:
    return written(findings_report(findings()), Path(f"out/findings{suffix}"))


def files(suffix: str, found: Findings | None = None) -> dict[Path, bytes]:
    if found is None:
        return usual(suffix)
    return written(findings_report(found), Path(f"out/findings{suffix}"))


def page(found: Findings | None = None) -> Any:
    (content,) = files(".html", found).values()
    return html.document_fromstring(content.decode())


def table(tree_of: Any, number: int) -> list[list[str]]:
    """Return a numbered table as rows of words."""
    (found,) = tree_of.xpath(f"//table[starts-with(caption, 'Table {number}. ')]")
    return [[cell.text_content().strip() for cell in line] for line in found.xpath(".//tr")]


def text(suffix: str, found: Findings | None = None) -> str:
    content = next(iter(files(suffix, found).values()))
    if suffix == ".html":
        return str(html.document_fromstring(content.decode()).text_content())
    if suffix == ".md":
        return content.decode()
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for one in document.tables for line in one.rows for cell in line.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@each
def test_the_same_findings_make_the_same_bytes(suffix: str) -> None:
    assert files(suffix, findings()) == usual(suffix)


@each
def test_every_form_tells_the_figures_their_base_and_how_to_make_them_again(suffix: str) -> None:
    said = text(suffix).replace("\\", "")
    for piece in (
        "Reported in the aggregate: figures that fewer than 10 persons stand behind",
        TITLE,
        "Base: participants who were asked the question. Coder rule: consensus.",
        "qualcode frequencies --question services",
        "qualcode frequencies --question services --by position",
        "Officers say food more often.",
        "A bed for",
        "an officer",
        "Two coders coded all of it.",
    ):
        assert piece in said, piece


def test_each_row_has_n_base_per_cent_and_interval_the_most_frequent_first() -> None:
    head, *lines = table(page(), 2)
    assert head == ["", "n", "base", "%", "95 % interval"]
    assert lines == [
        ["Services", "118", "121", "98", "[93, 99]"],
        ["Housing", "79", "121", "65", "[56, 73]"],
        [printable(WICKED), "47", "121", "39", "[31, 48]"],
        ["Food", "31", "121", "26", "[19, 34]"],
        ["Other", "–", "121", "–", "–"],
    ]


def test_groups_stand_beside_each_other_in_the_same_order() -> None:
    head, *lines = table(page(), 3)
    assert head[1:3] == ["investigator: n / base", "investigator: % and 95 % interval"]
    assert [line[0] for line in lines][:2] == ["Services", "Housing"]
    assert lines[1][1:] == ["50 / 84", "60  [49, 69]", "20 / 30", "67  [49, 81]"]
    assert lines[4][1:] == ["– / 84", "–", "– / 30", "–"]


def test_only_differences_that_hold_are_told_of_and_how_many_were_held() -> None:
    (caption, *_), lines = page().xpath("//caption[contains(., 'hold')]"), table(page(), 4)
    assert "Differences by position that hold (q below 0.05)" in caption.text_content()
    assert [line[0] for line in lines[1:]] == ["food"]
    assert "2 tests." in page().text_content()
    (asked,) = findings().asked
    none = replace(asked, differences=holding(held("food", 0.2)))
    said = page(findings(asked=(none,), more=More())).text_content()
    assert "No difference by position holds: of 1 tests none has a q below 0.05" in said


def test_the_summary_leads_to_each_question_and_says_what_is_most_frequent() -> None:
    found = page()
    (link,) = found.xpath("//section[@aria-labelledby='in-short']//tbody//a")
    assert found.get_element_by_id(link.get("href")[1:]).text_content() == TITLE
    assert table(found, 1)[1][1] == "Housing: 65 % (79/121)"


def test_the_place_of_what_is_withheld_tells_nothing_of_its_size() -> None:
    large = row("big", "Big", 1, "", 100, 121).withheld(frozenset({"n"}))
    rows = in_order((*tree(), large))
    assert [one.code for one in rows][-2:] == ["other", "big"]


def test_a_tree_of_codes_stays_a_tree_and_who_has_no_code_comes_last() -> None:
    apart = replace(row("(uncoded)", "no code applies", 0, "", 90, 121), is_apart=True)
    rows = (
        apart, row("a", "A", 0, "", 50, 121), row("b", "B", 1, "", 10, 121),
        row("c", "C", 2, "", 9, 121), row("d", "D", 1, "", 40, 121), row("e", "E", 0, "", 60, 121),
    )  # fmt: skip
    assert [one.code for one in in_order(rows)] == ["e", "a", "d", "b", "c", "(uncoded)"]


def test_where_everything_is_withheld_it_is_said_without_table_or_chart() -> None:
    hidden = [one.withheld(frozenset({"n", "base"})) for one in tree()]
    asked = Asked("Secret", "q1", (), frequencies(hidden, notes=("Withheld: all.",)))
    found = page(findings(asked=(asked,), more=More()))
    said = found.get_element_by_id("q1").getparent().text_content()
    assert "Every figure is withheld" in said
    assert "Withheld: all." in said
    assert found.xpath("//figure") == []


def test_the_page_can_be_heard_and_needs_nothing() -> None:
    found = page()
    assert [len(found.xpath(f"//{name}")) for name in ("main", "header", "footer", "h1")] == [1] * 4
    assert found.xpath("//a[@class='skip']/@href") == ["#content"]
    assert found.xpath("//script | //link | //img | //iframe | //object | //form") == []
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(one.tag[1]) for one in found.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for one in found.xpath("//table"):
        assert one.xpath("string(caption)")
        assert one.xpath("thead/tr/th[@scope='col']")
        assert all(line.xpath("count(th[@scope='row'])") == 1 for line in one.xpath("tbody/tr"))
    for one in found.xpath("//figure"):
        (picture,) = one.xpath(".//*[name()='svg']")
        assert picture.get("role") == "img"
        assert re.search(r"\d", picture.get("aria-label"))
        assert "Base: " in one.text_content()
    assert len(found.xpath("//figure")) == 4


def test_words_of_others_stay_words() -> None:
    content = files(".html")[Path("out/findings.html")].decode()
    assert "<script" not in content
    assert "<b>tonight" not in content
    assert literal(printable(WICKED)) in text(".md")


def test_charts_of_markdown_lie_in_a_folder_beside_it() -> None:
    found = files(".md")
    main, *charts = found
    assert main == Path("out/findings.md")
    assert {one.parent for one in charts} == {Path("out/findings-charts")}
    named = re.findall(r"\]\((findings-charts/[\w-]+\.png)\)", found[main].decode())
    assert [Path("out") / one for one in named] == charts
    assert all(found[one].startswith(b"\x89PNG") for one in charts)


def test_charts_of_the_document_have_words_too() -> None:
    (content,) = files(".docx").values()
    document = docx.Document(io.BytesIO(content))
    assert len(document.inline_shapes) == 4
    told = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    assert all(told)
    page_of = document.sections[0]
    room = page_of.page_width - page_of.left_margin - page_of.right_margin
    assert all(one.width <= room for one in document.inline_shapes)
    assert page_of.page_height > page_of.page_width
    heads = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert TITLE in heads


@each
def test_without_the_extra_the_report_is_made_and_says_what_to_install(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.reports.findings.possible", lambda: False)
    said = text(suffix, findings()).replace("\\", "")
    assert "pip install 'qualcode[analysis]'" in said
    assert "79" in said
    assert "Figure 1" not in said


def test_a_report_without_suppression_says_so_first_and_last() -> None:
    found = page(findings(unsuppressed=True, asked=(), more=More()))
    assert found.xpath("string(//header/p[@class='confidential'])").startswith("Confidential")
    assert found.xpath("string(//footer)").strip().startswith("Confidential")


def test_a_command_can_be_typed_as_it_stands() -> None:
    query = {"question": "q 1", "by": ["a", "b'c"], "where": 'x = "y"', "zero": False, "none": None}
    words = shlex.split(command_line("frequencies", query))
    assert words == ["qualcode", "frequencies", "--question", "q 1", "--by", "a", "--by", "b'c",
                     "--where", 'x = "y"']  # fmt: skip
    scales: Release[Row] = frequencies(
        (), kind="scales", query={"form": "means", "questions": ["a", "b"], "by": ["c"]},
        unsuppressed=True,
    )  # fmt: skip
    assert command_of(scales) == "qualcode scales a b --means --by c --unsuppressed"
