"""Puts a code, with all below it, at another place of the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualcode.domain.codebook import Code, Codebook


def placed(codebook: Codebook, code: Code, position: int | None) -> Codebook:
    """Return the codebook with a code below its `parent`, at a position among those there.

    The code stands in for the one of its id. A position counts the others from 0; None is last.
    Every code then comes directly before those below it.
    """
    below: dict[str | None, list[str]] = {}
    known = {**codebook.by_id, code.id: code}
    for one in codebook.codes:
        if one.id != code.id:
            below.setdefault(one.parent, []).append(one.id)
    siblings = below.setdefault(code.parent, [])
    siblings.insert(len(siblings) if position is None else max(0, position), code.id)

    def walked(parent: str | None) -> Iterator[Code]:
        for id_ in below.get(parent, ()):
            yield known[id_]
            yield from walked(id_)

    return replace(codebook, codes=tuple(walked(None)))
