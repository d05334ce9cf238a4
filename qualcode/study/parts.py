"""The parts of a study, each loaded when somebody first asks for it.

A screen opens on three of them; what it never needs must not keep it from opening.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.study.catalogue import Catalogue
from qualcode.study.desk import Desk
from qualcode.study.team import Team

if TYPE_CHECKING:
    from qualcode.study.adjudication.adjudication import Adjudication
    from qualcode.study.codebook_editing import CodebookEditing
    from qualcode.study.coding import Codings
    from qualcode.study.counts.ranking import Ranking
    from qualcode.study.counts.versions import Versions
    from qualcode.study.counts.waves import Waves
    from qualcode.study.findings.associations import Associations
    from qualcode.study.findings.cooccurrence import Together
    from qualcode.study.findings.keyness import TypicalWords
    from qualcode.study.findings.matrix import Matrices
    from qualcode.study.findings.quotations import Quotations
    from qualcode.study.findings.sample import Sample
    from qualcode.study.findings.saturation import Saturation
    from qualcode.study.findings.scales import Scales
    from qualcode.study.flags import Flags
    from qualcode.study.history import History
    from qualcode.study.memos import Memos
    from qualcode.study.publishing import Publishing
    from qualcode.study.redacting.redacting import Redacting
    from qualcode.study.releasing.passing import Passing
    from qualcode.study.releasing.releasing import Releasing
    from qualcode.study.reliability.verifying import Verifying
    from qualcode.study.reporting.reporting import Reporting
    from qualcode.study.rounds.rounds import Rounds
    from qualcode.study.seeking import Seeking
    from qualcode.study.session import Session
    from qualcode.study.shelf import Participants, Shelf
    from qualcode.study.suggestions.suggestions import Suggestions


class Parts:
    """What a team works with in a study."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.team = Team(session)
        self.catalogue = Catalogue(session)
        self.desk = Desk(session)

    @cached_property
    def sources(self) -> Shelf:
        """What was imported."""
        from qualcode.study.shelf import Shelf

        return Shelf(self._session)

    @cached_property
    def participants(self) -> Participants:
        """Who was asked, and who speaks."""
        from qualcode.study.shelf import Participants

        return Participants(self._session)

    @cached_property
    def codings(self) -> Codings:
        """Putting codes on text and taking them off."""
        from qualcode.study.coding import Codings

        return Codings(self._session)

    @cached_property
    def codes(self) -> CodebookEditing:
        """Changing the codebook."""
        from qualcode.study.codebook_editing import CodebookEditing

        return CodebookEditing(self._session)

    @cached_property
    def flags(self) -> Flags:
        """What is marked to be looked at again."""
        from qualcode.study.flags import Flags

        return Flags(self._session)

    @cached_property
    def memos(self) -> Memos:
        """What is written beside the text."""
        from qualcode.study.memos import Memos

        return Memos(self._session)

    @cached_property
    def history(self) -> History:
        """Undo, redo, and reading the journal."""
        from qualcode.study.history import History

        return History(self._session)

    @cached_property
    def seeking(self) -> Seeking:
        """Search in all sources."""
        from qualcode.study.seeking import Seeking

        return Seeking(self._session)

    @cached_property
    def publishing(self) -> Publishing:
        """Working copies for other programs."""
        from qualcode.study.publishing import Publishing

        return Publishing(self._session)

    @cached_property
    def rounds(self) -> Rounds:
        """Who codes which segments, and how far they are."""
        from qualcode.study.rounds.rounds import Rounds

        return Rounds(self._session)

    @cached_property
    def adjudication(self) -> Adjudication:
        """Deciding where coders disagree."""
        from qualcode.study.adjudication.adjudication import Adjudication

        return Adjudication(self._session)

    @cached_property
    def verifying(self) -> Verifying:
        """Recounting a report by a second route."""
        from qualcode.study.reliability.verifying import Verifying

        return Verifying(self._session)

    @cached_property
    def suggestions(self) -> Suggestions:
        """Codes that are proposed, learnt from what was decided."""
        from qualcode.study.suggestions.suggestions import Suggestions

        return Suggestions(self._session)

    @cached_property
    def waves(self) -> Waves:
        """How counts changed between two waves of one instrument."""
        from qualcode.study.counts.waves import Waves

        return Waves(self._session)

    @cached_property
    def versions(self) -> Versions:
        """Which codes' counts moved because the codebook changed."""
        from qualcode.study.counts.versions import Versions

        return Versions(self._session)

    @cached_property
    def ranks(self) -> Ranking:
        """How high codes are ranked."""
        from qualcode.study.counts.ranking import Ranking

        return Ranking(self._session)

    @cached_property
    def associations(self) -> Associations:
        """How codes, attributes and outcomes go together."""
        from qualcode.study.findings.associations import Associations

        return Associations(self._session)

    @cached_property
    def together(self) -> Together:
        """Which codes occur together, and which follows which."""
        from qualcode.study.findings.cooccurrence import Together

        return Together(self._session)

    @cached_property
    def saturation(self) -> Saturation:
        """How many new codes each further source brought."""
        from qualcode.study.findings.saturation import Saturation

        return Saturation(self._session)

    @cached_property
    def typical_words(self) -> TypicalWords:
        """The words by which a theme is known."""
        from qualcode.study.findings.keyness import TypicalWords

        return TypicalWords(self._session)

    @cached_property
    def scales(self) -> Scales:
        """Closed items: distributions, correlations, differences between groups."""
        from qualcode.study.findings.scales import Scales

        return Scales(self._session)

    @cached_property
    def sample(self) -> Sample:
        """Who was contacted, and who answered."""
        from qualcode.study.findings.sample import Sample

        return Sample(self._session)

    @cached_property
    def quotations(self) -> Quotations:
        """The words that a theme rests on."""
        from qualcode.study.findings.quotations import Quotations

        return Quotations(self._session)

    @cached_property
    def matrices(self) -> Matrices:
        """Cases or groups by themes, with summaries and quotations."""
        from qualcode.study.findings.matrix import Matrices

        return Matrices(self._session)

    @cached_property
    def releasing(self) -> Releasing:
        """What may leave the study, and what did."""
        from qualcode.study.releasing.releasing import Releasing

        return Releasing(self._session)

    @cached_property
    def passing(self) -> Passing:
        """Quotations that a named person passed for the outside."""
        from qualcode.study.releasing.passing import Passing

        return Passing(self._session)

    @cached_property
    def reporting(self) -> Reporting:
        """Findings and the codebook as documents."""
        from qualcode.study.reporting.reporting import Reporting

        return Reporting(self._session)

    @cached_property
    def redacting(self) -> Redacting:
        """Finding names, and replacing them."""
        from qualcode.study.redacting.redacting import Redacting

        return Redacting(self._session)
