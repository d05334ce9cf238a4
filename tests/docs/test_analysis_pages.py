"""The pages on analysis show what the commands say, and explain every key of the JSON."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from qualcode.domain.associations import AssociationRow, ModelRow
from qualcode.domain.cooccurrence import PairRow, SequenceRow
from qualcode.domain.disclosure import DisclosureRule
from qualcode.domain.keyness import WordRow
from qualcode.domain.ranking import RankRow
from qualcode.domain.response import ResponseRow
from qualcode.domain.saturation import SaturationRow, StopRow
from qualcode.domain.scales import AnswerRow, CorrelationRow, DifferenceRow, MeanRow
from qualcode.domain.tables import Row, Table, Unit
from qualcode.domain.versions import VersionRow
from qualcode.domain.waves import WaveRow
from qualcode.domain.weighted import WeightedRow
from qualcode.privacy.release import Release
from tests.docs.pages import HOME, commands, tables
from tests.docs.reader import Reader, not_said
from tests.stories.demo_run import demo_run

ANALYSIS = HOME / "docs" / "analysis.md"
TABLES = HOME / "docs" / "analysis-tables.md"
EXPLAINED = {
    "frequencies": (Row, WeightedRow), "ranks": (RankRow,), "waves": (WaveRow,),
    "versions": (VersionRow,), "scales": (AnswerRow, MeanRow, CorrelationRow, DifferenceRow),
    "sample": (ResponseRow,), "associations": (AssociationRow, ModelRow),
    "cooccurrence": (PairRow,), "sequence": (SequenceRow,),
    "saturation": (SaturationRow, StopRow), "words": (WordRow,),
}  # fmt: skip
EVERYWHERE = {"code", "name", "level", "group", "groups", "suppressed"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the demo study that all tests share."""
    folder = tmp_path_factory.mktemp("analysis") / "demo-study"
    shutil.copytree(demo_run(tmp_path_factory, "the demo").folder, folder)
    return folder


def test_the_page_shows_what_the_commands_say(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [one for one in commands(ANALYSIS) if one.shown]
    assert len(shown) > 8
    reader = Reader(demo, monkeypatch)
    lost = {one.line: not_said("\n".join(one.shown), reader.follow(one)) for one in shown}
    assert {line: words for line, words in lost.items() if words} == {}


def test_the_other_commands_of_the_pages_run(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(demo, monkeypatch)
    for command in [*commands(ANALYSIS), *commands(TABLES)]:
        # Who sums up is somebody; reports and the recount are run by tests of their own.
        if not command.shown and not re.search(r"summarise|report|verify", command.line):
            assert reader.follow(command) or " -o " in command.line


@pytest.mark.parametrize("kind", EXPLAINED)
def test_every_key_of_every_row_is_explained(kind: str) -> None:
    page = TABLES.read_text(encoding="utf-8")
    _, part = re.split(rf"^## {kind}$", page, flags=re.MULTILINE)
    part = re.split(r"^## ", part, flags=re.MULTILINE)[0]
    keys = {one.name for row in EXPLAINED[kind] for one in fields(row)} - EVERYWHERE
    assert {key for key in keys if f"`{key}`" not in part} == set()


def test_the_keys_of_a_table_are_those_on_the_page() -> None:
    bare: Table[Row] = Table("frequencies", Unit.PARTICIPANT, "", "any", ())
    release: Release[Row] = Release(**{one.name: getattr(bare, one.name) for one in fields(Table)})
    content = release.to_json()
    told = [row["key"].strip("`") for row in tables(TABLES) if {"key", "value"} <= set(row)]
    assert set(told[: len(content)]) == set(content)
    assert {one.name for one in fields(DisclosureRule)} <= set(content["disclosure"])
