"""Ranks and changes between waves, against figures worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.ranking import ranked
from qualcode.analysis.waves import change
from qualcode.domain.ranking import RankRow
from qualcode.domain.waves import WaveRow


def test_ranks_by_hand() -> None:
    found = ranked([1, 1, 2, 3], base=5, places=3)
    assert found.mean_rank == 7 / 4
    assert (found.first, found.first_share) == (2, 2 / 5)
    assert (found.borda, found.borda_mean) == (3 + 3 + 2 + 1, 9 / 5)
    nobody = ranked([], base=0, places=3)
    assert (nobody.mean_rank, nobody.first_share, nobody.borda, nobody.interval) == (
        None, None, 0, None,
    )  # fmt: skip
    with pytest.raises(ValueError, match="1 to 3"):
        ranked([4], 5, 3)


@given(st.lists(st.permutations(["a", "b", "c"]), min_size=1, max_size=20))
def test_points_of_whole_ballots_add_up(ballots: list[list[str]]) -> None:
    points = {
        code: ranked([one.index(code) + 1 for one in ballots], len(ballots), 3).borda
        for code in "abc"
    }
    assert sum(points.values()) == len(ballots) * (3 + 2 + 1)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_the_published_intervals(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    found = change(*before, *after)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=0.006)
    assert found.reading.startswith("rose" if low > 0 else "no change that holds")
    back = change(*after, *before)
    assert back is not None
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low))
    assert back.reading.startswith("fell" if low > 0 else "no change that holds")


def test_a_wave_of_nobody_has_no_change() -> None:
    assert change(0, 0, 3, 9) is None
    assert change(3, 9, 0, 0) is None


def test_what_is_withheld_is_off_the_rows() -> None:
    row = RankRow("a", "A", 0, "", 12, 20, 60.0, 1.5, 9, 45.0, 20.0, 70.0, 30, 1.5, 12)
    first = row.withheld(frozenset({"first"}))
    assert (first.n, first.first, first.mean_rank, first.borda) == (12, None, None, None)
    every = row.withheld(frozenset({"n", "base", "first"}))
    assert (every.n, every.base, every.percent, every.people) == (None,) * 4
    wave = WaveRow("a", "A", 0, "", 9, 20, 45.0, 12, 20, 60.0, 15.0, -1.0, 30.0, "rose")
    before = wave.withheld(frozenset({"n_before"}))
    assert (before.n_before, before.percent_before, before.base_before) == (None, None, 20)
    assert (before.n_after, before.difference, before.reading) == (12, None, "withheld")
    assert wave.withheld(frozenset({"base_after"})).base_after is None
