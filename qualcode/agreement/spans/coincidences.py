"""How much text any two coders gave the same code, another code, or none beside a code."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from qualcode.agreement.coefficient import Reason
from qualcode.agreement.spans.stretches import Stretches
from qualcode.agreement.spans.texts import Texts
from qualcode.agreement.tables.ratings import Floats

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Coincidences:
    """The coincidence matrices of Krippendorff et al. (2016) as far as nominal alphas need them.

    For each code c, shape (codes,): `agreed` is o_cc, `confused` sums o_ck over the other codes k,
    `beside_gap` is o_c0, `lengths` l_c and `own` s_c. `gap` is l_0 = s_0.
    """

    agreed: Floats
    confused: Floats
    beside_gap: Floats
    lengths: Floats
    own: Floats
    gap: float

    @classmethod
    def of(cls, texts: Texts, stretches: Stretches) -> "Coincidences":
        """Add up over all texts; spans of one coder must not overlap."""
        agreed, confused, beside = _met(texts, stretches)
        lengths, own = _own_lengths(texts)
        seen = float((texts.lengths * texts.looked.sum(axis=1))[texts.compared()].sum())
        return cls(agreed, confused, beside, lengths, own, seen - float(lengths.sum()))

    @property
    def room(self) -> float:
        """Return l^2 - s, what a pair of different units can be drawn from, over l."""
        total = self.gap + self.lengths.sum()
        return float(total - (self.gap + self.own.sum()) / total)

    def u(self) -> float | Reason:
        """Return u-alpha, equation 5, or the reason why there is none.

        With e_cc = l (l_c^2 - s_c) / (l^2 - s), l - sum e_cc = l (l^2 - sum l_c^2) / (l^2 - s).
        """
        observed = 2 * self.beside_gap.sum() + self.confused.sum()
        varied = _varied(np.append(self.lengths, self.gap))
        return float(1.0 - observed * self.room / varied) if varied else Reason.NO_VARIATION

    def bar_u(self) -> float | Reason:
        """Return |u-alpha, equation 6: the same with all codes as one value beside the gap."""
        varied = self.gap * self.lengths.sum()
        observed = self.beside_gap.sum() * self.room
        return float(1.0 - observed / varied) if varied else Reason.NO_VARIATION

    def shared(self) -> Floats:
        """Return l'_c of each code: what another coder also gave some code, shape (codes,)."""
        return self.agreed + self.confused

    def cu(self, own_shared: Floats) -> float | Reason:
        """Return cu-alpha, equations 10 and 11, with s'_c, or the reason why there is none.

        Three or more coders can share so little that s' reaches l'^2: too few, for the equations
        then have 0/0. Beyond that they give a value of 1 or more.
        """
        total = self.shared().sum()
        varied, room = _varied(self.shared()), total - own_shared.sum() / total
        if varied == 0:
            return Reason.NO_VARIATION
        if abs(room) <= _ROUNDING * total:
            return Reason.TOO_FEW
        return float(1.0 - self.confused.sum() * room / varied)

    def ku(self, own_shared: Floats, code: int) -> float | Reason:
        """Return (k)u-alpha, equation 13: 1 - (e_k / l'_k) (l'_k - o_kk) / (e_k - e_kk)."""
        mine, total = self.shared()[code], self.shared().sum()
        if mine == total:
            return Reason.NO_VARIATION
        expected = total - own_shared[code] / mine
        if min(abs(expected), abs(total - own_shared.sum() / total)) <= _ROUNDING * total:
            return Reason.TOO_FEW
        return float(1.0 - expected * self.confused[code] / (mine * (total - mine)))


def own_shared_lengths(texts: Texts, stretches: Stretches) -> Floats:
    """Return s'_c: of each unit and other coder the squared length that the other coded too."""
    spans, values = texts.spans, stretches.values(texts)
    coded = np.zeros(values.shape)
    coded[:, 1:] = np.cumsum((values[:, :-1] > 0) * np.diff(stretches.cuts), axis=1)
    shared = ((coded[:, stretches.last] - coded[:, stretches.first]) ** 2).sum(axis=0)
    shared -= (spans.end - spans.start).astype(np.float64) ** 2  # the unit itself
    weights = texts.share()[texts.text_of(spans.start)]
    return np.bincount(spans.code, weights * shared, len(spans.codes)).astype(np.float64)


def _met(texts: Texts, stretches: Stretches) -> tuple[Floats, Floats, Floats]:
    """Return o_cc, the sum of o_ck over other codes k, and o_c0 of each code c."""
    size = len(texts.spans.codes) + 1
    values = stretches.values(texts)[:, :-1]
    text = texts.text_of(stretches.cuts[:-1])
    widths = np.diff(stretches.cuts) * texts.share()[text]
    summed = np.zeros(3 * size)
    for one, other in permutations(range(len(values)), 2):
        both = texts.looked[:, one] & texts.looked[:, other]
        weights = widths if both.all() else widths * both[text]
        mine, theirs = values[one], values[other]
        met = 3 * mine + (theirs > 0) + (theirs == mine)
        summed += np.bincount(met, weights, 3 * size)
    beside, confused, agreed = summed.reshape(size, 3)[1:].T
    return agreed, confused, beside


def _own_lengths(texts: Texts) -> tuple[Floats, Floats]:
    """Return l_c, the summed length of the units of each code, and s_c, that of its squares."""
    spans, size = texts.spans, len(texts.spans.codes)
    extents = (spans.end - spans.start).astype(np.float64)
    lengths = np.bincount(spans.code, extents, size).astype(np.float64)
    return lengths, np.bincount(spans.code, extents**2, size).astype(np.float64)


def _varied(lengths: Floats) -> float:
    """Return l^2 - sum l_c^2, exactly 0 if there is one value only."""
    return float((lengths * (lengths.sum() - lengths)).sum())
