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
    from qualcode.study.flags import Flags
    from qualcode.study.history import History
    from qualcode.study.memos import Memos
    from qualcode.study.publishing import Publishing
    from qualcode.study.reliability.verifying import Verifying
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
