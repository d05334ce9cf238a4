"""Edits in the text of a YAML file that leave every other character where it is.

A round trip through a YAML library re-wraps long lines and ties comments to the line above them,
so that they are lost or misplaced when that line goes; here only the changed lines are touched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from qualcode.exchange.strict_yaml.emitting import (
    block_lines,
    double_quoted,
    entry_lines,
    flow,
)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Pair = tuple[yaml.ScalarNode, yaml.Node]


class Splicer:
    """Collects edits of one text, which must be sound YAML without anchors, and applies them."""

    def __init__(self, text: str, flow_keys: frozenset[str]) -> None:
        self.end_of_line = "\r\n" if "\r\n" in text else "\n"
        self.text = text if text.endswith("\n") else text + self.end_of_line
        self.flow_keys = flow_keys
        self.root: Any = yaml.compose(self.text, Loader=_LOADER)
        self.edits: list[tuple[int, int, str]] = []

    def result(self) -> str:
        """Return the text with all edits made."""
        parts, position = [], 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            parts += [self.text[position:start], new]
            position = max(end, position)
        return "".join([*parts, self.text[position:]])

    def set_entry(self, mapping: yaml.MappingNode, pair: Pair, value: Any) -> None:
        """Give a key another value, in the style of the old one where the style can hold it."""
        key, node = pair
        start, end = key.start_mark.index, self.end(node)
        if (
            isinstance(node, yaml.ScalarNode)
            and isinstance(value, str)
            and node.style in ("'", '"')
        ):
            self.edits.append((node.start_mark.index, end, _quoted_alike(value, node.style)))
        elif mapping.flow_style or (isinstance(node, yaml.CollectionNode) and node.flow_style):
            self.edits.append((node.start_mark.index, end, self._spaced(node) + flow(value)))
        else:
            lines = entry_lines(key.value, value, self.flow_keys, key.start_mark.column)
            self.edits.append((start, end, self.end_of_line.join(lines).lstrip(" ")))

    def add_entry(self, mapping: yaml.MappingNode, after: Pair, key: str, value: Any) -> None:
        """Add a key behind another one of the same mapping."""
        end = self.end(after[1])
        if mapping.flow_style:
            self.edits.append((end, end, f", {flow({key: value})[1:-1]}"))
        else:
            column = after[0].start_mark.column
            self._insert_lines(end, list(entry_lines(key, value, self.flow_keys, column)))

    def remove_entry(self, mapping: yaml.MappingNode, pair: Pair) -> None:
        """Take a key and its value out of a mapping that has others."""
        pairs = mapping.value
        self._remove(bool(mapping.flow_style), [(key, value) for key, value in pairs], pair)

    def set_items(
        self, pair: Pair, mapping: yaml.MappingNode, old: list[Any], new: list[Any]
    ) -> None:
        """Turn the list under a key into another one, touching only the items that differ."""
        node = pair[1]
        steps = _steps(old, new)
        if not isinstance(node, yaml.SequenceNode) or node.flow_style or not steps:
            self.set_entry(mapping, pair, new)
            return
        for what, i1, i2, j1, j2 in steps:
            if what != "equal":
                for index in range(i1, i2):
                    self.remove_item(node, index)
                self.add_items(node, i2 - 1, new[j1:j2])

    def add_items(self, sequence: yaml.SequenceNode, after: int, items: Sequence[Any]) -> None:
        """Add items to a list behind the one at that index; -1 puts them first."""
        if not items:
            return
        if sequence.flow_style:
            first = after < 0
            at = sequence.value[0].start_mark.index if first else self.end(sequence.value[after])
            written = (f"{flow(item)}, " if first else f", {flow(item)}" for item in items)
            self.edits.append((at, at, "".join(written)))
            return
        lines = list(block_lines(items, self.flow_keys, sequence.start_mark.column))
        if after >= 0:
            self._insert_lines(self.end(sequence.value[after]), lines)
        else:
            at = self._line_start(sequence.value[0].start_mark.index)
            self.edits.append((at, at, self._joined(lines)))

    def remove_item(self, sequence: yaml.SequenceNode, index: int) -> None:
        """Take an item out of a list that has others."""
        items = [(node, node) for node in sequence.value]
        self._remove(bool(sequence.flow_style), items, items[index])

    def end(self, node: yaml.Node) -> int:
        """Return where a value's last character ends, comments and blank lines left out."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        return start + len(self.text[start:end].rstrip())

    def _remove(self, in_flow: bool, parts: list[tuple[Any, Any]], part: tuple[Any, Any]) -> None:
        index = next(place for place, one in enumerate(parts) if one[0] is part[0])
        start, end = part[0].start_mark.index, self.end(part[1])
        line = self._line_start(start)
        before = self.text[line:start].strip(" ")
        is_item = part[0] is part[1]
        last = index == len(parts) - 1
        if in_flow and last and index > 0:
            self.edits.append((self.end(parts[index - 1][1]), end, ""))
        elif in_flow or (before and not (is_item and before == "-")):
            following = end if last else parts[index + 1][0].start_mark.index
            self.edits.append((start, following, ""))
        else:
            self.edits.append((line, self._next_line(end), ""))

    def _insert_lines(self, end: int, lines: list[str]) -> None:
        at = self._next_line(end)
        self.edits.append((at, at, self._joined(lines)))

    def _joined(self, lines: list[str]) -> str:
        return "".join(line + self.end_of_line for line in lines)

    def _spaced(self, node: yaml.Node) -> str:
        return " " if self.text[node.start_mark.index - 1] == ":" else ""

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _next_line(self, index: int) -> int:
        return self.text.find("\n", index) + 1 or len(self.text)


def _steps(old: list[Any], new: list[Any]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list becomes the other, nothing if no item stays."""
    before, after = ([json.dumps(one, sort_keys=True) for one in items] for items in (old, new))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return list(steps) if any(step[0] == "equal" for step in steps) else []


def _quoted_alike(text: str, style: str) -> str:
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return double_quoted(text)
