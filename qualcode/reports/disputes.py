"""The passages behind the figures: who read what how."""

from __future__ import annotations

from itertools import groupby

from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.agreement_table import names_of
from qualcode.domain.disagreements import Disagreement
from qualcode.reports.agreement_tables import anchor
from qualcode.reports.contents import MOST, Dispute, Passage
from qualcode.reports.figures import counted

NOTHING = "coded nothing"
NOT_LOOKED = "did not look"


def disputes_of(report: AgreementReport) -> tuple[Dispute, ...]:
    """Return the ranked disagreements under their codes, the worst code first."""
    names = names_of(report.codes)
    return tuple(
        Dispute(
            names.get(code, code),
            anchor(code),
            "codes",
            tuple(_passage(one, names) for one in group),
        )
        for code, group in groupby(report.disagreements[:MOST], key=lambda one: one.code)
    )


def told_of_disputes(report: AgreementReport) -> str:
    """Return how many disagreements there are and which of them follow."""
    number = len(report.disagreements)
    told = f"{counted(number, 'disagreement')}, the worst code first, then the largest."
    return told + (f" The first {MOST} follow; all are in JSON and XLSX." if number > MOST else "")


def readings_of(one: Disagreement, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return what each coder read in a passage, in words."""
    told = []
    for coder, codes in one.readings.items():
        if codes is None:
            told.append((coder, NOT_LOOKED))
        else:
            told.append((coder, ", ".join(names.get(c, c) for c in codes) or NOTHING))
    return told


def _passage(one: Disagreement, names: dict[str, str]) -> Passage:
    where = f"{one.source}, {one.segment}" if one.segment else one.source
    return Passage(where, one.quotation, tuple(readings_of(one, names)))
