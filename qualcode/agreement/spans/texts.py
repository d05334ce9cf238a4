"""Several coded texts as one, laid end to end: what pooling over documents means."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.spans.spans import Extent, Positions, Spans, SpanTable, named_coders

Lengths: TypeAlias = Extent | Mapping[Any, Extent]
Tables: TypeAlias = SpanTable | Mapping[Any, SpanTable]
Coders: TypeAlias = Iterable[Hashable] | Mapping[Any, Iterable[Hashable]] | None


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The merged spans of texts laid end to end from 0, and who looked at which text.

    Text t reaches from `bounds[t]` to `bounds[t + 1]`; `looked` is (texts, coders). Spans of one
    coder and code that overlapped are joined; those that touch stay apart.
    """

    spans: Spans
    bounds: Positions
    looked: NDArray[np.bool_]

    @classmethod
    def of(cls, spans: Tables, length: Lengths, coders: Coders = None) -> "Texts":
        """Read one text, or, where `length` is a mapping, one text for each of its documents.

        Then `spans` is a mapping from document to spans, in which a document may be absent that
        nobody coded, and `coders` one list for all documents or a mapping from document to the
        coders who looked at it. Without `coders` everybody with a span looked at every document.
        Raises ValueError as Spans.of does, naming the document, or for an unknown document.
        """
        if not isinstance(length, Mapping):
            if isinstance(coders, Mapping):
                raise ValueError("coders of one text are a list; a mapping needs one in length.")
            return _laid([Spans.of(spans, length, coders)])
        return _laid(_read(spans, length, coders), shared=coders is None)

    @property
    def lengths(self) -> Positions:
        """Number of characters of each text."""
        return np.diff(self.bounds)

    def compared(self) -> NDArray[np.bool_]:
        """Tell which texts have a character and were looked at by two coders."""
        return np.asarray((self.looked.sum(axis=1) >= 2) & (self.lengths > 0))

    def share(self) -> NDArray[np.float64]:
        """Return 1 / (m - 1) of each text with m coders, 0 where it is not compared."""
        n_coders = self.looked.sum(axis=1)
        return np.where(self.compared(), 1.0 / np.maximum(n_coders - 1, 1), 0.0)

    def only_compared(self) -> "Texts":
        """Drop the spans of texts that fewer than two coders looked at; the texts stay."""
        kept = self.compared()[self.text_of(self.spans.start)]
        return replace(self, spans=self.spans.at(np.flatnonzero(kept)))

    def text_of(self, position: Positions) -> NDArray[np.intp]:
        """Return the text that holds each position."""
        return np.searchsorted(self.bounds, position, side="right") - 1

    def only(self, code: Hashable) -> "Texts":
        """Keep the spans of one code."""
        return replace(self, spans=self.spans.only(code))


def _read(spans: Any, lengths: Mapping[Any, Extent], coders: Coders) -> list[Spans]:
    if not isinstance(spans, Mapping):
        raise ValueError("Where length names documents, spans is a mapping from document to spans.")
    for name, given in (("spans", spans), ("coders", coders)):
        for document in given if isinstance(given, Mapping) else ():
            if document not in lengths:
                raise ValueError(f"{name} names the document {document!r}, which has no length.")
    if coders is not None and not isinstance(coders, Mapping):
        coders = dict.fromkeys(lengths, named_coders(coders) or ())
    found = []
    for document, length in lengths.items():
        who = None if coders is None else coders.get(document, ())
        try:
            found.append(Spans.of(spans.get(document, ()), length, who))
        except ValueError as error:
            raise ValueError(f"Document {document!r}: {error}") from None
    return found


def _laid(read: list[Spans], shared: bool = False) -> Texts:
    """Lay texts end to end; `shared` says that all coders looked at all texts."""
    bounds = np.cumsum([0, *(text.length for text in read)], dtype=np.int64)
    coders = tuple(dict.fromkeys(coder for text in read for coder in text.coders))
    codes = tuple(dict.fromkeys(code for text in read for code in text.codes))
    coder_place = {coder: index for index, coder in enumerate(coders)}
    code_place = {code: index for index, code in enumerate(codes)}
    looked = np.full((len(read), len(coders)), shared)
    columns: list[list[Positions]] = [[], [], [], []]
    for index, text in enumerate(read):
        who = np.array([coder_place[coder] for coder in text.coders], dtype=np.int64)
        what = np.array([code_place[code] for code in text.codes], dtype=np.int64)
        shift = bounds[index] - text.begin
        looked[index, who] = True
        laid = (who[text.coder], text.start + shift, text.end + shift, what[text.code])
        for column, part in zip(columns, laid, strict=True):
            column.append(part)
    empty = np.zeros(0, dtype=np.int64)
    coder, start, end, code = (np.concatenate([empty, *column]) for column in columns)
    spans = Spans(coder, start, end, code, coders, codes, 0, int(bounds[-1]))
    return Texts(spans.merged(), bounds, looked)
