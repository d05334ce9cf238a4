import pytest

from qualcode.domain.source import SegmentKind, SourceKind
from tests.exchange.readers.documents import only, quotations, read_content

WORDS = {
    "Facts": "Two women came.\n\nNo papers.",
    "Problem": "Whose case?",
    "Rule": "22 U.S.C. 7102: force.",
    "Conclusion": "Referred.",
}


@pytest.mark.parametrize(
    "style", ["# {h}\n\n{w}\n\n", "{h}:\n{w}\n\n", "{h}: {w}\n", "{h}\n{w}\n", "**{h}:** {w}\n\n"]
)
@pytest.mark.parametrize("name", ["case-4.md", "case-4.txt"])
def test_headed_parts_are_segments(style: str, name: str) -> None:
    capitals = style == "{h}\n{w}\n"
    written = "".join(
        style.format(h=head.upper() if capitals else head, w=words) for head, words in WORDS.items()
    )
    source = only(read_content(name, written))
    assert source.kind is SourceKind.CASE
    assert quotations(source) == list(WORDS.values())
    assert [segment.label for segment in source.segments] == [
        "facts", "problem", "rule", "conclusion"
    ]  # fmt: skip
    assert [segment.heading.casefold() for segment in source.segments] == [
        head.casefold() for head in WORDS
    ]
    assert {segment.kind for segment in source.segments} == {SegmentKind.PART}


def test_other_headings_are_a_case_only_if_told() -> None:
    written = "# What happened\n\nA.\n\n# Who came\n\nB.\n\n# What next\n\nC.\n\n# Lessons\n\nD.\n"
    assert only(read_content("a.md", written)).kind is SourceKind.INTERVIEW
    told = only(read_content("a.md", written, kind=SourceKind.CASE))
    assert [segment.label for segment in told.segments] == [
        "what-happened", "who-came", "what-next", "lessons"
    ]  # fmt: skip


def test_a_title_without_words_is_no_part_and_labels_stay_distinct() -> None:
    written = "# Case 9\n\n## Facts\na\n## Facts\nb\n## Rule\nc\n## Problem\nd\n## Conclusion\ne"
    source = only(read_content("a.md", written))
    assert [segment.label for segment in source.segments] == [
        "facts", "facts-2", "rule", "problem", "conclusion"
    ]  # fmt: skip


def test_a_case_without_headings_falls_back_to_paragraphs() -> None:
    source = only(read_content("a.txt", "One.\n\nTwo.", kind=SourceKind.CASE))
    assert source.kind is SourceKind.CASE
    assert quotations(source) == ["One.", "Two."]
