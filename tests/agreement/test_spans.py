import numpy as np
import pytest
from hypothesis import given, settings

from qualcode.agreement import Spans, character_alpha
from tests.agreement.by_character import rows, span_lists, units

GOOD = [("ann", 0, 5, "x"), ("bob", 3, 9, "y")]


class Frame:
    """Columns by name, as a data frame has them."""

    columns = ("coder", "start", "end", "code")

    def __init__(self, rows):
        self.cells = dict(zip(self.columns, zip(*rows, strict=True), strict=True))

    def __getitem__(self, name):
        return self.cells[name]


def structured(rows):
    dtype = [("coder", "U9"), ("start", "i4"), ("end", "u8"), ("code", object)]
    return np.array(rows, dtype=dtype)


FORMS = [
    list,
    tuple,
    lambda rows: [list(row) for row in rows],
    lambda rows: np.array(rows, dtype=object),
    lambda rows: (row for row in rows),
    lambda rows: [(c, np.int32(s), np.uint8(e), k) for c, s, e, k in rows],
    lambda rows: Frame(rows).cells,
    Frame,
    structured,
    lambda rows: Spans.of(rows, 10),
]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_spans_is_the_same(form):
    spans = Spans.of(form(GOOD), 10)
    found = zip(spans.coder, spans.start, spans.end, spans.code, strict=True)
    assert [(spans.coders[c], s, e, spans.codes[k]) for c, s, e, k in found] == GOOD
    assert (len(spans), spans.length, spans.begin) == (2, 10, 0)
    assert character_alpha(form(GOOD), 10) == character_alpha(GOOD, 10)


@settings(deadline=None)
@given(span_lists())
def test_merged_spans_cover_the_same_characters_and_do_not_overlap(coded):
    spans, bounds, coders = coded
    merged = Spans.of(spans, bounds, coders).merged()
    columns = zip(merged.coder, merged.start, merged.end, merged.code, strict=True)
    found = [(merged.coders[c], int(s), int(e), merged.codes[k]) for c, s, e, k in columns]
    assert rows(found, bounds, coders) == rows(spans, bounds, coders)
    expected = units(spans, coders)
    assert [sorted(span[1:] for span in found if span[0] == coder) for coder in coders] == expected


@settings(deadline=None)
@given(span_lists())
def test_one_code_alone(coded):
    spans, bounds, coders = coded
    only = Spans.of(spans, bounds, coders).only("x")
    assert (only.codes, only.coders) == (("x",), coders)
    assert len(only) == sum(span[3] == "x" for span in spans)


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([("a", 5, 5, "x")], "Span 0 reaches from 5 to 5; its end must come after its start"),
        ([("a", 0, 1, "x"), ("a", 6, 5, "x")], "Span 1 reaches from 6 to 5"),
        ([("a", -1, 5, "x")], "Span 0, from -1 to 5, is outside the text, which reaches from 0"),
        ([("a", 0, 11, "x")], "Span 0, from 0 to 11, is outside the text"),
        ([("a", 10, 11, "x")], "outside the text"),
        ([("a", 0, 10**30, "x")], "beyond any text"),
        ([("a", 1.0, 5, "x")], "Span 0 has 1.0 as its start, not a whole number"),
        ([("a", 1, float("nan"), "x")], "Span 0 has nan as its end"),
        ([("a", 1, "5", "x")], "Span 0 has '5' as its end"),
        ([("a", True, 5, "x")], "Span 0 has True as its start"),
        ([("a", None, 5, "x")], "Span 0 has None as its start"),
        ([("a", 1, 5, None)], "Span 0 has no code"),
        ([("a", 1, 5, "x"), (None, 1, 5, "x")], "Span 1 has no coder"),
        ([("a", 1, 5, float("nan"))], "Span 0 has no code"),
        ([("a", 1, 5, ["x"])], "A code must be hashable"),
        ([(["a"], 1, 5, "x")], "A coder must be hashable"),
        ([("a", 1, 5)], "Span 0 is .* not .coder, start, end, code."),
        ([("a", 1, 5, "x"), ("a", 1, 5, "x", 3)], "Span 1 is"),
        (["abcd", "efgh"], "Span 0 is 'abcd'"),
        ([("a", 1, 5, "x"), None], "Span 1 is None"),
        ([1, 2], "Span 0 is 1"),
        ("abcd", "spans are"),
        (7, "spans are"),
        (None, "spans are"),
        ({"coder": ["a"]}, "Columns of spans are named coder, start, end, code"),
        ({"coder": ["a"], "start": [], "end": [1], "code": ["x"]}, "differ in length"),
        (np.array([[1, 2, 3]]), "Span 0 is"),
        (np.array([[1.0, 2.0, 3.0, 4.0]]), "not a whole number"),
    ],
)
def test_malformed_spans_are_refused_with_one_sentence(spans, message):
    with pytest.raises(ValueError, match=message):
        Spans.of(spans, 10)
    with pytest.raises(ValueError, match=message):
        character_alpha(spans, 10)


@pytest.mark.parametrize(
    "length", [-1, 1.5, None, "10", True, (0, 5, 9), (5, 3), (0, 1.5), (None, 3), 2**60, [1]]
)
def test_a_length_that_is_none_is_refused(length):
    with pytest.raises(ValueError, match=r"length is the text's|A text cannot reach"):
        Spans.of([], length)


@pytest.mark.parametrize("length", [10, np.int64(10), (0, 10), [0, np.int32(10)]])
def test_lengths(length):
    assert Spans.of(GOOD, length).length == 10


@pytest.mark.parametrize(
    ("coders", "message"),
    [
        (["ann"], "Span 1 is by 'bob', who is not among coders"),
        ("ann", "coders is a list of all who looked"),
        (2, "coders is a list of all who looked"),
        (["ann", None], "names nobody"),
    ],
)
def test_coders_that_do_not_fit_are_refused(coders, message):
    with pytest.raises(ValueError, match=message):
        Spans.of(GOOD, 10, coders)


def test_coders_without_spans_are_kept_in_order_and_once():
    assert Spans.of(GOOD, 10, ["eve", "bob", "ann", "eve"]).coders == ("eve", "bob", "ann")
    again = Spans.of(Spans.of(GOOD, 10), 10, ["bob", "ann", "eve"])
    assert again.coders == ("bob", "ann", "eve")
    assert again.coder.tolist() == [1, 0]


def test_spans_that_were_read_belong_to_their_text():
    with pytest.raises(ValueError, match="read for a text from 0 to 10, not from 0 to 12"):
        Spans.of(Spans.of(GOOD, 10), 12)


@pytest.mark.parametrize(
    ("spans", "length", "coders", "message"),
    [
        (GOOD, {"d": 10}, None, "spans is a mapping from document to spans"),
        ({"e": GOOD}, {"d": 10}, None, "spans names the document 'e', which has no length"),
        ({"d": GOOD}, {"d": 10}, {"e": ["ann"]}, "coders names the document 'e'"),
        ({"d": GOOD}, {"d": 5}, None, "Document 'd': Span 1, from 3 to 9, is outside"),
        ({"d": GOOD}, {"d": 10}, {"d": ["ann"]}, "Document 'd': Span 1 is by 'bob'"),
        ({"d": GOOD}, {"d": 10}, ["ann"], "Document 'd': Span 1 is by 'bob'"),
        (GOOD, 10, {"d": ["ann"]}, "coders of one text are a list"),
        ({"d": GOOD}, 10, None, "Columns of spans are named"),
    ],
)
def test_documents_that_do_not_fit_are_refused(spans, length, coders, message):
    with pytest.raises(ValueError, match=message):
        character_alpha(spans, length, coders=coders)


def test_everybody_looked_at_every_document_unless_coders_says_otherwise():
    spans = {"d": GOOD[:1], "e": GOOD[1:]}
    length = {"d": 10, "e": 10}
    assert character_alpha(spans, length).n_units == 20
    coders = {"d": ["ann"], "e": ["ann", "bob"]}
    assert character_alpha(spans, length, coders=coders).n_units == 10
    assert character_alpha(spans, length, coders=["ann", "bob", "eve"]).n_coders == 3
