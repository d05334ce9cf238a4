"""From the bytes of a YAML file to its text, or one sentence that says why not."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from qualcode.domain.errors import InputError, Place

MAX_BYTES = 5_000_000
"""Largest file that is read: a codebook of 20,000 codes has about 4 MB."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_bytes(path: Path, error: type[InputError]) -> bytes:
    """Return a file's bytes.

    Raises:
        InputError: of the class `error`, if the file is missing, unreadable or over 5 MB.
    """
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise error("there is no such file.", place, "Check the name and the folder.") from None
    except IsADirectoryError:
        raise error("this is a folder.", place, "Name the file in it.") from None
    except (OSError, ValueError) as why:
        reason = getattr(why, "strerror", None) or "unreadable name"
        raise error(f"the file cannot be read ({reason}).", place, "Check its rights.") from None
    _check_size(len(data), place, error)
    return data


def decode(data: bytes, file_name: str, error: type[InputError]) -> str:
    """Return UTF-8 text (UTF-16 where a byte order mark says so), without the mark.

    Raises:
        InputError: of the class `error`, if the bytes are another encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, file_name, error)
    return _decoded(data, "utf-8", file_name, error)


def check_text(text: str, file_name: str, error: type[InputError]) -> None:
    """Refuse text that is too long or holds characters that YAML cannot carry.

    Raises:
        InputError: of the class `error`, with line and column.
    """
    _check_size(len(text), Place(file_name), error)
    if found := _FORBIDDEN.search(text):
        raise error(
            f"the character U+{ord(found[0]):04X} cannot stand in a YAML file.",
            _place_at(text, found.start(), file_name),
            "Delete it; inside double quotes it can be written as an escape.",
        )


def _check_size(size: int, place: Place, error: type[InputError]) -> None:
    if size > MAX_BYTES:
        raise error("the file is larger than 5 MB.", place, "Split it into several files.")


def _decoded(data: bytes, encoding: str, file_name: str, error: type[InputError]) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as why:
        before = data[: why.start].decode(encoding, errors="replace")
        raise error(
            f"the byte 0x{data[why.start]:02X} is not {encoding.upper()}.",
            _place_at(before, len(before), file_name),
            "Save the file as UTF-8; it is probably Windows-1252 or Latin-1.",
        ) from None


def _place_at(text: str, index: int, file_name: str) -> Place:
    before = re.split("\r\n|[\n\r\x85\u2028\u2029]", text[:index])
    return Place(file_name, len(before), len(before[-1]) + 1)
