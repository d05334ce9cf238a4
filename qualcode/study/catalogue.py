"""The study's codebook and instrument, joined from files."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.errors import CodebookError, NotFound, Place, Refused
from qualcode.domain.instrument import Instrument
from qualcode.store import codebooks, settings
from qualcode.store.journal import Deed
from qualcode.study.codebook_file import CODEBOOK_FILE, CodebookFile
from qualcode.study.rounds.rules import current_codebook
from qualcode.study.session import Session

if TYPE_CHECKING:
    from qualcode.exchange.strict_yaml.problems import Problem


class Catalogue:
    """The codebook of a study, and the instrument that its surveys follow.

    The store is the truth; `file` is codebook.yaml, which people may edit.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.file = CodebookFile(session)

    @property
    def codebook(self) -> Codebook:
        """Return the codebook as it stands now; inside a round the one frozen for it."""
        with self._session.reading() as connection:
            return current_codebook(connection, self._session)

    @property
    def instrument(self) -> Instrument:
        """Return the instrument, empty if the study has none."""
        with self._session.reading() as connection:
            return codebooks.instrument(connection)

    def code(self, word: str) -> Code:
        """Return the code of this id, name, path or alias.

        Raises:
            NotFound: with the nearest known id.
        """
        codebook = self.codebook
        if found := codebook.find(word):
            return found
        raise NotFound("code", word, [code.id for code in codebook.codes])

    def add_files(self, paths: Iterable[Path]) -> Codebook:
        """Join codebook files to the study's codebook; codes of one id take the newer content.

        Raises:
            CodebookError: if a file is not usable, or would move a code.
        """
        from qualcode.exchange.codebook_files import read_codebook_file

        known = joined = self.codebook
        for path in paths:
            joined = self._joined(joined, read_codebook_file(path), path)
            _refuse_key_clashes(joined, path)
        return self.replace(joined, known)

    def add_codes(self, codes: Iterable[Code]) -> Codebook:
        """Join single codes to the codebook."""
        known = self.codebook
        return self.replace(self.with_codes(known, codes), known)

    def with_codes(self, known: Codebook, codes: Iterable[Code]) -> Codebook:
        """Return a codebook with codes after its own; an empty one gets the study's title."""
        title = known.title or self._study_title()
        return replace(known, title=title, codes=(*known.codes, *codes))

    def replace(self, codebook: Codebook, known: Codebook | None = None) -> Codebook:
        """Make this the study's codebook and write it to codebook.yaml.

        `known` is the codebook that the new one was made from.

        Raises:
            Refused: if codebook.yaml holds edits that are neither applied nor refused, or if
                somebody changed the study's codebook since `known` was read.
        """
        self.file.refuse_if_edited()
        kept = self._keep(codebook, known)
        self.file.write()
        return kept

    def apply_edits(self) -> Codebook:
        """Take over what was changed by hand in codebook.yaml.

        Raises:
            CodebookError: if the file is not usable, or leaves out a code of the study.
        """
        edited, known = self.file.read(), self.codebook
        missing = [code.id for code in known.codes if code.id not in edited]
        if missing:
            raise CodebookError(
                f"The codes {', '.join(missing)} are missing.",
                Place(CODEBOOK_FILE),
                "A code is never deleted; give it `retired:` instead.",
            )
        kept = self._keep(edited, known)
        self.file.accept()
        return kept

    def _keep(self, codebook: Codebook, known: Codebook | None) -> Codebook:
        from qualcode.exchange.codebook_writing import in_tree_order

        if self._session.round:
            raise Refused("Inside a round the codebook is frozen; change it outside.")
        codebook = in_tree_order(codebook)
        with self._session.deed() as deed:
            change_in(deed, codebook, known)
        return codebook

    def adopt_instrument(self, instrument: Instrument) -> None:
        """Make this the study's instrument."""
        with self._session.deed() as deed:
            codebooks.change_instrument(deed, instrument)

    def _joined(self, known: Codebook, new: Codebook, path: Path) -> Codebook:
        if not known.codes:
            return new
        try:
            return known.joined(new, self._study_title())
        except ValueError as error:
            raise CodebookError(
                f"{error}.", Place(str(path)), "Move codes in the study's own codebook."
            ) from error

    def _study_title(self) -> str:
        with self._session.reading() as connection:
            return settings.get(connection, "title") or ""


def change_in(deed: Deed, codebook: Codebook, known: Codebook | None) -> None:
    """Make this the study's codebook within a deed, if it was made from the one that stands.

    Raises:
        Refused: if somebody changed the study's codebook since `known` was read.
    """
    standing = codebooks.codebook(deed.connection).revision
    if known is not None and standing != known.revision:
        raise Refused("Somebody else changed the codebook just now. Do it again.")
    codebooks.change_codebook(deed, codebook)


def check_files(paths: Iterable[Path]) -> list[tuple[Path, list[Problem]]]:
    """Judge codebook files: everything that is wrong, file by file.

    Files that are checked together may mention each other's codes.
    """
    from qualcode.exchange.codebook_files import read_codebook_file

    files = list(paths)
    known: set[str] = set()
    for path in files:
        with suppress(CodebookError):
            known.update(read_codebook_file(path).by_id)
    return [(path, _problems_of(path, known)) for path in files]


def _problems_of(path: Path, elsewhere: set[str]) -> list[Problem]:
    from qualcode.exchange.codebook_files import read_codebook_file
    from qualcode.exchange.codebook_yaml import check_codebook
    from qualcode.exchange.strict_yaml.problems import problem_of

    ours = path.suffix in (".yaml", ".yml")
    try:
        read_codebook_file(path)
    except CodebookError as error:
        everything = check_codebook(path, elsewhere) if ours else []
        return everything or [problem_of(error, str(path))]
    return check_codebook(path, elsewhere) if ours else []


def _refuse_key_clashes(joined: Codebook, path: Path) -> None:
    from qualcode.exchange.codebook_checks import key_clashes

    keyed = [code for code in joined.codes if code.key and code.retired is None]
    for one, other in key_clashes([code.key for code in keyed]):
        raise CodebookError(
            f"The key '{keyed[other].key}' of '{keyed[other].id}' clashes with the key "
            f"'{keyed[one].key}' of '{keyed[one].id}'.",
            Place(str(path)),
            "Give one of them another key.",
        )


def read_instrument_file(path: Path) -> Instrument:
    """Read an instrument from its YAML file.

    Raises:
        InstrumentError: naming file, line and column.
    """
    from qualcode.exchange.instrument_yaml import read_instrument

    return read_instrument(path)
