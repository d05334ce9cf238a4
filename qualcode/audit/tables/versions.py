"""Recounts what an earlier codebook makes of today's codings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from qualcode.audit.evidence import Row
from qualcode.audit.tables.code_tree import CodeTree
from qualcode.audit.tables.frequencies import Asked, Count, coded
from qualcode.audit.tables.lines import Line, Part, shares
from qualcode.audit.tables.population import Population
from qualcode.domain.codebook import Codebook
from qualcode.domain.codebook_history import became
from qualcode.domain.errors import NotFound

_SIDES = ("before", "after")
_MADE = ("made_before", "made_since")

Made = dict[str, dict[str, list[str]]]
"""For each code, the person behind each coding made before, or since."""


def moves(asked: Asked, revision: str) -> list[Line]:
    """Return the rows that set an earlier codebook beside today's.

    Raises:
        NotFound: if the study had no such revision.
    """
    known = sorted(
        asked.facts.evidence.codebooks, key=lambda one: (one["created"], one["revision"])
    )
    ids = [one["revision"] for one in known]
    if revision not in ids:
        raise NotFound("revision of the codebook", revision, ids)
    content = _content(known[ids.index(revision)])
    trees = CodeTree(content), asked.facts.tree
    sides = [{one.code: one for one in coded(asked, tree) if not one.is_apart} for tree in trees]
    books = [Codebook.from_json(one) for one in (content, asked.facts.evidence.codebook)]
    made = _made(asked, {"", *ids[: ids.index(revision) + 1]})
    codes = [*trees[1].codes, *(one for one in trees[0].codes if one not in trees[1].codes)]
    found = []
    for code in codes:
        both = [side.get(code) for side in sides]
        if any(both) or code in made:
            tree = trees[1] if code in trees[1].codes else trees[0]
            values = {
                "code": code,
                "name": tree.name(code),
                "level": tree.level(code),
                "change": became(code, *books),
            }
            found.append(_line(values, both, made.get(code, {})))
    return found


def _content(row: Row) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(row["content"])
    return content


def _made(asked: Asked, earlier: set[str]) -> Made:
    found: Made = {}
    for segment in Population(asked.facts, asked.rule, asked.scope, "segment").segments:
        for one in asked.rule.counted(segment["id"]):
            when = _MADE[one["revision"] not in earlier]
            person = segment["participant"] or segment["source"]
            found.setdefault(one["code"], {}).setdefault(when, []).append(person)
    return found


def _line(values: dict[str, Any], both: Iterable[Count | None], made: dict[str, list[str]]) -> Line:
    before, after = both
    parts = []
    moved: set[str] = set()
    if before and after:
        moved = before.counted.people ^ after.counted.people
    for one, when in zip((before, after), _SIDES, strict=True):
        n, base = (one.n, one.whole) if one else (None, None)
        share = None if n is None else shares(n, base)["percent"]
        values |= {f"n_{when}": n, f"base_{when}": base, f"percent_{when}": share}
        if one is not None and one.base is not None:
            telling = (f"n_{when}", f"percent_{when}")
            parts.append(Part(len(one.counted.people), telling))
            parts.append(Part(len(one.base.people), (f"base_{when}", *telling)))
    if before and after:
        parts.append(Part(len(moved), ("n_before", "percent_before")))
    for when in _MADE:
        values[when] = len(made.get(when, ()))
        if when in made:
            parts.append(Part(len(set(made[when])), (when,)))
    return Line(values, parts)
