"""Lists of any length: which line shows which row, and how letters narrow them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.lists.listing import Layout, Listing


def one_by_one(headings: list[str]) -> list[tuple[int | None, str]]:
    """Lay a list out line by line: a blank line, a heading and its rows, group after group."""
    lines: list[tuple[int | None, str]] = []
    above = ""
    for place, heading in enumerate(headings):
        if heading != above:
            above = heading
            lines += [(None, "")] if lines else []
            lines.append((None, heading))
        lines.append((place, ""))
    return lines


@given(st.lists(st.sampled_from(["", "rounds", "questions", "sources"]), max_size=12))
def test_any_line_is_found_without_laying_out_those_before(headings: list[str]) -> None:
    expected, layout = one_by_one(headings), Layout(headings)
    assert len(layout) == len(expected)
    assert [layout.at(line) for line in range(len(expected))] == expected
    for line, (place, _) in enumerate(expected):
        assert place is None or layout.line_of(place) == line


def test_words_of_a_row_are_made_once_however_much_is_typed() -> None:
    asked = []

    def said(row: int) -> str:
        asked.append(row)
        return f"row {row}"

    rows = Listing(range(1000), said)
    rows.begin()
    for letter in "9 9":
        assert rows.take("space" if letter == " " else letter)
    assert len(asked) == 1000
    assert all("9" in str(row) for row in rows.shown)
    assert not rows.take("down")
    assert rows.take("tab")
    assert not rows.take("9")
    assert rows.typing is None
    assert len(rows.shown) < 1000
    rows.move(1)
    kept = rows.row
    assert rows.end()
    assert rows.row == kept
    assert len(rows.shown) == 1000
    assert not rows.end()
