"""The library face, as the contract promises it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import qualcode
from qualcode.domain.coding import LookState
from tests.support import winter
from tests.support.cli import HOME, Desk, environment
from tests.support.desks import desk, empty

__all__ = ["desk", "empty"]


def test_every_public_name_exists() -> None:
    for name in qualcode.__all__:
        assert getattr(qualcode, name) is not None
    assert set(dir(qualcode)) == set(qualcode.__all__)
    with pytest.raises(AttributeError):
        qualcode.nothing  # noqa: B018


def test_importing_it_loads_nothing_heavy() -> None:
    program = "import sys, qualcode; print(sorted(m for m in sys.modules if 'qualcode' in m))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "['qualcode', 'qualcode._version']"


def test_a_study_is_made_filled_and_opened_again(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(winter.survey(), encoding="utf-8")
    (tmp_path / "rosa.txt").write_text(winter.INTERVIEW, encoding="utf-8")
    with qualcode.create_study(tmp_path / "study", coder="c1") as study:
        made = study.import_files([tmp_path / "survey.csv", str(tmp_path / "rosa.txt")])
        assert [type(one) for one in made] == [qualcode.Source] * 5
        assert study.import_files(tmp_path) == []
    for place in (tmp_path / "study", str(tmp_path / "study" / "exports")):
        with qualcode.open_study(place, coder="c1") as study:
            assert study.coder.name == "c1"
            assert len(study.sources.all()) == 5
            text = study.sources.read("rosa")
            assert text.text == winter.INTERVIEW
            assert study.sources.original(text.source) == winter.INTERVIEW.encode()


def test_options_of_reading_are_the_command_lines(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("key,who,b\n1,x,yes it is\n2,y,no not yet\n", encoding="utf-8")
    with qualcode.create_study(tmp_path / "study", coder="c1") as study:
        made = study.import_files(
            tmp_path / "s.csv", id_column="who", text_columns=("b",), ignored_columns=("key",)
        )
        assert [one.name for one in made] == ["x", "y"]
        with pytest.raises(qualcode.QualcodeError, match=r"s\.csv"):
            study.import_files(tmp_path / "s.csv.gone")


def test_codings_are_put_on_spans_and_taken_away(desk: Desk) -> None:
    with qualcode.open_study(desk.folder, coder="bo") as study:
        segment = study.sources.read("P2").segments[0]
        words = winter.ANSWERS["P2"][1]
        span = qualcode.Span(words.index("office"), words.index("office") + 6)
        coding = study.codings.apply("office", segment, span)
        assert coding is not None
        assert study.codings.apply("office", segment, span) is None
        assert coding in study.codings.of_segments([segment.id], study.coder.id)
        with pytest.raises(qualcode.QualcodeError, match="Did you mean 'office'"):
            study.codings.apply("ofice", segment)
        with pytest.raises(qualcode.QualcodeError, match="not inside"):
            study.codings.apply("office", segment, qualcode.Span(0, 10_000))
        with pytest.raises(qualcode.QualcodeError, match="uncode it first"):
            study.codings.look([segment.id], LookState.NOTHING)
        with pytest.raises(qualcode.QualcodeError, match="another coder"):
            study.acting_as("ann").codings.remove(coding)
        study.codings.remove(coding)
        assert coding not in study.codings.all()
        study.history.undo()
        assert len(study.codings.of_segments([segment.id], study.coder.id)) == 1


def test_tables_and_reports_are_what_the_command_line_prints(desk: Desk) -> None:
    with qualcode.open_study(desk.folder) as study:
        table = study.frequencies(by="position", unit="participant")
        assert isinstance(table, qualcode.Table)
        assert _plain(table.to_json()) == desk("frequencies", "--by", "position", "--json").json
        report = study.agreement(unit="segment")
        assert _plain(report.to_json()) == desk("agreement", "--json").json
        assert study.check() == []


def test_a_table_becomes_a_data_frame(desk: Desk) -> None:
    pandas = pytest.importorskip("pandas")
    with qualcode.open_study(desk.folder, coder="ann") as study:
        table = study.frequencies(by="position", unsuppressed=True)
    frame = table.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    figures = "code name level group n base percent low high people suppressed groups is_apart"
    assert " ".join(frame.columns) == figures
    assert len(frame) == len(table.rows)
    assert frame.n.sum() == sum(row.n for row in table)


def test_errors_are_the_domains(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "gone"):
        with pytest.raises(qualcode.QualcodeError, match="There is no study"):
            qualcode.open_study(place)


def test_the_package_is_typed() -> None:
    assert (HOME / "qualcode" / "py.typed").exists()


def _plain(content: object) -> object:
    return json.loads(json.dumps(content))
