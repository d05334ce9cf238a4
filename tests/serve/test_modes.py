"""What a terminal was set to can be told to another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.serve.modes import Modes

OUTPUT = (
    b"\x1b[?1049h\x1b[?1000;1006h\x1b[2J\x1b[?25lwords\x1b[?2026h\x1b[1;1Hx\x1b[?1006l\x1b[?25h"
)
REPLAYED = b"\x1b[?1049h\x1b[?1000h\x1b[?1006l\x1b[?25h"


@given(cuts=st.sets(st.integers(0, len(OUTPUT))))
def test_modes_are_read_wherever_the_output_is_cut(cuts: set[int]) -> None:
    modes = Modes()
    places = [0, *sorted(cuts), len(OUTPUT)]
    for begin, end in pairwise(places):
        modes.note(OUTPUT[begin:end])
    assert modes.replay() == REPLAYED


@given(st.lists(st.binary(max_size=40), max_size=10))
def test_any_bytes_are_read(pieces: list[bytes]) -> None:
    modes = Modes()
    for one in pieces:
        modes.note(one)
    again = Modes()
    again.note(modes.replay())
    assert again.replay() == modes.replay()
