"""Who is alone in a combination of attributes, and what may be told of a speaker."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.privacy.combinations import Alone, alone, telling_enough

PEOPLE: dict[str, dict[str, object]] = {
    f"p{number}": {"position": "officer" if number % 2 else "analyst",
                   "region": ["north", "south"][number // 6]}
    for number in range(12)
}  # fmt: skip


def test_who_is_alone_in_one_attribute_is_not_told_again() -> None:
    people = {**PEOPLE, "p99": {"position": "chief", "region": "north"}}
    assert alone(people) == [Alone(("position",), ("p99",))]


def test_two_attributes_together_can_single_out() -> None:
    people = {**PEOPLE, "p98": {"position": "chief", "region": "north"},
              "p99": {"position": "chief", "region": "south"}}  # fmt: skip
    assert alone(people) == [Alone(("position", "region"), ("p98", "p99"))]
    assert alone(people, most=1) == []


def test_who_lacks_an_attribute_is_not_singled_out_by_it() -> None:
    assert alone({**PEOPLE, "p99": {"position": "officer"}}) == []


def test_the_most_that_enough_persons_share_is_told() -> None:
    assert telling_enough("p1", PEOPLE, 3) == ("position", "region")
    assert telling_enough("p1", PEOPLE, 6) == ("position",)
    assert telling_enough("p1", PEOPLE, 7) == ()
    assert telling_enough("somebody else", PEOPLE, 2) == ()


def test_attributes_that_are_kept_apart_are_not_told_together() -> None:
    assert telling_enough("p1", PEOPLE, 3, [("region", "position")]) == ("position",)


VALUES = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))


@settings(max_examples=80)
@given(st.lists(VALUES, min_size=1, max_size=12), st.integers(1, 4))
def test_nothing_larger_would_have_been_safe(people: list[dict[str, Any]], k: int) -> None:
    known = {f"p{number}": values for number, values in enumerate(people)}
    own, chosen = known["p0"], telling_enough("p0", known, k)

    def alike(names: tuple[str, ...]) -> int:
        return sum(all(one.get(name) == own[name] for name in names) for one in known.values())

    assert not chosen or alike(chosen) >= k
    for size in range(len(chosen) + 1, len(own) + 1):
        assert not any(alike(names) >= k for names in combinations(sorted(own), size))


@settings(max_examples=80)
@given(st.lists(VALUES, min_size=1, max_size=10))
def test_everybody_who_is_alone_is_found(people: list[dict[str, Any]]) -> None:
    known = {f"p{number}": values for number, values in enumerate(people)}
    found = {person for one in alone(known) for person in one.persons}
    for person, own in known.items():
        single = any(
            sum(all(name in one and one[name] == own[name] for name in names)
                for one in known.values()) == 1
            for size in (1, 2, 3)
            for names in combinations(sorted(own), size)
        )  # fmt: skip
        assert (person in found) == single
