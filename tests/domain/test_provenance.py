"""Provenance is sound by itself, and says which orders of work steer."""

from __future__ import annotations

import pytest

from qualcode.domain.coding import Origin
from qualcode.domain.provenance import PLAIN, Provenance, WorkOrder


def test_the_plain_one_is_what_a_coder_without_hints_has() -> None:
    assert Provenance() == PLAIN
    assert (PLAIN.hint_visible, PLAIN.rank, PLAIN.order) == (False, 0, WorkOrder.DOCUMENT)


def test_impossible_ones_are_not_made() -> None:
    with pytest.raises(ValueError, match="rank"):
        Provenance(rank=-1)
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="probability"):
            Provenance(probability=wrong)


def test_only_a_model_steers() -> None:
    assert [one for one in WorkOrder if not one.steered] == [WorkOrder.DOCUMENT, WorkOrder.AUDIT]


def test_who_made_what() -> None:
    assert {one for one in Origin if one.by_a_coder} == {
        Origin.HUMAN,
        Origin.ACCEPTED,
        Origin.EDITED,
    }
