import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import ReadingError
from qualcode.exchange.readers.opening import InputFile
from qualcode.exchange.readers.options import ReadingOptions
from qualcode.exchange.readers.tables import Grid, read_grid


def grid(content: str | bytes, name: str = "a.csv", **options: str) -> Grid:
    raw = content.encode() if isinstance(content, str) else content
    return read_grid(InputFile(Path(name), raw), ReadingOptions(**options))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_found(sign: str) -> None:
    rows = (("id", "words"), ("1", "one, two; three"), ("2", 'a "b"\nc | d'))
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)
    assert grid(out.getvalue()).rows == rows


def test_a_table_of_one_column_and_excel_s_hint() -> None:
    assert grid("words\nhello\nbye\n").rows == (("words",), ("hello",), ("bye",))
    assert grid("sep=;\nid;a\n1;x,y\n").rows == (("id", "a"), ("1", "x,y"))


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t,;|\"'"))


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_cells_come_back_verbatim(rows: list[tuple[str, str, str]]) -> None:
    kept = [("id", "text", "more"), *(("x" + a, b, c) for a, b, c in rows)]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(kept)
    assert grid(b"\xef\xbb\xbf" + out.getvalue().encode()).rows == tuple(kept)


def test_short_rows_are_filled_and_told_long_rows_are_refused_by_number() -> None:
    short = grid("id,a,b\n1,x\n\n2,y,z,,\n")
    assert short.rows[1:] == (("1", "x", ""), ("2", "y", "z"))
    assert short.numbers == (1, 2, 4)
    assert short.notices == ("Shorter than the header and taken as blank at the end: row 2.",)
    with pytest.raises(ReadingError, match=r"a\.csv, row 3: The row has 4 cells, the header 3"):
        grid("id,a,b\n1,x,y\n2,I said, then left,z\n")


def test_a_very_long_cell_is_read() -> None:
    assert len(grid(f'id,a\n1,"{"word " * 60_000}"\n').rows[1][1]) == 300_000


def test_a_quotation_mark_that_never_closes_is_told() -> None:
    told = grid('id,a\n1,"one\n2,two\n3,three\n').notices
    assert any("row 2 is never closed" in notice for notice in told)


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(ReadingError, match="300,000 columns"):
        grid("a," * 299_999 + "a\n")


def test_utf_16_as_survey_tools_write_it() -> None:
    rows = (("id", "words"), ("1", "ça va 👍"))
    text = "\r\n".join("\t".join(row) for row in rows)
    assert grid(text.encode("utf-16"), "a.tsv").rows == rows


def test_nothing_but_separators_is_refused() -> None:
    with pytest.raises(ReadingError, match="no filled cell"):
        grid(",,,\n,,,\n")


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook in disguise", bytes(range(256)) * 40])
def test_what_is_no_text_is_no_table(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"a\.csv"):
        grid(content)
