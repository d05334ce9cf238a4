"""Plain values as YAML text that any reader understands alike: strings are quoted when in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDTH = 88

_SAFE = re.compile(r"[^\W\d_]([\w ,.;()'’/–-]*[\w.;)’])?")
_NOT_TEXT = frozenset("y n yes no on off true false null nan inf".split())  # noqa: SIM905
_BETWEEN_WORDS = re.compile(r"(?<=[^ ]) (?=[^ ])")
_NAMED_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def emitted(value: Mapping[str, Any], flow_keys: frozenset[str] = frozenset()) -> str:
    """Return a mapping as block YAML; lists under one of `flow_keys` stand on the key's line."""
    return "".join(f"{line}\n" for line in block_lines(value, flow_keys, 0))


def block_lines(
    value: Mapping[str, Any] | Sequence[Any], flow_keys: frozenset[str], indent: int
) -> Iterator[str]:
    """Yield the lines of a mapping or list, indented by that many spaces."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from entry_lines(key, inner, flow_keys, indent)
        return
    for inner in value:
        yield from _item_lines(inner, flow_keys, indent)


def entry_lines(key: str, value: Any, flow_keys: frozenset[str], indent: int) -> Iterator[str]:
    """Yield the lines of one key and its value."""
    lead = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, str):
        yield from _text_lines(lead, value, indent)
    elif _is_leaf(value) or (key in flow_keys and _all_leaves(value)):
        yield f"{lead} {flow(value)}".rstrip()
    else:
        yield lead
        yield from block_lines(value, flow_keys, indent + (2 if isinstance(value, Mapping) else 0))


def scalar(value: Any, quoted: bool = False) -> str:
    """Return a text, number, truth value or None on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    plain = not quoted and _SAFE.fullmatch(value) and value.casefold() not in _NOT_TEXT
    return value if plain else double_quoted(value)


def double_quoted(text: str) -> str:
    """Return a text in double quotes, with escapes for whatever cannot be seen."""
    return f'"{"".join(map(_escaped, text))}"'


def flow(value: Any) -> str:
    """Return a value on one line: `[a, b]`, `{key: value}` or a scalar."""
    if isinstance(value, Mapping):
        pairs = (f"{flow(key)}: {flow(inner)}" for key, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(flow, value))}]"
    quote_commas = isinstance(value, str) and "," in value
    return '""' if value is None else scalar(value, quoted=quote_commas)


def _item_lines(value: Any, flow_keys: frozenset[str], indent: int) -> Iterator[str]:
    dash = " " * indent + "- "
    if isinstance(value, str):
        yield from _text_lines(dash.rstrip(), value, indent)
    elif _is_leaf(value):
        yield dash + flow(value)
    else:
        first, *rest = block_lines(value, flow_keys, indent + 2)
        yield dash + first[indent + 2 :]
        yield from rest


def _text_lines(lead: str, text: str, indent: int) -> Iterator[str]:
    room = " " * (indent + 2)
    lines = text.split("\n")
    blocky = text.replace("\n", "").isprintable() and all(map(_opens_visibly, lines))
    if len(lines) > 1 and blocky and lines[0][:1].strip() and lines[-1]:
        yield f"{lead} |"
        yield from (f"{room}{line}" if line else "" for line in lines)
    elif len(lines) == 1 and blocky and len(lead) + len(text) > WIDTH and text == text.strip():
        yield f"{lead} >-"
        yield from (f"{room}{line}" for line in _folded(text, WIDTH - len(room)))
    else:
        yield f"{lead} {scalar(text)}"


def _opens_visibly(line: str) -> bool:
    return not line or bool(line.strip())


def _folded(text: str, width: int) -> Iterator[str]:
    """Yield lines that a reader joins to the same text: broken at single spaces only."""
    start, last = 0, 0
    for found in _BETWEEN_WORDS.finditer(text):
        if found.start() - start > width and last > start:
            yield text[start:last]
            start = last + 1
        last = found.start()
    if len(text) - start > width and last > start:
        yield text[start:last]
        start = last + 1
    yield text[start:]


def _is_leaf(value: Any) -> bool:
    return isinstance(value, str | bool | int) or value is None or not value


def _all_leaves(value: Any) -> bool:
    inner = value.values() if isinstance(value, Mapping) else value
    return all(_is_leaf(one) for one in inner)


def _escaped(character: str) -> str:
    if character in _NAMED_ESCAPES:
        return _NAMED_ESCAPES[character]
    if character == " " or (character.isprintable() and character not in "\ufeff\u2028\u2029"):
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
