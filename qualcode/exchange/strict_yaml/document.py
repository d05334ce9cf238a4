"""A YAML document: its plain values and where in the file each of them stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from qualcode.domain.errors import InputError, Place
from qualcode.exchange.strict_yaml.building import Builder, KeyPath
from qualcode.exchange.strict_yaml.decoding import check_text, decode
from qualcode.exchange.strict_yaml.syntax import explained

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """The plain values of a file, and where each value and each key stands."""

    value: Any
    file: str
    lines: list[str]
    values: dict[KeyPath, tuple[int, int]]
    keys: dict[KeyPath, tuple[int, int]]

    def place(self, path: KeyPath) -> Place:
        """Return where a value begins, or the nearest value around it that is in the file."""
        while path not in self.values:
            path = path[:-1]
        return Place(self.file, *self.values[path])

    def place_of_key(self, path: KeyPath) -> Place:
        """Return where the key of a value stands; for a list's entry the entry itself."""
        return Place(self.file, *self.keys[path]) if path in self.keys else self.place(path)

    def line_after(self, path: KeyPath) -> str:
        """Return what stands on the line behind the beginning of a value."""
        line, column = self.values[path]
        return self.lines[line - 1][column - 1 :] if line <= len(self.lines) else ""


def load(source: str | bytes, file_name: str, error: type[InputError]) -> Document:
    """Read one YAML document.

    Raises:
        InputError: of the class `error` with line, column and remedy, for text that is not YAML,
            tags, anchors, aliases, a second document, a key given twice, over 40 levels,
            20,000 codes, 600,000 values or 5 MB.
    """
    text = decode(source, file_name, error) if isinstance(source, bytes) else source
    text = text.removeprefix("\ufeff")
    check_text(text, file_name, error)
    builder = Builder(file_name, error)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as why:
        raise explained(why, text, file_name, error) from None
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    return Document(builder.value, file_name, lines, builder.values, builder.keys)
