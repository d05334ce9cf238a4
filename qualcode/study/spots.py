"""Finds where segments are, for lists from which a screen goes to the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.domain.coding import Memo, MemoSubject
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.domain.spot import Spot
from qualcode.store import codings, sources
from qualcode.store.sight import Sight

if TYPE_CHECKING:
    from sqlalchemy import Connection


def of_segments(connection: Connection, segments: Iterable[Id]) -> dict[Id, Spot]:
    """Return where each of some segments is; those of removed sources are left out."""
    found = sources.segments_of(connection, dict.fromkeys(segments))
    known = sources.by_id(connection, dict.fromkeys(one.source for one in found))
    return {
        one.id: Spot(one.source, known[one.source].name, one.id, one.label, one.span)
        for one in found
    }


def of_memos(connection: Connection, sight: Sight, memos: Iterable[Memo]) -> dict[Id, Spot]:
    """Return where each memo belongs that is on a segment, a coding or a source that is there."""
    on: dict[MemoSubject, dict[Id, Id]] = {}
    for memo in memos:
        on.setdefault(memo.kind, {})[memo.id] = Id(memo.subject)
    return {
        **_on_sources(connection, on.get(MemoSubject.SOURCE, {})),
        **_on_segments(connection, on.get(MemoSubject.SEGMENT, {})),
        **_on_codings(connection, sight, on.get(MemoSubject.CODING, {})),
    }


def _on_sources(connection: Connection, subjects: dict[Id, Id]) -> dict[Id, Spot]:
    known = sources.by_id(connection, dict.fromkeys(subjects.values()))
    return {
        memo: Spot(source, known[source].name, None, "", Span(0, known[source].length))
        for memo, source in subjects.items()
        if source in known and not known[source].removed
    }


def _on_segments(connection: Connection, subjects: dict[Id, Id]) -> dict[Id, Spot]:
    known = of_segments(connection, subjects.values())
    return {memo: known[one] for memo, one in subjects.items() if one in known}


def _on_codings(connection: Connection, sight: Sight, subjects: dict[Id, Id]) -> dict[Id, Spot]:
    found = {one.id: one for one in codings.by_ids(connection, sight, subjects.values())}
    known = of_segments(connection, (one.segment for one in found.values()))
    return {
        memo: replace(known[found[one].segment], span=found[one].span)
        for memo, one in subjects.items()
        if one in found and found[one].segment in known
    }
