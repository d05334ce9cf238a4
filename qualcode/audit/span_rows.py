"""Recounts what a report says of where codes begin and end, where the unit is the character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from qualcode.audit import definitions
from qualcode.audit.case import Case
from qualcode.audit.evidence import Passage
from qualcode.audit.matching import largest_matching
from qualcode.audit.tallies import CodeMeasure, count
from qualcode.audit.units import Unit, compared, is_for

Extent = tuple[int, int]
Place = tuple[str, int, int]


@dataclass(slots=True)
class Coincidence:
    """The coincidences of values of characters, by Krippendorff and others (2016); 0 is a gap.

    `observed` has o_ck, `length` l_c, `squares` s_c (for gaps their length), and, of units only,
    `shared_squares` s'_c.
    """

    observed: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    length: Counter[str] = field(default_factory=Counter)
    squares: Counter[str] = field(default_factory=Counter)
    shared_squares: dict[str, Fraction] = field(default_factory=dict)

    def u(self) -> Fraction | None:
        """Return u-alpha, 1 - (l - sum o_cc) / (l - sum e_cc) (equation 5)."""
        return self._beyond(lambda value: value)

    def bar_u(self) -> Fraction | None:
        """Return |u-alpha, the same with every code as one value beside the gap (equation 6)."""
        return self._beyond(lambda value: value and GIVEN)

    def cu(self) -> Fraction | None:
        """Return cu-alpha, of what two coders gave some code (equations 10 and 11)."""
        length, whole = self.shared(), sum(self.shared().values())
        room = whole**2 - sum(self.shared_squares.values())
        varied = whole**2 - sum(one**2 for one in length.values())
        if not whole or not room or not varied:
            return None
        differing = sum(o for (c, k), o in self.observed.items() if c and k and c != k)
        return Fraction(1 - differing / (whole * varied / room))

    def ku(self, code: str) -> Fraction | None:
        """Return (k)u-alpha of one code, 1 - (e_k / l'_k)(l'_k - o_kk) / (e_k - e_kk)."""
        length, whole = self.shared(), sum(self.shared().values())
        mine, squares = length.get(code, Fraction(0)), self.shared_squares.get(code, Fraction(0))
        room = whole**2 - sum(self.shared_squares.values())
        if not mine or not room or mine == whole:
            return None
        both = whole * (mine**2 - squares) / room
        row = whole * (mine * whole - squares) / room
        if not row:
            return None
        agreed = self.observed.get((code, code), Fraction(0))
        return Fraction(1 - row / mine * (mine - agreed) / (row - both))

    def shared(self) -> dict[str, Fraction]:
        """Return l'_c, how much of each code another coder also gave some code."""
        found: dict[str, Fraction] = {}
        for (c, k), o in self.observed.items():
            if c and k:
                found[c] = found.get(c, Fraction(0)) + o
        return found

    def _beyond(self, seen_as: Any) -> Fraction | None:
        length: Counter[str] = Counter()
        for value, one in self.length.items():
            length[seen_as(value)] += one
        whole = sum(length.values())
        room = whole**2 - sum(self.squares.values())
        expected = whole**2 - sum(one**2 for one in length.values())
        if not expected or not room:
            return None
        differing = sum(o for (c, k), o in self.observed.items() if seen_as(c) != seen_as(k))
        return Fraction(1 - differing / (Fraction(whole) * expected / room))


GIVEN = "*"
GAP = ""


class SpanRows:
    """What is said of the spans of each code."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._exclusive = is_exclusive(case.compared)

    def of(self, code: str, questions: Sequence[str]) -> dict[str, Any]:
        """Return the figures of the spans of one code on the texts that it is for."""
        case = self._case
        units = case.units_for(questions, case.passages)
        texts = [one for one in case.passages if len(one.lookers) >= 2 and is_for(questions, one)]
        counts = count(units, [0] * len(units), [code], case.coders)
        shares = [definitions.jaccard(one) for one in CodeMeasure(counts[code]).tables()]
        number = {who: sum(len(merged(one, who, code)) for one in texts) for who in case.coders}
        row: dict[str, Any] = dict.fromkeys(("f1_exact", "f1_overlap", "u", "ku", "coverage"))
        row["jaccard"] = _float(definitions.mean_of_known(shares))
        row["n_spans"] = number
        if not any(number.values()):
            return row
        row["f1_exact"] = _f1(texts, code, case.coders, exact=True)
        row["f1_overlap"] = _f1(texts, code, case.coders, exact=False)
        row["u"] = _float(coincidence(texts, units, {code}).u())
        if self._exclusive:
            met = coincidence(texts, units, None)
            row["ku"] = _float(met.ku(code))
            length = met.length[code]
            shared = met.shared().get(code, Fraction(0))
            row["coverage"] = _float(shared / length) if length else None
        return row


def overall_spans(case: Case) -> dict[str, Any]:
    """Return the unitizing family over all codes, None where codes of one coder overlap."""
    row: dict[str, Any] = dict.fromkeys(("u", "bar_u", "cu", "coverage", "reason"))
    if not is_exclusive(case.compared):
        return {**row, "reason": "codes overlap"}
    if not case.compared:
        return {**row, "reason": "not comparable"}
    texts = [one for one in case.passages if len(one.lookers) >= 2]
    met = coincidence(texts, case.compared, None)
    whole = sum(met.length.values())
    row["coverage"] = _float(sum(met.shared().values(), Fraction(0)) / whole)
    if not any(value for value, length in met.length.items() if length and value):
        return {**row, "reason": "not used"}
    row["u"], row["bar_u"], row["cu"] = (_float(one) for one in (met.u(), met.bar_u(), met.cu()))
    return {**row, "reason": "no variation" if row["u"] is None else None}


def is_exclusive(units: Iterable[Unit]) -> bool:
    """Say whether no coder gave two codes to one character."""
    return all(len(codes) < 2 for one in units for codes in one.readings.values())


def merged(passage: Passage, coder: str, code: str) -> list[Extent]:
    """Return a coder's spans with a code, joined where they share a character."""
    found: list[Extent] = []
    marks = [one for one in passage.marks if one.coder == coder and one.code == code]
    for start, end in sorted((one.start, one.end) for one in marks):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def coincidence(
    texts: Sequence[Passage], units: Sequence[Unit], codes: set[str] | None
) -> Coincidence:
    """Add up the coincidences of all texts; `codes` are those that are looked at, None for all."""
    met = Coincidence()
    runs: dict[str, list[Unit]] = {}
    for unit in compared(units):
        runs.setdefault(unit.passage.id, []).append(unit)
        _note_run(met, unit, codes)
    for text in texts:
        _note_units(met, text, runs.get(text.id, ()), codes)
    met.squares[GAP] = met.length[GAP]
    return met


def _note_run(met: Coincidence, unit: Unit, codes: set[str] | None) -> None:
    values = [_value(given, codes) for given in unit.readings.values()]
    for value in values:
        met.length[value] += unit.weight
    part = Fraction(unit.weight, len(values) - 1)
    for pair in permutations(values, 2):
        met.observed[pair] = met.observed.get(pair, Fraction(0)) + part


def _note_units(
    met: Coincidence, text: Passage, runs: Sequence[Unit], codes: set[str] | None
) -> None:
    for who in text.lookers:
        for code in {one.code for one in text.marks if one.coder == who}:
            if codes is not None and code not in codes:
                continue
            for start, end in merged(text, who, code):
                met.squares[code] += (end - start) ** 2
                inside = [one for one in runs if start <= one.start and one.end <= end]
                for other in text.lookers:
                    if other == who:
                        continue
                    shared = sum(one.weight for one in inside if _value(one.readings[other], codes))
                    part = Fraction(shared**2, len(text.lookers) - 1)
                    met.shared_squares[code] = met.shared_squares.get(code, Fraction(0)) + part


def _value(given: frozenset[str], codes: set[str] | None) -> str:
    """Return the code that a coder gave, or a gap."""
    return next(iter(given if codes is None else given & codes), GAP)


def _f1(texts: Sequence[Passage], code: str, coders: Sequence[str], exact: bool) -> float | None:
    """Return 2 M / (N_1 + N_2), the mean over the pairs of coders with a span."""
    found = []
    for pair in combinations(coders, 2):
        both = [one for one in texts if set(pair) <= set(one.lookers)]
        one, other = (_places(both, who, code) for who in pair)
        if not one and not other:
            continue
        matches = len(one & other) if exact else _overlapping(one, other)
        found.append(Fraction(2 * matches, len(one) + len(other)))
    return _float(definitions.mean_of_known(found))


def _places(texts: Sequence[Passage], coder: str, code: str) -> set[Place]:
    return {
        (text.id, one.start, one.end)
        for text in texts
        for one in text.marks
        if one.coder == coder and one.code == code
    }


def _overlapping(one: Iterable[Place], other: Iterable[Place]) -> int:
    """Return the largest number of one-to-one matches of spans that share half of their union."""
    by_text: dict[str, list[Place]] = {}
    for place in sorted(other):
        by_text.setdefault(place[0], []).append(place)
    fitting: Mapping[Place, list[Place]] = {
        mine: [their for their in by_text.get(mine[0], ()) if _shares_half(mine, their)]
        for mine in sorted(one)
    }
    return largest_matching(fitting)


def _shares_half(one: Place, other: Place) -> bool:
    shared = min(one[2], other[2]) - max(one[1], other[1])
    union = max(one[2], other[2]) - min(one[1], other[1])
    return shared > 0 and 2 * shared >= union


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
