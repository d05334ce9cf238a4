"""Whatever a text holds: each cell of a painted row is one code point's, and none harms a terminal.

The layout alone has tests of its own in tests/tui/page; here it goes through the painter, with
headings, speakers, overlapping codings, a selection and a cursor.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.strip import Strip

from qualcode.domain.text import graphemes, is_boundary
from qualcode.study import Study, open_study
from qualcode.tui.page.units import Step
from tests.support.counting_calls import calls
from tests.support.texts import texts
from tests.tui.arbitrary_pages import Painted, page_of
from tests.tui.sitting import make_study

RAW = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
ANY = st.text(st.characters(), min_size=1, max_size=60)
SEGMENTS = st.lists(st.one_of(texts, ANY).filter(bool), min_size=1, max_size=4)
WIDTHS = st.sampled_from([20, 34, 80, 140])
MOVES = ("move", "extend", "grow", "shrink", "select", "point", "drag", "pick")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give a study that knows nothing of the pages, for its codes only."""
    folder = Path(tmp_path_factory.mktemp("painted")) / "winter"
    make_study(folder)
    with open_study(folder, "anna") as opened:
        yield opened


def _strips(painted: Painted) -> list[Strip]:
    painted.rows.extend(10**9)
    return [painted.painter.strip(row) for row in range(len(painted.rows))]


def _is_safe(strip: Strip) -> bool:
    return not any(unicodedata.category(one) in RAW or one == "\ufe0f" for one in strip.text)


@given(SEGMENTS, WIDTHS, texts, texts, st.data())
def test_every_row_is_safe_and_exactly_as_wide_as_the_page(
    study: Study, written: list[str], width: int, heading: str, speaker: str, data: st.DataObject
) -> None:
    painted = Painted(study, page_of(written, heading, speaker), width)
    for _ in range(data.draw(st.integers(0, 9))):
        number = data.draw(st.integers(0, len(written) - 1))
        start = data.draw(st.integers(0, len(written[number]) - 1))
        end = data.draw(st.integers(start + 1, len(written[number])))
        painted.bench.focused = painted.code(number, start, end)
    spots = st.integers(0, len(painted.bench.page.text) - 1)
    painted.bench.labels = data.draw(st.dictionaries(spots, st.sampled_from(["a", "sd"])))
    for strip in _strips(painted):
        assert strip.cell_length == width == cell_len(strip.text)
        assert _is_safe(strip)


@given(SEGMENTS, WIDTHS)
def test_each_cell_shows_a_code_point_and_leads_back_to_it(
    study: Study, written: list[str], width: int
) -> None:
    page = page_of(written)
    painted = Painted(study, page, width)
    strips, rows = _strips(painted), painted.rows
    for segment in page.entries.spans:
        for unit in graphemes(page.text, segment.start, segment.end):
            place = rows.cell_of(unit.start)
            glyphs = rows.glyphs(place.row)
            number = next(n for n, one in enumerate(glyphs) if one.start == unit.start)
            glyph, before = glyphs[number], "".join(one.shown for one in glyphs[:number])
            assert (glyph.end, glyph.cell, cell_len(before)) == (unit.end, place.cell, place.cell)
            for cell in range(glyph.cell, glyph.cell + glyph.width):
                assert rows.offset_at(place.row, cell) == unit.start
            if glyph.cell + glyph.width <= painted.parts.text:
                painted_so_far = (before + glyph.shown).rstrip(" ")
                assert _text(strips[place.row], painted).startswith(painted_so_far)
            else:
                # Blanks hang over the edge; what is wider than the whole row has no place on it.
                assert not glyph.shown.strip() or glyph.width > painted.parts.text


def _text(strip: Strip, painted: Painted) -> str:
    """Return what stands right of the stripes."""
    return strip.text[len(strip.crop(0, painted.parts.text_at).text) :]


@given(SEGMENTS, st.sampled_from([20, 80]), st.data())
def test_cursor_and_selection_never_stand_inside_a_grapheme(
    study: Study, written: list[str], width: int, data: st.DataObject
) -> None:
    page = page_of(written)
    painted = Painted(study, page, width)
    bench, places = painted.bench, st.integers(0, len(page.text))
    for move in data.draw(st.lists(st.sampled_from(MOVES), max_size=12)):
        step, on = data.draw(st.sampled_from(Step)), data.draw(st.booleans())
        position = data.draw(places)
        deeds = {
            "move": lambda step=step, on=on: bench.move(step, on),
            "extend": lambda step=step, on=on: bench.extend(step, on),
            "grow": bench.grow,
            "shrink": bench.shrink,
            "select": lambda step=step: bench.select(step),
            "point": lambda position=position: bench.go(position),
            "drag": lambda position=position: bench.select_to(position),
            "pick": lambda position=position, step=step: bench.select_at(position, step),
        }
        deeds[move]()
        chosen = bench.cursor.selection
        segment = bench.units.segments[bench.cursor.segment]
        inside = page.text[segment.start : segment.end]
        edges = [bench.cursor.position, *((chosen.start, chosen.end) if chosen else ())]
        assert all(is_boundary(inside, edge - segment.start) for edge in edges)
        assert segment.contains(bench.target)
    for strip in _strips(painted):
        assert strip.cell_length == width
    place = painted.rows.cell_of(bench.cursor.position)
    reversed_cells = [
        segment.cell_length
        for segment in painted.painter.strip(place.row)
        if segment.style and segment.style.reverse
    ]
    assert len(reversed_cells) <= 1


@given(SEGMENTS, WIDTHS, st.randoms(use_true_random=False))
def test_rows_painted_as_they_are_wanted_are_those_of_the_whole_layout(
    study: Study, written: list[str], width: int, chance: object
) -> None:
    page = page_of(written, "who", "Mara")
    eager, lazy = Painted(study, page, width, lazily=False), Painted(study, page, width)
    wanted = list(range(len(eager.rows)))
    chance.shuffle(wanted)  # type: ignore[attr-defined]
    for row in wanted:
        assert list(lazy.painter.strip(row)) == list(eager.painter.strip(row))


def _cost(study: Study, text: str) -> int:
    painted = Painted(study, page_of([text]), 80)
    painted.bench.go(len(text) // 2)
    middle = painted.rows.cell_of(painted.bench.cursor.position).row
    with calls() as counted:
        for _ in range(3):
            painted.bench.move(Step.WORD, True)
            painted.bench.extend(Step.SENTENCE, True)
            painted.bench.go(painted.bench.cursor.position)
            for row in range(middle - 12, middle + 12):
                painted.painter.strip(row)
    return counted[0]


@pytest.mark.parametrize("sign", ["👩‍👩‍👧‍👦", "漢", "e\u0301", "\x1b[2J"])
def test_one_odd_sign_in_a_million_characters_stays_a_local_matter(study: Study, sign: str) -> None:
    words = "and then we went on "
    short, long = (words * many + sign + " " + words * many for many in (250, 25_000))
    assert len(long) > 1_000_000
    assert _cost(study, long) <= 1.3 * _cost(study, short)


def test_the_layout_of_a_million_characters_looks_at_odd_signs_only_where_they_are(
    study: Study,
) -> None:
    words = "and then we went on "

    def cost(text: str) -> int:
        with calls() as counted:
            Painted(study, page_of([text]), 80, lazily=False)
        return counted[0]

    plain, odd = words * 50_000, words * 25_000 + "👩‍👩‍👧‍👦 " + words * 25_000
    assert cost(odd) - cost(plain) < 2_000


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        ("👍🏽 ok", "👍 ok"),
        ("❤️x", "❤ x"),
        ("1️⃣x", "1x"),
        ("🇩🇪🇫🇷", "🇩🇪🇫🇷"),
        ("👩‍👩‍👧‍👦!", "👩!"),
        ("a\tb", "a   b"),
        ("a\x1b[31mb\x9b", "a·[31mb·"),
        ("\u202eabc\u200f", "·abc·"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_what_terminals_disagree_on_is_not_sent(study: Study, text: str, painted: str) -> None:
    page = page_of([text])
    row = Painted(study, page, 80)
    told = row.painter.strip(0).crop(row.parts.text_at, 70).text
    assert told.rstrip() == painted
