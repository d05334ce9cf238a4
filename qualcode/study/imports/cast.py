"""Who speaks in a file: people the study knows, and new ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qualcode.domain.identity import new_id
from qualcode.domain.people import AttributeValue, Participant
from qualcode.domain.source import SourceKind, text_digest
from qualcode.store import people
from qualcode.store.journal import Deed

_GENERIC = {"a", "p", "r", "answer", "participant", "respondent", "interviewee", "speaker"}


class Cast:
    """Finds and makes the participants of one file; `store` keeps what is new or changed.

    A participant is known by the name that files give, also after they were renamed here, or by
    the present name. One who was removed stays removed.
    """

    def __init__(self, deed: Deed, moderators: tuple[str, ...]) -> None:
        self._deed = deed
        self._moderators = {name.casefold() for name in moderators}
        known = [
            one
            for removed in (True, False)
            for one in people.participants(deed.connection, removed)
        ]
        self._by_name = {one.name: one for one in known}
        self._by_given = {one.given: one for one in known}
        self._new: dict[str, Participant] = {}
        self._changes: list[tuple[Participant, Participant]] = []
        self._named_again: set[str] = set()

    @property
    def still_removed(self) -> tuple[str, ...]:
        """Return who was removed from the study before and is named in the file again."""
        return tuple(sorted(self._named_again))

    def speaker(self, kind: SourceKind, source: str, label: str) -> Participant:
        """Return the participant whom a speaker's label in a source means."""
        if label.casefold() in self._moderators:
            return self.person(label, {}, counted=False)
        return self.person(speaker_name(kind, source, label), {})

    def person(
        self, name: str, attributes: Mapping[str, AttributeValue], counted: bool = True
    ) -> Participant:
        """Return the participant of this name with these attributes too, new if need be."""
        given = text_digest(name)
        known = self._by_given.get(given) or self._by_name.get(name)
        if known is None:
            known = Participant(new_id(), name, counted, dict(attributes), given=given)
            self._new[name] = known
        elif known.removed:
            self._named_again.add(known.name)
        else:
            known = self._changed(known, attributes, known.counted and counted)
        self._by_given[given] = known
        return known

    def _changed(
        self, known: Participant, attributes: Mapping[str, AttributeValue], counted: bool
    ) -> Participant:
        merged = {**known.attributes, **attributes}
        changed = replace(known, attributes=merged, counted=counted)
        if changed == known:
            return known
        if known.name in self._new:
            self._new[known.name] = changed
        else:
            self._changes.append((known, changed))
        return changed

    def store(self) -> None:
        """Keep who is new and what changed."""
        people.add_participants(self._deed, list(self._new.values()))
        people.change_participants(self._deed, self._changes)


def speaker_name(kind: SourceKind, source: str, label: str) -> str:
    """Return the participant's name for a speaker's label.

    In a discussion, and for labels such as `A` or `Participant`, the same label means somebody
    else in each source, so that the source's name is part of the participant's.
    """
    word = label.casefold().rstrip(" 0123456789.:")
    if kind is SourceKind.FORUM or word in _GENERIC:
        return f"{source} {label}"
    return label
