"""Filters are read as they are written, and written as they are read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import InputError
from qualcode.domain.filter_language import parse_filter
from qualcode.domain.filters import (
    And,
    Attribute,
    Field,
    Filter,
    Known,
    Not,
    OneOf,
    Or,
    Ordered,
    ParticipantHas,
    Relation,
    Saved,
    Under,
    Value,
    leaves,
)
from tests.support.filters import conditions, holding, joined

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
WORDS = st.one_of(TEXTS, st.sampled_from(["and", "Not", "code", "words", "5", "-2.50", "a-b", '"']))
NUMBERS = st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True)
VALUES = st.one_of(WORDS.map(Value), NUMBERS.map(lambda text: Value(text, float(text))))
FILTERS = joined(
    st.one_of(
        conditions(WORDS.map(Attribute), VALUES, WORDS),
        holding(WORDS),
        st.from_regex(r"\A\w[\w-]{0,5}\Z").map(Saved),
    ),
    leaves=12,
)


@given(FILTERS)
def test_what_is_written_is_read_as_the_same_filter(where: Filter) -> None:
    assert parse_filter(str(where)) == where


@given(FILTERS)
def test_a_filter_holds_no_part_that_could_be_folded(where: Filter) -> None:
    def check(one: Filter) -> None:
        match one:
            case And(parts) | Or(parts):
                assert len(parts) > 1
                for part in parts:
                    assert type(part) is not type(one)
                    check(part)
            case Not(inner):
                assert not isinstance(inner, Not)
                check(inner)
            case ParticipantHas(inner):
                check(inner)

    check(where)


def read(text: str) -> Filter | int:
    """Return the filter, or the column of what is wrong."""
    try:
        return parse_filter(text)
    except InputError as error:
        return int(re.findall(r"column (\d+):", str(error))[0])


PIECES = ["and", "or", "not", "in", "is", "has", "under", "code", "participant", "x", "(", ")", ","]
PIECES += ["=", "!=", "<", "5", '"a"', "'", "@q", "@", "missing", "known", "words", " ", "\0", "ß"]


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES)).map(" ".join)))
def test_garbage_is_refused_with_the_column_where_it_begins(text: str) -> None:
    found = read(text)
    assert isinstance(found, Filter) or 1 <= found <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("position = officer", OneOf(Attribute("position"), (Value("officer"),))),
        ("`two words` >= 5", Ordered(Attribute("two words"), Relation.AT_LEAST, Value("5", 5.0))),
        ('"source" = x', OneOf(Attribute("source"), (Value("x"),))),
        ("source = x", OneOf(Field.SOURCE, (Value("x"),))),
        ("code under barriers", Under("barriers")),
        ("code not under barriers", Not(Under("barriers"))),
        ("code NOT IN (a, 'b c')", Not(OneOf(Field.CODE, (Value("a"), Value("b c"))))),
        ("a != 1", Not(OneOf(Attribute("a"), (Value("1", 1.0),)))),
        ("a is missing", Not(Known(Attribute("a")))),
        ("not not @q", Saved("q")),
        ("participant has code = a", ParticipantHas(OneOf(Field.CODE, (Value("a"),)))),
        ("participant = P1", OneOf(Field.PARTICIPANT, (Value("P1"),))),
        ('a = "say ""so"""', OneOf(Attribute("a"), (Value('say "so"'),))),
        ("a in (1, 1)", OneOf(Attribute("a"), (Value("1", 1.0),))),
    ],
)  # fmt: skip
def test_each_condition_is_read(text: str, where: Filter) -> None:
    assert parse_filter(text) == where


def test_not_binds_closer_than_and_and_and_closer_than_or() -> None:
    a, b, c = (Saved(name) for name in "abc")
    assert parse_filter("@a or not @b and @c") == a | (~b & c)
    assert parse_filter("(@a or @b) and @c") == (a | b) & c
    assert parse_filter("(@a and @b) and @c") == And((a, b, c))
    assert parse_filter("participant has @a and @b") == ParticipantHas(a) & b
    assert list(leaves(parse_filter("@a or not (@b and participant has @c)"))) == [a, b, c]


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("", 1, "a condition, such as code = barriers is expected, not the end"),
        ("position =", 11, "a value is expected, not the end"),
        ("position = and", 12, "not 'and'"),
        ("position == x", 10, "one of = != < <= > >=, in, is missing or is known"),
        ("position = x y", 14, "and, or, or the end is expected, not 'y'"),
        ("(position = x", 14, "and, or, or ')' is expected, not the end"),
        ("position in x", 13, "'(' and a list"),
        ("position in (x", 15, "',' or ')'"),
        ("position is gone", 13, "missing or known"),
        ('position = "x', 12, "do not end"),
        ("position = “x”", 12, "straight quotes"),
        ("a = 1 & b = 2", 7, "Write and."),
        ("source < 5", 8, "compares attributes"),
        ("code under", 11, "a code is expected"),
        ("code like x", 6, "under"),
        ("participant has not code = x", 17, "Write not participant has"),
        ("5 = 5", 1, "a condition"),
        ("@ = 5", 1, "name of a saved query"),
        ("a = \0", 5, "no meaning"),
        ('a = "\ud800"', 5, "no meaning"),
    ],
)
def test_a_mistake_is_told_with_its_column(text: str, column: int, told: str) -> None:
    with pytest.raises(InputError, match=re.escape(told)) as caught:
        parse_filter(text)
    assert f"column {column}:" in str(caught.value)


@pytest.mark.parametrize("text", ["(" * 9_999, "participant has " * 9_999, "not " * 9_999])
def test_endless_nesting_is_a_mistake_like_any_other(text: str) -> None:
    assert isinstance(read(text), int)
