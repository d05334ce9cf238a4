"""Readers: one module a format, one table that says which ending belongs to which."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from qualcode.domain.errors import Place, ReadingError
from qualcode.domain.reading import Reading
from qualcode.exchange.readers.opening import InputFile, open_input
from qualcode.exchange.readers.options import ReadingOptions

__all__ = ["SURVEY_SUFFIXES", "ReadingOptions", "known_suffixes", "read"]

Reader = Callable[[InputFile, ReadingOptions], Reading]

# A new format joins here: ending -> module and function, imported when first needed.
_READERS = {
    ".txt": "text:read_text",
    ".md": "text:read_text",
    ".markdown": "text:read_text",
    ".docx": "docx:read_docx",
    ".vtt": "vtt:read_captions",
    ".srt": "vtt:read_captions",
    ".csv": "survey:read_table",
    ".tsv": "survey:read_table",
    ".tab": "survey:read_table",
    ".xlsx": "survey:read_table",
}

SURVEY_SUFFIXES = frozenset(
    suffix for suffix, reader in _READERS.items() if reader == "survey:read_table"
)
"""The endings whose columns a person may want to see and change before they are read."""


def known_suffixes() -> tuple[str, ...]:
    """Return the file endings that can be read, in the order of the table."""
    return tuple(_READERS)


def read(path: Path, options: ReadingOptions | None = None) -> Reading:
    """Read one file into drafts of its sources.

    Raises:
        ReadingError: if the ending is not known, or the file cannot be read as it stands.
    """
    reader = _reader_for(path)
    return reader(open_input(path), options or ReadingOptions())


def _reader_for(path: Path) -> Reader:
    entry = _READERS.get(path.suffix.lower())
    if entry is None and not path.is_dir():
        what = f"The ending '{path.suffix}' is not known" if path.suffix else "It has no ending"
        known = ", ".join(_READERS)
        raise ReadingError(f"{what}.", Place(str(path)), f"Files that can be read: {known}.")
    module, _, function = (entry or _READERS[".txt"]).partition(":")
    return cast(Reader, getattr(import_module(f"{__name__}.{module}"), function))
