"""The codes of a codebook file as they stand there, whatever may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.exchange.strict_yaml.building import KeyPath
from qualcode.exchange.strict_yaml.problems import shown

_PROSE = ("short", "definition", "include", "exclude", "memo")
_EXAMPLES = ("typical", "atypical", "close_but_no")


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as the file has it, whatever else may be wrong with it."""

    path: KeyPath
    content: Mapping[str, Any]
    parent: int | None

    @property
    def id(self) -> str:
        """Return the id, or nothing where it is missing or not text."""
        return as_text(self.content.get("id"))

    @property
    def retired(self) -> bool:
        """Say whether the file marks the code as retired."""
        return "retired" in self.content


def flattened(value: Any) -> Iterator[Entry]:
    """Yield the codes of a file's plain values, parents before children, in the file's order."""
    waiting: list[tuple[KeyPath, Any, int | None]] = [((), value, None)]
    count = -1
    while waiting:
        path, content, parent = waiting.pop()
        if not isinstance(content, dict):
            continue
        if path:
            yield Entry(path, content, parent)
            count += 1
        below = content.get("codes")
        if isinstance(below, list):
            parent = count if path else None
            inner = [((*path, "codes", index), one, parent) for index, one in enumerate(below)]
            waiting.extend(reversed(inner))


def ids_that_went(value: Any) -> dict[str, str]:
    """Map each id that a change gave up, and no later change took back, to that change's version.

    Ids that stay in use as a part of their own split did not go.
    """
    gone: dict[str, str] = {}
    for change in reversed(mappings(value, "changes")):
        for kind in ("renamed", "merged", "split"):
            moved = change.get(kind)
            for old, new in moved.items() if isinstance(moved, dict) else ():
                gone[old] = shown(change.get("version", "?"))
                for id_ in new if isinstance(new, list) else [new]:
                    gone.pop(as_text(id_), None)
    return gone


def prose_of(entry: Entry) -> Iterator[tuple[KeyPath, str]]:
    """Yield each text of a code in which other codes may be mentioned."""
    for key in _PROSE:
        yield from texts_at((*entry.path, key), entry.content.get(key))
    for key in _EXAMPLES:
        for index, example in enumerate(mappings(entry.content, key)):
            yield from texts_at((*entry.path, key, index, "note"), example.get("note"))


def texts_at(path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield a text, or the texts of a list, each with its path."""
    if isinstance(value, str):
        yield path, value
    for index, one in enumerate(value if isinstance(value, list) else ()):
        if isinstance(one, str):
            yield (*path, index), one


def mappings(value: Any, key: str) -> list[Mapping[str, Any]]:
    """Return the mappings in a list, an empty one for any entry that is none."""
    inner = value.get(key) if isinstance(value, dict) else None
    if not isinstance(inner, list):
        return []
    return [one if isinstance(one, dict) else {} for one in inner]


def as_text(value: Any) -> str:
    """Return a value that is text, and nothing in place of any other."""
    return value if isinstance(value, str) else ""
