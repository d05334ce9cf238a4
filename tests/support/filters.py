"""Filters at random, from the names and values that a test gives."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from qualcode.domain.filters import (
    Attribute,
    Field,
    Filter,
    Holds,
    Known,
    OneOf,
    Ordered,
    ParticipantHas,
    Relation,
    Under,
    Value,
)

NAMES = (Field.QUESTION, Field.SOURCE, Field.KIND, Field.PARTICIPANT, Field.CODER, Field.ROUND)


def joined(single: st.SearchStrategy[Filter], leaves: int = 6) -> st.SearchStrategy[Filter]:
    """Join conditions with and, or, not and `participant has`."""
    return st.recursive(
        single,
        lambda inner: st.one_of(
            st.builds(lambda a, b: a & b, inner, inner),
            st.builds(lambda a, b: a | b, inner, inner),
            st.builds(lambda a: ~a, inner),
            st.builds(ParticipantHas, inner),
        ),
        max_leaves=leaves,
    )


def conditions(
    attributes: st.SearchStrategy[Attribute],
    values: st.SearchStrategy[Value],
    of_field: dict[Field, Sequence[str]] | st.SearchStrategy[str],
) -> st.SearchStrategy[Filter]:
    """Draw single conditions; `of_field` gives what each field may be compared with."""

    def names(field: Field) -> st.SearchStrategy[Value]:
        words = st.sampled_from(of_field[field]) if isinstance(of_field, dict) else of_field
        return words.map(Value)

    def listed(one: st.SearchStrategy[Value]) -> st.SearchStrategy[tuple[Value, ...]]:
        return st.lists(one, min_size=1, max_size=3, unique=True).map(tuple)

    fields = st.sampled_from([*NAMES, Field.CODE])
    return st.one_of(
        st.builds(OneOf, attributes, listed(values)),
        fields.flatmap(lambda field: st.builds(OneOf, st.just(field), listed(names(field)))),
        st.builds(Known, st.one_of(fields, attributes)),
        st.builds(Ordered, attributes, st.sampled_from(list(Relation)), values),
        names(Field.CODE).map(lambda value: Under(value.text)),
    )


def holding(words: st.SearchStrategy[str]) -> st.SearchStrategy[Filter]:
    """Draw conditions on the words of segments."""
    return words.map(Holds)
