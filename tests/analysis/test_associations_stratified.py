"""The odds ratio that strata have in common, against printed output of R."""

from __future__ import annotations

import pytest

from qualcode.analysis import extra
from qualcode.analysis.associations.stratified import common_odds_ratio
from qualcode.analysis.associations.two_by_two import TwoByTwo, odds_ratio
from qualcode.domain.errors import InputError

BERKELEY = [
    TwoByTwo(512, 313, 89, 19),
    TwoByTwo(353, 207, 17, 8),
    TwoByTwo(120, 205, 202, 391),
    TwoByTwo(138, 279, 131, 244),
    TwoByTwo(53, 138, 94, 299),
    TwoByTwo(22, 351, 24, 317),
]
"""Bickel et al. (1975), Science 187: admission by sex in six departments; UCBAdmissions in R."""
RABBITS = [
    TwoByTwo(0, 6, 0, 5),
    TwoByTwo(3, 3, 0, 6),
    TwoByTwo(6, 0, 2, 4),
    TwoByTwo(5, 1, 6, 0),
    TwoByTwo(2, 0, 5, 0),
]
"""Agresti (1990), pp. 231-237: penicillin; the first example of mantelhaen.test in R."""


def test_berkeley() -> None:
    """R prints a common odds ratio of 0.9046968 with 0.7719074 to 1.0603298."""
    found = common_odds_ratio(BERKELEY)
    assert found.value == pytest.approx(0.9046968, abs=1e-7)
    assert (found.low, found.high) == pytest.approx((0.7719074, 1.0603298), abs=1e-7)
    assert (found.strata, found.empty, found.why) == (6, 0, "")
    assert found.homogeneity == pytest.approx(0.002071, abs=1e-6)


def test_pooling_would_have_said_the_opposite() -> None:
    pooled = TwoByTwo(*(sum(one) for one in zip(*[(*t.rows[0], *t.rows[1]) for t in BERKELEY])))  # noqa: B905
    assert odds_ratio(pooled).value == pytest.approx(1.84, abs=0.005)


def test_rabbits() -> None:
    """R prints 7 with 1.026713 to 47.725133; two of the five doses say nothing."""
    found = common_odds_ratio(RABBITS)
    assert found.value == pytest.approx(7)
    assert (found.low, found.high) == pytest.approx((1.026713, 47.725133), abs=1e-6)
    assert (found.strata, found.empty) == (3, 2)


@pytest.mark.parametrize(
    ("tables", "p"),
    [
        # DescTools::BreslowDayTest, as printed in the course notes of Columbia's P8120.
        ([TwoByTwo(94, 68, 6, 4), TwoByTwo(17, 12, 25, 30)], 0.4483),
        ([TwoByTwo(150, 92, 148, 96), TwoByTwo(118, 25, 21, 12)], 0.04026),
    ],
)
def test_the_homogeneity_that_breslow_and_day_print(tables: list[TwoByTwo], p: float) -> None:
    assert common_odds_ratio(tables).homogeneity == pytest.approx(p, abs=2e-4)


def test_one_stratum_is_the_table_itself() -> None:
    table = TwoByTwo(24, 16, 19, 47)
    found = common_odds_ratio([table])
    assert found.value == pytest.approx(odds_ratio(table).value)
    assert (found.strata, found.homogeneity) == (1, None)


def test_strata_that_say_nothing_change_nothing() -> None:
    with_ = common_odds_ratio([*BERKELEY, TwoByTwo(5, 7, 0, 0), TwoByTwo(0, 0, 0, 0)])
    without = common_odds_ratio(BERKELEY)
    assert (with_.value, with_.low, with_.p) == (without.value, without.low, without.p)
    assert with_.empty == 2


def test_nothing_to_compare_anywhere() -> None:
    found = common_odds_ratio([TwoByTwo(5, 7, 0, 0)])
    assert (found.value, found.p, found.strata, found.empty) == (None, None, 0, 1)
    assert found.why == "no stratum has anything to compare"


def test_a_cell_that_is_empty_throughout_has_no_interval() -> None:
    found = common_odds_ratio([TwoByTwo(3, 0, 1, 3), TwoByTwo(2, 0, 1, 1)])
    assert found.value == float("inf")
    assert (found.low, found.high) == (None, None)
    assert found.why
    assert common_odds_ratio([TwoByTwo(0, 3, 3, 1), TwoByTwo(0, 2, 1, 1)]).value == 0


def test_the_margins_are_left_as_they_were() -> None:
    turned = [TwoByTwo(t.value_only, t.neither, t.both, t.code_only) for t in BERKELEY]
    one, other = common_odds_ratio(BERKELEY), common_odds_ratio(turned)
    assert one.value is not None
    assert other.value == pytest.approx(1 / one.value)
    assert (other.p, other.homogeneity) == pytest.approx((one.p, one.homogeneity))


def test_without_statsmodels_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named '{name}'", name="statsmodels")

    monkeypatch.setattr(extra, "import_module", missing)
    with pytest.raises(InputError, match=r"pip install 'qualcode\[analysis\]'"):
        common_odds_ratio(BERKELEY)


def test_another_missing_module_is_not_taken_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")

    monkeypatch.setattr(extra, "import_module", missing)
    with pytest.raises(ModuleNotFoundError):
        common_odds_ratio(BERKELEY)
