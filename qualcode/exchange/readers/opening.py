"""A file taken from disk, or a clear word why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.domain.errors import Place, ReadingError

MAX_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class InputFile:
    """The bytes of one file with the name that messages use."""

    path: Path
    content: bytes

    @property
    def name(self) -> str:
        """Return the file's name without its folder."""
        return self.path.name

    @property
    def stem(self) -> str:
        """Return the name without its ending: the name of the source."""
        return self.path.stem

    @property
    def suffix(self) -> str:
        """Return the ending in small letters, with its dot."""
        return self.path.suffix.lower()


def open_input(path: Path, max_bytes: int = MAX_BYTES) -> InputFile:
    """Read a file whole.

    Raises:
        ReadingError: if it is missing, a directory, not readable, empty or too large.
    """
    place = Place(str(path))
    try:
        if path.is_dir():
            raise ReadingError("This is a directory.", place, "Name the files in it.")
        if not path.exists():
            raise ReadingError("There is no such file.", place)
        if not path.is_file():
            raise ReadingError("This is not a regular file.", place)
        if path.stat().st_size > max_bytes:
            limit = f"{max_bytes // (1024 * 1024)} MB"
            raise ReadingError(f"The file is larger than {limit}.", place, "Split it.")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadingError(f"The file cannot be read: {reason}.", place) from error
    if not content.strip(b" \t\r\n\x00"):
        raise ReadingError("The file is empty.", place)
    return InputFile(path, content)
