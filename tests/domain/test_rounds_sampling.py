"""Drawing a round: sizes, strata, overlap, and the same again for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import InputError
from qualcode.domain.planning import more_units
from qualcode.domain.sampling import (
    Amount,
    Unit,
    allocation,
    dealt,
    drawn,
    share_of,
    size_of,
)

STRATA = st.sampled_from([("north", "nurse"), ("north", "driver"), ("south", "nurse"), ("", "")])
SEEDS = st.integers(-3, 10**9)


@st.composite
def populations(draw: st.DrawFn, least: int = 1) -> list[Unit]:
    """Draw units with distinct names, in strata."""
    strata = draw(st.lists(STRATA, min_size=least, max_size=60))
    return [Unit(f"P{number}", stratum) for number, stratum in enumerate(strata)]


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=8), st.integers(0, 200))
def test_an_allocation_is_whole_within_the_sizes_and_near_its_quota(
    sizes: dict[str, int], n: int
) -> None:
    given_out = allocation(sizes, n)
    total = sum(sizes.values())
    wanted = min(n, total)
    present = [key for key, size in sizes.items() if size]
    assert given_out.keys() == sizes.keys()
    assert sum(given_out.values()) == wanted
    assert all(0 <= given_out[key] <= size for key, size in sizes.items())
    if wanted >= len(present):
        assert all(given_out[key] >= 1 for key in present)
    quotas = {key: wanted * sizes[key] / total for key in present}
    # Who is below one is lifted to one; but for that the method keeps to its quota.
    if all(quota >= 1 for quota in quotas.values()):
        assert all(abs(given_out[key] - quotas[key]) < 1 for key in present)


def test_a_known_allocation() -> None:
    # Largest remainder: quotas 2.86, 1.43, 0.71 of five among 20, 10 and 5.
    assert allocation({"a": 20, "b": 10, "c": 5}, 5) == {"a": 3, "b": 1, "c": 1}
    assert allocation({"many": 97, "few": 3}, 10) == {"many": 9, "few": 1}
    assert allocation({"a": 1, "b": 1, "c": 1}, 2) == {"a": 1, "b": 1, "c": 0}


@given(populations(), SEEDS, st.data())
def test_a_draw_has_its_size_is_proportional_and_repeatable(
    units: list[Unit], seed: int, data: st.DataObject
) -> None:
    n = data.draw(st.integers(1, len(units)))
    sample = drawn(units, n, seed)
    assert len(sample) == len(set(sample)) == n
    assert set(sample) <= set(units)
    sizes = Counter(one.stratum for one in units)
    assert Counter(one.stratum for one in sample) == Counter(
        {stratum: k for stratum, k in allocation(dict(sorted(sizes.items())), n).items() if k}
    )
    shuffled = data.draw(st.permutations(units))
    assert drawn(shuffled, n, seed) == sample


@given(populations(least=20), SEEDS)
def test_more_units_leave_the_order_of_the_others_alone(units: list[Unit], seed: int) -> None:
    known = units[:-5]
    order = drawn(known, len(known), seed)
    assert [one for one in drawn(units, len(units), seed) if one in known] == order


def test_seeds_draw_differently() -> None:
    units = [Unit(f"P{number}") for number in range(50)]
    assert len({tuple(drawn(units, 10, seed)) for seed in range(20)}) == 20


def test_each_unit_is_drawn_as_often_as_any_other() -> None:
    units = [Unit(f"P{number}") for number in range(20)]
    times = Counter(one for seed in range(2000) for one in drawn(units, 5, seed))
    # 2000 draws of 5 in 20: 500 each, with a standard deviation of about 19.
    assert all(400 < times[one] < 600 for one in units)


@given(populations(), st.integers(1, 5), st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]), SEEDS)
def test_every_coder_gets_what_is_shared_and_the_rest_is_dealt_evenly(
    units: list[Unit], coders: int, overlap: float, seed: int
) -> None:
    names = [f"c{number}" for number in range(coders)]
    queues = dealt(units, names, overlap, seed)
    held = Counter(one for queue in queues.values() for one in queue)
    assert set(held) == set(units)
    shared = [one for one, times in held.items() if times == coders]
    if coders > 1:
        assert set(held.values()) <= {1, coders}
        assert abs(len(shared) - overlap * len(units)) <= 0.5
    loads = [len(queue) for queue in queues.values()]
    assert max(loads) - min(loads) <= 1
    assert dealt(units, names, overlap, seed) == queues


def test_who_has_less_is_dealt_more() -> None:
    units = [Unit(f"P{number}") for number in range(6)]
    queues = dealt(units, ["a", "b"], 0.0, 1, {"a": 4, "b": 0})
    assert (len(queues["a"]), len(queues["b"])) == (1, 5)


@pytest.mark.parametrize(
    ("amount", "size"),
    [("20%", 20), ("40", 40), (40, 40), (0.2, 20), (1.0, 100), ("100%", 100), ("0.5%", 3),
     (" 7 ", 7), ("12.4%", 12), ("12.5%", 13), (1, 1)],
)  # fmt: skip
def test_an_amount_is_a_share_or_a_count(amount: Amount, size: int) -> None:
    assert size_of(amount, 100, strata=3) == size


@pytest.mark.parametrize(
    "amount", ["0%", "101%", "-5%", "0", "-3", "half", "", "%", "1e400%", "nan", 0, -1, 0.0, 1.5,
               float("nan"), float("inf"), True, "1/0%"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(amount: Amount) -> None:
    with pytest.raises(InputError, match="cannot be drawn"):
        size_of(amount, 100, strata=1)


def test_more_than_there_is_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="There are 7 segments to draw from; 8 were asked for"):
        size_of("8", 7, 1, "segments")


@pytest.mark.parametrize(("text", "share"), [("100%", 1), ("5%", 0.05), (0.25, 0.25), ("0", 0)])
def test_a_share(text: float | str, share: float) -> None:
    assert share_of(text, "The overlap") == share


@pytest.mark.parametrize("text", ["101%", "-1%", "2", "half", "", float("nan")])
def test_no_share(text: float | str) -> None:
    with pytest.raises(InputError, match=r"The overlap .* is no share"):
        share_of(text, "The overlap")


def test_planning_follows_the_square_root() -> None:
    # An interval twice too wide takes four times the units: three times as many again.
    assert more_units(100, 0.2, 0.1) == 300
    assert more_units(50, 0.1, 0.1) == 1
    assert more_units(50, 0.09, 0.1) == 0
    assert more_units(60, 0.35, 0.1) == 675
