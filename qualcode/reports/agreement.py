"""Lays an agreement report out: what is said first, which tables follow, which passages."""

from __future__ import annotations

from datetime import datetime

from qualcode.domain.agreement_report import AgreementReport, Overall
from qualcode.domain.agreement_table import names_of
from qualcode.domain.disagreements import worst_first
from qualcode.reports.agreement_tables import (
    by_code,
    by_group,
    by_pair,
    confusion,
    drift,
    heat_map,
    of_spans,
    without_coders,
)
from qualcode.reports.contents import Report, Section, Words, section
from qualcode.reports.disputes import disputes_of
from qualcode.reports.figures import counted, interval, share, two

_READING = (
    "Alpha is Krippendorff's, nominal, of a code that is applied or not. It is 1 where coders "
    "always agree and 0 where they agree no more than by chance.",
    "The mark and the colour follow the lower limit of the interval, as Krippendorff (2004) asks: "
    "ok = at least .800, reliable; ~ = at least .667, for tentative conclusions only; "
    "! = below; ? = there is no interval.",
    "A dash is a figure that is undefined; the reason stands beside it. What coders did not look "
    "at is missing, not empty.",
)


def agreement_report(report: AgreementReport, subject: str, made: datetime) -> Report:
    """Lay out what a study's coders agree on; `subject` is the study's title."""
    sections = (
        _codes(report),
        heat_map(report),
        by_pair(report),
        without_coders(report),
        confusion(report),
        of_spans(report),
        by_group(report),
        drift(report),
    )
    return Report(
        title=f"Agreement of {_listed(report.coders)}",
        subject=subject,
        made=made,
        facts=_facts(report),
        headline=headline(report.overall),
        sections=(
            Section("Methods", "methods", (Words(report.methods),)),
            *(one for one in sections if one.blocks),
            disputes_of(report),
        ),
    )


def headline(overall: Overall) -> str:
    """Return the one sentence that says how far the coders agree."""
    if overall.value is None:
        return f"{overall.coefficient} is undefined: {overall.reason}."
    told = f"{overall.coefficient} is {two(overall.value)}"
    if overall.low is not None:
        told += f", 95 % interval {interval(overall.low, overall.high)}"
    if overall.p_below_667 is not None:
        told += f"; {share(overall.p_below_667)} of resamples lie below .667"
        told += f" and {share(overall.p_below_800)} below .800"
    return told + "."


def _codes(report: AgreementReport) -> Section:
    whole = report.overall
    words = list(_READING)
    if whole.median is not None:
        words.append(
            f"{counted(whole.n_codes, 'code')} of {len(report.codes)} have an alpha: the median is "
            f"{two(whole.median)}, the range {two(whole.lowest)} to {two(whole.highest)}. The mean "
            "of alphas is not given, as it is no alpha."
        )
    order = worst_first({one.code: one.alpha for one in report.codes})
    return section(
        "Code by code",
        "codes",
        tuple(words),
        (by_code(report, order, names_of(report.codes)),) if report.codes else (),
    )


def _facts(report: AgreementReport) -> tuple[tuple[str, str], ...]:
    book = report.codebook
    facts = {
        "Coders": ", ".join(report.coders),
        "Round": report.round or "outside rounds",
        "Question": report.question or "",
        "Unit": f"{report.unit}, {report.level} level of the codebook",
        "Compared": f"{counted(report.units, report.unit)} from "
        f"{counted(report.documents, 'source')}; {counted(report.left_out, report.unit)} "
        "that only one coder looked at left out",
        "Codebook": f"{book.title} {book.version} (revision {book.revision})" if book else "",
        "Intervals": f"{100 * report.confidence:g} %, {report.interval}, "
        f"{report.n_resamples} resamples of {_resampled(report.resampled)}, seed {report.seed}",
        "Software": report.software,
        "Note": "; ".join(report.flags),
        "Suggestions": report.of_suggestions,
        "Left out": report.notice,
    }
    return tuple((name, " ".join(told.split())) for name, told in facts.items() if told)


def _resampled(what: str) -> str:
    return "sources" if what == "documents" else what


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
