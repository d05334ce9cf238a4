"""New codes, flags, edges, splits and going back, line by line."""

from __future__ import annotations

import pytest

from qualcode import open_study
from tests.stories.test_plain_coding import QUESTION, done, kept, plain
from tests.support.cli import Desk


@pytest.fixture
def survey(desk: Desk) -> Desk:
    """The small study with cy, who has coded nothing yet."""
    desk("--as", "ann", "coder", "add", "cy")
    return desk


def test_a_new_code_in_the_words_of_the_text_or_under_a_name(survey: Desk) -> None:
    said = done(survey, 'c money\ni "soup"\nnew Warm food on "heater"\n')
    assert any("soup put on P1" in line for line in said)
    assert [code for code, _ in kept(survey)] == ["money", "soup", "warm-food"]
    assert [words for _, words in kept(survey)][1:] == ["soup", "heater"]
    with open_study(survey.folder, "cy") as study:
        assert {"soup", "warm-food"} <= set(study.catalogue.codebook.by_id)
    assert plain(survey, 'i "nowhere"\n', *QUESTION).code == 1
    assert plain(survey, "i soup\n", *QUESTION).code == 1


def test_a_coding_is_put_on_other_words_split_and_taken_back(survey: Desk) -> None:
    said = done(survey, 'c money on "soup"\ne to "with soup"\n')
    assert kept(survey) == [("money", "with soup")]
    assert any("Money is now on 9 characters of P1" in line for line in said)
    done(survey, 's at "soup"\n')
    assert kept(survey) == [("money", "with "), ("money", "soup")]
    said = done(survey, "U\nU 2\n")
    assert any(line.startswith("1. ") and "Money put on P1" in line for line in said)
    assert any("2 deeds taken back" in line for line in said)
    assert kept(survey) == [("money", "soup")]
    for line in ("e money", 'e office to "soup"', "U 99", 's at "soup"'):
        assert plain(survey, f"{line}\n", *QUESTION).code == 1


def test_flags_memos_and_the_same_code_are_found_again(survey: Desk) -> None:
    said = done(
        survey,
        "go 2\n!\nm later\nc money\ngo 4\nc money\nM read twice\nM\n"
        "first\n]f\nfirst\n]m\nlast\n[c\n",
    )
    assert any("flag on P2" in line for line in said)
    assert sum(line.startswith("Segment 2 of 4") for line in said) >= 4
    assert "Memo: read twice" in said
    with open_study(survey.folder, "cy") as study:
        assert len(study.flags.all()) == 1
    answer = plain(survey, "last\n]f\n", *QUESTION)
    assert "No flag after this segment" in answer.err


def test_units_are_segments_paragraphs_sentences_and_words(survey: Desk) -> None:
    said = done(survey, "go 50%\nz s\nfirst\nc money\nj\nz word\n}\n{\nz\nz p\n")
    assert "One unit is a sentence." in said
    assert any(line.startswith("Segment 2 of 4") or "segment 2 of 4" in line for line in said)
    assert len(kept(survey)) == 1


def test_the_digits_are_the_same_in_the_next_sitting(survey: Desk) -> None:
    first = done(survey, "c money\ncodes\n")
    again = done(survey, "codes\n")
    digits = [line for line in first if "Digit" in line]
    assert digits
    assert [line for line in again if "Digit" in line] == digits
