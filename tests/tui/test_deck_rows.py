"""The deck's rows without a terminal: sorting, filtering and selecting never lose or mix rows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from qualcode.domain.identity import Id
from qualcode.domain.source import Segment, SegmentKind
from qualcode.domain.span import Span
from qualcode.study.deck import Answer, in_words
from qualcode.tui.deck.order import Filter, Order, natural
from qualcode.tui.deck.rows import DeckRows

WORDS = st.lists(st.sampled_from(["soup", "Heater", "ß", "邻居", "a", "İ"]), max_size=5)
GIVEN = st.dictionaries(
    st.sampled_from(["position", "years"]),
    st.one_of(st.sampled_from(["nurse", "driver"]), st.sampled_from([1.0, 2.5])),
)
ANSWERS = st.lists(
    st.tuples(st.sampled_from(["P1", "P2", "P10", "anna"]), GIVEN, WORDS.map(" ".join)),
    max_size=12,
)
CODES = st.frozensets(st.sampled_from(["money", "soup"]))
FILTERS = st.builds(
    Filter,
    words=st.sampled_from(["", " ", "SOUP", "soup heat", "ss", "邻"]),
    attributes=st.dictionaries(
        st.sampled_from(["position", "years"]),
        st.frozensets(st.sampled_from(["nurse", "1", "2.5"]), min_size=1),
    ),
    codes=CODES,
    uncoded=st.booleans(),
)


def made(rows: list[tuple[str, dict[str, str | float], str]]) -> list[Answer]:
    kind = SegmentKind.ANSWER
    return [
        Answer(n, Segment(Id(f"s{n}"), Id("t"), n, Span(0, max(1, len(words))), kind, "q"), who,
               attributes, words)
        for n, (who, attributes, words) in enumerate(rows)
    ]  # fmt: skip


def fits(one: Filter, answer: Answer, codes: frozenset[str], is_open: bool) -> bool:
    """Say the plain way whether a row is to be shown."""
    folded = answer.words.casefold()
    if any(word not in folded for word in one.words.casefold().split()):
        return False
    for name, values in one.attributes.items():
        if name not in answer.attributes or in_words(answer.attributes[name]) not in values:
            return False
    return (not one.codes or bool(one.codes & codes)) and (is_open or not one.uncoded)


class Deck(RuleBasedStateMachine):
    """Whatever is pressed, the list is what filter and order say."""

    @initialize(rows=ANSWERS, data=st.data())
    def begin(
        self, rows: list[tuple[str, dict[str, str | float], str]], data: st.DataObject
    ) -> None:
        self.answers = made(rows)
        self.codes = [data.draw(CODES) for _ in rows]
        self.deck = DeckRows(self.answers, lambda n: self.codes[n], lambda n: not self.codes[n])
        self.codes_then = list(self.codes)
        self.selected: set[int] = set()

    @rule(order=st.sampled_from(Order))
    def sort(self, order: Order) -> None:
        self._fold()
        nothing_to_compare = order is Order.LIKENESS and self.deck.focus is None
        self.deck.sort(order)
        if not nothing_to_compare:
            self.codes_then = list(self.codes)

    @rule(one=FILTERS)
    def filter(self, one: Filter) -> None:
        focus = self.deck.focus
        self._fold()
        self.deck.set_filter(one)
        self.codes_then = list(self.codes)
        if focus in self.deck.shown:
            assert self.deck.focus == focus

    @rule(row=st.integers(0, 11), codes=CODES)
    def code(self, row: int, codes: frozenset[str]) -> None:
        """Rows stay where they are while codes come and go."""
        shown = list(self.deck.shown)
        if row < len(self.codes):
            self.codes[row] = codes
        assert self.deck.shown == shown

    @rule(place=st.integers(-2, 14))
    def go(self, place: int) -> None:
        self.deck.go(place)

    @rule(step=st.sampled_from([-1, 1]))
    def next_open(self, step: int) -> None:
        before = self.deck.place
        found = self.deck.next_open(step)
        passed = range(before + step, self.deck.place if found else
                       (len(self.deck.shown) if step > 0 else -1), step)  # fmt: skip
        assert all(self.codes[self.deck.shown[place]] for place in passed)
        assert not found or not self.codes[self.deck.focus or 0]

    @rule()
    def toggle(self) -> None:
        self.deck.toggle()
        if self.deck.focus is not None:
            self.selected ^= {self.deck.focus}

    @rule()
    def turn_range(self) -> None:
        self._fold()
        self.deck.turn_range()

    @rule(step=st.sampled_from([-1, 1]))
    def extend(self, step: int) -> None:
        self.deck.extend(step)

    @rule()
    def select_shown(self) -> None:
        self.deck.select_shown()
        self.selected |= set(self.deck.shown)

    @rule()
    def invert(self) -> None:
        self._fold()
        self.deck.invert()
        self.selected ^= set(self.deck.shown)

    @rule()
    def clear(self) -> None:
        ranging, some = self.deck.anchor is not None, bool(self.selected)
        assert self.deck.clear() == (ranging or some)
        if not ranging:
            self.selected = set()

    def _fold(self) -> None:
        """Note that the range that is being selected comes to be part of the selection."""
        self.selected |= {self.deck.shown[place] for place in self.deck.range}

    @invariant()
    def the_list_is_what_filter_and_order_say(self) -> None:
        deck = self.deck
        expected = [
            row for row, answer in enumerate(self.answers)
            if fits(deck.filter, answer, self.codes_then[row], not self.codes_then[row])
        ]  # fmt: skip
        assert sorted(deck.shown) == expected
        keys = [self._key(row) for row in deck.shown]
        assert keys == sorted(keys, reverse=deck.backwards)

    def _key(self, row: int) -> tuple[object, ...]:
        deck, answer = self.deck, self.answers[row]
        if deck.order is Order.LENGTH:
            return (-len(answer.words), row)
        if deck.order is Order.PARTICIPANT:
            return (natural(answer.who), row)
        if deck.order is Order.UNCODED:
            return (bool(self.codes_then[row]), row)
        if deck.order is Order.LIKENESS and deck.alike:
            return (row != deck.like, -deck.alike[row], row)
        return (row,)

    @invariant()
    def only_shown_rows_are_meant(self) -> None:
        deck = self.deck
        assert deck.selected == self.selected
        within = self.selected | {deck.shown[place] for place in deck.range}
        assert deck.chosen == [row for row in deck.shown if row in within]
        assert deck.hidden == len(self.selected - set(deck.shown))
        assert (deck.focus is None) == (not deck.shown)
        assert deck.focus is None or 0 <= deck.place < len(deck.shown)
        assert deck.targets == (deck.chosen or ([] if deck.focus is None else [deck.focus]))


TestDeck = Deck.TestCase
TestDeck.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_the_same_order_again_turns_it_round() -> None:
    deck = DeckRows(made([("P10", {}, "aa"), ("P2", {}, "a")]), lambda _: frozenset(), bool)
    deck.sort(Order.LENGTH)
    assert deck.shown == [0, 1]
    deck.sort(Order.LENGTH)
    assert deck.shown == [1, 0]
    deck.sort(Order.PARTICIPANT)
    assert deck.shown == [1, 0]


def test_similarity_puts_the_row_itself_first_and_is_done_anew_from_another() -> None:
    texts = ["soup and heat", "nothing", "soup", "heat came"]
    deck = DeckRows(made([(f"P{n}", {}, text) for n, text in enumerate(texts)]),
                    lambda _: frozenset(), bool)  # fmt: skip
    deck.go_to(2)
    deck.sort(Order.LIKENESS)
    assert (deck.shown[:2], deck.place) == ([2, 0], 0)
    deck.go_to(3)
    deck.sort(Order.LIKENESS)
    assert (deck.shown[:2], deck.backwards) == ([3, 0], False)
    deck.sort(Order.LIKENESS)
    assert (deck.shown[-1], deck.backwards) == (3, True)


def test_values_are_listed_with_how_many_have_them() -> None:
    deck = DeckRows(
        made([("a", {"years": 10.0, "position": "nurse"}, ""), ("b", {"years": 2.5}, ""),
              ("c", {"position": "nurse"}, "")]), lambda _: frozenset(), bool)  # fmt: skip
    assert deck.values() == [("years", "2.5", 1), ("years", "10", 1), ("position", "nurse", 2)]


@given(st.lists(st.text(alphabet="aB1²٣", max_size=4)))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    keys = sorted(map(natural, names))
    assert keys == sorted(natural(name) for name in reversed(names))
    assert [natural(name) for name in ("P2", "p10")] == sorted(map(natural, ("p10", "P2")))
