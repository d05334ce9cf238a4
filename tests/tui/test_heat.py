"""Figures as cells: numbers as papers print them, bars in eighths, colours between bad and good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.agreement.dials import Dials, dial
from qualcode.tui.looks.contrast import contrast
from qualcode.tui.looks.heat import bar, course, heat, short_reason, two
from qualcode.tui.looks.inks import COLOURS, MONO, TERMINAL, Inks


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.432, ".43"), (-0.02, "-.02"), (1.0, "1.00"), (-1.0, "-1.00"), (0.0, ".00"),
     (-0.001, ".00"), (0.996, "1.00")],
)  # fmt: skip
def test_a_coefficient_is_told_with_two_digits(value: float, told: str) -> None:
    assert two(value) == told


@given(st.floats(-1, 1))
def test_what_is_told_is_the_value_to_two_digits(value: float) -> None:
    assert abs(float(two(value)) - value) <= 0.005 + 1e-9
    assert len(two(value)) <= 5


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 30))
def test_a_bar_fills_its_cells_in_the_order_of_the_shares(
    one: float, other: float, width: int
) -> None:
    def eighths(share: float) -> int:
        return sum(" ▏▎▍▌▋▊▉█".index(sign) for sign in bar(share, width))

    assert len(bar(one, width)) == width
    assert abs(eighths(one) - one * width * 8) <= 1
    assert (one <= other) <= (eighths(one) <= eighths(other))
    assert (eighths(one) > 0) == (one > 0)


def test_a_course_has_a_sign_for_each_group() -> None:
    assert course([0.0, 0.5, 1.0, None, -0.3]) == "▁▅█·▁"


def test_reasons_are_short_enough_for_a_cell() -> None:
    reasons = ("not used", "no variation", "not comparable", "too few")
    assert all(0 < len(short_reason(one)) <= 6 for one in reasons)


@pytest.mark.parametrize("inks", COLOURS.values(), ids=list(COLOURS))
@pytest.mark.parametrize("few", [False, True])
def test_a_figure_is_easy_to_read_on_its_colour(inks: Inks, few: bool) -> None:
    for value in (-0.5, 0.0, 0.2, 0.4, 0.667, 0.8, 1.0):
        ink = heat(value, inks, few)
        assert ink.color is not None
        assert ink.bgcolor is not None
        if not inks.ansi:
            assert contrast(ink.color.name, ink.bgcolor.name) >= inks.least


def test_few_colours_still_mark_what_is_weak() -> None:
    assert heat(0.2, MONO) != heat(0.9, MONO)
    assert heat(0.2, TERMINAL) != heat(0.9, TERMINAL)
    assert heat(None, MONO) == MONO.quiet()


def test_settings_turn_round_and_are_found_by_letters() -> None:
    dials = Dials(
        [
            dial("round", "round", [("", "all"), ("pilot", "pilot"), ("past", "past")], "pilot"),
            dial("one", "one", [(None, "only")], None),
            dial("unit", "unit", [("segment", "segment")], "gone"),
        ],
        "unit",
    )
    assert [one.id for one in dials.all] == ["round", "unit"]
    assert dials.dial.value == "gone"
    assert dials.press("right")
    assert dials.changed == {"unit": "segment"}
    dials.press("up")
    dials.press("p")
    assert dials.changed == {"unit": "segment", "round": "past"}
    dials.press("p")
    dials.press("z")
    assert dials.changed == {"unit": "segment"}
    assert not dials.press("f5")
