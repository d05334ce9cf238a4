"""The labels that coders could choose from, whether or not anybody used them."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace
from numbers import Integral
from typing import TypeAlias

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.tables.encoding import MISSING, is_missing
from qualcode.agreement.tables.ratings import Ratings

Categories: TypeAlias = Collection[Hashable] | int | None

FEW_POSITIVE = 5


def within(table: Ratings, categories: Collection[Hashable]) -> Ratings:
    """Return the same ratings with exactly these labels, in this order.

    Raises ValueError if a label was given that is not among them, if one is named twice, or if
    one cannot be a label.
    """
    offered = _listed(categories)
    place = {label: index for index, label in enumerate(offered)}
    if len(place) < len(offered):
        raise ValueError("categories must not name a label twice.")
    strange = [label for label in table.labels if label not in place]
    if strange:
        raise ValueError(f"The label {strange[0]!r} is not among the categories.")
    renumber = np.array([place[label] for label in table.labels] + [MISSING], dtype=np.int32)
    return Ratings(renumber[table.values], tuple(offered))


def offered_to(table: Ratings, categories: Categories) -> tuple[Ratings, int]:
    """Return the ratings among the labels offered, where they are named, and their number.

    By default those labels were offered that were used. Raises ValueError as `within` does, and
    if more labels were used than a number allows.
    """
    if categories is None:
        return table, len(table.labels)
    if not isinstance(categories, int | Integral):
        table = within(table, categories)
        return table, len(table.labels)
    if categories < max(len(table.labels), 1):
        raise ValueError(f"{len(table.labels)} labels were used, but categories has {categories}.")
    return table, int(categories)


def in_order(categories: Categories) -> bool:
    """Tell whether the categories say which label comes first."""
    return isinstance(categories, Sequence | np.ndarray)


def one_against_the_rest(table: Ratings, category: Hashable) -> Ratings:
    """Collapse the labels to the category, True, and all others, False.

    Raises ValueError if the category cannot be a label.
    """
    _listed([category])
    merged = np.array([label == category for label in table.labels] + [MISSING], dtype=np.int32)
    return Ratings(merged[table.values], (False, True))


def about_category(found: Coefficient, collapsed: Ratings) -> Coefficient:
    """Return a coefficient of collapsed ratings with what is known of the category's use.

    It is "not used" if no coder gave the category on the compared units.
    """
    if found.reason is Reason.NOT_COMPARABLE:
        return found
    compared = collapsed.values[:, collapsed.per_unit() >= 2]
    given = compared == 1
    if not given.any():
        return Coefficient(
            found.name,
            None,
            n_units=found.n_units,
            n_coders=found.n_coders,
            reason=Reason.NOT_USED,
            flags=tuple(flag for flag in found.flags if flag is Flag.TOO_FEW),
        )
    flags: list[Flag] = [flag for flag in found.flags if flag is not Flag.TOO_FEW]
    if Flag.TOO_FEW in found.flags or given.any(axis=0).sum() < FEW_POSITIVE:
        flags.insert(0, Flag.TOO_FEW)
    if given.any(axis=1).sum() == 1:
        flags.append(Flag.ONE_CODER_ONLY)
    return replace(found, flags=tuple(flags))


def _listed(categories: object) -> list[Hashable]:
    if not isinstance(categories, Collection | np.ndarray):
        raise ValueError(f"categories is a list of labels or their number, not {categories!r}.")
    listed = categories.tolist() if isinstance(categories, np.ndarray) else list(categories)
    for label in listed:
        try:
            hash(label)
        except TypeError:
            raise ValueError(f"{label!r} cannot be a label: it is not hashable.") from None
        if is_missing(label):
            raise ValueError(f"{label!r} marks a missing rating and cannot be a label.")
    return listed
