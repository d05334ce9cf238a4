"""The help answers at once: nothing heavy is loaded on the way to it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "alembic",
    "asyncio",
    "charset_normalizer",
    "lxml",
    "numpy",
    "openpyxl",
    "psycopg",
    "rich",
    "ruamel.yaml",
    "scipy",
    "sklearn",
    "spacy",
    "sqlalchemy",
    "sqlite3",
    "textual",
    "xlsxwriter",
    "yaml",
)

PROGRAM = """
import sys
from qualcode.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*sorted(sys.modules), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """Return the names of all modules that a command line has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_the_help_loads_nothing_heavy(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert sorted(modules & set(HEAVY)) == []
    ours = sorted(name for name in modules if name.startswith("qualcode"))
    assert all(name.startswith(("qualcode.cli", "qualcode.domain")) for name in ours[3:]), ours


@pytest.mark.parametrize("command", ["import", "search", "suggest", "frequencies", "agreement"])
def test_the_help_of_a_command_loads_nothing_heavy(command: str) -> None:
    modules = loaded(command, "--help")
    assert sorted(modules & (set(HEAVY) - {"asyncio"})) == []


def test_the_package_itself_is_light() -> None:
    program = "import sys, qualcode; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    modules = set(done.stdout.split())
    assert {name for name in modules if name.startswith("qualcode")} == {
        "qualcode",
        "qualcode._version",
    }
    assert not modules & set(HEAVY)
