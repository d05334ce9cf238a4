"""The second route reads the same rows from both databases."""

from __future__ import annotations

from qualcode import Study
from tests.support.disputing import closed
from tests.support.studies import segments

WORK = {
    "Ana": {0: ["data"], 1: [("privacy", 2, 9), "time"], 2: [], 3: ["time"], 4: ["time"]},
    "Ben": {0: ["data"], 1: ["privacy"], 2: ["time"], 3: [("time", 0, 4)], 4: ["law"], 5: []},
}


def test_the_figures_of_a_round_are_verified(surveyed: Study) -> None:
    closed(surveyed, segments(surveyed), "one", WORK)
    for unit in ("segment", "token", "source", "character"):
        found = surveyed.verifying.agreement(round="one", unit=unit, by="week", n=30)
        assert found.differences == ()
        assert found.figures > 50
