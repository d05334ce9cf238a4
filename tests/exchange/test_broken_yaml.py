"""The gallery of broken files: each gets its line, its column and what to do."""

from __future__ import annotations

import pytest

from qualcode.domain.errors import CodebookError
from qualcode.exchange.codebook_yaml import parse_codebook, read_codebook

HEAD = "format: qualcode-codebook/1\ntitle: T\ncodes:\n"

GALLERY = {
    "tab as indentation": (
        HEAD + "- id: a\n\tname: A\n",
        "5:1: a tab is used for indentation, which YAML forbids. Replace the tab by spaces.",
    ),
    "tab before a dash": (
        "codes:\n\t- id: a\n",
        "2:1: a tab is used for indentation, which YAML forbids. Replace the tab by spaces.",
    ),
    "colon in text": (
        HEAD + "- id: a\n  name: A: b\n",
        "5:10: a colon stands where no key can be."
        " Put text that holds a colon in quotes, or line this key up with its neighbours.",
    ),
    "quote never closed": (
        HEAD + '- id: a\n  name: "A\n',
        "5:9: the quote that opens here is never closed."
        " Close it; in single quotes, write an apostrophe twice.",
    ),
    "bracket never closed": (
        HEAD + "- id: a\n  see: [b, c\n  name: A\n",
        "5:8: the bracket '[' that opens here is not closed, or a comma is missing in it."
        " Write [one, two], with text that holds a colon or comma in quotes.",
    ),
    "brace never closed": (
        HEAD + "- {id: a\n- {id: b}\n",
        "4:3: the brace '{' that opens here is not closed, or a comma is missing in it."
        " Write {key: value, key: value}, with text that holds a comma in quotes.",
    ),
    "apostrophe in quotes": (
        HEAD + "- id: a\n  name: 'it's'\n",
        "5:13: this line does not fit the lines above it."
        " Indent it like its neighbours, and put text that holds quotes in other quotes.",
    ),
    "dash at the wrong column": (
        HEAD + "  - id: a\n - id: b\n",
        "5:2: this line does not fit the lines above it."
        " Indent it like its neighbours, and put text that holds quotes in other quotes.",
    ),
    "no dash": (
        "- a\nb: c\n",
        "2:1: a line of a list has to begin with '- '."
        " Begin it with '- ', or indent it like the key that it belongs to.",
    ),
    "unknown escape": (
        HEAD + '- id: a\n  name: "\\q"\n',
        "5:10: a backslash in double quotes begins an escape that YAML does not know."
        " Write \\\\ for a backslash, or use single quotes.",
    ),
    "begins with @": (
        "title: @x\n",
        "1:8: text cannot begin with '@' unless it is in quotes. Put it in quotes.",
    ),
    "list on the line of its key": (
        "codes: - id: a\n",
        "1:8: a list cannot begin on the line of its key."
        " Put '- ' on a line of its own below the key, or write [one, two].",
    ),
    "indented less than the first": (
        "  title: x\ncodes: []\n",
        "2:1: this line is indented less than the first one."
        " Begin all outermost keys in the same column.",
    ),
    "text behind a bar": (
        "title: |x\n  y\n",
        "1:9: text may not follow '|' or '>' on the same line."
        " Begin the text on the next line, indented.",
    ),
    "a tag": (
        "title: !!python/object/apply:os.system [ls]\n",
        "1:8: 'tag:yaml.org,2002:python/object/apply:o…' is a YAML tag."
        " Remove the tag; if it is text, put it in quotes.",
    ),
    "an anchor": (
        "title: &t x\n",
        "1:8: '&t' names text for reuse. Remove the anchor; if it is text, put it in quotes.",
    ),
    "an alias": (
        "title: *t\n",
        "1:8: '*t' refers to text elsewhere. Remove the alias; if it is text, put it in quotes.",
    ),
    "a second document": (
        "title: a\n---\ntitle: b\n",
        "2:1: a second document begins here. Remove the line '---', or split the file.",
    ),
    "a key twice": (
        HEAD + "- id: a\n  name: A\n  name: B\n",
        "6:3: the key 'name' is given twice, first in line 5. Remove one of them, or rename it.",
    ),
    "a list as key": (
        "? [a]\n: b\n",
        "1:3: a list or mapping cannot be a key."
        " Write the key as plain text; put text that begins with [ or { in quotes.",
    ),
    "no key": ("?\n: b\n", "1:2: a key is missing before the colon. Write it."),
    "a control character": (
        "title: a\x07b\n",
        "1:9: the character U+0007 cannot stand in a YAML file."
        " Delete it; inside double quotes it can be written as an escape.",
    ),
}


@pytest.mark.parametrize("name", GALLERY)
def test_each_syntax_error_is_one_clear_sentence(name: str) -> None:
    text, message = GALLERY[name]
    with pytest.raises(CodebookError) as raised:
        parse_codebook(text, "book.yaml")
    assert str(raised.value) == f"book.yaml:{message}"


def test_latin_1_bytes_are_located() -> None:
    with pytest.raises(CodebookError) as raised:
        parse_codebook("title: x\nname: Größe\n".encode("latin-1"), "book.yaml")
    assert str(raised.value) == (
        "book.yaml:2:9: the byte 0xF6 is not UTF-8."
        " Save the file as UTF-8; it is probably Windows-1252 or Latin-1."
    )


def test_columns_count_characters_not_bytes() -> None:
    with pytest.raises(CodebookError, match=r"^b:1:14: "):
        parse_codebook("title: 'äöü' x", "b")


def test_five_thousand_brackets_are_refused() -> None:
    with pytest.raises(CodebookError, match=r"^b:1:41: values are nested more than 40 levels"):
        parse_codebook("[" * 5000, "b")


def test_billion_laughs_are_refused_at_the_first_anchor() -> None:
    laughs = "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(30))
    with pytest.raises(CodebookError, match=r"^b:1:4: '&a' names text for reuse"):
        parse_codebook(laughs, "b")


def test_a_file_of_6_mb_is_refused_unread(tmp_path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * 6_000_000)
    with pytest.raises(CodebookError, match=r"larger than 5 MB\. Split it"):
        read_codebook(path)


def test_more_than_20_000_codes_are_refused() -> None:
    with pytest.raises(CodebookError, match=r"^b:20004:\d+: there are more than 20,000 codes"):
        parse_codebook(HEAD + "- {id: a}\n" * 20_001, "b")


def test_a_missing_file_and_a_folder(tmp_path) -> None:
    with pytest.raises(CodebookError, match=r"there is no such file\. Check the name"):
        read_codebook(tmp_path / "none.yaml")
    with pytest.raises(CodebookError, match="this is a folder"):
        read_codebook(tmp_path)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "just words", "12", "[]", "true"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(CodebookError, match="the file must be a mapping of keys to values"):
        parse_codebook(text)
