"""Starts the coding screen; whatever must be so before Textual is imported is done here."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.study import Study


def launch(
    study: Study, source: str | None = None, question: str | None = None, at: int | None = None
) -> None:
    """Open the list, or a source or the answers to a question straight on their text.

    `at` is the number of a segment to begin at.

    Raises:
        NotFound: if there is no such source or question.
        Refused: if there is nothing to read, or nobody was named as coder.
    """
    # Textual reads its frame rate once; at 60 a key soon after another waits for the next frame.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    gc.disable()
    try:
        from qualcode.tui.app import CodingApp
        from qualcode.tui.shelves import Kind, Opening

        opening = None
        if question is not None:
            opening = Opening(Kind.QUESTION, question)
        elif source is not None:
            opening = Opening(Kind.SOURCE, source)
        _ = study.coder
        CodingApp(study, opening, at).run()
    finally:
        gc.enable()
        gc.unfreeze()
