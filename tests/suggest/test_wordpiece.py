"""Texts are cut into the very pieces that MiniLM was trained on."""

from __future__ import annotations

import gzip
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.suggest.wordpiece import LONGEST_WORD, VOCABULARY, WordPiece, words

WORDPIECE = WordPiece()
DIGEST = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"


# The numbers are those of the library `tokenizers` 0.23.3 with the model's own tokenizer.json.
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("The nurse was kind.", [1996, 6821, 2001, 2785, 1012]),
        ("Couldn't WAIT any longer!!", [2481, 1005, 1056, 3524, 2151, 2936, 999, 999]),
        (
            "unaffable physiotherapists",
            [14477, 20961, 3468, 6887, 7274, 25185, 5886, 9331, 5130],
        ),
        ("Café Ärzte naïve résumé Łódź", [7668, 12098, 2480, 2618, 15743, 13746, 17814]),
        (
            "ΟΔΥΣΣΕΥΣ İstanbul ΑΣ",
            [1169, 29722, 29735, 29733, 29733, 29723, 29735, 29733, 9960, 1155, 29733],
        ),
        ("很好 very good 日本語かな", [100, 100, 2200, 2204, 1864, 1876, 1950, 1651, 30193]),
        (
            "don’t – “wait” … £3.50 €2",
            [2123, 1521, 1056, 1516, 1523, 3524, 1524, 1529, 28182, 1012, 2753, 1574, 2475],
        ),
        ("a\u200bb\xa0c\x85d\ufffde\tf\x0bg", [11113, 3729, 2063, 1042, 2290]),
        ("👍🏽 great 👩\u200d⚕\ufe0f", [100, 2307, 100]),
        ("한국어", [1469, 30006, 30021, 29991, 30014, 30020, 29999, 30008]),
        ("हिन्दी", [1339, 29877, 29863, 29861, 29878]),
        ("ﬁne ½ ² Ⅷ", [1984, 2638, 1092, 1082, 100]),
        (
            "x_y/z@a.b #1 100%",
            [1060, 1035, 1061, 1013, 1062, 1030, 1037, 1012, 1038, 1001, 1015, 2531, 1003],
        ),
        ("e\u0301te\u0301", [3802, 2063]),
    ],
)
def test_pieces_are_those_of_the_library(text: str, numbers: list[int]) -> None:
    assert WORDPIECE.numbers(text) == numbers


def test_what_somebody_wrote_is_never_a_sign_of_the_model() -> None:
    numbers = WORDPIECE.numbers("[CLS] [SEP] [UNK] [PAD]")
    assert not {WORDPIECE.beginning, WORDPIECE.end, 100, 0} & set(numbers)


def test_a_very_long_word_is_unknown() -> None:
    assert len(WORDPIECE.numbers("a" * LONGEST_WORD)) == 50
    assert WORDPIECE.numbers("a" * (LONGEST_WORD + 1)) == [100]


def test_half_of_a_surrogate_pair_is_no_character() -> None:
    assert WORDPIECE.numbers("kind\ud83d nurse") == WORDPIECE.numbers("kind nurse")


def test_the_vocabulary_is_the_one_of_the_model() -> None:
    assert hashlib.sha256(gzip.decompress(VOCABULARY.read_bytes())).hexdigest() == DIGEST
    assert (VOCABULARY.parent / "LICENSE").is_file()


@given(st.text(), st.text())
def test_texts_apart_are_cut_as_texts_together(first: str, second: str) -> None:
    together = WORDPIECE.numbers(f"{first}\n{second}")
    assert together == WORDPIECE.numbers(first) + WORDPIECE.numbers(second)


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_nothing_but_spaces_and_capitals_is_lost_of_plain_text(text: str) -> None:
    assert "".join(words(text)) == "".join(text.lower().split())
