"""Changes of a codebook: what they make of it, what they leave alone, what they refuse."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook, Retirement
from qualcode.domain.codebook_changes import (
    Change,
    EditCode,
    MergeCodes,
    MoveCode,
    NewCode,
    RetireCode,
    ReviveCode,
    SplitCode,
    changed,
    differing,
    touched,
)
from qualcode.domain.errors import InputError, NotFound, QualcodeError, Refused

BOOK = Codebook(
    "Book",
    (
        Code("a", "A", codable=False),
        Code("a1", "A one", "a", asked=("q1",)),
        Code("a2", "A two", "a"),
        Code("a2x", "Deep", "a2"),
        Code("b", "B"),
        Code("old", "Old", retired=Retirement("1", ("b",))),
        Code("older", "Older", "old", retired=Retirement("1")),
    ),
    "1.2",
)


def after(change: Change, book: Codebook = BOOK) -> Codebook:
    numbers = count(1)
    return changed(book, change, lambda name: f"new-{next(numbers)}")


def ids(book: Codebook) -> list[str]:
    return [code.id for code in book.codes]


def test_a_new_code_stands_where_it_was_put() -> None:
    assert ids(after(NewCode(" New ")))[-1] == "new-1"
    assert after(NewCode(" New ")).by_id["new-1"].name == "New"
    made = after(NewCode("New", "a", "mine", 1, {"short": "In short.", "key": "n"}))
    assert ids(made) == ["a", "a1", "mine", "a2", "a2x", "b", "old", "older"]
    assert made.by_id["mine"] == Code("mine", "New", "a", "n", short="In short.")


def test_a_former_name_stays_an_alias_until_it_is_the_name_again() -> None:
    once = after(EditCode("b", {"name": "Better"}))
    assert (once.by_id["b"].name, once.by_id["b"].aliases) == ("Better", ("B",))
    assert once.find("b") == once.by_id["b"]
    again = after(EditCode("b", {"name": "B"}), once)
    assert (again.by_id["b"].name, again.by_id["b"].aliases) == ("B", ("Better",))
    same = after(EditCode("b", {"name": "B", "memo": "m"}))
    assert same.by_id["b"].aliases == ()


def test_a_code_moves_with_all_below_it() -> None:
    moved = after(MoveCode("a2", None, 0))
    assert ids(moved) == ["a2", "a2x", "a", "a1", "b", "old", "older"]
    assert differing(BOOK, moved) == ("a2",)
    assert touched(BOOK, MoveCode("a2", None)) == {"a2", "a2x"}
    assert ids(after(MoveCode("b", "a", 1)))[:3] == ["a", "a1", "b"]
    assert ids(after(MoveCode("b", "a", 99)))[:5] == ["a", "a1", "a2", "a2x", "b"]


def test_a_merged_code_is_retired_and_what_is_below_it_moves() -> None:
    merged = after(MergeCodes("a2", "b"))
    assert merged.by_id["a2"].retired == Retirement("1.2", ("b",), "merged into b")
    assert merged.by_id["a2x"].parent == "b"
    assert set(differing(BOOK, merged)) == {"a2", "a2x"}


def test_split_codes_stand_beside_the_old_one() -> None:
    split = after(SplitCode("a1", ("One", "Two"), retire=True))
    assert ids(split)[:4] == ["a", "a1", "new-1", "new-2"]
    assert split.by_id["a1"].retired == Retirement("1.2", ("new-1", "new-2"), "split")
    assert split.by_id["new-1"] == Code("new-1", "One", "a", asked=("q1",), see=("a1",))
    assert after(SplitCode("a1", ("One",))).by_id["a1"] == BOOK.by_id["a1"]


def test_retiring_takes_those_below_along_and_reviving_does_not() -> None:
    retired = after(RetireCode("a", ("b",), "too broad"))
    assert retired.by_id["a"].retired == Retirement("1.2", ("b",), "too broad")
    assert [code.id for code in retired.codes if code.retired is None] == ["b"]
    with pytest.raises(Refused, match="'a2' above it is retired"):
        after(ReviveCode("a2x"), retired)
    revived = after(ReviveCode("a"), retired)
    assert [code.id for code in revived.codes if code.retired is None] == ["a", "b"]
    assert after(RetireCode("b"), Codebook("t", BOOK.codes)).by_id["b"].retired == Retirement("0")


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        (NewCode("  "), InputError, "needs a name"),
        (NewCode("a\nb"), InputError, "one line"),
        (NewCode("N", "nowhere"), NotFound, "nowhere"),
        (NewCode("N", "old"), Refused, "retired"),
        (NewCode("N", None, "b"), Refused, "'b' already"),
        (NewCode("N", values={"retired": None}), InputError, "'retired'"),
        (EditCode("nowhere", {}), NotFound, "nowhere"),
        (EditCode("b", {"id": "c"}), InputError, "'id'"),
        (EditCode("b", {"name": ""}), InputError, "needs a name"),
        (MoveCode("a", "a"), Refused, "not below itself"),
        (MoveCode("a", "a2x"), Refused, "not below itself"),
        (MoveCode("b", "old"), Refused, "retired"),
        (MergeCodes("b", "b"), Refused, "into itself"),
        (MergeCodes("a", "a2x"), Refused, "below 'a'"),
        (MergeCodes("b", "old"), Refused, "retired"),
        (MergeCodes("b", "a"), Refused, "takes no codings"),
        (SplitCode("a1", ()), InputError, "Name the codes"),
        (SplitCode("old", ("X",)), Refused, "retired"),
        (SplitCode("a2", ("X",), True), Refused, "stand below 'a2'"),
        (RetireCode("old"), Refused, "retired already"),
        (RetireCode("a", ("a1",)), Refused, "retired with 'a'"),
        (RetireCode("a", ("old",)), Refused, "retired"),
        (ReviveCode("b"), Refused, "is not retired"),
        (ReviveCode("older"), Refused, "bring that back first"),
    ],
)
def test_what_makes_no_sense_is_refused(
    change: Change, kind: type[QualcodeError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        after(change)


@st.composite
def changes(draw: st.DrawFn, book: Codebook) -> Change:
    """Draw a change of a codebook, which may make no sense."""
    code = st.sampled_from(ids(book))
    return draw(
        st.one_of(
            st.builds(NewCode, st.sampled_from(["N", "M"]), st.none() | code, st.just(""),
                      st.none() | st.integers(0, 4)),
            st.builds(EditCode, code, st.fixed_dictionaries({"name": st.sampled_from("NMO")})),
            st.builds(MoveCode, code, st.none() | code, st.none() | st.integers(0, 4)),
            st.builds(MergeCodes, code, code),
            st.builds(SplitCode, code, st.just(("S", "T")), st.booleans()),
            st.builds(RetireCode, code),
            st.builds(ReviveCode, code),
        )
    )  # fmt: skip


@given(data=st.data())
def test_no_row_of_changes_loses_a_code_or_lets_one_live_below_a_retired_one(
    data: st.DataObject,
) -> None:
    book, numbers = BOOK, count(1)
    for _ in range(data.draw(st.integers(1, 8))):
        change = data.draw(changes(book))
        try:
            new = changed(book, change, lambda name: f"new-{next(numbers)}")
        except QualcodeError:
            continue
        assert set(ids(new)) >= set(ids(book))
        for code in new.codes:
            if code.retired is None:
                assert all(above.retired is None for above in new.ancestors(code.id))
        flat = [one.id for top in new.themes for one in (top, *new.descendants(top.id))]
        assert ids(new) == flat
        alike = set(ids(book)) - set(differing(book, new))
        assert all(new.by_id[one] == book.by_id[one] for one in alike)
        book = new
