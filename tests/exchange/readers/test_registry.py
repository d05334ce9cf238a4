import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.domain.errors import ReadingError
from qualcode.exchange.readers import known_suffixes, read
from qualcode.exchange.readers.opening import open_input


def test_a_file_is_read_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "Visit 3.TXT"
    path.write_bytes(b"\xef\xbb\xbfOne.\r\n\r\nTwo.\r\n")
    reading = read(path)
    assert reading.file_name == "Visit 3.TXT"
    assert reading.original == path.read_bytes()
    assert reading.sources[0].name == "Visit 3"
    assert reading.sources[0].text == "One.\n\nTwo.\n"


def test_an_unknown_ending_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"'\.xyz' is not known.*\.txt.*\.docx.*\.xlsx"):
        read(tmp_path / "a.xyz")
    assert {".txt", ".md", ".docx", ".vtt", ".srt", ".csv", ".tsv", ".xlsx"} <= set(
        known_suffixes()
    )


@pytest.mark.parametrize("content", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(ReadingError):
        read(path)


def test_a_directory_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is a directory"):
        read(tmp_path)
    with pytest.raises(ReadingError, match="no such file"):
        read(tmp_path / "gone.txt")
    with pytest.raises(ReadingError):
        read(Path("bad\x00name.txt"))


def test_a_file_beyond_the_cap_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("far too long")
    with pytest.raises(ReadingError, match="larger than"):
        open_input(path, max_bytes=5)


def test_only_what_a_file_needs_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.\n\nTwo.")
    code = (
        "import sys; from pathlib import Path; from qualcode.exchange.readers import read;"
        f"read(Path({str(path)!r}));"
        "print([m for m in ('lxml','openpyxl','charset_normalizer','numpy') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
