"""Taking in codings that were made elsewhere, with who looked where."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.coding import Coding, Look, LookState, Memo, MemoSubject, Origin
from qualcode.domain.errors import CodingsError, NotFound, Place, Refused
from qualcode.domain.identity import Id, new_id
from qualcode.domain.people import CONSENSUS, Coder
from qualcode.store import codebooks, codings, memos, rounds
from qualcode.store.sight import EVERYTHING
from qualcode.study.catalogue import Catalogue, change_in
from qualcode.study.imports.matching import Match, Matcher, Unmatched
from qualcode.study.questions import require_question
from qualcode.study.session import Session
from qualcode.study.shelf import Shelf
from qualcode.study.team import Team

if TYPE_CHECKING:
    from qualcode.exchange.readers.codings_table import CodingRow, CodingsTable
    from qualcode.store.journal import Deed


@dataclass(frozen=True, slots=True)
class ImportedCodings:
    """What became of a table of codings."""

    file: str
    form: str
    added: int
    standing: int
    looked: int
    coders: tuple[str, ...]
    unmatched: tuple[Unmatched, ...]
    new_codes: tuple[str, ...] = ()


class CodingsImport:
    """A table of codings on its way into a study."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._team = Team(session)
        self._catalogue = Catalogue(session)

    def take(
        self,
        path: Path,
        coder: str | None = None,
        question: str | None = None,
        id_column: str | None = None,
        add_codes: bool = False,
    ) -> ImportedCodings:
        """Import one table; a row whose code is empty says: looked, and nothing applies.

        `coder` is whose codings these are, where the table does not say. `question` limits a
        table without segments to the answers to one question. Rows that match nothing are listed
        in the result and change nothing.

        Raises:
            CodingsError: if codes are unknown (unless `add_codes`), or no coder is named.
            NotFound: if a coder or the question is unknown.
            Refused: if the table holds anything of a round that is open, or new codings of one
                that is closed.
        """
        from qualcode.exchange.readers.codings_table import read_codings

        table = read_codings(path, id_column)
        coders = self._coders(table, coder)
        self._refuse_open_rounds(table)
        matched, unmatched = self._matched(table, question)
        # Of a table that belongs to another study no code is taken over; its rows are listed.
        known = self._catalogue.codebook
        fresh = self._unknown(table, known, add_codes) if matched else []
        if fresh:
            self._catalogue.file.refuse_if_edited()
        codebook = self._catalogue.with_codes(known, fresh) if fresh else known
        names = {word: code.id for word in table.codes if (code := known.find(word)) is not None}
        names |= {code.name: code.id for code in fresh}
        with self._session.deed() as deed:
            change_in(deed, codebook, known)
            revision = codebooks.codebook(deed.connection).revision
            added = self._store(deed, matched, names, revision, coders)
            looked = _store_looks(deed, matched, coders)
        if fresh:
            self._catalogue.file.write()
        return ImportedCodings(
            table.file_name,
            table.form,
            added,
            sum(1 for row, _ in matched if row.code) - added,
            looked,
            tuple(dict.fromkeys(one.name for one in coders.values())),
            tuple(dict.fromkeys(unmatched)),
            tuple(code.name for code in fresh),
        )

    def _refuse_open_rounds(self, table: CodingsTable) -> None:
        """Refuse codings that would pass by the queues, the codebook and the blindness of a round.

        Those that stand already are refused too: else an import would tell which do.
        """
        with self._session.reading() as connection:
            known = {one.name for one in rounds.listing(connection) if one.is_open}
        for name in dict.fromkeys(row.round for row in table.rows):
            if name in known:
                raise Refused(
                    f"{table.file_name} holds codings of the round '{name}', which is open: what "
                    f"is coded in it is coded here (qualcode code --round {shlex.quote(name)}). "
                    "Close the round first, or give the codings another round's name or none."
                )

    def _matched(
        self, table: CodingsTable, question: str | None
    ) -> tuple[list[tuple[CodingRow, Match]], list[Unmatched]]:
        with self._session.reading() as connection:
            require_question(connection, question)
        matcher = Matcher(Shelf(self._session).passages(question))
        matched: list[tuple[CodingRow, Match]] = []
        unmatched: list[Unmatched] = []
        for row in table.rows:
            found = matcher.find(row)
            if isinstance(found, Unmatched):
                unmatched.append(found)
            else:
                matched.append((row, found))
        return matched, unmatched

    def _unknown(self, table: CodingsTable, codebook: Codebook, add_codes: bool) -> list[Code]:
        unknown = [word for word in table.codes if codebook.find(word) is None]
        if unknown and not add_codes:
            shown = ", ".join(f"'{word}'" for word in unknown[:5])
            more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
            raise CodingsError(
                f"The codebook has no {shown}{more}.",
                Place(table.file_name),
                "Add them first (qualcode codebook add FILE), or take them over with --add-codes.",
            )
        return new_codes(unknown, codebook)

    def _coders(self, table: CodingsTable, coder: str | None) -> dict[str, Coder]:
        named = {coder} if coder else {row.coder for row in table.rows}
        if "" in named:
            raise CodingsError(
                "Nothing says who made these codings.", Place(table.file_name), "Use --coder NAME."
            )
        found = {}
        for name in sorted(one for one in named if one):
            if name == CONSENSUS:
                found[name] = self._team.consensus()
                continue
            try:
                found[name] = self._team.find(name)
            except NotFound as error:
                raise NotFound(
                    "coder",
                    name,
                    [one.name for one in self._team],
                    "Add people with: qualcode coder add NAME",
                ) from error
        if coder:
            return {row.coder: found[coder] for row in table.rows} | {coder: found[coder]}
        return found

    def _store(
        self,
        deed: Deed,
        matched: Iterable[tuple[CodingRow, Match]],
        names: dict[str, str],
        revision: str,
        coders: dict[str, Coder],
    ) -> int:
        made: list[Coding] = []
        notes: list[tuple[Coding, str]] = []
        for row, match in matched:
            if not row.code:
                continue
            coding = Coding(
                new_id(),
                coders[row.coder].id,
                names[row.code],
                match.segment.source,
                match.segment.id,
                match.span,
                _moment(row.created) or deed.moment,
                row.round,
                _origin(row.origin),
                revision,
                row.provenance,
            )
            made.append(coding)
            if row.memo:
                notes.append((coding, row.memo))
        # What stands already unseen counts as added, so that no import can be used to ask for it.
        homes = {one.segment for one in made}
        seen = codings.of_segments(deed.connection, self._session.sight(deed.connection), homes)
        new = {codings.key(one) for one in made} - {codings.key(one) for one in seen}
        fresh = codings.add(deed, made)
        _refuse_closed_rounds(deed, fresh)
        kept = {one.id for one in fresh}
        for coding, text in notes:
            if coding.id in kept:
                memo = Memo(
                    new_id(), MemoSubject.CODING, coding.id, coding.coder, text, deed.moment
                )
                memos.write(deed, memo)
        return len(new)


def _refuse_closed_rounds(deed: Deed, fresh: Iterable[Coding]) -> None:
    """Codings that a closed round holds already may come again; new ones may not."""
    closed = {one.name for one in rounds.listing(deed.connection) if not one.is_open}
    for one in fresh:
        if one.round in closed:
            raise Refused(f"The round '{one.round}' is closed: no codings can be added to it.")


def _store_looks(
    deed: Deed, matched: Iterable[tuple[CodingRow, Match]], coders: dict[str, Coder]
) -> int:
    states: dict[tuple[Id, str], dict[Id, LookState]] = {}
    for row, match in matched:
        by_segment = states.setdefault((coders[row.coder].id, row.round), {})
        if row.state:
            by_segment[match.segment.id] = LookState(row.state)
        elif row.code:
            by_segment[match.segment.id] = LookState.DONE
        else:
            by_segment.setdefault(match.segment.id, LookState.NOTHING)
    closed = {one.name for one in rounds.listing(deed.connection) if not one.is_open}
    for (coder, round_), by_segment in states.items():
        if round_ in closed:
            continue
        for coding in codings.of_segments(deed.connection, EVERYTHING, by_segment, coder):
            if coding.round == round_ and by_segment[coding.segment] is LookState.NOTHING:
                by_segment[coding.segment] = LookState.DONE
        looks = [
            Look(coder, segment, state, deed.moment, round_)
            for segment, state in by_segment.items()
        ]
        codings.put_looks(deed, looks)
    return sum(len(by_segment) for by_segment in states.values())


def _origin(word: str) -> Origin:
    return Origin(word) if word in tuple(Origin) else Origin.IMPORTED


def _moment(word: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def new_codes(names: Iterable[str], codebook: Codebook) -> list[Code]:
    """Make codes of these names, with ids that the codebook does not use yet."""
    taken = set(codebook.by_id)
    made = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "code"
        identity, number = stem, 2
        while identity in taken:
            identity, number = f"{stem}-{number}", number + 1
        taken.add(identity)
        made.append(Code(identity, name))
    return made
