"""`qualcode suggest trial`: how good suggestions are on the study's own codings."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from textwrap import fill

from qualcode.cli.opening import opened
from qualcode.cli.progress import progress_bar
from qualcode.cli.render import Sheet, add_output_options, counted, put, say, terminal_width, told
from qualcode.domain.estimate import Estimate
from qualcode.domain.trial import CodeTrial, Trial

_ROOMY = 110
_FIGURES = ("precision", "recall", "f1", "observed", "gain", "accepted")
_PARTS = ("value", "low", "high", "n", "reason")
_COLUMNS = (
    "code", "name", "n", "suggested", "right", "expected",
    *(f"{figure}{'' if part == 'value' else f'_{part}'}" for figure in _FIGURES for part in _PARTS),
)  # fmt: skip


_READING = (
    "n = texts with the code; said/is = mean probability shown, and the share that has the code; "
    "+20 = what F1 is expected to rise by with 20 more texts of it (? = cannot be told); taken = "
    "share accepted of the suggestions that coders decided on. A dash: fewer than 10 cases.",
    "Intervals of codes are Wilson's and take texts as independent; all of it: --json or --csv.",
)
_MEASURES = {
    "precision_at_1": "1st right",
    "recall_at_3": "in 3",
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "ece": "off",
}


def configure(parser: ArgumentParser) -> None:
    """Take the question, and how the trial is held."""
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument(
        "--folds", type=int, default=5, metavar="K", help="of the cross-validation (default: 5)"
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="of folds and resamples (default: 0)"
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Hold the trial and show it; files and programs get everything in one piece."""
    with opened(options) as study, progress_bar() as bar:
        trial = study.suggestions.trial(options.question, options.folds, options.seed, progress=bar)
    if options.json or options.csv or options.output:
        put(codes(trial, (*_overall(trial), *_said(trial))), options)
        return 0
    for sheet in (methods(trial), curve(trial), codes(trial, _below(trial))):
        put(sheet, options)
        say("")
    width = terminal_width()
    say("\n\n".join(fill(one, width) for one in _said(trial)))
    return 0


def methods(trial: Trial) -> Sheet:
    """Lay out how good suggestions are, and the simpler ways beside them."""
    roomy = terminal_width() >= _ROOMY
    wanted = {name: told for name, told in _MEASURES.items() if roomy or name != "micro_f1"}
    shown = [
        [one.method, *(_cell(getattr(one, name), roomy=roomy) for name in wanted)]
        for one in trial.methods
    ]
    scope = f" for {trial.question}" if trial.question else ""
    coded = trial.texts - trial.without_code
    return Sheet(
        title=f"Trial of suggestions{scope}: {trial.texts} texts of {trial.groups} "
        f"{trial.grouped_by}s",
        columns=("method", *wanted),
        rows=[[row[0]] for row in shown],
        json=None,
        notes=(
            f"{trial.folds} folds, all texts of a {trial.grouped_by} in one; 95 % intervals over "
            f"{trial.resamples} resamples of {trial.grouped_by}s.",
            "1st right = the first suggestion is a code of the text; in 3 = share of a text's "
            f"codes among the first three (both of {coded} texts with a code); F1 = of what would "
            "be taken as suggested; off = how far probabilities are off (ECE).",
        ),
        shown=(("", *wanted.values()), shown),
        right=frozenset(range(1, len(wanted) + 1)),
    )


def curve(trial: Trial) -> Sheet:
    """Lay out what more coded texts did."""
    shown = [
        [str(one.texts), _cell(one.precision_at_1), _cell(one.recall_at_3), _cell(one.macro_f1),
         f"{_two(one.lowest)} to {_two(one.highest)}"]
        for one in trial.curve
    ]  # fmt: skip
    draws = trial.curve[0].draws if trial.curve else 0
    return Sheet(
        title="After so many coded texts",
        columns=("texts", "precision_at_1", "recall_at_3", "macro_f1", "draws"),
        rows=[[row[0]] for row in shown],
        json=None,
        notes=(f"Texts were drawn {draws} times; draws = 1st right, lowest to highest.",),
        shown=(("texts", "1st right", "in 3", "macro-F1", "draws"), shown),
        right=frozenset({0, 1, 2, 3, 4}),
    )


def codes(trial: Trial, notes: tuple[str, ...]) -> Sheet:
    """Lay out the codes: the most frequent first for people, all figures for programs."""
    roomy = terminal_width() >= _ROOMY
    order = sorted((one for one in trial.codes if not _few(one)), key=lambda one: -one.n)
    return Sheet(
        title="Code by code",
        columns=_COLUMNS,
        rows=[_row(one) for one in trial.codes],
        json=trial.to_json(),
        notes=notes,
        shown=(
            ("code", "n", "prec.", "recall", "F1", "said/is", "+20", "taken"),
            [_line(one, trial.names[one.code], roomy) for one in order],
        ),
        right=frozenset(range(1, 8)),
    )


def _row(one: CodeTrial) -> list[str | int | float | None]:
    figures = [getattr(getattr(one, name), part) for name in _FIGURES for part in _PARTS]
    return [one.code, one.name, one.n, one.suggested, one.right, one.expected, *figures]


def _few(one: CodeTrial) -> bool:
    return one.f1.value is None


def _below(trial: Trial) -> tuple[str, ...]:
    few = sum(map(_few, trial.codes))
    if not few:
        return _READING
    return (f"Too few texts to say: {counted(few, 'more code')} (--json lists them).", *_READING)


def _line(one: CodeTrial, name: str, roomy: bool) -> list[str]:
    observed = one.observed.value
    return [
        name,
        str(one.n),
        _cell(one.precision, roomy),
        _cell(one.recall, roomy),
        _cell(one.f1, roomy=roomy),
        "–" if one.expected is None else f"{_two(one.expected)}/{_two(observed)}",
        "?" if one.gain.value is None or one.gain.reason else f"+{_two(one.gain.value)}",
        "–" if one.accepted.value is None else f"{_two(one.accepted.value)} of {one.accepted.n}",
    ]


def _overall(trial: Trial) -> tuple[str, ...]:
    return tuple(
        f"{one.method}: 1st right {_cell(one.precision_at_1)}, in 3 {_cell(one.recall_at_3)}, "
        f"macro-F1 {_cell(one.macro_f1)}, micro-F1 {_cell(one.micro_f1)}, off {_cell(one.ece)}"
        for one in trial.methods
    )


def _said(trial: Trial) -> tuple[str, ...]:
    nothing = ""
    if trial.none_right.value is not None:
        nothing = (
            f"{trial.without_code} texts have no code: 'none of these' was said of "
            f"{_cell(trial.none_right)} of them, and of {_cell(trial.none_wrong)} of the others."
        )
    said = (" ".join(trial.helpful), nothing, *trial.notes, f"For a paper: {trial.paragraph}")
    return tuple(one for one in said if one)


def _cell(one: Estimate, interval: bool = True, roomy: bool = True) -> str:
    if one.value is None or one.low is None or one.high is None or not interval:
        return _two(one.value)
    comma = ", " if roomy else ","
    return f"{_two(one.value)} [{_short(one.low)}{comma}{_short(one.high)}]"


def _two(value: float | None) -> str:
    return told(None if value is None else round(value, 2) + 0.0)


def _short(value: float) -> str:
    return _two(value).replace("0.", ".", 1)
