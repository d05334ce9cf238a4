import pytest

from qualcode import agreement as a
from qualcode.agreement.intervals.benchmarks import SCALES

# The documentation of irrCAC (Gwet 2014, chapter 6) prints these cumulative probabilities for a
# coefficient of .67 with a standard error of .15.
PRINTED = {
    "altman": [0.18168, 0.67511, 0.96356, 0.99912, 1.0],
    "cicchetti-sparrow": [0.28699, 0.67511, 0.96356, 1.0],
}


@pytest.mark.parametrize("scale", list(PRINTED))
def test_printed_probabilities(scale):
    found = a.benchmark(0.67, 0.15, scale)
    assert [band.cumulative for band in found.bands] == pytest.approx(PRINTED[scale], abs=5e-6)


@pytest.mark.parametrize(
    ("scale", "label"),
    [
        ("landis-koch", "moderate"),
        ("altman", "moderate"),
        ("fleiss", "intermediate to good"),
        ("cicchetti-sparrow", "fair"),
        ("krippendorff", "unreliable"),
        ("regier", "good"),
    ],
)
def test_a_wide_interval_earns_a_modest_word(scale, label):
    assert a.benchmark(0.67, 0.15, scale).label == label


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("value", [-1.0, -0.2, 0.0, 0.4, 0.667, 0.8, 1.0])
@pytest.mark.parametrize("se", [0.0, 0.001, 0.2, 5.0])
def test_bands_cover_everything_once(scale, value, se):
    found = a.benchmark(value, se, scale)
    assert (found.bands[0].high, found.bands[-1].low) == (1.0, -1.0)
    assert sum(band.probability for band in found.bands) == pytest.approx(1.0)
    for upper, lower in zip(found.bands, found.bands[1:], strict=False):
        assert (lower.high, lower.cumulative >= upper.cumulative) == (upper.low, True)
    if se == 0:
        assert found.probability == 1.0
        band = next(band for band in found.bands if band.label == found.label)
        assert band.low <= value <= band.high


@pytest.mark.parametrize("se", [1e5, 1e7, 1e16, 1e300])
def test_a_boundless_standard_error_makes_all_bands_as_likely_as_they_are_wide(se):
    found = a.benchmark(0.5, se, "fleiss")
    assert found.label == "poor"
    shares = [band.probability for band in found.bands]
    assert shares == pytest.approx([0.125, 0.175, 0.7], abs=1e-9)


def test_a_value_on_a_bound_belongs_to_the_band_above():
    assert a.benchmark(0.8, 0, "krippendorff").label == "reliable"
    assert a.benchmark(0.6, 0).label == "substantial"


def test_a_coefficient_brings_its_standard_error():
    kappa = a.cohen_kappa([[0, 1, 1, 0, 2, 2] * 9, [0, 1, 0, 0, 2, 1] * 9])
    assert a.benchmark(kappa) == a.benchmark(float(kappa), kappa.se)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0.5, 0.1, "gwet"), "scale is one of landis-koch"),
        ((0.5,), "needs a standard error"),
        ((0.5, -0.1), "needs a standard error"),
        ((0.5, float("nan")), "needs a standard error"),
        ((1.5, 0.1), "from -1 to 1"),
        ((float("nan"), 0.1), "from -1 to 1"),
        ((0.5, 0.1, "altman", 1.0), "between 0 and 1"),
    ],
)
def test_wrong_requests_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        a.benchmark(*arguments)


def test_what_has_no_value_has_no_word():
    with pytest.raises(a.Undefined, match="no variation"):
        a.benchmark(a.cohen_kappa([[1, 1], [1, 1]]), 0.1)
