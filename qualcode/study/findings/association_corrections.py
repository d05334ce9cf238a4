"""What is said of rows once it is known which of them may be shown.

A q is made of the p of several rows: of one that is withheld it could tell the p, and that the
counts. So only rows that are shown are corrected for each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.analysis.associations.multiplicity import false_discovery
from qualcode.domain.association_words import read, read_predictor
from qualcode.domain.associations import AssociationRow, ModelRow
from qualcode.privacy.release import Release


def corrected(
    release: Release[AssociationRow], is_outcome: bool, stratum: str
) -> Release[AssociationRow]:
    """Return a table whose shown rows have their q and are put into words."""
    rows = [
        replace(row, q=q)
        for row, q in zip(release.rows, false_discovery([r.p for r in release.rows]), strict=True)
    ]
    told = tuple(
        row
        if row.suppressed
        else replace(row, reading=read(row, release.unit.value, is_outcome, stratum))
        for row in rows
    )
    return replace(release, rows=told, notes=(*release.notes, *_note([row.p for row in rows])))


def corrected_model(release: Release[ModelRow], outcome: str) -> Release[ModelRow]:
    """Return a model whose shown rows have their q, but for controls, and are put into words."""
    tests = [None if row.is_control else row.p for row in release.rows]
    rows = [replace(row, q=q) for row, q in zip(release.rows, false_discovery(tests), strict=True)]
    told = tuple(
        row if row.suppressed else replace(row, reading=read_predictor(row, outcome))
        for row in rows
    )
    return replace(release, rows=told, notes=(*release.notes, *_note(tests)))


def _note(tests: Sequence[float | None]) -> list[str]:
    number = sum(one is not None for one in tests)
    return [f"q: p after correction for {number} tests (Benjamini and Hochberg)."] * (number > 1)
