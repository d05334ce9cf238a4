"""How long suggestions take, in all and of the processor, how much memory, and against what.

Run: python -m tests.benchmarks.suggesting_speed [--coded 1000] [--codes 75] [--texts 10000]
[--language en]. The texts are quotations of the demo study, put together two by two. What waits
on a loaded machine shows in the time in all; the processor's time is that of the work alone. A
claim rests on the ratios: to TF-IDF with one logistic regression a code, fitted anew after a
decision, and to one embedding of the text.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualcode.suggest import Suggester
from qualcode.suggest.codebook_texts import code_texts
from qualcode.suggest.embedding import installed_embedding
from tests.benchmarks.coded_sets import Coded, CodedSet, demo_set
from tests.benchmarks.suggestions import HOME

RUNS = 40
PEER_RUNS = 2
FIRST = (
    "import time; from qualcode.suggest import Suggester;"
    "s = Suggester([{'code': 'wait', 'name': 'Waiting', 'definition': 'Time until seen'}]);"
    "s.suggest('We stood in the corridor for two hours.'); print(time.process_time())"
)


@dataclass(frozen=True)
class Took:
    """Milliseconds of one piece of work: by the clock, and of the processor."""

    clock: float
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coded", type=int, default=1_000)
    parser.add_argument("--codes", type=int, default=75)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--language", default="en")
    chosen = parser.parse_args()
    corpus = made_corpus(chosen.texts, chosen.codes)
    texts, sets = [one.text for one in corpus.texts], [one.codes for one in corpus.texts]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "vectors.npz"
        indexing(corpus, texts, chosen.language, cache)
        suggester = Suggester(corpus.codebook, chosen.language, cache=cache)
    suggester.index(texts)
    suggester.learn(texts[: chosen.coded], sets[: chosen.coded])
    suggester.suggest(texts[0])
    new, asked, updated, accepted = [], [], [], []
    for row in range(chosen.coded, chosen.coded + RUNS):
        unread = f"{texts[row]} Said on day {row}."
        new.append(timed(lambda text=unread: suggester.suggest(text, k=3)))
        asked.append(timed(lambda row=row: suggester.suggest(texts[row], k=3)))
        suggester.learn([texts[row]], [sets[row]])
        updated.append(timed(lambda row=row: suggester.suggest(texts[row + 1], k=3)))
        suggester.accept(texts[row + RUNS + 1], str(corpus.codebook[row % chosen.codes]["code"]))  # type: ignore[index]
        accepted.append(timed(lambda row=row: suggester.suggest(texts[row + 1], k=3)))
    tell("one suggestion, text of the study", asked)
    tell("one suggestion, text never read", new)
    tell("suggestion after a text was coded to the end", updated)
    tell("suggestion after a single code was accepted", accepted)
    told = timed(lambda: suggester.suggest_many(texts, 3, reasons=False))
    print(f"suggest for {len(texts):,} texts: {told.processor / 1_000:.1f} s of processor")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory until here: {peak:.0f} MB")
    ratios(corpus, chosen.coded, asked, updated)


def made_corpus(size: int, codes: int) -> CodedSet:
    """Return texts of two quotations each, with the codes of both."""
    demo = demo_set(HOME)
    pairs = np.random.default_rng(0).integers(0, len(demo.texts), (size, 2))
    codebook = [
        {"code": one.code, "name": one.name, "definition": one.definition, "examples": one.examples}
        for one in code_texts(demo.codebook)[:codes]  # type: ignore[arg-type]
    ]
    kept = {str(entry["code"]) for entry in codebook}
    both = [(demo.texts[a], demo.texts[b]) for a, b in pairs]
    texts = tuple(Coded(f"{a.text}. {b.text}.", (a.codes | b.codes) & kept, "") for a, b in both)
    return CodedSet("made", codebook, tuple(sorted(kept)), texts)


def indexing(corpus: CodedSet, texts: Sequence[str], language: str, cache: Path) -> None:
    """Print what it costs to begin: a process, reading the texts, reading them the next day."""
    alone = [sys.executable, "-c", FIRST]
    first = subprocess.run(alone, capture_output=True, text=True, check=True).stdout
    print(f"first suggestion of a new process: {float(first):.1f} s of processor")
    for day in ("read for the first time", "read the next day"):
        before = time.process_time()
        suggester = Suggester(corpus.codebook, language, cache=cache)
        suggester.index(texts)
        read = time.process_time() - before
        before = time.process_time()
        suggester.suggest(texts[0])
        then = time.process_time() - before
        seconds = f"{read:.1f} s, then {then:.1f} s"
        print(f"{len(texts):,} texts, {day}: {seconds} to the first suggestion (processor)")
        del suggester


def ratios(corpus: CodedSet, coded: int, asked: list[Took], updated: list[Took]) -> None:
    """Print how long we take against a peer's refit and against one embedding."""
    learnt, tested = list(corpus.texts[:coded]), list(corpus.texts[coded : coded + 1])
    from tests.benchmarks.suggesting_peers import regression

    refits = [timed(lambda: regression(corpus, learnt, tested)) for _ in range(PEER_RUNS)]
    tell("TF-IDF + LR fitted anew", refits)
    share = middle(refits) / middle(updated)
    print(f"  = {share:.0f} x our suggestion after a decision (processor, medians)")
    if embedding := installed_embedding():
        embedding.encode(["once"])
        some = [one.text for one in corpus.texts[:RUNS]]
        each = [timed(lambda text=text: embedding.encode([text])) for text in some]
        tell("one embedding of a text", each)
        print(f"  our suggestion = {middle(asked) / middle(each):.1f} x that")


def middle(took: Sequence[Took]) -> float:
    return float(np.median([one.processor for one in took]))


def tell(what: str, took: Sequence[Took]) -> None:
    """Print median and 95th percentile, by the clock and of the processor."""
    clock, processor = [one.clock for one in took], [one.processor for one in took]
    print(
        f"{what}: clock p50 {np.median(clock):.1f}, p95 {np.percentile(clock, 95):.1f} ms; "
        f"processor p50 {np.median(processor):.1f}, p95 {np.percentile(processor, 95):.1f} ms"
    )


def timed(work: Callable[[], object]) -> Took:
    began, processor = time.perf_counter(), time.process_time()
    work()
    return Took(1_000 * (time.perf_counter() - began), 1_000 * (time.process_time() - processor))


if __name__ == "__main__":
    main()
