"""What the loader makes of scalars, and where it says that they stand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.domain.errors import CodebookError
from qualcode.exchange.strict_yaml.document import load


def value_of(text: str | bytes) -> object:
    return load(text, "f", CodebookError).value


@pytest.mark.parametrize(
    "text",
    ["no", "on", "Yes", "True", "NULL", "null", "~", "1e3", "1.10", "2026-01-02", "0x1F", "007",
     "1_000", "12:30", ".inf", "+5", "1" * 19],
)  # fmt: skip
def test_words_that_other_readers_convert_stay_text(text: str) -> None:
    assert value_of(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("0", 0), ("-12", -12), ('"12"', "12"), ("'true'", "true"),
     ("", None), ("# x", None), ("|\n  12\n", "12"), ("|+\n  a\n\n", "a\n"),
     (">-\n  a\n  b", "a b")],
)  # fmt: skip
def test_scalars(text: str, value: object) -> None:
    found = value_of(f"a: {text}")
    assert found == {"a": value}
    assert type(found["a"]) is type(value)


def test_keys_are_always_text() -> None:
    assert value_of("{1: a, true: b, no: c, <<: d}") == {
        "1": "a",
        "true": "b",
        "no": "c",
        "<<": "d",
    }


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_byte_order_mark_and_line_ends_do_not_shift_positions(mark: bytes, end: bytes) -> None:
    document = load(mark + end.join([b"a:", b"- b: c", b"  d: e"]), "f", CodebookError)
    assert document.value == {"a": [{"b": "c", "d": "e"}]}
    assert document.values["a", 0, "d"] == (3, 6)
    assert document.keys["a", 0, "d"] == (3, 3)
    assert str(document.place(("a", 0, "missing"))) == "f:2:3"


def test_utf_16_with_a_mark_is_read() -> None:
    assert value_of("a: é".encode("utf-16")) == {"a": "é"}


@given(st.binary(max_size=200) | st.text(max_size=100))
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example("\ud800")
@example("%YAML 3.0\n---\na")
@example("!<x")
@example("a: !\n")
def test_anything_is_read_or_refused_with_a_place(content: bytes | str) -> None:
    refusal = refusal_of(content)
    if refusal is not None:
        assert refusal.place is not None
        assert "\n" not in str(refusal)
        assert refusal.fix


def refusal_of(content: bytes | str) -> CodebookError | None:
    try:
        value_of(content)
    except CodebookError as refusal:
        return refusal
    return None
