"""Draws the units of a round: in proportion to their strata, the same again for the same seed.

Each unit has a rank, made from the seed and the name of the unit alone. So a sample does not
depend on the order in which units are given, and taking in more sources leaves the order of those
that were there before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from qualcode.domain.errors import InputError

Key = TypeVar("Key", bound=Hashable)

Amount = float | int | str
"""A share in (0, 1], a count, or either in words: "20%", "40"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What can be drawn: its name, by which it is ranked, and the stratum it belongs to."""

    name: str
    stratum: tuple[str, ...] = ()


def rank(seed: int, purpose: str, name: str) -> bytes:
    """Return where a unit stands in the order that a seed gives for one purpose."""
    return hashlib.sha256(f"{seed}\0{purpose}\0{name}".encode("utf-8", "surrogatepass")).digest()


def size_of(amount: Amount, population: int, strata: int, what: str = "units") -> int:
    """Return how many units a share or count asks for.

    A share is rounded to whole units and gives every stratum at least one.

    Raises:
        InputError: if the share is outside (0, 1], the count is not positive, or there are fewer
            units than were asked for.
    """
    wanted = _read(amount)
    if isinstance(wanted, Fraction):
        return min(population, max(_rounded(wanted * population), strata, 1))
    if wanted > population:
        raise InputError(
            f"There are {population} {what} to draw from; {wanted} were asked for. "
            "Ask for fewer, or for a share such as 20%."
        )
    return wanted


def share_of(amount: Amount, what: str) -> float:
    """Return a share from 0 to 1 of a number or words such as "20%".

    Raises:
        InputError: naming `what`, if it is none.
    """
    text = str(amount).strip()
    try:
        share = Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise InputError(f"{what} '{text}' is no share; write it from 0% to 100%.")
    return float(share)


def _read(amount: Amount) -> Fraction | int:
    text = str(amount).strip()
    try:
        if text.endswith("%"):
            wanted: Fraction | int = Fraction(text[:-1].strip()) / 100
        elif isinstance(amount, float):
            wanted = Fraction(str(amount))
        else:
            wanted = int(text)
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise _no_amount(text) from error
    if isinstance(amount, bool) or wanted <= 0 or (isinstance(wanted, Fraction) and wanted > 1):
        raise _no_amount(text)
    return wanted


def _no_amount(text: str) -> InputError:
    return InputError(
        f"The sample '{text}' cannot be drawn; give a share above 0% up to 100%, or a count from 1."
    )


def _rounded(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def allocation(sizes: Mapping[Key, int], n: int) -> dict[Key, int]:
    """Divide `n` units among strata in proportion to their sizes, by largest remainder.

    If `n` reaches to all strata, each that is not empty gets at least one.
    """
    present = {key: size for key, size in sizes.items() if size > 0}
    total = sum(present.values())
    n = min(n, total)
    if n == 0:
        return dict.fromkeys(sizes, 0)
    given = {key: n * size // total for key, size in present.items()}
    if n >= len(present):
        given = {key: max(1, number) for key, number in given.items()}
    # The stratum that is furthest below its fair share gets the next, that furthest above gives.
    while (left := n - sum(given.values())) != 0:
        owed = {key: n * size - given[key] * total for key, size in present.items()}
        if left > 0:
            given[max(present, key=lambda key: owed[key])] += 1
        else:
            givers = [key for key in present if given[key] > 1]
            given[min(givers, key=lambda key: owed[key])] -= 1
    return {key: given.get(key, 0) for key in sizes}


def drawn(units: Iterable[Unit], n: int, seed: int, purpose: str = "sample") -> list[Unit]:
    """Draw `n` units, in each stratum in proportion, and return them in the order of their rank.

    The strata are taken in the order of their names, so that the draw does not depend on the
    order in which the units are given.
    """
    ranked = sorted(units, key=lambda one: (rank(seed, purpose, one.name), one.name))
    strata: dict[tuple[str, ...], list[Unit]] = {}
    for one in sorted(ranked, key=lambda one: one.stratum):
        strata.setdefault(one.stratum, []).append(one)
    quota = allocation({stratum: len(members) for stratum, members in strata.items()}, n)
    taken = {one for stratum, members in strata.items() for one in members[: quota[stratum]]}
    return [one for one in ranked if one in taken]


def dealt(
    units: Sequence[Unit],
    coders: Sequence[str],
    overlap: float,
    seed: int,
    loads: Mapping[str, int] | None = None,
) -> dict[str, list[Unit]]:
    """Give the share `overlap` of the units to every coder and deal out the rest, one coder each.

    What is shared is drawn in proportion to the strata. The rest goes to the coder with the
    smallest load, in the order given, so that loads differ by at most one unit; `loads` are what
    coders were dealt before.
    """
    shared = set(drawn(units, _rounded(Fraction(str(overlap)) * len(units)), seed, "overlap"))
    queues = {coder: [one for one in units if one in shared] for coder in coders}
    load = {coder: (loads or {}).get(coder, 0) for coder in coders}
    rest = [one for one in units if one not in shared]
    for one in sorted(rest, key=lambda one: one.stratum):
        coder = min(coders, key=lambda name: load[name])
        queues[coder].append(one)
        load[coder] += 1
    return queues
