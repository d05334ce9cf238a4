"""What is told on the whole of the screen: what would be replaced, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.domain.redaction import MovedCoding, Redacted, Residue


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paragraphs under a title; one that can be `confirmed` waits for a yes."""

    title: str
    paragraphs: tuple[str, ...]
    confirmed: bool = False


def previewed(replacements: int, moved: Sequence[MovedCoding], names: int) -> Sheet:
    """Return what applying would do, before anything is done."""
    confirmed = f" and {_counted(names, 'confirmed name')}" if names else ""
    told = [
        f"{_counted(replacements, 'replacement')} would be made in the texts: what is decided, "
        f"where it stands; the same names{confirmed} wherever else they stand. Memos, attributes "
        "and the names of sources and participants are reworded too.",
        "Codings, looks, flags and memos follow their words. The originals and the older texts go "
        "into the vault, and the database is written anew. This cannot be undone.",
    ]
    if moved:
        told.append(
            f"{_counted(len(moved), 'coding')} would change: each begins or ends inside replaced "
            "words and would grow to the whole of them."
        )
        told += [f"{one.source}, {one.code}: “{one.quotation}” → “{one.becomes}”" for one in moved]
    else:
        told.append("No coding begins or ends inside replaced words: none would change.")
    return Sheet("WHAT WOULD BE DONE", tuple(told), confirmed=True)


def applied(done: Redacted) -> Sheet:
    """Return what was done, and where names still are."""
    told = (
        f"{_counted(done.replaced, 'replacement')} in {_counted(done.sources, 'source')}; "
        f"{_counted(done.codings, 'coding')} followed, {len(done.moved)} of them changed. "
        f"{_counted(done.originals, 'original')} went into the vault with the older texts."
    )
    return Sheet("WHAT WAS DONE", (told, *_residue(done.residue)))


def left_over(found: Sequence[Residue]) -> Sheet:
    """Return where names that were replaced still are."""
    return Sheet("WHAT IS LEFT", tuple(_residue(found)))


def _residue(found: Sequence[Residue]) -> list[str]:
    if not found:
        return ["No replaced or confirmed name is left in the database or the study's files."]
    told = [f"{one.place}: {one.count}. {one.advice}".strip() for one in found]
    return ["Names are still in these places:", *told]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
