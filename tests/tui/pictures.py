"""Pictures of screens, compared with the ones that somebody looked at and kept.

A text golden shows words; a picture shows colours too. Identifiers that Rich makes from the
content, and moments, are taken out, so that a picture changes only in lines that look different.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.app import App

GOLDEN = Path(__file__).parent / "golden"


def picture(app: App[None]) -> str:
    """Return the SVG of what is shown, the same for the same look."""
    drawing = app.export_screenshot(title="qualcode")
    drawing = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"terminal-\d+", "terminal", drawing)
    drawing = re.sub(r"\d{4}-\d\d-\d\d", "yyyy-mm-dd", drawing)
    return re.sub(r"\d\d:\d\d(:\d\d)?", "hh:mm", drawing)


def same_picture(app: App[None], name: str, other: Path) -> None:
    """Compare the screen with the picture kept under a name; a missing one is written, and fails.

    A picture that differs is written to the folder `other`, to be looked at.
    """
    shown, kept = picture(app), GOLDEN / f"{name}.svg"
    if not kept.exists():
        kept.write_text(shown, encoding="utf-8")
        pytest.fail(f"{kept} was missing and is written now: look at it and keep it.")
    if shown != kept.read_text(encoding="utf-8"):
        other.mkdir(exist_ok=True)
        (other / kept.name).write_text(shown, encoding="utf-8")
        pytest.fail(f"{kept.name} looks different now: see {other / kept.name}")
