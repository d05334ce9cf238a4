"""The columns in which a table of codings says what each was made of."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, nan

from qualcode.domain.errors import CodingsError, Place
from qualcode.domain.provenance import PLAIN, Provenance, WorkOrder

COLUMNS = (
    "hint_visible", "hint_rank", "hint_score", "hint_probability", "hint_model", "work_order",
)  # fmt: skip


def cells(provenance: Provenance) -> tuple[str | int | float | None, ...]:
    """Return the cells of one coding; what was made of no suggestion has no rank."""
    return (
        "yes" if provenance.hint_visible else "no",
        provenance.rank or None,
        provenance.score,
        provenance.probability,
        provenance.model,
        provenance.order.value,
    )


def read(given: Mapping[str, str], place: Place) -> Provenance:
    """Return what the cells of a row say, by column; a column that is missing or empty is plain.

    Raises:
        CodingsError: if a cell is not usable.
    """
    told = {name: given.get(name, "").strip() for name in COLUMNS}
    if not any(told.values()):
        return PLAIN
    order = told["work_order"] or PLAIN.order.value
    if told["hint_visible"].casefold() not in ("", "yes", "no"):
        raise CodingsError(f"'{told['hint_visible']}' is neither yes nor no.", place)
    if order not in tuple(WorkOrder):
        raise CodingsError(
            f"'{order}' is no order of work.", place, f"Orders: {', '.join(WorkOrder)}."
        )
    rank = _number(told, "hint_rank", place)
    probability = _number(told, "hint_probability", place)
    if rank is not None and (rank < 1 or rank != int(rank)):
        raise CodingsError(f"'{told['hint_rank']}' is no rank.", place, "1 is the best.")
    if probability is not None and not 0 <= probability <= 1:
        raise CodingsError(f"'{told['hint_probability']}' is no probability from 0 to 1.", place)
    return Provenance(
        told["hint_visible"].casefold() == "yes",
        int(rank or 0),
        _number(told, "hint_score", place),
        probability,
        told["hint_model"],
        WorkOrder(order),
    )


def _number(told: Mapping[str, str], name: str, place: Place) -> float | None:
    if not told[name]:
        return None
    try:
        number = float(told[name])
    except ValueError:
        number = nan
    if not isfinite(number):
        raise CodingsError(f"'{told[name]}' is no number ({name}).", place)
    return number
