"""The same study gives the same suggestions, on any machine, offline, in whatever order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).parents[2]


def run(seed: int, threads: int, hash_seed: str, *file: str) -> dict[str, Any]:
    several = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads)
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.suggest.telling", str(seed), *file],
        cwd=HOME,
        env={**os.environ, **several, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def first() -> dict[str, Any]:
    """Suggests with one thread and without a file, no socket to be had."""
    return run(0, 1, "0")


@pytest.mark.parametrize(
    ("seed", "threads", "hash_seed", "times"), [(1, 2, "1", 0), (2, 2, "77", 2)]
)
def test_it_is_the_same_again(
    first: dict[str, Any], tmp_path: Path, seed: int, threads: int, hash_seed: str, times: int
) -> None:
    """In another order of decisions, with more threads, other hashes, and from kept vectors."""
    file = (str(tmp_path / "vectors.npz"),) if times else ()
    for _ in range(max(1, times)):
        again = run(seed, threads, hash_seed, *file)
    assert again["hash"] == first["hash"]
    assert again["span"] == first["span"]
    for mine, its in zip(again["suggested"], first["suggested"], strict=True):
        assert [code for code, *_ in mine] == [code for code, *_ in its]
        for one, other in zip(mine, its, strict=True):
            assert one[1:] == pytest.approx(other[1:], abs=1e-6)


def test_it_says_something(first: dict[str, Any]) -> None:
    assert all(len(few) == 3 for few in first["suggested"])
    assert all(one[2] is not None for few in first["suggested"] for one in few)
