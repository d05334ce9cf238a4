"""Words that stand in any text of a language, as spaCy lists them."""

from __future__ import annotations

import runpy
from importlib.util import find_spec
from pathlib import Path


def stop_words(code: str) -> frozenset[str] | None:
    """Return the stop words of a language by its code, or None if spaCy has no such language.

    A list is a file of its own within spaCy that needs nothing else. It is run by itself, since
    to import any part of spaCy takes half a second and 50 MB.
    """
    found = find_spec("spacy")
    if found is None or found.origin is None or not code.isidentifier():
        return None
    language = Path(found.origin).parent / "lang" / code
    if not language.is_dir():
        return None
    file = language / "stop_words.py"
    listed = runpy.run_path(str(file)).get("STOP_WORDS", ()) if file.is_file() else ()
    return frozenset(map(str, listed))
