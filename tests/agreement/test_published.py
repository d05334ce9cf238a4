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


def test_passonneau_2006_masi():
    # A subset earns 2/3 of Jaccard's share, an overlap 1/3, nothing shared none.
    assert a.masi_distance({"a", "b"}, {"a"}) == pytest.approx(1 - 2 / 3 * 1 / 2)
    assert a.masi_distance({"a", "b"}, {"b", "c"}) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert a.masi_distance({"a"}, {"b"}) == 1
    assert a.masi_distance({"a", "b"}, {"b", "a"}) == 0
