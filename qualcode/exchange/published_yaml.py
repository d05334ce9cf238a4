"""Reads the figures of a printed report from YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qualcode.domain.errors import InputError, Place
from qualcode.domain.published import PublishedFigure
from qualcode.exchange.strict_yaml.decoding import read_bytes
from qualcode.exchange.strict_yaml.document import load

_KEYS = {"id", "question", "group", "code", "answer", "percent", "order", "note"}


def read_published(path: Path) -> tuple[PublishedFigure, ...]:
    """Read a file of printed figures: a mapping with a list `rows`.

    Raises:
        InputError: naming file and line of a row that is not usable.
    """
    document = load(read_bytes(path, InputError), str(path), InputError)
    rows = document.value.get("rows") if isinstance(document.value, dict) else None
    if not isinstance(rows, list):
        raise InputError("There is no list 'rows'.", Place(str(path), 1), "See published.yaml.")
    return tuple(_figure(row, document.place(("rows", number))) for number, row in enumerate(rows))


def _figure(row: Any, place: Place) -> PublishedFigure:
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise InputError(f"'{unknown[0]}' is not known.", place, f"Known: {sorted(_KEYS)}.")
    if ("code" in row) == ("answer" in row) or ("percent" in row) == ("order" in row):
        raise InputError(
            "A figure needs either code or answer, and either percent or order.", place
        )
    return PublishedFigure(**row)
