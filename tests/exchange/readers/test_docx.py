import pytest

from qualcode.domain.errors import ReadingError
from tests.exchange.readers.documents import (
    W,
    docx,
    only,
    p,
    quotations,
    read_content,
    turns,
    zipped,
)


def words(body: str, **parts: str) -> str:
    return only(read_content("a.docx", docx(body, **parts))).text


def test_paragraphs_are_lines_and_segments() -> None:
    source = only(read_content("a.docx", docx(p("One ") + p("") + p("Two &amp; 👩🏽 e\u0301"))))
    assert source.text == "One \n\nTwo & 👩🏽 e\u0301"
    assert quotations(source) == ["One", "Two & 👩🏽 e\u0301"]


def test_tracked_insertions_are_kept_and_deletions_dropped() -> None:
    body = (
        "<w:p><w:r><w:t>We </w:t></w:r><w:ins><w:r><w:t>really </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>moved </w:t></w:r></w:moveTo><w:r><w:t>called.</w:t></w:r></w:p>"
    )
    reading = read_content("a.docx", docx(body))
    assert only(reading).text == "We really moved called."
    assert any("1 tracked deletion" in notice for notice in reading.notices)


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
        "<w:t>d</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert words(body) == "a\tb\nc‑d"


def test_tables_are_read_cell_by_cell_however_deep() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('in')}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{p('A1')}{inner}</w:tc><w:tc>{p('B1')}</w:tc></w:tr></w:tbl>"
    assert words(p("top") + body + p("end")) == "top\nA1\nin\nB1\nend"


def test_notes_boxes_and_content_controls_are_not_lost() -> None:
    note = f'<w:footnote w:id="2">{p("the note")}</w:footnote>'
    rule = f'<w:footnote w:id="0" w:type="separator">{p("rule")}</w:footnote>'
    box = f"<w:r><w:pict><w:txbxContent>{p('boxed')}</w:txbxContent></w:pict></w:r>"
    body = (
        f'<w:p><w:r><w:t>see</w:t><w:footnoteReference w:id="2"/></w:r>{box}</w:p>'
        f"<w:sdt><w:sdtContent>{p('control')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t> inline</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert words(body, footnotes=rule + note) == "see\nthe note\nboxed\ncontrol\nlink inline"


def test_a_box_that_is_written_twice_is_read_once() -> None:
    twice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{p('boxed')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{p('boxed')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert words(f"<w:p><w:r><w:t>a</w:t>{twice}</w:r></w:p>") == "a\nboxed"


def test_headings_are_found_by_the_style_s_own_name_in_any_language() -> None:
    styles = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    body = p("Anfang", "berschrift1") + p("Wort") + p("Mehr")
    source = only(read_content("a.docx", docx(body, styles=styles)))
    assert [(s.heading, s.span.of(source.text)) for s in source.segments] == [
        ("Anfang", "Wort"), ("Anfang", "Mehr")
    ]  # fmt: skip


def test_turns_are_found_as_in_text() -> None:
    body = "".join(p(f"{'I' if i % 2 == 0 else 'R'}: word {i}") for i in range(6))
    reading = read_content("a.docx", docx(body))
    assert turns(only(reading))[:2] == [("I", "word 0"), ("R", "word 1")]
    assert reading.moderators == ("I",)


DOCUMENT = f'<w:document xmlns:w="{W}"><w:body>{p("x")}</w:body></w:document>'
BOMB = f'<w:document xmlns:w="{W}"><w:body>{p("a" * 5_000_000)}</w:body></w:document>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body>{p("&b;")}</w:body></w:document>'
)
OUTSIDE = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/passwd"')
DEEP = "<w:sdt>" * 5000 + "</w:sdt>" * 5000


@pytest.mark.parametrize(
    "content",
    [
        b"not a zip at all",
        b"PK\x03\x04" + b"\x00" * 50,
        zipped({"other.xml": "<a/>"}),
        zipped({"word/document.xml": "<broken"}),
        zipped({"word/document.xml": b"\x00\xff" * 20}),
        zipped({"word/document.xml": BOMB}),
        zipped({"word/document.xml": LAUGHS}),
        zipped({"word/document.xml": LAUGHS.encode("utf-16")}),
        zipped({"word/document.xml": OUTSIDE}),
        zipped({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}),
        docx(DEEP),
        docx(p("  ")),
        zipped({"word/document.xml": DOCUMENT})[:-30],
        zipped({f"word/{number}.xml": "" for number in range(10_001)}),
    ],
)  # fmt: skip
def test_hostile_documents_are_refused(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"a\.docx"):
        read_content("a.docx", content)


def test_an_encrypted_or_doubled_part_is_refused() -> None:
    content = zipped({"word/document.xml": DOCUMENT})
    locked = content.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )
    with pytest.raises(ReadingError, match="encrypted"):
        read_content("a.docx", locked)
    one, other = b"word/document.xml", b"word/documenu.xml"
    both = zipped({one.decode(): DOCUMENT, other.decode(): DOCUMENT}).replace(other, one)
    with pytest.raises(ReadingError, match="same name"):
        read_content("a.docx", both)


def test_names_that_point_outside_touch_nothing() -> None:
    parts = {"../../evil.txt": "x", "/etc/evil": "y", "word/document.xml": DOCUMENT}
    assert only(read_content("a.docx", zipped(parts))).text == "x"
