"""Attributes that together point at persons: who is alone in them, which are safe to name.

k-anonymity: Sweeney 2002, International Journal of Uncertainty, Fuzziness and Knowledge-Based
Systems 10(5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

Values = Mapping[str, object]
"""What is known of one person, by the names of attributes."""

Person = TypeVar("Person", bound=str)

_MOST_WEIGHED = 12


@dataclass(frozen=True, slots=True)
class Alone(Generic[Person]):
    """Persons of whom nobody else has the same values of these attributes together."""

    attributes: tuple[str, ...]
    persons: tuple[Person, ...]


def alone(people: Mapping[Person, Values], most: int = 3) -> list[Alone[Person]]:
    """Return who is alone in up to `most` attributes, each person by the smallest combinations.

    Who is alone in one attribute is not told again of the combinations that hold it.
    """
    names = sorted({name for values in people.values() for name in values})
    known: dict[Person, list[frozenset[str]]] = {}
    found: list[Alone[Person]] = []
    for size in range(1, most + 1):
        for attributes in combinations(names, size):
            persons = tuple(
                person
                for person in _alone_in(people, attributes)
                if not any(told.issubset(attributes) for told in known.get(person, ()))
            )
            if persons:
                found.append(Alone(attributes, persons))
        for one in found:
            if len(one.attributes) == size:
                for person in one.persons:
                    known.setdefault(person, []).append(frozenset(one.attributes))
    return found


def _alone_in(people: Mapping[Person, Values], attributes: Sequence[str]) -> list[Person]:
    groups: dict[tuple[object, ...], list[Person]] = {}
    for person, values in people.items():
        if all(name in values for name in attributes):
            groups.setdefault(tuple(values[name] for name in attributes), []).append(person)
    return sorted(persons[0] for persons in groups.values() if len(persons) == 1)


def telling_enough(
    person: str,
    people: Mapping[str, Values],
    threshold: int,
    apart: Iterable[Collection[str]] = (),
) -> tuple[str, ...]:
    """Return the most attributes whose values a person shares with enough others.

    At least `threshold` persons, this one included, have the same values of all of them. No result
    holds two attributes of one of the pairs in `apart`. Of as many, those of the larger group are
    taken, then those that come first by name. Empty means that nothing of the person may be told.
    """
    own = people.get(person, {})
    alike = {
        name: frozenset(one for one, values in people.items() if values.get(name) == value)
        for name, value in own.items()
    }
    common = sorted(
        (name for name, persons in alike.items() if len(persons) >= threshold),
        key=lambda name: (-len(alike[name]), name),
    )[:_MOST_WEIGHED]
    pairs = [frozenset(pair) for pair in apart]
    for size in range(len(common), 0, -1):
        fitting = sorted(_fitting(common, size, alike, threshold, pairs))
        if fitting:
            return fitting[0][1]
    return ()


def _fitting(
    common: Sequence[str],
    size: int,
    alike: Mapping[str, frozenset[str]],
    threshold: int,
    pairs: Sequence[frozenset[str]],
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for attributes in combinations(sorted(common), size):
        together = frozenset.intersection(*(alike[name] for name in attributes))
        if len(together) >= threshold and not any(pair.issubset(attributes) for pair in pairs):
            yield -len(together), attributes
