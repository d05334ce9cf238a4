"""How good suggestions are after so many coded texts, against simpler ways.

Run: python -m tests.benchmarks.suggestions [FOLDER] [--seeds 5] [--texts 0,5,25,100,400] [--only
SET] [--evidence]. FOLDER holds NAME.jsonl (text, codes, group) and NAME.codebook.json; without one
only the demo study is measured. Nobody's texts are both learnt from and tested on. --evidence
measures instead whether suggestions rest on the words that are shown as reasons. What MiniLM does
is measured where it is installed.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from qualcode.domain.errors import InputError
from qualcode.suggest import Suggester
from qualcode.suggest.embedding import Embedding, installed_embedding
from qualcode.suggest.minilm import MiniLM
from tests.benchmarks.coded_sets import Coded, CodedSet, demo_set, folder_sets
from tests.benchmarks.suggesting_evidence import flips
from tests.benchmarks.suggesting_measures import quality
from tests.benchmarks.suggesting_peers import (
    Method,
    Ranked,
    keyword_match,
    regression,
    regression_on,
)

HOME = Path(__file__).parents[2]


class Remembering:
    """An embedding that works each text out once, for all seeds."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._known: dict[str, np.ndarray] = {}
        self.name = embedding.name

    def encode(self, texts: list[str], /) -> np.ndarray:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedding.encode(new), strict=True))
        return np.array([self._known[text] for text in texts])


def suggested(embedding: Embedding | None) -> Method:
    """Return the method of this package, with or without an embedding."""

    def method(coded: CodedSet, learnt: list[Coded], tested: list[Coded]) -> Ranked:
        suggester = Suggester(coded.codebook, embedding=embedding)
        suggester.index([one.text for one in coded.texts])
        for one in learnt:
            suggester.learn([one.text], [one.codes], one.among)
        found: Ranked = []
        if all(one.among is None for one in tested):
            many = suggester.suggest_many([one.text for one in tested], 3, reasons=False)
            return [[(one.code, one.probability) for one in some] for some in many]
        for among in dict.fromkeys(one.among for one in tested):
            mine = [one.text for one in tested if one.among == among]
            found += [
                [(one.code, one.probability) for one in some]
                for some in suggester.suggest_many(mine, 3, among, reasons=False)
            ]
        return found

    return method


def measured(coded: CodedSet, method: Method, count: int, seeds: int) -> np.ndarray | None:
    """Return the mean figures over seeds, or None if there are not as many texts."""
    rows = []
    for seed in range(seeds):
        learnt, tested = coded.split(seed)
        if len(learnt) < count:
            return None
        tested = sorted(tested, key=lambda one: one.among or ())
        given = [one.codes & frozenset(coded.codes) for one in tested]
        rows.append(quality(method(coded, learnt[:count], tested), given).figures)
    return np.mean(rows, axis=0)


def print_evidence(sets: list[CodedSet], counts: list[int], seeds: int) -> None:
    """Print how often deleting the three words shown changes the best code, and three others."""
    found = installed_embedding()
    embedding = Remembering(found) if found else None
    print(f"{'set':18}{'coded':>6}{'shown':>8}{'random':>8}{'texts':>7}")
    for coded in sets:
        for count in counts:
            rows = []
            for seed in range(seeds):
                suggester = Suggester(coded.codebook, embedding=embedding)
                suggester.index([one.text for one in coded.texts])
                rows.append(flips(coded, suggester, count, seed))
            shown, chance, texts = np.mean(rows, axis=0)
            print(f"{coded.name:18}{count:6}{shown:8.2f}{chance:8.2f}{texts:7.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--texts", default="0,5,25,100,400")
    parser.add_argument("--only", default="")
    parser.add_argument("--evidence", action="store_true")
    chosen = parser.parse_args()
    every = [*(folder_sets(chosen.folder) if chosen.folder else ()), demo_set(HOME)]
    sets = [coded for coded in every if chosen.only in coded.name]
    counts = [int(count) for count in chosen.texts.split(",")]
    if chosen.evidence:
        print_evidence(sets, counts, chosen.seeds)
    else:
        print_quality(sets, counts, chosen.seeds)


def all_methods() -> dict[str, Method]:
    """Return what can be measured on this machine, and say what cannot."""
    methods: dict[str, Method] = {
        "keyword match": keyword_match,
        "TF-IDF + LR": regression,
        "suggest, words": suggested(None),
    }
    embedding = installed_embedding()
    if embedding is not None:
        methods["suggest, meaning"] = suggested(Remembering(embedding))
    try:
        minilm = Remembering(MiniLM())
    except InputError as missing:
        print(f"Without MiniLM: {missing}")
    else:
        methods["MiniLM + LR"] = regression_on(minilm)
        methods["suggest, MiniLM"] = suggested(minilm)
    return methods


def print_quality(sets: list[CodedSet], counts: list[int], seeds: int) -> None:
    """Print how good suggestions are on each set after so many coded texts."""
    methods = all_methods()
    print(f"{'set':18}{'texts':>6}  {'method':18}{'P@1':>7}{'R@3':>7}{'F1':>7}{'ECE':>7}{'s':>7}")
    for coded in sets:
        for count in counts:
            for name, method in methods.items():
                began = time.process_time()
                figures = measured(coded, method, count, seeds)
                if figures is not None:
                    shown = "".join(f"{figure:7.3f}" for figure in figures)
                    spent = time.process_time() - began
                    print(f"{coded.name:18}{count:6}  {name:18}{shown}{spent:7.1f}", flush=True)


if __name__ == "__main__":
    main()
