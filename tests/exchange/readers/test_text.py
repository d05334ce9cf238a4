from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.source import SegmentKind, SourceKind
from tests.exchange.readers.documents import (
    assert_well_formed,
    only,
    quotations,
    read_content,
    turns,
)


def test_paragraphs_are_parted_by_blank_lines() -> None:
    written = "\n\n  They took the papers.\nAll of them. \n \t\nWe called.\n\n\n"
    source = only(read_content("visit.txt", written))
    assert source.text == written
    assert quotations(source) == ["They took the papers.\nAll of them.", "We called."]
    assert [segment.label for segment in source.segments] == ["1", "2"]
    assert {segment.kind for segment in source.segments} == {SegmentKind.PARAGRAPH}
    assert source.kind is SourceKind.INTERVIEW
    assert source.participant == "visit"


def test_long_lines_without_any_blank_line_are_paragraphs() -> None:
    long = "We were moved from one house to another without being told where. " * 3
    source = only(read_content("a.txt", f"{long}\nThen they left.\n{long}"))
    assert quotations(source) == [long.strip(), "Then they left.", long.strip()]


def test_hard_wrapped_lines_stay_together() -> None:
    written = "We were moved from one house\nto another without being\ntold where."
    assert quotations(only(read_content("a.txt", written))) == [written]


def test_markdown_is_kept_and_its_headings_stand_over_what_follows() -> None:
    written = (
        "Opening *words*.\n\n# First visit #\nThey said **no**.\n\n- a\n- b\n## Later\n\n"
        "```\n# no heading\n```\n"
    )
    source = only(read_content("notes.md", written))
    assert source.text == written
    assert [(s.heading, s.span.of(written)) for s in source.segments] == [
        ("", "Opening *words*."),
        ("First visit", "They said **no**."),
        ("First visit", "- a\n- b"),
        ("Later", "```\n# no heading\n```"),
    ]


def test_a_heading_in_plain_text_is_just_text() -> None:
    assert quotations(only(read_content("a.txt", "# One\n\nTwo"))) == ["# One", "Two"]


def test_a_file_of_headings_alone_still_has_segments() -> None:
    assert quotations(only(read_content("a.md", "# One\n\n# Two"))) == ["# One", "# Two"]


def test_a_text_with_speakers_is_read_as_turns_and_the_kind_can_be_told() -> None:
    written = "Ana: Hi.\n\nBen: Ho.\n\nAna: So.\n\nBen: Yes."
    assert only(read_content("a.md", written)).kind is SourceKind.INTERVIEW
    told = only(read_content("a.md", written, kind=SourceKind.FORUM, attributes={"year": 2024}))
    assert told.kind is SourceKind.FORUM
    assert told.attributes == {"year": 2024}
    assert turns(told)[0] == ("Ana", "Hi.")


def test_offsets_count_code_points_whatever_the_script() -> None:
    written = "👩‍👩‍👧 e\u0301te\u0301\tשלום\r\n\r\n彼は言った。\r\n\r\nمرحبا \u202eabc"
    source = only(read_content("a.txt", "\ufeff" + written))
    assert quotations(source) == ["👩‍👩‍👧 e\u0301te\u0301\tשלום", "彼は言った。", "مرحبا \u202eabc"]
    assert source.segments[1].span.start == source.text.index("彼")


PIECES = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\r", " ", "\t", "# ", "## x\n", "```\n", "Ana: ", "Ben: ", "\nAna: ",
     "\nBen: ", "Q: ", "A: ", "[00:01] ", "Ana  00:07\n", "#00:00:04-5#", "**Ana:** ",
     "👩🏽", "e\u0301", "שלום", "彼", "FACTS\n", "Facts:\n", "Rule:\n", "Problem:\n",
     "Conclusion: ", "\u2028", "\ufeff"]
)  # fmt: skip
WRITTEN = st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=40).map("".join)


@given(WRITTEN, st.sampled_from(["a.txt", "a.md"]), st.sampled_from([None, SourceKind.CASE]))
def test_segments_are_ordered_apart_and_inside_any_text(
    written: str, name: str, kind: SourceKind | None
) -> None:
    if not "".join(written.encode("utf-8", "replace").decode().split()).strip("\ufeff\x00"):
        return
    from qualcode.domain.errors import ReadingError

    try:
        source = only(read_content(name, written.encode("utf-8", "replace"), kind=kind))
    except ReadingError:
        return
    assert_well_formed(source)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=1), min_size=1)
)
def test_every_word_of_plain_text_is_in_a_segment(words: list[str]) -> None:
    written = "\n\n".join(f"x{word}x" for word in words)
    source = only(read_content("a.txt", "x\n\n" + written))
    if all(segment.kind is SegmentKind.PARAGRAPH for segment in source.segments):
        assert quotations(source) == ["x", *written.split("\n\n")]
