"""The page and its files, and the headers that every answer carries.

All files are in this package: nothing is fetched from anywhere else, and the policy forbids it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

_KINDS = {
    "window.css": "text/css",
    "window.js": "text/javascript",
    "xterm/xterm.css": "text/css",
    "xterm/xterm.mjs": "text/javascript",
    "xterm/addon-fit.mjs": "text/javascript",
    "xterm/addon-unicode-graphemes.mjs": "text/javascript",
}
"""The files by name; what is not named here cannot be asked for."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as a browser gets it."""

    kind: str
    content: bytes


def page() -> File:
    """Return the page."""
    return File("text/html; charset=utf-8", _read("index.html"))


def file(name: str) -> File | None:
    """Return a file of the page, or None if there is none of that name."""
    kind = _KINDS.get(name)
    return File(f"{kind}; charset=utf-8", _read(name)) if kind else None


def file_names() -> tuple[str, ...]:
    """Return the names of all files of the page."""
    return tuple(_KINDS)


def _read(name: str) -> bytes:
    return resources.files("qualcode.serve").joinpath("static", *name.split("/")).read_bytes()


def headers(host: str) -> dict[str, str]:
    """Return what every answer says: load nothing from elsewhere, show it in no frame, keep none.

    The terminal's library writes colours into the style of each cell, so style must be allowed
    inline; no word of a study is ever read as markup there.
    """
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src data:",
        f"connect-src ws://{host}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
        "Cache-Control": "no-store",
    }
