"""What follows from the rows of associations that are shown: corrected p, and words.

The words of a row are made from its figures, which are recounted on their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from qualcode.audit.tables.lines import Derived
from qualcode.audit.tables.typical_words import adjusted
from qualcode.domain.association_words import read, read_predictor
from qualcode.domain.associations import TOO_FEW_PEOPLE, WITHHELD, AssociationRow, ModelRow

R = TypeVar("R", AssociationRow, ModelRow)
_CHANGED = "nothing, as a figure of the row is no number"


def withheld() -> dict[str, Any]:
    """Return what the words of a withheld row become."""
    words = {"reading": WITHHELD, "why": TOO_FEW_PEOPLE, "test": ""}
    return {**words, "q": None, "is_unbounded": False}


def of_associations(unit: str, is_outcome: bool, stratum: str) -> Derived:
    """Return what makes q and the reading of rows of associations."""

    def derived(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        q = _corrected([one.get("p") for one in rows])
        return [
            {"q": own, "reading": _read(AssociationRow, row, lambda one: read(
                one, unit, is_outcome, stratum))}
            for row, own in zip(rows, q, strict=True)
        ]  # fmt: skip

    return derived


def of_model(outcome: str) -> Derived:
    """Return what makes q and the reading of rows of a model."""

    def derived(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        q = _corrected([None if one.get("is_control") else one.get("p") for one in rows])
        return [
            {"q": own, "reading": _read(ModelRow, row, lambda one: read_predictor(one, outcome))}
            for row, own in zip(rows, q, strict=True)
        ]

    return derived


def _corrected(values: Sequence[object]) -> list[float | None]:
    given = {at: float(one) for at, one in enumerate(values) if isinstance(one, int | float)}
    corrected = adjusted(given)
    return [corrected.get(at) for at in range(len(values))]


def _read(kind: type[R], row: Mapping[str, Any], words: Any) -> str:
    known = {one.name for one in fields(kind)}
    try:
        return str(words(kind(**{name: one for name, one in row.items() if name in known})))
    except (TypeError, ValueError):
        return _CHANGED
