"""The codes of a study as its codebook's raw content tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Book:
    """What a report needs of the codebook.

    `counts_as` maps each code that can be given to the one that it counts as, `names` the counted
    codes to their names in the order of the report, `asked` each of them to the questions that it
    is for, none being all.
    """

    counts_as: Mapping[str, str]
    names: Mapping[str, str]
    asked: Mapping[str, tuple[str, ...]]


def read_book(content: Mapping[str, Any], level: str) -> Book:
    """Return the codes of a codebook, as they are or rolled up to the top of the tree."""
    codes: dict[str, Mapping[str, Any]] = {one["id"]: one for one in content.get("codes", ())}
    codable = [code for code, one in codes.items() if one.get("codable", True)]
    if level == "leaf":
        counts_as = {code: code for code in codable}
    else:
        counts_as = {code: _line(codes, code)[-1] for code in codable}
    counted = set(counts_as.values())
    order = [code for code in codes if code in counted]
    return Book(
        counts_as,
        {code: codes[code]["name"] for code in order},
        {code: _asked(codes, code) for code in order},
    )


def _line(codes: Mapping[str, Mapping[str, Any]], code: str) -> list[str]:
    """Return a code and all above it, the top last."""
    return list(_upwards(codes, code))


def _upwards(codes: Mapping[str, Mapping[str, Any]], code: str | None) -> Iterator[str]:
    while code is not None:
        yield code
        code = codes[code].get("parent")


def _asked(codes: Mapping[str, Mapping[str, Any]], code: str) -> tuple[str, ...]:
    """Return the questions of the nearest code, upwards, that names any."""
    for one in _upwards(codes, code):
        if questions := codes[one].get("asked"):
            return tuple(questions)
    return ()
