"""Worked examples of the literature, at the precision that was printed."""

import pytest

from qualcode import agreement as a
from tests.agreement import published as p


@pytest.mark.parametrize(
    ("metric", "printed"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorff_2011_with_missing_ratings(metric, printed):
    alpha = a.krippendorff_alpha(p.KRIPPENDORFF_2011, metric)
    assert round(float(alpha), 3) == printed
    assert (alpha.n_units, alpha.n_coders) == (11, 4)


def test_krippendorff_1980_two_values():
    assert round(float(a.krippendorff_alpha(p.KRIPPENDORFF_1980_P133)), 3) == 0.095
    assert round(float(a.percent_agreement(p.KRIPPENDORFF_1980_P133)), 3) == 0.600


@pytest.mark.parametrize(
    ("metric", "printed"), [("nominal", 0.642), ("interval", 0.547), ("ratio", 0.483)]
)
def test_krippendorff_1980_three_coders(metric, printed):
    assert round(float(a.krippendorff_alpha(p.KRIPPENDORFF_1980_P139, metric)), 3) == printed


def test_krippendorff_1980_three_coders_to_four_places():
    assert round(float(a.krippendorff_alpha(p.KRIPPENDORFF_1980_P139)), 4) == 0.6417


def test_two_percentages_of_one_table():
    table = p.KRIPPENDORFF_2011
    assert round(float(a.percent_agreement(table)), 3) == 0.818
    # 1 - D_o: the coincidence matrix that is printed has 32 of its 40 values on the diagonal.
    assert float(a.percent_agreement(table, "value")) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("cells", "agreed", "kappa"),
    [(p.COHEN_1960_P37, 0.29, -0.092), (p.COHEN_1960_P45, 0.70, 0.492)],
)
def test_cohen_1960(cells, agreed, kappa):
    table = p.from_contingency(cells)
    assert round(float(a.percent_agreement(table)), 2) == agreed
    assert round(float(a.cohen_kappa(table)), 3) == kappa


def test_fleiss_cohen_everitt_1969_standard_error():
    kappa = a.cohen_kappa(p.from_contingency(p.FLEISS_COHEN_EVERITT_1969))
    assert round(float(kappa), 3) == 0.429
    assert kappa.se is not None
    assert round(kappa.se**2, 6) == 0.002885
    assert kappa.low == pytest.approx(0.429 - 1.96 * 0.0537, abs=1e-3)
    assert kappa.high == pytest.approx(0.429 + 1.96 * 0.0537, abs=1e-3)


@pytest.mark.parametrize(
    ("cells", "s", "pi", "kappa"),
    [
        (p.ARTSTEIN_POESIO_2008_P558, 0.400, 0.341, 0.348),
        (p.ARTSTEIN_POESIO_2008_P568, 0.820, 0.799, 0.801),
    ],
)
def test_artstein_poesio_2008(cells, s, pi, kappa):
    table = p.from_contingency(cells)
    assert float(a.brennan_prediger(table)) == pytest.approx(s, abs=5e-4)
    assert float(a.scott_pi(table)) == pytest.approx(pi, abs=6e-4)
    assert float(a.cohen_kappa(table)) == pytest.approx(kappa, abs=5e-4)


def test_artstein_poesio_2008_alpha_with_own_distance():
    table = p.from_contingency(p.ARTSTEIN_POESIO_2008_P568)
    # Printed from rounded D_o and D_e: 1 - .120 / .601 and 1 - .090 / .4879.
    assert float(a.krippendorff_alpha(table)) == pytest.approx(0.800, abs=1e-3)
    alpha = a.krippendorff_alpha(table, lambda c, k: 0.5 if 2 in (c, k) else 1.0)
    assert round(float(alpha), 4) == 0.8156


def test_fleiss_1971():
    kappa = a.fleiss_kappa(p.by_coder(p.FLEISS_1971))
    assert round(float(kappa), 3) == 0.430
    assert (kappa.n_units, kappa.n_coders) == (30, 6)


def test_kappa_paradox_of_gwet():
    table = p.from_contingency(p.GWET_2002_PARADOX)
    assert round(float(a.percent_agreement(table)), 3) == 0.944
    assert round(float(a.cohen_kappa(table)), 3) == -0.023
    assert round(float(a.scott_pi(table)), 3) == -0.029
    assert round(float(a.gwet_ac1(table)), 3) == 0.941


def test_gwet_2014_on_the_table_with_missing_ratings():
    table = p.KRIPPENDORFF_2011
    assert round(float(a.gwet_ac1(table)), 5) == 0.77544
    assert round(float(a.fleiss_kappa(table)), 5) == 0.76117
    assert round(float(a.brennan_prediger(table)), 5) == 0.77273


@pytest.mark.parametrize(
    ("metric", "printed"),
    [("nominal", 0.4765), ("ordinal", 0.7598), ("interval", 0.7574), ("ratio", 0.6621)],
)
def test_hayes_krippendorff_2007(metric, printed):
    # The paper prints the ordinal value; the others are the output of its macro.
    alpha = a.krippendorff_alpha(p.judgments(p.HAYES_KRIPPENDORFF_2007), metric)
    assert round(float(alpha), 4) == printed
    assert (alpha.n_units, alpha.n_coders) == (40, 5)


def test_cohen_1960_largest_kappa():
    largest = a.kappa_max(p.from_contingency(p.COHEN_1960_P45))
    assert round(float(largest), 3) == 0.831


def test_cohen_1968_weights_as_printed():
    # Table 1 of the 1968 paper prints the shares of 200 cases and disagreement weights 0, 1, 3 and
    # 6; the weighted kappa is .348.
    cells = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
    disagreement = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
    credit = [[1 - weight / 6 for weight in row] for row in disagreement]
    kappa = a.cohen_kappa(p.from_contingency(cells), credit)
    assert round(float(kappa), 3) == 0.348


@pytest.mark.parametrize(
    ("diagnosis", "printed"),
    [("1", 0.245), ("2", 0.245), ("3", 0.520), ("4", 0.471), ("5", 0.566)],
)
def test_fleiss_1971_kappa_of_each_category(diagnosis, printed):
    # The kappas of R irr's kappam.fleiss(diagnoses, detail = TRUE); the paper rounds on the way.
    kappa = a.fleiss_kappa(p.by_coder(p.FLEISS_1971), category=diagnosis)
    assert round(float(kappa), 3) == printed


def test_fleiss_1971_category_by_its_own_formula():
    counts = [unit.count("4") for unit in p.FLEISS_1971]
    units, raters = len(counts), 6
    share = sum(counts) / (units * raters)
    again = (sum(n * n for n in counts) / (units * raters * share) - 1) / (raters - 1)
    kappa = a.fleiss_kappa(p.by_coder(p.FLEISS_1971), category="4")
    assert float(kappa) == pytest.approx((again - share) / (1 - share))


@pytest.mark.parametrize(
    ("statistic", "printed"),
    [
        (a.brennan_prediger, 0.8358),
        (a.fleiss_kappa, 0.8324),
        (a.hubert_kappa, 0.8326),
        (a.conger_kappa, 0.8326),
        (a.light_kappa, 0.8325),
    ],
)
def test_warrens_2010_kappas_of_eight_raters(statistic, printed):
    # The last digit of the first two is rounded up in print: .83571 and .83235.
    assert float(statistic(p.by_coder(p.WARRENS_2010))) == pytest.approx(printed, abs=1e-4)


def test_warrens_2012_hubert():
    assert round(float(a.hubert_kappa(p.by_coder(p.WARRENS_2012))), 6) == 0.802479


GWET = {
    "AC1": a.gwet_ac1,
    "Fleiss": a.fleiss_kappa,
    "Brennan-Prediger": a.brennan_prediger,
    "Conger": a.conger_kappa,
    "percent": a.percent_agreement,
}


@pytest.mark.parametrize(
    ("name", "value", "se"),
    [
        ("AC1", 0.77544, 0.14295),
        ("Fleiss", 0.76117, 0.15302),
        ("Brennan-Prediger", 0.77273, 0.14472),
        ("Conger", 0.76282, 0.14917),
        ("percent", 0.81818, 0.12561),
    ],
)
def test_gwet_2014_values_and_standard_errors(name, value, se):
    # Printed by R irrCAC for cac.raw4raters.
    found = GWET[name](p.GWET_2014_P120)
    assert (round(float(found), 5), round(found.se, 5)) == (value, se)


@pytest.mark.parametrize(
    ("statistic", "value", "se", "low"),
    [
        (a.gwet_ac2, 0.91400, 0.10396, 0.685),
        (a.fleiss_kappa, 0.86494, 0.14603, 0.544),
        (a.conger_kappa, 0.85771, 0.14367, 0.541),
        (a.brennan_prediger, 0.90152, 0.11089, 0.657),
    ],
)
def test_gwet_2014_with_quadratic_weights(statistic, value, se, low):
    # Printed in the vignette "Weighted chance-corrected agreement coefficients" of R irrCAC.
    found = statistic(p.GWET_2014_P120, "quadratic")
    assert (round(float(found), 5), round(found.se, 5)) == (value, se)
    assert (round(found.low, 3), found.high) == (low, 1)


@pytest.mark.parametrize(
    ("weights", "ac2", "fleiss", "free", "conger"),
    [
        ("linear", (0.859, 0.117), (0.818, 0.149), (0.848, 0.123), (0.814, 0.145)),
        ("ordinal", (0.899, 0.107), (0.850, 0.147), (0.886, 0.114), (0.844, 0.144)),
        ("radical", (0.820, 0.128), (0.790, 0.150), (0.813, 0.133), (0.788, 0.146)),
        ("ratio", (0.857, 0.122), (0.821, 0.152), (0.840, 0.132), (0.812, 0.149)),
        ("circular", (0.830, 0.133), (0.807, 0.149), (0.824, 0.137), (0.805, 0.147)),
        ("bipolar", (0.900, 0.106), (0.853, 0.145), (0.888, 0.112), (0.845, 0.142)),
    ],
)
def test_gwet_2014_with_every_weighting(weights, ac2, fleiss, free, conger):
    # From the tests of the Python port of irrCAC, made with the R package.
    for statistic, printed in (
        (a.gwet_ac2, ac2),
        (a.fleiss_kappa, fleiss),
        (a.brennan_prediger, free),
        (a.conger_kappa, conger),
    ):
        found = statistic(p.GWET_2014_P120, weights)
        assert (round(float(found), 3), round(found.se, 3)) == printed


@pytest.mark.parametrize(
    ("table", "statistic", "value", "low", "high"),
    [
        (p.GWET_2014_G1G2, a.gwet_ac1, 0.685, 0.396, 0.973),
        (p.GWET_2014_G1G2, a.fleiss_kappa, 0.657, 0.333, 0.981),
        (p.GWET_2014_G1G2, a.brennan_prediger, 0.679, 0.385, 0.974),
        (p.GWET_2014_G1G2, a.conger_kappa, 0.659, 0.343, 0.974),
        (p.GWET_2014_G1G2, a.krippendorff_alpha, 0.632, 0.306, 0.958),
        (p.GWET_2014_GENDER, a.gwet_ac1, 0.208, 0.014, 0.403),
        (p.GWET_2014_GENDER, a.fleiss_kappa, 0.129, -0.172, 0.430),
        (p.GWET_2014_GENDER, a.brennan_prediger, 0.183, -0.035, 0.402),
        (p.GWET_2014_GENDER, a.conger_kappa, 0.166, -0.094, 0.426),
        (p.GWET_2014_GENDER, a.krippendorff_alpha, 0.143, -0.158, 0.445),
    ],
)
def test_gwet_2014_intervals(table, statistic, value, low, high):
    found = statistic(table)
    assert (round(float(found), 3), round(found.low, 3), round(found.high, 3)) == (value, low, high)


def test_gwet_2014_two_abstractors_with_quadratic_weights():
    table = p.from_contingency(p.GWET_2014_ABSTRACTORS)
    kappa = a.cohen_kappa(table, "quadratic")
    assert (round(float(kappa), 7), round(kappa.se, 8)) == (0.8921569, 0.03535151)
    # The two-rater formulas of the vignette divide by n where those for more raters have n - 1.
    for found, value, se in (
        (a.gwet_ac2(table), 0.9402369, 0.01792019),
        (a.brennan_prediger(table, "quadratic"), 0.9175, 0.02346673),
        (a.fleiss_kappa(table, "quadratic"), 0.8921093, 0.03539506),
        (a.krippendorff_alpha(table, "interval"), 0.8926487, 0.03539506),
    ):
        assert round(float(found), 7) == value
        assert found.se * (99 / 100) ** 0.5 == pytest.approx(se, abs=5e-9)


def test_passonneau_2006_masi():
    # A subset earns 2/3 of Jaccard's share, an overlap 1/3, nothing shared none.
    assert a.masi_distance({"a", "b"}, {"a"}) == pytest.approx(1 - 2 / 3 * 1 / 2)
    assert a.masi_distance({"a", "b"}, {"b", "c"}) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert a.masi_distance({"a"}, {"b"}) == 1
    assert a.masi_distance({"a", "b"}, {"b", "a"}) == 0
