"""How long suggestions take, and how much memory.

Run: python -m tests.benchmarks.suggesting_speed [--coded 1000] [--codes 75] [--texts 10000].
The texts are quotations of the demo study, put together two by two.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from qualcode.suggest import Suggester
from qualcode.suggest.codebook_texts import code_texts
from tests.benchmarks.coded_sets import demo_set
from tests.benchmarks.suggestions import HOME

RUNS = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coded", type=int, default=1_000)
    parser.add_argument("--codes", type=int, default=75)
    parser.add_argument("--texts", type=int, default=10_000)
    chosen = parser.parse_args()
    demo = demo_set(HOME)
    random = np.random.default_rng(0)
    pairs = random.integers(0, len(demo.texts), (chosen.texts, 2))
    texts = [f"{demo.texts[a].text}. {demo.texts[b].text}." for a, b in pairs]
    codebook = [
        {"code": one.code, "name": one.name, "definition": one.definition, "examples": one.examples}
        for one in code_texts(demo.codebook)[: chosen.codes]  # type: ignore[arg-type]
    ]
    kept = {str(entry["code"]) for entry in codebook}
    sets = [(demo.texts[a].codes | demo.texts[b].codes) & kept for a, b in pairs]
    began = time.process_time()
    suggester = Suggester(codebook)
    suggester.index(texts)
    suggester.suggest(texts[0])
    print(f"index {len(texts):,} texts: {time.process_time() - began:.1f} s of CPU")
    suggester.learn(texts[: chosen.coded], sets[: chosen.coded])
    suggester.suggest(texts[0])
    asked, updated = [], []
    for row in range(chosen.coded, chosen.coded + RUNS):
        asked.append(timed(lambda row=row: suggester.suggest(texts[row], k=3)))
        suggester.learn([texts[row]], [sets[row]])
        updated.append(timed(lambda row=row: suggester.suggest(texts[row + 1], k=3)))
    print(f"one suggestion: p50 {np.median(asked):.1f}, p95 {np.percentile(asked, 95):.1f} ms")
    print(
        f"after a decision: p50 {np.median(updated):.0f}, p95 {np.percentile(updated, 95):.0f} ms"
    )
    began = time.process_time()
    suggester.suggest_many(texts, 3, reasons=False)
    print(f"suggest for {len(texts):,} texts: {time.process_time() - began:.1f} s of CPU")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB")


def timed(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return 1_000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
