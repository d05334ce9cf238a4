import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Flag, Reason
from qualcode.agreement.intervals.clusters import clusters_of

CODES = "abcd"
looks = st.dictionaries(
    st.sampled_from(["ann", "bob", "eve"]), st.frozensets(st.sampled_from("abc"), max_size=3)
)
coded_units = st.lists(st.tuples(st.sampled_from(["d1", "d2", "d3"]), looks), max_size=15)


def compared(units):
    return [unit for unit in units if len(unit[1]) >= 2]


def binary(units, code, coders):
    """The yes/no table of one code, written out."""
    return [
        [int(code in seen[coder]) if coder in seen else None for _, seen in compared(units)]
        for coder in coders
    ]


def same(figure, alone):
    assert figure.value == (None if alone.value is None else pytest.approx(alone.value, abs=1e-9))


@settings(deadline=None)
@given(coded_units)
def test_the_table_equals_each_statistic_on_each_code(units):
    result = a.agreement_by_code(units, CODES, n=2)
    assert [row.code for row in result.codes] == list(CODES)
    for row in result.codes:
        table = binary(units, row.code, result.coders)
        same(row.alpha, a.krippendorff_alpha(table))
        same(row.percent, a.percent_agreement(table))
        same(row.ac1, a.gwet_ac1(table, categories=(0, 1)))
        assert row.alpha.n_coders == a.krippendorff_alpha(table).n_coders
        assert row.n_units == row.alpha.n_units == len(compared(units))
        assert list(row.n_by_coder.values()) == [sum(filter(None, line)) for line in table]


@settings(deadline=None)
@given(coded_units)
def test_kappa_is_cohens_for_two_and_the_mean_over_pairs_for_more(units):
    result = a.agreement_by_code(units, CODES, n=2)
    for row in result.codes:
        table = binary(units, row.code, result.coders)
        kappas = [
            a.cohen_kappa([table[i], table[j]]).value for i in range(len(table)) for j in range(i)
        ]
        known = [kappa for kappa in kappas if kappa is not None]
        assert row.kappa.value == (pytest.approx(np.mean(known), abs=1e-9) if known else None)
        active = sum(any(v is not None for v in line) for line in table)
        assert row.kappa.name.startswith("Light" if active > 2 else "Cohen")
        if active > 2:
            left_out = 0 < len(known) < active * (active - 1) // 2
            assert (Flag.PAIRS_LEFT_OUT in row.kappa.flags) == left_out


@settings(deadline=None)
@given(coded_units)
def test_overall_is_alpha_over_sets(units):
    result = a.agreement_by_code(units, distance="jaccard", n=2)
    sets = [[seen.get(coder) for _, seen in units] for coder in result.coders]
    alone = a.krippendorff_alpha_sets(sets, "jaccard")
    same(result.overall, alone)
    assert result.overall.reason == alone.reason
    assert result.n_left_out == len(units) - len(compared(units))


@settings(deadline=None, max_examples=30)
@given(coded_units)
def test_intervals_are_those_of_the_bootstrap_of_each_code(units):
    result = a.agreement_by_code(units, CODES, n=40, seed=3)
    documents = [document for document, _ in compared(units)]
    for row in result.codes:
        table = binary(units, row.code, result.coders)
        for figure, statistic in (
            (row.alpha, a.krippendorff_alpha),
            (row.percent, a.percent_agreement),
        ):
            alone = a.bootstrap(statistic, table, n=40, seed=3, documents=documents)
            assert figure.low == (None if alone.low is None else pytest.approx(alone.low, abs=1e-9))
            if figure.value is not None:
                assert (Flag.NO_INTERVAL in figure.flags) == (alone.low is None)


@settings(deadline=None, max_examples=30)
@given(coded_units, st.randoms(use_true_random=False))
def test_order_of_units_and_codes_is_nothing(units, random):
    mixed = random.sample(units, len(units))
    before = a.agreement_by_code(units, CODES, n=1)
    after = a.agreement_by_code(mixed, CODES[::-1], n=1)
    for one, other in zip(before.codes, reversed(after.codes), strict=True):
        same(one.alpha, other.alpha)
        same(one.kappa, other.kappa)
        assert (one.code, one.flags, one.n_by_coder) == (other.code, other.flags, other.n_by_coder)
    same(before.overall, after.overall)


def units_of(*cells, documents=None):
    """Units of two coders from pairs such as "ab|a"; "-" means did not look."""
    made = []
    for index, cell in enumerate(cells):
        sides = dict(zip(("ann", "bob"), cell.split("|"), strict=True))
        seen = {coder: frozenset(codes) for coder, codes in sides.items() if codes != "-"}
        made.append((documents[index] if documents else "d", seen))
    return made


def row_of(result, code):
    return next(row for row in result.codes if row.code == code)


def test_not_used():
    row = row_of(a.agreement_by_code(units_of("a|a", "|a", *["|"] * 10), "ab"), "b")
    assert row.alpha.reason is row.kappa.reason is Reason.NOT_USED
    assert row.flags == (Flag.TOO_FEW,)
    assert (float(row.percent), float(row.ac1)) == (1.0, 1.0)
    assert row.n_by_coder == {"ann": 0, "bob": 0}


def test_a_code_used_only_where_one_coder_looked_is_not_used_on_the_compared_units():
    result = a.agreement_by_code(units_of("a|a", "|", "b|-"))
    assert row_of(result, "b").alpha.reason is Reason.NOT_USED
    assert (result.n_units, result.n_left_out) == (2, 1)


def test_no_variation():
    row = row_of(a.agreement_by_code(units_of(*["a|a"] * 12)), "a")
    assert row.alpha.reason is row.kappa.reason is Reason.NO_VARIATION
    assert float(row.percent) == 1.0
    assert row.flags == ()


def test_used_by_one_coder_only_has_a_value_and_a_warning():
    row = row_of(a.agreement_by_code(units_of(*["a|"] * 6, *["|"] * 30)), "a")
    assert row.flags == (Flag.ONE_CODER_ONLY, Flag.PREVALENCE)
    assert float(row.alpha) < 0
    assert float(row.kappa) == 0
    assert row.n_by_coder == {"ann": 6, "bob": 0}


@pytest.mark.parametrize("units", [[], units_of("a|-", "-|a"), [("d", {})]])
def test_not_comparable(units):
    result = a.agreement_by_code(units, "a")
    row = result.codes[0]
    for figure in (row.alpha, row.percent, row.kappa, row.ac1, result.overall):
        assert figure.reason is Reason.NOT_COMPARABLE
    assert result.n_left_out == len(units)


@pytest.mark.parametrize(
    ("positive", "negative", "few"), [(4, 20, True), (5, 4, True), (5, 5, False)]
)
def test_too_few(positive, negative, few):
    row = a.agreement_by_code(units_of(*["a|a"] * positive, *["|"] * negative)).codes[0]
    assert (Flag.TOO_FEW in row.flags) == few


def test_documents_are_resampled_if_there_are_two():
    cells = ["a|a", "|", "a|", "|a"] * 3
    by_unit = a.agreement_by_code(units_of(*cells))
    by_document = a.agreement_by_code(units_of(*cells, documents=[1, 1, 2, 2] * 3))
    assert (by_unit.resampled, by_unit.n_documents) == ("units", 1)
    assert (by_document.resampled, by_document.n_documents) == ("documents", 2)
    assert by_document.flags == (Flag.FEW_DOCUMENTS,)
    many = a.agreement_by_code(units_of(*cells, documents=range(12)))
    assert many.flags == ()


@pytest.mark.parametrize(("n_documents", "has_interval"), [(1, False), (6, True)])
def test_a_code_that_hangs_on_one_document_has_a_value_without_an_interval(
    n_documents, has_interval
):
    # A code in one document of twelve is missing from (11/12)^12 = 35 % of the resamples.
    cells = [*["a|a"] * n_documents, *["|"] * (12 - n_documents)]
    row = a.agreement_by_code(units_of(*cells, documents=range(12))).codes[0]
    assert float(row.alpha) == 1
    assert (row.alpha.low is not None) == has_interval
    assert (Flag.NO_INTERVAL in row.alpha.flags) != has_interval
    assert row.percent.low == row.percent.high == 1


def test_one_unit_has_no_interval():
    row = a.agreement_by_code(units_of("a|")).codes[0]
    assert float(row.alpha) == 0
    assert (row.alpha.low, row.alpha.level, row.alpha.se) == (None, None, None)


def test_only_the_named_codes_count_also_overall():
    units = units_of("a|a", "b|", "a|a", "|a", "ab|a")
    without_b = units_of("a|a", "|", "a|a", "|a", "a|a")
    assert a.agreement_by_code(units, "a").overall == a.agreement_by_code(without_b, "a").overall


def test_the_same_seed_gives_the_same_report_and_lists_do_as_code_sets():
    units = units_of("a|a", "b|ab", "a|", "|b", "b|b", "|")
    lists = [(d, {coder: sorted(codes) for coder, codes in seen.items()}) for d, seen in units]
    assert a.agreement_by_code(units, seed=4) == a.agreement_by_code(lists, seed=4)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "at least one resample"),
        ({"level": 2}, "between 0 and 1"),
        ({"distance": "x"}, "distance is"),
    ],
)
def test_wrong_requests_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        a.agreement_by_code(units_of("a|a", "|"), **options)


@pytest.mark.parametrize("applied", ["ab", None, 3])
def test_what_is_no_set_of_codes_is_refused(applied):
    with pytest.raises(ValueError, match="Coder 'ann' has"):
        a.agreement_by_code([("d", {"ann": applied, "bob": {"a"}})])


def test_codes_and_coders_of_any_kind():
    looked = [{1: {("x", 2), "y"}, "bob": ["y"]}, {1: [], "bob": []}]
    result = a.agreement_by_code([("d", seen) for seen in looked])
    assert {row.code for row in result.codes} == {("x", 2), "y"}
    assert result.coders == (1, "bob")


def test_units_of_one_document_are_one_cluster():
    assert clusters_of(3, ["x", "y", "x"]).tolist() == [0, 1, 0]


@settings(deadline=None)
@given(coded_units)
def test_brennan_prediger_and_positive_units(units):
    for row in a.agreement_by_code(units, CODES, n=2).codes:
        table = binary(units, row.code, ["ann", "bob", "eve"])
        same(row.brennan_prediger, a.brennan_prediger(table, categories=(0, 1)))
        assert row.n_positive == sum(1 in cells for cells in zip(*table, strict=True))


@pytest.mark.parametrize("interval", ["percentile", "bca"])
def test_the_share_of_resamples_below_is_that_of_the_bootstrap(interval):
    units = units_of(*["a|a", "|b", "a|", "b|b", "|", "ab|a"] * 4, documents=list(range(12)) * 2)
    table = a.agreement_by_code(units, seed=2, interval=interval)
    documents = [document for document, _ in units]
    for row in table.codes:
        ratings = binary(units, row.code, table.coders)
        alone = a.bootstrap(
            a.krippendorff_alpha, ratings, seed=2, documents=documents, method=interval
        )
        assert row.p_below == alone.p_below
        assert (row.alpha.low, row.alpha.high) == pytest.approx((alone.low, alone.high))
    assert list(table.overall_p_below) == [0.667, 0.8]


def test_values_alone_are_those_of_the_table_with_intervals():
    units = units_of(*["a|a", "|b", "a|", "b|b", "|", "ab|a"] * 4, documents=list(range(12)) * 2)
    whole, alone = a.agreement_by_code(units), a.agreement_by_code(units, interval=None)
    same(alone.overall, whole.overall)
    assert (alone.overall.low, alone.overall.flags) == (None, ())
    assert alone.overall_p_below == alone.codes[0].p_below == {}
    for one, other in zip(alone.codes, whole.codes, strict=True):
        same(one.alpha, other.alpha)
        same(one.kappa, other.kappa)
        assert (one.alpha.low, one.flags) == (None, other.flags)


def test_prevalence_and_bias_as_byrt_bishop_and_carlin_define_them():
    # a, b, c, d of 100 units: (a - d) / n = -.75 and (b - c) / n = .15.
    cells = [*["x|x"] * 5, *["x|"] * 15, *["|x"] * 0, *["|"] * 80]
    row = a.agreement_by_code(units_of(*cells)).codes[0]
    assert (row.prevalence_index, row.bias_index) == pytest.approx((-0.75, 0.15))
    assert Flag.PREVALENCE in row.flags
    assert float(row.ac1) - float(row.kappa) > 0.2


def test_the_larger_index_is_named_as_what_keeps_kappa_and_ac1_apart():
    # Even margins over both coders, but the first says yes far more often than the second.
    cells = [*["x|x"] * 22, *["x|"] * 56, *["|"] * 22]
    row = a.agreement_by_code(units_of(*cells)).codes[0]
    assert row.prevalence_index == 0
    assert row.bias_index == pytest.approx(0.56)
    assert (float(row.kappa), float(row.ac1)) == pytest.approx((0.1474, -0.12), abs=1e-4)
    assert row.flags == (Flag.BIAS,)


def test_bias_between_three_coders_has_no_sign():
    units = [("d", {"x": ["a"], "y": [], "z": []})] * 3 + [("d", {"x": [], "y": [], "z": []})] * 9
    row = a.agreement_by_code(units).codes[0]
    # Pairs x-y and x-z differ by a quarter, y-z not at all.
    assert row.bias_index == pytest.approx((0.25 + 0.25 + 0) / 3)
    assert row.prevalence_index == pytest.approx((-0.75 - 0.75 - 1) / 3)


def test_an_unknown_interval_is_refused():
    with pytest.raises(ValueError, match="'percentile' or 'bca'"):
        a.agreement_by_code(units_of("a|a"), interval="exact")
