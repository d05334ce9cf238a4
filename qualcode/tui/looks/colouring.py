"""Which set of colours a terminal can show, and how Textual is told of it."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from qualcode.tui.looks.inks import COLOURS, MONO, Inks

MONO_NAME, TERMINAL_NAME = "mono", "terminal"
ALL = {**COLOURS, MONO_NAME: MONO}
"""Every set by name, also the one without colours, which nobody chooses but NO_COLOR."""

WHY = {
    MONO_NAME: "There are no colours: NO_COLOR is set, or the terminal is not known to have any.",
    TERMINAL_NAME: "This terminal has 16 colours, so they are its own.",
}
"""Why another set cannot be had."""


def only(no_color: bool, colour_system: str | None) -> str:
    """Return the name of the only set that a terminal can show, or nothing if it can show all."""
    if no_color or colour_system is None:
        return MONO_NAME
    return TERMINAL_NAME if colour_system == "standard" else ""


def theme_of(name: str, inks: Inks) -> Theme:
    """Return a set of colours as Textual's own widgets take it."""
    if inks.ansi:
        return _ansi_theme(name)
    return Theme(
        name=name,
        primary=inks.accent,
        accent=inks.accent,
        foreground=inks.text,
        background=inks.background,
        surface=inks.panel,
        panel=inks.heading,
        error=inks.error,
        dark=inks.dark,
    )


def _ansi_theme(name: str) -> Theme:
    own = "ansi_default"
    return replace(
        BUILTIN_THEMES["ansi-dark"],
        name=name, primary=own, secondary=own, accent=own, warning=own, error=own, success=own,
    )  # fmt: skip
