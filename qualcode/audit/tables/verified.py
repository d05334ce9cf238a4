"""Recounts one table and compares the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qualcode.audit.recounted import Unchecked
from qualcode.audit.tables.comparing import TableComparison
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.query import require_table
from qualcode.audit.tables.recounting import recounted
from qualcode.domain.errors import InputError, Place
from qualcode.domain.verification import Left, Verification


def verify_table(content: Mapping[str, Any], facts: Facts, place: Place | None) -> Verification:
    """Recount every figure of a table.

    Raises:
        InputError: if this is no table, or its query cannot be asked.
        NotFound: if the study does not know a name any more.
    """
    query = require_table(content, place)
    facts, changes = _promised(content, facts, place)
    is_unsuppressed = (content.get("disclosure") or {}).get("unsuppressed") is True
    recount = recounted(facts, content["kind"], query, is_unsuppressed)
    if isinstance(recount, Unchecked):
        number = sum(len(row) for row in content["rows"])
        left = Left("rows", recount.why, number)
        return Verification("", 0, 0, (), (left,), changes)
    made = TableComparison(content, recount, facts.promises)
    made.compare()
    return Verification(
        "", made.figures, made.texts, tuple(made.differences), tuple(made.left), changes
    )


def _promised(
    content: Mapping[str, Any], facts: Facts, place: Place | None
) -> tuple[Facts, tuple[str, ...]]:
    """Return the facts with the rule that the table went by, and how that differs from today's."""
    told = content.get("disclosure") or {}
    today = facts.promises
    threshold = told.get("threshold", today.threshold)
    zeros = told.get("zeros", today.zeros)
    if not isinstance(threshold, int) or isinstance(threshold, bool) or threshold < 1:
        raise InputError("'disclosure › threshold' must be a number of persons.", place)
    if not isinstance(zeros, bool):
        raise InputError("'disclosure › zeros' must be true or false.", place)
    if (threshold, zeros) == (today.threshold, today.zeros):
        return facts, ()
    change = (
        f"The table withholds figures of fewer than {threshold} persons; the study's rule is "
        f"{today.threshold} now."
    )
    return replace(facts, promises=replace(today, threshold=threshold, zeros=zeros)), (change,)
