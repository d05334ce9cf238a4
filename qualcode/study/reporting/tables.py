"""Asks for the tables of a report, and keeps what left the study with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from qualcode.domain.associations import AssociationRow
from qualcode.domain.cooccurrence import PairRow
from qualcode.domain.errors import InputError
from qualcode.domain.response import ResponseRow
from qualcode.domain.saturation import SaturationRow
from qualcode.domain.scales import CorrelationRow, DifferenceRow, MeanRow
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Row, TableRow, Unit
from qualcode.privacy.release import Release
from qualcode.study.counts.asking import asked_for
from qualcode.study.counts.counting import Counting
from qualcode.study.findings.association_units import Among
from qualcode.study.findings.associations import Associations
from qualcode.study.findings.cooccurrence import Together
from qualcode.study.findings.sample import Sample
from qualcode.study.findings.saturation import Saturation
from qualcode.study.findings.scales import Scales
from qualcode.study.releasing.releasing import Releasing
from qualcode.study.reporting.asked import ReportAsked
from qualcode.study.session import Session

R = TypeVar("R", bound=TableRow)


class Tables:
    """The tables of one report, all asked for in the same way."""

    def __init__(self, session: Session, asked: ReportAsked) -> None:
        self._session = session
        self._asked = asked
        self.releases: list[Release[Any]] = []

    def counted(
        self,
        question: str | None = None,
        by: str | None = None,
        kind: SourceKind | None = None,
        unit: Unit = Unit.PARTICIPANT,
    ) -> Release[Row]:
        """Count codes or answers."""
        asked = self._asked
        given = asked_for(question, by, unit, asked.coder_rule, kind, False, None, asked.where)
        return self._kept(Counting(self._session).frequencies(given, asked.unsuppressed))

    def associations(self, question: str, by: str) -> Release[AssociationRow]:
        """Hold every code of a question against the groups."""
        asked = self._asked
        among = Among(question=question, where=asked.where, coder_rule=asked.coder_rule)
        made = Associations(self._session).table(
            by=by, among=among, unsuppressed=asked.unsuppressed
        )
        return self._kept(made)

    def means(self, questions: Sequence[str]) -> Release[MeanRow]:
        """Return mean and quartiles of scales and numbers."""
        asked = self._asked
        made = Scales(self._session).means(
            questions, asked.by, asked.where, unsuppressed=asked.unsuppressed
        )
        return self._kept(made)

    def correlations(self, questions: Sequence[str]) -> Release[CorrelationRow]:
        """Return how far each two scales rise together."""
        asked = self._asked
        made = Scales(self._session).correlations(questions, asked.where, asked.unsuppressed)
        return self._kept(made)

    def differences(self, questions: Sequence[str]) -> Release[DifferenceRow]:
        """Test whether groups answer scales and numbers differently."""
        asked = self._asked
        made = Scales(self._session).differences(
            questions, asked.by, asked.where, asked.unsuppressed
        )
        return self._kept(made)

    def together(self) -> Release[PairRow]:
        """Count which codes meet in one segment."""
        asked = self._asked
        made = Together(self._session).cooccurrence(
            coder_rule=asked.coder_rule, where=asked.where, unsuppressed=asked.unsuppressed
        )
        return self._kept(made)

    def saturation(self) -> Release[SaturationRow]:
        """Count how many different codes were met after each source."""
        asked = self._asked
        made = Saturation(self._session).table(
            coder_rule=asked.coder_rule, where=asked.where, unsuppressed=asked.unsuppressed
        )
        return self._kept(made)

    def sample(self) -> Release[ResponseRow] | None:
        """Return who was contacted, where the study knows it."""
        try:
            made = Sample(self._session).response(self._asked.unsuppressed)
        except InputError:
            return None
        return self._kept(made)

    def _kept(self, release: Release[R]) -> Release[R]:
        self.releases.append(release)
        beside = Releasing(self._session).in_this_file(release)
        self._session = self._session.with_beside((*self._session.beside, beside))
        return release
