"""Tables printed in the literature, as coders x units."""

from collections.abc import Sequence

N = None

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: 4 observers, 12 units.
KRIPPENDORFF_2011 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]

# Krippendorff (1980), Content Analysis, p. 133: two observers, ten units, two values.
KRIPPENDORFF_1980_P133 = [
    [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
    [0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
]

# Krippendorff (1980), p. 139: three observers, nine units, nothing missing.
KRIPPENDORFF_1980_P139 = [
    [1, 1, 2, 4, 1, 2, 1, 3, 2],
    [1, 2, 2, 4, 4, 2, 2, 3, 2],
    [1, 2, 2, 4, 4, 2, 3, 3, 2],
]

# Cohen (1960), A coefficient of agreement for nominal scales, p. 37 and p. 45.
COHEN_1960_P37 = [[25, 12, 3], [13, 2, 15], [12, 16, 2]]
COHEN_1960_P45 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]

# Fleiss, Cohen and Everitt (1969), table 1, as numbers of 200 cases.
FLEISS_COHEN_EVERITT_1969 = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]

# Artstein and Poesio (2008), p. 558 and p. 568; rows and columns STAT, IReq, Chck.
ARTSTEIN_POESIO_2008_P558 = [[20, 10], [20, 50]]
ARTSTEIN_POESIO_2008_P568 = [[46, 0, 0], [6, 32, 6], [0, 0, 10]]

# Gwet (2002), Kappa statistic is not satisfactory for assessing the extent of agreement between
# raters: 125 units, nearly all in one category.
GWET_2002_PARADOX = [[118, 5], [2, 0]]

# Fleiss (1971), 30 patients, 6 psychiatrists, 5 diagnoses (only the counts were printed).
FLEISS_1971 = [
    "444444", "222555", "233335", "555555", "222444", "113333", "333355", "113334", "114444",
    "555555", "144444", "124444", "222333", "144444", "224445", "333335", "111455", "111112",
    "224444", "133555", "555555", "244444", "224555", "114444", "144445", "222224", "111155",
    "224444", "133333", "555555",
]  # fmt: skip


def from_contingency(cells: Sequence[Sequence[int]]) -> list[list[int]]:
    """Write a two-coder table of counts out as two rows of labels."""
    rows: list[list[int]] = [[], []]
    for first, line in enumerate(cells):
        for second, times in enumerate(line):
            rows[0] += [first] * times
            rows[1] += [second] * times
    return rows


def by_coder(units: Sequence[str]) -> list[list[str]]:
    """Turn units of one character a coder into coders x units."""
    return [list(coder) for coder in zip(*units, strict=True)]
