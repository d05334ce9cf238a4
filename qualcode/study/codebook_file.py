"""codebook.yaml beside the study: written after each change, for people to read and edit."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import CodebookError, NotFound, Refused, StoreUnavailable
from qualcode.domain.source import bytes_digest
from qualcode.store import codebooks, settings
from qualcode.study.session import Session

CODEBOOK_FILE = "codebook.yaml"
SCHEMA_FILE = "codebook.schema.json"
_WRITTEN = "codebook_file"


class CodebookFile:
    """The file and its schema; a study that is only on a server has none."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._path = session.folder / CODEBOOK_FILE if session.folder else None

    @property
    def edited(self) -> bool:
        """Say whether the file is not as the study wrote it.

        Raises:
            StoreUnavailable: if it cannot be read.
        """
        if self._path is None or not self._path.exists():
            return False
        with self._session.reading() as connection:
            written = settings.get(connection, _WRITTEN)
            if written is None or bytes_digest(_bytes(self._path)) == written:
                return False
            # Of two who write at once, or after a crash, the file may be one revision behind.
            return self._revision() not in codebooks.revisions(connection)

    def _revision(self) -> str:
        try:
            return self.read().revision
        except CodebookError:
            return ""

    def refuse_if_edited(self) -> None:
        """Keep what was edited by hand from being overwritten.

        Raises:
            Refused: if the file was edited and the edits are neither applied nor refused.
        """
        if self.edited:
            raise Refused(
                f"{CODEBOOK_FILE} was edited by hand. First take the edits over "
                "(qualcode codebook apply) or drop them (qualcode codebook refuse)."
            )

    def diff(self) -> str:
        """Return what was changed by hand, as a diff; empty if nothing was."""
        from difflib import unified_diff

        from qualcode.exchange.codebook_writing import codebook_to_yaml

        if self._path is None or not self.edited:
            return ""
        lines = unified_diff(
            codebook_to_yaml(self._kept()).splitlines(keepends=True),
            _bytes(self._path).decode(errors="replace").splitlines(keepends=True),
            "the study's codebook",
            CODEBOOK_FILE,
        )
        return "".join(lines)

    def read(self) -> Codebook:
        """Return what the file says.

        Raises:
            NotFound: if there is no file.
            CodebookError: if it is not usable.
        """
        from qualcode.exchange.codebook_files import read_codebook_file

        if self._path is None or not self._path.exists():
            raise NotFound("file", CODEBOOK_FILE)
        return read_codebook_file(self._path)

    def keep_in_step(self) -> None:
        """Write the study's codebook, unless the file holds edits that nobody decided on."""
        if not self.edited:
            self.write()

    def write(self) -> None:
        """Write the study's codebook; comments and layout of the file stay where they can.

        Raises:
            StoreUnavailable: if the file cannot be written; the study holds the codebook.
        """
        if self._path is None:
            return
        from qualcode.exchange.strict_yaml.schema import schema_text

        text = self._text(self._path)
        try:
            _write_whole(self._path, text)
            _write_whole(self._path.with_name(SCHEMA_FILE), schema_text(SCHEMA_FILE))
        except OSError as error:
            raise StoreUnavailable(
                f"The codebook is safe in the study, but {self._path} could not be written: "
                f"{error.strerror}."
            ) from error
        self._note(text.encode())

    def accept(self) -> None:
        """Take the file as it is for what the study would write: its edits were taken over."""
        if self._path is not None:
            self._note(_bytes(self._path))

    def _note(self, content: bytes) -> None:
        with self._session.deed() as deed:
            settings.put(deed.connection, _WRITTEN, bytes_digest(content))

    def _text(self, path: Path) -> str:
        from qualcode.exchange.codebook_editing import update_codebook_yaml
        from qualcode.exchange.codebook_writing import codebook_to_yaml

        codebook = self._kept()
        if path.exists() and not self.edited:
            # What was written of an empty codebook is no usable codebook.
            with suppress(CodebookError):
                return update_codebook_yaml(path.read_text(encoding="utf-8"), codebook)
        return codebook_to_yaml(codebook)

    def _kept(self) -> Codebook:
        with self._session.reading() as connection:
            return codebooks.codebook(connection)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read: {error.strerror}.") from error


def _write_whole(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8", newline="")
    fresh.replace(path)
