"""Codebook files read into the model, and everything that is wrong with them named at once."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.codebook import Example, Retirement
from qualcode.domain.errors import CodebookError
from qualcode.exchange.codebook_checks import key_clashes
from qualcode.exchange.codebook_yaml import check_codebook, parse_codebook, read_codebook
from qualcode.exchange.strict_yaml.document import load
from qualcode.exchange.strict_yaml.schema import check_schema, shipped_schema

HEAD = "format: qualcode-codebook/1\ntitle: T\ncodes:\n"
WAITING = Path(__file__).parent.parent / "data" / "waiting.yaml"


def problems_in(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "b.yaml"
    path.write_text(text, encoding="utf-8")
    found = check_codebook(path)
    return [f"{one.severity} {one}".replace(f"{path}:", "") for one in found]


def errors_in(tmp_path: Path, text: str) -> list[str]:
    return [one for one in problems_in(tmp_path, text) if one.startswith("error")]


def test_a_codebook_with_every_field() -> None:
    book = read_codebook(WAITING)
    assert [code.id for code in book.codes] == ["waiting", "wait-time", "no-information", "no"]
    assert book.version == "1.2"
    assert list(book.details) == ["status", "unit", "research_questions", "changes", "sets"]
    wait = book.by_id["wait-time"]
    assert wait.parent == "waiting"
    assert wait.color == "#E07A5F"
    assert wait.definition.endswith("\nfrom arrival to the first contact with a clinician.")
    assert wait.typical == (Example("we sat there from two until gone six", "P03", "1204-1240"),)
    assert wait.atypical == (Example("the vending machine was empty twice before I was seen"),)
    assert wait.extra == {"x-colour-of-the-wall": "green"}
    assert book.by_id["no"].name == "No"
    assert book.by_id["no"].retired == Retirement("1.1", ("no-information",), "too broad")
    assert not book.by_id["no"].applicable
    assert not book.by_id["waiting"].applicable


def test_text_or_a_list_of_rules() -> None:
    book = parse_codebook(
        HEAD + "- {id: a, name: A, include: one}\n- {id: b, name: B, include: [c, d]}"
    )
    assert [code.include for code in book.codes] == [("one",), ("c", "d")]


MISTAKES = {
    "misspelt key": (
        "- id: a\n  name: A\n  defintion: x\n",
        "6:3: the key 'defintion' is not known in this code. Did you mean 'definition'?",
    ),
    "unknown key": (
        "- id: a\n  name: A\n  wholly: x\n",
        "6:3: the key 'wholly' is not known in this code. Known are id, name, guid, key, color,"
        " codable, short, definition, include, exclude, typical, atypical, close_but_no, asked,"
        " serves, origin, weight, exclusive_with, see, aliases, retired, memo, codes."
        " Keys of your own begin with 'x-'.",
    ),
    "no name": ("- id: a\n", "4:3: this code has no 'name'. Add 'name: …'."),
    "number as name": (
        "- id: a\n  name: 911\n",
        "5:9: 'name' must be text, not the number 911. Put it in quotes: \"911\".",
    ),
    "truth value as name": (
        "- id: a\n  name: true\n",
        "5:9: 'name' must be text, not the value true. Put it in quotes: \"true\".",
    ),
    "unquoted colour": (
        "- id: a\n  name: A\n  color: #E07A5F\n",
        "6:3: 'color' must be text, not empty."
        ' An unquoted # begins a comment: put the value in quotes, as in "#E07A5F".',
    ),
    "empty value": (
        "- id: a\n  name: A\n  memo:\n",
        "6:3: 'memo' must be text, not empty. Write a value, or remove the line.",
    ),
    "bad colour": (
        '- id: a\n  name: A\n  color: "red"\n',
        "6:10: 'color' must be a # and six hex digits in quotes, such as \"#E07A5F\", not 'red'."
        " Change it.",
    ),
    "bad id": (
        "- id: A b\n  name: A\n",
        "4:7: 'id' must be 1 to 64 small letters, digits, - or _, such as wait-time, not 'A b'."
        " Change it.",
    ),
    "text for a list": (
        "- id: a\n  name: A\n  aliases: b\n",
        "6:12: 'aliases' must be a list, not the text 'b'."
        " Begin each entry on its own line with '- ', or write [one, two].",
    ),
    "rule that YAML takes for a mapping": (
        "- id: a\n  name: A\n  include:\n  - mind: the gap\n",
        "7:5: entry 1 of 'include' must be text, not a mapping of keys to values."
        " Put text that begins with [ or { or holds a colon in quotes.",
    ),
    "yes for true": (
        "- id: a\n  name: A\n  codable: yes\n",
        "6:12: 'codable' must be true or false, not the text 'yes'."
        " Write true or false, without quotes or capitals.",
    ),
    "unknown origin": (
        "- id: a\n  name: A\n  origin: inductiv\n",
        "6:11: 'origin' must be one of deductive, inductive, in-vivo, not 'inductiv'."
        " Did you mean 'inductive'?",
    ),
    "id twice": (
        "- {id: a, name: A}\n- {id: a, name: B}\n",
        "5:8: the id 'a' is used twice, first in line 4. Give one of the codes a new id.",
    ),
    "key twice": (
        "- {id: a, name: A, key: w}\n- {id: b, name: B, key: w}\n",
        "5:25: the key 'w' clashes with 'w' of 'a', line 4. Choose another key for one of them.",
    ),
    "key opens a chord": (
        "- {id: a, name: A, key: wt}\n- {id: b, name: B, key: w}\n",
        "5:25: the key 'w' clashes with 'wt' of 'a', line 4. Choose another key for one of them.",
    ),
    "sibling names": (
        '- {id: a, name: "Gr\u00fc\u00dfe"}\n- {id: b, name: "GRU\u0308SSE"}\n',
        "5:17: the name 'GRÜSSE' stands twice at one place, first in line 4."
        " Rename one of the two codes.",
    ),
    "see": (
        "- {id: wait, name: A}\n- {id: b, name: B, see: [wiat]}\n",
        "5:26: there is no code 'wiat' in this file. Did you mean 'wait'?",
    ),
    "exclusive with itself": (
        "- {id: a, name: A, exclusive_with: [a]}\n",
        "4:37: the code 'a' names itself here. Remove it.",
    ),
    "use instead": (
        '- {id: a, name: A, retired: {version: "1", use: [gone]}}\n',
        "4:50: there is no code 'gone' in this file. Write the id of a code, or remove it.",
    ),
    "set": (
        "- {id: a, name: A}\nsets:\n- {name: S, codes: [b]}\n",
        "6:21: there is no code 'b' in this file. Write the id of a code, or remove it.",
    ),
    "research question": (
        "- {id: a, name: A, serves: [rq1]}\n",
        "4:29: there is no research question 'rq1'. Add it to 'research_questions'.",
    ),
    "retired above living": (
        '- id: a\n  name: A\n  retired: {version: "1"}\n  codes:\n  - {id: b, name: B}\n',
        "8:5: 'b' is in use but stands below the retired code 'a'."
        " Retire it too, or move it elsewhere.",
    ),
    "weight": (
        "- {id: a, name: A, weight: {min: 3, max: 1}}\n",
        "4:28: the weight runs from 3 to 1. Make min smaller than max.",
    ),
    "id used again": (
        "- {id: delay, name: A}\n- {id: b, name: B}\nchanges:\n"
        '- {version: "2", date: "2026-01-02", note: n, merged: {delay: b}}\n',
        "4:8: the id 'delay' was given up in version 2."
        " Take a new id: codings of the old code still carry the old one.",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_names_its_place_and_remedy(name: str, tmp_path: Path) -> None:
    text, message = MISTAKES[name]
    assert errors_in(tmp_path, HEAD + text) == [f"error {message}"]
    with pytest.raises(CodebookError) as raised:
        parse_codebook(HEAD + text, "b.yaml")
    assert str(raised.value) == f"b.yaml:{message}"


def test_a_missing_format_says_what_to_write(tmp_path: Path) -> None:
    assert errors_in(tmp_path, "title: T\ncodes: []\n") == [
        "error 1:1: this codebook has no 'format'."
        " Add 'format: …', here always 'format: qualcode-codebook/1'."
    ]


def test_all_problems_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = HEAD + "- {id: a, name: 1}\n- {id: a, nam: B, see: [x]}\n"
    places = [one.split(" ")[1] for one in errors_in(tmp_path, text)]
    assert places == ["4:17:", "5:3:", "5:8:", "5:11:", "5:25:"]
    with pytest.raises(CodebookError, match=r"\(4 more errors; see 'qualcode codebook check b'\)"):
        parse_codebook(text, "b")


def test_warnings_do_not_stop_reading(tmp_path: Path) -> None:
    text = (
        HEAD
        + '- {id: a, name: A, short: "see [[b]]"}\n- {id: c, name: C, codable: false, key: c}\n'
    )
    assert problems_in(tmp_path, text) == [
        "warning 4:3: the code 'a' has no definition."
        " Coders agree better on codes that are defined.",
        "warning 4:27: [[b]] is not a code of this file."
        " Check that another codebook of the study has it.",
        "warning 5:41: 'c' has a key but is not codable. Remove the key.",
    ]
    assert len(parse_codebook(text).codes) == 2


def test_codes_of_other_files_may_be_mentioned(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(HEAD + '- {id: a, name: A, short: s, definition: "see [[b]]"}\n')
    assert len(check_codebook(path)) == 1
    assert check_codebook(path, elsewhere={"b"}) == []


def test_an_id_that_stays_a_part_of_its_split_is_no_reuse(tmp_path: Path) -> None:
    change = '- {version: "2", date: "2026-01-02", note: n, split: {a: [a, b]}}\n'
    text = HEAD + "- {id: a, name: A}\n- {id: b, name: B}\nchanges:\n" + change
    assert errors_in(tmp_path, text) == []


def test_text_that_is_no_yaml_gives_one_problem(tmp_path: Path) -> None:
    assert len(problems_in(tmp_path, "a: [")) == 1


@given(st.lists(st.text("abc", max_size=2), max_size=6))
def test_keys_clash_exactly_when_one_begins_the_other(keys: list[str]) -> None:
    clashing = any(
        one and other and (one.startswith(other) or other.startswith(one))
        for place, one in enumerate(keys)
        for other in keys[:place]
    )
    assert bool(list(key_clashes(keys))) is clashing


@given(st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_but_codebook_errors(content: bytes) -> None:
    for data in (content, HEAD.encode() + content):
        assert refused_or_read(data)


def refused_or_read(data: bytes) -> bool:
    try:
        parse_codebook(data)
    except CodebookError:
        return True
    return True


KEYS = st.sampled_from(["id", "name", "text", "x-a", "codes", "version"])
SCALARS = st.sampled_from([None, True, False, -1, 0, 300, "", "a", "A b", "#112233", "1.2"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)


@given(st.data())
def test_the_checker_agrees_with_jsonschema_on_mutated_codebooks(data: st.DataObject) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = shipped_schema("codebook.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    content = mutated(load(WAITING.read_bytes(), "f", CodebookError).value, data)
    written = load(json.dumps(content, ensure_ascii=False), "f", CodebookError)
    if written.value != content:  # JSON's null is text in our YAML
        content = written.value
    expected = jsonschema.Draft202012Validator(schema).is_valid(content)
    assert (list(check_schema(written, schema)) == []) is expected


def mutated(content: object, data: st.DataObject) -> object:
    """Replace, remove or add one value somewhere in a tree of plain values."""
    content = copy.deepcopy(content)
    holder: object = content
    while True:
        if isinstance(holder, dict):
            key = data.draw(st.sampled_from(sorted(holder)))
        elif isinstance(holder, list) and holder:
            key = data.draw(st.integers(0, len(holder) - 1))
        else:
            return content
        inner = holder[key]
        if isinstance(inner, dict | list) and inner and data.draw(st.integers(0, 4)):
            holder = inner
            continue
        if data.draw(st.booleans()):
            holder[key] = data.draw(VALUES)
        else:
            del holder[key]
        return content


def test_a_codebook_of_500_codes_is_read_once_through() -> None:
    many = "".join(f"- {{id: c{n}, name: Code {n}, see: [c{(n + 1) % 500}]}}\n" for n in range(500))
    assert len(parse_codebook(HEAD + many).codes) == 500


def test_thousands_of_unknown_references_are_still_judged(tmp_path: Path) -> None:
    many = "".join(f"- {{id: c{n}, name: Code {n}, see: [d{n}]}}\n" for n in range(3000))
    assert len(errors_in(tmp_path, HEAD + many)) == 3000
