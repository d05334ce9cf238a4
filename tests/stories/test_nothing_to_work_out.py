"""What the demo's usual tables show leaves every withheld figure at least ten persons wide.

The attacker here is a linear programme of its own. It knows the tables of all participants and of
each group, that groups add up, that nobody is counted twice, and that a theme holds its codes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

from qualcode import Study, open_study
from qualcode.domain.tables import Row
from tests.stories.demo_run import DemoRun

THRESHOLD = 10
OPEN = ("services-needed", "apprehension", "case-attention", "first-learned", "where-trained",
        "primary-role", "red-flags", "barriers", "lessons-learned")  # fmt: skip
Key = tuple[str, str]
"""A code ('' for the base) and a group ('' for all)."""


@pytest.fixture(scope="module")
def study(demo: DemoRun, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The demo study before anything left it, as a coder sees it who is not the lead."""
    copy: Path = tmp_path_factory.mktemp("attacked") / "study"
    shutil.copytree(demo.folder, copy)
    with open_study(copy, coder="c2") as opened:
        yield opened


@pytest.mark.parametrize("by", ["position", "region"])
def test_no_withheld_figure_can_be_narrowed(study: Study, by: str) -> None:
    shown = withheld = 0
    for question in OPEN:
        rows = [*study.frequencies(question), *study.frequencies(question, by=by)]
        for row in rows:
            for figure in (row.n, row.base):
                assert figure is None or figure == 0 or figure >= THRESHOLD or row.is_apart
        for key, (low, high) in intervals(study, rows).items():
            assert high - low >= THRESHOLD - 1e-6, (question, key, low, high)
            withheld += 1
        shown += sum(row.n is not None and bool(row.group) for row in rows)
    assert withheld > 100
    assert shown > 20


def intervals(study: Study, rows: list[Row]) -> dict[Key, tuple[float, float]]:
    """Return what each withheld number of persons can be."""
    codebook = study.catalogue.codebook
    counted = [row for row in rows if row.code in codebook]
    known: dict[Key, int | None] = {}
    for row in counted:
        known[row.code, row.group] = row.n
        known["", row.group] = row.base
    place = {key: number for number, key in enumerate(sorted(known))}
    groups = sorted({group for _, group in known if group})
    sums, at_most = [], []
    for code in {code for code, _ in known}:
        if (code, "") in known:
            sums.append({(code, ""): -1, **{(code, group): 1 for group in groups}})
        for group in ("", *groups):
            if code:
                at_most.append({(code, group): 1, ("", group): -1})
                above = [one.id for one in codebook.ancestors(code)]
                at_most += [
                    {(code, group): 1, (one, group): -1} for one in above if (one, group) in known
                ]
    bounds = [(value, value) if (value := known[key]) is not None else (0, None) for key in place]
    equal, less = matrix(sums, place), matrix(at_most, place)
    found = {}
    for key, value in known.items():
        if value is None and key[1] and known.get((key[0], "")) is not None:
            ends = []
            for sign in (1, -1):
                aim = np.zeros(len(place))
                aim[place[key]] = sign
                best = linprog(aim, less, np.zeros(len(less)), equal, np.zeros(len(equal)), bounds)
                ends.append(float("inf") if best.status == 3 else sign * best.fun)
            found[key] = (ends[0], ends[1])
    return found


def matrix(relations: list[dict[Key, int]], place: dict[Key, int]) -> np.ndarray:
    """Return one line for each relation between cells."""
    made = np.zeros((len(relations), len(place)))
    for number, relation in enumerate(relations):
        for key, sign in relation.items():
            made[number, place[key]] = sign
    return made
