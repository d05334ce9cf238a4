"""A codebook file brought up to date: comments, order and quotes stay, only changes are written."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

import yaml

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import CodebookError
from qualcode.exchange.codebook_blocks import Block, blocks, extent, indented
from qualcode.exchange.codebook_writing import (
    CODE_ORDER,
    FLOW_KEYS,
    HEAD_ORDER,
    codebook_to_plain,
    codebook_to_yaml,
    in_tree_order,
)
from qualcode.exchange.codebook_yaml import codebook_from, parse_codebook
from qualcode.exchange.strict_yaml.document import load
from qualcode.exchange.strict_yaml.emitting import block_lines
from qualcode.exchange.strict_yaml.splicing import Pair, Splicer

Plain = dict[str, Any]

_ORDER = {key: place for place, key in enumerate((*HEAD_ORDER, *CODE_ORDER, "codes", "sets"))}


def update_codebook_yaml(old_text: str, codebook: Codebook) -> str:
    """Return the text of a codebook file changed so that it reads as `codebook`.

    Codes that the tree puts elsewhere than the tuple of codes does are read in the tree's order.

    Raises:
        CodebookError: if the old text is not a sound codebook, or codes are nested too deep.
    """
    old = parse_codebook(old_text)
    codebook = in_tree_order(codebook)
    if old == codebook:
        return old_text
    mark = "\ufeff" if old_text.startswith("\ufeff") else ""
    text = mark + edited(old_text.removeprefix(mark), old, codebook)
    return text if _reads_as(text, codebook) else codebook_to_yaml(codebook)


def edited(text: str, old: Codebook, new: Codebook) -> str:
    """Return the text that reads as `old` with the edits that lead to `new`."""
    splicer = Splicer(text, FLOW_KEYS)
    root, plain = splicer.root, codebook_to_plain(old)
    assert isinstance(root, yaml.MappingNode)
    codes = next(value for key, value in root.value if key.value == "codes")
    known = {id_: block for id_, block in blocks(splicer, codes, plain["codes"]) if id_ in new}
    _Editor(splicer, known).mapping(root, plain, codebook_to_plain(new))
    return splicer.result()


class _Editor:
    """Walks down a file and both contents together, and edits where the contents differ.

    `known` has the lines of each code that stays, wherever it goes.
    """

    def __init__(self, splicer: Splicer, known: Mapping[str, Block]) -> None:
        self.splicer = splicer
        self.known = known

    def mapping(self, node: yaml.MappingNode, old: Plain, new: Plain) -> None:
        pairs: dict[str, Pair] = {key.value: (key, value) for key, value in node.value}
        for key, pair in pairs.items():
            if key in old and key not in new:
                self.splicer.remove_entry(node, pair)
        for key, value in new.items():
            if key in old and old[key] == value:
                continue
            if key not in pairs:
                self._new_entry(node, _before(key, pairs, new), key, value)
            else:
                self._entry(node, pairs[key], old.get(key), value)

    def _new_entry(self, node: yaml.MappingNode, after: Pair, key: str, value: Any) -> None:
        if key == "codes" and not node.flow_style:
            column = after[0].start_mark.column
            lines = indented(f"codes:{self.splicer.end_of_line}", column)
            at = self._line_after(self.splicer.end(after[1]))
            self.splicer.edits.append((at, at, lines + self._written(value, column)))
        else:
            self.splicer.add_entry(node, after, key, value)

    def _entry(self, node: yaml.MappingNode, pair: Pair, old: Any, new: Any) -> None:
        inner = pair[1]
        both = isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys()
        if isinstance(inner, yaml.MappingNode) and both:
            self.mapping(inner, old, new)
        elif pair[0].value == "codes":
            if not (isinstance(inner, yaml.SequenceNode) and self._codes(inner, old, new)):
                self._set_codes(node, pair, new)
        elif isinstance(old, list) and isinstance(new, list):
            self.splicer.set_items(pair, node, old, new)
        else:
            self.splicer.set_entry(node, pair, new)

    def _set_codes(self, node: yaml.MappingNode, pair: Pair, new: list[Any]) -> None:
        key, inner = pair
        in_lines = isinstance(inner, yaml.SequenceNode) and not inner.flow_style
        if node.flow_style or not in_lines or not new:
            self.splicer.set_entry(node, pair, new)
            return
        lines = f"codes:{self.splicer.end_of_line}{self._written(new, key.start_mark.column)}"
        end = self.splicer.end(inner)
        self.splicer.edits.append((key.start_mark.index, end, lines.rstrip("\r\n")))

    def _codes(self, node: yaml.SequenceNode, old: list[Any], new: list[Any]) -> bool:
        """Edit a list of codes; say False where none stays at its place."""
        before, after = _by_id(old), _by_id(new)
        places = {id_: place for place, id_ in enumerate(before)}
        stay = _staying(list(before), list(after))
        if not stay:
            return False
        for id_ in stay:
            self.mapping(node.value[places[id_]], before[id_], after[id_])
        for id_, place in places.items():
            if id_ not in stay:
                self._take_out(node, id_, place)
        self._add_codes(node, {id_: places[id_] for id_ in stay}, new)
        return True

    def _take_out(self, node: yaml.SequenceNode, id_: str, place: int) -> None:
        where = extent(self.splicer, node, place) if id_ in self.known else None
        if where is not None:
            self.splicer.edits.append((*where, ""))
        else:
            self.splicer.remove_item(node, place)

    def _add_codes(self, node: yaml.SequenceNode, places: dict[str, int], new: list[Any]) -> None:
        after, added = -1, list[Any]()
        for code in new:
            if code["id"] not in places:
                added.append(code)
                continue
            self._add(node, after, added)
            after, added = places[code["id"]], []
        self._add(node, after, added)

    def _add(self, node: yaml.SequenceNode, after: int, added: list[Any]) -> None:
        where = extent(self.splicer, node, max(after, 0))
        if where is None or not added:
            self.splicer.add_items(node, after, added)
            return
        at = where[0] if after < 0 else where[1]
        written = self._written(added, node.start_mark.column)
        self.splicer.edits.append((at, at, written))

    def _written(self, codes: list[Any], column: int) -> str:
        """Return the lines of codes; those that were elsewhere in the file bring their own."""
        parts = []
        for code in codes:
            if code["id"] in self.known:
                parts.append(indented(self._moved(code), column))
            else:
                lines = block_lines([code], FLOW_KEYS, column)
                parts += [line + self.splicer.end_of_line for line in lines]
        return "".join(parts)

    def _moved(self, code: Plain) -> str:
        block = self.known[code["id"]]
        splicer = Splicer(block.lines(), FLOW_KEYS)
        _Editor(splicer, self.known).mapping(splicer.root.value[0], block.content, code)
        return splicer.result()

    def _line_after(self, end: int) -> int:
        return self.splicer.text.find("\n", end) + 1 or len(self.splicer.text)


def _staying(before: list[str], after: list[str]) -> set[str]:
    """Return codes that both lists have in the same order, as many as can be."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return {
        before[place]
        for start, _, size in matcher.get_matching_blocks()
        for place in range(start, start + size)
    }


def _by_id(codes: list[Any]) -> dict[str, Any]:
    return {code["id"]: code for code in codes}


def _before(key: str, pairs: dict[str, Pair], new: Plain) -> Pair:
    """Return the entry that a new key follows: the last in the usual order that comes before it."""
    staying = [name for name in pairs if name in new] or list(pairs)
    place = _ORDER.get(key, len(_ORDER))
    earlier = [name for name in staying if _ORDER.get(name, len(_ORDER)) <= place]
    return pairs[(earlier or staying)[-1]]


def _reads_as(text: str, codebook: Codebook) -> bool:
    try:
        content = load(text, "codebook.yaml", CodebookError).value
        return codebook_from(content) == codebook
    except (CodebookError, TypeError, KeyError, ValueError):
        return False
