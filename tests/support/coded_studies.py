"""Studies with any number of codings, for measuring tables: two coders, a tree of 200 codes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert

from qualcode.domain.codebook import Code
from qualcode.domain.identity import new_id
from qualcode.domain.provenance import PLAIN
from qualcode.store import provenance, schema
from qualcode.store.journal import Deed
from qualcode.study import create_study

CODERS = ("Ana", "Ben")
POSITIONS = ("analyst", "investigator", "officer", "prosecutor")
SEGMENTS_OF_ONE, CODINGS_OF_SEGMENT = 20, 10
_TEXT = "She said that the report was late."
_SLICE = 10_000

Row = dict[str, Any]


def coded_study(folder: Path, codings: int, seed: int = 1) -> Path:
    """Make a study with so many codings: ten a segment, twenty segments a participant."""
    with create_study(folder, "Coded", CODERS[0]) as study:
        study.team.add(CODERS[1])
        study.catalogue.add_codes(_codes())
        session, chance = study._session, random.Random(seed)
        coders = [coder.id for coder in study.team.all()]
        revision = study.catalogue.codebook.revision
        with session.deed() as deed:
            # Put into the tables at once: what is measured reads them, and never the journal.
            people = max(1, codings // (SEGMENTS_OF_ONE * CODINGS_OF_SEGMENT))
            segments = list(_participants(deed, people, chance))
            _put(deed, schema.look, _looks(deed, segments, coders))
            _put(deed, schema.coding, _codings(deed, segments, coders, revision, chance))
    return folder


def _codes() -> Iterator[Code]:
    """Yield 20 themes, each with 3 codes of which each has 2 below it."""
    for theme in range(20):
        yield Code(f"t{theme}", f"Theme {theme}")
        for code in range(3):
            yield Code(f"t{theme}-{code}", f"Code {theme}.{code}", f"t{theme}")
            for below in range(2):
                name = f"t{theme}-{code}-{below}"
                yield Code(name, f"Code {theme}.{code}.{below}", f"t{theme}-{code}")


def _participants(deed: Deed, people: int, chance: random.Random) -> Iterator[Row]:
    """Put participants with their attributes and texts in; yield their segments."""
    deed.connection.execute(insert(schema.blob), [{"digest": "0" * 64, "content": b""}])
    ids = [str(new_id()) for _ in range(people)]
    _put(deed, schema.participant, (
        {"id": one, "name": f"P{n}", "counted": True, "removed": False, "given": str(n)}
        for n, one in enumerate(ids)
    ))  # fmt: skip
    _put(deed, schema.attribute, (row for one in ids for row in _attributes(one, chance)))
    sources = {one: str(new_id()) for one in ids}
    words = _TEXT * SEGMENTS_OF_ONE
    _put(deed, schema.source, (
        {"id": source, "name": f"S{n}", "kind": "interview", "digest": "0" * 64,
         "length": len(words), "original": "0" * 64, "file_name": f"{n}.txt", "reader": "text",
         "imported": deed.moment, "supersedes": None, "removed": False, "given": str(n),
         "text": words}
        for n, source in enumerate(sources.values())
    ))  # fmt: skip
    rows = [
        {"id": str(new_id()), "source": sources[one], "number": n, "start": n * len(_TEXT),
         "end": (n + 1) * len(_TEXT), "kind": "turn", "label": "", "participant": one,
         "question": None, "place": "", "heading": "", "time_ms": None}
        for one in ids for n in range(SEGMENTS_OF_ONE)
    ]  # fmt: skip
    _put(deed, schema.segment, rows)
    yield from rows


def _attributes(person: str, chance: random.Random) -> list[Row]:
    position, years = chance.choice(POSITIONS), chance.randrange(40)
    return [
        {"participant": person, "name": "position", "text": position, "number": None},
        {"participant": person, "name": "years", "text": str(years), "number": float(years)},
    ]


def _looks(deed: Deed, segments: list[Row], coders: list[str]) -> Iterator[Row]:
    for segment in segments:
        for coder in coders:
            yield {
                "segment": segment["id"], "coder": coder, "round": "", "state": "done",
                "moment": deed.moment,
            }  # fmt: skip


def _codings(
    deed: Deed, segments: list[Row], coders: list[str], revision: str, chance: random.Random
) -> Iterator[Row]:
    codes = [code.id for code in _codes()]
    weights = [1 / (1 + place) ** 0.5 for place in range(len(codes))]
    chance.shuffle(weights)
    plain = provenance.values(PLAIN)
    for segment in segments:
        used = chance.choices(codes, weights, k=CODINGS_OF_SEGMENT)
        for place, code in enumerate(used):
            yield {
                "id": str(new_id()), "coder": coders[place % len(coders)], "code": code,
                "source": segment["source"], "segment": segment["id"],
                # Unlike each other, as the same code may be drawn twice.
                "start": segment["start"] + place, "end": segment["end"],
                "created": deed.moment, "round": "", "origin": "human", "revision": revision,
                **plain,
            }  # fmt: skip


def _put(deed: Deed, table: Table, rows: Iterable[Row]) -> None:
    left = iter(rows)
    while part := list(islice(left, _SLICE)):
        deed.connection.execute(insert(table), part)
