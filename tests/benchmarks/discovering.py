"""Whether discovery finds what was hidden: themes, two codes for one, meanings, miscodings.

Run: python -m tests.benchmarks.discovering FOLDER [--set nhs_fft] [--texts 2000] [--coded 300]
FOLDER holds NAME.jsonl and NAME.codebook.json. One code after another is taken out of the codebook
and off the coded texts; then it is told how pure the best group of uncoded sentences is for it and
at which place it is shown. Miscodings are planted in 5 % of the coded texts.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualcode.domain.discovery import Coded as CodedWords
from qualcode.domain.discovery import Discovery, Passage, Quotation
from qualcode.domain.span import Span
from qualcode.suggest.discovery.finding import discover
from qualcode.suggest.embedding import installed_embedding
from tests.benchmarks.coded_sets import Coded, CodedSet, folder_sets
from tests.benchmarks.suggestions import Remembering

PURE = 0.6
"""The share of a group's sentences in texts with the hidden code from which it counts as found."""
LOOKED_AT = 20
MISCODED = 0.05


def passage(one: Coded, number: int, codes: Iterable[str], finished: bool) -> Passage:
    whole = Quotation(one.text, Span(0, len(one.text)), str(number), str(number))
    return Passage(whole, tuple(CodedWords(code, whole.span) for code in codes), finished)


def without(codebook: Any, code: str) -> list[dict[str, Any]]:
    return [entry for entry in codebook if entry["code"] != code]


def hidden(found: Discovery, texts: list[Coded], code: str) -> tuple[int, float, int] | None:
    """Return place, purity and size of the first group that is about the hidden code."""
    for place, theme in enumerate(found.new_themes, start=1):
        of_it = sum(code in texts[int(one.participant)].codes for one in theme.members)
        if of_it >= PURE * theme.size:
            return place, of_it / theme.size, theme.size
    return None


def hide_each(coded: CodedSet, texts: list[Coded], learnt: int, embedding: Any) -> None:
    used = {code: sum(code in one.codes for one in texts) for code in coded.codes}
    print(f"{'hidden code':44}{'texts':>6}{'place':>7}{'purity':>8}{'size':>6}{'CPU s':>7}")
    places = []
    for code in sorted((one for one in used if used[one] >= 15), key=lambda one: -used[one]):
        read = [
            passage(one, at, one.codes - {code} if at < learnt else (), at < learnt)
            for at, one in enumerate(texts)
        ]
        began = time.process_time()
        found = discover(read, without(coded.codebook, code), embedding=embedding)
        spent = time.process_time() - began
        best = hidden(found, texts, code)
        places.append(best[0] if best else None)
        told = f"{best[0]:7}{best[1]:8.2f}{best[2]:6}" if best else f"{'-':>7}{'':8}{'':6}"
        print(f"{code[:43]:44}{used[code]:6}{told}{spent:7.1f}", flush=True)
    shown = [place for place in places if place is not None and place <= LOOKED_AT]
    print(f"found among the first {LOOKED_AT}: {len(shown)} of {len(places)}")


def plant_miscodings(coded: CodedSet, texts: list[Coded], embedding: Any) -> None:
    rand = random.Random(5)
    read, planted = [], {}
    for at, one in enumerate(texts):
        codes = set(one.codes)
        if codes and rand.random() < MISCODED:
            old = rand.choice(sorted(codes))
            new = rand.choice([code for code in coded.codes if code not in codes])
            codes = codes - {old} | {new}
            planted[str(at)] = {old, new}
        read.append(passage(one, at, codes, True))
    began = time.process_time()
    found = discover(read, coded.codebook, embedding=embedding).second_look
    spent = time.process_time() - began
    right = [one.code in planted.get(one.quotation.participant, ()) for one in found]
    for first in (10, 20, 50):
        print(f"second look, of the first {first}: {sum(right[:first]) / first:.2f} planted")
    caught = {one.quotation.participant for one, it in zip(found, right, strict=True) if it}
    print(f"{len(caught)} of {len(planted)} planted in {len(found)} decisions, {spent:.1f} s CPU")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--set", default="nhs_fft")
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--coded", type=int, default=300)
    chosen = parser.parse_args()
    if chosen.folder is None:
        print("discovering needs a folder of coded texts; none was named")
        return
    embedding = installed_embedding()
    remembering = Remembering(embedding) if embedding else None
    coded = next(one for one in folder_sets(chosen.folder) if one.name == chosen.set)
    texts = list(coded.texts)
    random.Random(1).shuffle(texts)
    texts = texts[: chosen.texts]
    plant_miscodings(coded, texts, remembering)
    hide_each(coded, texts, chosen.coded, remembering)


if __name__ == "__main__":
    main()
