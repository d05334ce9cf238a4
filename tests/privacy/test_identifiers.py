"""What may identify somebody is proposed, in whatever way it is written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.redaction import IdentifierKind, KnownName
from qualcode.domain.span import Span
from qualcode.privacy.identifiers.finding import Finder
from tests.support.passages import is_found, known_names, passages

PLAIN = Finder()


def proposed(text: str, finder: Finder = PLAIN) -> list[tuple[str, str]]:
    return [(one.span.of(text), one.kind.value) for one in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Call (555) 013-4477 now.", "(555) 013-4477", "phone"),
        ("It is five five five, oh one seven, two two oh nine.",
         "five five five, oh one seven, two two oh nine", "phone"),
        ("Write to jo@kettle.example.gov please.", "jo@kettle.example.gov", "e-mail"),
        ("Write to jo (at) kettle (dot) example.", "jo (at) kettle (dot) example", "e-mail"),
        ("See www.example.org/stats there.", "www.example.org/stats", "other"),
        ("It was on March 3, 2019.", "March 3, 2019", "date"),
        ("It was the 9th of January.", "the 9th of January", "date"),
        ("It was on 2003-11-30.", "2003-11-30", "date"),
        ("Her number was A 079 441 208 then.", "A 079 441 208", "id"),
        ("On the form: 529-00-4417.", "529-00-4417", "id"),
        ("He lives at 22 N. Willow Ave, Apt 3.", "22 N. Willow Ave, Apt 3", "place"),
        ("She moved to Baton Rouge later.", "Baton Rouge", "place"),
        ("He called Sgt. Okafor twice.", "Sgt. Okafor", "person"),
        ("and then i told kathleen about it", "kathleen", "person"),
        ("The Kettle County Sheriff's Office refused.", "Kettle County Sheriff's Office",
         "organisation"),
    ],
)  # fmt: skip
def test_it_is_proposed_with_its_kind(text: str, words: str, kind: str) -> None:
    assert (words, kind) in proposed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Training helps, and time to read.",
        "In May or June everybody is on leave.",
        "The will of the chief is the law here, and he will mark my words.",
        "Reports come late and incomplete.",
        "The FBI and DHS rarely share reports with us.",
        "[Person 1] told [Officer 3] in [City A] in [early 2004].",
    ],
)
def test_ordinary_words_are_let_be(text: str) -> None:
    assert proposed(text) == []


@pytest.mark.parametrize(
    "text", ["REYES was there.", "ask reyes", "It is Reyes' car.", "it is Reyes's car", "Reyes"]
)
def test_a_confirmed_name_is_found_in_any_case_and_ending(text: str) -> None:
    finder = Finder([KnownName("Marisol Reyes", IdentifierKind.PERSON, "[Officer 1]")])
    found = finder.find(text)
    assert [one.span.of(text).casefold() for one in found] == ["reyes"]


def test_a_confirmed_name_is_not_found_inside_other_words() -> None:
    finder = Finder([KnownName("Ann", IdentifierKind.PERSON, "[Person 1]")])
    assert proposed("the annual plan, and other annual plans", finder) == []


def test_a_confirmed_name_that_is_a_word_is_found_with_a_capital_only() -> None:
    finder = Finder([KnownName("Grace", IdentifierKind.PERSON, "[Person 1]")])
    assert proposed("a grace period", finder) == []
    assert proposed("a period for Grace", finder) == [("Grace", "person")]


def test_entities_of_a_model_are_joined_with_what_rules_found() -> None:
    finder = Finder(entities=lambda text: [(Span(0, 9), IdentifierKind.PERSON)])
    assert proposed("reporters left", finder) == [("reporters", "person")]


def test_a_name_that_other_texts_write_with_a_capital_is_found_in_small_letters() -> None:
    text = "The sergeant and kowalcek drove off."
    assert proposed(text) == []
    finder = Finder(texts=["So we met Kowalcek there."])
    assert proposed(text, finder) == [("kowalcek", "person")]


@given(st.text(max_size=80))
def test_proposals_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    found = PLAIN.find(text)
    assert all(one.span.end <= len(text) for one in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@pytest.mark.parametrize("held_back", [False, True], ids=["rules", "held back"])
def test_nearly_all_that_identifies_somebody_is_proposed(held_back: bool) -> None:
    half = passages(held_back)
    finder = Finder(known_names(), [one.text for one in half])
    found = [
        is_found(gold, one.text, [each.span for each in finder.find(one.text)])
        for one in half
        for gold in one.gold
    ]
    assert sum(found) / len(found) >= 0.95
