"""How long a command takes as a process of its own, and a call in this one."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from os import environ, fsync
from pathlib import Path
from statistics import median


def seconds(command: Sequence[str], cache: Path | str) -> float:
    """Run a command and return how long it took; compiled modules are kept in `cache`."""
    kept = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        check=True,
        env={**kept, "PYTHONPYCACHEPREFIX": str(cache)},
    )
    return time.perf_counter() - began


def fsync_seconds(folder: Path, runs: int = 20) -> float:
    """Return the median time in which a little more of a file is on the disk in this folder."""
    taken = []
    path = folder / "fsync.probe"
    with path.open("wb", buffering=0) as file:
        for _ in range(runs):
            file.write(bytes(4096))
            began = time.perf_counter()
            fsync(file.fileno())
            taken.append(time.perf_counter() - began)
    path.unlink()
    return median(taken)


def least(call: Callable[[], object], runs: int = 5) -> float:
    """Run a call some times and return the least time in seconds, the fairest on a busy machine."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return min(taken)
