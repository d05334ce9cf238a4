"""How long a command takes as a process of its own, and a call in this one."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from os import environ
from pathlib import Path


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


def least(call: Callable[[], object], runs: int = 5) -> float:
    """Run a call some times and return the least time in seconds, the fairest on a busy machine."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return min(taken)
