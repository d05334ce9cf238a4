"""The tables of an agreement report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.domain.agreement_report import (
    AgreementReport,
    CodeFigures,
    CodeInGroup,
    OverallSpans,
)
from qualcode.domain.agreement_table import names_of
from qualcode.domain.disagreements import worst_first
from qualcode.reports.contents import MOST, Cell, Section, Table, section
from qualcode.reports.figures import graded, heat, interval, plain, share, thousands, two

_MOST_CONFUSED = 12


def anchor(code: str) -> str:
    """Return the anchor of a code's disagreements."""
    return "d-" + "".join(mark if mark.isalnum() else f"-{ord(mark):x}-" for mark in code)


def by_code(report: AgreementReport, order: Iterable[str], names: Mapping[str, str]) -> Table:
    """Return the figures of each code, the worst first, each with a link to its disagreements."""
    figures = {one.code: one for one in report.codes}
    disputed = {one.code for one in report.disagreements[:MOST]}
    rows = [
        (
            Cell(names[code], link=anchor(code) if code in disputed else ""),
            graded(figures[code].low),
            *_of_code(figures[code], report.coders),
        )
        for code in order
    ]
    counts = tuple(f"n {name}" for name in report.coders)
    return Table(
        "Agreement on each code, the worst first",
        ("code", "", "alpha", "interval", "P < .667", "P < .800", "agree", "kappa", "AC1", "units",
         *counts, "notes"),
        tuple(rows),
        frozenset(range(2, 10 + len(counts))),
    )  # fmt: skip


def _of_code(one: CodeFigures, coders: Iterable[str]) -> tuple[Cell, ...]:
    told = "; ".join(part for part in (one.reason, *one.flags) if part)
    counts = (thousands(one.n_by_coder.get(name, 0)) for name in coders)
    return plain(
        two(one.alpha), interval(one.low, one.high), share(one.p_below_667),
        share(one.p_below_800), share(one.percent), two(one.kappa), two(one.ac1),
        thousands(one.n_units), *counts, told,
    )  # fmt: skip


def heat_map(report: AgreementReport) -> Section:
    """Return Cohen's kappa of each pair of coders on each code, coloured."""
    pairs = [one for one in report.pairs if any(v is not None for v in one.kappas.values())]
    order = worst_first({one.code: one.alpha for one in report.codes})
    names = names_of(report.codes)
    rows = tuple(
        (Cell(names[code]), *(heat(pair.kappas.get(code)) for pair in pairs))
        for code in order
        if any(pair.kappas.get(code) is not None for pair in pairs)
    )
    if not rows:
        return section("Pairs of coders by code", "heat")
    columns = ("code", *(f"{pair.first} – {pair.second}" for pair in pairs))
    caption = "Cohen's kappa of each pair on each code; codes without any are left out"
    table = Table(caption, columns, rows, frozenset(range(1, len(columns))))
    words = ("Dark = below .40; red = below .667; yellow = below .800; green = from .800 on.",)
    return section("Pairs of coders by code", "heat", words, (table,))


def by_pair(report: AgreementReport) -> Section:
    """Return how far each two coders agree, as a matrix and as a table."""
    if not report.pairs:
        return section("Pairs of coders", "pairs")
    found = {frozenset((one.first, one.second)): one for one in report.pairs}
    matrix = tuple(
        (
            Cell(one),
            *(
                Cell("") if one == other else heat(found[frozenset((one, other))].alpha)
                for other in report.coders
            ),
        )
        for one in report.coders
    )
    rows = tuple(
        (
            Cell(f"{one.first} – {one.second}"),
            *plain(thousands(one.n_units), share(one.percent)),
            heat(one.alpha, one.reason),
            *plain(interval(one.low, one.high), two(one.pooled_kappa)),
        )
        for one in report.pairs
    )
    columns = ("pair", "units both", "same codes", "alpha", "interval", "pooled kappa")
    words = (
        "Alpha is over whole sets of codes. Same codes = the share of units to which both gave "
        "exactly the same. Pooled kappa is that of De Vries and others (2008) over all codes.",
    )
    return section(
        "Pairs of coders",
        "pairs",
        words,
        (
            Table("Alpha over code sets of each two coders", ("", *report.coders), matrix,
                  frozenset(range(1, len(report.coders) + 1))),
            Table("Figures of each pair", columns, rows, frozenset(range(1, 6))),
        ),
    )  # fmt: skip


def without_coders(report: AgreementReport) -> Section:
    """Return what overall alpha would be without each coder, for three or more."""
    rows = tuple(
        (
            Cell(one.coder),
            *plain(thousands(one.n_units)),
            heat(one.alpha, one.reason),
            *plain(interval(one.low, one.high), _change(one.alpha, report.overall.value)),
        )
        for one in report.leave_one_out
        if len(report.coders) > 2
    )
    if not rows:
        return section("Without one coder", "without")
    words = ("Where alpha rises much without somebody, that coder reads the codebook differently.",)
    columns = ("without", "units", "alpha", "interval", "change")
    table = Table("Alpha over code sets without one coder", columns, rows, frozenset(range(1, 5)))
    return section("Without one coder", "without", words, (table,))


def confusion(report: AgreementReport) -> Section:
    """Return which codes stand in for each other, as a list and a matrix."""
    mixed = [one for one in report.confusion if one.first != one.second]
    if not mixed:
        return section("Codes that stand in for each other", "confusion")
    names = names_of(report.codes)
    listed = tuple(
        (Cell(names[one.first]), Cell(names[one.second]), *plain(thousands(one.n)))
        for one in mixed[: 2 * _MOST_CONFUSED]
    )
    codes = list(dict.fromkeys(code for one in mixed for code in (one.first, one.second)))
    shown = codes[:_MOST_CONFUSED]
    times = {frozenset((one.first, one.second)): one.n for one in report.confusion}
    matrix = tuple(
        (Cell(names[one]), *(_times(times, one, other) for other in shown)) for one in shown
    )
    words = (
        "One coder put the first code and not the second, the other the second and not the first, "
        "on the same unit. On the diagonal: how often both put the code.",
    )
    return section(
        "Codes that stand in for each other",
        "confusion",
        words,
        (
            Table("The most frequent first", ("one coder", "the other", "times"), listed,
                  frozenset({2})),
            Table("Code by code" + (", the most confused" if len(codes) > len(shown) else ""),
                  ("", *(names[code] for code in shown)), matrix,
                  frozenset(range(1, len(shown) + 1))),
        ),
    )  # fmt: skip


def of_spans(report: AgreementReport) -> Section:
    """Return how far coders agree on where codes begin and end."""
    rows = tuple(
        (
            Cell(one.name),
            *plain(
                two(one.alpha), two(one.spans.jaccard), two(one.spans.f1_exact),
                two(one.spans.f1_overlap), two(one.spans.u), two(one.spans.ku),
                share(one.spans.coverage),
                "/".join(str(one.spans.n_spans.get(name, 0)) for name in report.coders),
            ),
        )
        for one in report.codes
        if one.spans is not None and any(one.spans.n_spans.values())
    )  # fmt: skip
    if not rows:
        return section("Where codes begin and end", "spans")
    words = (
        "Exact F1 asks for the very same span, overlap F1 for half of it. u and (k)u are of the "
        "unitizing family (Krippendorff and others 2016).",
        *_of_all_spans(report.overall.spans),
    )
    columns = ("code", "alpha", "Jaccard", "exact F1", "overlap F1", "u", "(k)u", "coverage",
               "spans each")  # fmt: skip
    table = Table("Spans of each code", columns, rows, frozenset(range(1, 9)))
    return section("Where codes begin and end", "spans", words, (table,))


def _of_all_spans(spans: OverallSpans | None) -> tuple[str, ...]:
    if spans is None or spans.u is None:
        told = spans.reason if spans else None
        return (f"The family over all codes together is undefined: {told}.",) if told else ()
    return (
        f"Over all codes together u is {two(spans.u)}, |u {two(spans.bar_u)} and cu "
        f"{two(spans.cu)}, which rests on {share(spans.coverage)} of what was coded.",
    )


def by_group(report: AgreementReport) -> Section:
    """Return agreement on each question, source or week."""
    title = f"By {report.by}"
    if not report.groups:
        return section(title, "groups")
    names = names_of(report.codes)
    rows = tuple(
        (
            Cell(one.group),
            *plain(thousands(one.n_units)),
            heat(one.overall.value, one.overall.reason),
            *plain(interval(one.overall.low, one.overall.high), _worst(one.codes, names)),
        )
        for one in report.groups
    )
    columns = (str(report.by), "units", "alpha", "interval", "worst codes")
    table = Table("Alpha over code sets in each group", columns, rows, frozenset({1, 2, 3}))
    return section(title, "groups", (), (table,))


def drift(report: AgreementReport) -> Section:
    """Return how agreement went on in time, and how far coders agree with themselves."""
    found = report.drift
    columns = ("units", "alpha", "interval")
    intra = tuple(
        (Cell(one.coder), *plain(thousands(one.n_units), share(one.percent)),
         heat(one.alpha, one.reason), *plain(interval(one.low, one.high)))
        for one in found.intra
    )  # fmt: skip
    rolling = tuple(
        (Cell(f"{one.first}–{one.last}"), *plain(_days(one.begin, one.end)),
         heat(one.alpha, one.reason), *plain(interval(one.low, one.high)))
        for one in found.rolling
    )  # fmt: skip
    revisions = tuple(
        (Cell(one.revision or "not known"), *plain(thousands(one.n_units)),
         heat(one.alpha, one.reason), *plain(interval(one.low, one.high)))
        for one in found.by_revision
    )  # fmt: skip
    tables = (
        Table("Coders and their own earlier work",
              ("coder", "segments", "same codes", "alpha", "interval"), intra,
              frozenset(range(1, 5))),
        Table("In the order of time", ("units", "days", *columns[1:]), rolling,
              frozenset({2, 3})),
        Table("Under each revision of the codebook", ("revision", *columns), revisions,
              frozenset({1, 2, 3})),
    )  # fmt: skip
    return section("Drift", "drift", (), tuple(one for one in tables if one.rows))


def _worst(codes: Iterable[CodeInGroup], names: Mapping[str, str]) -> str:
    alphas = {one.code: one.alpha for one in codes if one.alpha is not None}
    return ", ".join(f"{names[code]} {two(alphas[code])}" for code in worst_first(alphas)[:3])


def _times(times: Mapping[frozenset[str], int], one: str, other: str) -> Cell:
    n = times.get(frozenset((one, other)), 0)
    return Cell(thousands(n) if n else "·", "diagonal" if one == other else "")


def _change(value: float | None, whole: float | None) -> str:
    if value is None or whole is None:
        return two(None)
    change = two(value - whole)
    return change if value < whole else f"+{change}"


def _days(begin: str, end: str) -> str:
    return begin if begin == end else f"{begin} to {end}"
