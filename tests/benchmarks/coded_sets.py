"""Texts with human codes to measure suggestions on: folders of JSON files, and the demo study."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.domain.codebook import Codebook
from qualcode.exchange.codebook_yaml import read_codebook

TESTED = 1_000
LONG_EXAMPLE = 25


@dataclass(frozen=True)
class Coded:
    """A text, the codes that people gave it, who said it and the codes that were to choose from."""

    text: str
    codes: frozenset[str]
    group: str
    among: tuple[str, ...] | None = None


@dataclass(frozen=True)
class CodedSet:
    """Texts with the codebook they were coded by; `codes` in its order."""

    name: str
    codebook: Codebook | list[dict[str, Any]]
    codes: tuple[str, ...]
    texts: tuple[Coded, ...]

    def split(self, seed: int) -> tuple[list[Coded], list[Coded]]:
        """Return texts to learn from, in random order, and to test on; nobody is in both."""
        random = np.random.default_rng(seed)
        groups: dict[str, list[Coded]] = {}
        for one in self.texts:
            groups.setdefault(one.group, []).append(one)
        names = sorted(groups)
        random.shuffle(names)
        tested: list[Coded] = []
        wanted = min(TESTED, int(0.45 * len(self.texts)))
        while len(tested) < wanted:
            tested += groups[names.pop()]
        learnt = [one for name in names for one in groups[name]]
        random.shuffle(learnt)  # type: ignore[arg-type]
        return learnt, tested


def folder_sets(folder: Path) -> Iterator[CodedSet]:
    """Read every NAME.jsonl with a NAME.codebook.json beside it."""
    for file in sorted(folder.glob("*.jsonl")):
        entries = json.loads(file.with_suffix("").with_suffix(".codebook.json").read_text("utf-8"))
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        own = any("in_codebook_examples" in row for row in rows)
        codebook = [
            {
                "code": entry["code"],
                "name": entry["code"],
                "definition": entry.get("definition", ""),
                "inclusion": entry.get("inclusion", ""),
                # Elsewhere the examples are the very passages that are tested.
                "examples": entry.get("examples", []) if own else [],
            }
            for entry in entries
        ]
        texts = [
            Coded(row["text"], frozenset(row["codes"]), _group(row, rows))
            for row in rows
            if not (own and _quoted(row, codebook))
        ]
        codes = tuple(entry["code"] for entry in codebook)
        yield CodedSet(file.stem, codebook, codes, tuple(texts))


def _group(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    # Few groups with many texts each are places, not participants.
    few = len({other["group"] for other in rows}) < 20
    return str(row["id"]) if few else str(row["group"])


def _quoted(row: dict[str, Any], codebook: list[dict[str, Any]]) -> bool:
    text = row["text"].lower()
    examples = (example.lower() for entry in codebook for example in entry["examples"])
    return bool(row["in_codebook_examples"]) or any(
        len(example) >= LONG_EXAMPLE and example in text for example in examples
    )


def demo_set(home: Path) -> CodedSet:
    """Return the survey's quotations that the demo study's coders agreed on, by question."""
    whole = Codebook("demo")
    for file in sorted((home / "codebooks").glob("*.yaml")):
        whole = whole.joined(read_codebook(file))
    applicable = {code.id for code in whole.codes if code.applicable}
    quotations: dict[tuple[str, ...], tuple[str, set[str]]] = {}
    with (home / "transcripts/codings/consensus.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["source"].startswith("R") and row["code"] in applicable:
                key = (row["participant"], row["segment"], row["start"], row["end"])
                quotations.setdefault(key, (row["quotation"], set()))[1].add(row["code"])
    codes = tuple(code.id for code in whole.codes if code.id in applicable)
    asked = {code: whole.asked(code) for code in codes}
    texts = [
        Coded(text, frozenset(given), who, _asked(question, asked))
        for (who, question, *_), (text, given) in quotations.items()
    ]
    return CodedSet("demo", whole, codes, tuple(texts))


def _asked(question: str, asked: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(code for code, for_ in asked.items() if not for_ or question in for_)
