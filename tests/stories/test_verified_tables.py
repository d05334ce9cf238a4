"""Every figure that the analyst commands show on the demo is recomputed by `qualcode verify`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.stories.demo_run import DemoRun
from tests.support.cli import Desk, flat

NOT_CHECKED = ("in words", "random tables", "withheld")
"""What may stay unchecked: notes in words, Fisher's p of large tables, what is not shown."""


@pytest.fixture(scope="module")
def study(demo: DemoRun, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A copy of the demo study, as what the lead shows is noted in its journal."""
    copy = tmp_path_factory.mktemp("verified") / "study"
    shutil.copytree(demo.folder, copy)
    return Desk(copy)


def test_all_usual_tables_agree(study: Desk) -> None:
    found = study("--as", "c1", "verify", "--tables", "--unsuppressed", "--json").json
    assert found["agrees"]
    assert found["figures"] > 80_000
    commands = {one["report"].split()[0] for one in found["tables"]}
    assert commands == {
        "frequencies", "associations", "cooccurrence", "saturation", "words", "scales", "sample"
    }  # fmt: skip
    reasons = {left["why"] for one in found["tables"] for left in one["left"]}
    assert all(any(word in why for word in NOT_CHECKED) for why in reasons)
    assert all(one["why"] for one in found["not_made"])


@pytest.mark.parametrize(
    "command",
    [
        ("frequencies", "--question", "apprehension", "--by", "position"),
        ("scales", "seriousness", "--by", "position"),
        ("cooccurrence", "--within", "participant", "--level", "theme"),
        ("associations", "--by", "position", "--code", "apprehension"),
    ],
)
def test_what_is_shown_and_withheld_is_recounted(study: Desk, command: tuple[str, ...]) -> None:
    file = study.folder.parent / "table.json"
    study("--as", "c2", *command, "-o", file)
    answer = study("--as", "c2", "verify", file)
    assert "0 differ." in flat(answer.out)


def test_a_table_that_was_tampered_with_is_found(study: Desk) -> None:
    file = study.folder.parent / "t.json"
    study("--as", "c1", "frequencies", "--question", "barriers", "--unsuppressed", "-o", file)
    assert study("--as", "c1", "verify", file).code == 0
    content = json.loads(file.read_text(encoding="utf-8"))
    row = next(one for one in content["rows"] if one["n"])
    row["n"] += 1
    file.write_text(json.dumps(content), encoding="utf-8")
    answer = study.tried("--as", "c1", "verify", file)
    assert answer.code == 1
    assert f"rows › {row['code']} › n" in answer.out
    assert "1 differs." in flat(answer.out)


def test_small_figures_are_for_the_lead(study: Desk) -> None:
    answer = study.tried("--as", "c2", "verify", "--tables", "--unsuppressed")
    assert answer.code != 0
    assert "only the lead" in flat(answer.err)


def test_new_tables_go_without_a_file(study: Desk, tmp_path: Path) -> None:
    for words in (("--tables", tmp_path / "t.json"), ("--tables", "--unit", "token")):
        answer = study.tried("verify", *words)
        assert answer.code == 1
        assert "tables" in flat(answer.err)
