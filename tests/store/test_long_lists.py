"""More ids than SQLite takes in one statement."""

from __future__ import annotations

from pathlib import Path

from qualcode import create_study
from qualcode.domain.coding import LookState, MemoSubject
from qualcode.store import people, sources
from qualcode.store.parcels import parcels
from tests.support.studies import segments

LIMIT = 32_766
"""SQLITE_MAX_VARIABLE_NUMBER of an ordinary build."""


def test_a_coder_looks_at_more_segments_than_a_statement_holds(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(f"{'AB'[n % 2]}na: Turn {n}.\n\n" for n in range(LIMIT + 10)))
    with create_study(tmp_path / "study", coder="Ana") as study:
        study.import_files(path, kind="interview")
        ids = [one.id for one in segments(study)]
        assert len(ids) == LIMIT + 10
        study.codings.look(ids, LookState.NOTHING)
        assert len(study.codings.looks(segments=ids)) == len(ids)
        assert study.codings.of_segments(ids) == []
        assert study.memos.about(MemoSubject.SEGMENT, list(ids)) == []
        with study._session.reading() as connection:
            assert sources.by_id(connection, ids) == {}
            assert sources.texts(connection, ids) == {}
            assert sources.segments(connection, ids) == []
            assert people.participants_of(connection, ids) == {}


def test_parcels_keep_everything_in_order() -> None:
    assert list(parcels(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(parcels([])) == []
