"""Events invert, and their digests chain them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.events import Event, EventKind, canonical_json
from qualcode.domain.identity import Id, new_id

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


def event(before: object = None, after: object = "x") -> Event:
    return Event(new_id(), new_id(), NOW, Id("ana"), EventKind.CODING, "thing", before, after)  # type: ignore[arg-type]


@given(value=values)
def test_canonical_json_is_one_text_for_one_value(value: object) -> None:
    told = canonical_json(value)  # type: ignore[arg-type]
    assert json.loads(told) == value
    assert canonical_json(json.loads(told)) == told


@pytest.mark.parametrize(
    "change",
    [
        {"id": Id("other")},
        {"deed": Id("other")},
        {"moment": NOW + timedelta(microseconds=1)},
        {"coder": Id("ben")},
        {"kind": EventKind.LOOK},
        {"subject": "other"},
        {"before": 0},
        {"after": None},
        {"undoes": Id("other")},
    ],
)
def test_every_part_of_an_event_is_sealed(change: dict[str, object]) -> None:
    sealed = event().sealed("")
    assert sealed.digest == sealed.digest_after("")
    assert replace(sealed, **change).digest_after("") != sealed.digest  # type: ignore[arg-type]
    assert sealed.digest_after("before it") != sealed.digest


def test_a_chain_depends_on_its_order() -> None:
    one, other = event(after=1), event(after=2)
    first = one.sealed("")
    assert other.sealed(first.digest).previous_digest == first.digest
    assert other.sealed(first.digest).digest != other.sealed("").digest
