"""Cuts what coders looked at into units, and lays their codings out on them as arrays.

Everything is arrays of indices: a study may hold 100,000 segments and 200 codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement import CodedUnits
from qualcode.domain.codebook import compared_on
from qualcode.domain.span import Span
from qualcode.domain.text import sentences, words
from qualcode.store.readings import Coded, Ground, Looked

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Cut = Callable[[str, int, int], Iterator[Span]]

CUTS: Mapping[str, Cut] = {"sentence": sentences, "token": words}
"""How a segment is cut into smaller units."""


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units with who looked at them, coders x units, and one entry for each coding on them.

    `ground` is the unit's segment (the first one, where a unit is a whole source), `start` and
    `end` its place in the source, `moment` when the last of its coders looked, in microseconds.
    `segments` are what whole sources were joined of, None where the units are smaller.
    """

    grounds: Sequence[Ground]
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    ground: Ints
    start: Ints
    end: Ints
    looked: Mask
    moment: Ints
    coder: Ints
    unit: Ints
    code: Ints
    coding: Ints
    segments: Units | None = None

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self.ground)

    @property
    def sources(self) -> list[str]:
        """Return the source of each unit."""
        return [self.grounds[index].source for index in self.ground.tolist()]

    def kept(self, chosen: Mask) -> Units:
        """Keep the chosen units."""
        place = np.cumsum(chosen) - 1
        here = chosen[self.unit]
        return replace(
            self,
            ground=self.ground[chosen],
            start=self.start[chosen],
            end=self.end[chosen],
            looked=self.looked[:, chosen],
            moment=self.moment[chosen],
            coder=self.coder[here],
            unit=place[self.unit[here]],
            code=self.code[here],
            coding=self.coding[here],
            segments=None,
        )

    @property
    def smallest(self) -> Units:
        """Return what groups are made of: the segments of whole sources, else the units."""
        return self if self.segments is None else self.segments

    def made_of(self, chosen: Mask) -> Units:
        """Return the units that the chosen ones of `smallest` make."""
        kept = self.smallest.kept(chosen)
        return kept if self.segments is None else whole_sources(kept)

    def among(self, asked: Sequence[str]) -> Units:
        """Keep what answers these questions, or no question at all; no questions keep all."""
        if not asked:
            return self
        belongs = np.array(
            [compared_on(asked, one.question) for one in self.grounds], dtype=np.bool_
        )
        return self.made_of(belongs[self.smallest.ground])

    def coded(self, codes: Sequence[str] | None = None) -> CodedUnits:
        """Return the units for the statistics, with these codes or with all."""
        names = self.codes if codes is None else tuple(codes)
        at = {name: place for place, name in enumerate(names)}
        place = np.array([at.get(name, -1) for name in self.codes], dtype=np.int64)
        code = place[self.code] if len(self.code) else self.code
        here = code >= 0
        return CodedUnits.from_arrays(
            self.sources, self.coders, names, self.looked,
            self.coder[here], self.unit[here], code[here],
        )  # fmt: skip


def segment_units(
    grounds: Sequence[Ground],
    looks: Sequence[Looked],
    codings: Sequence[Coded],
    coders: Mapping[str, str],
    counts_as: Mapping[str, str],
) -> Units:
    """Return the segments that anybody looked at, each coder's codings laid on them.

    `coders` maps the ids of the compared coders to their names, `counts_as` each code to the one
    that it counts as. A coding is a look too. `coding` is the place of each entry in `codings`.
    """
    at = {one.segment: place for place, one in enumerate(grounds)}
    who = {identity: place for place, identity in enumerate(coders)}
    names = tuple(dict.fromkeys(counts_as.values()))
    code_at = {code: names.index(name) for code, name in counts_as.items()}
    made = np.array(
        [
            (who[one.coder], at[one.segment], code_at[one.code], place)
            for place, one in enumerate(codings)
            if one.coder in who and one.segment in at and one.code in code_at
        ],
        dtype=np.int64,
    ).reshape(-1, 4)
    seen = [
        (who[one.coder], at[one.segment], int(one.moment.timestamp() * 1_000_000))
        for one in looks
        if one.coder in who and one.segment in at
    ]
    looked = np.zeros((len(who), len(grounds)), dtype=np.bool_)
    moment = np.zeros(len(grounds), dtype=np.int64)
    when = np.array(seen, dtype=np.int64).reshape(-1, 3)
    looked[when[:, 0], when[:, 1]] = True
    looked[made[:, 0], made[:, 1]] = True
    np.maximum.at(moment, when[:, 1], when[:, 2])
    units = Units(
        grounds=grounds,
        coders=tuple(coders.values()),
        codes=names,
        ground=np.arange(len(grounds)),
        start=np.array([one.start for one in grounds], dtype=np.int64),
        end=np.array([one.end for one in grounds], dtype=np.int64),
        looked=looked,
        moment=moment,
        coder=made[:, 0],
        unit=made[:, 1],
        code=made[:, 2],
        coding=made[:, 3],
    )
    return units.kept(np.asarray(looked.any(axis=0)))


def parts(segments: Units, codings: Sequence[Coded], texts: Mapping[str, str], cut: Cut) -> Units:
    """Cut segments into sentences or tokens; a part has a code whose span shares a character.

    A part counts for the coders who looked at its segment.
    """
    spans = [
        list(cut(texts[one.source], one.start, one.end))
        for one in (segments.grounds[index] for index in segments.ground.tolist())
    ]
    sizes = np.array([len(one) for one in spans], dtype=np.int64)
    owner = np.repeat(np.arange(len(segments)), sizes)
    start = np.array([span.start for one in spans for span in one], dtype=np.int64)
    end = np.array([span.end for one in spans for span in one], dtype=np.int64)
    # Segments laid end to end: places in the whole grow from part to part.
    lengths = segments.end - segments.start
    shift = np.cumsum(lengths) - lengths - segments.start
    begins, ends = start + shift[owner], end + shift[owner]
    low = np.array([codings[one].start for one in segments.coding.tolist()], dtype=np.int64)
    high = np.array([codings[one].end for one in segments.coding.tolist()], dtype=np.int64)
    move = shift[segments.unit]
    first = np.searchsorted(ends, low + move, side="right")
    after = np.searchsorted(begins, high + move, side="left")
    times = np.maximum(after - first, 0)
    entry = np.repeat(np.arange(len(times)), times)
    unit = np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times) + first[entry]
    return replace(
        segments,
        ground=segments.ground[owner],
        start=start,
        end=end,
        looked=segments.looked[:, owner],
        moment=segments.moment[owner],
        coder=segments.coder[entry],
        unit=unit,
        code=segments.code[entry],
        coding=segments.coding[entry],
    )


def whole_sources(segments: Units) -> Units:
    """Join the segments of each source that at least two coders looked at.

    A source counts only for the coders who looked at all of these.
    """
    several = segments.looked.sum(axis=0) >= 2
    sources = segments.sources
    known = list(dict.fromkeys(sources))
    number = {name: place for place, name in enumerate(known)}
    owner = np.array([number[name] for name in sources], dtype=np.int64)
    missed = np.zeros((len(segments.coders), len(known)), dtype=np.int64)
    for coder, seen in enumerate(segments.looked):
        missed[coder] = np.bincount(owner[several & ~seen], minlength=len(known))
    shared = np.bincount(owner[several], minlength=len(known)) > 0
    anybody = np.zeros((len(segments.coders), len(known)), dtype=np.bool_)
    for coder, seen in enumerate(segments.looked):
        anybody[coder, owner[seen]] = True
    # Without a shared segment nothing is compared, but the source was looked at by somebody.
    looked = np.where(shared[None, :], (missed == 0) & anybody, False)
    alone = np.where(~shared)[0]
    for place in alone.tolist():
        looked[np.argmax(anybody[:, place]), place] = anybody[:, place].any()
    first = np.full(len(known), len(segments), dtype=np.int64)
    np.minimum.at(first, owner, np.arange(len(segments)))
    moment = np.zeros(len(known), dtype=np.int64)
    np.maximum.at(moment, owner, segments.moment)
    unit = owner[segments.unit] if len(segments.unit) else segments.unit
    here = several[segments.unit] & looked[segments.coder, unit]
    return replace(
        segments,
        ground=segments.ground[first],
        start=np.zeros(len(known), dtype=np.int64),
        end=np.zeros(len(known), dtype=np.int64),
        looked=looked,
        moment=moment,
        coder=segments.coder[here],
        unit=unit[here],
        code=segments.code[here],
        coding=segments.coding[here],
        segments=segments,
    )
