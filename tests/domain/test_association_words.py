"""What a row says in plain words."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from qualcode.domain.association_words import chance, number, read, read_predictor
from qualcode.domain.associations import AssociationRow, ModelRow

ROW = AssociationRow(
    "force", "Force used", 1, "statute", "trafficking", "other", 106, 24, 16, 19, 47,
    3.7105, 1.502, 9.225, False, "chi-square", 10.1, 1, None, 0.0015, 0.012, 0.31, 0.30,
)  # fmt: skip
MODEL = ModelRow(
    "code:force", "Force used", "", "", False, 106, 43, 3.2, 1.4, 7.6, 0.004, 0.004, 0.012
)


def test_an_outcome_is_read_by_who_carries_the_code() -> None:
    assert read(ROW, "participant", True) == (
        "24 of 40 participants with 'Force used' have statute = trafficking, 19 of 66 without it; "
        "the odds are 3.71 times as high [1.50, 9.22]; holds after correction (p = 0.002, "
        "q = 0.012)."
    )


def test_an_attribute_is_read_by_who_has_the_value() -> None:
    assert read(ROW, "source", False).startswith(
        "24 of 43 sources with statute = trafficking carry 'Force used', 16 of 63 with "
        "statute = other; the odds"
    )
    assert "16 of 63 others" in read(replace(ROW, against="others"), "source", False)


@pytest.mark.parametrize(
    ("p", "q", "words"),
    [
        (0.0001, 0.0004, "holds after correction (p < 0.001, q < 0.001)."),
        (0.03, 0.09, "does not hold after correction (p = 0.030, q = 0.090)."),
        (0.4, 0.5, "no sign of an association (p = 0.400)."),
    ],
)
def test_only_what_is_corrected_for_holds(p: float, q: float, words: str) -> None:
    assert read(replace(ROW, p=p, q=q), "participant", True).endswith(words)


def test_empty_cells_and_no_test_are_said() -> None:
    endless = replace(ROW, code_only=0, odds_ratio=None, high=None, is_unbounded=True, low=4.2)
    assert "so that the odds ratio has no end, at least 4.20;" in read(endless, "source", True)
    zero = replace(ROW, both=0, odds_ratio=0.0, low=0.0, high=0.4)
    assert "so that the odds ratio is 0, at most 0.40;" in read(zero, "source", True)
    untested = replace(ROW, p=None, q=None, test="withheld", why="with so few")
    assert read(untested, "source", True).endswith("; not tested: with so few.")
    empty = AssociationRow("a", "A", 0, "b", "c", "d", 7, 0, 0, 3, 4, why="nobody carries the code")
    assert read(empty, "source", True) == (
        "0 of 0 sources with 'A' have b = c, 3 of 7 without it; nothing to compare: "
        "nobody carries the code."
    )


def test_all_values_at_once() -> None:
    row = replace(ROW, value="", against="", both=None, odds_ratio=None)
    assert read(row, "source", True) == (
        "'Force used' goes with statute (chi-square p = 0.002, Cramér's V 0.31); "
        "holds after correction (p = 0.002, q = 0.012)."
    )
    assert read(replace(row, p=0.3), "source", True) == (
        "No sign that 'Force used' goes with statute (chi-square p = 0.300, Cramér's V 0.31)."
    )
    assert read(replace(row, p=None, why="there is only one group"), "source", True) == (
        "Whether 'Force used' goes with statute was not tested: there is only one group."
    )


def test_strata_are_added() -> None:
    row = replace(ROW, strata=2, common=2.9, common_low=1.2, common_high=7.1, common_p=0.02)
    assert read(row, "source", True, "offence").endswith(
        "; within offence the common odds ratio is 2.90 [1.20, 7.10] (p = 0.020)."
    )
    differing = replace(row, homogeneity_p=0.01)
    assert "but it is not the same in all of them (p = 0.010)" in read(
        differing, "source", True, "offence"
    )
    none = replace(ROW, strata=0, why="no stratum has anything to compare")
    assert read(none, "source", True, "offence").endswith(
        "no common odds ratio within offence: no stratum has anything to compare."
    )


def test_predictors_are_read_by_their_kind() -> None:
    assert read_predictor(MODEL, "statute = trafficking") == (
        "Where 'Force used' is coded the odds of statute = trafficking are 3.20 times as high "
        "[1.40, 7.60], the others in the model held still; holds after correction (p = 0.004, "
        "q = 0.012)."
    )
    level = replace(MODEL, predictor="offence", name="offence", level="sex", reference="labour")
    assert read_predictor(level, "x").startswith("With offence = sex instead of labour the odds")
    year = replace(MODEL, predictor="year", name="year", q=None, low=None)
    assert read_predictor(year, "x") == (
        "With each further 1 of year the odds of x are 3.20 times as high [0, 7.60], the others in "
        "the model held still; p = 0.004."
    )


def test_no_word_says_that_one_causes_the_other() -> None:
    told = " ".join((read(ROW, "source", True), read_predictor(MODEL, "x"))).casefold()
    assert not any(word in told for word in ("cause", "effect", "because", "lead", "due to"))


def test_what_is_withheld_leaves_no_figure() -> None:
    for row in (ROW, MODEL):
        gone = row.withheld(frozenset({"n", "base"}))
        assert gone.suppressed
        assert gone.reading.startswith("Withheld: too few people")
        kept = {"level", "reference", "is_control", "is_unbounded", "suppressed"}
        figures = {
            name: value
            for name, value in asdict(gone).items()
            if isinstance(value, int | float) and name not in kept
        }
        assert figures == {}
    assert MODEL.withheld(frozenset({"n"})).n == 106


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.0034, "0.0034"), (0.5, "0.50"), (9.999, "10.00"), (12.34, "12.3"), (345.6, "346"),
     (12345.0, "12,345"), (0.0, "0.00")],
)  # fmt: skip
def test_figures_have_three_digits(value: float, told: str) -> None:
    assert number(value) == told


def test_no_chance_is_nought() -> None:
    assert (chance(0.0), chance(0.0456)) == ("< 0.001", "= 0.046")
