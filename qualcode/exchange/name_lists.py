"""Codebooks that are nested lists of names only, as qualitative-coding writes them.

A list holds names, and mappings of a name to the list below it; nested mappings do as well. A
name that stands twice means one code, which keeps its first place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.errors import CodebookError
from qualcode.exchange.code_names import Ids, refusal
from qualcode.exchange.strict_yaml.building import KeyPath
from qualcode.exchange.strict_yaml.document import Document

_OURS = frozenset({"format", "title", "codes"})


def is_name_list(value: Any) -> bool:
    """Say whether plain values are nested names rather than a codebook in our own format."""
    if isinstance(value, list):
        return True
    inner = value.values() if isinstance(value, dict) and not _OURS & value.keys() else ()
    return bool(inner) and all(one is None or isinstance(one, list | dict) for one in inner)


def codebook_of_names(document: Document, title: str) -> Codebook:
    """Return the codebook that nested lists of names mean.

    Raises:
        CodebookError: naming the place of an entry that is no name.
    """
    ids, codes = Ids(), dict[str, Code]()
    for name, above in _names(document, (), document.value, None):
        if name not in codes:
            parent = codes[above].id if above is not None else None
            codes[name] = Code(ids.of(name), name, parent)
    return Codebook(title, tuple(codes.values()))


def _names(
    document: Document, path: KeyPath, value: Any, above: str | None
) -> Iterator[tuple[str, str | None]]:
    if isinstance(value, str | int):
        name = (str(value).lower() if isinstance(value, bool) else str(value)).strip()
        _refuse_unfit(document, path, name)
        yield name, above
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _names(document, (*path, index), one, above)
    elif isinstance(value, dict):
        for key, below in value.items():
            name = key.strip()
            _refuse_unfit(document, (*path, key), name)
            yield name, above
            if below is not None:
                yield from _names(document, (*path, key), below, name)
    else:
        fix = "Write a name, or remove the line."
        raise CodebookError("an entry is empty.", document.place(path), fix)


def _refuse_unfit(document: Document, path: KeyPath, name: str) -> None:
    if problem := refusal(name):
        raise CodebookError(problem[0], document.place_of_key(path), problem[1])
