"""What a release shows, withholds and says of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from qualcode.domain.disclosure import Cell, DisclosureRule, Guard, Margin
from qualcode.domain.identity import Id
from qualcode.domain.recorded import RecordedRelease
from qualcode.domain.tables import Row, Table, Unit
from qualcode.privacy.release import Release, released, unsuppressed

SMALL = DisclosureRule(5, "Eight agencies only.")


def row(code: str, group: str, n: int, base: int) -> Row:
    return Row(code, code.title(), 0, group, n, base, 100 * n / base, 0.0, 100.0, n)


def made(counts: dict[str, int], base: int = 40, **more: Any) -> tuple[Table[Row], Guard]:
    """Return a table of one code by group with what it gives away."""
    rows = tuple(row("law", group, n, base) for group, n in counts.items())
    cells = [Cell(("law", group), n, n) for group, n in counts.items()]
    bases = [Cell(("", group), base, base) for group in counts]
    total = Cell(("law", "*"), sum(counts.values()), sum(counts.values()))
    guard = Guard(
        (*cells, *bases, total),
        (Margin(total.key, tuple(one.key for one in cells)),),
        tuple({"n": (("law", group),), "base": (("", group),)} for group in counts),
        **more,
    )
    return Table("frequencies", Unit.PARTICIPANT, "asked", "any", rows, "position"), guard


def test_a_small_figure_goes_with_its_share_and_its_interval() -> None:
    found = released(*made({"a": 3, "b": 20, "c": 12}), DisclosureRule())
    small, kept, beside = found.rows
    assert (small.n, small.percent, small.low, small.high, small.people) == (None,) * 5
    assert (small.base, small.suppressed) == (40, True)
    assert (kept.n, kept.suppressed) == (20, False)
    assert beside.suppressed
    assert found.withheld == (("law", "a"), ("law", "c"))
    assert "Withheld: 1 figure of fewer than 10 persons." in found.notes
    assert "Withheld as well: 1 figure from which those could be worked out." in found.notes
    assert found.to_json()["suppressed"] == [["law", "a"], ["law", "c"]]
    assert list(found.to_json()) == [*list(made({"a": 1})[0].to_json())[:-1], "suppressed",
                                     "disclosure", "rows"]  # fmt: skip


def test_a_share_never_stands_without_its_base() -> None:
    table, guard = made({"a": 0}, base=4)
    (only,) = released(table, guard, DisclosureRule()).rows
    assert (only.n, only.base, only.percent) == (None, None, None)


def test_a_low_threshold_prints_its_reason_under_every_table() -> None:
    found = released(*made({"a": 30}), SMALL)
    words = "Figures of fewer than 5 persons are withheld (usual: 10). Reason: Eight agencies only."
    assert found.notes == (words,)
    assert found.to_json()["disclosure"] == {
        "threshold": 5, "reason": "Eight agencies only.", "zeros": True, "unsuppressed": False,
    }  # fmt: skip
    assert not any("usual" in one for one in released(*made({"a": 30}), DisclosureRule()).notes)


def test_what_an_earlier_release_makes_telling_is_withheld_and_says_so() -> None:
    before = RecordedRelease(
        Id("r"), datetime(2026, 3, 1, tzinfo=UTC), Id("ann"), "frequencies", {}, "", (), ()
    )
    table, guard = made({"a": 20, "b": 15, "c": 30})
    found = released(table, guard, DisclosureRule(), {("law", "a"): before})
    assert found.withheld == (("law", "a"), ("law", "b"))
    assert any("frequencies of 2026-03-01 00:00" in one for one in found.notes)
    assert not any("fewer than 10 persons." in one for one in found.notes)


def test_everything_is_shown_on_an_order_that_is_named() -> None:
    table, guard = made({"a": 1})
    found = unsuppressed(table, guard, SMALL, "Ana")
    assert found.rows == table.rows
    assert found.notes == ("Small cells shown on the order of Ana.",)
    assert found.to_json()["disclosure"]["unsuppressed"] is True


def test_everybody_and_nobody_of_a_group_are_flagged() -> None:
    found = released(*made({"a": 40, "b": 0, "c": 25}), DisclosureRule())
    assert not found.withheld
    assert [one for one in found.notes if "law, a" in one and "Everybody" in one]
    assert [one for one in found.notes if "law, b" in one and "Nobody" in one]
    assert not any("law, c" in one for one in found.notes)


def test_one_source_behind_a_figure_is_flagged_unless_it_is_withheld() -> None:
    shares = {("law", "a"): {"s1": 18, "s2": 2}, ("law", "b"): {"s1": 17, "s2": 3},
              ("law", "c"): {"s1": 1}}  # fmt: skip
    table, guard = made({"a": 20, "b": 20, "c": 1, "d": 30}, shares=lambda: shares)
    found = released(table, guard, DisclosureRule())
    assert ("law", "c") in found.withheld
    dominated = [one for one in found.notes if "85%" in one]
    assert len(dominated) == (("law", "a") not in found.withheld)


def test_a_release_is_a_table() -> None:
    found = released(*made({"a": 30}), DisclosureRule())
    assert isinstance(found, Release | Table)
    assert [one.n for one in found] == [30]
