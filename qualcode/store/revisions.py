"""Knows which database revision a study has, and brings an older one up to date."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from qualcode._version import __version__
from qualcode.domain.errors import DamagedStudy, NewerStudy, StudyError
from qualcode.store import engine as engines
from qualcode.store import journal, upkeep
from qualcode.store.engine import APPLICATION_ID

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""All database revisions that this qualcode knows, oldest first."""

MIGRATIONS = Path(__file__).parent / "migrations"


def stamp(connection: Connection) -> None:
    """Mark a database that was just made as being of the newest revision."""
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    statement = text("INSERT INTO alembic_version (version_num) VALUES (:revision)")
    connection.execute(statement, {"revision": REVISIONS[-1]})
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def current(connection: Connection) -> str:
    """Return the revision of an existing database.

    Raises:
        DamagedStudy: if it is not a study's.
    """
    if not inspect(connection).has_table("alembic_version"):
        raise DamagedStudy("The database does not hold a qualcode study.")
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def bring_up_to_date(reading: Engine, writing: Engine, place: str | Path, moment: datetime) -> None:
    """Upgrade an older study in one transaction, after a copy beside it.

    Raises:
        NewerStudy: if this qualcode does not know the revision.
        StudyError: if the study is on a server: that is for its keeper to do.
    """
    revision = _known(reading)
    if revision == REVISIONS[-1]:
        return
    if not isinstance(place, Path):
        raise StudyError(
            f"The database has revision {revision}, this qualcode needs {REVISIONS[-1]}. "
            "Its keeper backs it up with pg_dump and upgrades it with: "
            "python -m qualcode.store.migrations URL"
        )
    upkeep.copy(
        reading, place.with_name(f"{place.stem}.before-{REVISIONS[-1]}-{moment:%Y%m%d%H%M%S}.db")
    )
    upgrade(writing)


def upgrade_server(url: str) -> str:
    """Upgrade a study on PostgreSQL and return the revision that it had.

    Raises:
        NewerStudy: if this qualcode does not know the revision.
        DamagedStudy: if the database holds no study.
        StoreUnavailable: if the server does not answer.
    """
    engine = engines.connect(url)
    try:
        with engines.clear_failures(engine.url.render_as_string(hide_password=True)):
            revision = _known(engine)
            if revision != REVISIONS[-1]:
                upgrade(engines.for_writing(engine))
    finally:
        engine.dispose()
    return revision


def _known(reading: Engine) -> str:
    with reading.connect() as connection:
        revision = current(connection)
    if revision not in REVISIONS:
        raise NewerStudy(
            f"{reading.url.database} was written by a newer qualcode (database revision "
            f"{revision}; this is qualcode {__version__} with revision {REVISIONS[-1]}). "
            "Install the newer version: pip install --upgrade qualcode"
        )
    return revision


def upgrade(writing: Engine) -> None:
    """Run the migrations that are missing, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with writing.begin() as connection:
        journal.take_turn(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
