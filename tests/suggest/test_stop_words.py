"""The stop words of spaCy, read without it."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy

from qualcode.suggest.stop_words import stop_words


@pytest.mark.parametrize("code", ["en", "de", "pt", "zh", "ja", "tr", "xx"])
def test_they_are_those_that_spacy_itself_gives(code: str) -> None:
    theirs = frozenset(spacy.util.get_lang_class(code).Defaults.stop_words)
    assert stop_words(code) == theirs


@pytest.mark.parametrize("code", ["", "qq", "../lang/en", "en/.."])
def test_there_are_none_for_what_is_no_language_of_spacy(code: str) -> None:
    assert stop_words(code) is None


def test_suggesting_in_english_loads_neither_spacy_nor_scikit_learn() -> None:
    program = (
        "import sys; from qualcode.suggest import Suggester;"
        "Suggester([{'code': 'a', 'name': 'waiting'}], embedding=None).suggest('I had to wait.');"
        "print([m for m in ('spacy', 'sklearn') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
