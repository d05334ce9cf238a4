"""What a trial says in words: notes, where more coding would help, and a methods paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.domain.estimate import Estimate
from qualcode.domain.trial import CodeTrial, Trial
from qualcode.suggest.trial.gains import MORE

_MOST = 3
_FEW_GROUPS = 10


def told(one: Estimate) -> str:
    """Return a figure with its interval as a sentence holds it."""
    if one.value is None:
        return "not defined"
    if one.low is None or one.high is None:
        return f"{_two(one.value)} (no interval: {one.reason})"
    return f"{_two(one.value)} [{_two(one.low)}, {_two(one.high)}]"


def helpful(trial: Trial) -> tuple[str, ...]:
    """Say which codes would gain most from more texts, or that it cannot be told."""
    rising = [one for one in trial.codes if one.gain.value is not None and not one.gain.reason]
    if not rising:
        return (_unknown(trial),)
    best = sorted(rising, key=lambda one: -(one.gain.value or 0.0))[:_MOST]
    off, unchanged = trial.foretold_off or 0.0, trial.unchanged_off or 0.0
    return (
        *(_rise(trial, one) for one in best),
        "That is what the codes of this study gained on average as it grew; one code can do "
        "otherwise. The same reckoning, made without the last step of the curve, missed the F1 of "
        f"a code by {_two(off)} on average; to expect no change missed it by {_two(unchanged)}.",
    )


def _rise(trial: Trial, one: CodeTrial) -> str:
    return (
        f"{MORE} more texts with '{trial.names[one.code]}' (now {one.n}) are expected to raise its "
        f"F1 of {_two(one.f1.value or 0.0)} by {told(one.gain)}."
    )


def _unknown(trial: Trial) -> str:
    reasons = [one.gain.reason for one in trial.codes if one.n]
    most = max(dict.fromkeys(reasons), key=reasons.count, default="")
    why = most.removeprefix("cannot be told: ")
    told_why = f" ({why})" if why else ""
    return f"Which codes would gain most from more coded texts cannot be told yet{told_why}."


def notes(trial: Trial, wanted_folds: int, unsuggestible: int) -> tuple[str, ...]:
    """Say what must be known to read the figures."""
    return tuple(_notes(trial, wanted_folds, unsuggestible))


def _notes(trial: Trial, wanted: int, unsuggestible: int) -> Iterator[str]:
    if trial.folds < wanted:
        yield f"Only {trial.folds} folds: there are no more {trial.grouped_by}s."
    if trial.groups < _FEW_GROUPS:
        yield f"Intervals from {trial.groups} {trial.grouped_by}s are rough, as a rule too narrow."
    if trial.hinted:
        yield (
            f"{_texts(trial.hinted)} were coded while suggestions were on the screen; they agree "
            "with suggestions more than they would have. First suggestion right on the others: "
            f"{told(trial.unaided)}."
        )
    if trial.quoted:
        yield f"{_texts(trial.quoted)} not tested: the codebook quotes them as examples."
    if unsuggestible:
        yield f"{_texts(unsuggestible)} left out: their codes can no longer be given."
    yield (
        "The codebook is tested on texts that whoever wrote it may have read; on a new study "
        "expect less before anything is coded."
    )
    if trial.model.note:
        yield trial.model.note


def paragraph(trial: Trial) -> str:
    """Return the sentences that a methods section needs."""
    best = trial.suggester
    rivals = "; ".join(f"{one.method} {told(one.precision_at_1)}" for one in trial.methods[1:])
    texts = _texts(trial.texts)
    if trial.question:
        texts = f"{trial.texts:,} answers to the question “{trial.question}”"
    model = trial.model
    embedding = f"the embedding {model.embedding}" if model.embedding else "no embedding"
    return (
        f"{_in_sight(trial)} by qualcode, on the researchers' own machine, from the codebook and "
        f"the codings (method {model.method}, {embedding}, model {model.hash}). The quality of "
        f"the suggestions was estimated on {texts} from {trial.groups:,} "
        f"{trial.grouped_by}s by {trial.folds}-fold cross-validation, in which all texts "
        f"of a {trial.grouped_by} were on one side (seed {trial.seed}). Of the texts with a code, "
        f"the first suggestion was right for {told(best.precision_at_1)}, and the first three held "
        f"{told(best.recall_at_3)} of a text's codes. Macro-averaged F1 over "
        f"{best.macro_f1.n} codes was {told(best.macro_f1)}, micro-averaged F1 "
        f"{told(best.micro_f1)}, the expected calibration error {told(best.ece)}. For comparison, "
        f"the first suggestion in the same folds was right with {rivals}. Brackets hold "
        f"{100 * trial.confidence:.0f} % percentile intervals of {trial.resamples:,} bootstrap "
        f"resamples of {trial.grouped_by}s."
    )


def _in_sight(trial: Trial) -> str:
    if trial.hinted:
        return (
            f"{_texts(trial.hinted)} of {trial.texts:,} were coded while suggestions were in "
            "sight. Codes were suggested"
        )
    return (
        "When the texts were coded no suggestion is recorded to have been in sight; for this "
        "estimate codes were suggested"
    )


def _two(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"


def _texts(number: int) -> str:
    return f"{number:,} text{'' if number == 1 else 's'}"
