"""Codebooks written fresh: the reader gets back exactly what was written."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook, Example
from qualcode.domain.errors import CodebookError
from qualcode.exchange.codebook_writing import codebook_to_yaml
from qualcode.exchange.codebook_yaml import parse_codebook
from qualcode.exchange.strict_yaml.document import load
from qualcode.exchange.strict_yaml.emitting import emitted
from tests.exchange.codebook_strategies import PROSE, codebooks

LONG = (
    "Any statement about the duration of waiting, felt or measured, from arrival to the"
    " first contact."
)


@given(codebooks())
def test_what_is_written_is_read_back(book: Codebook) -> None:
    text = codebook_to_yaml(book)
    assert parse_codebook(text) == book
    assert codebook_to_yaml(parse_codebook(text)) == text


@given(st.dictionaries(PROSE.filter(bool), PROSE | st.lists(PROSE), min_size=1))
def test_any_text_comes_back_here_and_in_other_readers(content: dict[str, object]) -> None:
    for text in (emitted(content), emitted(content, frozenset(content))):
        assert load(text, "f", CodebookError).value == content
    assert yaml.safe_load(without_last_break(emitted(content))) == content


def without_last_break(text: str) -> str:
    return text.replace(": |\n", ": |-\n").replace("- |\n", "- |-\n")


def test_the_file_is_laid_out_for_people() -> None:
    codes = (
        Code("wait", "Waiting", codable=False, short="All waiting: of any sort."),
        Code(
            "no",
            "No",
            "wait",
            "n",
            "#E07A5F",
            definition=LONG,
            include=("a, b", "c"),
            see=("wait",),
        ),
        Code("b", "B", memo="one\n\ntwo", typical=(Example("hello"), Example("you", "P1", "3-6"))),
    )
    assert codebook_to_yaml(Codebook("Title", codes, "1.10", details={"status": "draft"})) == (
        "# yaml-language-server: $schema=./codebook.schema.json\n"
        "format: qualcode-codebook/1\n"
        "title: Title\n"
        'version: "1.10"\n'
        "status: draft\n"
        "language: en\n"
        "codes:\n"
        "- id: wait\n"
        "  name: Waiting\n"
        "  codable: false\n"
        '  short: "All waiting: of any sort."\n'
        "  codes:\n"
        '  - id: "no"\n'
        '    name: "No"\n'
        '    key: "n"\n'
        '    color: "#E07A5F"\n'
        "    definition: >-\n"
        "      Any statement about the duration of waiting, felt or measured, from arrival to the\n"
        "      first contact.\n"
        "    include:\n"
        "    - a, b\n"
        "    - c\n"
        "    see: [wait]\n"
        "- id: b\n"
        "  name: B\n"
        "  typical:\n"
        "  - hello\n"
        "  - text: you\n"
        "    source: P1\n"
        '    span: "3-6"\n'
        "  memo: |\n"
        "    one\n"
        "\n"
        "    two\n"
    )


def test_a_codebook_without_codes() -> None:
    assert parse_codebook(codebook_to_yaml(Codebook("Empty"))) == Codebook("Empty")


def test_the_deepest_tree_that_is_written_is_read_and_a_deeper_one_refused() -> None:
    codes = [Code("c0", "c0", typical=(Example("a", "b"),))]
    for level in range(1, 18):
        above = codes[-1].id
        codes.append(Code(f"c{level}", "c", above, typical=(Example("a", "b"),)))
    book = Codebook("Deep", tuple(codes))
    assert parse_codebook(codebook_to_yaml(book)) == book
    deeper = Codebook("Deeper", (*book.codes, Code("c18", "c", "c17")))
    with pytest.raises(CodebookError, match=r"'c18' lies more than 17 levels deep\. Make the tree"):
        codebook_to_yaml(deeper)
