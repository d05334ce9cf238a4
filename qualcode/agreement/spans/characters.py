"""Agreement character by character on spans that may overlap, counted by the stretch."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.outcome import FEW_UNITS
from qualcode.agreement.spans.stretches import Stretches
from qualcode.agreement.spans.texts import Coders, Lengths, Tables, Texts
from qualcode.agreement.tables.encoding import MISSING
from qualcode.agreement.tables.ratings import Floats, Ratings

FEW_SPANS = 5


def character_alpha(
    spans: Tables, length: Lengths, code: Hashable | None = None, coders: Coders = None
) -> Coefficient:
    """Return Krippendorff's nominal alpha with every character of the text as a unit.

    With `code` each coder says of each character whether it has this code. Without, what a coder
    says is the whole set of codes, so that a character without a code is an answer too and two
    sets agree only if they are equal: plain nominal alpha where codes exclude each other.
    `spans` are half-open `(coder, start, end, code)`, overlapping or not; `length` is the number
    of characters or `(begin, end)`; `coders` names also those without a span. For several
    documents, whose coincidences are added up, `length` and `spans` are mappings from document,
    and `coders` a mapping or one list. `n_units` counts the compared characters, which are no
    sample: take intervals from documents (character_sums). Undefined if nobody used the code or
    nothing varies. Raises ValueError for malformed spans.
    """
    described, states = _read("Krippendorff alpha", spans, length, code, coders)
    if not states.used:
        return described(None, Reason.NOT_USED)
    return described(states.alpha(), Reason.NO_VARIATION)


def character_percent(
    spans: Tables, length: Lengths, code: Hashable | None = None, coders: Coders = None
) -> Coefficient:
    """Return the share of agreeing pairs of coders, averaged over all characters.

    Gwet's p_a (Gwet 2014) with characters as units. Arguments and errors as in character_alpha.
    Characters to which nobody gave a code count as agreement.
    """
    described, states = _read("percent agreement", spans, length, code, coders)
    return described(states.percent(), Reason.NOT_COMPARABLE)


def character_kappa(
    spans: Tables, length: Lengths, code: Hashable | None = None, coders: Coders = None
) -> Coefficient:
    """Return Cohen's kappa (1960) with characters as units; for more coders the mean over pairs.

    The mean is Light's (1971), over the pairs of coders who looked at a text together; pairs
    without variation are left out and flagged. Arguments and errors as in character_alpha.
    """
    described, states = _read("kappa", spans, length, code, coders)
    if not states.used:
        return described(None, Reason.NOT_USED)
    return described.mean(states.pairs(_kappa), Reason.NO_VARIATION)


def character_jaccard(
    spans: Tables, length: Lengths, code: Hashable | None = None, coders: Coders = None
) -> Coefficient:
    """Return the characters that both coders coded over those that either coded (Jaccard 1901).

    Without `code` each code of a character counts: sum |A & B| / sum |A | B| over the characters.
    For more than two coders the mean over pairs who looked at a text together; pairs who coded
    nothing are left out and flagged. Arguments and errors as in character_alpha.
    """
    described, states = _read("Jaccard", spans, length, code, coders)
    return described.mean(states.pairs(states.jaccard), Reason.NOT_USED)


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """What each coder said of each stretch of the compared texts.

    `ratings` is coders x stretches, its labels sets of codes as the bits of a number; `widths`
    counts the characters of each stretch, 0 where fewer than two coders looked.
    """

    ratings: Ratings
    widths: Floats
    used: bool

    @classmethod
    def of(cls, texts: Texts) -> "States":
        """Sweep over the texts once."""
        stretches = Stretches.of(texts)
        text = texts.text_of(stretches.cuts[:-1])
        place: dict[int, int] = {}
        sets = stretches.sets(texts)
        numbered = [[place.setdefault(each, len(place)) for each in row] for row in sets]
        values = np.array(numbered, dtype=np.int64).reshape(texts.looked.shape[1], len(text))
        values[~texts.looked[text].T] = MISSING
        widths = np.where(texts.compared()[text], np.diff(stretches.cuts), 0).astype(np.float64)
        return cls(Ratings(values, tuple(place)), widths, len(texts.spans) > 0)

    def alpha(self) -> float | None:
        """Return nominal alpha, or None where nothing varies."""
        rated = self.ratings.per_unit().astype(np.float64)
        apart = rated * (rated - 1) - self.ratings.agreeing()
        observed = (self.widths * apart / np.maximum(rated - 1, 1)).sum()
        totals = np.sum([self._lengths(row, self.widths) for row in self.ratings.values], axis=0)
        total = totals.sum()
        return _one_minus((total - 1) * observed, (totals * (total - totals)).sum())

    def percent(self) -> float | None:
        """Return the mean share of agreeing pairs of coders."""
        rated = self.ratings.per_unit().astype(np.float64)
        apart = 1.0 - self.ratings.agreeing() / np.maximum(rated * (rated - 1), 1)
        return _one_minus((self.widths * apart).sum(), self.widths.sum())

    def pairs(self, statistic: "Pairwise") -> list[float | None]:
        """Return a statistic of each two coders who looked at a text together."""
        found = []
        for one, other in combinations(self.ratings.values, 2):
            shared = self.widths * ((one != MISSING) & (other != MISSING))
            cells = np.flatnonzero(shared)
            if len(cells):
                place = one[cells] * len(self.ratings.labels) + other[cells]
                pairs, at = np.unique(place, return_inverse=True)
                widths = np.bincount(at, shared[cells]).astype(np.float64)
                found.append(statistic(*np.divmod(pairs, len(self.ratings.labels)), widths))
        return found

    def jaccard(self, one: "Ints64", other: "Ints64", widths: Floats) -> float | None:
        """Return the shared over all codings of pairs of sets that are `widths` long."""
        sets: tuple[int, ...] = self.ratings.labels  # type: ignore[assignment]
        pairs = [(sets[i], sets[j]) for i, j in zip(one.tolist(), other.tolist(), strict=True)]
        either = np.array([(a | b).bit_count() for a, b in pairs], dtype=np.float64)
        apart = np.array([(a ^ b).bit_count() for a, b in pairs], dtype=np.float64)
        return _one_minus(float(widths @ apart), float(widths @ either))

    def _lengths(self, row: "Ints64", widths: Floats) -> Floats:
        known = row != MISSING
        counted = np.bincount(row[known], widths[known], len(self.ratings.labels))
        return np.asarray(counted, dtype=np.float64)


Ints64 = NDArray[np.int64]
Pairwise = Callable[[Ints64, Ints64, Floats], float | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Described:
    """A value with the counts and flags of the texts it was taken from."""

    name: str
    texts: Texts
    code: Hashable | None

    def __call__(
        self, value: float | None, reason: Reason, flags: tuple[Flag, ...] = ()
    ) -> Coefficient:
        compared, spans = self.texts.compared(), self.texts.spans
        n_units = int(self.texts.lengths[compared].sum())
        few = n_units < FEW_UNITS or len(spans) < FEW_SPANS
        alone = len(np.unique(spans.coder)) == 1
        flags = (
            *((Flag.TOO_FEW,) if few and n_units else ()),
            *((Flag.ONE_CODER_ONLY,) if alone else ()),
            *flags,
        )
        reason = reason if n_units else Reason.NOT_COMPARABLE
        return Coefficient(
            self.name,
            value,
            n_units=n_units,
            n_coders=_n_coders(self.texts),
            reason=reason if value is None else None,
            flags=flags,
        )

    def mean(self, found: list[float | None], reason: Reason) -> Coefficient:
        """Return the mean of the pairs that have a value."""
        known = [value for value in found if value is not None]
        flags = (Flag.PAIRS_LEFT_OUT,) if 0 < len(known) < len(found) else ()
        return self(float(np.mean(known)) if known else None, reason, flags)


def _read(
    name: str, spans: Tables, length: Lengths, code: Hashable | None, coders: Coders
) -> tuple[_Described, States]:
    texts = Texts.of(spans, length, coders)
    texts = (texts if code is None else texts.only(code)).only_compared()
    if name in ("kappa", "Jaccard"):
        many = _n_coders(texts) > 2
        if name == "kappa":
            name = "Light kappa" if many else "Cohen kappa"
        name = f"{name} (mean over pairs)" if many else name
    name = f"{name} by character" if code is None else f"{name} by character of {code}"
    states = States.of(texts)
    return _Described(name, texts, code), states


def _n_coders(texts: Texts) -> int:
    return int(texts.looked[texts.compared()].any(axis=0).sum())


def _kappa(one: Ints64, other: Ints64, widths: Floats) -> float | None:
    """Return 1 - (1 - p_o) / (1 - p_e) of pairs of labels that are `widths` long."""
    size = int(max(one.max(), other.max())) + 1
    first, second = np.bincount(one, widths, size), np.bincount(other, widths, size)
    total = widths.sum()
    return _one_minus(total * widths[one != other].sum(), (first * (total - second)).sum())


def _one_minus(apart: float, expected: float) -> float | None:
    return None if expected == 0 else float(1.0 - apart / expected)
