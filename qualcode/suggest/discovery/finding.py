"""The door of this package: read passages and a codebook, find what is worth a person's look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from threadpoolctl import threadpool_limits

from qualcode.domain.codebook import Codebook
from qualcode.domain.discovery import Discovery, Passage
from qualcode.suggest.codebook_texts import code_texts
from qualcode.suggest.discovery.alike_codes import Apart, Used, alike_codes, used
from qualcode.suggest.discovery.left_out import teach
from qualcode.suggest.discovery.new_themes import FEWEST_PIECES, MOST_PIECES, new_themes
from qualcode.suggest.discovery.pieces import Piece, place, uncoded
from qualcode.suggest.discovery.second_look import FEWEST as FEWEST_FINISHED
from qualcode.suggest.discovery.second_look import second_look
from qualcode.suggest.discovery.text_map import TextMap
from qualcode.suggest.discovery.two_meanings import FEWEST as FEWEST_TEXTS
from qualcode.suggest.discovery.two_meanings import two_meanings
from qualcode.suggest.embedding import Embedding, installed_embedding
from qualcode.suggest.features import FeatureSpace
from qualcode.suggest.language import ENGLISH, Language
from qualcode.suggest.suggester import THREADS, Suggester
from qualcode.suggest.vectors import Vectors

Progress = Callable[[int, int, str], None]
PARTS = 3


def discover(
    passages: Iterable[Passage],
    codebook: Codebook | Iterable[Mapping[str, Any]],
    language: str = ENGLISH,
    embedding: Embedding | Literal["auto"] | None = "auto",
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Discovery:
    """Find candidate themes, codes that are alike or mean two things, and surprising codings.

    `language` is that of the texts. `cache` is a file of vectors, which may be lost at any time.
    `progress` is told (done, total, what); an exception raised in it ends the work.

    Raises:
        ValueError: if the codebook is malformed.
    """
    read = sorted(passages, key=lambda one: (place(one.whole), one.whole.words))
    entries = codebook if isinstance(codebook, Codebook) else list(codebook)
    tell = progress or (lambda _done, _of, _what: None)
    with threadpool_limits(THREADS, user_api="blas"):
        return _discover(read, entries, Language(language), _vectors(embedding, cache), tell)


def _vectors(embedding: Embedding | Literal["auto"] | None, cache: Path | None) -> Vectors | None:
    found = installed_embedding() if embedding == "auto" else embedding
    return Vectors(found, cache) if found else None


def _discover(
    passages: Sequence[Passage],
    codebook: Codebook | list[Mapping[str, Any]],
    language: Language,
    vectors: Vectors | None,
    tell: Progress,
) -> Discovery:
    codes = code_texts(codebook)
    finished = [one for one in passages if one.finished]
    pieces = uncoded(passages, language)
    texts = _texts(passages, pieces)
    if vectors is not None:
        vectors.prepare(texts, lambda done, of: tell(done, of, "reading"))
    tell(0, PARTS, "comparing")
    suggester = Suggester(codebook, language.code, vectors)
    suggester.index(one.whole.words for one in passages)
    teach(suggester, finished)
    space = FeatureSpace(texts, [code.everything for code in codes], language, vectors)
    text_map = TextMap(space, [*texts, *(code.described for code in codes)])
    tell(1, PARTS, "looking for themes")
    themes = new_themes(pieces, text_map, suggester, language)
    tell(2, PARTS, "comparing codes")
    uses = used(codes, passages, text_map)
    alike = alike_codes(codes, uses, text_map, _apart(codebook))
    meanings = two_meanings(uses, passages, language)
    doubts = second_look(
        suggester, codes, finished, lambda done, of: tell(done, of, "leaving out in turn")
    )
    return Discovery(
        passages=len(passages),
        finished=len(finished),
        uncoded=len(pieces),
        new_themes=tuple(themes),
        alike=tuple(alike),
        two_meanings=tuple(meanings),
        second_look=tuple(doubts),
        notes=tuple(_notes(suggester.note, len(pieces), len(finished), uses)),
    )


def _apart(codebook: Codebook | list[Mapping[str, Any]]) -> Apart:
    """Tell codes that are for different questions, or lie one below the other."""
    if not isinstance(codebook, Codebook):
        return lambda _one, _other: False
    asked = {code.id: set(codebook.asked(code.id)) for code in codebook.codes}

    def apart(one: str, other: str) -> bool:
        both = asked[one] and asked[other] and asked[one].isdisjoint(asked[other])
        return bool(both) or one in codebook.roll_up(other) or other in codebook.roll_up(one)

    return apart


def _texts(passages: Sequence[Passage], pieces: Sequence[Piece]) -> list[str]:
    wholes = (one.whole.words for one in passages)
    coded = (one.words_of(code).words for one in passages for code in one.codes)
    return sorted({*wholes, *coded, *(one.words for one in pieces)})


def _notes(missing: str, pieces: int, finished: int, uses: Sequence[Used]) -> Iterator[str]:
    if missing:
        yield missing
    if pieces < FEWEST_PIECES:
        yield f"New themes are looked for from {FEWEST_PIECES} uncoded sentences on."
    elif pieces > MOST_PIECES:
        yield f"Of {pieces:,} uncoded sentences {MOST_PIECES:,} were compared."
    if finished < FEWEST_FINISHED:
        yield f"Codings are looked at again from {FEWEST_FINISHED} finished segments on."
    if few := sum(0 < len(one.passages) < FEWEST_TEXTS for one in uses):
        codes = "1 code has" if few == 1 else f"{few} codes have"
        yield f"{codes} fewer than {FEWEST_TEXTS} texts and were not looked at for two meanings."
