"""The passages behind the figures: who read what how."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.agreement_table import names_of
from qualcode.domain.disagreements import Disagreement
from qualcode.reports.agreement_tables import anchor
from qualcode.reports.contents import MOST, Passage, Section, WayBack, Words
from qualcode.reports.figures import counted

NOTHING = "coded nothing"
NOT_LOOKED = "did not look"


def disputes_of(report: AgreementReport) -> Section:
    """Return the ranked disagreements under their codes, the worst code first."""
    names = names_of(report.codes)
    codes = groupby(report.disagreements[:MOST], key=lambda one: one.code)
    parts = tuple(_of_code(code, names, group) for code, group in codes)
    return Section("Disagreements", "disagreements", (Words(_told(report)),), parts)


def _of_code(code: str, names: dict[str, str], found: Iterable[Disagreement]) -> Section:
    passages = (_passage(one, names) for one in found)
    back = WayBack("Back to the codes", "codes")
    return Section(names.get(code, code), anchor(code), (back, *passages))


def _told(report: AgreementReport) -> str:
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
