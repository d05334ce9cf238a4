"""Vectors are worked out once and kept; losing the file, or finding a bad one, hurts nobody."""

from __future__ import annotations

import pickle
import stat
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qualcode.suggest import Suggester
from qualcode.suggest.vectors import SLICE, Vectors
from tests.suggest.answers import ASKED, CODEBOOK, CODES, TEXTS
from tests.suggest.letters import ByLetters


class Counting(ByLetters):
    """Counts letters, and how many texts it was asked for."""

    def __init__(self, name: str = "letters") -> None:
        self.name = name
        self.asked = 0

    def encode(self, texts: list[str], /) -> np.ndarray:
        self.asked += len(texts)
        return super().encode(texts) / 7


def suggester(file: Path | None, embedding: Counting | None = None) -> Suggester:
    made = Suggester(CODEBOOK, embedding=embedding or Counting(), cache=file)
    made.index(TEXTS)
    made.learn(TEXTS[::2], CODES[::2])
    return made


def told(one: Suggester) -> list[tuple[str, float]]:
    return [(found.code, found.score) for some in one.suggest_many(ASKED) for found in some]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "vectors.npz"


def test_the_second_time_nothing_is_worked_out(file: Path) -> None:
    suggester(file).suggest(TEXTS[0])
    again = Counting()
    suggester(file, again).suggest(TEXTS[0])
    assert again.asked == 0


def test_with_and_without_a_file_all_is_the_same(file: Path) -> None:
    without = told(suggester(None))
    assert told(suggester(file)) == without
    assert told(suggester(file)) == without


def test_it_is_for_its_owner_and_holds_no_text(file: Path) -> None:
    suggester(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"corridor" not in file.read_bytes()
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_texts_that_are_gone_are_gone_from_the_file(file: Path) -> None:
    suggester(file)
    Suggester(CODEBOOK, embedding=Counting(), cache=file).index(TEXTS[:3])
    again = Counting()
    Suggester(CODEBOOK, embedding=again, cache=file).index(TEXTS)
    assert again.asked == len(TEXTS) - 3


def pickled(file: Path) -> None:
    np.savez(file, format=np.array([{"a": 1}], dtype=object))


def shorter(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-400])


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(bytes(data))


def unlike(**other: np.ndarray) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with np.load(file) as held:
            np.savez(file, **{**held, **other})

    return change


@pytest.mark.parametrize(
    "spoil",
    [
        pickled,
        shorter,
        flipped,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"not an archive at all"),
        lambda file: file.write_bytes(pickle.dumps({"vectors": []})),
        lambda file: file.unlink(),
        unlike(format=np.array("vectors of tomorrow")),
        unlike(embedding=np.array("another embedding")),
        unlike(vectors=np.full((3, 26), 1.0, np.float32)),
        unlike(vectors=np.zeros(0, np.float32)),
        unlike(digests=np.zeros((2, 5), np.uint8)),
    ],
)
def test_a_bad_file_is_written_anew(file: Path, spoil: Callable[[Path], None]) -> None:
    expected = told(suggester(file))
    spoil(file)
    assert told(suggester(file)) == expected
    again = Counting()
    suggester(file, again)
    assert again.asked == 0


def test_vectors_that_are_no_numbers_are_not_believed(file: Path) -> None:
    expected = told(suggester(file))
    with np.load(file) as held:
        np.savez(file, **{**held, "vectors": np.full_like(held["vectors"], np.nan)})
    assert told(suggester(file)) == expected


def test_vectors_of_another_embedding_are_not_taken(file: Path) -> None:
    suggester(file)
    other = Counting("letters 2")
    suggester(file, other)
    assert other.asked >= len(TEXTS)


def test_where_nothing_can_be_written_all_works(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    for place in (tmp_path / "a file" / "vectors.npz", tmp_path):
        assert told(suggester(place)) == told(suggester(None))
    assert (tmp_path / "a file").read_text() == "in the way"


class Stopped(Exception):
    pass


def test_progress_is_told_and_may_interrupt(file: Path) -> None:
    texts = [f"answer number {number}" for number in range(3 * SLICE)]
    seen: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        seen.append((done, of))
        if done >= SLICE:
            raise Stopped

    halted = Suggester([], embedding=Counting(), cache=file)
    before = halted.model_hash
    with pytest.raises(Stopped):
        halted.index(texts, stop)
    assert seen == [(0, len(texts)), (SLICE, len(texts))]
    assert halted.model_hash == before
    seen.clear()
    resumed = Counting()
    Suggester([], embedding=resumed, cache=file).index(texts, lambda *told: seen.append(told))
    assert resumed.asked == 2 * SLICE
    assert seen[0] == (SLICE, len(texts))
    assert seen[-1] == (len(texts), len(texts))


def test_progress_ends_without_an_embedding() -> None:
    seen: list[tuple[int, int]] = []
    Suggester(CODEBOOK, embedding=None).index(TEXTS, lambda *told: seen.append(told))
    assert seen[-1] == (len(TEXTS), len(TEXTS))


def test_texts_that_were_never_read_are_worked_out_but_not_kept(file: Path) -> None:
    counting = Counting()
    vectors = Vectors(counting, file)
    vectors.prepare(TEXTS[:2])
    rows = vectors.encode([TEXTS[1], "new", TEXTS[0], "new", TEXTS[1]])
    assert counting.asked == 3
    assert rows.dtype == np.float64
    assert rows == pytest.approx(
        ByLetters().encode([TEXTS[1], "new", TEXTS[0], "new", TEXTS[1]]) / 7, rel=1e-6
    )
