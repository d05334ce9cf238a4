"""Codebooks as CSV or TSV: code, name, parent, definition; or Taguette's tag and description.

With Taguette, a dotted path is the hierarchy: `waiting.length` lies below `waiting`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.errors import CodebookError, Place
from qualcode.exchange.code_names import Ids, refusal
from qualcode.exchange.codebook_writing import MAX_LEVEL
from qualcode.exchange.strict_yaml.problems import did_you_mean, shown

_COLUMNS = {
    "code": ("code", "id"),
    "name": ("name", "label"),
    "path": ("path", "tag"),
    "parent": ("parent", "theme"),
    "definition": ("definition", "description", "memo"),
    "short": ("short",),
}
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")

Row = dict[str, str]


@dataclass(slots=True)
class _Table:
    file_name: str
    rows: list[tuple[int, Row]]

    def error(self, row: int, problem: str, fix: str) -> CodebookError:
        return CodebookError(problem, Place(self.file_name, row=row), fix)

    def refuse_name(self, row: int, name: str) -> None:
        if problem := refusal(name):
            raise self.error(row, *problem)


def parse_code_table(text: str, file_name: str, title: str) -> Codebook:
    """Return the codebook that a table holds.

    Raises:
        CodebookError: naming the row of what is missing, doubled or unknown.
    """
    table = _table(text, file_name)
    by_path = bool(table.rows) and "path" in table.rows[0][1] and "code" not in table.rows[0][1]
    codes = _from_paths(table) if by_path else _from_parents(table)
    return Codebook(title, tuple(codes))


def _table(text: str, file_name: str) -> _Table:
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, Row]] = []
    columns: list[str] = []
    try:
        for number, cells in enumerate(lines, start=1):
            if number == 1:
                columns = _columns(cells, file_name)
            elif any(cell.strip() for cell in cells):
                named = zip(columns, cells, strict=False)
                rows.append((number, {key: cell.strip() for key, cell in named if key}))
    except csv.Error as why:
        place = Place(file_name, row=lines.line_num)
        fix = "Check the quotes around it."
        raise CodebookError(f"this row is not CSV ({why}).", place, fix) from None
    if not columns:
        raise CodebookError("the table is empty.", Place(file_name), "Give it a header and rows.")
    return _Table(file_name, rows)


def _columns(header: list[str], file_name: str) -> list[str]:
    words = {word: column for column, all_ in _COLUMNS.items() for word in all_}
    found = [words.get(cell.strip().casefold(), "") for cell in header]
    if not {"code", "name", "path"} & set(found):
        fix = "Name the columns code, name, parent, definition; or tag, description."
        raise CodebookError("no column holds codes.", Place(file_name, row=1), fix)
    return found


def _from_parents(table: _Table) -> Iterator[Code]:
    """Yield codes whose parents are named in a column, parents first."""
    ids = Ids(code for _, row in table.rows if _ID.fullmatch(code := row.get("code", "")))
    made, names = dict[str, tuple[int, Row]](), dict[str, str]()
    seen: set[str] = set()
    for number, row in table.rows:
        code = row.get("code", "")
        row["name"] = row.get("name") or code
        table.refuse_name(number, row["name"])
        if code and code in seen:
            fix = "Give one of them another code."
            raise table.error(number, f"the code '{shown(code)}' stands twice.", fix)
        seen.add(code)
        id_ = code if _ID.fullmatch(code) else ids.of(code or row["name"])
        made[id_] = number, row
        for word in (code, row["name"], id_):
            if word:
                names.setdefault(word.casefold(), id_)
    parents = {id_: _parent(table, number, row, names) for id_, (number, row) in made.items()}
    for id_ in _parents_first(table, parents, {id_: number for id_, (number, _) in made.items()}):
        row = made[id_][1]
        yield _code(id_, row["name"], parents[id_], row)


def _parent(table: _Table, number: int, row: Row, names: dict[str, str]) -> str | None:
    word = row.get("parent", "")
    if word and word.casefold() not in names:
        fix = did_you_mean(word.casefold(), names) or "Add a row for it."
        raise table.error(number, f"there is no code '{shown(word)}' to stand below.", fix)
    return names[word.casefold()] if word else None


def _parents_first(
    table: _Table, parents: dict[str, str | None], rows: dict[str, int]
) -> Iterable[str]:
    order: dict[str, None] = {}
    for id_ in parents:
        chain: list[str] = []
        one: str | None = id_
        while one is not None and one not in order:
            if one in chain:
                fix = "Leave the parent of one of them empty."
                raise table.error(rows[one], f"'{shown(one)}' stands below itself.", fix)
            chain.append(one)
            one = parents[one]
        order.update(dict.fromkeys(reversed(chain)))
    return order


def _from_paths(table: _Table) -> Iterator[Code]:
    """Yield codes of dotted paths; steps that have no row of their own are made."""
    ids, known = Ids(), dict[str, str]()
    given: dict[str, Row] = {}
    for number, row in table.rows:
        path = row.get("path", "")
        if path in given:
            raise table.error(number, f"the tag '{shown(path)}' stands twice.", "Remove a row.")
        if path.count(".") > MAX_LEVEL:
            raise table.error(number, "the tag has too many steps.", "Make the tree flatter.")
        given[path] = row
        for step in path.split("."):
            table.refuse_name(number, step)
    for path in given:
        steps = path.split(".")
        for depth in range(1, len(steps) + 1):
            here, above = ".".join(steps[:depth]), ".".join(steps[: depth - 1])
            if here not in known:
                known[here] = ids.of(steps[depth - 1])
                row = given.get(here, {})
                name = row.get("name") or steps[depth - 1].strip()
                yield _code(known[here], name, known.get(above), row)


def _code(id_: str, name: str, parent: str | None, row: Row) -> Code:
    return Code(id_, name, parent, short=row.get("short", ""), definition=row.get("definition", ""))
