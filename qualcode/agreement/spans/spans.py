"""Spans of a text that coders gave codes to: read, checked, and merged where they overlap."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.tables.encoding import is_missing

Extent: TypeAlias = int | tuple[int, int]
Positions: TypeAlias = NDArray[np.int64]

_COLUMNS = ("coder", "start", "end", "code")
LARGEST = 2**40


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The spans `[start, end)` of one text, as equally long columns.

    `coder` and `code` are indices into `coders` and `codes`, both in the order in which they were
    named or first met. `begin` and `end_of_text` bound the text. A coder without a span looked
    and found nothing.
    """

    coder: Positions
    start: Positions
    end: Positions
    code: Positions
    coders: tuple[Hashable, ...]
    codes: tuple[Hashable, ...]
    begin: int
    end_of_text: int

    @classmethod
    def of(
        cls, spans: "SpanTable", length: Extent, coders: Iterable[Hashable] | None = None
    ) -> "Spans":
        """Read `(coder, start, end, code)` spans of a text of this length, or `(begin, end)`.

        `spans` may also be a mapping, a structured array or a data frame with these columns.
        `coders` names everybody who looked, also those without a span; by default they are those
        with one. Raises ValueError, naming the span, if one is malformed, empty, outside the
        text, or by a coder who is not among `coders`.
        """
        begin, end_of_text = extent(length)
        if isinstance(spans, Spans):
            return _again(spans, begin, end_of_text, coders)
        coder_of, starts, ends, code_of = _columns(spans)
        start, end = _positions(starts, "start"), _positions(ends, "end")
        _check_places(start, end, begin, end_of_text)
        coder, found = _numbered(coder_of, "coder", named_coders(coders))
        code, codes = _numbered(code_of, "code", None)
        return cls(coder, start, end, code, found, codes, begin, end_of_text)

    @property
    def length(self) -> int:
        """Number of characters of the text."""
        return self.end_of_text - self.begin

    def __len__(self) -> int:
        """Return the number of spans."""
        return len(self.coder)

    def only(self, code: Hashable) -> "Spans":
        """Keep the spans of one code; all coders stay."""
        index = self.codes.index(code) if code in self.codes else -1
        kept = self.at(np.flatnonzero(self.code == index))
        return replace(kept, code=np.zeros_like(kept.code), codes=(code,))

    def merged(self) -> "Spans":
        """Join spans of one coder and one code that share a character; sorted by both and start.

        Spans that only touch stay apart: they are two units.
        """
        place = np.lexsort((self.start, self.code, self.coder))
        ordered = self.at(place)
        group = ordered.coder * (len(self.codes) + 1) + ordered.code
        # Each group gets its own stretch of numbers, so that one running maximum serves all.
        shift = group * (self.length + 1) - self.begin
        reach = np.maximum.accumulate(ordered.end + shift) if len(place) else ordered.end
        fresh = np.ones(len(place), dtype=bool)
        fresh[1:] = ordered.start[1:] + shift[1:] >= reach[:-1]
        first = np.flatnonzero(fresh)
        last = np.append(first[1:], len(place)) - 1 if len(first) else first
        return replace(ordered.at(first), end=(reach - shift)[last])

    def at(self, rows: NDArray[np.intp]) -> "Spans":
        """Keep the spans in these rows, in this order."""
        return replace(
            self,
            coder=self.coder[rows],
            start=self.start[rows],
            end=self.end[rows],
            code=self.code[rows],
        )


SpanTable: TypeAlias = Sequence[tuple[Hashable, int, int, Hashable]] | Mapping[str, Any] | Any


def extent(length: Extent) -> tuple[int, int]:
    """Return the bounds of a text; raises ValueError unless it is a length or `(begin, end)`."""
    bounds: Any = (0, length) if _is_whole(length) else length
    if not isinstance(bounds, tuple | list) or len(bounds) != 2 or not all(map(_is_whole, bounds)):
        raise ValueError(
            f"length is the text's number of characters or (begin, end), not {length!r}."
        )
    begin, end = int(bounds[0]), int(bounds[1])
    if begin > end or max(-begin, end) > LARGEST:
        raise ValueError(f"A text cannot reach from {begin} to {end}.")
    return begin, end


def _again(spans: Spans, begin: int, end_of_text: int, coders: Iterable[Hashable] | None) -> Spans:
    if (begin, end_of_text) != (spans.begin, spans.end_of_text):
        raise ValueError(
            f"These spans were read for a text from {spans.begin} to {spans.end_of_text},"
            f" not from {begin} to {end_of_text}."
        )
    named = named_coders(coders)
    if named is None or named == spans.coders:
        return spans
    coder, found = _numbered([spans.coders[index] for index in spans.coder], "coder", named)
    return replace(spans, coder=coder, coders=found)


def _columns(spans: Any) -> tuple[Any, Any, Any, Any]:
    """Return coder, start, end and code of every span."""
    names = getattr(getattr(spans, "dtype", None), "names", None)
    if isinstance(spans, Mapping) or names is not None or hasattr(spans, "columns"):
        try:
            one, two, three, four = (spans[name] for name in _COLUMNS)
        except (KeyError, ValueError, IndexError):
            raise ValueError(f"Columns of spans are named {', '.join(_COLUMNS)}.") from None
        if len({len(one), len(two), len(three), len(four)}) > 1:
            raise ValueError(f"The columns {', '.join(_COLUMNS)} differ in length.")
        return one, two, three, four
    if isinstance(spans, str | bytes) or not isinstance(spans, Iterable):
        raise ValueError(f"spans are (coder, start, end, code) each, not {spans!r}.")
    rows = spans.tolist() if isinstance(spans, np.ndarray) else list(spans)
    try:
        # A strict zip of rows that all have four places gives four columns.
        one, two, three, four = zip(*rows, strict=True) if rows else ((), (), (), ())
    except (TypeError, ValueError):
        raise ValueError(_malformed(rows)) from None
    if isinstance(rows[0] if rows else (), str | bytes):
        raise ValueError(_malformed(rows))
    return one, two, three, four


def _malformed(rows: list[Any]) -> str:
    for index, row in enumerate(rows):
        if isinstance(row, str | bytes) or not isinstance(row, Iterable) or len(list(row)) != 4:
            return f"Span {index} is {row!r}, not (coder, start, end, code)."
    return "spans are (coder, start, end, code) each."


def _positions(column: Any, name: str) -> Positions:
    """Return a column of whole numbers; raises ValueError, naming the span, for anything else."""
    found = getattr(column, "to_numpy", lambda: column)()
    if isinstance(found, np.ndarray) and found.dtype.kind in "iu":
        return found.astype(np.int64)
    values = list(found)
    if set(map(type, values)) != {int}:
        for index, value in enumerate(values):
            if not _is_whole(value):
                shown = value.item() if isinstance(value, np.generic) else value
                raise ValueError(f"Span {index} has {shown!r} as its {name}, not a whole number.")
    try:
        return np.array(values, dtype=np.int64)
    except OverflowError:
        raise ValueError(f"A {name} is beyond any text.") from None


def _check_places(start: Positions, end: Positions, begin: int, end_of_text: int) -> None:
    empty = np.flatnonzero(start >= end)
    if len(empty):
        index = int(empty[0])
        raise ValueError(
            f"Span {index} reaches from {start[index]} to {end[index]}; its end must come after"
            " its start."
        )
    outside = np.flatnonzero((start < begin) | (end > end_of_text))
    if len(outside):
        index = int(outside[0])
        raise ValueError(
            f"Span {index}, from {start[index]} to {end[index]}, is outside the text, which"
            f" reaches from {begin} to {end_of_text}."
        )


def _numbered(
    column: Any, name: str, known: tuple[Hashable, ...] | None
) -> tuple[Positions, tuple[Hashable, ...]]:
    """Number what a column holds, by its place among `known` or in the order it is first met."""
    values = column.tolist() if isinstance(column, np.ndarray) else list(column)
    place: dict[Hashable, int] = {}
    try:
        for value in dict.fromkeys(values) if known is None else known:
            place.setdefault(value, len(place))
        numbers = [place[value] for value in values]
    except TypeError:
        raise ValueError(f"A {name} must be hashable, such as a name or a number.") from None
    except KeyError as error:
        index = values.index(error.args[0])
        raise ValueError(
            f"Span {index} is by {values[index]!r}, who is not among coders. Name all who looked"
            " at the text, or leave out the spans of the others."
        ) from None
    for value in place:
        if is_missing(value):
            raise ValueError(f"Span {values.index(value)} has no {name}.")
    return np.array(numbers, dtype=np.int64), tuple(place)


def named_coders(coders: Iterable[Hashable] | None) -> tuple[Hashable, ...] | None:
    """Return coders once each; raises ValueError for what is no list of names."""
    if coders is None:
        return None
    if isinstance(coders, str | bytes) or not isinstance(coders, Iterable):
        raise ValueError(f"coders is a list of all who looked at the text, not {coders!r}.")
    named = tuple(coders.tolist() if isinstance(coders, np.ndarray) else coders)
    if any(is_missing(coder) for coder in named):
        raise ValueError("coders names nobody in one place; leave it out.")
    return named if len(set(named)) == len(named) else tuple(dict.fromkeys(named))


def _is_whole(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)
