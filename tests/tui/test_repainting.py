"""Rows that are kept look as they would if they were painted anew, whatever a key changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import Span
from qualcode.study import Study, open_study
from qualcode.tui.coding.repainting import Look, differing, look
from qualcode.tui.page.units import Step
from tests.support.texts import texts
from tests.tui.arbitrary_pages import Painted, page_of
from tests.tui.sitting import make_study

SEGMENTS = st.lists(texts.filter(bool), min_size=1, max_size=3)
STEPS = ("move", "extend", "grow", "shrink", "select", "back", "ends")
DEEDS = (*STEPS, "go", "drag", "focus", "unit")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give a study that knows nothing of the pages."""
    folder = Path(tmp_path_factory.mktemp("kept")) / "winter"
    make_study(folder)
    with open_study(folder, "anna") as opened:
        yield opened


def _do(painted: Painted, keys: list[str], data: st.DataObject) -> None:
    bench = painted.bench
    deed, step = data.draw(st.sampled_from(DEEDS)), data.draw(st.sampled_from(Step))
    on, position = data.draw(st.booleans()), data.draw(st.integers(0, len(bench.page.text)))
    if deed == "focus" and keys:
        bench.focus(data.draw(st.sampled_from(keys)))
    elif deed == "unit":
        bench.manner.unit = step
    else:
        {
            "move": lambda: bench.move(step, on),
            "extend": lambda: bench.extend(step, on),
            "grow": bench.grow,
            "shrink": bench.shrink,
            "select": lambda: bench.select(step),
            "go": lambda: bench.go(position),
            "drag": lambda: bench.select_to(position),
            "back": bench.step_back,
            "ends": bench.cursor.swap_ends,
            "focus": bench.next_coding,
        }[deed]()


@given(SEGMENTS, st.sampled_from([30, 90]), st.data())
def test_rows_that_were_not_painted_anew_look_the_same(
    study: Study, written: list[str], width: int, data: st.DataObject
) -> None:
    painted = Painted(study, page_of(written), width, lazily=False)
    keys = []
    for number, text in enumerate(written):
        start = data.draw(st.integers(0, len(text) - 1))
        keys.append(painted.code(number, start, data.draw(st.integers(start + 1, len(text)))))
    rows, kept, before = painted.rows, {}, None
    for _ in range(data.draw(st.integers(1, 8))):
        now: Look = look(painted.bench)
        changed: list[Span] = [*painted.bench.changed, *differing(before, now)]
        painted.bench.changed.clear()
        before = now
        for span in changed:
            for row in range(rows.row_of(span.start), rows.row_of(span.end - 1) + 1):
                kept.pop(row, None)
        for row in range(len(rows)):
            fresh = list(painted.painter.strip(row))
            assert list(kept.setdefault(row, painted.painter.strip(row))) == fresh, row
        _do(painted, keys, data)


def test_a_step_in_a_long_segment_leaves_most_rows_alone(study: Study) -> None:
    painted = Painted(study, page_of(["It was cold. We had no wood. " * 400]), 80)
    bench, rows = painted.bench, painted.rows
    bench.manner.unit = Step.SENTENCE
    for move in (
        lambda: bench.move(Step.CHARACTER, True),
        lambda: bench.move(Step.SENTENCE, True),
        lambda: bench.extend(Step.SENTENCE, True),
        lambda: bench.extend(Step.SENTENCE, True),
    ):
        before = look(bench)
        move()
        spans = list(differing(before, look(bench)))
        touched = {rows.row_of(place) for one in spans for place in (one.start, one.end - 1)}
        assert spans
        assert max(touched) - min(touched) <= 3
