"""From the events of a YAML text to plain values, refusing whatever is not plain.

Text stays text: only a bare `true` or `false` and whole numbers are converted, so that a code
named `no`, `on`, `1e3`, `null` or `2026-01-02` keeps its name. Keys are always text. An empty
value is None. The last line break of a block (`|`, `>`) is not part of its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from qualcode.domain.errors import InputError, Place
from qualcode.exchange.strict_yaml.problems import shown

KeyPath = tuple[str | int, ...]
"""The keys and list positions that lead from the top of a document to a value."""

MAX_DEPTH = 40
MAX_CODES = 20_000
MAX_VALUES = 600_000

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    into: dict[str, Any] | list[Any]
    path: KeyPath
    key: str | None = None

    def awaits_key(self) -> bool:
        return isinstance(self.into, dict) and self.key is None


@dataclass(slots=True)
class Builder:
    """Takes events one by one; `value` is the document once all are taken."""

    file_name: str
    error: type[InputError]
    value: Any = None
    values: dict[KeyPath, tuple[int, int]] = field(default_factory=lambda: {(): (1, 1)})
    keys: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    open: list[_Open] = field(default_factory=list)
    documents: int = 0
    codes: int = 0

    def take(self, event: yaml.Event) -> None:
        """Add what one event says.

        Raises:
            InputError: of the class `error`, if the event is a trick or too much.
        """
        if isinstance(event, yaml.NodeEvent):
            self._refuse_tricks(event)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _refuse_tricks(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"'*{shown(event.anchor)}' refers to text elsewhere.", "alias")
        if event.anchor is not None:
            self._refuse(event, f"'&{shown(event.anchor)}' names text for reuse.", "anchor")
        if event.tag is not None:
            self._refuse(event, f"'{shown(event.tag)}' is a YAML tag.", "tag")

    def _refuse(self, event: yaml.Event, problem: str, trick: str) -> None:
        fix = f"Remove the {trick}; if it is text, put it in quotes."
        raise self.error(problem, self._place(event), fix)

    def _document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            problem = "a second document begins here."
            fix = "Remove the line '---', or split the file."
            raise self.error(problem, self._place(event), fix)

    def _begin(self, into: dict[str, Any] | list[Any], event: yaml.Event) -> None:
        if self.open and self.open[-1].awaits_key():
            fix = "Write the key as plain text; put text that begins with [ or { in quotes."
            raise self.error("a list or mapping cannot be a key.", self._place(event), fix)
        if len(self.open) >= MAX_DEPTH:
            problem = f"values are nested more than {MAX_DEPTH} levels deep."
            raise self.error(problem, self._place(event), "Make the tree flatter.")
        path = self._attach(into, event)
        self.open.append(_Open(into, path))
        if isinstance(into, dict) and path[-2:-1] == ("codes",):
            self._count_code(event)

    def _count_code(self, event: yaml.Event) -> None:
        self.codes += 1
        if self.codes > MAX_CODES:
            problem = f"there are more than {MAX_CODES:,} codes."
            raise self.error(problem, self._place(event), "Split the codebook into several files.")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self.open and self.open[-1].awaits_key():
            self._key(self.open[-1], event)
        else:
            self._attach(_plain(event), event)

    def _key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        path = (*top.path, event.value)
        if event.value == "" and not event.style:
            raise self.error("a key is missing before the colon.", self._place(event), "Write it.")
        if path in self.keys:
            first = self.keys[path][0]
            problem = f"the key '{shown(event.value)}' is given twice, first in line {first}."
            raise self.error(problem, self._place(event), "Remove one of them, or rename it.")
        self.keys[path] = _position(event)
        top.key = event.value

    def _attach(self, value: Any, event: yaml.Event) -> KeyPath:
        path: KeyPath = ()
        if not self.open:
            self.value = value
        else:
            top = self.open[-1]
            if isinstance(top.into, dict):
                assert top.key is not None
                path = (*top.path, top.key)
                top.into[top.key] = value
                top.key = None
            else:
                path = (*top.path, len(top.into))
                top.into.append(value)
        self.values[path] = _position(event)
        if len(self.values) > MAX_VALUES:
            problem = f"there are more than {MAX_VALUES:,} values."
            raise self.error(problem, self._place(event), "Split the file into several.")
        return path

    def _place(self, event: yaml.Event) -> Place:
        return Place(self.file_name, *_position(event))


def _position(event: yaml.Event) -> tuple[int, int]:
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


def _plain(event: yaml.ScalarEvent) -> str | int | bool | None:
    text: str = event.value
    if event.style in ("|", ">"):
        return text.removesuffix("\n")
    if event.style:
        return text
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return text or None
