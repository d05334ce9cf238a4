"""qualcode: qualitative coding and thematic analysis on your own machine.

The public names load only when they are used, so that `qualcode --help` stays quick.
"""

from __future__ import annotations

from qualcode._version import __version__

# Type checkers take this name for true; importing typing would slow every start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from qualcode import agreement as agreement
    from qualcode.study import Study as Study
    from qualcode.study import create_study as create_study
    from qualcode.study import open_study as open_study

_HOMES = {
    "Study": "qualcode.study",
    "open_study": "qualcode.study",
    "create_study": "qualcode.study",
    "Code": "qualcode.domain.codebook",
    "Codebook": "qualcode.domain.codebook",
    "Coder": "qualcode.domain.people",
    "Coding": "qualcode.domain.coding",
    "Instrument": "qualcode.domain.instrument",
    "Participant": "qualcode.domain.people",
    "QualcodeError": "qualcode.domain.errors",
    "Segment": "qualcode.domain.source",
    "Source": "qualcode.domain.source",
    "Span": "qualcode.domain.span",
    "Table": "qualcode.domain.tables",
}

__all__ = ["__version__", "agreement", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "agreement":
        return import_module("qualcode.agreement")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'qualcode' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__
