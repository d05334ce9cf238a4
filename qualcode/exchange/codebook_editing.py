"""A codebook file brought up to date: comments, order and quotes stay, only changes are written."""

from __future__ import annotations

from typing import Any

import yaml

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import CodebookError
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
    assert isinstance(splicer.root, yaml.MappingNode)
    _Editor(splicer).mapping(splicer.root, codebook_to_plain(old), codebook_to_plain(new))
    return splicer.result()


class _Editor:
    """Walks down a file and both contents together, and edits where the contents differ."""

    def __init__(self, splicer: Splicer) -> None:
        self.splicer = splicer

    def mapping(self, node: yaml.MappingNode, old: Plain, new: Plain) -> None:
        pairs: dict[str, Pair] = {key.value: (key, value) for key, value in node.value}
        for key, pair in pairs.items():
            if key in old and key not in new:
                self.splicer.remove_entry(node, pair)
        for key, value in new.items():
            if key in old and old[key] == value:
                continue
            if key not in pairs:
                self.splicer.add_entry(node, _before(key, pairs, new), key, value)
            else:
                self._entry(node, pairs[key], old.get(key), value)

    def _entry(self, node: yaml.MappingNode, pair: Pair, old: Any, new: Any) -> None:
        inner = pair[1]
        both = isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys()
        if isinstance(inner, yaml.MappingNode) and both:
            self.mapping(inner, old, new)
        elif pair[0].value == "codes":
            if not (isinstance(inner, yaml.SequenceNode) and self._codes(inner, old, new)):
                self.splicer.set_entry(node, pair, new)
        elif isinstance(old, list) and isinstance(new, list):
            self.splicer.set_items(pair, node, old, new)
        else:
            self.splicer.set_entry(node, pair, new)

    def _codes(self, node: yaml.SequenceNode, old: list[Any], new: list[Any]) -> bool:
        """Edit a list of codes; say False where none stays or those that stay change places."""
        before, after = _by_id(old), _by_id(new)
        places = {id_: place for place, id_ in enumerate(before)}
        stay = [id_ for id_ in after if id_ in before]
        if not stay or stay != [id_ for id_ in before if id_ in after]:
            return False
        for id_ in stay:
            self.mapping(node.value[places[id_]], before[id_], after[id_])
        for id_, place in places.items():
            if id_ not in after:
                self.splicer.remove_item(node, place)
        self._add_codes(node, places, new)
        return True

    def _add_codes(self, node: yaml.SequenceNode, places: dict[str, int], new: list[Any]) -> None:
        after, added = -1, list[Any]()
        for code in new:
            if code["id"] not in places:
                added.append(code)
                continue
            self.splicer.add_items(node, after, added)
            after, added = places[code["id"]], []
        self.splicer.add_items(node, after, added)


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
