"""One deed that takes everything of a participant out of a study: their consent is withdrawn."""

from __future__ import annotations

from dataclasses import replace

from qualcode.domain.people import Participant
from qualcode.domain.redaction import IdentifierKind, KnownName, Ruling, Verdict
from qualcode.domain.source import SourceText, text_digest
from qualcode.privacy.vault import Contents, Vault
from qualcode.store import (
    codings,
    decisions,
    erasing,
    memos,
    passed,
    people,
    redactions,
    releases,
    sources,
    struck_words,
)
from qualcode.store.journal import Deed
from qualcode.store.sight import EVERYTHING
from qualcode.study.redacting.applying import redacted_source
from qualcode.study.redacting.belongings import Belongings
from qualcode.study.redacting.carrying import Carrying
from qualcode.study.redacting.plan import Plan

BLANK = "[withdrawn]"
_TOLD = {"to": "destroyed", "why": "consent withdrawn"}


class Withdrawing:
    """What is taken out is destroyed: nobody agreed that it be kept, under whatever lock."""

    def __init__(self, deed: Deed, of: Belongings) -> None:
        self._deed = deed
        self._connection = deed.connection
        self._of = of
        self._plan = Plan([KnownName(of.person.name, IdentifierKind.OTHER, BLANK)])
        self._subjects: set[str] = {of.person.id, *(text.source.id for text in of.whole)}
        self.codings = 0
        self.memos = 0
        self.originals = {text.source.original for text in (*of.whole, *of.shared)}
        self._digests: set[str] = set()

    def work(self) -> set[str]:
        """Do all of it; return the digests of the wordings that are gone."""
        self._take_what_is_attached()
        for text in self._of.shared:
            self._blank(text)
        for text in self._of.whole:
            self._erase(text, "")
        self._destroy_originals()
        self._forget_person()
        self._unstrike_their_words()
        return erasing.drop_wordings_of(self._deed, self._subjects, self._digests)

    def _take_what_is_attached(self) -> None:
        gone = self._of.codings(self._connection)
        about = self._of.memos(self._connection, gone)
        for memo in about:
            memos.write(self._deed, replace(memo, text=""))
        segments = {one.id for one in self._of.segments}
        self._subjects |= {one.id for one in about}
        self._subjects |= set(decisions.forget(self._deed, segments))
        passed.forget(self._deed, segments)
        codings.remove(self._deed, gone)
        self.codings, self.memos = len(gone), len(about)

    def _blank(self, text: SourceText) -> None:
        """Put a text without their words in the place of a shared one."""
        theirs = self._of.theirs(text)
        standing = redactions.rulings(self._connection, text.source.id)
        blanks = [
            Ruling(one.span, IdentifierKind.OTHER, Verdict.GENERALISE, BLANK) for one in theirs
        ]
        replacing = self._plan.of(text, blanks)
        left = tuple(one for one in text.segments if one not in theirs)
        older = replace(text, segments=left)
        newer = redacted_source(older, replacing, self._plan, self._deed)
        answers = sources.answers_of(self._connection, text.source.id)
        homes = Carrying(older, newer, replacing).homes
        kept = [
            replace(
                one, source=newer.source.id, segment=homes[one.segment] if one.segment else None
            )
            for one in answers
            if one.participant != self._of.person.id
        ]
        sources.change(self._deed, text.source, replace(text.source, removed=True))
        sources.add(self._deed, [newer], kept)
        Carrying(older, newer, replacing).carry(self._deed)
        self._erase(text, newer.source.id)
        moved = [
            replace(one, span=replacing.moved(one.span))
            for one in standing
            if not any(one.span.overlaps(piece.span) for piece in replacing.replacements)
        ]
        redactions.put(self._connection, newer.source.id, moved)

    def _erase(self, text: SourceText, became: str) -> None:
        one = text.source
        if not one.removed and not became:
            sources.change(self._deed, one, replace(one, removed=True))
        name = one.name if became else BLANK
        erasing.empty_source(self._connection, one.id, name, one.file_name if became else "")
        redactions.put(self._connection, one.id, ())
        releases.forget(self._deed, one.id)
        erasing.record(self._deed, one.id, {**_TOLD, "became": became})

    def _destroy_originals(self) -> None:
        for digest in sorted(erasing.originals(self._connection, self.originals)):
            erasing.empty_original(self._connection, digest)
            erasing.record(self._deed, digest, dict(_TOLD))

    def _forget_person(self) -> None:
        one = self._of.person
        after = Participant(one.id, BLANK, one.counted, {}, True, "")
        people.change_participants(self._deed, [(one, after)])
        releases.forget(self._deed, one.id)
        erasing.record(self._deed, one.id, dict(_TOLD))

    def _unstrike_their_words(self) -> None:
        """Let struck words count again that only this person said."""
        said = "\n".join(self._of.sentences).casefold()
        present = [one.id for one in sources.listing(self._connection)]
        left = "\n".join(sources.texts(self._connection, present).values()).casefold()
        struck = struck_words.listing(self._connection, EVERYTHING)
        words = {one.word for one in struck}
        theirs = {one for one in words if one.casefold() in said and one.casefold() not in left}
        struck_words.unstrike(self._deed, [one for one in struck if one.word in theirs])
        self._digests |= {text_digest(one) for one in theirs}


def take_from_vault(vault: Vault, of: Belongings, originals: set[str], wordings: set[str]) -> None:
    """Take out of the vault what earlier redactions put there of this person."""
    ids = {text.source.id for text in (*of.whole, *of.shared)}
    old = vault.contents
    vault.keep(
        Contents(
            old.study,
            tuple(one for one in old.names if one.name.casefold() != of.person.name.casefold()),
            tuple(one for one in old.texts if one.source not in ids and one.became not in ids),
            {name: held for name, held in old.originals.items() if name not in originals},
            {name: words for name, words in old.wordings.items() if name not in wordings},
        )
    )
