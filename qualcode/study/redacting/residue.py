"""Looks in all that a study holds for names that were replaced, and tells where they still are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.redaction import Residue
from qualcode.store import erasing, people, redactions, sources
from qualcode.study.redacting.plan import Plan
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ADVICE = {
    "codebook_revision": "mend the examples: qualcode codebook edit; older versions keep them",
    "instrument_revision": "an older version of the instrument names it",
    "event": "the journal cannot be changed: a title, a round or a file was called so",
    "round": "a round was planned with it",
    "source": "decide about it: qualcode redact decide",
    "passage": "decide about it: qualcode redact decide",
    "blob": "an original file that no text was replaced in",
}


def in_database(connection: Connection, plan: Plan) -> list[Residue]:
    """Count the names in every text of the database, by table."""
    kept = _kept(connection, plan)
    counts: Counter[str] = Counter()
    for cell in erasing.every_text(connection):
        if cell.table == "setting" and cell.key.startswith("redaction "):
            continue
        counts[cell.table] += plan.count(cell.words)
    for table in ("source", "passage"):
        counts[table] -= kept
    return [
        Residue(f"the table {table}", count, _ADVICE.get(table, ""))
        for table, count in sorted(counts.items())
        if count > 0
    ]


def _kept(connection: Connection, plan: Plan) -> int:
    """Count the names that somebody decided to keep."""
    kept = 0
    for one in redactions.sources(connection):
        (text,) = sources.texts(connection, [one]).values()
        rulings = redactions.rulings(connection, one)
        kept += sum(
            plan.count(ruling.span.of(text)) for ruling in rulings if not ruling.replacement
        )
    return kept


def in_files(session: Session, plan: Plan, leave_out: Iterable[Path] = ()) -> list[Residue]:
    """Count the names in the bytes of every file of the study's folder, in UTF-8 and UTF-16."""
    if session.folder is None:
        return []
    with session.reading() as connection:
        coders = {one.name.casefold() for one in people.coders(connection)}
    pattern = _bytes_pattern(plan, coders)
    if pattern is None:
        return []
    aside = {path.resolve() for path in leave_out}
    found = []
    for path in sorted(session.folder.rglob("*")):
        if path.is_file() and path.resolve() not in aside:
            count = sum(1 for _ in pattern.finditer(path.read_bytes()))
            if count:
                name = str(path.relative_to(session.folder))
                found.append(Residue(f"the file {name}", count, _advice_on(name)))
    return found


def of_sentences(
    session: Session, connection: Connection, sentences: Iterable[str]
) -> list[Residue]:
    """Count in all texts and files the longer sentences of somebody who left the study."""
    long = [one for one in sentences if len(one) >= _LONG]
    counts: Counter[str] = Counter()
    for cell in erasing.every_text(connection):
        counts[cell.table] += sum(one in cell.words for one in long)
    found = [
        Residue(f"the table {table}", count, "the same sentence; read it: who said it?")
        for table, count in sorted(counts.items())
        if count
    ]
    if session.folder is None:
        return found
    forms = [one.encode(code) for one in long for code in ("utf-8", "utf-16-le", "utf-16-be")]
    for path in sorted(one for one in session.folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if count := sum(form in content for form in forms):
            name = str(path.relative_to(session.folder))
            found.append(Residue(f"the file {name}", count, _advice_on(name)))
    return found


_LONG = 30


def _advice_on(name: str) -> str:
    if name.startswith("backups") or ".db." in name or name.endswith(".bak"):
        return "a copy from before: delete it when it is no longer needed"
    if name.startswith("exports"):
        return "made from the study before: delete it"
    if name.startswith("study.db"):
        return "close other programs that have the study open, then: qualcode redact check --clean"
    return "mend or delete it"


def _bytes_pattern(plan: Plan, coders: set[str]) -> re.Pattern[bytes] | None:
    forms = list(_forms(plan, coders))
    if not forms:
        return None
    pieces = []
    for encoding, letter in (
        ("utf-8", rb"[A-Za-z0-9]"),
        ("utf-16-le", rb"[A-Za-z0-9]\x00"),
        ("utf-16-be", rb"\x00[A-Za-z0-9]"),
    ):
        words = b"|".join(re.escape(form.encode(encoding)) for form in forms)
        pieces.append(rb"(?<!" + letter + rb")(?:" + words + rb")(?!" + letter + rb")")
    return re.compile(b"|".join(pieces), re.IGNORECASE)


def _forms(plan: Plan, coders: set[str]) -> Iterator[str]:
    for one in plan.names:
        if len(one.name) > 3 and one.name.casefold() not in coders:
            yield from {one.name, one.name.casefold(), one.name.upper()}
