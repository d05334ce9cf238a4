"""How provenance is kept: as columns of a coding or a rejection, and as JSON in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, Row, false, text

from qualcode.domain.provenance import PLAIN, Provenance, WorkOrder
from qualcode.store.types import Words


def columns() -> list[Column[Any]]:
    """Return the columns, made anew for each table; what an older qualcode wrote is plain."""
    return [
        Column("hint_visible", Boolean, nullable=False, server_default=false()),
        Column("hint_rank", Integer, nullable=False, server_default=text("0")),
        Column("hint_score", Float),
        Column("hint_probability", Float),
        Column("hint_model", Words, nullable=False, server_default=""),
        Column("work_order", Words, nullable=False, server_default="document"),
    ]


def values(provenance: Provenance) -> dict[str, Any]:
    """Return the values of the columns."""
    return {
        "hint_visible": provenance.hint_visible,
        "hint_rank": provenance.rank,
        "hint_score": provenance.score,
        "hint_probability": provenance.probability,
        "hint_model": provenance.model,
        "work_order": provenance.order.value,
    }


_PLAIN = values(PLAIN)
_ROW = tuple(_PLAIN.values())


def of_row(row: Row[Any]) -> Provenance:
    """Return the provenance that the columns of a row tell of."""
    kept = (
        row.hint_visible,
        row.hint_rank,
        row.hint_score,
        row.hint_probability,
        row.hint_model,
        row.work_order,
    )
    # Nearly all are plain, and a study may have a hundred thousand codings.
    return PLAIN if kept == _ROW else _made(dict(zip(_PLAIN, kept, strict=True)))


def told(provenance: Provenance) -> dict[str, Any]:
    """Return what the journal says of it: only what is not plain, nothing at all of the plain."""
    if provenance == PLAIN:
        return {}
    given = {name: one for name, one in values(provenance).items() if one != _PLAIN[name]}
    return {"provenance": given}


def from_told(content: Mapping[str, Any]) -> Provenance:
    """Return the provenance of what the journal tells."""
    given = content.get("provenance")
    return _made(_PLAIN | given) if given else PLAIN


def _made(kept: Mapping[str, Any]) -> Provenance:
    return Provenance(
        hint_visible=bool(kept["hint_visible"]),
        rank=kept["hint_rank"],
        score=kept["hint_score"],
        probability=kept["hint_probability"],
        model=kept["hint_model"],
        order=WorkOrder(kept["work_order"]),
    )
