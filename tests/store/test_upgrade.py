"""A study that the first qualcode made opens in today's, with all that was done in it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from qualcode import Study, open_study
from qualcode.domain.coding import LookState
from qualcode.domain.provenance import PLAIN, Provenance
from qualcode.domain.span import Span
from qualcode.store.revisions import REVISIONS
from qualcode.study.suggestions.refusing import Refusing

OLD = Path(__file__).parents[1] / "data" / "old" / "study-0001.db"


def codings_in(path: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    rows = database.execute("SELECT id, code, segment, start, end, revision FROM coding")
    found = sorted(rows.fetchall())
    database.close()
    return found


def revision_of(path: Path) -> str:
    database = sqlite3.connect(path)
    (found,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    database.close()
    return str(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a study of the first revision."""
    place = tmp_path / "old study"
    place.mkdir()
    shutil.copy(OLD, place / "study.db")
    (place / "study.toml").write_text('title = "Old"\n', encoding="utf-8")
    return place


def opened(folder: Path) -> Study:
    return open_study(folder, coder="ann")


def test_it_is_copied_upgraded_and_whole(folder: Path) -> None:
    before = codings_in(OLD)
    assert (revision_of(OLD), len(before)) == ("0001", 3)
    with opened(folder) as study:
        assert study.check() == []
        assert len(study.codings.all()) == 3
        assert [look.state for look in study.codings.looks()].count(LookState.DONE) == 2
        assert {one.name for one in study.sources} == {"R1", "R2", "R3"}
        assert study.rounds.all() == []
        assert {one.provenance for one in study.codings.all()} == {PLAIN}
    assert codings_in(folder / "study.db") == before
    assert revision_of(folder / "study.db") == REVISIONS[-1]
    (copy,) = folder.glob(f"study.before-{REVISIONS[-1]}-*.db")
    assert (revision_of(copy), codings_in(copy)) == ("0001", before)


def test_work_goes_on_in_it(folder: Path) -> None:
    with opened(folder) as study:
        study.rounds.create("pilot", ["ann", "bob"], blind=True)
        ann = study.in_round("pilot")
        code = next(one.id for one in study.catalogue.codebook.codes if one.applicable)
        entry = ann.desk.round_page().entries[0]
        assert ann.codings.apply(code, entry.segment)
        ann.flags.put([entry.segment.id])
        assert ann.flags.of_segments([entry.segment.id]) == {entry.segment.id}
        study.rounds.close("pilot")
        assert len(study.codings.all()) == 4
        first, *_ = (one for one in study.codings.all() if not one.round)
        taken = Provenance(True, 1, 0.5)
        span = Span(first.span.start, first.span.end - 1)
        assert study.codings.move(first, span).provenance == PLAIN
        segment = study.sources.read("R3").segments[0]
        mine = {one.code for one in study.codings.of_segments([segment.id], study.coder.id)}
        codes = [one.id for one in study.catalogue.codebook.codes if one.applicable]
        new, refused, *_ = (one for one in codes if one not in mine)
        accepted = study.codings.apply(new, segment, provenance=taken)
        assert accepted is not None
        refusing = Refusing(study._session)
        assert refusing.reject(refused, segment.id, taken)
        assert refusing.strike(code, "late")
        assert study.check() == []
    with opened(folder) as study:
        assert len(study.codings.all()) == 5
        assert accepted in study.codings.all()
        for _ in range(4):
            study.history.undo()
        assert study.check() == []
        assert first in study.codings.all()
    assert len(list(folder.glob("study.before-*.db"))) == 1
