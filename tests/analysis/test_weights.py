"""Estimates from weighted samples, beside R's survey package, all possible samples, and by hand."""

from __future__ import annotations

import csv
from itertools import combinations, product
from math import comb, isclose
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qualcode.analysis.rao_scott import independence
from qualcode.analysis.weights import (
    Design,
    Weighed,
    degrees_of_freedom,
    design,
    mean,
    proportion,
    variance,
)
from qualcode.domain.errors import InputError

_DATA = Path(__file__).parents[1] / "data" / "api"


class Schools:
    """One of the samples of Californian schools, with its design."""

    def __init__(self, name: str, strata: str = "", clusters: str = "") -> None:
        with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.design = design(
            [float(row["pw"]) for row in self.rows],
            self.words(strata) if strata else None,
            self.words(clusters) if clusters else None,
            [float(row["fpc"]) for row in self.rows],
        )
        self.all = np.ones(len(self.rows), dtype=bool)

    def words(self, column: str) -> list[str]:
        """Return a column as it is."""
        return [row[column] for row in self.rows]

    def numbers(self, column: str) -> np.ndarray:
        """Return a column of numbers."""
        return np.array([float(word) for word in self.words(column)])

    def where(self, column: str, word: str) -> np.ndarray:
        """Return who has this word there."""
        return np.array([found == word for found in self.words(column)])

    def places(self, column: str) -> np.ndarray:
        """Number the words of a column."""
        return np.unique(self.words(column), return_inverse=True)[1]


STRATIFIED = Schools("apistrat", strata="stype")
SIMPLE = Schools("apisrs")
CLUSTERED = Schools("apiclus1", clusters="dnum")
SAMPLES = {"stratified": STRATIFIED, "simple": SIMPLE, "clustered": CLUSTERED}


def figures(found: Weighed) -> list[float | None]:
    """Return value, standard error, low, high, design effect."""
    return [found.value, found.standard_error, found.low, found.high, found.deff]


@pytest.mark.parametrize(
    ("schools", "value", "error"),
    [(STRATIFIED, 662.29, 9.4089), (SIMPLE, 656.58, 9.2497), (CLUSTERED, 644.17, 23.542)],
)
def test_means_are_those_that_the_survey_package_prints(
    schools: Schools, value: float, error: float
) -> None:
    """`svymean(~api00, ...)` of dstrat, dsrs, dclus1: vignette "A survey analysis example"."""
    found = mean(schools.design, schools.numbers("api00"), schools.all)
    assert found.value == pytest.approx(value, abs=0.005)
    assert found.standard_error == pytest.approx(error, abs=0.0005)


@pytest.mark.parametrize(
    ("schools", "total", "error"),
    [
        (STRATIFIED, 3_687_178, 114_642),
        (SIMPLE, 3_621_074, 169_520),
        (CLUSTERED, 3_404_940, 932_235),
    ],
)
def test_totals_are_those_that_the_survey_package_prints(
    schools: Schools, total: float, error: float
) -> None:
    """`svytotal(~enroll, ...)` of dstrat, dsrs, dclus1: the same vignette."""
    weighed = schools.design.weights * schools.numbers("enroll")
    assert weighed.sum() == pytest.approx(total, abs=0.5)
    assert variance(schools.design, weighed[:, None])[0, 0] ** 0.5 == pytest.approx(error, abs=0.5)


R_MEANS = {
    "stratified": (
        662.28736315932,
        9.40894080278,
        643.732188539262,
        680.842538616048,
        1.2044572685,
    ),
    "simple": (656.585, 9.24972203928, 638.344950092126, 674.825049907873, 1.0),
    "clustered": (644.1693989071, 23.54224069378, 593.676314463327, 694.662483350884, 9.3458694506),
}
"""R 4.2.2, survey 4.1-1: `svymean(~api00, D, deff=TRUE)`, `confint(..., df=degf(D))`."""


@pytest.mark.parametrize("name", SAMPLES)
def test_means_agree_with_r(name: str) -> None:
    schools = SAMPLES[name]
    found = mean(schools.design, schools.numbers("api00"), schools.all)
    assert figures(found) == pytest.approx(R_MEANS[name], rel=1e-8)


R_SHARES = {
    "stratified": (0.63893606405, 0.0344059179973, 0.568721098868, 0.7036757793683, 1.0551940279),
    "simple": (0.62, 0.0338480671298, 0.551378540958, 0.6841380182358, 1.0),
    "clustered": (0.71038251366, 0.0330182995537, 0.6348391916, 0.7758165114461, 0.9937753599),
}
"""R: `svyciprop(~I(awards=='Yes'), D, method="xlogit")`, deff of `svymean(..., deff=TRUE)`."""


@pytest.mark.parametrize("name", SAMPLES)
def test_shares_agree_with_r(name: str) -> None:
    schools = SAMPLES[name]
    found = proportion(schools.design, schools.where("awards", "Yes"), schools.all)
    assert figures(found) == pytest.approx(R_SHARES[name], rel=1e-9)


R_SUBGROUPS = {
    "stratified": (24.08190933935, 3.61043045922, 1.46530922604, 45),
    "simple": (28.432432432432, 3.774983183211, 0.977862284395, 36),
    "clustered": (23.0, 4.00559661713, 2.00715865347, 9),
}
"""R: `svymean(~ell, subset(D, sch.wide=="No"), deff=TRUE)` and `degf` of the subset."""


@pytest.mark.parametrize("name", SAMPLES)
def test_subgroups_keep_the_whole_design(name: str) -> None:
    schools = SAMPLES[name]
    found = mean(schools.design, schools.numbers("ell"), schools.where("sch.wide", "No"))
    told = (found.value, found.standard_error, found.deff, found.df)
    assert told == pytest.approx(R_SUBGROUPS[name], rel=1e-9)


R_HIGH_SCHOOLS = {
    "stratified": (0.32, 0.0643950505091, 0.2061203415823, 0.4603156704812),
    "simple": (0.36, 0.0946743782016, 0.1941217556887, 0.5677602469094),
    "clustered": (0.428571428571, 0.145649974809, 0.155248879968, 0.753737922498),
}
"""R: `svyciprop(~I(awards=="Yes"), subset(D, stype=="H"), method="xlogit")`."""


@pytest.mark.parametrize("name", SAMPLES)
def test_shares_of_subgroups_agree_with_r(name: str) -> None:
    schools = SAMPLES[name]
    high_schools = schools.where("stype", "H")
    found = proportion(schools.design, schools.where("awards", "Yes"), high_schools)
    assert figures(found)[:4] == pytest.approx(R_HIGH_SCHOOLS[name], rel=1e-9)


R_TESTS = {
    ("stratified", "awards"): (14.16940812, 1.885135885, 371.371769352, 2.08210868e-06),
    ("simple", "awards"): (9.028219142, 2, 398, 0.000146363979),
    ("clustered", "awards"): (5.025875638, 1.712002834, 23.968039680, 0.0187868951),
    ("stratified", "sch.wide"): (17.24744396, 1.828671504, 360.248286320, 2.03504636e-07),
    ("simple", "sch.wide"): (13.48219615, 2, 398, 2.16060543e-06),
    ("clustered", "sch.wide"): (5.193369541, 1.494639778, 20.924956888, 0.0217474624),
}
"""R: `svychisq(~awards+stype, D)`, `svychisq(~sch.wide+stype, D)`."""


@pytest.mark.parametrize(("name", "column"), R_TESTS)
def test_tests_of_independence_agree_with_r(name: str, column: str) -> None:
    schools = SAMPLES[name]
    yes = schools.where(column, "Yes").astype(np.intp)
    found = independence(schools.design, yes, schools.places("stype"), schools.all)
    assert found is not None
    told = (found.f, found.df, found.df_error, found.p)
    assert told == pytest.approx(R_TESTS[name, column], rel=1e-8)


def test_independence_needs_two_of_each() -> None:
    nobody = np.zeros(len(SIMPLE.rows), dtype=np.intp)
    assert independence(SIMPLE.design, nobody, SIMPLE.places("stype"), SIMPLE.all) is None
    assert independence(SIMPLE.design, nobody, nobody, ~SIMPLE.all) is None


def test_a_stratum_that_was_taken_whole_adds_no_variance() -> None:
    """R: apistrat with fpc 50 and pw 1 for its 50 high schools."""
    whole = STRATIFIED.where("stype", "H")
    weights = np.where(whole, 1.0, STRATIFIED.design.weights)
    fpc = np.where(whole, 50.0, STRATIFIED.numbers("fpc"))
    drawn = design(list(weights), STRATIFIED.words("stype"), None, list(fpc))
    assert drawn.certain == 1
    awards = STRATIFIED.where("awards", "Yes")
    told = (0.6798997976522, 0.0378011206921, 0.6012753090023, 0.7494800178854)
    assert figures(proportion(drawn, awards, STRATIFIED.all))[:4] == pytest.approx(told, rel=1e-9)
    share = float(awards[whole].mean())
    assert figures(proportion(drawn, awards, whole))[:4] == [share, 0.0, share, share]
    as_shares = design(
        list(weights), STRATIFIED.words("stype"), None,
        [{"H": 1.0, "E": 100 / 4421, "M": 50 / 1018}[word] for word in STRATIFIED.words("stype")],
    )  # fmt: skip
    assert figures(proportion(as_shares, awards, STRATIFIED.all))[:4] == pytest.approx(told)


def test_a_stratum_with_a_single_unit_is_centred_on_the_whole() -> None:
    """R: `options(survey.lonely.psu="adjust")`, apistrat with only its first high school."""
    first = STRATIFIED.words("stype").index("H")
    kept = [at for at, word in enumerate(STRATIFIED.words("stype")) if word != "H" or at == first]
    drawn = design(
        [STRATIFIED.design.weights[at] for at in kept],
        [STRATIFIED.words("stype")[at] for at in kept],
        None,
        [STRATIFIED.numbers("fpc")[at] for at in kept],
    )
    assert drawn.lonely == 1
    found = mean(drawn, STRATIFIED.numbers("api00")[kept], np.ones(len(kept), dtype=bool))
    assert (found.value, found.standard_error, found.df) == pytest.approx(
        (666.7948017644, 10.4979456671, 148), rel=1e-9
    )


def test_over_all_samples_the_variance_is_right_on_average() -> None:
    """Every stratified sample of a small population: Cochran (1977), theorems 5.3 and 5.4."""
    population = {"a": [1, 0, 1, 1, 0], "b": [0, 1, 0, 0], "c": [1, 0]}
    drawn = {"a": 3, "b": 2, "c": 2}
    values, errors = [], []
    picks = (combinations(range(len(units)), drawn[name]) for name, units in population.items())
    for picked in product(*picks):
        names = [name for name, places in zip(population, picked, strict=True) for _ in places]
        carrying = [
            population[name][at]
            for name, places in zip(population, picked, strict=True)
            for at in places
        ]
        sizes = [float(len(population[name])) for name in names]
        weights = [size / drawn[name] for size, name in zip(sizes, names, strict=True)]
        all_ = np.ones(len(names), dtype=bool)
        found = proportion(
            design(weights, names, None, sizes), np.array(carrying, dtype=bool), all_
        )
        assert found.value is not None
        assert found.standard_error is not None
        values.append(found.value)
        errors.append(found.standard_error**2)
    assert len(values) == comb(5, 3) * comb(4, 2)
    assert np.mean(values) == pytest.approx(5 / 11)
    assert np.mean(errors) == pytest.approx(np.var(values))


samples = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.floats(0.5, 50),
        st.booleans(),
        st.booleans(),
    ),
    min_size=4,
    max_size=30,
)


def slow_variance(rows: list[tuple[str, float, bool, bool]]) -> tuple[float, float]:
    """Return share and variance in the domain by the formula of Lohr (2010), section 9.1."""
    whole = sum(weight for _, weight, _, inside in rows if inside)
    share = sum(weight for _, weight, yes, inside in rows if inside and yes) / whole
    added = 0.0
    for name in {row[0] for row in rows}:
        scores = [
            weight * (yes - share) / whole if inside else 0.0
            for stratum, weight, yes, inside in rows
            if stratum == name
        ]
        n = len(scores)
        middle = sum(scores) / n if n > 1 else 0.0
        added += (n / (n - 1) if n > 1 else 1) * sum((one - middle) ** 2 for one in scores)
    return share, added


@given(samples)
def test_shares_agree_with_the_formula_written_out(
    rows: list[tuple[str, float, bool, bool]],
) -> None:
    strata, weights, carrying, domain = map(list, zip(*rows, strict=True))
    drawn = design(weights, strata)
    inside = np.array(domain)
    found = proportion(drawn, np.array(carrying), inside)
    if not any(domain):
        assert found == Weighed()
        return
    share, added = slow_variance(rows)
    assert found.value == pytest.approx(share)
    if degrees_of_freedom(drawn, inside) < 1:
        assert found.standard_error is None
        assert found.low is None
        return
    assert found.standard_error == pytest.approx(added**0.5, abs=1e-9)
    if found.low is not None and found.high is not None:
        assert -1e-12 <= found.low <= share + 1e-12
        assert share - 1e-12 <= found.high <= 1 + 1e-12


@given(samples, st.floats(0.01, 100))
def test_only_the_proportions_of_weights_matter(
    rows: list[tuple[str, float, bool, bool]], factor: float
) -> None:
    strata, weights, carrying, domain = map(list, zip(*rows, strict=True))
    one = proportion(design(weights, strata), np.array(carrying), np.array(domain))
    scaled = [weight * factor for weight in weights]
    other = proportion(design(scaled, strata), np.array(carrying), np.array(domain))
    for before, after in zip(figures(one)[:2], figures(other)[:2], strict=True):
        assert (before is None) == (after is None)
        assert before is None or after is None or isclose(before, after, abs_tol=1e-9)


def plain(carrying: list[bool]) -> tuple[Design, np.ndarray, np.ndarray]:
    """Return a sample in which all weigh the same."""
    return design([1.0] * len(carrying)), np.array(carrying), np.ones(len(carrying), dtype=bool)


def test_equal_weights_give_the_textbook_standard_error() -> None:
    found = proportion(*plain([True] * 30 + [False] * 70))
    assert found.standard_error == pytest.approx((0.3 * 0.7 / 99) ** 0.5)
    assert found.deff == pytest.approx(1)


@pytest.mark.parametrize("all_carry", [True, False])
def test_nobody_or_everybody_has_the_interval_of_clopper_and_pearson(all_carry: bool) -> None:
    """With equal weights and one stratum Korn and Graubard's interval is the exact one."""
    found = proportion(*plain([all_carry] * 20))
    exact = stats.binomtest(20 * all_carry, 20).proportion_ci(method="exact")
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high))
    assert found.deff is None


def test_strata_that_do_not_vary_within_have_no_interval() -> None:
    drawn = design([1.0] * 6, list("aaabbb"))
    everybody = np.ones(6, dtype=bool)
    found = proportion(drawn, np.array([True] * 3 + [False] * 3), everybody)
    assert (found.value, found.low, found.high) == (0.5, None, None)
    steady = mean(drawn, np.array([2.0, 2, 2, 4, 4, 4]), everybody)
    assert (steady.value, steady.low) == (3.0, None)


def test_a_sample_taken_whole_has_its_mean_and_no_doubt() -> None:
    drawn = design([1.0] * 4, None, None, [1.0] * 4)
    found = mean(drawn, np.array([1.0, 2, 3, 6]), np.ones(4, dtype=bool))
    assert figures(found)[:4] == [3.0, 0.0, 3.0, 3.0]


def test_populations_must_hold_in_their_stratum() -> None:
    with pytest.raises(InputError, match="stratum 'a' is told as 5 and as 6") as told:
        design([1.0] * 3, list("aab"), None, [5, 6, 7])
    assert "the same for all" in str(told.value)
    with pytest.raises(InputError, match="the sample is told as 2, but 3 were drawn"):
        design([1.0] * 3, None, None, [2, 2, 2])


def test_clusters_of_one_name_in_two_strata_are_two() -> None:
    drawn = design([1.0] * 4, list("aabb"), list("xyxy"))
    assert degrees_of_freedom(drawn, np.ones(4, dtype=bool)) == 2
