"""Zip containers of strangers, opened under caps and read by name only."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qualcode.domain.errors import Place, ReadingError
from qualcode.exchange.readers.opening import InputFile

MAX_ENTRIES = 10_000
MAX_ENTRY = 64 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024
_SLICE = 1024 * 1024
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Archive:
    """The entries of a zip container; nothing is ever written to disk."""

    file_name: str
    zip: zipfile.ZipFile
    max_entry: int

    def __contains__(self, entry: str) -> bool:
        return entry in self.zip.NameToInfo

    def read(self, entry: str) -> bytes:
        """Return one entry, counted while it unpacks.

        Raises:
            ReadingError: if it is missing, damaged, encrypted or larger than it may be.
        """
        slices = list(self._slices(entry))
        return b"".join(slices)

    def read_xml(self, entry: str) -> bytes:
        """Return one XML entry that declares no document type, hence no entities.

        Raises:
            ReadingError: as `read`, and if there is a document type declaration.
        """
        content = self.read(entry)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise ReadingError(
                f"The part {entry} declares a document type, which no Office document does.",
                Place(self.file_name),
            )
        return content

    def _slices(self, entry: str) -> Iterator[bytes]:
        info = self.zip.NameToInfo.get(entry)
        if info is None:
            raise ReadingError(f"The part {entry} is missing.", Place(self.file_name))
        size = 0
        try:
            with self.zip.open(info) as stream:
                while piece := stream.read(_SLICE):
                    size += len(piece)
                    self._refuse_size(entry, size, info.compress_size)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise ReadingError(
                f"The part {entry} is damaged.", Place(self.file_name), "Save the file again."
            ) from error

    def _refuse_size(self, entry: str, size: int, packed: int) -> None:
        if size > self.max_entry or (size > _RATIO_FROM and size > MAX_RATIO * max(packed, 1)):
            raise ReadingError(
                f"The part {entry} unpacks to far more than an Office document holds.",
                Place(self.file_name),
            )


@contextmanager
def opened(file: InputFile, what: str, max_entry: int = MAX_ENTRY) -> Iterator[Archive]:
    """Open a zip container, for as long as the block lasts.

    Raises:
        ReadingError: if it is no zip file, is encrypted, or has far too many or doubled entries.
    """
    place = Place(file.name)
    try:
        container = zipfile.ZipFile(io.BytesIO(file.content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadingError(
            f"This is not {what}.", place, "Open it where it was made and save it again."
        ) from error
    with container:
        _refuse(container.infolist(), place)
        yield Archive(file.name, container, max_entry)


def _refuse(entries: list[zipfile.ZipInfo], place: Place) -> None:
    if len(entries) > MAX_ENTRIES:
        raise ReadingError(f"The file has {len(entries):,} parts.", place)
    if len({entry.filename for entry in entries}) < len(entries):
        raise ReadingError("The file has two parts of the same name.", place)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ReadingError("The file is encrypted.", place, "Save it without a password.")
