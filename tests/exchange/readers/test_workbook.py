from datetime import date, datetime, time
from pathlib import Path

import pytest

from qualcode.domain.errors import ReadingError
from qualcode.exchange.readers.opening import InputFile
from qualcode.exchange.readers.workbook import Rows, cell_text, read_sheet
from tests.exchange.readers.documents import xlsx, zipped


def sheet(content: bytes, name: str | None = None) -> tuple[Rows, tuple[str, ...]]:
    return read_sheet(InputFile(Path("a.xlsx"), content), name)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (3.0, "3"),
        (-0.5, "-0.5"),
        (12, "12"),
        (True, "TRUE"),
        (datetime(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1, 9, 30), "2024-05-01 09:30:00"),
        (date(2024, 5, 1), "2024-05-01"),
        (time(9, 30), "09:30:00"),
        (" e\u0301\r\nb ", " e\u0301\nb "),
        (1e300, "1e+300"),
    ],
)
def test_cells_are_written_as_a_person_would(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_the_first_filled_sheet_is_read_and_the_others_told() -> None:
    content = xlsx(
        ("Empty", []), ("Answers", [["id", "x"], ["a", 1.0], [], ["b", None]]), ("More", [[1]])
    )
    rows, notices = sheet(content)
    assert rows == [(1, ["id", "x"]), (2, ["a", "1"]), (4, ["b", ""])]
    assert "'Answers'" in notices[0]
    assert "More" in notices[0]
    assert sheet(content, "More") == ([(1, ["1"])], ())
    with pytest.raises(ReadingError, match=r"no sheet 'Answer'\. Did you mean 'Answers'"):
        sheet(content, "Answer")


def test_a_formula_without_a_stored_value_is_blank() -> None:
    assert sheet(xlsx(("A", [["id", "sum"], ["a", "=1+1"]])))[0][1] == (2, ["a", ""])


HEAD = '<?xml version="1.0"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook_with(sheet_xml: str) -> bytes:
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'{HEAD}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
            "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="s.xml"/></Relationships>',
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/s.xml": sheet_xml,
        }
    )


def cells(*refs: str) -> str:
    rows = "".join(
        f'<row r="{"".join(filter(str.isdigit, ref))}"><c r="{ref}"><v>1</v></c></row>'
        for ref in refs
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def test_a_cell_far_below_everything_does_not_drag_a_million_rows_along() -> None:
    rows, _ = sheet(workbook_with(cells("A1", "A2", "A1048576")))
    assert rows == [(1, ["1"]), (2, ["1"])]


def test_a_sheet_that_is_wide_and_empty_is_refused() -> None:
    refs = [f"XFD{number}" for number in range(1, 1500)]
    with pytest.raises(ReadingError, match="too large"):
        sheet(workbook_with(cells(*refs)))


@pytest.mark.parametrize(
    "content",
    [
        b"no zip",
        zipped({"a.xml": "<a/>"}),
        workbook_with("<broken"),
        workbook_with(
            f'{HEAD}<!DOCTYPE w [<!ENTITY a "b">]><worksheet xmlns="{MAIN}">&a;</worksheet>'
        ),
        workbook_with(f"{HEAD}<worksheet><x>{'a' * 3_000_000}</x></worksheet>"),
        workbook_with(cells()),
    ],
    ids=["no zip", "no workbook", "broken", "entities", "bomb", "empty"],
)
def test_hostile_workbooks_are_refused(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"a\.xlsx"):
        sheet(content)
