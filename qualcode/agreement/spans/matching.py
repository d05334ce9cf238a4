"""How many spans of two coders are the same, exactly or by what they share."""

from collections.abc import Hashable, Iterator, Set
from typing import Any

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.outcome import FEW_UNITS
from qualcode.agreement.spans.spans import LARGEST, Spans, SpanTable

Keys = list[tuple[int, int, Hashable]]


def span_f1(
    spans_a: SpanTable, spans_b: SpanTable, overlap: float | str | None = None
) -> Coefficient:
    """Return F1 = 2 M / (N_a + N_b) of two lists of spans, M being how many of them match.

    Spans are `(start, end, code)`, or `(coder, start, end, code)`, whose coder is not looked at.
    They match only with the same code: exactly (`overlap` None), if they share at least this part
    of the characters that either covers (0.5 is intersection over union >= 0.5), or if they share
    any character ("any"). Each span matches at most one other, and M is the largest number of
    matches there can be. A span that is named twice counts once. The exact F1 is Holsti's and
    Dice's coefficient of the two sets. `n_units` is N_a + N_b. Undefined ("not used") if
    neither list has a span. Raises ValueError for malformed spans or another overlap.
    """
    least = _least(overlap)
    one, other = _keys(spans_a), _keys(spans_b)
    total = len(one) + len(other)
    name = "span F1 " + ("(exact)" if least is None else f"(overlap {overlap})")
    if total == 0:
        return Coefficient(name, None, n_coders=2, reason=Reason.NOT_USED)
    matches = len(set(one) & set(other)) if least is None else _matches(one, other, least)
    flags = (Flag.TOO_FEW,) if total < FEW_UNITS else ()
    if not one or not other:
        flags = (*flags, Flag.ONE_CODER_ONLY)
    return Coefficient(name, 2 * matches / total, n_units=total, n_coders=2, flags=flags)


def _least(overlap: Any) -> float | None:
    """Return the least shared part, 0 for any character."""
    if overlap is None:
        return None
    if isinstance(overlap, str):
        if overlap == "any":
            return 0.0
    elif not isinstance(overlap, bool) and isinstance(overlap, int | float) and 0 < overlap <= 1:
        return float(overlap)
    raise ValueError(
        f"overlap is None, 'any' or a share above 0 and up to 1, such as 0.5, not {overlap!r}."
    )


def _keys(spans: Any) -> Keys:
    """Return the distinct spans as (start, end, code), sorted by place."""
    if not isinstance(spans, Spans):
        spans = Spans.of(_with_coder(spans), (-LARGEST, LARGEST))
    places = zip(spans.start.tolist(), spans.end.tolist(), spans.code.tolist(), strict=True)
    distinct = sorted(set(places))
    return [(start, end, spans.codes[code]) for start, end, code in distinct]


def _with_coder(spans: Any) -> Any:
    """Put a coder before spans of (start, end, code)."""
    if isinstance(spans, Set | Iterator):
        spans = list(spans)
    if not isinstance(spans, list | tuple):
        return spans
    three = [isinstance(span, list | tuple) and len(span) == 3 for span in spans]
    return [("", *span) for span in spans] if spans and all(three) else spans


def _matches(one: Keys, other: Keys, least: float) -> int:
    """Return the size of the largest one-to-one matching of spans that share enough."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    rows, columns = [], []
    for code in {span[2] for span in one} & {span[2] for span in other}:
        mine = [index for index, span in enumerate(one) if span[2] == code]
        theirs = [index for index, span in enumerate(other) if span[2] == code]
        for row, column in _sharing([one[i] for i in mine], [other[i] for i in theirs], least):
            rows.append(mine[row])
            columns.append(theirs[column])
    pairs = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(one), len(other)))
    if not rows:
        return 0
    return int((maximum_bipartite_matching(pairs, perm_type="column") >= 0).sum())


def _sharing(one: Keys, other: Keys, least: float) -> list[tuple[int, int]]:
    """Return the pairs of spans that share a character and at least this part of their union."""
    found = []
    live: list[int] = []
    nearest = 0
    for row, (start, end, _) in enumerate(one):
        while nearest < len(other) and other[nearest][0] < end:
            live.append(nearest)
            nearest += 1
        live = [column for column in live if other[column][1] > start]
        for column in live:
            shared = min(end, other[column][1]) - max(start, other[column][0])
            union = max(end, other[column][1]) - min(start, other[column][0])
            if shared > 0 and shared / union >= least:
                found.append((row, column))
    return found
