"""Changes single lines of a hand-written TOML file, and leaves all others as they are."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from qualcode.domain.errors import InputError, Place, StoreUnavailable

Plain = str | bool | int | Sequence[str]
"""What a line can be given."""

_SECTION = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""")
_QUOTED_OR_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*')|(\s*#.*)$""")


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a file's text and what it holds; nothing where there is no file.

    Raises:
        InputError: if it is not TOML, naming the line.
        StoreUnavailable: if it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"\(at line (\d+)", str(error))
        told = re.sub(r" \(at .*\)$", "", str(error))
        line = int(found[1]) if found else None
        raise InputError(f"this is not TOML: {told}.", Place(str(path), line)) from error


def write_text(path: Path, text: str) -> None:
    """Write a file as a whole or not at all.

    Raises:
        StoreUnavailable: if it cannot be written; the old one is then still there.
    """
    # A link may point to where somebody keeps all such files.
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise StoreUnavailable(f"{path} cannot be written: {error.strerror}.") from error


def line_of(text: str, section: str, key: str) -> int | None:
    """Return the line, from 1, on which a key stands (in a section, or above all if it is '')."""
    found = _extent(text.splitlines(), section, key)
    return found[0] + 1 if found else None


def section_line(text: str, section: str) -> int | None:
    """Return the line, from 1, on which a section begins."""
    lines = text.splitlines()
    return next((at + 1 for at, one in enumerate(lines) if _named(one) == section), None)


def with_value(text: str, section: str, key: str, value: Plain | None) -> str:
    """Return the text with a key's value changed, added, or (for None) taken away.

    Comments stay. Raises:
        InputError: if the file is laid out in a way that cannot be changed line by line.
    """
    lines = text.splitlines()
    found = _extent(lines, section, key)
    if found is not None:
        first, last = found
        kept = _comment(lines[last - 1])
        lines[first:last] = [] if value is None else [_line(key, value) + kept]
    elif value is not None:
        lines = _added(lines, section, _line(key, value))
    changed = "\n".join(lines) + "\n" if lines else ""
    if not _holds(changed, section, key, value):
        raise InputError(f"'{key}' cannot be changed as the file is laid out; edit it by hand.")
    return changed


def _holds(text: str, section: str, key: str, value: Plain | None) -> bool:
    try:
        content: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    within = content.get(section, {}) if section else content
    wanted = list(value) if isinstance(value, (list, tuple)) else value
    return bool(within.get(key) == wanted)


def _added(lines: list[str], section: str, line: str) -> list[str]:
    if section:
        at = next((at for at, one in enumerate(lines) if _named(one) == section), None)
        if at is None:
            return [*lines, *([""] if lines and lines[-1].strip() else []), f"[{section}]", line]
        first = at + 1
    else:
        first = 0
    last = next((at for at in range(first, len(lines)) if _named(lines[at])), len(lines))
    while last > first and not lines[last - 1].strip():
        last -= 1
    return [*lines[:last], line, *lines[last:]]


def _extent(lines: Sequence[str], section: str, key: str) -> tuple[int, int] | None:
    """Return the lines `[first, last)` that a key with its value takes."""
    within = ""
    for at, line in enumerate(lines):
        within = _named(line) or within
        found = _KEY.match(line)
        if within == section and found and next(one for one in found.groups() if one) == key:
            for last in range(at + 1, len(lines) + 1):
                try:
                    tomllib.loads("\n".join(lines[at:last]))
                except tomllib.TOMLDecodeError:
                    continue
                return at, last
    return None


def _named(line: str) -> str:
    found = _SECTION.match(line)
    return found[1].strip("\"'") if found else ""


def _comment(line: str) -> str:
    for found in _QUOTED_OR_COMMENT.finditer(line):
        if found[2]:
            return "  " + found[2].strip()
    return ""


def _line(key: str, value: Plain) -> str:
    name = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)
    if isinstance(value, (list, tuple)):
        return f"{name} = [{', '.join(json.dumps(one, ensure_ascii=False) for one in value)}]"
    # What JSON writes of these is TOML too.
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"
