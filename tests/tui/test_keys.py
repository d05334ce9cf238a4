"""Keys mean one thing each, in one press or two."""

from __future__ import annotations

from qualcode.domain.codebook import Code
from qualcode.tui.actions import ACTIONS, spoken
from qualcode.tui.chords import Chords, of_actions, of_codes
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.steering import _MOVES, _PLAIN, _STRETCHES


def test_no_key_means_two_things() -> None:
    presses = [tuple(keys.split()) for action in ACTIONS for keys in action.keys]
    assert len(presses) == len(set(presses))
    singles = {one[0] for one in presses if len(one) == 1}
    assert not singles & {one[0] for one in presses if len(one) == 2}


def test_every_action_has_help_and_something_that_does_it() -> None:
    steered = {*_MOVES, *_STRETCHES, *_PLAIN}
    for action in ACTIONS:
        assert action.help[0].isupper()
        assert action.id in steered or hasattr(CodingScreen, f"do_{action.id}")


def test_keys_that_terminals_cannot_tell_apart_are_not_used() -> None:
    keys = {key for action in ACTIONS for chord in action.keys for key in chord.split()}
    assert not keys & {"ctrl+m", "ctrl+i", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket"}


def test_a_chord_waits_for_its_second_press() -> None:
    chords = Chords(of_actions(ACTIONS))
    assert chords.press("g") is None
    assert chords.begun == ("g",)
    assert ("g", "top") in chords.continuations()
    assert chords.press("g") == "top"
    assert chords.press("right_square_bracket") is None
    assert chords.press("y") is None
    assert chords.begun == ()
    assert chords.press("j") == "next_unit"
    chords.press("g")
    chords.forget()
    assert chords.begun == ()


def test_code_keys_of_one_and_two_presses() -> None:
    codes = [Code("a", "A", key="x"), Code("b", "B", key="yz"), Code("c", "C", key="y"),
             Code("d", "D")]  # fmt: skip
    assert of_codes(codes) == {("x",): "a", ("y", "z"): "b"}


def test_keys_are_written_as_people_do() -> None:
    assert spoken("right_square_bracket u") == "]u"
    assert spoken("ctrl+r") == "^R"
    assert spoken("shift+right") == "Shift+→"
    assert spoken("j") == "j"
