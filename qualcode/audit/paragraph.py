"""Checks the numbers in a report's paragraph on methods against the report's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_NUMBER = re.compile(r"(?<![\w.,])-?\d[\d,]*(?:\.\d+)?(?:e[+-]\d+)?(?!\w)")
_CITATIONS = ("Passonneau 2006",)
_WORDS = {
    word: number
    for number, word in enumerate(
        ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
}


def strange_numbers(report: Mapping[str, Any]) -> list[str]:
    """Return the numbers of the paragraph that are no figure of the report, in their order.

    Names, which may hold digits, are passed over.
    """
    text = str(report.get("methods", ""))
    for name in sorted(_names(report), key=len, reverse=True):
        text = text.replace(name, " ")
    known = set(_figures(report))
    strange = [one for one in _NUMBER.findall(text) if one.rstrip(",") not in known]
    first = text.split(" ", 1)[0].lower()
    if first in _WORDS and _WORDS[first] != len(_entries(report, "coders")):
        strange.insert(0, first)
    return strange


def _names(report: Mapping[str, Any]) -> Iterator[str]:
    book, sampling = _part(report, "codebook"), _part(report, "sampling")
    given = [
        *_CITATIONS,
        *_entries(report, "coders"),
        report.get("round"),
        report.get("question"),
        report.get("software"),
        *(book.get(name) for name in ("title", "version", "revision")),
        *_entries(_part(sampling, "sampling"), "stratify"),
    ]
    yield from (one for one in given if isinstance(one, str) and one)


def _figures(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures that the paragraph may tell of, in each way of writing them."""
    whole, book = _part(report, "overall"), _part(report, "codebook")
    sampling = _part(_part(report, "sampling"), "sampling")
    n_codes = len(_entries(report, "codes"))
    under = [one for one in _entries(book, "coded_under") if one and one != book.get("revision")]
    told = [
        *(report.get(name) for name in ("units", "left_out", "documents", "n_resamples", "seed")),
        report.get("accepted"),
        *(sampling.get(name) for name in ("population", "drawn", "seed")),
        *(len(one) for one in (_entries(report, "coders"), under)),
        n_codes,
    ]
    shares = [sampling.get(name) for name in ("share", "overlap", "repeats")]
    values = [whole.get(name) for name in ("value", "low", "high", "median", "lowest", "highest")]
    if _is_number(whole.get("n_codes")):
        told += [whole["n_codes"], n_codes - whole["n_codes"]]
    yield from (f"{one:,}" for one in _numbers(told))
    yield from (f"{100 * one:.3g}" for one in _numbers(shares))
    yield from (f"{one:.2f}" for one in _numbers(values))
    if _is_number(report.get("confidence")):
        yield f"{100 * report['confidence']:.0f}"


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of a report that may be anything; what is no mapping is empty."""
    part = whole.get(name)
    return part if isinstance(part, Mapping) else {}


def _entries(whole: Mapping[str, Any], name: str) -> list[Any]:
    part = whole.get(name)
    return part if isinstance(part, list) else []


def _numbers(values: Iterable[Any]) -> Iterator[float]:
    return filter(_is_number, values)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
