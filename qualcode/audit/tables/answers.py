"""Recounts who gave which answer to closed items, and the means of those that are numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import floor, fsum, sqrt
from typing import Any

from qualcode.audit.tables import chances
from qualcode.audit.tables.closed import OTHER, offered
from qualcode.audit.tables.closed_items import Item, Items, turn
from qualcode.audit.tables.designs import Sample
from qualcode.audit.tables.lines import Line, Part, shares

_SHARES = ("n", "percent", "low", "high", "standard_error", "people")
_CENTRE = ("mean", "low", "high", "sd", "median", "lower_quartile", "upper_quartile")


def answered(found: Items, sample: Sample | None) -> list[Line]:
    """Return the rows of answers by group, for scales with the two upper points added up."""
    made: list[Line] = []
    for item in found.items:
        known = offered(item.question)
        if any(OTHER in given for given in item.answers.values()):
            known = [*known, OTHER]
        for answer in known:
            made += _rows(found, item, sample, answer, _label(item, answer), (answer,))
        question = item.question
        low, high = question["low"], question["high"]
        if question["type"] == "scale" and low is not None and high is not None and high - low >= 3:
            top = str(high - 1), str(high)
            name = f"{top[0]} or {top[1]} (top two)"
            made += _rows(found, item, sample, "-".join(top), name, top)
    return made


def _label(item: Item, answer: str) -> str:
    words = {turn(item.question, int(at)): word for at, word in item.question["anchors"].items()}
    if answer.lstrip("-").isdigit() and int(answer) in words:
        return f"{answer} {words[int(answer)]}"
    return answer


def _rows(
    found: Items, item: Item, sample: Sample | None, answer: str, name: str,
    counted: Sequence[str],
) -> list[Line]:  # fmt: skip
    made = []
    for group in found.groups:
        base = found.within(item.answers, group)
        if not base:
            continue
        who = [one for one in base if set(item.answers[one]) & set(counted)]
        values: dict[str, Any] = {
            "question": item.id,
            "place": item.place,
            "answer": answer,
            "name": name,
            "top": len(counted) > 1,
            "group": found.word(group),
            "n": len(who),
            "base": len(base),
            **_share(who, base, sample),
            "people": len(who),
        }
        parts = [Part(len(who), _SHARES), Part(len(base), ("base", *_SHARES))]
        made.append(Line(values, parts))
    return made


def _share(
    who: Collection[str], base: Collection[str], sample: Sample | None
) -> dict[str, float | None]:
    if sample is None:
        return {**shares(len(who), len(base)), "standard_error": None}
    weighed = sample.share(set(who), base)
    told = {"percent": weighed.value, "low": weighed.low, "high": weighed.high,
            "standard_error": weighed.error}  # fmt: skip
    return {name: None if one is None else 100 * one for name, one in told.items()}


def means(found: Items, sample: Sample | None) -> list[Line]:
    """Return the rows of means by group."""
    made = []
    for item in found.items:
        asked = {*item.answers, *item.blank}
        for group in found.groups:
            everybody = found.within(found.group_of, group)
            base = found.within(item.numbers, group)
            not_asked = sum(one not in asked for one in everybody)
            given = {one: item.numbers[one] for one in base}
            not_answered = len(everybody) - len(base) - not_asked
            centre = _centre(list(given.values())) if sample is None else _weighed(given, sample)
            values: dict[str, Any] = {
                "question": item.id,
                "place": item.place,
                "name": item.name,
                "group": found.word(group),
                "base": len(base),
                "not_answered": not_answered,
                "not_asked": not_asked,
                **centre,
                "people": len(base),
            }
            parts = [
                Part(len(base), ("base", "not_answered", "not_asked", *_CENTRE, "people")),
                Part(not_answered, ("not_answered",)),
                Part(not_asked, ("not_asked",)),
            ]
            made.append(Line(values, parts))
    return made


def _weighed(given: Mapping[str, float], sample: Sample) -> dict[str, float | None]:
    found = sample.mean(given)
    return {**dict.fromkeys(_CENTRE), "mean": found.value, "low": found.low, "high": found.high}


def _centre(values: list[float]) -> dict[str, float | None]:
    """Return mean with t interval, standard deviation, and quartiles (Hyndman and Fan, type 7)."""
    if not values:
        return dict.fromkeys(_CENTRE)
    n, values = len(values), sorted(values)
    mean = fsum(values) / n
    lower, median, upper = (_quantile(values, share) for share in (0.25, 0.5, 0.75))
    found: dict[str, float | None] = {
        **dict.fromkeys(_CENTRE), "mean": mean, "median": median, "lower_quartile": lower,
        "upper_quartile": upper,
    }  # fmt: skip
    if n > 1:
        sd = sqrt(fsum((one - mean) ** 2 for one in values) / (n - 1))
        reach = chances.t_point(n - 1) * sd / sqrt(n)
        found |= {"sd": sd, "low": mean - reach, "high": mean + reach}
    return found


def _quantile(values: Sequence[float], share: float) -> float:
    at = (len(values) - 1) * share
    below = floor(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (at - below) * (values[above] - values[below])
