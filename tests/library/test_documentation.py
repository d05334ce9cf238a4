"""The examples of docs/library.md run in their order and print what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_run_and_print_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(compile(block, "docs/library.md", "exec"), names)
        printed = capsys.readouterr().out.splitlines()
        for said in re.findall(r"print\(.*\) +# (.*)$", block, re.MULTILINE):
            assert said in printed, block
    assert len(BLOCKS) > 8
    assert (tmp_path / "copies" / "winter.db").is_file()


def test_the_contract_is_on_the_page() -> None:
    for name in (
        "open_study",
        "import_files",
        "frequencies",
        "agreement",
        "to_pandas",
        "QualcodeError",
    ):
        assert name in PAGE
