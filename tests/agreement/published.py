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

# Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, p. 120: the same, but for the
# last unit, which the third rater rated. Distributed as cac.raw4raters with R irrCAC.
GWET_2014_P120 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, N],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]

# Gwet (2014), 14 units in five categories, 4 raters. Distributed as cac.raw.g1g2 with R irrCAC.
GWET_2014_G1G2 = [
    ["a", "b", "c", "c", "b", "a", "d", "a", "b", N, N, N, "b", "b"],
    ["a", "b", "c", "c", "b", "b", "d", "a", "b", "e", N, N, "b", "a"],
    [N, "c", "c", "c", "b", "c", "d", "b", "b", "e", "a", "c", "c", "c"],
    ["a", "b", "c", "c", "b", "d", "d", "a", "b", "e", "a", N, "b", "b"],
]

# Gwet (2014), 15 people, 4 raters, nothing missing. Distributed as cac.raw.gender with R irrCAC.
GWET_2014_GENDER = [
    list("aaaaabbbcaaaaab"),
    list("aaaababccaaaaba"),
    list("abbcaabbcabbcaa"),
    list("ccccaabbcccccaa"),
]

# Gwet (2014), pregnancy types by two abstractors: ectopic, abnormal, normal.
GWET_2014_ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]

# Hayes and Krippendorff (2007), table 1: 40 newspaper articles, five observers, 0 to 3; unit by
# unit, a full stop where an observer gave no judgment.
HAYES_KRIPPENDORFF_2007 = [
    "112.2", "1101.", "2333.", ".00.0", "000.0", "000.0", "102.1", "1.20.", "222.2", "2111.",
    ".100.", "0000.", "1222.", "33223", "111.1", "111.1", "212.2", "1233.", "1101.", "000.0",
    "0011.", "00.00", "2333.", "0000.", "12.22", "0111.", "00010", "1212.", "1122.", "112.2",
    "110.0", "2121.", "22.22", "3222.", "222.2", "223.2", "222.2", "22.12", "2222.", "111.1",
]  # fmt: skip

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

# Warrens (2010), Inequalities between multi-rater kappas, p. 284, from O'Malley et al. (2006):
# eight pathologists, 30 lesions.
WARRENS_2010 = (
    ["NNNNNNNN"] * 14 + ["NNNANNNN", "NNNNNNNA"] + ["AAAAAAAA"] * 10
    + ["AANAAAAN"] * 2 + ["AANANAAN", "AANANANN"]
)  # fmt: skip

# Warrens (2012), On the equivalence of multirater kappas, example 1: four raters, 30 units.
WARRENS_2012 = ["1111"] * 10 + ["1010"] * 2 + ["1000"] * 2 + ["0001"] + ["0000"] * 15

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


def judgments(units: Sequence[str]) -> list[list[int | None]]:
    """Turn units of one digit a coder, a full stop where there is none, into coders x units."""
    return [
        [None if cell == "." else int(cell) for cell in coder] for coder in zip(*units, strict=True)
    ]
