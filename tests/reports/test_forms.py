"""Each form of the report is read back by its own library and holds what it must."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import docx
import openpyxl
import pytest
from lxml import html

from qualcode.domain.agreement_report import AgreementReport, Overall
from qualcode.domain.agreement_table import code_columns
from qualcode.reports.contents import CONFIDENTIAL, MOST, printable
from qualcode.reports.forms import SUFFIXES, rendered
from qualcode.reports.markdown import literal
from tests.reports.reports import CODERS, LINES, MADE, WICKED, wicked_report, with_spans

each = pytest.mark.parametrize("suffix", SUFFIXES)


def made(report: AgreementReport, suffix: str, subject: str = "=Study <x>") -> bytes:
    return rendered(report, suffix, subject, MADE)


def page(report: AgreementReport) -> Any:
    return html.document_fromstring(made(report, ".html").decode())


def book(report: AgreementReport) -> dict[str, list[tuple[Any, ...]]]:
    found = openpyxl.load_workbook(io.BytesIO(made(report, ".xlsx")))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in found.worksheets}


def words(report: AgreementReport) -> Any:
    return docx.Document(io.BytesIO(made(report, ".docx")))


@each
def test_the_same_report_makes_the_same_bytes(suffix: str) -> None:
    assert made(wicked_report(), suffix) == made(wicked_report(), suffix)
    later = rendered(wicked_report(), suffix, "=Study <x>", MADE + timedelta(days=1))
    assert later != made(wicked_report(), suffix)


@each
def test_an_empty_report_can_be_written(suffix: str) -> None:
    nothing = Overall("alpha", None, None, None, "not comparable")
    bare = AgreementReport("segment", "leaf", "", ("a", "b"), 0, 0, 0, "units", nothing, ())
    assert made(bare, suffix)
    assert made(with_spans(), suffix)


def test_an_unknown_form_is_none() -> None:
    with pytest.raises(KeyError):
        made(wicked_report(), ".pdf")


def test_the_page_needs_nothing_and_runs_nothing() -> None:
    tree = page(wicked_report())
    text = made(wicked_report(), ".html").decode()
    assert tree.xpath("//script | //link | //img | //iframe | //object | //form") == []
    assert not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", text))
    assert all(one.startswith("#") for one in tree.xpath("//@href"))
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in tree.xpath("//meta/@content")[-1]


def test_the_page_can_be_heard_as_well_as_seen() -> None:
    tree = page(wicked_report())
    assert tree.get("lang") == "en"
    assert [len(tree.xpath(f"//{name}")) for name in ("main", "header", "footer", "h1")] == [1] * 4
    assert tree.xpath("//nav/@aria-label")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in [*tree.xpath("//@aria-labelledby"), *(x[1:] for x in tree.xpath("//@href"))]:
        assert name in ids
    for table in tree.xpath("//table"):
        assert table.xpath("string(caption)")
        assert table.xpath("thead/tr/th[@scope='col']")
        assert all(row.xpath("count(th[@scope='row'])") == 1 for row in table.xpath("tbody/tr"))
        width = len(table.xpath("thead/tr/*"))
        assert {len(row.xpath("*")) for row in table.xpath("tbody/tr")} == {width}
    levels = [int(one.tag[1]) for one in tree.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_words_of_others_stay_words_on_the_page() -> None:
    tree = page(wicked_report())
    shown = tree.text_content()
    for piece in ("<script>alert(1)</script>", "{{ 7 * 7 }}", "&amp;", "[y]", "=cmd()"):
        assert piece in shown
    (first, second, *_) = tree.xpath("//blockquote")
    assert first.text_content() == printable(WICKED)
    assert second.text_content() == printable(LINES)
    assert tree.xpath("//b/text()")[:3] == list(CODERS)
    assert not set(shown) & set("\x00\x08\x1b\u202e\ufffe")


def test_a_code_leads_to_its_disagreements_and_back() -> None:
    tree = page(wicked_report())
    (link,) = tree.xpath("//section[@aria-labelledby='codes']//tbody//a")
    target = tree.get_element_by_id(link.get("href")[1:])
    assert target.text_content() == link.text_content() == printable(WICKED)
    assert "#codes" in target.getparent().xpath(".//@href")


def test_grades_are_told_by_a_mark_as_well_as_a_colour() -> None:
    rows = page(wicked_report()).xpath("//section[@aria-labelledby='codes']//tbody/tr")
    marks = [
        (row.xpath("string(td[1])"), row.xpath("string(td[1]/@class)").strip()) for row in rows
    ]
    assert marks == [
        ("!", "g-weak"),
        ("~", "g-tentative"),
        ("ok", "g-reliable"),
        ("?", "g-unknown"),
    ]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_colours_leave_the_words_readable() -> None:
    text = made(wicked_report(), ".html").decode()
    fills = re.findall(r"\{ background: (#\w+)(?:; color: (#\w+))?", text)
    assert len(fills) >= 8
    for fill, ink in fills:
        assert contrast(_long(fill), _long(ink or "#1a1a1a")) >= 4.5, (fill, ink)
    assert contrast("#4d4d4d", "#ffffff") >= 4.5
    assert contrast("#0b4f9e", "#ffffff") >= 4.5


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * mark for mark in colour[1:])


@each
def test_every_form_says_that_it_is_confidential_and_how_it_came_about(suffix: str) -> None:
    report = replace(wicked_report(), methods="Three coders were compared.")
    text = "\n".join(plain(report, suffix))
    assert CONFIDENTIAL in text
    for piece in ("Three coders were compared.", "0.62", "did not look", "coded nothing", "abc"):
        assert piece in text, piece


def plain(report: AgreementReport, suffix: str) -> Iterator[str]:
    if suffix == ".html":
        yield page(report).text_content()
    elif suffix == ".md":
        yield made(report, suffix).decode()
    elif suffix == ".xlsx":
        for rows in book(report).values():
            yield from (str(cell) for row in rows for cell in row)
    else:
        document = words(report)
        yield from (one.text for one in document.paragraphs)
        for table in document.tables:
            yield from (cell.text for row in table.rows for cell in row.cells)


def test_the_workbook_has_the_table_of_the_csv_first_and_then_all_the_rest() -> None:
    sheets = book(wicked_report())
    assert list(sheets) == ["Codes", "About", "Pairs", "Heat map", "Without a coder", "Confusion",
                            "Groups", "Drift", "Disagreements"]  # fmt: skip
    assert sheets["Codes"][0] == code_columns(wicked_report())
    assert [row[0] for row in sheets["Codes"][1:]] == ["c1", "c2", "c3", "c4"]
    assert sheets["Codes"][1][2] == 0.5
    assert sheets["Codes"][4][2] is None
    assert len(sheets["Disagreements"]) == 5
    assert sheets["Heat map"][1][2:] == (0.9, 0.7, -0.2)


def test_the_workbook_has_no_formula_and_no_link() -> None:
    content = made(wicked_report(), ".xlsx")
    found = openpyxl.load_workbook(io.BytesIO(content))
    kinds = {cell.data_type for sheet in found for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist()]
    assert not any("<f>" in one or "<hyperlink" in one for one in parts)
    assert {row[0] for row in book(wicked_report())["Groups"][1:]} == {"=q"}


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    report = wicked_report()
    long = replace(report.disagreements[0], quotation="x" * 40_000)
    rows = book(replace(report, disagreements=(long,)))["Disagreements"]
    assert len(rows[1][6]) == 32_767
    assert rows[1][6].endswith("…")


def test_the_document_has_real_headings_tables_and_quotations() -> None:
    document = words(wicked_report())
    styles = [one.style.name for one in document.paragraphs]
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert heads == ["Methods", "Code by code", "Pairs of coders by code", "Pairs of coders",
                     "Without one coder", "Codes that stand in for each other", "By question",
                     "Drift", "Disagreements"]  # fmt: skip
    assert styles.count("Title") == 1
    assert styles.count("Quote") == 3
    assert styles.count("Caption") == len(document.tables)
    assert [cell.text for cell in document.tables[0].rows[0].cells][:3] == ["code", "", "alpha"]
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    quoted = [one.text for one in document.paragraphs if one.style.name == "Quote"]
    assert quoted[0] == printable(WICKED)
    assert document.core_properties.created == MADE.replace(tzinfo=None) or (
        document.core_properties.created == MADE
    )
    assert document.core_properties.author == ""


def test_markdown_holds_no_markup_of_others() -> None:
    text = made(wicked_report(), ".md").decode()
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert all(line.startswith(("# ", "## ", "### ")) for line in heads)
    assert "# not a heading" not in [line.lstrip("> ") for line in text.splitlines()]
    assert not re.search(r"(?<!\\)\]\(", text)
    for raw in ("<script>", "**b**", "`c`", "~~s~~", " &amp;"):
        assert raw not in text, raw
    for block in re.split(r"\n(?!\|)", text):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        bars = {len(re.findall(r"(?<!\\)\|", line)) for line in rows}
        assert len(bars) <= 1, rows[:2]
    assert "not a list" in text
    assert "> \\- not a list" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("1. one", r"1\. one"),
        ("2) two", r"2\) two"),
        ("- x", r"\- x"),
        ("0.43", "0.43"),
        ("    code", "   code"),
        ("\tcode", "   code"),
        ("+ x\n= y", "\\+ x\n\\= y"),
        ("<b>", r"\<b\>"),
        ("plain words, 3.5 of them", "plain words, 3.5 of them"),
    ],
)
def test_marks_are_taken_literally(text: str, shown: str) -> None:
    assert literal(text) == shown


def test_a_page_shows_only_so_many_passages_and_says_so() -> None:
    report = wicked_report()
    (one, *_) = report.disagreements
    more = (replace(one, code="c2"),) * 5
    many = replace(report, disagreements=(one,) * MOST + more)
    assert page(many).xpath("//section[@aria-labelledby='codes']//tbody//a/@href") == ["#d-c1"]
    assert len(page(many).xpath("//div[@class='passage']")) == MOST
    assert f"The first {MOST} follow" in page(many).text_content()
    assert len(book(many)["Disagreements"]) == MOST + 6
