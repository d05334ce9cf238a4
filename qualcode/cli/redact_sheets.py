"""What `qualcode redact` prints: hits in their context, names, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.cli.render import Sheet, counted

if TYPE_CHECKING:
    from qualcode.domain.redaction import Hit, KnownName, Residue

_AROUND = 24


def hit_sheet(hits: Sequence[Hit], notice: str) -> Sheet:
    """Return hits in their context, with what is proposed or was decided."""
    columns = (
        "place", "kind", "words", "verdict", "replacement", "generalisation", "reason", "before",
        "after",
    )  # fmt: skip
    rows = [_row(hit) for hit in hits]
    shown = [
        [
            row[0],
            row[1],
            f"{_flat(hit.before[-_AROUND:])}>{hit.words}<{_flat(hit.after[:_AROUND])}",
            row[3] or row[4],
        ]
        for row, hit in zip(rows, hits, strict=True)
    ]
    title = counted(len(hits), "hit")
    content = {"rows": [dict(zip(columns, row, strict=True)) for row in rows], "notice": notice}
    heads = ("place", "kind", "in its context", "proposed or decided")
    return Sheet(title, columns, rows, content, (notice,) if notice else (), (heads, shown))


def _row(hit: Hit) -> tuple[str, ...]:
    span, ruling = hit.proposal.span, hit.ruling
    return (
        f"{hit.name}:{span.start}-{span.end}",
        hit.proposal.kind.value,
        hit.words,
        ruling.verdict.value if ruling else "",
        ruling.replacement if ruling else hit.replacement,
        hit.generalisation,
        hit.proposal.reason,
        hit.before,
        hit.after,
    )


def _flat(words: str) -> str:
    return " ".join(words.split("\n"))


def name_sheet(names: Sequence[KnownName], title: str = "Confirmed names") -> Sheet:
    """Return names with what stands in their place."""
    columns = ("name", "kind", "replacement")
    rows = [(one.name, one.kind.value, one.replacement) for one in names]
    content = {"rows": [dict(zip(columns, row, strict=True)) for row in rows]}
    return Sheet(title, columns, rows, content)


def residue_sheet(found: Sequence[Residue]) -> Sheet:
    """Return where names that were replaced still are."""
    columns = ("place", "count", "advice")
    rows = [(one.place, one.count, one.advice) for one in found]
    content = {"rows": [dict(zip(columns, row, strict=True)) for row in rows]}
    title = "Names still in the study" if found else "Confirmed names in the study's files"
    return Sheet(title, columns, rows, content)
