"""Vectors of meaning that were worked out before, kept in a file beside the study."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.embedding import Embedding
from qualcode.suggest.numbers import Numbers

FORMAT = "qualcode vectors 1"
SLICE = 256
"""Texts that are worked out between two calls of `progress`."""
DIGEST = 32
_STALE = 3600
"""Seconds after which a file that is not yet whole has been left behind."""
MOST_ASKED = 20_000
"""Texts besides the study's whose vectors are kept until the end of the process, the last ones."""

Progress = Callable[[int, int], None]
Kept = NDArray[np.float32]


def digest(text: str) -> bytes:
    """Return what a text is known by: its sha256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


class Vectors:
    """An embedding that works out each of the study's texts once, also from one day to the next.

    The `file` holds no text, only digests and numbers, and is for its owner's eyes. It is one that
    can be lost at any time: a damaged one, or that of another embedding, is written anew, and where
    it cannot be written everything works as without it. Numbers are rounded as they are in the
    file, so that nothing changes with it.
    """

    def __init__(self, embedding: Embedding, file: Path | None = None) -> None:
        self._embedding = embedding
        self._file = file
        self._rows: dict[bytes, Kept] = _read(file, embedding.name) if file else {}
        self._in_file = frozenset(self._rows)
        self._asked: dict[bytes, Kept] = {}

    @property
    def name(self) -> str:
        """Return the name of the embedding."""
        return self._embedding.name

    def prepare(self, texts: Iterable[str], progress: Progress | None = None) -> None:
        """Work out the vectors of these texts, and keep these and no others.

        An exception raised by `progress` ends it; what was done until then stays done.
        """
        wanted = {digest(text): text for text in texts}
        new = sorted((text for key, text in wanted.items() if key not in self._rows), key=_length)
        done = len(wanted) - len(new)
        tell = progress or (lambda _done, _of: None)
        try:
            tell(done, len(wanted))
            for start in range(0, len(new), SLICE):
                part = new[start : start + SLICE]
                self._rows.update(zip(map(digest, part), self._worked_out(part), strict=True))
                tell(done + start + len(part), len(wanted))
            self._rows = {key: self._rows[key] for key in wanted}
        finally:
            self._save()

    def encode(self, texts: Sequence[str], /) -> Numbers:
        """Return one row a text."""
        keys = [digest(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        found = {key: self._asked[key] for key in new if key in self._asked}
        if left := [key for key in new if key not in found]:
            worked_out = self._worked_out([new[key] for key in left])
            found.update(zip(left, worked_out, strict=True))
            self._keep(found)
        rows = [found[key] if key in found else self._rows[key] for key in keys]
        return np.array(rows, dtype=np.float64)

    def _keep(self, found: dict[bytes, Kept]) -> None:
        self._asked |= found
        for key in list(self._asked)[: max(0, len(self._asked) - MOST_ASKED)]:
            del self._asked[key]

    def _worked_out(self, texts: Sequence[str]) -> Kept:
        return np.asarray(self._embedding.encode(texts)).astype(np.float32)

    def _save(self) -> None:
        if self._file is not None and self._rows.keys() != self._in_file:
            with suppress(OSError):
                _write(self._file, self.name, self._rows)
                self._in_file = frozenset(self._rows)


def _length(text: str) -> tuple[int, str]:
    return len(text), text


def _read(file: Path, name: str) -> dict[bytes, Kept]:
    try:
        return _read_sound(file, name)
    except Exception:  # whatever numpy and zipfile raise on a file that is not ours
        return {}


def _read_sound(file: Path, name: str) -> dict[bytes, Kept]:
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as held:
        if str(held["format"]) != FORMAT or str(held["embedding"]) != name:
            return {}
        digests, vectors = held["digests"], held["vectors"]
    sound = (
        digests.dtype == np.uint8
        and digests.shape == (len(vectors), DIGEST)
        and vectors.dtype == np.float32
        and vectors.ndim == 2
        and bool(np.isfinite(vectors).all())
    )
    return dict(zip(map(bytes, digests), vectors, strict=True)) if sound else {}


def _write(file: Path, name: str, rows: dict[bytes, Kept]) -> None:
    keys = sorted(rows)
    file.parent.mkdir(parents=True, exist_ok=True)
    _clear_away(file)
    # Made by mkstemp, so that nobody else may read it; it takes its place in one step.
    handle, beside = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as opened:
            np.savez(
                opened,
                format=np.array(FORMAT),
                embedding=np.array(name),
                digests=np.frombuffer(b"".join(keys), np.uint8).reshape(-1, DIGEST),
                vectors=np.array([rows[key] for key in keys], np.float32),
            )
        Path(beside).replace(file)
    finally:
        Path(beside).unlink(missing_ok=True)


def _clear_away(file: Path) -> None:
    """Delete what processes left behind that were killed while they wrote."""
    for one in file.parent.glob(f".{file.name}.*"):
        with suppress(OSError):
            if time.time() - one.stat().st_mtime > _STALE:
                one.unlink()
