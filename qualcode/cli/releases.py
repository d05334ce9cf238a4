"""Shows a release, and records it in the study when it is written to a file."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from qualcode.cli.render import Sheet, put

if TYPE_CHECKING:
    from qualcode.privacy.release import Release
    from qualcode.study import Study


def put_release(study: Study, release: Release[Any], sheet: Sheet, options: Namespace) -> None:
    """Print a release, or write it to the file that was named and record that it was."""
    if options.output is None:
        put(sheet, options)
        return
    with study.releasing.recording([release], str(options.output)):
        put(sheet, options)
