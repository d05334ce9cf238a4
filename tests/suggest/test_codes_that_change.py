"""Codes are renamed, merged and asked for; what was decided about them is carried over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook, Retirement
from qualcode.suggest import Suggester
from tests.suggest.answers import ASKED, CODEBOOK, TEXTS

NAMES = ["waiting", "kindness", "parking", "food"]
BEFORE = Codebook("clinic", tuple(Code(entry["code"], str(entry["name"])) for entry in CODEBOOK))
MERGED = Codebook(
    "clinic",
    (
        *BEFORE.codes[:2],
        Code("parking", "Parking", retired=Retirement("2", use=("things",))),
        Code("food", "Food and drink", retired=Retirement("2", use=("things",))),
        Code("things", "Things that are there"),
    ),
)

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["learn", "accept", "reject", "unknown", "forget"]),
        st.integers(0, 7),
        st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=14,
)


def do(suggester: Suggester, kind: str, text: str, code: str) -> None:
    if kind == "learn":
        suggester.learn([text], [{code}])
    elif kind == "forget":
        suggester.forget(text)
    else:
        getattr(suggester, kind)(text, code)


def made(codebook: Codebook) -> Suggester:
    suggester = Suggester(codebook, embedding=None)
    suggester.index(TEXTS)
    return suggester


def scores(suggester: Suggester, text: str, among: list[str] | None = None) -> dict[str, float]:
    return {one.code: one.score for one in suggester.suggest(text, among=among)}


@given(DEEDS)
@settings(max_examples=20, deadline=None)
def test_a_new_name_changes_no_decision(deeds: list[tuple[str, int, str]]) -> None:
    """Only what the codebook says is new: a codebook that said so from the start knows the same."""
    renamed = Codebook("clinic", tuple(Code(code.id, f"{code.name}!") for code in BEFORE.codes))
    one, other = made(BEFORE), made(renamed)
    for kind, row, code in deeds:
        do(one, kind, TEXTS[row], code)
        do(other, kind, TEXTS[row], code)
    assert one.model_hash != other.model_hash
    for text in (ASKED[0], TEXTS[deeds[0][1]]):
        assert scores(one, text) == pytest.approx(scores(other, text), abs=1e-6)


@given(DEEDS)
@settings(max_examples=20, deadline=None)
def test_a_merged_code_has_what_either_had(deeds: list[tuple[str, int, str]]) -> None:
    """In the end a text has it if it was given either; it lacks it if it is known to lack all."""
    merged, plain = made(MERGED), made(MERGED)
    for kind, row, code in deeds:
        do(merged, kind, TEXTS[row], code)
    finished: dict[int, list[str]] = {}
    marked: dict[int, dict[str, str]] = {}
    for kind, row, code in deeds:
        if kind == "forget":
            finished.pop(row, None), marked.pop(row, None)
        elif kind == "learn":
            finished.setdefault(row, []).append(code)
        elif kind == "unknown":
            marked.get(row, {}).pop(code, None)
        else:
            marked.setdefault(row, {})[code] = kind
    for row, codes in finished.items():
        for code in codes:
            rejected = marked.get(row, {}).get(code) == "reject"
            plain.learn([TEXTS[row]], [set() if rejected else {new(code)}])
    for row, marks in marked.items():
        for code, kind in sorted(marks.items(), key=lambda mark: mark[1] == "accept"):
            others = [new(one) for one in finished.get(row, ()) if marks.get(one) != "reject"]
            if kind == "accept" or new(code) not in others:
                do(plain, kind, TEXTS[row], new(code))
    for text in (ASKED[2], *(TEXTS[row] for _, row, _ in deeds[:2])):
        assert scores(merged, text) == pytest.approx(scores(plain, text), abs=1e-6)


def new(code: str) -> str:
    return "things" if code in ("parking", "food") else code


@given(DEEDS, st.sets(st.sampled_from([*NAMES, "no such code"])), st.sampled_from(ASKED))
@settings(max_examples=20, deadline=None)
def test_among_chooses_and_orders_its_own(
    deeds: list[tuple[str, int, str]], among: set[str], text: str
) -> None:
    suggester = made(BEFORE)
    for kind, row, code in deeds:
        do(suggester, kind, TEXTS[row], code)
    before = suggester.model_hash
    found = suggester.suggest(text, among=sorted(among))
    assert {one.code for one in found} == among & set(NAMES)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert scores(suggester, text, sorted(among, reverse=True)) == scores(
        suggester, text, sorted(among)
    )
    assert scores(suggester, text, NAMES) == scores(suggester, text)
    assert suggester.model_hash == before
