"""Whether the sentence that is pointed at is one that people coded.

Run: python -m tests.benchmarks.suggesting_spans [FOLDER]. FOLDER holds NAME_texts.jsonl (doc,
text) and NAME_spans.csv (doc, start, end, label); the demo study's interviews, forums and cases
are measured too. Texts of other documents are learnt from, those of the same one are not.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.domain.codebook import Codebook
from qualcode.domain.span import Span
from qualcode.domain.text import sentences
from qualcode.suggest import Suggester
from qualcode.suggest.embedding import installed_embedding
from tests.benchmarks.coded_sets import demo_set
from tests.benchmarks.suggestions import HOME, Remembering


@dataclass(frozen=True)
class Spanned:
    """A text, the document it is from, and where people saw which code."""

    doc: str
    text: str
    coded: tuple[tuple[Span, str], ...]

    @property
    def codes(self) -> set[str]:
        """Return the codes that the text has anywhere."""
        return {code for _, code in self.coded}


def folder_spans(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]], list[Spanned]]]:
    """Read every NAME_texts.jsonl with NAME_spans.csv beside it; codes are known by name only."""
    for file in sorted(folder.glob("*_texts.jsonl")):
        name = file.stem.removesuffix("_texts")
        spans: dict[str, list[tuple[Span, str]]] = {}
        with (folder / f"{name}_spans.csv").open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                one = Span(int(row["start"]), int(row["end"])), row["label"]
                spans.setdefault(row["doc"], []).append(one)
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        texts = [Spanned(row["doc"], row["text"], tuple(spans[row["doc"]])) for row in rows]
        labels = sorted({code for one in texts for code in one.codes})
        yield name, [{"code": code, "name": code.replace("_", " ")} for code in labels], texts


def demo_spans(home: Path) -> tuple[str, Codebook | list[dict[str, Any]], list[Spanned]]:
    """Read the paragraphs of the demo study's long texts that have codings."""
    codebook = demo_set(home).codebook
    quoted: dict[str, list[tuple[str, str]]] = {}
    with (home / "transcripts/codings/consensus.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            quoted.setdefault(row["source"], []).append((row["quotation"], row["code"]))
    texts = []
    for kind in ("interviews", "forums", "cases"):
        for file in sorted((home / "transcripts" / kind).iterdir()):
            for text in file.read_text("utf-8").split("\n\n"):
                coded = tuple(
                    (Span(text.find(quotation), text.find(quotation) + len(quotation)), code)
                    for quotation, code in quoted.get(file.stem, ())
                    if quotation in text
                )
                if coded:
                    texts.append(Spanned(file.stem, text, coded))
    return "demo", codebook, texts


def hits(suggester: Suggester, one: Spanned) -> Iterator[tuple[float, ...]]:
    """Yield for each code of a long text whether a sentence is pointed at and coded words are in
    it; the same for the first sentence and for any; and what share of the text it is."""
    parts = list(sentences(one.text, 0, len(one.text)))
    if len(parts) < 2:
        return
    for code in sorted(one.codes):
        true = [span for span, given in one.coded if given == code]
        found = suggester.span(one.text, code)
        right = [
            any(span is not None and span.overlaps(t) for t in true) for span in (found, parts[0])
        ]
        chance = np.mean([any(part.overlaps(t) for t in true) for part in parts])
        yield (found is not None, *right, chance, len(found or ()) / len(one.text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    chosen = parser.parse_args()
    installed = installed_embedding()
    embedding = Remembering(installed) if installed else None
    sets = [*(folder_spans(chosen.folder) if chosen.folder else ()), demo_spans(HOME)]
    print("of the sentences pointed at, first and random ones, how many have coded words in them")
    heads = f"{'right':>7}{'first':>7}{'random':>7}{'length':>8}"
    print(f"{'set':8}{'learnt':>8}{'asked':>7}{'pointed':>9}{heads}")
    for name, codebook, texts in sets:
        for learns in (False, True):
            rows: list[tuple[float, ...]] = []
            for doc in sorted({one.doc for one in texts}):
                suggester = Suggester(codebook, embedding=embedding)
                suggester.index([one.text for one in texts])
                for one in texts:
                    if learns and one.doc != doc:
                        suggester.learn([one.text], [one.codes])
                for one in texts:
                    if one.doc == doc:
                        rows += hits(suggester, one)
            figures = np.array(rows, dtype=float)
            made = figures[figures[:, 0] > 0]
            told = "others" if learns else "nothing"
            shown = "".join(f"{one:7.2f}" for one in made[:, 1:4].mean(axis=0))
            share = f"{made[:, 4].mean():8.2f}"
            print(f"{name:8}{told:>8}{len(figures):7}{figures[:, 0].mean():9.2f}{shown}{share}")


if __name__ == "__main__":
    main()
