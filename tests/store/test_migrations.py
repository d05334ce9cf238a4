"""What the revisions build is what the schema says, on both databases."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from qualcode.domain.errors import NewerStudy, StoreUnavailable, StudyError
from qualcode.store import engine as engines
from qualcode.store import revisions
from qualcode.store.migrations.__main__ import main
from qualcode.store.store import Store
from tests.support.postgres import Server

NOW = datetime(2026, 3, 1, tzinfo=UTC)

_SQLITE_DEFINITIONS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_POSTGRESQL_DEFINITIONS = """
    SELECT 'constraint', conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid), ''
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', indexname, indexdef, '' FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid), '' FROM pg_trigger
      WHERE NOT tgisinternal
    UNION ALL SELECT 'function', proname, prosrc, '' FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'search', cfgname, c.maptokentype::text, dictname
      FROM pg_ts_config f JOIN pg_ts_config_map c ON c.mapcfg = f.oid
      JOIN pg_ts_dict d ON d.oid = c.mapdict WHERE cfgnamespace = 'public'::regnamespace
    UNION ALL SELECT 'column', table_name || '.' || column_name,
      concat_ws(' ', data_type, is_nullable, column_default, collation_name), ''
      FROM information_schema.columns WHERE table_schema = 'public'
"""


def definitions(connection: Connection) -> Any:
    """Return everything that the database knows about its own shape."""
    if connection.dialect.name == "postgresql":
        return sorted(tuple(row) for row in connection.execute(text(_POSTGRESQL_DEFINITIONS)))
    inspector = inspect(connection)
    tables = sorted(inspector.get_table_names())
    return {
        "tables": tables,
        "columns": {name: [_column(one) for one in inspector.get_columns(name)] for name in tables},
        "keys": {name: inspector.get_pk_constraint(name) for name in tables},
        "references": {name: _sorted(inspector.get_foreign_keys(name)) for name in tables},
        "unique": {name: _sorted(inspector.get_unique_constraints(name)) for name in tables},
        "checks": {name: _sorted(inspector.get_check_constraints(name)) for name in tables},
        "parts": sorted(
            tuple(row)
            for row in connection.execute(text(_SQLITE_DEFINITIONS))
            if row.type != "table" or row.name.startswith("passage")
        ),
        "strict_tables": sorted(
            (row.name, row.strict)
            for row in connection.execute(text("PRAGMA table_list"))
            if row.schema == "main"
        ),
    }


def _column(column: Any) -> tuple[Any, ...]:
    return (column["name"], str(column["type"]), column["nullable"], column["default"])


def _sorted(found: Any) -> list[str]:
    return sorted(repr(sorted(one.items(), key=lambda item: item[0])) for one in found)


@pytest.fixture
def empty(database: str | None, tmp_path: Path) -> Iterator[Engine]:
    """Give an engine on a database that holds nothing yet."""
    engine = engines.connect(database or tmp_path / "empty.db")
    yield engine
    engine.dispose()


def test_migrations_build_what_the_schema_says(
    empty: Engine, database: str | None, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    revisions.upgrade(engines.for_writing(empty))
    with empty.connect() as connection:
        built = definitions(connection)
        assert revisions.current(connection) == revisions.REVISIONS[-1]
    if database is None:
        made = Store.create(tmp_path / "made.db")
        with made.reading() as connection:
            assert definitions(connection) == built
        made.close()
        return
    server: Server = request.getfixturevalue("postgres")
    with server.empty_database() as other:
        made = Store.create(other)
        with made.reading() as connection:
            assert definitions(connection) == built
        made.close()


def test_the_known_revisions_are_those_of_the_folder() -> None:
    names = sorted(path.name[:4] for path in (revisions.MIGRATIONS / "versions").glob("0*.py"))
    assert tuple(names) == revisions.REVISIONS


NEWEST = revisions.REVISIONS[-1]
LATER = f"{int(NEWEST) + 1:04}"
NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{later}", "{newest}", None, None
def upgrade():
    op.create_table("later", sa.Column("id", sa.Text(), primary_key=True))
    op.execute(sa.text("INSERT INTO setting (name, value) VALUES ('later', 'yes')"))
    {last}
"""


def later(last: str = "") -> str:
    """Return a revision after all that are known."""
    return NEXT.format(last=last, later=LATER, newest=NEWEST)


@pytest.fixture
def newer_qualcode(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Pretend that this qualcode knows one more revision; return the folder of revisions."""
    folder = tmp_path / "100% newer" / "migrations"
    shutil.copytree(revisions.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(revisions, "MIGRATIONS", folder)
    monkeypatch.setattr(revisions, "REVISIONS", (*revisions.REVISIONS, LATER))
    (folder / "versions" / f"{LATER}_later.py").write_text(later())
    return folder


def test_an_older_file_is_copied_and_then_upgraded(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "study.db"
    Store.create(path).close()
    request.getfixturevalue("newer_qualcode")
    store = Store.open(path, NOW)
    with store.reading() as connection:
        assert revisions.current(connection) == LATER
        assert inspect(connection).has_table("later")
    store.close()
    (copy,) = tmp_path.glob(f"study.before-{LATER}-*.db")
    kept = engines.connect(copy)
    with kept.connect() as connection:
        assert revisions.current(connection) == NEWEST
        assert not inspect(connection).has_table("later")
    kept.dispose()


def test_a_failing_upgrade_leaves_the_study_as_it_was(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "study.db"
    Store.create(path).close()
    folder: Path = request.getfixturevalue("newer_qualcode")
    broken = later('op.execute(sa.text("INSERT INTO nowhere VALUES (1)"))')
    (folder / "versions" / f"{LATER}_later.py").write_text(broken)
    with pytest.raises(Exception, match="nowhere"):
        Store.open(path, NOW)
    engine = engines.connect(path)
    with engine.connect() as connection:
        assert revisions.current(connection) == NEWEST
        assert not inspect(connection).has_table("later")
        assert connection.scalar(text("SELECT count(*) FROM setting")) == 0
    engine.dispose()


def test_a_newer_study_is_refused(database: str | None, tmp_path: Path) -> None:
    place = database or tmp_path / "study.db"
    Store.create(place).close()
    engine = engines.connect(place)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NewerStudy, match="pip install --upgrade qualcode"):
        Store.open(place, NOW)
    if database is not None:
        assert "newer qualcode" in str(main([database]))


def test_a_server_is_upgraded_by_its_keeper(
    postgres: Server, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    with postgres.empty_database() as url:
        Store.create(url).close()
        request.getfixturevalue("newer_qualcode")
        with pytest.raises(StudyError, match=r"python -m qualcode\.store\.migrations"):
            Store.open(url, NOW)
        assert main([url]) is None
        assert capsys.readouterr().out == f"The study was at {NEWEST}; it is at {LATER}.\n"
        assert main([url]) is None
        assert "was up to date" in capsys.readouterr().out
        Store.open(url, NOW).close()


def test_the_keepers_command_explains_itself(postgres: Server) -> None:
    assert "usage" in str(main([]))
    assert "usage" in str(main(["folder"]))
    with postgres.empty_database() as url:
        assert "does not hold a qualcode study" in str(main([url]))
    with pytest.raises(StoreUnavailable, match="does not answer"):
        revisions.upgrade_server(postgres.url("nowhere"))


def test_ordinary_opening_does_not_load_alembic(tmp_path: Path) -> None:
    program = (
        "import sys, qualcode; qualcode.create_study(sys.argv[1]).close(); "
        "qualcode.open_study(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "study")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
