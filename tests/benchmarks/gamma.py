"""How long gamma takes, as a ratio to pygamma-agreement in the same run.

Run: python -m tests.benchmarks.gamma [--large]. pygamma-agreement needs numba, cvxpy and pyannote,
so that it may live in an environment of its own: set PEERS_PYTHON to the python that has it. Both
get the same spans and draw the same number of samples; --large adds a case of minutes.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from qualcode.agreement import gamma
from qualcode.agreement.alignment.best import best_alignment
from qualcode.agreement.alignment.dissimilarity import Dissimilarity
from qualcode.agreement.alignment.units import Observed
from qualcode.agreement.spans.spans import Spans

TARGET = 20
RUNS = 3

PEER = """
import json, logging, sys, time
logging.disable(logging.CRITICAL)
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum

def read(spans):
    continuum = Continuum()
    for coder, start, end, code in spans:
        continuum.add(coder, Segment(start, end), code)
    return continuum

apart = CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
read([("a", 0, 5, "x"), ("b", 1, 5, "y")]).compute_gamma(apart, n_samples=2)
found = []
for spans, samples in json.load(sys.stdin):
    continuum = read(spans)
    began = time.perf_counter()
    disorder = continuum.get_best_alignment(apart).disorder
    aligned = time.perf_counter() - began
    began = time.perf_counter()
    continuum.compute_gamma(apart, n_samples=samples).gamma
    found.append((float(disorder), aligned, time.perf_counter() - began))
sys.stderr.write(json.dumps(found))
"""


class Case(NamedTuple):
    """A study of coders who mostly agree, and the samples to draw for it."""

    coders: int
    spans: int
    samples: int

    @property
    def length(self) -> int:
        """Number of characters of the text."""
        return self.spans * 100

    def study(self) -> list[tuple[str, int, int, str]]:
        """Return spans of one truth, moved by up to 6, a fifth recoded and a tenth forgotten."""
        source = random.Random(self.spans)
        truth = [
            (at * 100 + source.randint(10, 40), source.randint(20, 90)) for at in range(self.spans)
        ]
        found = []
        for coder in range(self.coders):
            for at, (start, size) in enumerate(truth[:-1]):
                if source.random() < 0.9:
                    code = at % 20 if source.random() < 0.8 else source.randrange(20)
                    first, last = start + source.randint(-6, 6), start + size + source.randint(0, 6)
                    found.append((f"coder {coder}", first, last, f"code {code}"))
        return found


CASES = [Case(2, 100, 30), Case(2, 500, 30), Case(3, 40, 30), Case(3, 200, 2), Case(4, 40, 3)]
LARGE = [Case(2, 2000, 30)]
ALONE = [Case(2, 2000, 30), Case(3, 2000, 30), Case(4, 200, 30)]


def least(work: Callable[[], Any]) -> float:
    """Return the least of a few times."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def ours(case: Case) -> tuple[float, float, float]:
    """Return the disorder and the seconds of the best alignment and of gamma."""
    study, weights = case.study(), Dissimilarity(1.0, 1.0, 1.0)

    def align() -> None:
        best_alignment(Observed.of(Spans.of(study, case.length)).units, weights)

    def whole() -> None:
        gamma(study, case.length, samples=case.samples)

    disorder = gamma(study, case.length, samples=1).disorder
    assert disorder is not None
    return disorder, least(align), least(whole)


def theirs(cases: list[Case]) -> list[tuple[float, float, float]] | None:
    """Return the same by pygamma-agreement, or None where it is not installed."""
    python = os.environ.get("PEERS_PYTHON", sys.executable)
    done = subprocess.run([python, "-c", "import pygamma_agreement"], capture_output=True)
    if done.returncode:
        return None
    given = json.dumps([(case.study(), case.samples) for case in cases])
    done = subprocess.run(
        [python, "-c", PEER], input=given, text=True, capture_output=True, check=True
    )
    return [tuple(each) for each in json.loads(done.stderr[done.stderr.rindex("[[") :])]


def main() -> int:
    """Print all times and ratios; return 1 if two coders miss the target or a disorder differs."""
    cases = CASES + (LARGE if "--large" in sys.argv[1:] else [])
    peer = theirs(cases)
    if peer is None:
        print("pygamma-agreement is not installed here. Make an environment for it with")
        print("  python -m venv PLACE && PLACE/bin/pip install pygamma-agreement")
        print("and run this with PEERS_PYTHON=PLACE/bin/python. Without it there are no ratios.")
    worst = float("inf")
    same = True
    for case, (disorder, aligned, whole) in zip(cases, peer or [], strict=False):
        mine, my_aligned, my_whole = ours(case)
        same &= abs(mine - disorder) < 1e-5 * max(1.0, mine)
        ratios = aligned / my_aligned, whole / my_whole
        if case.coders == 2:
            worst = min(worst, *ratios)
        print(
            f"{case.coders} x {case.spans:4}: disorder {mine:.6f} ({disorder:.6f});"
            f" best alignment {my_aligned:.4f} s, {ratios[0]:.0f} times as fast;"
            f" gamma with {case.samples} samples {my_whole:.3f} s, {ratios[1]:.0f} times as fast"
        )
    for case in ALONE:
        _, my_aligned, my_whole = ours(case)
        print(
            f"{case.coders} x {case.spans:4}: best alignment {my_aligned:.4f} s,"
            f" gamma with {case.samples} samples {my_whole:.3f} s (no peer)"
        )
    if peer is None:
        return 0
    print(
        f"least ratio for two coders {worst:.0f} (at least {TARGET}),"
        f" disorders {'equal' if same else 'DIFFER'}"
    )
    return 0 if same and worst >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
