"""How good suggestions are on a team's own codings: learnt from some people, tested on others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from threadpoolctl import threadpool_limits

from qualcode.domain.errors import Refused
from qualcode.domain.trial import ModelUsed, Trial
from qualcode.suggest.codebook_texts import code_texts, successors
from qualcode.suggest.embedding import Embedding
from qualcode.suggest.suggester import METHOD, THREADS
from qualcode.suggest.trial.codes import Decided
from qualcode.suggest.trial.folds import Book, Coded, Run, Setting, run_fold, sizes_for, split
from qualcode.suggest.trial.plan import Plan
from qualcode.suggest.trial.results import results
from qualcode.suggest.trial.told import helpful, notes, paragraph
from qualcode.suggest.vectors import Vectors

LONG_EXAMPLE = 25
"""Characters from which an example of the codebook is looked for inside of texts."""
Progress = Callable[[int, int, str], None]
"""Told (done, of, what)."""


def hold_trial(
    codebook: Book,
    coded: Sequence[Coded],
    embedding: Embedding | None,
    plan: Plan = Plan(),  # noqa: B008
    decided: Decided | None = None,
    progress: Progress | None = None,
) -> Trial:
    """Return how good suggestions are for texts of people whose texts were not learnt from.

    `decided` counts, by code, suggestions that coders accepted and rejected. Texts that an
    example of the codebook stands in are learnt from but not tested. Whatever is raised in
    `progress` ends the trial.

    Raises:
        Refused: if there are fewer than two people, or no text has a code that can be suggested.
        ValueError: if the codebook is malformed.
    """
    tell = progress or (lambda _done, _of, _what: None)
    # More threads than one cost more than they save on matrices of this size.
    with threadpool_limits(THREADS, user_api="blas"):
        return _held(codebook, coded, embedding, plan, decided or {}, tell)


def _held(
    codebook: Book,
    coded: Sequence[Coded],
    embedding: Embedding | None,
    plan: Plan,
    decided: Decided,
    tell: Progress,
) -> Trial:
    rows = _with_successors(codebook, coded)
    setting = Setting.of(codebook, plan.language, _read(codebook, rows, embedding, tell))
    usable = sorted(
        (one for one in rows if not one.codes or one.codes & setting.codes.keys()), key=_order
    )
    groups = sorted({one.group for one in usable})
    if len(groups) < 2 or not any(one.codes for one in usable):
        raise Refused(
            f"A trial needs coded texts of at least two {plan.grouped_by}s; there are "
            f"{len(usable)} texts of {len(groups)}. Code more to the end, then try again."
        )
    held = replace(plan, folds=min(plan.folds, len(groups)))
    runs = _runs(setting, usable, held, tell)
    whole = setting.suggester(usable)
    for one in usable:
        whole.learn([one.text], [one.codes], one.among)
    model = ModelUsed(METHOD, embedding.name if embedding else "", whole.model_hash, whole.note)
    made = results(setting, usable, held, runs, model, decided)
    left_out = len(rows) - len(usable)
    made = replace(made, helpful=helpful(made), notes=notes(made, plan.folds, left_out))
    return replace(made, paragraph=paragraph(made))


def _order(one: Coded) -> tuple[str, str, list[str]]:
    return one.group, one.text, sorted(one.codes)


def _with_successors(codebook: Book, coded: Sequence[Coded]) -> list[Coded]:
    instead = successors(codebook)
    return [
        replace(one, codes=frozenset(instead.get(code, code) for code in one.codes))
        for one in coded
    ]


def _read(
    codebook: Book, coded: Sequence[Coded], embedding: Embedding | None, tell: Progress
) -> Embedding | None:
    """Work out each text's vector once, for all folds."""
    if embedding is None:
        return None
    vectors = Vectors(embedding)
    passages = (
        passage
        for code in code_texts(codebook)
        for passage in (
            code.name,
            code.definition or code.name,
            code.described,
            code.everything,
            *code.examples,
        )
    )
    vectors.prepare(
        [*passages, *(one.text for one in coded)],
        lambda done, of: tell(done, of, "reading the texts"),
    )
    return vectors


def _runs(setting: Setting, coded: Sequence[Coded], plan: Plan, tell: Progress) -> list[Run]:
    parts = split([one.group for one in coded], plan.folds, plan.seed)
    sizes = sizes_for(parts)
    steps = len(parts) * (len(sizes) + 3)
    done = 0

    def step(what: str) -> None:
        nonlocal done
        done += 1
        tell(done, steps, f"fold {number + 1} of {len(parts)}: {what}")

    runs = []
    for number, part in enumerate(parts):
        inside = set(part)
        rest = np.array([row for row in range(len(coded)) if row not in inside])
        learnt = np.random.default_rng([plan.seed, number]).permutation(rest)
        tested = [row for row in part if not _quoted(setting, coded[row].text)]
        runs.append(run_fold(setting, coded, tested, learnt.tolist(), sizes, step))
    return runs


def _quoted(setting: Setting, text: str) -> bool:
    low = text.casefold().strip()
    examples = (example.casefold().strip() for code in setting.texts for example in code.examples)
    return any(low == one or (len(one) >= LONG_EXAMPLE and one in low) for one in examples if one)
