"""Tables of ratings for property tests."""

from hypothesis import strategies as st


def tables(cell, coders=(2, 4), units=(1, 14)):
    """Coders x units of the given cells."""
    return st.integers(*units).flatmap(
        lambda width: st.lists(
            st.lists(cell, min_size=width, max_size=width),
            min_size=coders[0],
            max_size=coders[1],
        )
    )


labels = st.integers(0, 4)
complete = tables(labels)
pairs = tables(labels, coders=(2, 2))
with_missing = tables(st.one_of(labels, st.none()))
pairs_with_missing = tables(st.one_of(labels, st.none()), coders=(2, 2))
