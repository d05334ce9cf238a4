"""A few letters find the code that is meant."""

from __future__ import annotations

import pytest

from qualcode.domain.codebook import Code, Codebook
from qualcode.tui.scoring import matching

CODEBOOK = Codebook(
    "",
    (
        Code("work", "Work"),
        Code("bound", "Boundaries at home", "work", key="wb"),
        Code("always", "Always on", "work", aliases=("availability",)),
        Code("team", "Team"),
        Code("span", "Spanning boundaries", "team"),
        Code("wb", "Web", "team"),
    ),
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wb", ["bound", "wb"]),
        ("bou", ["bound", "span"]),
        ("home", ["bound"]),
        ("ao", ["always"]),
        ("avail", ["always"]),
        ("team span", ["span"]),
        ("TM", ["team", "span", "wb"]),
        ("zq", []),
        ("", ["work", "bound", "always", "team", "span", "wb"]),
    ],
)
def test_best_first(typed: str, expected: list[str]) -> None:
    found = [code.id for code in matching(typed, CODEBOOK, CODEBOOK.codes)]
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_what_was_used_last_comes_first_among_equals() -> None:
    recent = ["team", "work"]
    found = [code.id for code in matching("", CODEBOOK, CODEBOOK.codes, recent)]
    assert found[:3] == ["team", "work", "bound"]
