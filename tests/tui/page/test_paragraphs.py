"""Paragraphs are runs of lines between blank lines, wherever one asks from."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import Span
from qualcode.tui.page.paragraphs import next_paragraph, paragraph_at, previous_paragraph

TEXT = "One line\nand another.\r\n \t\r\n  Two. \n\n\n\nThree"


def test_a_paragraph_is_found_from_any_of_its_letters() -> None:
    whole = (TEXT, 0, len(TEXT))
    said = [paragraph_at(*whole, position) for position in (0, 10, 20, 23, 27, 35, len(TEXT) - 1)]
    assert [one and one.of(TEXT) for one in said] == [
        *("One line\nand another.", "One line\nand another.", "One line\nand another."),
        *(None, "Two.", None, "Three"),
    ]
    assert paragraph_at(*whole, len(TEXT)) is None
    assert next_paragraph(*whole, 0) == paragraph_at(*whole, 28)
    assert previous_paragraph(*whole, len(TEXT) - 1) == paragraph_at(*whole, 28)
    assert previous_paragraph(*whole, 3) is None


@given(
    st.lists(st.sampled_from(["a", "b.", "\n", "\r\n", " ", "\t", "\n\n"]), max_size=30),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_walking_meets_every_paragraph_once(parts: list[str], start: int, position: int) -> None:
    text = "".join(parts)
    start = min(start, len(text))
    end = len(text)
    expected, place = [], start
    for part in re.split(r"(\n[^\S\n]*(?=\n))", text[start:end]):
        if part.strip():
            lead = len(part) - len(part.lstrip())
            expected.append(Span(place + lead, place + len(part.rstrip())))
        place += len(part)
    found, here = (
        [],
        paragraph_at(text, start, end, start) or next_paragraph(text, start, end, start),
    )
    while here is not None:
        found.append(here)
        here = next_paragraph(text, start, end, here.start)
    assert found == expected
    position = min(position, end)
    before = [one for one in expected if one.end <= position]
    assert previous_paragraph(text, start, end, position) == (before[-1] if before else None)
