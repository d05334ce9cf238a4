"""A small study: what helped three people, and some who talked about it, through a winter."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

CODEBOOK = """\
format: qualcode-codebook/1
title: Winter
version: "1.0"
codes:
- id: help
  name: Help
  short: Somebody helped.
  definition: Anybody's help with the cold.
  codes:
  - id: neighbours
    name: Neighbours
    key: "n"
    short: Help from next door.
    definition: Those who live in the house or beside it helped.
  - id: office
    name: Office
    key: "o"
    short: Help from an office.
    definition: An office is named, whether it helped or not.
- id: money
  name: Money
  key: "m"
  short: Money is named.
  definition: Money or savings are named.
"""

QUESTION = "What helped you most last winter?"
QUESTION_ID = "what-helped-you-most-last-winter"

ANSWERS = {
    "P1": ("nurse", "The neighbours came every night with soup, and once with a heater."),
    "P2": ("driver", "Nobody came at all; the office was shut for the whole of that week."),
    "P3": ("nurse", "Money helped, and the office lent us 👩‍👩 two heaters until March."),
    "P4": ("driver", "My neighbours, my office, my savings: all three, one after the other."),
}

INTERVIEW = """\
Interviewer: What was the worst of it?

Rosa: The nights. The radiator knocked and gave nothing.

Interviewer: Who came to see you?

Rosa: A neighbour with a saw. He cut the dead tree for me.
"""

NOTES = """\
# The stairwell

Nobody had swept it since the frost.

A paper on the door said when the office would open again.
"""

CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ilse>We burned the chairs first.

00:00:04.500 --> 00:00:07.000
<v Karl>The office sent a form instead of coal.

00:00:07.500 --> 00:00:09.000
<v Ilse>Then we burned the form.

00:00:09.500 --> 00:00:11.000
<v Karl>It burned well.
"""

LETTER = ("We wrote to the office twice.", "In the end the neighbours mended the pipe.")

LONG_CODINGS = f"""\
participant,segment,code,quotation
P1,{QUESTION_ID},neighbours,The neighbours came every night with soup
P2,{QUESTION_ID},office,the office was shut
P3,{QUESTION_ID},money,Money helped
P3,{QUESTION_ID},office,the office lent us
P4,{QUESTION_ID},neighbours,
"""

WIDE_CODINGS = """\
participant,neighbours,office,money
P1,1,0,0
P2,0,0,0
P3,0,1,1
P4,1,1,1
"""


def survey(answers: dict[str, tuple[str, str]] = ANSWERS) -> str:
    """Return the survey as CSV."""
    lines = [f'id,position,"{QUESTION}"']
    lines += [f'{who},{position},"{text}"' for who, (position, text) in answers.items()]
    return "\r\n".join(lines) + "\r\n"


def docx(paragraphs: tuple[str, ...] = LETTER) -> bytes:
    """Return a Word document of these paragraphs."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(one)}</w:t></w:r></w:p>" for one in paragraphs)
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>',
        )
    return buffer.getvalue()


def workbook(path: Path, rows: list[list[str]]) -> Path:
    """Write an XLSX file."""
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path
