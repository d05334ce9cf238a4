"""The small parts without a terminal: chords, keys, scoring, labels, safe text, docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook
from qualcode.tui.codes import Codes
from qualcode.tui.coding.labels import placed
from qualcode.tui.coding.picking import best
from qualcode.tui.keys.chords import Chords, Heard
from qualcode.tui.keys.keyboard import Mode, chords_of
from qualcode.tui.looks.safe_text import cells, shown, wrapped
from qualcode.tui.registry.coding import CODING
from qualcode.tui.registry.keymap import Keymap, is_letters

ROOT = Path(__file__).parent.parent.parent


def test_a_chord_waits_for_its_second_stroke() -> None:
    chords = Chords({"g g": "top", "G": "end", "] u": "next"})
    assert chords.press("g") is Heard.PENDING
    assert chords.following() == [("g", "top")]
    assert chords.press("g") == "top"
    assert chords.press("]") is Heard.PENDING
    assert chords.press("x") is Heard.UNKNOWN
    assert chords.press("G") == "end"
    assert chords.press("g") is Heard.PENDING
    assert chords.forget()
    assert chords.press("u") is Heard.UNKNOWN


def test_letters_are_never_actions_in_code_mode() -> None:
    keys = Keymap().code_meanings(CODING, frozenset())
    assert not [key for key in keys if len(key) == 1 and key.isalpha()]
    assert {"down", "space", "backspace", "enter", "[", "]", "escape"} <= set(keys)
    assert "." not in Keymap().code_meanings(CODING, frozenset("."))


def test_every_action_can_be_done_in_both_modes_but_for_what_the_mode_makes_needless() -> None:
    coding = set(Keymap().code_meanings(CODING, frozenset()).values())
    assert set(Keymap().meanings(CODING).values()) == set(CODING.by_id)
    assert "palette" in coding
    # All else is a letter or chord, which means a code there; Ctrl+P does any of it by name.
    letters = {action.id for action in CODING.actions if all(map(is_letters, action.keys))}
    assert set(CODING.by_id) - coding <= letters | {
        "next_match", "previous_match", "next_sentence", "previous_sentence",
    }  # fmt: skip


def test_of_two_codes_whose_keys_clash_the_asked_one_keeps_it() -> None:
    book = Codebook(
        "",
        (
            Code("a", "Any", key="x"),
            Code("t", "Theme", codable=False, asked=("q",)),
            Code("b", "Before", "t", key="xy"),
        ),
    )
    assert Codes(book, "q").key_of == {"b": "xy"}
    assert Codes(book).key_of == {"a": "x"}
    chords = chords_of(Mode.CODE, Keymap(), Codes(book, "q"))
    assert chords.press("x") is Heard.PENDING
    assert chords.press("y") == "code:b"


NAMES = (
    ("restricted", "Red flags › Restricted movement"),
    ("business", "Red flags › Changed business behind an old sign"),
    ("movement", "Red flags › Frequent movement in and out"),
    ("interpreters", "Barriers › Lack of interpreters"),
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("res", "restricted"),
        ("movement f", "movement"),
        ("cb", "business"),
        ("barr", "interpreters"),
        ("itp", "interpreters"),
        ("LACK", "interpreters"),
    ],
)
def test_a_few_letters_find_a_code(typed: str, first: str) -> None:
    assert best(typed, NAMES, lambda _: 0)[0] == first


def test_the_beginning_of_a_word_comes_before_letters_in_order_and_recent_before_old() -> None:
    assert best("mov", NAMES, lambda _: 0)[0] == "restricted"
    recency = {"movement": 0}
    assert best("mov", NAMES, lambda one: recency.get(one, 9))[0] == "movement"
    assert best("zzz", NAMES, lambda _: 0) == []


@given(st.lists(st.integers(0, 30), max_size=12), st.integers(0, 20))
def test_every_label_has_a_row_and_none_stands_before_its_start(
    starts: list[int], more: int
) -> None:
    starts.sort()
    last = max(starts, default=0) + more
    rows = placed(starts, last)
    assert sorted(number for numbers in rows.values() for number in numbers) == [
        *range(len(starts))
    ]
    for row, numbers in rows.items():
        assert all(starts[number] <= row <= last for number in numbers)
        assert len(numbers) == 1 or row == last


@given(st.text(max_size=80), st.integers(1, 40))
def test_shown_text_never_steers_a_terminal_and_fits(text: str, width: int) -> None:
    painted = shown(text, width)
    assert cells(painted) <= width
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", painted)


@given(st.text(max_size=200), st.integers(5, 30), st.integers(1, 5))
def test_wrapped_text_fits(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, most)
    assert len(lines) <= most
    assert all(cells(line) <= width for line in lines)
