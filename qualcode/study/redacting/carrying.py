"""Everything that was attached to a text follows its words into the redacted one, with proof."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.domain.coding import Coding, Look, MemoSubject
from qualcode.domain.errors import DamagedStudy
from qualcode.domain.identity import Id
from qualcode.domain.redaction import MovedCoding
from qualcode.domain.replacing import Replacing
from qualcode.domain.source import SourceText
from qualcode.store import codings, decisions, flags, memos, rejections, rounds
from qualcode.store.journal import Deed
from qualcode.store.sight import EVERYTHING


@dataclass(frozen=True, slots=True)
class Carrying:
    """An older text, the redacted one, and the replacements between them.

    The segments of both are the same in number and order.
    """

    older: SourceText
    newer: SourceText
    replacing: Replacing

    @property
    def homes(self) -> dict[Id, Id]:
        """Map each older segment to the one that holds its words now."""
        pairs = zip(self.older.segments, self.newer.segments, strict=True)
        return {old.id: new.id for old, new in pairs}

    def cut(self, standing: list[Coding]) -> list[MovedCoding]:
        """Return the codings whose borders lie inside words that are replaced."""
        return [
            MovedCoding(
                self.older.source.name,
                one.code,
                one.span.of(self.older.text),
                self.replacing.moved(one.span).of(self.newer.text),
            )
            for one in standing
            if self.replacing.is_cut(one.span)
        ]

    def carry(self, deed: Deed) -> int:
        """Move codings, looks, flags, rejections, queues, decisions and memos; count the codings.

        Raises:
            DamagedStudy: if anything would not lie where it lay; then nothing is changed.
        """
        homes = self.homes
        self._prove_segments()
        standing = codings.of_source(deed.connection, EVERYTHING, self.older.source.id)
        moved = [self._moved(one, homes) for one in standing]
        codings.remove(deed, standing)
        codings.add(deed, moved)
        self._carry_looks(deed, homes)
        rounds.follow(deed, homes)
        flags.follow(deed, homes)
        rejections.follow(deed, homes)
        decisions.carry(deed, homes)
        self._carry_memos(deed, homes)
        return len(moved)

    def _moved(self, coding: Coding, homes: dict[Id, Id]) -> Coding:
        span = self.replacing.moved(coding.span)
        if not self.replacing.is_cut(coding.span):
            expected = self.replacing.within(coding.span, self.older.text)
            self._require(span.of(self.newer.text) == expected)
        return replace(
            coding, source=self.newer.source.id, segment=homes[coding.segment], span=span
        )

    def _prove_segments(self) -> None:
        for old, new in zip(self.older.segments, self.newer.segments, strict=True):
            expected = self.replacing.within(old.span, self.older.text)
            self._require(new.span.of(self.newer.text) == expected)

    def _require(self, holds: bool) -> None:
        if not holds:
            raise DamagedStudy(
                f"In '{self.older.source.name}' a passage would not be where it was. Nothing was "
                "changed; run `qualcode check`."
            )

    def _carry_looks(self, deed: Deed, homes: dict[Id, Id]) -> None:
        by_hand: dict[tuple[Id, str], list[Look]] = {}
        for look in codings.looks_of(deed.connection, EVERYTHING, self.older.source.id):
            if look.segment not in homes:
                continue
            moved = replace(look, segment=homes[look.segment])
            by_hand.setdefault((look.coder, look.round), []).append(moved)
        for looks in by_hand.values():
            codings.put_looks(deed, looks)

    def _carry_memos(self, deed: Deed, homes: dict[Id, Id]) -> None:
        everything = memos.listing(deed.connection, EVERYTHING)
        old, new = self.older.source.id, self.newer.source.id
        for memo in everything:
            subject = memo.subject
            if memo.kind is MemoSubject.SEGMENT:
                subject = homes.get(Id(subject), Id(subject))
            elif memo.kind in (MemoSubject.SOURCE, MemoSubject.CELL):
                subject = subject.replace(old, new)
            if subject != memo.subject:
                memos.write(deed, replace(memo, subject=subject))
