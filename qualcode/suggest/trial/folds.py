"""Suggests for each text after learning from other people's texts only, by cross-validation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from qualcode.domain.codebook import Codebook
from qualcode.suggest.codebook_texts import CodeTexts, code_texts
from qualcode.suggest.embedding import Embedding
from qualcode.suggest.language import Language
from qualcode.suggest.numbers import Flags, Numbers
from qualcode.suggest.suggester import Suggester
from qualcode.suggest.trial.measures import SHOWN, Ranked
from qualcode.suggest.trial.rivals import keyword_scores, regression_scores

SIZES = (0, 5, 10, 25, 50, 100, 200, 400, 800, 1600)
"""Coded texts after which the learning curve is measured."""

Book: TypeAlias = Codebook | Sequence[Mapping[str, Any]]
Step: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Coded:
    """A text that was coded to the end, with its codes and who said it.

    `among` are the codes that it could have, None for all; `hinted` says that suggestions were to
    be seen when it was coded.
    """

    text: str
    codes: frozenset[str]
    group: str
    among: tuple[str, ...] | None = None
    hinted: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What every fold is run with; `codes` maps each code that can be suggested to its number."""

    codebook: Book
    texts: tuple[CodeTexts, ...]
    codes: Mapping[str, int]
    language: str
    embedding: Embedding | None

    @classmethod
    def of(cls, codebook: Book, language: str, embedding: Embedding | None) -> Setting:
        """Return the setting for a codebook.

        Raises:
            ValueError: if the codebook is malformed.
        """
        texts = code_texts(codebook)
        numbers = {one.code: number for number, one in enumerate(texts)}
        return cls(codebook, texts, numbers, language, embedding)

    def suggester(self, coded: Iterable[Coded]) -> Suggester:
        """Return a suggester that has read the texts and learnt nothing."""
        made = Suggester(self.codebook, self.language, self.embedding)
        made.index([one.text for one in coded])
        return made


@dataclass(frozen=True, slots=True)
class Run:
    """What was suggested for the texts of one fold, in their order.

    `curve` maps how many texts were learnt from to the suggestions; `learnt` to how many texts
    with each code were among them.
    """

    tested: Sequence[int]
    curve: Mapping[int, Sequence[Ranked]]
    learnt: Mapping[int, Numbers]
    keywords: Sequence[Ranked]
    regression: Sequence[Ranked]


def split(groups: Sequence[str], folds: int, seed: int) -> list[list[int]]:
    """Divide rows into folds by group, each group whole in one, and the folds about as large.

    Groups come in random order, large ones first, each to the fold that has fewest rows.
    """
    rows: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        rows.setdefault(group, []).append(row)
    names = sorted(rows)
    shuffled = [names[place] for place in np.random.default_rng(seed).permutation(len(names))]
    parts: list[list[int]] = [[] for _ in range(folds)]
    for name in sorted(shuffled, key=lambda one: -len(rows[one])):
        min(parts, key=len).extend(rows[name])
    return [sorted(part) for part in parts]


def sizes_for(parts: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the sizes of the learning curve that every fold can reach."""
    everything = sum(map(len, parts))
    smallest = everything - max(map(len, parts), default=0)
    return tuple(size for size in SIZES if size < smallest)


def run_fold(
    setting: Setting,
    coded: Sequence[Coded],
    tested: Sequence[int],
    learnt: Sequence[int],
    sizes: Sequence[int],
    tell: Step,
) -> Run:
    """Learn from the `learnt` rows in their order and suggest for the `tested` ones on the way."""
    suggester = setting.suggester(coded)
    asked = [coded[row] for row in tested]
    rows = [coded[row] for row in learnt]
    has = given(setting, rows)
    curve: dict[int, list[Ranked]] = {}
    counts: dict[int, Numbers] = {}
    done = 0
    for size in dict.fromkeys((*sizes, len(learnt))):
        for row in learnt[done:size]:
            one = coded[row]
            suggester.learn([one.text], [one.codes], one.among)
        done = size
        curve[size] = suggested(setting, suggester, asked)
        counts[size] = has[:size].sum(axis=0).astype(np.float64)
        tell(f"suggesting after {size} texts")
    texts = [one.text for one in asked]
    words = keyword_scores(setting.texts, Language(setting.language), counts[len(learnt)], texts)
    tell("keyword match")
    likely = regression_scores([one.text for one in rows], has, _could(setting, rows), texts)
    tell("logistic regression")
    return Run(
        tested,
        curve,
        counts,
        _ranked(setting, words, asked, sure=False),
        _ranked(setting, likely, asked, sure=True),
    )


def given(setting: Setting, coded: Sequence[Coded]) -> Flags:
    """Return which code each text has, texts x codes."""
    has = np.zeros((len(coded), len(setting.codes)), dtype=np.bool_)
    for row, one in enumerate(coded):
        has[row, [setting.codes[code] for code in one.codes if code in setting.codes]] = True
    return has


def _could(setting: Setting, coded: Sequence[Coded]) -> Flags:
    could = np.zeros((len(coded), len(setting.codes)), dtype=np.bool_)
    for row, one in enumerate(coded):
        could[row, _possible(setting, one.among)] = True
    return could


def suggested(setting: Setting, suggester: Suggester, asked: Sequence[Coded]) -> list[Ranked]:
    """Return the first suggestions for texts, each among its own codes."""
    found: list[Ranked] = [()] * len(asked)
    for among in dict.fromkeys(one.among for one in asked):
        rows = [row for row, one in enumerate(asked) if one.among == among]
        texts = [asked[row].text for row in rows]
        many = suggester.suggest_many(texts, SHOWN, among, reasons=False)
        for row, some in zip(rows, many, strict=True):
            found[row] = [(setting.codes[one.code], one.probability) for one in some]
    return found


def _ranked(
    setting: Setting, scores: Numbers, asked: Sequence[Coded], *, sure: bool
) -> list[Ranked]:
    found: list[Ranked] = []
    for row, one in zip(scores, asked, strict=True):
        numbers = _possible(setting, one.among)
        best = sorted(numbers, key=lambda code: -row[code])[:SHOWN]
        found.append([(code, float(row[code]) if sure else None) for code in best])
    return found


def _possible(setting: Setting, among: Collection[str] | None) -> list[int]:
    if among is None:
        return list(setting.codes.values())
    return sorted(setting.codes[code] for code in set(among) if code in setting.codes)
