"""The same name gets the same pseudonym, whatever its case, ending or length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.redaction import IdentifierKind, KnownName
from qualcode.privacy.pseudonyms import Pseudonyms, generalised

PERSON = IdentifierKind.PERSON


@pytest.mark.parametrize(
    "form", ["Marisol Reyes", "REYES", "reyes'", "Reyes's", "Officer Reyes", "marisol", "reyes’s"]
)
def test_a_person_is_known_again(form: str) -> None:
    pseudonyms = Pseudonyms()
    assert pseudonyms.of("Officer Marisol Reyes", PERSON) == "[Officer 1]"
    assert pseudonyms.of("Tom Hendricks", PERSON) == "[Person 1]"
    assert pseudonyms.of(form, PERSON) == "[Officer 1]"


def test_a_surname_alone_and_then_the_whole_name_are_one_person() -> None:
    pseudonyms = Pseudonyms()
    first = pseudonyms.of("reyes", PERSON)
    assert pseudonyms.of("Marisol Reyes", PERSON) == first
    assert pseudonyms.of("Marisol", PERSON) == first


def test_two_of_one_surname_are_two_and_the_surname_alone_is_neither() -> None:
    pseudonyms = Pseudonyms()
    ana, tom = pseudonyms.of("Ana Reyes", PERSON), pseudonyms.of("Tom Reyes", PERSON)
    assert ana != tom
    assert pseudonyms.of("Reyes", PERSON) not in (ana, tom)
    assert pseudonyms.of("Ana", PERSON) == ana


def test_what_was_given_before_is_given_again_and_never_twice() -> None:
    known = [
        KnownName("Reyes", PERSON, "[Officer 3]"),
        KnownName("Tucson", IdentifierKind.PLACE, "[City B]"),
    ]
    pseudonyms = Pseudonyms(known)
    assert pseudonyms.of("REYES", PERSON) == "[Officer 3]"
    assert pseudonyms.of("Officer Hale", PERSON) == "[Officer 4]"
    assert pseudonyms.of("tucson", IdentifierKind.PLACE) == "[City B]"
    assert pseudonyms.of("El Paso", IdentifierKind.PLACE) == "[City C]"
    assert pseudonyms.of("Casa Esperanza", IdentifierKind.ORGANISATION) == "[Organisation A]"
    assert pseudonyms.of("555-0142", IdentifierKind.PHONE) == "[phone number]"


@given(st.lists(st.sampled_from(["Ann Lee", "Bo Fox", "Cy Orr", "Di Poe", "Ed Zhu"]), max_size=12))
def test_names_and_pseudonyms_are_one_to_one(names: list[str]) -> None:
    pseudonyms = Pseudonyms()
    given_ = {name: pseudonyms.of(name, PERSON) for name in names}
    assert len(set(given_.values())) == len(given_)
    assert all(pseudonyms.of(name.upper(), PERSON) == one for name, one in given_.items())


def test_letters_go_on_after_z() -> None:
    pseudonyms = Pseudonyms([KnownName("Last", IdentifierKind.ORGANISATION, "[Organisation Z]")])
    assert pseudonyms.of("Next", IdentifierKind.ORGANISATION) == "[Organisation AA]"


@pytest.mark.parametrize(
    ("words", "kind", "vague"),
    [
        ("March 3, 2004", "date", "[early 2004]"),
        ("11/04/2003", "date", "[late 2003]"),
        ("8/19/99", "date", "[mid 1999]"),
        ("2003-05-30", "date", "[mid 2003]"),
        ("spring of 2003", "date", "[2003]"),
        ("the 12th", "date", "[a date]"),
        ("Officer Reyes", "person", "[an officer]"),
        ("Judge Quimby", "person", "[a judge]"),
        ("Reyes", "person", "[a person]"),
        ("Tucson", "place", "[a city, state or country]"),
        ("Pima County", "place", "[a county]"),
        ("22 N. Willow Ave", "place", "[an address]"),
        ("Mercer Flats", "place", "[a place]"),
        ("Casa Esperanza", "organisation", "[an organisation]"),
    ],
)
def test_something_vaguer_can_be_said(words: str, kind: str, vague: str) -> None:
    assert generalised(words, IdentifierKind(kind)) == vague
