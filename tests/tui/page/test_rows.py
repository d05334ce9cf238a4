"""Every code point has one place on the page, and every cell leads back to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import Span
from qualcode.domain.text import graphemes, is_boundary
from qualcode.tui.page.rows import Place, Rows
from qualcode.tui.page.wrapping import row_end, simple_row_end
from tests.support.counting_calls import calls
from tests.support.texts import plain_texts, texts

WIDTHS = st.integers(4, 30)


def _whole(text: str, width: int) -> Rows:
    rows = Rows(text, [Span(0, len(text))] if text else [], width)
    rows.extend(10_000)
    return rows


def _shown(text: str, width: int) -> list[str]:
    rows = _whole(text, width)
    return [text[slice(*rows.row_span(row))] for row in range(len(rows))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three", ["one two ", "three"]),
        ("one two  three", ["one two  ", "three"]),
        ("exactly8 and", ["exactly8 ", "and"]),
        ("exactly8\nand", ["exactly8\n", "and"]),
        ("exactly8 \nand", ["exactly8 \n", "and"]),
        ("unbreakable", ["unbreaka", "ble"]),
        ("a\n\nb", ["a\n", "\n", "b"]),
        ("我们没有。好", ["我们没", "有。好"]),
        ("see 漢字かな", ["see 漢字", "かな"]),
        ("ab 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", ["ab 👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]),
        ("", []),
    ],
)
def test_rows_break_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert _shown(text, 8) == expected


@given(plain_texts, WIDTHS)
def test_the_short_way_ends_rows_where_the_long_way_does(text: str, width: int) -> None:
    start = 0
    while start < len(text):
        end = simple_row_end(text, start, len(text), width)
        assert end == row_end(text, start, len(text), width)
        start = end


@given(texts, WIDTHS)
def test_rows_tile_the_text_fit_and_split_no_grapheme(text: str, width: int) -> None:
    rows = _whole(text, width)
    spans = [rows.row_span(row) for row in range(len(rows))]
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end and is_boundary(text, start) for start, end in spans)
    for row in range(len(rows)):
        inked = [glyph for glyph in rows.glyphs(row) if glyph.shown.strip()]
        assert not inked or inked[-1].cell + inked[-1].width <= width or len(inked) == 1


@given(texts, WIDTHS)
def test_cell_and_offset_are_inverse(text: str, width: int) -> None:
    rows = _whole(text, width)
    for span in graphemes(text, 0, len(text)):
        place = rows.cell_of(span.start)
        assert rows.offset_at(*place) == span.start
        assert all(rows.cell_of(inside) == place for inside in range(span.start, span.end))
    for row in range(len(rows)):
        for glyph in rows.glyphs(row):
            for cell in range(glyph.cell, glyph.cell + glyph.width):
                assert rows.offset_at(row, cell) == glyph.start


@given(texts, WIDTHS, st.lists(st.integers(0, 120), max_size=8))
def test_rows_worked_out_bit_by_bit_are_the_same(text: str, width: int, asked: list[int]) -> None:
    whole = _whole(text, width)
    if not text:
        return
    lazy = Rows(text, [Span(0, len(text))], width)
    for number in asked:
        lazy.extend(number % 3)
        offset = min(number, len(text) - 1)
        assert lazy.row_of(offset) == whole.row_of(offset)
        assert lazy.cell_of(offset) == whole.cell_of(offset)
        assert len(lazy) <= len(whole)
        assert lazy.estimate >= len(lazy)
    lazy.extend(10_000)
    assert lazy.complete
    assert [lazy.row_span(row) for row in range(len(lazy))] == [
        whole.row_span(row) for row in range(len(whole))
    ]


def _blocks(lengths: list[tuple[int, int]]) -> tuple[str, list[Span]]:
    text, blocks = "", []
    for gap, length in lengths:
        text += "#" * gap
        blocks.append(Span(len(text), len(text) + length))
        text += ("ab c é漢 " * 20)[:length]
    return text, blocks


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 50)), min_size=1, max_size=6),
    st.lists(st.integers(0, 3), max_size=6),
    WIDTHS,
)
def test_blocks_begin_rows_under_their_headings(
    lengths: list[tuple[int, int]], headings: list[int], width: int
) -> None:
    text, blocks = _blocks(lengths)
    rows = Rows(text, blocks, width, headings)
    rows.extend(10_000)
    by_block: dict[int, str] = {}
    heads: dict[int, int] = {}
    for row in range(len(rows)):
        block, (start, end) = rows.block_of(row), rows.row_span(row)
        by_block[block] = by_block.get(block, "") + text[start:end]
        if rows.heading_row(row) is not None:
            assert start == end
            heads[block] = heads.get(block, 0) + 1
    assert by_block == {number: block.of(text) for number, block in enumerate(blocks)}
    assert heads == {number: high for number, high in enumerate(headings[: len(blocks)]) if high}
    for number, block in enumerate(blocks):
        row = rows.row_of(block.start)
        assert rows.heading_row(row) is None
        assert rows.cell_of(block.start) == Place(row, 0)
        high = headings[number] if number < len(headings) else 0
        assert rows.first_row(number) == row - high
        assert rows.block_of(rows.row_of(block.end - 1)) == number


def test_an_offset_between_blocks_is_behind_the_first() -> None:
    rows = Rows("one###two", [Span(0, 3), Span(6, 9)], 10)
    assert [rows.cell_of(offset) for offset in (2, 3, 5, 6, 9)] == [
        *(Place(0, 2), Place(0, 3), Place(0, 3)),
        *(Place(1, 0), Place(1, 3)),
    ]


def test_a_cell_beyond_the_row_is_its_last_grapheme() -> None:
    rows = Rows("ab 漢", [Span(0, 4)], 10)
    assert [rows.offset_at(0, cell) for cell in (0, 3, 4, 5, 99)] == [0, 3, 3, 3, 3]


def test_no_row_beyond_the_last_and_no_page_without_width() -> None:
    rows = Rows("ab", [Span(0, 2)], 10)
    with pytest.raises(IndexError):
        rows.row_span(1)
    with pytest.raises(ValueError, match="0 cells"):
        Rows("ab", [Span(0, 2)], 0)


def test_one_emoji_in_a_long_text_is_a_local_matter() -> None:
    plain = "word " * 40_000
    text = "word " * 20_000 + "👍🏽" + " word" * 20_000
    costs = []
    for one in (plain, text):
        rows = Rows(one, [Span(0, len(one))], 70)
        with calls() as counted:
            rows.extend(100_000)
        costs.append(counted[0])
    assert sum(not rows.is_plain(row) for row in range(len(rows))) == 1
    assert costs[1] < costs[0] + 1_000


def test_a_long_text_is_opened_by_its_first_rows_only() -> None:
    text = "some words here " * 100_000
    rows = Rows(text, [Span(0, len(text))], 70)
    rows.extend(100)
    assert len(rows) == 100
    assert not rows.complete
    assert 20_000 < rows.estimate < 30_000
