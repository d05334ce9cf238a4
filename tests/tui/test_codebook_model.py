"""What the codebook editor reads and writes without a screen: fields, colours, rows, sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook, Example, Retirement
from qualcode.domain.codebook_changes import MergeCodes, MoveCode, RetireCode, changed
from qualcode.domain.errors import InputError
from qualcode.tui.codebook.colours import colour_of, colour_options, name_of
from qualcode.tui.codebook.fields import changes, fields_of, ids_of, parted
from qualcode.tui.codebook.quotations import successors
from qualcode.tui.codebook.tree import branches, place_beside, sibling
from qualcode.tui.codebook.words import differing, differing_names, foreseen, planned

FULL = Code(
    "wait", "Waiting", key="w", color="#E07A5F", short=" short ", definition="One.\nTwo.",
    include=("clock time, felt time", "two\nlines"), exclude=("see [[bus]]",),
    typical=(Example("we sat\nthere", "P03", "1-9", "clear"), Example("a | b")),
    close_but_no=(Example("the bus", note="not here"),), asked=("q1", "q2"), see=("bus",),
    aliases=("delay, long",), memo="\nGrew.\n", origin="inductive",
)  # fmt: skip
BOOK = Codebook(
    "Wards",
    (
        Code("theme", "Theme", codable=False, color="#0072B2"),
        replace(FULL, parent="theme"),
        Code("felt", "Felt wait", "wait", see=("wait",)),
        Code("bus", "Bus", "theme", see=("wait",)),
        Code("old", "Old", "theme", retired=Retirement("1", ("bus",))),
        Code("older", "Older", "old", retired=Retirement("1")),
        Code("last", "Last"),
    ),
)


def test_what_nobody_touched_in_a_form_is_no_change() -> None:
    for code in BOOK.codes:
        texts = {field.id: field.text for field in fields_of(code)}
        assert changes(BOOK, code, texts) == {}


_WORDS = st.text("ab ,|c\n", max_size=12)


@given(
    include=st.lists(_WORDS, max_size=3),
    passages=st.lists(
        st.builds(Example, _WORDS, st.just("P1"), st.just("1-2"), _WORDS), max_size=2
    ),
    definition=_WORDS,
)
def test_no_text_is_changed_by_being_shown(
    include: list[str], passages: list[Example], definition: str
) -> None:
    # What is empty, or stands twice, is nothing that a codebook file could hold.
    told = [" ".join(one.split("\n")).strip() for one in include]
    kept = [one for one, words in zip(include, told, strict=True) if words]
    examples = [one for one in passages if one.text.strip()]
    if len(set(told)) < len(told) or len(examples) > 1:
        return
    code = Code("c", "C", include=tuple(kept), typical=tuple(examples), definition=definition)
    texts = {field.id: field.text for field in fields_of(code)}
    assert changes(Codebook("B", (code,)), code, texts) == {}


def test_a_passage_keeps_its_place_when_its_note_changes() -> None:
    texts = {"typical": "we sat there | clearer\nnew words | why"}
    assert changes(BOOK, FULL, texts)["typical"] == (
        Example("we sat\nthere", "P03", "1-9", "clearer"),
        Example("new words", note="why"),
    )


def test_fields_say_what_they_need() -> None:
    assert changes(BOOK, FULL, {"codable": "no"}) == {"codable": False}
    assert changes(BOOK, FULL, {"color": "Sky  blue"}) == {"color": "#56B4E9"}
    assert changes(BOOK, FULL, {"see": "Bus, Last"}) == {"see": ("bus", "last")}
    assert changes(BOOK, FULL, {"asked": ""}) == {"asked": ()}
    for field, text in (("codable", "maybe"), ("color", "plaid"), ("see", "nowhere")):
        with pytest.raises(InputError):
            changes(BOOK, FULL, {field: text})


def test_names_are_parted_by_commas_and_lines() -> None:
    assert parted(" a, b\n\nc ,") == ["a", "b", "c"]
    assert ids_of(BOOK, "Bus, last\nbus") == ("bus", "last")


def test_colours_have_names() -> None:
    assert colour_of("#abcdef") == "#abcdef"
    assert colour_of("") == ""
    assert name_of("#0072b2") == "blue"
    assert name_of("#0073B2") == "near blue"
    assert name_of("") == ""
    options = colour_options(BOOK, "theme")
    assert len(options) == 8 + 1 + 1
    assert [one.id for one in options if one.on] == [("#0072B2",)]
    assert any("as Waiting" in one.name and "near" in one.name for one in options)


def test_rows_fold_and_retired_codes_come_last() -> None:
    rows = branches(BOOK, (), True)
    assert [(row.code.id, row.level) for row in rows] == [
        ("theme", 0), ("wait", 1), ("felt", 2), ("bus", 1), ("last", 0), ("old", 0), ("older", 1),
    ]  # fmt: skip
    assert rows[2].above == "Theme › Waiting"
    assert [row.code.id for row in branches(BOOK, {"theme"}, False)] == ["theme", "last"]
    assert branches(BOOK, {"wait"}, False)[1].folded is True


def test_every_code_is_one_row_when_nothing_is_folded() -> None:
    assert {row.code.id for row in branches(BOOK, (), True)} == set(BOOK.by_id)


@pytest.mark.parametrize("after", [False, True])
def test_a_place_beside_another_is_right_whatever_the_direction(after: bool) -> None:
    for code, other in (("wait", "bus"), ("bus", "wait"), ("last", "theme")):
        position = place_beside(BOOK, code, other, after)
        moved = changed(BOOK, MoveCode(code, BOOK.by_id[other].parent, position), str)
        ids = [one.id for one in moved.children(BOOK.by_id[other].parent)]
        assert ids.index(code) - ids.index(other) == (1 if after else -1)


def test_siblings_are_those_that_are_applied() -> None:
    assert sibling(BOOK, "bus", 1) is None
    assert sibling(BOOK, "bus", -1) == "wait"
    assert sibling(BOOK, "old", 1) is None


def test_what_came_of_a_code_is_offered_for_its_codings() -> None:
    assert successors(BOOK, "wait") == ("bus",)
    assert successors(BOOK, "old") == ("bus",)
    assert successors(BOOK, "gone") == ()


def test_changes_are_told_in_words() -> None:
    assert planned(BOOK, MoveCode("last", "theme", 0)) == (
        "Move “Last” under “Theme”, before “Waiting”"
    )
    assert planned(BOOK, MoveCode("bus", None)) == "Move “Bus” among the themes"
    assert planned(BOOK, RetireCode("wait", ("bus",))) == "Retire “Waiting”; use “Bus” instead"
    after = changed(BOOK, MergeCodes("wait", "bus"), str)
    assert differing_names(BOOK, after) == "“Waiting”, “Felt wait”"
    assert differing_names(BOOK, BOOK) == "nothing of the codes"


def test_what_is_hidden_is_not_told() -> None:
    from qualcode.domain.codebook_changes import ChangePreview

    after = changed(BOOK, MergeCodes("wait", "bus"), str)
    change = MergeCodes("wait", "bus")
    hidden = ChangePreview(change, after, ("wait",), None, None, None, None, ("one", "two"))
    told = " ".join(foreseen(BOOK, hidden))
    assert "hidden while a blind round is open" in told
    assert "while the rounds “one”, “two” are open" in told
    assert "With it 1 code below moves there." in told
    seen = replace(hidden, codings=1, segments=1, coders=("Ana",), rounds=("one",), forbidding=())
    assert foreseen(BOOK, seen)[:2] == ["1 coding on 1 segment by Ana.", "Also in the round “one”."]


def test_what_was_moved_is_told_by_its_place() -> None:
    book = replace(BOOK, codes=(*BOOK.codes, Code("end", "End")))
    first = replace(book, codes=(book.codes[-1], *book.codes[:-1]))
    assert differing(book, first) == ["end"]
    assert differing_names(book, first) == "the place of “End”"
    assert differing_names(first, book) == "the place of “End”"
    swapped = replace(book, codes=(*book.codes[:-2], book.codes[-1], book.codes[-2]))
    assert differing_names(book, swapped) == "the order of “Last”, “End”"
    assert differing(book, book) == []
