"""Ctrl-C at any moment leaves whole files in the study, and nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import winter
from tests.support.cli import Desk, Terminal

ROWS = 8_000
PARAGRAPHS = "\n\n".join(f"Paragraph {number} of a long evening." for number in range(1_200))


def test_interrupting_a_large_survey_keeps_nothing_of_it(empty: Desk) -> None:
    rows = {
        f"P{n:05}": ("nurse", f"Answer {n}: the stove, and then {n} more.") for n in range(ROWS)
    }
    empty.written("large.csv", winter.survey(rows))
    screen = Terminal("import", "--yes", "../large.csv", cwd=empty.folder)
    screen.until("large.csv")
    screen.type("\x03")
    assert screen.end() == 130
    assert "interrupted; nothing is half done" in screen.plain
    assert "Traceback" not in screen.plain

    assert empty("source", "list", "--json").json["rows"] == []
    assert empty("participant", "list", "--json").json["rows"] == []
    assert list((empty.folder / "sources").iterdir()) == []
    empty("check")
    rows = dict(list(rows.items())[:5])
    empty.written("small.csv", winter.survey(rows))
    assert "5 sources added" in empty("import", "--yes", empty.folder.parent / "small.csv").out


@pytest.mark.parametrize("after", [2, 9])
def test_interrupting_a_folder_keeps_the_files_before(empty: Desk, after: int) -> None:
    folder = empty.folder.parent / "texts"
    folder.mkdir()
    for number in range(40):
        (folder / f"text-{number:02}.md").write_text(f"{number}\n\n{PARAGRAPHS}")
    screen = Terminal("import", "../texts", cwd=empty.folder)
    screen.until_match(rf"\b({'|'.join(map(str, range(after, 40)))})/40")
    screen.type("\x03")
    assert screen.end() == 130
    assert "Traceback" not in screen.plain

    kept = [one["name"] for one in empty("source", "list", "--json").json["rows"]]
    assert kept == [f"text-{number:02}" for number in range(len(kept))]
    assert after <= len(kept) < 40
    for name in kept:
        original = (folder / f"{name}.md").read_bytes()
        copy = empty.folder / "sources" / f"{name}.md"
        assert not copy.exists() or copy.read_bytes() == original
    empty("check")
    empty("import", folder)
    assert len(empty("source", "list", "--json").json["rows"]) == 40
    _copies_are_whole(empty.folder / "sources", folder)


def _copies_are_whole(copies: Path, originals: Path) -> None:
    assert {one.name for one in copies.iterdir()} <= {one.name for one in originals.iterdir()}
