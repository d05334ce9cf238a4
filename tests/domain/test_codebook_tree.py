"""The codebook is a tree whose roll-ups, paths and levels agree with each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.codebook import PATH_SEPARATOR, Code, Codebook, Example, Retirement


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Draw a tree: each code may hang below any code before it."""
    codes: list[Code] = []
    for number in range(draw(st.integers(0, 12))):
        above = draw(st.sampled_from([None, *(code.id for code in codes)]))
        asked = draw(st.sampled_from([(), (), ("q1",), ("q1", "q2")]))
        codes.append(Code(f"c{number}", f"Code {number}", above, asked=asked))
    return Codebook("Drawn", tuple(codes))


@given(book=codebooks())
def test_up_and_down_agree(book: Codebook) -> None:
    for code in book.codes:
        above = [one.id for one in book.ancestors(code.id)]
        assert book.level(code.id) == len(above)
        assert all(code.id in book.roll_up(one) for one in above)
        below = {one.id for one in book.descendants(code.id)}
        assert book.roll_up(code.id) == below | {code.id}
        assert below == {one.id for one in book.codes if code in book.ancestors(one.id)}
        assert book.path(code.id).split(PATH_SEPARATOR)[-1] == code.name
        assert len(book.path(code.id).split(PATH_SEPARATOR)) == len(above) + 1
        own = [one.asked for one in (code, *book.ancestors(code.id)) if one.asked]
        assert book.asked(code.id) == (own[0] if own else ())
    assert {code.id for theme in book.themes for code in [theme, *book.descendants(theme.id)]} == {
        code.id for code in book.codes
    }


@given(book=codebooks())
def test_a_codebook_survives_its_plain_form(book: Codebook) -> None:
    again = Codebook.from_json(book.to_json())
    assert again == book
    assert again.revision == book.revision


def test_every_part_of_a_code_survives_and_changes_the_revision() -> None:
    plain = Code("a", "A")
    full = Code(
        "a", "A", None, "k", "#123456", False, "short", "long", ("in",), ("out",),
        (Example("t", "s", "1-2", "n"),), (Example("at"),), (Example("c"),), ("q",), ("r",),
        "induced", ("b",), ("c",), ("alias",), "guid", "memo", {"low": 0, "high": 2},
        Retirement("2", ("b",), "why"), {"x-own": [1, "two"]},
    )  # fmt: skip
    book = Codebook("T", (full,), "1", "de", {"authors": ["A"]})
    assert Codebook.from_json(book.to_json()) == book
    assert book.revision != Codebook("T", (plain,), "1", "de", {"authors": ["A"]}).revision
    assert not full.applicable
    assert plain.applicable


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((Code("a", "A"), Code("a", "B")), "'a' is used twice"),
        ((Code("a", "A", "b"), Code("b", "B")), "parent 'b' of 'a'"),
        ((Code("a", "A", "a"),), "parent 'a' of 'a'"),
    ],
)
def test_what_is_no_tree_is_refused(codes: tuple[Code, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Codebook("T", codes)


def test_codes_are_found_by_id_name_path_and_alias() -> None:
    book = Codebook(
        "T",
        (
            Code("barriers", "Barriers"),
            Code("law", "Law", "barriers", aliases=("legal",)),
            Code("other-law", "law"),
        ),
    )
    assert book.find("law") == book.by_id["law"]
    assert book.find("Law") is None
    assert book.find(" BARRIERS › law ") == book.by_id["law"]
    assert book.find("Legal") == book.by_id["law"]
    assert book.find("nowhere") is None
