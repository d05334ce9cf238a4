import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import ReadingError
from qualcode.exchange.encoding import decode

JAPANESE = (
    "彼女たちは毎晩ちがう家に移されていました。書類は最初の日に取り上げられたそうです。"
    "わたしたちが話を聞いたとき、だれも自分の住所を言えませんでした。けれども、警察を呼ぶのは"
    "こわいと言っていました。なぜなら、家族のことが心配だったからです。"
)
STORABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"))


@given(STORABLE)
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    if text.startswith("\ufeff"):
        return
    assert decode(text.encode(), "a.txt") == (text, None)


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_dropped(mark: bytes, name: str) -> None:
    assert decode(mark + "Ünal 👩🏽 ist da".encode(name), "a.txt") == ("Ünal 👩🏽 ist da", None)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zero_bytes(name: str) -> None:
    text, notice = decode("They were moved by night.".encode(name), "a.txt")
    assert text == "They were moved by night."
    assert notice is not None
    assert name in notice
    assert "--encoding" in notice


def test_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    written = "e\u0301a\r\nb\rc\u2028d\x0ce \t \n"
    assert decode(written.encode(), "a.txt")[0] == "e\u0301a\nb\nc\u2028d\x0ce \t \n"


@pytest.mark.parametrize(
    "text", ["naïve café, “quoted” – don’t", "Straße über Köln", "El niño comió", "50 £ or 60 €"]
)
def test_western_windows_text_is_read_as_cp1252(text: str) -> None:
    read, notice = decode(text.encode("cp1252"), "a.txt")
    assert read == text
    assert notice is not None
    assert "cp1252" in notice


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Мы не знали, что нас повезут в другой город. Паспорта забрали сразу. " * 4, "cp1251"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_other_scripts_are_guessed_with_a_notice(text: str, name: str) -> None:
    read, notice = decode(text.encode(name), "a.txt")
    assert read == text
    assert notice is not None
    assert "--encoding" in notice


def test_a_named_encoding_is_used() -> None:
    assert decode("Łódź".encode("cp1250"), "a.txt", "cp1250") == ("Łódź", None)


def test_a_named_encoding_that_does_not_exist_or_fit_is_an_error() -> None:
    with pytest.raises(ReadingError, match="no encoding 'klingon'"):
        decode(b"abc", "a.txt", "klingon")
    with pytest.raises(ReadingError, match=r"a\.txt: The file is not in the encoding 'utf-8'"):
        decode(b"caf\xe9", "a.txt", "utf-8")


def test_what_no_database_stores_is_replaced_and_counted() -> None:
    text, notice = decode(b"one\x00two" + b" words" * 50, "a.txt")
    assert text.startswith("one�two")
    assert notice is not None
    assert notice.startswith("1 character ")
    half = codecs.BOM_UTF16_LE + b"a\x00" + b"\x3d\xd8" + b"b\x00"
    assert decode(half, "a.txt")[0] == "a�b"


def test_halves_of_a_pair_that_stand_together_are_one_character() -> None:
    assert decode(b"\xed\xa0\xbd\xed\xb8\x80 so it goes", "a.txt")[0] == "😀 so it goes"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04rest",
        b"%PDF-1.7 x",
        bytes(range(256)) * 40,
        b"\x00\x01\x02\x03" * 100,
        b"a\x00\x00\x00" * 100,
    ],
)
def test_what_is_not_text_is_refused(content: bytes) -> None:
    with pytest.raises(ReadingError):
        decode(content, "a.txt")


@given(st.binary(max_size=300))
def test_any_bytes_become_storable_text_or_a_reading_error(content: bytes) -> None:
    try:
        text, _ = decode(content, "a.txt")
    except ReadingError:
        return
    assert "\x00" not in text
    assert "\r" not in text
    text.encode("utf-8")
