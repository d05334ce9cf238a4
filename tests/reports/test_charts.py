"""Charts are the same each time, need nothing from elsewhere and draw nothing that is withheld."""

from __future__ import annotations

import importlib.util
import socket
import struct
from collections.abc import Callable, Mapping
from functools import cache
from importlib.machinery import ModuleSpec
from typing import Any

import pytest
from lxml import etree

from qualcode.domain.saturation import SaturationRow
from qualcode.reports.charts import bars, comparison, heat, network, saturation, timeline
from qualcode.reports.charts.drawing import COLOURS, MISSING, png, possible, svg
from qualcode.reports.charts.telling import told_of_rows
from qualcode.reports.frequency_pictures import bar_picture, group_picture, main_rows
from tests.reports.releases import WICKED, by_position, frequencies, row, tree

NAMES = ["Housing", "Medical care", WICKED, "Food"]
SHOWN = [one for one in tree() if one.percent is not None]
GROUPED = [one for one in by_position() if one.percent is not None]
WAVES = [
    row(code, code, 1, wave, n, 100)
    for code, counts in (("Housing", (40, 45, 52)), ("Food", (20, 18, 9)))
    for wave, n in zip(("2010", "2015", "2020"), counts, strict=True)
]

CURVE = [SaturationRow(at, 2, 2 * at, 2.1 * at, at, 3 * at) for at in range(1, 12)]

CHARTS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "bars": lambda: bars.bars(SHOWN),
    "comparison": lambda: comparison.comparison(GROUPED, ["investigator", "officer"]),
    "heat": lambda: heat.heat(NAMES, ["a", "b"], {(0, 0): (4.0, "4"), (3, 1): (40.0, "40")}),
    "matrix": lambda: heat.heat(NAMES * 3, NAMES * 3, {(0, 5): (4.0, "4"), (3, 11): (9.0, "9")}),
    "network": lambda: network.network(NAMES, [80, 40, 20, 10], {(0, 1): 30, (1, 3): 4}),
    "saturation": lambda: saturation.saturation(CURVE, "sources read"),
    "timeline": lambda: timeline.timeline(WAVES, ["2010", "2015", "2020"]),
}

each = pytest.mark.parametrize("name", CHARTS)


@cache
def drawn_once(name: str) -> str:
    """Return a chart as SVG."""
    return svg(CHARTS[name](), '5 < 6 & "seven"')


def words(drawn: str) -> str:
    """Return all that a chart says."""
    return " ".join(etree.fromstring(drawn.encode()).itertext())


@each
def test_a_chart_is_the_same_each_time(name: str) -> None:
    first, second = CHARTS[name](), CHARTS[name]()
    assert first == second
    assert svg(first, '5 < 6 & "seven"') == drawn_once(name)
    assert png(first) == png(second)


@each
def test_a_chart_needs_no_network_and_no_font_of_the_machine(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a chart asked for the network")

    for call in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, call, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    drawn = svg(CHARTS[name](), "told")
    assert drawn.count("http") == drawn.count("http://www.w3.org/")
    assert "url(" not in drawn
    assert " id=" not in drawn
    assert "<script" not in drawn
    assert set(etree.fromstring(drawn.encode()).xpath("//@font-family")) == {
        "Liberation Sans, Arial, Helvetica, sans-serif"
    }


@each
def test_a_chart_is_a_picture_with_words_for_those_who_do_not_see_it(name: str) -> None:
    tree_of = etree.fromstring(drawn_once(name).encode())
    assert tree_of.get("role") == "img"
    assert tree_of.get("aria-label") == '5 < 6 & "seven"'
    assert tree_of.get("viewBox")


@each
def test_a_picture_is_twice_as_fine_as_it_is_wide_and_fits_a_page(name: str) -> None:
    content, width = png(CHARTS[name]())
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">I", content[16:20])[0] // 2 == width
    assert 300 < width < 800


def test_bars_say_share_count_and_base_in_the_order_given() -> None:
    said = words(svg(bars.bars(SHOWN), ""))
    assert "65 %  (79/121)" in said
    assert said.index("Services") < said.index("Food") < said.index("Housing")


def test_long_names_are_wrapped_and_stay_words() -> None:
    said = words(svg(bars.bars(SHOWN), ""))
    assert "<script>alert(1)</script> &" in said
    assert "\x1b" not in said
    lines = etree.fromstring(svg(bars.bars(SHOWN), "").encode()).itertext()
    assert max(len(line) for line in lines) <= 34


def test_what_is_withheld_is_never_drawn() -> None:
    whole = frequencies(tree())
    picture = bar_picture(whole, main_rows(whole.rows), "services", "Services")
    assert picture is not None
    said = words(svg(picture.drawing, picture.told))
    assert "Other" not in said
    assert "Other" not in picture.told
    assert "Not drawn: 1 of 4 figures, which are withheld." in picture.foot[0]
    grouped = frequencies(by_position(), "position")
    compared = group_picture(
        grouped, ["food", "housing", "other"], "services-groups", "By position"
    )
    assert compared is not None
    values = str(compared.drawing)
    assert "Other" not in values
    assert values.count("'percent'") >= 3
    assert "Not drawn: 3 of 6 figures" in compared.foot[0]


def test_where_the_order_is_withheld_the_curve_is_that_of_all_orders() -> None:
    hidden = [one.withheld(frozenset({"order"})) for one in CURVE]
    values = str(saturation.saturation(hidden, "sources read"))
    assert "'seen': 2.1" in values
    assert "'seen': 2," not in values


def test_where_all_is_withheld_there_is_no_chart() -> None:
    rows = [one.withheld(frozenset({"n"})) for one in tree()]
    assert bar_picture(frequencies(rows), rows, "x", "x") is None
    groups = [one.withheld(frozenset({"n"})) for one in by_position()]
    assert group_picture(frequencies(groups, "position"), ["food"], "x", "x") is None


def test_years_become_lines_and_many_groups_become_shades() -> None:
    lines = group_picture(frequencies(WAVES, "wave"), ["Housing", "Food"], "x", "x")
    assert lines is not None
    assert lines.told.startswith("Lines from moment to moment")
    places = [row("food", "Food", 1, f"place {at}", 10 + at, 50) for at in range(12)]
    shades = group_picture(frequencies(places, "place"), ["food"], "x", "x")
    assert shades is not None
    assert shades.told.startswith("Shades for each group")


def test_the_words_for_a_chart_say_the_first_figures_and_count_the_rest() -> None:
    rows = [row(f"c{at}", f"Code {at}", 1, "", 80 - at, 121) for at in range(9)]
    said = told_of_rows("Bars", rows)
    assert said.startswith("Bars. Code 0: 66 % (80 of 121, interval 57 to 74); Code 1: ")
    assert "Code 5" in said
    assert "Code 6" not in said
    assert said.endswith("; and 3 more, all in the table.")


def test_the_circle_of_a_network_is_in_the_order_given() -> None:
    spec = network.network(["a", "b", "c", "d"], [4, 3, 2, 1], {(0, 2): 5})
    sets = spec["datasets"].values()
    marks = next(one for one in sets if "told" in one[0])
    assert [(one["told"], one["x"], one["y"]) for one in marks] == [
        (["a"], 0.0, 130.0), (["b"], 130.0, 0.0), (["c"], 0.0, -130.0), (["d"], -130.0, -0.0),
    ]  # fmt: skip


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_bars_and_lines_stand_out_from_white_paper_in_grey() -> None:
    assert all(_brightness(colour) < 190 for colour in COLOURS)
    assert len(set(comparison.SHAPES)) == len(comparison.SHAPES)


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def found(name: str) -> ModuleSpec | None:
        return None if name == "vl_convert" else real(name)

    monkeypatch.setattr("qualcode.reports.charts.drawing.find_spec", found)
    assert not possible()
    assert "pip install 'qualcode[analysis]'" in MISSING
