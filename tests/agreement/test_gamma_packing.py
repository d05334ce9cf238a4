from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement.alignment import packing as gamma_packing
from qualcode.agreement.alignment.packing import best_packing

UNITS = 9

rows = st.tuples(*(st.integers(-1, 2) for _ in range(3))).filter(lambda row: max(row) >= 0)
packings = st.lists(st.tuples(rows, st.integers(1, 20)), min_size=1, max_size=25)


def numbered(choices):
    """Give the three units of each of three coders their own numbers."""
    held = [[-1 if u < 0 else 3 * c + u for c, u in enumerate(row)] for row, _ in choices]
    return np.array(held), np.array([worth for _, worth in choices], dtype=float)


def most(held, worth):
    """Try every packing."""

    @cache
    def best(index, free):
        if index == len(held):
            return 0.0
        units = {unit for unit in held[index] if unit >= 0}
        taken = worth[index] + best(index + 1, free - units) if units <= free else 0.0
        return max(taken, best(index + 1, free))

    return best(0, frozenset(range(UNITS)))


@pytest.mark.parametrize(("at_once", "each"), [(50_000, 100), (0, 1)])
@settings(deadline=None, max_examples=60)
@given(choices=packings)
def test_no_packing_saves_more(at_once, each, choices):
    held, worth = numbered(choices)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gamma_packing, "_AT_ONCE", at_once)
        patch.setattr(gamma_packing, "_OF_EACH_UNIT", each)
        chosen = best_packing(held, worth, UNITS)
    used = [unit for row in held[chosen].tolist() for unit in row if unit >= 0]
    assert len(used) == len(set(used))
    assert worth[chosen].sum() == pytest.approx(most(held.tolist(), worth))


def test_parts_that_are_hard_together_are_decided_one_by_one(monkeypatch):
    # Three units in a ring: the relaxation takes half of each pair, a packing only one.
    ring = np.array([[0, 1, -1], [-1, 1, 2], [0, -1, 2]])
    held = np.concatenate([np.where(ring < 0, -1, ring + 3 * part) for part in range(3)])
    seen = []
    decide = gamma_packing._decided
    monkeypatch.setattr(
        gamma_packing,
        "_decided",
        lambda rows, saved, nodes: (
            seen.append(len(rows)) or (None if len(rows) > 3 else decide(rows, saved, nodes))
        ),
    )
    assert len(best_packing(held, np.ones(9), UNITS)) == 3
    assert seen[0] == 9
    assert seen.count(3) >= 3


def test_nothing_to_choose_from():
    assert len(best_packing(np.zeros((0, 3), dtype=np.int64), np.zeros(0), UNITS)) == 0
