"""The codebook as a document holds every code with its meaning, its counts and its history."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html

from qualcode.domain.codebook import Code, Codebook, Example, Retirement
from qualcode.reports.codebook_document import CodebookTold, Revised, codebook_document
from qualcode.reports.forms import DOCUMENTS, written
from tests.reports.releases import WICKED, frequencies, row, tree
from tests.reports.reports import MADE

BOOK = Codebook(
    "Services",
    (
        Code("services", "Services", codable=False, asked=("needs",), definition="What is needed."),
        Code(
            "housing", "Housing", "services", key="h", definition="A place to sleep.",
            include=("shelter",), exclude=("a cell, see [[other]]",),
            typical=(Example("A bed for tonight."),),
            close_but_no=(Example("My own house.", note="not a victim's"),),
        ),
        Code("wicked", WICKED, "services", short="<i>short</i>"),
        Code("night", "For a night", "housing"),
        Code("other", "Other", "services", retired=Retirement("2", ("housing",), "too wide")),
    ),
    "1.1",
)  # fmt: skip


def told() -> CodebookTold:
    counts = frequencies((*tree(), row("night", "For a night", 2, "", 12, 121)))
    return CodebookTold(
        "=Study <x>", MADE, BOOK, counts,
        {"needs": "What do victims need?"}, (Revised(MADE, "ana", "abc123", "1.0", 4),),
    )  # fmt: skip


def said(suffix: str) -> str:
    (content,) = written(codebook_document(told()), Path(f"codebook{suffix}")).values()
    if suffix == ".html":
        return str(html.document_fromstring(content.decode()).text_content())
    if suffix == ".md":
        return content.decode().replace("\\", "")
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for one in document.tables for line in one.rows for cell in line.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def page() -> Any:
    (content,) = written(codebook_document(told()), Path("codebook.html")).values()
    return html.document_fromstring(content.decode())


@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_every_form_tells_meaning_examples_counts_and_history(suffix: str) -> None:
    text = said(suffix)
    for piece in (
        f"5 codes in 1 theme, version 1.1, revision {BOOK.revision}.",
        "A place to sleep.", "shelter", "a cell, see “Other”", "“A bed for tonight.”",
        "“My own house.” (not a victim's)", "What do victims need?", "by 79 of 121 participants",
        "withheld", "since 2: too wide; use Housing", "abc123",
        "Reported in the aggregate", "qualcode frequencies --question services",
    ):  # fmt: skip
        assert piece in text, piece


def test_the_tree_is_told_by_headings() -> None:
    heads = [(one.tag, one.text_content()) for one in page().xpath("//h2 | //h3 | //h4")]
    assert heads[:3] == [("h2", "Services"), ("h3", "Housing"), ("h4", "For a night")]
    assert [name for tag, name in heads if tag == "h2"] == ["Services", "Counts", "History"]
    assert all(int(b[0][1]) - int(a[0][1]) <= 1 for a, b in pairwise(heads))


def test_the_count_of_a_withheld_code_is_nowhere() -> None:
    assert "4 of 121" not in said(".md")
    (line,) = page().xpath("//table[contains(caption, 'given')]//tr[th = 'Other']")
    assert [cell.text_content() for cell in line][1:] == ["–", "121", "–", "–"]


def test_words_of_others_stay_words() -> None:
    found = page()
    assert found.xpath("//script | //i") == []
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert "<script>alert(1)</script>" in found.text_content()


@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_the_same_codebook_makes_the_same_bytes(suffix: str) -> None:
    target = Path(f"codebook{suffix}")
    assert written(codebook_document(told()), target) == written(codebook_document(told()), target)


def test_an_empty_codebook_can_be_written() -> None:
    empty = CodebookTold("Study", MADE, Codebook(""), frequencies(()))
    for suffix in DOCUMENTS:
        assert written(codebook_document(empty), Path(f"codebook{suffix}"))
