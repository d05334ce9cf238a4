"""Changing the study's codebook: one change, one deed, with the codings that follow it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook
from qualcode.domain.codebook_changes import (
    Change,
    ChangePreview,
    EditCode,
    MergeCodes,
    NewCode,
    SplitCode,
    changed,
    differing,
    touched,
)
from qualcode.domain.coding import Coding
from qualcode.domain.errors import NotFound, Refused
from qualcode.store import (
    codebooks,
    codings,
    decisions,
    people,
    recoding,
    rejections,
    rounds,
    settings,
    struck_words,
)
from qualcode.store.journal import Deed
from qualcode.store.recoding import Use
from qualcode.store.sight import EVERYTHING
from qualcode.study.codebook_file import CodebookFile
from qualcode.study.rounds.rules import require_lead
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did: the codebook now, and the codes that were made or altered.

    `recoded` counts the codings that got another code; None if a blind round keeps it hidden.
    `undecided` are the codings of a code that was split, for their coders to go through.
    """

    codebook: Codebook
    codes: tuple[str, ...]
    recoded: int | None = 0
    undecided: tuple[Coding, ...] = ()


class CodebookEditing:
    """Changes of the codebook, looked at beforehand and made."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def preview(self, change: Change) -> ChangePreview:
        """Return what a change would do, without doing it.

        Raises:
            NotFound: if a code or question is not known.
            InputError: if a value is not sound.
            Refused: if the change makes no sense, or a round is at work.
        """
        with self._session.reading() as connection:
            before, after = self._made(connection, change)
            use = self._use(connection, touched(before, change))
            names = {one.id: one.name for one in people.coders(connection)}
            return ChangePreview(
                change,
                after,
                differing(before, after),
                use.codings if use else None,
                use.segments if use else None,
                tuple(sorted(names[one] for one in use.coders)) if use else None,
                tuple(sorted(use.rounds)) if use else None,
                _forbidding(connection, change),
            )

    def change(self, change: Change, known: Codebook | None = None) -> Changed:
        """Make a change in one deed, and write codebook.yaml; one undo takes all of it back.

        `known` is the codebook that the change was thought out for.

        Raises:
            NotFound: if a code or question is not known.
            InputError: if a value is not sound.
            Refused: if the change makes no sense, a round is at work or is open and coded with a
                code that would be merged, codebook.yaml was edited by hand, or somebody changed
                the codebook since `known` was read; to merge is for the lead.
        """
        file = CodebookFile(self._session)
        file.refuse_if_edited()
        with self._session.deed() as deed:
            standing = codebooks.codebook(deed.connection).revision
            if known is not None and known.revision != standing:
                raise Refused("Somebody else changed the codebook just now. Do it again.")
            before, after = self._made(deed.connection, change)
            codebooks.change_codebook(deed, after)
            done = Changed(after, differing(before, after))
            if isinstance(change, MergeCodes):
                done = replace(done, recoded=self._merge(deed, change))
            elif isinstance(change, SplitCode):
                _pass_on(deed, change, before, after)
                done = replace(done, undecided=self._carrying(deed.connection, change.code))
        file.write()
        return done

    def _made(self, connection: Connection, change: Change) -> tuple[Codebook, Codebook]:
        """Return the codebook before and after a change."""
        from qualcode.exchange.codebook_soundness import refuse_new_errors

        if self._session.round:
            raise Refused("Inside a round the codebook is frozen; change it outside.")
        before = codebooks.codebook(connection)
        titled = replace(before, title=before.title or settings.get(connection, "title") or "")
        _require_questions(connection, change)
        after = changed(titled, change, _new_ids(before))
        refuse_new_errors(before, after)
        return before, after

    def _use(self, connection: Connection, codes: frozenset[str]) -> Use | None:
        eyes = self._session.sight(connection)
        # That some of it is hidden would tell of work in the blind round, so all of it is.
        return None if codes and eyes.rounds else recoding.use_of(connection, eyes, codes)

    def _merge(self, deed: Deed, change: MergeCodes) -> int | None:
        require_lead(deed.connection, self._session)
        if names := _forbidding(deed.connection, change):
            raise Refused(
                f"The round '{names[0]}' is open and coded with '{change.code}': "
                "close it first, then merge."
            )
        before = recoding.make_one(deed, change.code, change.into)
        rejections.make_one(deed, change.code, change.into)
        struck_words.make_one(deed, change.code, change.into)
        _follow_in_decisions(deed, change)
        return None if self._session.sight(deed.connection).rounds else len(before)

    def _carrying(self, connection: Connection, code: str) -> tuple[Coding, ...]:
        found = codings.everything(connection, self._session.sight(connection))
        return tuple(one for one in found if one.code == code)


def _forbidding(connection: Connection, change: Change) -> tuple[str, ...]:
    """Return the open rounds that are coded with the code of a change that would recode it."""
    if not isinstance(change, MergeCodes):
        return ()
    still_open = [one for one in rounds.listing(connection) if one.is_open]
    frozen = {one.name: codebooks.at(connection, one.revision) for one in still_open}
    return tuple(
        name
        for name, book in frozen.items()
        if change.code in book and book.by_id[change.code].applicable
    )


def _follow_in_decisions(deed: Deed, change: MergeCodes) -> None:
    connection = deed.connection
    names = {"", *(one.name for one in rounds.listing(connection))}
    for name in sorted(names.union(codings.rounds(connection, EVERYTHING))):
        for one in decisions.listing(connection, EVERYTHING, name):
            if change.code in one.codes:
                codes = (change.into if code == change.code else code for code in one.codes)
                decisions.decide(deed, replace(one, codes=tuple(dict.fromkeys(codes))))


def _pass_on(deed: Deed, change: SplitCode, before: Codebook, after: Codebook) -> None:
    """What was refused for a code that was split is refused for its parts."""
    parts = [one.id for one in after.codes if one.id not in before]
    rejections.pass_on(deed, change.code, parts)
    struck_words.pass_on(deed, change.code, parts)


def _require_questions(connection: Connection, change: Change) -> None:
    if not isinstance(change, NewCode | EditCode):
        return
    known = list(codebooks.instrument(connection).by_id)
    asked: Sequence[str] = change.values.get("asked", ())
    for question in asked:
        if known and question not in known:
            raise NotFound("question", question, known)


def _new_ids(codebook: Codebook) -> Callable[[str], str]:
    from qualcode.exchange.code_names import Ids
    from qualcode.exchange.codebook_entries import ids_that_went

    return Ids({*codebook.by_id, *ids_that_went(codebook.details)}).of
