"""`python -m qualcode.store.migrations URL`: brings a study on PostgreSQL up to date."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from qualcode.domain.errors import QualcodeError
from qualcode.store import engine as engines
from qualcode.store import revisions

USAGE = (
    "usage: python -m qualcode.store.migrations postgresql://...\n"
    "A study in a folder needs no command: it is brought up to date when it is opened."
)


def main(arguments: Sequence[str]) -> str | None:
    """Upgrade the study at the URL and return what went wrong, if anything did."""
    if len(arguments) != 1 or not engines.is_server(arguments[0]):
        return USAGE
    try:
        before = revisions.upgrade_server(arguments[0])
    except QualcodeError as error:
        return f"qualcode: {error}"
    done = "was up to date" if before == revisions.REVISIONS[-1] else f"was at {before}"
    sys.stdout.write(f"The study {done}; it is at {revisions.REVISIONS[-1]}.\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
