"""The codebook as rows: codes below their themes, folded or not, retired ones at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from qualcode.domain.codebook import PATH_SEPARATOR, Code, Codebook


@dataclass(frozen=True, slots=True)
class Branch:
    """One code as a row; `above` are the names of those above it.

    `folded` is None where nothing is below. A row that is folded stands for all below it too.
    """

    code: Code
    level: int
    above: str
    folded: bool | None

    @property
    def retired(self) -> bool:
        """Say whether the code is no longer applied."""
        return self.code.retired is not None


def branches(codebook: Codebook, folded: Collection[str], with_retired: bool) -> list[Branch]:
    """Return the rows of a codebook; what is below a folded code is left out."""
    rows = [*_walk(codebook, None, 0, folded, False)]
    if with_retired:
        for code in codebook.codes:
            parent = codebook.by_id[code.parent] if code.parent else None
            if code.retired is not None and (parent is None or parent.retired is None):
                rows += _branch(codebook, code, 0, folded, True)
    return rows


def _walk(
    codebook: Codebook, parent: str | None, level: int, folded: Collection[str], retired: bool
) -> Iterator[Branch]:
    for code in codebook.children(parent):
        if (code.retired is not None) is retired:
            yield from _branch(codebook, code, level, folded, retired)


def _branch(
    codebook: Codebook, code: Code, level: int, folded: Collection[str], retired: bool
) -> Iterator[Branch]:
    below = any((one.retired is not None) is retired for one in codebook.children(code.id))
    is_folded = (code.id in folded) if below else None
    path = codebook.path(code.id).removesuffix(code.name).removesuffix(PATH_SEPARATOR)
    yield Branch(code, level, path, is_folded)
    if below and not is_folded:
        yield from _walk(codebook, code.id, level + 1, folded, retired)


def place_beside(codebook: Codebook, code: str, other: str, after: bool) -> int:
    """Return the position that puts a code directly before or after another, among its siblings."""
    siblings = codebook.children(codebook.by_id[other].parent)
    rest = [one.id for one in siblings if one.id != code]
    return rest.index(other) + (1 if after else 0)


def sibling(codebook: Codebook, code: str, step: int) -> str | None:
    """Return the code that stands next to one among its siblings that are applied, if any."""
    entry = codebook.by_id[code]
    alike = entry.retired is None
    ids = [
        one.id for one in codebook.children(entry.parent) if (one.retired is None) is alike
    ]  # fmt: skip
    place = ids.index(code) + step
    return ids[place] if 0 <= place < len(ids) else None
