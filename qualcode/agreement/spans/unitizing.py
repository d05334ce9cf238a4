"""Krippendorff's alpha for spans that coders drew themselves: units of unequal length."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.outcome import FEW_UNITS
from qualcode.agreement.spans.coincidences import Coincidences, own_shared_lengths
from qualcode.agreement.spans.spans import Spans
from qualcode.agreement.spans.stretches import Stretches
from qualcode.agreement.spans.texts import Coders, Lengths, Tables, Texts
from qualcode.agreement.spans.unitizing_1995 import u1995_disagreements
from qualcode.agreement.tables.ratings import Floats

_KINDS = {
    "u": "u-alpha",
    "bar_u": "|u-alpha",
    "cu": "cu-alpha",
    "ku": "(k)u-alpha",
    "u1995": "alpha_U (1995)",
}


@dataclass(frozen=True, slots=True)
class UnitizingAlpha(Coefficient):
    """An alpha for unitizing; `n_units` counts spans, same-code overlaps of a coder being one.

    `coverage` is the share that the coefficient speaks of: for cu the part of all text, coder by
    coder, that two coders coded, l'/l; for ku the part of the spans of the code that another coder
    also coded, l'_k/l_k. None for the other kinds.
    """

    coverage: float | None = None


def unitizing_alpha(
    spans: Tables,
    length: Lengths,
    kind: str = "u",
    code: Hashable | None = None,
    coders: Coders = None,
) -> UnitizingAlpha:
    """Return one of the alphas for unitizing of `(coder, start, end, code)` spans of a text.

    The kinds u, bar_u, cu and ku are those of Krippendorff, Mathet, Bouvry and Widlöcher (2016),
    nominal: u asks where the spans lie and which code they have, bar_u only where something was
    coded, cu only which code was given where two coders coded something, and ku the same for the
    one `code`. u1995 is alpha_U of Krippendorff (1995) as corrected in Krippendorff (2004), one
    minus the disagreements summed over codes. `code` restricts the other kinds to one code.
    Half-open spans of a text of `length` characters, or from `(begin, end)`; `coders` names also
    those without a span. Spans of a coder with the same code are joined where they overlap, and
    are two units where they touch. For several documents `length` and `spans` are mappings from
    document, `coders` a mapping or one list; coincidences are added up (not for u1995).

    Undefined: "not comparable" if no two coders looked, or, for cu and ku, coded the same place;
    "not used"; "no variation"; "too few" where the equations of cu or ku have 0/0. With three
    or more coders who share very little text, cu and ku can be above 1: flag "too few".
    Raises ValueError for malformed spans, an unknown kind, ku without a code, and, except for
    u1995, overlapping spans of one coder with different codes.
    """
    if kind not in _KINDS:
        raise ValueError(f"kind is one of {', '.join(_KINDS)}, not {kind!r}.")
    if kind == "ku" and code is None:
        raise ValueError("The kind ku speaks of one code; name it with code=.")
    texts = Texts.of(spans, length, coders)
    if kind == "u1995" and len(texts.looked) > 1:
        raise ValueError("The kind u1995 is defined for one text; ask for each document alone.")
    texts = (texts if code is None or kind == "ku" else texts.only(code)).only_compared()
    name = _KINDS[kind] if code is None else f"{_KINDS[kind]} of {code}"
    if not texts.compared().any():
        return UnitizingAlpha(name, None, reason=Reason.NOT_COMPARABLE)
    coverage = None
    found: float | Reason
    if kind == "u1995":
        observed, expected = u1995_disagreements(texts.spans)
        found = 1.0 - observed / expected if expected else Reason.NO_VARIATION
    else:
        _check_exclusive(texts.spans)
        stretches = Stretches.of(texts)
        met = Coincidences.of(texts, stretches)
        if kind in ("u", "bar_u"):
            found = met.u() if kind == "u" else met.bar_u()
        else:
            shared = own_shared_lengths(texts, stretches)
            index = _place(texts, code) if kind == "ku" else None
            found, coverage = _within_units(met, shared, index)
    return _described(name, found, texts, code, coverage)


def _within_units(
    met: Coincidences, own_shared: Floats, code: int | None
) -> tuple[float | Reason, float | None]:
    """Return cu (no code) or ku of the code, and the share of the text that it speaks of."""
    some = slice(None) if code is None else slice(code, code + 1)
    part = float(met.shared()[some].sum())
    whole = float(met.lengths[some].sum()) + (met.gap if code is None else 0.0)
    coverage = min(part / whole, 1.0) if whole else None
    if part == 0:
        return Reason.NOT_COMPARABLE, coverage
    return (met.cu(own_shared) if code is None else met.ku(own_shared, code)), coverage


def _place(texts: Texts, code: Hashable | None) -> int:
    """Return the index of a code, one past the last for a code that nobody used."""
    codes = texts.spans.codes
    return codes.index(code) if code in codes else len(codes)


def _described(
    name: str,
    found: float | Reason,
    texts: Texts,
    code: Hashable | None,
    coverage: float | None,
) -> UnitizingAlpha:
    spans = texts.spans if code is None else texts.spans.only(code)
    found = found if len(spans) else Reason.NOT_USED
    beyond = not isinstance(found, Reason) and found > 1
    flags = (Flag.TOO_FEW,) if len(spans) < FEW_UNITS or beyond else ()
    if len(np.unique(spans.coder)) == 1:
        flags = (*flags, Flag.ONE_CODER_ONLY)
    return UnitizingAlpha(
        name,
        None if isinstance(found, Reason) else found,
        n_units=len(spans),
        n_coders=int(texts.looked[texts.compared()].any(axis=0).sum()),
        reason=found if isinstance(found, Reason) else None,
        flags=flags,
        coverage=coverage,
    )


def _check_exclusive(spans: Spans) -> None:
    order = np.lexsort((spans.start, spans.coder))
    coder, start, end = spans.coder[order], spans.start[order], spans.end[order]
    clash = np.flatnonzero((coder[1:] == coder[:-1]) & (start[1:] < end[:-1]))
    if len(clash):
        one, other = (spans.codes[spans.code[order[clash[0] + step]]] for step in (0, 1))
        raise ValueError(
            f"Coder {spans.coders[coder[clash[0]]]!r} gave {one!r} and {other!r} to the same"
            " characters, but this coefficient needs codes that exclude each other: ask for each"
            " code alone with code=, or for one group of exclusive codes at a time."
        )
