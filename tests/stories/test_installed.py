"""The wheel carries everything: code, migrations, schemas, and the demo study's material."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.cli import HOME, environment


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that was just built from the checkout."""
    target = tmp_path_factory.mktemp("wheel")
    if find_spec("hatchling"):
        words = ["-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    else:
        words = ["-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(target), str(HOME)]
    done = subprocess.run(
        [sys.executable, *words], cwd=HOME, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return next(target.glob("qualcode-*.whl"))


def test_the_wheel_carries_the_demo_study_and_all_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("transcripts", "codebooks"):
        for path in (HOME / folder).rglob("*"):
            if path.is_file():
                assert f"qualcode/_demo/{path.relative_to(HOME)}" in names
    for path in (HOME / "qualcode").rglob("*"):
        if path.is_file() and path.suffix in (".py", ".json", ".tcss", ".typed", ".mako"):
            assert str(path.relative_to(HOME)) in names
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]


def test_the_demo_is_found_where_only_the_wheel_is(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    program = (
        "from qualcode.study.demonstration import material; found = material();"
        "print(found.published, len(found.codebook_files))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=environment(PYTHONPATH=str(tmp_path / "installed")),
    )  # fmt: skip
    home = tmp_path / "installed" / "qualcode" / "_demo"
    count = len(list((HOME / "codebooks").glob("*.yaml")))
    assert done.stdout.strip() == f"{home / 'transcripts' / 'published.yaml'} {count}", done.stderr
