"""Rounds as tables: the list, how far coders are, what a plan says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from qualcode.cli.render import Sheet, counted
from qualcode.domain.identity import Id
from qualcode.domain.planning import Plan, PlanLine
from qualcode.domain.rounds import CoderProgress, Round, RoundStatus

_BAR = 12


def rounds_sheet(rounds: Sequence[Round], names: Mapping[Id, str]) -> Sheet:
    """Lay out the list of rounds."""
    columns = (
        "round", "state", "blind", "coders", "unit", "drawn", "population", "overlap", "repeats",
        "stratify", "question", "kind", "seed", "revision", "created", "closed",
    )  # fmt: skip
    told = [_round(one, names) for one in rounds]
    rows = [
        [", ".join(cell) if isinstance(cell, list) else cell for cell in one.values()]
        for one in told
    ]
    shown = [
        [
            one.name,
            f"{one.state.value}{', blind' if one.blind else ''}",
            ", ".join(names.get(coder, coder) for coder in one.coders),
            f"{one.sampling.drawn} of {counted(one.sampling.population, one.sampling.unit.value)}",
            f"{one.sampling.overlap:.0%}",
            f"{one.created:%Y-%m-%d}",
        ]
        for one in rounds
    ]
    heads = ("round", "state", "coders", "drawn", "overlap", "created")
    return Sheet("Rounds", columns, rows, {"rows": told}, shown=(heads, shown))


def _round(one: Round, names: Mapping[Id, str]) -> dict[str, Any]:
    sampling = one.sampling
    return {
        "round": one.name,
        "state": one.state.value,
        "blind": one.blind,
        "coders": [names.get(coder, coder) for coder in one.coders],
        "unit": sampling.unit.value,
        "drawn": sampling.drawn,
        "population": sampling.population,
        "overlap": sampling.overlap,
        "repeats": sampling.repeats,
        "stratify": list(sampling.stratify),
        "question": sampling.question or None,
        "kind": sampling.kind or None,
        "seed": sampling.seed,
        "revision": one.revision,
        "created": one.created.isoformat(),
        "closed": one.closed.isoformat() if one.closed else None,
    }


def status_sheet(rounds: Sequence[RoundStatus]) -> Sheet:
    """Lay out how far the coders of some rounds are."""
    columns = ("assigned", "finished", "seen", "done", "nothing", "coded", "repeats")
    lines = [(one, coder) for one in rounds for coder in one.coders]
    alone = len(rounds) == 1
    heads = ("coder", "", "finished", "done", "nothing", "seen", "coded")
    shown = [[*([] if alone else [one.round.name]), *_progress(coder)] for one, coder in lines]
    return Sheet(
        f"Round {rounds[0].round.name}" if alone else "Open rounds",
        ("round", "coder", *columns),
        [
            (one.round.name, coder.coder, *(getattr(coder, name) for name in columns))
            for one, coder in lines
        ],
        {"rounds": [_status(one) for one in rounds]},
        notes=[*(_note(one) for one in rounds), *([_LEGEND] if lines else [])],
        shown=(heads if alone else ("round", *heads), shown),
        right=frozenset(range(2, 7) if alone else range(3, 8)),
    )


def _status(one: RoundStatus) -> dict[str, Any]:
    return {
        "round": one.round.name,
        "state": one.round.state.value,
        "blind": one.round.blind,
        "segments": one.segments,
        "shared": one.shared,
        "compared": one.compared,
        "coders": [{**asdict(coder), "finished": coder.finished} for coder in one.coders],
    }


def _progress(one: CoderProgress) -> list[str]:
    filled = _BAR * one.finished // max(1, one.assigned)
    figures = (one.done, one.nothing, one.seen, one.coded)
    bar = "█" * filled + "░" * (_BAR - filled)
    return [one.coder, bar, f"{one.finished}/{one.assigned}", *map(str, figures)]


_LEGEND = (
    "Done: finished, whether with a code or without; nothing: nothing applies; seen: looked at and "
    "not finished; coded: segments with a code."
)


def _note(one: RoundStatus) -> str:
    state = f"{one.round.state.value}{', blind' if one.round.blind else ''}"
    told = f"{one.round.name} ({state}): {counted(one.segments, 'segment')}, {one.shared} for"
    if one.compared is None:
        return f"{told} several coders. How far others are is for the lead to see."
    return f"{told} several coders, {one.compared} of them finished by two or more."


def plan_sheet(plan: Plan) -> Sheet:
    """Lay out what each code takes; those that take most come first."""
    lines = sorted(plan.lines, key=_most_first)
    names = Counter(one.name for one in plan.lines)
    columns = ("code", "name", "alpha", "low", "high", "units", "left", "more", "reason")
    where = f"the round {plan.round}" if plan.round else "what was coded outside rounds"
    return Sheet(
        f"Until the {plan.level:.0%} interval of alpha is narrower than {plan.width:g}",
        columns,
        [[getattr(one, name) for name in columns] for one in plan.lines],
        _plan(plan),
        notes=_notes(plan, where),
        shown=(
            ("code", "alpha", "interval", "units", "more"),
            [_planned(one, names[one.name] > 1) for one in lines],
        ),
        right=frozenset({1, 3, 4}),
    )


def _plan(plan: Plan) -> dict[str, Any]:
    told = asdict(plan)
    codes = told.pop("lines")
    return {**told, "codes": [{**one, "reason": one["reason"] or None} for one in codes]}


def _most_first(one: PlanLine) -> tuple[bool, int]:
    return one.more is None, -(one.more or 0)


def _planned(one: PlanLine, ambiguous: bool) -> list[str]:
    name = f"{one.name} ({one.code})" if ambiguous else one.name
    more = "–" if one.more is None else f"{one.more}{' *' if one.more > one.left else ''}"
    return [
        f"{name}\n  {one.reason}" if one.reason else name,
        _two(one.alpha),
        _interval(one),
        str(one.units),
        more,
    ]


def _two(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}"


def _interval(one: PlanLine) -> str:
    return "" if one.low is None or one.high is None else f"[{_two(one.low)}, {_two(one.high)}]"


def _notes(plan: Plan, where: str) -> list[str]:
    notes = [
        f"From {where}: {counted(plan.units, 'unit')} that two or more coders looked at, in "
        f"{counted(plan.documents, 'source')}. A code that is for certain questions is planned on "
        "their answers.",
        "Assumed: the interval shrinks with one over the square root of the number of sources, "
        "and what comes is like what was coded so far. It is a rough guide: with few units the "
        "width itself is uncertain.",
    ]
    if any(one.more is not None and one.more > one.left for one in plan.lines):
        notes.append("* more than the study has left that is not compared yet.")
    return notes
