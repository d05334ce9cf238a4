"""Opens the study that a command line means."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.study import Study


def opened(options: Namespace, about_codebook: bool = False) -> Study:
    """Open the study for the person named.

    If codebook.yaml was edited by hand it says so, unless the command is about just that.
    """
    from qualcode.cli.render import note
    from qualcode.study import open_study

    _keep_libraries_quiet()
    study = open_study(options.study, coder=options.person)
    if not about_codebook and study.catalogue.file.edited:
        note(
            "codebook.yaml was edited by hand; see the changes with `qualcode codebook diff`, "
            "then `codebook apply` or `codebook refuse` them."
        )
    return study


def _keep_libraries_quiet() -> None:
    """Let no library print a traceback beside our own message, as after Ctrl-C while closing."""
    import logging

    if not logging.root.handlers:
        logging.root.addHandler(logging.NullHandler())
