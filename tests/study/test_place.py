"""A study is found from inside its folder, and its folder is laid out privately."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import create_study, open_study
from qualcode.domain.errors import DamagedStudy, Refused, StudyError
from qualcode.study import place


def test_a_study_is_found_from_below(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", 'A "quoted" title\\ \n\t'):
        pass
    deep = tmp_path / "study" / "sources" / "2026"
    deep.mkdir()
    assert place.at(deep).folder == tmp_path / "study"
    with open_study(deep) as study:
        assert study.title == 'A "quoted" title\\ \n\t'
        assert study.folder == tmp_path / "study"


def test_its_folder_is_its_owners(tmp_path: Path) -> None:
    with create_study(tmp_path / "study"):
        modes = [(tmp_path / "study" / name).stat().st_mode for name in ("", "sources", "exports")]
    assert [mode & 0o077 for mode in modes] == [0, 0, 0]


def test_a_server_is_named_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text('database = "postgresql://server/study"\n')
    assert place.at(tmp_path).database == "postgresql://server/study"
    (tmp_path / "study.toml").write_text('database = "mysql://server/study"\n')
    with pytest.raises(StudyError, match="mysql"):
        place.at(tmp_path)
    (tmp_path / "study.toml").write_text("database = 5\n")
    with pytest.raises(DamagedStudy, match="missing"):
        open_study(tmp_path)


def test_who_acts_must_be_clear(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", coder="Ana") as study:
        assert study.coder.name == "Ana"
    with open_study(tmp_path / "study") as study:
        assert study.coder.name == "Ana"
        study.team.add("Ben")
    with open_study(tmp_path / "study") as study, pytest.raises(Refused, match="Who are you"):
        _ = study.coder
