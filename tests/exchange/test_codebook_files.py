"""Codebooks in the forms of other tools: nested names, and tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import CodebookError
from qualcode.exchange.code_names import Ids
from qualcode.exchange.codebook_files import read_codebook_file
from qualcode.exchange.codebook_writing import codebook_to_yaml
from qualcode.exchange.codebook_yaml import parse_codebook


def read(tmp_path: Path, name: str, content: str | bytes) -> Codebook:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    book = read_codebook_file(path)
    assert parse_codebook(codebook_to_yaml(book)) == book
    return book


def tree(book: Codebook) -> list[tuple[str, str, str | None]]:
    return [(code.id, code.name, code.parent) for code in book.codes]


def test_our_own_format(tmp_path: Path) -> None:
    text = "format: qualcode-codebook/1\ntitle: T\ncodes: [{id: a, name: A}]\n"
    assert tree(read(tmp_path, "b.yaml", text)) == [("a", "A", None)]


def test_nested_lists_of_names(tmp_path: Path) -> None:
    book = read(tmp_path, "waiting.yaml", "- Time:\n  - Length of wait\n  - no\n- Staff\n- Größe\n")
    assert book.title == "waiting"
    assert tree(book) == [
        ("time", "Time", None),
        ("length-of-wait", "Length of wait", "time"),
        ("no", "no", "time"),
        ("staff", "Staff", None),
        ("grosse", "Größe", None),
    ]


def test_nested_mappings_of_names(tmp_path: Path) -> None:
    book = read(tmp_path, "b.yml", "Time:\n  Wait:\n  Late: [Very late]\nStaff:\n")
    assert tree(book) == [
        ("time", "Time", None),
        ("wait", "Wait", "time"),
        ("late", "Late", "time"),
        ("very-late", "Very late", "late"),
        ("staff", "Staff", None),
    ]


def test_a_name_that_stands_twice_means_one_code(tmp_path: Path) -> None:
    book = read(tmp_path, "b.yaml", "- a:\n  - b\n- c:\n  - b:\n    - d\n")
    assert tree(book) == [("a", "a", None), ("b", "b", "a"), ("d", "d", "b"), ("c", "c", None)]


def test_an_empty_entry_is_located(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"b\.yaml:2:2: an entry is empty\. Write a name"):
        read(tmp_path, "b.yaml", "- a\n-\n")


def test_our_format_with_a_slip_is_not_taken_for_names(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="has no 'format'"):
        read(tmp_path, "b.yaml", "codes:\n- {id: a, name: A}\n")


def test_a_table_with_parents_in_any_order(tmp_path: Path) -> None:
    text = 'code,name,parent,definition\nwait,Wait,Time,"how, long"\ntime,Time,,\n,Late,wait,x\n'
    book = read(tmp_path, "b.csv", text)
    assert tree(book) == [
        ("time", "Time", None),
        ("wait", "Wait", "time"),
        ("late", "Late", "wait"),
    ]
    assert book.by_id["wait"].definition == "how, long"


@pytest.mark.parametrize(
    "content",
    ["\ufeffcode;name\r\na;A\r\n", "Code\tName\na\tA\n".encode("utf-16"), "id,label\na,A\n\n"],
)
def test_delimiters_encodings_and_other_headers(tmp_path: Path, content: str | bytes) -> None:
    assert tree(read(tmp_path, "b.csv", content)) == [("a", "A", None)]


def test_names_that_are_no_ids_get_one(tmp_path: Path) -> None:
    book = read(tmp_path, "b.csv", "code\nLong wait\nlong-wait\n")
    assert tree(book) == [("long-wait-2", "Long wait", None), ("long-wait", "long-wait", None)]


def test_taguette_s_dotted_tags(tmp_path: Path) -> None:
    text = "tag,description,number of highlights\nwaiting.long,too long,3\nstaff,,0\n"
    book = read(tmp_path, "b.csv", text)
    assert tree(book) == [
        ("waiting", "waiting", None),
        ("long", "long", "waiting"),
        ("staff", "staff", None),
    ]
    assert book.by_id["long"].definition == "too long"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "b.csv, row 1: no column holds codes. Name the columns code, name, parent"),
        ("", "b.csv: the table is empty. Give it a header and rows."),
        ("code\na\na\n", "b.csv, row 3: the code 'a' stands twice. Give one of them another code."),
        ("code,parent\na,b\n", "b.csv, row 2: there is no code 'b' to stand below. Add a row for"),
        ("code,parent\na,b\nb,a\n", "b.csv, row 2: 'a' stands below itself. Leave the parent of"),
        ("code,name\na,\"b\nc\"\n", "b.csv, row 2: 'b·c' is no name for a code. A name is one"),
        ("tag\na..b\n", "b.csv, row 2: '' is no name for a code. A name is one line of 1 to 200"),
        ("tag\na\na\n", "b.csv, row 3: the tag 'a' stands twice. Remove a row."),
        ("code,definition\na,\"b\n", "b.csv, row 2: this row is not CSV (unexpected end of data)"),
        (b"code\nGr\xf6\xdfe\n", "b.csv:2:3: the byte 0xF6 is not UTF-8. Save the file as UTF-8"),
    ],
)  # fmt: skip
def test_mistakes_in_tables_name_the_row(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(CodebookError) as raised:
        read(tmp_path, "b.csv", text)
    assert message in str(raised.value)


@given(st.lists(st.text(max_size=20), max_size=10))
def test_ids_are_unique_and_well_formed(names: list[str]) -> None:
    ids = Ids()
    made = [ids.of(name) for name in names]
    assert len(set(made)) == len(made)
    for id_ in made:
        assert id_.isascii()
        assert id_ == id_.lower()
        assert 1 <= len(id_) <= 64
