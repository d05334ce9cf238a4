"""What is painted is safe, measured, and never moves the positions behind it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.domain.text import graphemes
from qualcode.tui.page.cells import MARK, face, glyphs
from tests.support.texts import PIECES, texts


@pytest.mark.parametrize(
    ("grapheme", "shown", "width"),
    [
        ("a", "a", 1),
        ("漢", "漢", 2),
        ("e\u0301", "e\u0301", 1),
        ("👍🏽", "👍", 2),
        ("👩‍👩‍👧‍👦", "👩", 2),
        ("❤️", "❤ ", 2),
        ("❤", "❤", 1),
        ("1️⃣", "1", 1),
        ("🇩🇪", "🇩🇪", 2),
        ("🇩", "D", 1),
        ("🏴\U000e0067\U000e007f", "🏴", 2),
        ("\u1112\u1161\u11ab", "\u1112\u1161\u11ab", 2),
        ("\u0301", "◌\u0301", 1),
        ("\x1b", MARK, 1),
        ("\x9b", MARK, 1),
        ("\u202e", MARK, 1),
        ("\u200b", MARK, 1),
        ("\ud800", MARK, 1),
        ("\n", " ", 1),
        ("\r\n", " ", 1),
    ],
)
def test_faces(grapheme: str, shown: str, width: int) -> None:
    assert face(grapheme, 3) == (shown, width)


def test_tabs_go_to_stops_of_the_row() -> None:
    assert [glyph.width for glyph in glyphs("\tab\tabcd\t", 0, 9)] == [4, 1, 1, 2, 1, 1, 1, 1, 4]


@given(st.one_of(texts, st.text(max_size=20)), st.integers(0, 9))
@example("a\x1b]0;evil\x07", 0)
def test_faces_are_safe_and_as_wide_as_they_say(text: str, column: int) -> None:
    for span in graphemes(text, 0, len(text)):
        shown, width = face(span.of(text), column)
        assert width >= 1
        assert cell_len(shown) == width
        assert not any(
            unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in shown
        )


@given(texts)
def test_glyphs_tile_text_and_cells(text: str) -> None:
    row = glyphs(text, 0, len(text))
    assert "".join(text[glyph.start : glyph.end] for glyph in row) == text
    cell = 0
    for glyph in row:
        assert glyph.cell == cell
        cell += glyph.width


def test_every_piece_has_a_face() -> None:
    assert all(glyphs(piece, 0, len(piece)) for piece in PIECES)
