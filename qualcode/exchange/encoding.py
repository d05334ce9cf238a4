"""From the bytes of a file to the text that a study keeps."""

from __future__ import annotations

import codecs
import re

from qualcode.domain.errors import Place, ReadingError

REPLACEMENT = "�"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"PK\x03\x04": "a zip archive or an Office document",
    b"%PDF-": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3\x00": "a database",
}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MAX_CONTROL_SHARE = 0.02
_SAMPLE = 65_536

# In Windows Western text these stand alone or between letters; other signs inside a word, or a
# capital after a small letter, show that the bytes mean something else.
_FOREIGN_TO_WESTERN = re.compile(
    "[a-zß-ÿ][ÀÁÂÃÄÅÆÈÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŠŽŸ]"
    "|[a-zA-Z][^\x00-\x7fÀ-ÖØ-öø-ÿŠŽšžŸŒœƒ’‘´·\xad–—…ªº”“»®™•\xa0,]+[a-zA-Z]"
)
_LETTER = re.compile(r"[^\W\d_]")
_HIGH_LETTER = re.compile("[À-ÖØ-öø-ÿŠŽšžŸŒœƒ]")
_RARE_SIGN = re.compile("[^\x00-\x7fÀ-ÖØ-öø-ÿŠŽšžŸŒœ‘’“”„‚–—…€£§°·«»•©®™¿¡ªº½¼¾±²³´\xa0\xad]")
_MAX_HIGH_SHARE = 0.3
_MAX_RARE_SHARE = 0.01


def decode(content: bytes, file: str, encoding: str | None = None) -> tuple[str, str | None]:
    """Return the text of a file and a notice for the person, if there is something to tell.

    The byte order mark is dropped and every line end becomes LF. NUL and halves of surrogate
    pairs, which no database stores, become U+FFFD and are counted; nothing else is touched.

    Raises:
        ReadingError: if the bytes are not text, or not in the encoding that was named.
    """
    _refuse_known_formats(content, file)
    text, guessed = _named(content, file, encoding) if encoding else _detected(content, file)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _refuse_binary(text, file)
    text, replaced = _storable(text)
    return text, _notice(guessed, replaced)


def _refuse_known_formats(content: bytes, file: str) -> None:
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise ReadingError(
                f"This is {what}, not text.", Place(file), "Give it its own file ending."
            )


def _named(content: bytes, file: str, encoding: str) -> tuple[str, str | None]:
    try:
        # Only Unicode codecs know `surrogatepass`; the others have no surrogates to pass.
        unicode_form = codecs.lookup(encoding).name.startswith("utf-")
        return content.decode(encoding, "surrogatepass" if unicode_form else "strict"), None
    except LookupError:
        problem = f"There is no encoding '{encoding}'."
    except (UnicodeError, ValueError):
        problem = f"The file is not in the encoding '{encoding}'."
    raise ReadingError(problem, Place(file), "Leave --encoding out to have it detected.")


def _detected(content: bytes, file: str) -> tuple[str, str | None]:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _unmarked(content[len(mark) :], name, file)
    wide = _wide_encoding(content)
    if wide is None:
        try:
            return content.decode("utf-8"), None
        except UnicodeDecodeError:
            return _guessed(content, file)
    return _unmarked(content, wide, file)[0], wide


def _unmarked(content: bytes, encoding: str, file: str) -> tuple[str, None]:
    try:
        return content.decode(encoding, "surrogatepass"), None
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"The file begins as {encoding} but is damaged at byte {error.start:,}.",
            Place(file),
            "Name another encoding with --encoding, or save it again.",
        ) from error


def _wide_encoding(content: bytes) -> str | None:
    """Tell UTF-16 without a mark by zero bytes that fall nearly all on one side."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(2, len(sample) // 8) or len(content) % 2:
        return None
    if min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(content: bytes, file: str) -> tuple[str, str | None]:
    try:
        return content.decode("utf-8", "surrogatepass"), None
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _looks_western(text):
        return text, "cp1252"
    from charset_normalizer import from_bytes

    # A sample is enough to tell the language; the whole file must then fit the encoding.
    for bytes_seen in (content[:_SAMPLE], content):
        best = from_bytes(bytes_seen).best()
        if best is None:
            continue
        try:
            return content.decode(best.encoding), best.encoding
        except UnicodeDecodeError:
            continue
    raise ReadingError(
        "The encoding of this text cannot be told.", Place(file), "Name it with --encoding."
    )


def _looks_western(text: str) -> bool:
    high, letters = len(_HIGH_LETTER.findall(text)), len(_LETTER.findall(text))
    if high > letters * _MAX_HIGH_SHARE or _FOREIGN_TO_WESTERN.search(text):
        return False
    return len(_RARE_SIGN.findall(text)) <= len(text) * _MAX_RARE_SHARE


def _refuse_binary(text: str, file: str) -> None:
    controls = len(_CONTROL.findall(text))
    if controls > 4 and controls > len(text) * _MAX_CONTROL_SHARE:
        raise ReadingError(
            "This file does not hold text.",
            Place(file),
            "If it does, name its encoding with --encoding.",
        )


def _storable(text: str) -> tuple[str, int]:
    if not _UNSTORABLE.search(text):
        return text, 0
    # Two halves that stand together are one character; the detour joins them.
    before = text.count(REPLACEMENT)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    clean = joined.replace("\x00", REPLACEMENT)
    return clean, clean.count(REPLACEMENT) - before


def _notice(guessed: str | None, replaced: int) -> str | None:
    told: list[str] = []
    if guessed:
        told.append(
            f"The encoding was guessed as {guessed}; if letters look wrong, name the right one"
            " with --encoding."
        )
    if replaced:
        what = "1 character" if replaced == 1 else f"{replaced} characters"
        told.append(f"{what} that cannot be stored (NUL, half a surrogate pair) became U+FFFD.")
    return " ".join(told) or None
