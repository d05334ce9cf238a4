"""Computes an agreement report from the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement import agreement_by_code
from qualcode.domain.agreement_report import AgreementReport, CodeInGroup, GroupFigures
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Repetition
from qualcode.store import sources
from qualcode.study.reliability import figures as agreement_figures
from qualcode.study.reliability.disagreements import disagreements
from qualcode.study.reliability.figures import How, figure
from qualcode.study.reliability.in_time import drift, week_of
from qualcode.study.reliability.units import CUTS, Units, parts, segment_units, whole_sources

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.reliability.reliability import Asked, Evidence

LEVEL = 0.95


def compared(
    connection: Connection, evidence: Evidence, asked: Asked, repeats: Sequence[Repetition]
) -> AgreementReport:
    """Return the report without what is said of codebook, round and methods."""
    if asked.unit == "character":
        from qualcode.study.reliability.characters import compared_by_character

        return compared_by_character(connection, evidence, asked, repeats)
    how = How(n=asked.n, seed=asked.seed, level=LEVEL)
    segments = segments_of(evidence)
    units = _cut(connection, segments, evidence, asked.unit)
    coded = units.coded()
    table = agreement_by_code(coded, distance=how.distance, n=how.n, seed=how.seed, level=LEVEL)
    codes = agreement_figures.by_code(units, evidence.asked, evidence.names, how)
    place = {code: number for number, code in enumerate(evidence.names)}
    codes.sort(key=lambda one: place[one.code])
    return AgreementReport(
        unit=asked.unit,
        level=asked.level,
        round=asked.round,
        coders=tuple(evidence.coders.values()),
        units=table.n_units,
        left_out=table.n_left_out,
        documents=table.n_documents,
        resampled=table.resampled,
        overall=agreement_figures.overall(table, coded, codes, how),
        codes=tuple(codes),
        disagreements=disagreements(connection, units, {one.code: one.alpha for one in codes}),
        flags=tuple(flag.value for flag in table.flags),
        pairs=agreement_figures.pairs(coded, units, evidence.asked, how),
        leave_one_out=agreement_figures.without_each(coded, units, evidence.asked, how),
        confusion=agreement_figures.confusion(coded),
        by=asked.by,
        groups=tuple(groups(units, evidence.asked, asked.by, how)),
        drift=drift(
            units, evidence.codings, repeats, evidence.grounds, dict(evidence.counts_as), how
        ),
        question=asked.question,
        distance=how.distance,
        n_resamples=how.n,
        seed=how.seed,
        confidence=how.level,
    )


def segments_of(evidence: Evidence) -> Units:
    """Return the segments that anybody looked at, with the codings on them."""
    return segment_units(
        evidence.grounds, evidence.looks, evidence.codings, evidence.coders, evidence.counts_as
    )


def _cut(connection: Connection, segments: Units, evidence: Evidence, unit: str) -> Units:
    if unit == "source":
        return whole_sources(segments)
    if unit in CUTS:
        wanted = [Id(one) for one in dict.fromkeys(segments.sources)]
        texts = {str(one): text for one, text in sources.texts(connection, wanted).items()}
        return parts(segments, evidence.codings, texts, CUTS[unit])
    return segments


def groups(
    units: Units, asked: Mapping[tuple[str, ...], Sequence[str]], by: str | None, how: How
) -> Iterator[GroupFigures]:
    """Yield the figures of each question, source or week, in the order of texts or of time."""
    if by is None:
        return
    given = keys(units.smallest, by)
    known = sorted(set(given)) if by == "week" else list(dict.fromkeys(given))
    for key in known:
        group = units.made_of(np.array([one == key for one in given], dtype=np.bool_))
        coded = group.coded()
        if coded.n_units == 0:
            continue
        alphas = agreement_figures.alphas(group, asked)
        yield GroupFigures(
            key,
            coded.n_units,
            len(set(coded.documents)),
            agreement_figures.set_alpha(coded, how.distance, how),
            tuple(
                CodeInGroup(code, found.value, found.n_units, figure(found).reason)
                for code, found in alphas.items()
            ),
        )


def keys(units: Units, by: str | None) -> list[str]:
    """Return the question, source or week of each unit."""
    if by == "week":
        return [week_of(moment) for moment in units.moment.tolist()]
    grounds = [units.grounds[place] for place in units.ground.tolist()]
    if by == "source":
        return [one.name for one in grounds]
    return [one.question or "(no question)" for one in grounds]
