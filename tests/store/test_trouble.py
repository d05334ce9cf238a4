"""Disks that are full, read-only or damaged, and files that are not ours."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from qualcode import Study, create_study, open_study
from qualcode.domain.coding import MemoSubject
from qualcode.domain.errors import (
    DamagedStudy,
    NewerStudy,
    NoStudy,
    NotFound,
    QualcodeError,
    StoreUnavailable,
    StudyError,
)
from qualcode.study.restoring import restore
from tests.support.studies import CODES, segments, small_survey, state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "study"


@pytest.fixture
def study(folder: Path, tmp_path: Path) -> Iterator[Study]:
    with create_study(folder, "Trouble", coder="Ana") as made:
        made.catalogue.add_codes(CODES)
        small_survey(made, tmp_path / "incoming")
        made.codings.apply("time", segments(made)[0])
        yield made


def test_a_full_disk_loses_only_the_last_deed(study: Study) -> None:
    before = state(study)
    engine = study._session.store._engine

    @event.listens_for(engine, "checkout")
    def fill(connection: sqlite3.Connection, *_: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    some = segments(study)[1]

    def write_on() -> None:
        for _ in range(3000):
            study.memos.write(MemoSubject.SEGMENT, some.id, "x" * 500)

    with pytest.raises(StoreUnavailable, match="full or failing"):
        write_on()
    event.remove(engine, "checkout", fill)
    engine.dispose()
    assert state(study)["codings"] == before["codings"]
    assert study.check() == []
    assert study.codings.apply("law", some) is not None


def test_a_study_that_cannot_be_made_leaves_nothing_in_the_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.store import revisions

    def fails(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(revisions, "stamp", fails)
    with pytest.raises(KeyboardInterrupt):
        create_study(folder, coder="Ana")
    monkeypatch.undo()
    create_study(folder, coder="Ana").close()


READ_ONLY = """
import sys
from qualcode import open_study
from qualcode.domain.errors import QualcodeError
try:
    with open_study(sys.argv[1], "Ana") as study:
        study.entitle("Changed")
except QualcodeError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("what", ["folder", "database"])
def test_a_read_only_disk_is_told(study: Study, folder: Path, what: str) -> None:
    study.close()
    # Root may write anywhere; inside a user namespace it is an ordinary owner of its files.
    prefix = ["unshare", "--user", "--map-user=65534"] if os.geteuid() == 0 else []
    if prefix and (shutil.which("unshare") is None or subprocess.run([*prefix, "true"]).returncode):
        pytest.skip("root without user namespaces can write everywhere")
    target = folder if what == "folder" else folder / "study.db"
    target.chmod(0o500 if what == "folder" else 0o400)
    try:
        done = subprocess.run(
            [*prefix, sys.executable, "-c", READ_ONLY, str(folder)],
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        target.chmod(0o700 if what == "folder" else 0o600)
    assert done.stdout.startswith("StoreUnavailable")
    assert "study.db" in done.stdout
    assert "read-only" in done.stdout or "permissions" in done.stdout
    with open_study(folder, "Ana") as again:
        assert again.title == "Trouble"


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"\0" * 8192])
def test_a_file_that_is_no_study_is_refused_and_untouched(
    study: Study, folder: Path, content: bytes
) -> None:
    study.close()
    (folder / "study.db").write_bytes(content)
    with pytest.raises(DamagedStudy, match="Restore it from a backup"):
        open_study(folder)
    assert (folder / "study.db").read_bytes() == content


def test_another_programs_database_is_left_untouched(study: Study, folder: Path) -> None:
    study.close()
    path = folder / "study.db"
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE letters (body TEXT)")
        connection.execute("INSERT INTO letters VALUES ('Dear Anna')")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(DamagedStudy, match="not a qualcode study"):
        open_study(folder)
    assert path.read_bytes() == before
    assert {one.name for one in folder.glob("study.db*")} == {"study.db"}


def test_pages_that_were_overwritten_are_found(study: Study, folder: Path) -> None:
    study._session.store.settle()
    study.close()
    path = folder / "study.db"
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096, 2):
        content[page * 4096 : page * 4096 + 2000] = b"\xa5" * 2000
    path.write_bytes(content)
    with pytest.raises(DamagedStudy):
        refuse_problems(folder)


def refuse_problems(folder: Path) -> None:
    """Open and check: damage may show at either."""
    with open_study(folder, "Ana") as study:
        if problems := study.check():
            raise DamagedStudy(problems[0])


def test_a_newer_study_is_not_opened(study: Study, folder: Path) -> None:
    study.close()
    with closing(sqlite3.connect(folder / "study.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    with pytest.raises(NewerStudy, match="revision 0999"):
        open_study(folder)


def test_a_backup_brings_everything_back(study: Study, folder: Path, tmp_path: Path) -> None:
    before = state(study)
    copy = study.backup(tmp_path / "copies" / "one.db")
    assert copy.stat().st_mode & 0o077 == 0
    study.sources.remove("R1")
    study.entitle("Changed since")
    study.close()
    kept = copy.read_bytes()
    aside = restore(folder, copy)
    assert copy.read_bytes() == kept
    with open_study(folder, "Ana") as again:
        assert state(again) == before
        assert again.title == "Trouble"
        assert again.check() == []
        assert again.history.undo()
    with closing(sqlite3.connect(aside)) as connection:
        title = "SELECT value FROM setting WHERE name = 'title'"
        assert connection.execute(title).fetchone() == ("Changed since",)
    assert list(folder.glob("*.restoring*")) == []


def test_a_backup_replaces_a_database_that_is_lost(
    study: Study, folder: Path, tmp_path: Path
) -> None:
    before = state(study)
    copy = study.backup(tmp_path / "one.db")
    study.close()
    for path in folder.glob("study.db*"):
        path.unlink()
    restore(folder, copy)
    with open_study(folder, "Ana") as again:
        assert state(again) == before


def test_a_backup_does_not_overwrite(study: Study, tmp_path: Path) -> None:
    target = tmp_path / "there.db"
    target.write_text("mine")
    with pytest.raises(StudyError, match="exists already"):
        study.backup(target)
    assert target.read_text() == "mine"
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        study.backup(target / "below" / "a-file.db")


@pytest.mark.parametrize("spoil", ["nothing there", "garbage", "foreign", "tampered"])
def test_an_unsound_backup_changes_nothing(
    study: Study, folder: Path, tmp_path: Path, spoil: str
) -> None:
    copy = tmp_path / "copy.db"
    if spoil == "garbage":
        copy.write_bytes(b"garbage" * 1000)
    elif spoil == "foreign":
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("CREATE TABLE letters (body TEXT)")
    elif spoil == "tampered":
        study.backup(copy)
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("UPDATE source SET text = 'words nobody said'")
            connection.commit()
    before = state(study)
    study.close()
    with pytest.raises(NotFound if spoil == "nothing there" else DamagedStudy):
        restore(folder, copy)
    with open_study(folder, "Ana") as again:
        assert state(again) == before
    assert list(folder.glob("*.restoring*")) == []
    assert list(folder.glob("*.before-restore-*")) == []


def test_a_folder_without_a_study(tmp_path: Path, folder: Path, study: Study) -> None:
    with pytest.raises(NoStudy, match="qualcode init"):
        open_study(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoStudy, match="qualcode init"):
        open_study(tmp_path / "empty")
    with pytest.raises(StudyError, match="There is a study already"):
        create_study(folder)
    study.close()
    (folder / "study.db").unlink()
    with pytest.raises(QualcodeError):
        open_study(folder)
    (folder / "study.toml").write_text("title = \n")
    with pytest.raises(StudyError, match=r"study\.toml"):
        open_study(folder)


def test_only_known_servers(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="postgresql://"):
        open_study("mysql://somewhere/study")
    with pytest.raises(StudyError, match="postgresql://"):
        create_study(tmp_path / "study", database="sqlite:///x.db")
    with pytest.raises(StoreUnavailable, match="does not answer") as told:
        open_study("postgresql://ana:secret@localhost:1/study")
    assert "secret" not in str(told.value)
