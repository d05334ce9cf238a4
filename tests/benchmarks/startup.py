"""How long `qualcode --help` takes, as a ratio to `python -c "import argparse"`.

Run: python -m tests.benchmarks.startup. The two are run in turn, so that a busy machine slows
both alike; the least of each is the fairest.
"""

from __future__ import annotations

import sys
import tempfile
from statistics import median

from tests.support.timing import seconds

RUNS = 40
TARGET = 2.5

FLOOR = [sys.executable, "-c", "import argparse"]
HELP = [sys.executable, "-m", "qualcode", "--help"]


def main() -> int:
    """Print both times and their ratio; return 1 if it is above the target."""
    with tempfile.TemporaryDirectory() as cache:
        for command in (FLOOR, HELP):
            seconds(command, cache)
        pairs = [(seconds(FLOOR, cache), seconds(HELP, cache)) for _ in range(RUNS)]
    floor, told = zip(*pairs, strict=True)
    least = min(told) / min(floor)
    print(f'python -c "import argparse"  least {min(floor):.3f} s, median {median(floor):.3f} s')
    print(f"qualcode --help              least {min(told):.3f} s, median {median(told):.3f} s")
    print(f"ratio: least {least:.2f}, median {median(told) / median(floor):.2f} (at most {TARGET})")
    return 0 if least <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
