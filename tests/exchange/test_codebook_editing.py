"""A codebook file brought up to date: only the lines that differ change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.code_tree import placed
from qualcode.domain.codebook import Code, Codebook, Example, Retirement
from qualcode.domain.errors import CodebookError
from qualcode.exchange.codebook_editing import edited, update_codebook_yaml
from qualcode.exchange.codebook_writing import (
    codebook_to_plain,
    codebook_to_yaml,
    in_tree_order,
)
from qualcode.exchange.codebook_yaml import codebook_from, parse_codebook
from qualcode.exchange.strict_yaml.document import load
from qualcode.exchange.strict_yaml.emitting import flow
from tests.exchange.codebook_strategies import NAMES, PROSE, codebooks, retired

OLD = """\
# Our codebook.
format: qualcode-codebook/1
title: Waiting
version: "1.2"            # quoted: 1.10 is not 1.1
codes:
# ---- time ----
- id: time
  name: Time
  codes:
    - id: wait      # oldest of all
      name: 'Length of wait'
      short: a plain text that runs
        over two lines
      aliases: [ delay,  Wait ]
      include:
        # what people say
        - clock time   # "three hours"
        - felt time

# ---- people ----
- id: people
  name: "People: all"
  memo: |
    one
    two

  # the last word
"""
BOOK = parse_codebook(OLD)


def changed(id_: str, **values: Any) -> Codebook:
    codes = [replace(code, **values) if code.id == id_ else code for code in BOOK.codes]
    return replace(BOOK, codes=tuple(codes))


def difference(book: Codebook, old: str = OLD) -> list[str]:
    """Return the lines removed and added, after checking that the new text reads as it should."""
    new = update_codebook_yaml(old, book)
    assert parse_codebook(new) == book
    lines = unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_nothing_changed_changes_nothing() -> None:
    assert update_codebook_yaml(OLD, BOOK) == OLD


def test_a_name_touches_its_line_and_keeps_its_quotes() -> None:
    assert difference(changed("wait", name="It's long")) == [
        "-      name: 'Length of wait'",
        "+      name: 'It''s long'",
    ]


def test_the_version_keeps_the_comment_beside_it() -> None:
    assert difference(replace(BOOK, version="1.3")) == [
        '-version: "1.2"            # quoted: 1.10 is not 1.1',
        '+version: "1.3"            # quoted: 1.10 is not 1.1',
    ]


def test_an_added_code_stands_behind_its_siblings_and_before_the_next_heading() -> None:
    new = Code("reason", "Reason", "time", definition="one\ntwo")
    book = replace(BOOK, codes=(*BOOK.codes[:2], new, BOOK.codes[2]))
    assert difference(book) == [
        "+    - id: reason",
        "+      name: Reason",
        "+      definition: |",
        "+        one",
        "+        two",
    ]
    lines = update_codebook_yaml(OLD, book).splitlines()
    assert lines.index("    - id: reason") == lines.index("# ---- people ----") - 6


def test_a_code_appended_to_the_tuple_stands_where_the_tree_has_it() -> None:
    book = replace(BOOK, codes=(*BOOK.codes, Code("late", "Late", "time")))
    new = update_codebook_yaml(OLD, book)
    assert new == OLD.replace(
        "        - felt time\n", "        - felt time\n    - id: late\n      name: Late\n"
    )


def test_the_first_code_below_another_opens_a_list() -> None:
    book = replace(BOOK, codes=(*BOOK.codes, Code("staff", "Staff", "people")))
    assert difference(book) == ["+  codes:", "+  - id: staff", "+    name: Staff"]


def test_a_removed_code_leaves_the_comments_around_it() -> None:
    book = replace(BOOK, codes=BOOK.codes[2:])
    new = update_codebook_yaml(OLD, book)
    assert parse_codebook(new) == book
    assert "# ---- time ----\n\n# ---- people ----\n- id: people\n" in new
    assert new.endswith("  # the last word\n")


def test_the_last_code_below_another_takes_its_list_along() -> None:
    book = replace(BOOK, codes=(BOOK.codes[0], BOOK.codes[2]))
    assert difference(book)[0] == "-  codes:"


def test_fields_come_and_go_at_their_usual_place() -> None:
    book = changed("wait", key="w", short="", definition="Full.", see=("people",))
    assert difference(book) == [
        "-      short: a plain text that runs",
        "-        over two lines",
        "+      key: w",
        "+      definition: Full.",
        "+      see: [people]",
    ]


def test_lists_change_item_by_item() -> None:
    book = changed("wait", include=("clock time", "hours: many"), aliases=("delay",))
    assert difference(book) == [
        "-      aliases: [ delay,  Wait ]",
        "+      aliases: [delay]",
        "-        - felt time",
        '+        - "hours: many"',
    ]


def test_text_of_a_block_is_replaced() -> None:
    assert difference(changed("people", memo="one\nthree")) == ["-    two", "+    three"]


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    old = "\ufeff" + OLD.replace("\n", "\r\n")
    new = update_codebook_yaml(old, replace(BOOK, title="New", codes=BOOK.codes[:1]))
    assert new.startswith("\ufeff#")
    assert new.count("\n") == new.count("\r\n")
    assert "title: New\r\nversion" in new


def test_codes_in_one_line_stay_in_one_line() -> None:
    old = "{format: qualcode-codebook/1, title: T, codes: [{id: a, name: A}, {id: b, name: B}]}"
    book = parse_codebook(old)
    new = replace(book, codes=(*book.codes[:1], Code("c", "C, D", key="c")))
    assert update_codebook_yaml(old, new) == (
        '{format: qualcode-codebook/1, title: T, codes: [{id: a, name: A}, {id: c, name: "C, D",'
        " key: c}]}\n"
    )


def test_a_code_put_first_in_one_line() -> None:
    old = "{format: qualcode-codebook/1, title: T, codes: [{id: a, name: A}]}\n"
    book = replace(parse_codebook(old), codes=(Code("b", "B"), Code("a", "A")))
    new = update_codebook_yaml(old, book)
    assert new == old.replace("[{id: a", "[{id: b, name: B}, {id: a")


@pytest.mark.parametrize("gone", ["ab", "bc", "ac", "a", "c"])
def test_codes_taken_out_of_one_line(gone: str) -> None:
    codes = "{id: a, name: A}, {id: b, name: B}, {id: c, name: C}"
    old = f"{{format: qualcode-codebook/1, title: T, codes: [{codes}]}} # mine\n"
    book = parse_codebook(old)
    new = replace(book, codes=tuple(code for code in book.codes if code.id not in gone))
    text = update_codebook_yaml(old, new)
    assert parse_codebook(text) == new
    assert text.endswith(" # mine\n")


def test_a_file_that_is_not_sound_is_refused() -> None:
    with pytest.raises(CodebookError):
        update_codebook_yaml("codes: [", BOOK)


def test_the_shared_example_is_edited_in_place() -> None:
    old = (Path(__file__).parent.parent / "data" / "waiting.yaml").read_text(encoding="utf-8")
    book = parse_codebook(old)
    wait = replace(book.by_id["wait-time"], close_but_no=(Example("the bus", note="no"),))
    codes = tuple(wait if code.id == wait.id else code for code in book.codes)
    assert difference(replace(book, codes=codes), old) == [
        '-    - {text: "the bus took an hour", note: not waiting in the department}',
        "+    - text: the bus",
        '+      note: "no"',
    ]


def test_a_mapping_changes_inside_its_line() -> None:
    old = (Path(__file__).parent.parent / "data" / "waiting.yaml").read_text(encoding="utf-8")
    book = parse_codebook(old)
    mark = Retirement("1.2", ("no-information",), "too broad, really")
    codes = tuple(replace(code, retired=mark) if code.id == "no" else code for code in book.codes)
    assert difference(replace(book, codes=codes), old) == [
        '-  retired: {version: "1.1", use: [no-information], why: too broad}',
        '+  retired: {version: "1.2", use: [no-information], why: "too broad, really"}',
    ]


def test_a_code_that_moves_takes_its_lines_and_comments_along() -> None:
    wait = replace(BOOK.by_id["wait"], parent="people", short="")
    new = update_codebook_yaml(OLD, placed(BOOK, wait, None))
    assert parse_codebook(new) == placed(BOOK, wait, None)
    assert "- id: time\n  name: Time\n\n# ---- people ----" in new
    assert (
        "    two\n  codes:\n"
        "  - id: wait      # oldest of all\n"
        "    name: 'Length of wait'\n"
        "    aliases: [ delay,  Wait ]\n"
        "    include:\n"
        "      # what people say\n"
        '      - clock time   # "three hours"\n'
        "      - felt time\n"
    ) in new


def test_themes_that_change_places_keep_their_headings() -> None:
    time, _, people = BOOK.codes
    new = update_codebook_yaml(OLD, placed(BOOK, people, 0))
    assert new.index("# ---- people ----\n- id: people") < new.index("# ---- time ----\n- id: time")
    lines = [line for line in OLD.splitlines() if line]
    assert sorted(line for line in new.splitlines() if line) == sorted(lines)
    assert update_codebook_yaml(new, placed(BOOK, time, 0)).index("- id: time") > 0


@given(codebooks(), st.data())
def test_comments_stay_with_their_codes_wherever_these_go(
    book: Codebook, data: st.DataObject
) -> None:
    text = codebook_to_yaml(book)
    for id_ in book.by_id:
        head = re.compile(rf"^( *)- id: (['\"]?{id_}['\"]?)$", re.MULTILINE)
        text = head.sub(rf"\1# above {id_}.\n\1- id: \2  # beside {id_}.", text)
    new = parse_codebook(text)
    for _ in range(data.draw(st.integers(1, 3)) if book.codes else 0):
        id_ = data.draw(st.sampled_from(list(book.by_id)))
        above = [one for one in book.by_id if one not in new.roll_up(id_)]
        parent = data.draw(st.none() | st.sampled_from(above)) if above else None
        code = replace(new.by_id[id_], parent=parent, memo=data.draw(PROSE))
        new = placed(new, code, data.draw(st.none() | st.integers(0, 3)))
    told = edited(text, parse_codebook(text), new)
    assert codebook_from(load(told, "f", CodebookError).value) == new
    for id_ in book.by_id:
        written = rf"# above {id_}\.\n *- id: ['\"]?{id_}['\"]?  # beside {id_}\."
        assert len(re.findall(written, told)) == 1
        assert told.count(f"# above {id_}.\n") == 1


def in_one_line(book: Codebook) -> str:
    return flow(codebook_to_plain(book))


@given(codebooks(), st.data(), st.sampled_from([codebook_to_yaml, in_one_line]))
def test_any_edits_of_any_codebook_read_as_meant(
    book: Codebook, data: st.DataObject, write: Callable[[Codebook], str]
) -> None:
    old = write(book)
    book = parse_codebook(old)
    new = book
    for _ in range(data.draw(st.integers(1, 3))):
        new = in_tree_order(data.draw(one_edit(new)))
    text = edited(old, book, new)
    assert codebook_from(load(text, "f", CodebookError).value) == new


@st.composite
def one_edit(draw: st.DrawFn, book: Codebook) -> Codebook:
    """Draw a codebook that differs from another one in one way."""
    kind = draw(st.sampled_from(["add", "head", "change", "drop", "retire", "order", "move"]))
    ids = [code.id for code in book.codes]
    if kind == "add" or not ids:
        id_ = draw(st.sampled_from(["new-1", "new-2", "new-3"]).filter(lambda one: one not in ids))
        parent = draw(st.none() | st.sampled_from(ids)) if ids else None
        return replace(book, codes=(*book.codes, Code(id_, draw(NAMES), parent, memo=draw(PROSE))))
    if kind == "head":
        details = {"x-a": draw(PROSE), "authors": draw(st.lists(PROSE, max_size=3))}
        return replace(book, title=draw(NAMES), details=draw(st.sampled_from([{}, details])))
    if kind == "order":
        themes = draw(st.permutations(book.themes))
        return replace(book, codes=tuple(c for t in themes for c in (t, *book.descendants(t.id))))
    id_ = draw(st.sampled_from(ids))
    if kind == "drop":
        return replace(book, codes=tuple(c for c in book.codes if c.id not in book.roll_up(id_)))
    if kind == "retire":
        return retired(book, id_)
    if kind == "move":
        above = [one for one in ids if one not in book.roll_up(id_)]
        parent = draw(st.none() | st.sampled_from(above)) if above else None
        place = draw(st.none() | st.integers(0, 3))
        return placed(book, replace(book.by_id[id_], parent=parent), place)
    values = {
        "name": draw(NAMES),
        "short": draw(PROSE),
        "definition": draw(PROSE),
        "include": tuple(draw(st.lists(PROSE, max_size=3))),
        "typical": draw(st.just(()) | PROSE.filter(bool).map(lambda text: (Example(text),))),
    }
    return replace(
        book, codes=tuple(replace(c, **values) if c.id == id_ else c for c in book.codes)
    )
