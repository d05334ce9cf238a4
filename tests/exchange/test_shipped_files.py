"""The codebooks and the instrument that come with qualcode fit their formats and each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.domain.codebook import Code, Codebook
from qualcode.exchange.codebook_checks import key_clashes
from qualcode.exchange.codebook_editing import update_codebook_yaml
from qualcode.exchange.codebook_writing import codebook_to_yaml
from qualcode.exchange.codebook_yaml import check_codebook, parse_codebook, read_codebook
from qualcode.exchange.instrument_yaml import check_instrument, read_instrument

ROOT = Path(__file__).parent.parent.parent
INSTRUMENT = ROOT / "transcripts" / "instrument.yaml"
FILES = sorted((ROOT / "codebooks").glob("*.yaml"))
BOOKS = {path: read_codebook(path) for path in FILES}
CODES = [code for book in BOOKS.values() for code in book.codes]


def test_there_are_codebooks_with_ids_of_their_own() -> None:
    assert len(FILES) >= 4
    assert len({code.id for code in CODES}) == len(CODES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_codebook_has_neither_errors_nor_warnings(path: Path) -> None:
    assert check_codebook(path, elsewhere={code.id for code in CODES}) == []


def test_the_instrument_has_neither_errors_nor_warnings() -> None:
    assert check_instrument(INSTRUMENT) == []


def test_codes_are_for_questions_that_are_asked() -> None:
    known = read_instrument(INSTRUMENT).by_id.keys()
    assert {question for code in CODES for question in code.asked} <= known


def test_keys_can_be_told_apart_in_the_joined_codebook() -> None:
    assert list(key_clashes(code.key for code in CODES)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_codebook_is_written_and_read_back(path: Path) -> None:
    assert parse_codebook(codebook_to_yaml(BOOKS[path])) == BOOKS[path]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_renaming_a_code_touches_one_line(path: Path) -> None:
    book, old = BOOKS[path], path.read_text(encoding="utf-8")
    for code in book.codes:
        new = update_codebook_yaml(old, renamed(book, code))
        pairs = list(zip(old.splitlines(), new.splitlines(), strict=True))
        assert sum(before != after for before, after in pairs) == 1


def renamed(book: Codebook, code: Code) -> Codebook:
    new = replace(code, name=f"{code.name} renamed")
    return replace(book, codes=tuple(new if one is code else one for one in book.codes))
