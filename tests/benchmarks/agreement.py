"""How fast the statistics of agreement are, against nltk, a floor in bare numpy, and set limits.

Run: python -m tests.benchmarks.agreement. All tables are made up from fixed seeds. Each line gives
the least of some runs; a ratio compares two that were taken in this same run.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode import agreement
from tests.support.timing import least

MEGABYTE = 1024


def main() -> int:
    """Print every measurement; return 1 if one misses its bar."""
    if sys.argv[1:] == ["sets"]:
        return 0 if set_alpha() else 1
    passed = [nominal_alpha(), per_code(), resampled(), unitizing()]
    # Alone, because a process remembers only its own highest memory.
    alone = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.agreement", "sets"], check=False
    )
    return 0 if all(passed) and alone.returncode == 0 else 1


def nominal_alpha() -> bool:
    """Nominal alpha of 100,000 units x 5 coders x 50 codes with 30 % missing."""
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 50, 100_000)
    table = np.array([_imitated(rng, truth, 50, 0.7) for _ in range(5)], dtype=np.float64)
    table[rng.random(table.shape) < 0.3] = np.nan
    ours = least(lambda: agreement.krippendorff_alpha(table), 9)
    floor = least(lambda: bare_alpha(table), 9)
    print("nominal alpha, 100,000 units x 5 coders x 50 codes, 30 % missing")
    print("  floor: bare numpy, for this one table, unchecked: find the missing, count the equal")
    print("  pairs of ratings by unit and the codes over all, and sum what alpha and its se need")
    in_time = told("  against the floor", ours / floor, "x", at_most=2.0)
    value = agreement.krippendorff_alpha(table).value
    assert value is not None
    assert abs(value - bare_alpha(table)[0]) < 1e-9
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError:
        print("  nltk: not installed")
        return in_time
    triples = [
        (coder, unit, label)
        for coder, row in enumerate(table.tolist())
        for unit, label in enumerate(row)
        if label == label
    ]
    theirs = least(lambda: AnnotationTask(triples).alpha(), 3)
    print(f"  qualcode {ours * 1000:.1f} ms, floor {floor * 1000:.1f} ms, nltk {theirs:.2f} s")
    return told("  nltk takes", theirs / ours, "x", at_least=50.0) and in_time


def bare_alpha(table: NDArray[np.float64]) -> tuple[float, float]:
    """Return alpha and its standard error with nothing but the sums they need."""
    known = ~np.isnan(table)
    with np.errstate(invalid="ignore"):
        codes = table.astype(np.int8)
    np.copyto(codes, -1, where=~known)
    number = known.sum(axis=0, dtype=np.int8)
    equal = np.zeros(table.shape[1], dtype=np.int8)
    for one in range(len(codes)):
        for other in range(one):
            equal += (codes[one] == codes[other]) & known[one]
    compared = np.flatnonzero(number >= 2)
    codes, rated = codes.take(compared, axis=1), number[compared].astype(np.float64)
    split = (rated * (rated - 1) - 2.0 * equal[compared]) / (rated - 1)
    counts = np.bincount(codes.ravel() + 1)[1:].astype(np.float64)
    n = counts.sum()
    d_o, d_e = split.sum() / n, (n**2 - (counts**2).sum()) / n**2
    from_all = np.append(2 * d_o / d_e * (n - counts) / n - d_o, 0.0)
    parts = (from_all[codes].sum(axis=0) - split) * len(rated) / (n * d_e)
    se = np.sqrt((parts**2).sum() / (len(rated) * (len(rated) - 1)))
    return float(1 - (n - 1) / n * d_o / d_e), float(se)


def per_code() -> bool:
    """Every figure of 200 codes on 100,000 segments x 4 coders, without intervals."""
    arrays = made_codings(100_000, 4, 200, 1, 1000)
    plain = plain_units(arrays)

    def by_arrays() -> Any:
        coded = agreement.CodedUnits.from_arrays(*arrays)
        return agreement.agreement_by_code(coded, interval=None)

    print("alpha, percent, kappa, AC1 of 200 codes and set alpha, 100,000 segments x 4 coders")
    by_plain = least(lambda: agreement.agreement_by_code(plain, interval=None), 3)
    print(f"  from plain units {by_plain:.2f} s")
    return told("  from arrays", least(by_arrays), "s", at_most=0.5)


def resampled() -> bool:
    """1,000 resamples of every figure of a 50-code book on 5,000 units."""
    coded = agreement.CodedUnits.from_arrays(*made_codings(5_000, 3, 50, 2, 1))
    agreement.agreement_by_code(coded, n=2)
    print("1,000 resamples of every figure of 50 codes and of set alpha, 5,000 units x 3 coders")
    whole = least(lambda: agreement.agreement_by_code(coded), 3)
    for name, call in (
        ("BCa instead of percentiles", lambda: agreement.agreement_by_code(coded, interval="bca")),
        ("all pairs of coders", lambda: agreement.agreement_by_pair(coded)),
        ("without each coder", lambda: agreement.leave_one_coder_out(coded)),
    ):
        print(f"  {name} {least(call, 2):.2f} s")
    return told("  every code", whole, "s", at_most=1.0)


def unitizing() -> bool:
    """The unitizing family on 200,000 characters x 4 coders x 2,000 spans."""
    spans = made_spans(200_000, 4, 2_000, 20)
    codes = sorted({code for *_, code in spans})
    print("u, |u, cu and (k)u of one code, 200,000 characters x 4 coders x 2,000 spans")

    def family() -> None:
        for kind in ("u", "bar_u", "cu"):
            agreement.unitizing_alpha(spans, 200_000, kind=kind)
        agreement.unitizing_alpha(spans, 200_000, kind="ku", code=codes[0])

    return told("  the family, from tuples", least(family) * 1000, "ms", at_most=50.0)


def set_alpha() -> bool:
    """Alpha over sets of 100,000 units with some 30,000 distinct sets, exact."""
    arrays = made_codings(100_000, 4, 200, 2, 1000, second=0.06)
    coded = agreement.CodedUnits.from_arrays(*arrays)
    distinct = {
        tuple(sorted(codes)) for _, looks in plain_units(arrays) for codes in looks.values()
    }
    print(f"alpha over sets, 100,000 units x 4 coders, {len(distinct):,} distinct sets, exact")
    by_arrays = least(lambda: agreement.agreement_by_code(coded, interval=None), 3)
    print(f"  from arrays, with every code {by_arrays:.2f} s")
    sets = [[frozenset(looks[coder]) for _, looks in plain_units(arrays)] for coder in range(4)]
    taken = least(lambda: agreement.krippendorff_alpha_sets(sets), 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    small = told("  highest memory of the process", peak, "MB", at_most=1000.0)
    return told("  from sets of Python", taken, "s", at_most=10.0) and small


def told(
    name: str, measured: float, unit: str, at_most: float = 0.0, at_least: float = 0.0
) -> bool:
    """Print a measurement beside its bar; return whether it passes."""
    passed = measured <= at_most if at_most else measured >= at_least
    bar = f"at most {at_most:g}" if at_most else f"at least {at_least:g}"
    print(f"{name} {measured:.2f} {unit} ({bar}){'' if passed else '  MISSED'}")
    return passed


def made_codings(
    n_units: int, n_coders: int, n_codes: int, most: int, n_documents: int, second: float = 0.03
) -> tuple[Any, ...]:
    """Make the arguments of CodedUnits.from_arrays: up to `most` codes a unit, and odd extras."""
    rng = np.random.default_rng(1)
    unit = np.tile(np.repeat(np.arange(n_units), most), n_coders)
    coder = np.repeat(np.arange(n_coders), n_units * most)
    truth = np.tile(rng.integers(0, n_codes, n_units * most), n_coders)
    code = _imitated(rng, truth, n_codes, 0.8)
    kept = (rng.random(len(code)) < 0.9) & (np.tile(np.arange(most), n_units * n_coders) < 1)
    kept |= rng.random(len(code)) < second * (most - 1) * 8
    more = rng.random(len(code)) < second
    coder, unit = (np.concatenate([one[kept], one[more]]) for one in (coder, unit))
    code = np.concatenate([code[kept], rng.integers(0, n_codes, int(more.sum()))])
    documents = np.arange(n_units) * n_documents // n_units
    looked = np.ones((n_coders, n_units), dtype=np.bool_)
    return documents, range(n_coders), range(n_codes), looked, coder, unit, code


def plain_units(arrays: tuple[Any, ...]) -> list[tuple[int, dict[int, set[int]]]]:
    """Write the same codings out as plain units."""
    documents, coders, _, _, coder, unit, code = arrays
    units = [(int(document), {one: set[int]() for one in coders}) for document in documents]
    for by, where, what in zip(coder.tolist(), unit.tolist(), code.tolist(), strict=True):
        units[where][1][by].add(what)
    return units


def made_spans(
    length: int, n_coders: int, n_spans: int, n_codes: int
) -> list[tuple[str, int, int, str]]:
    """Make spans that do not overlap within a coder and nearly agree between coders."""
    rng = np.random.default_rng(2)
    step = length // n_spans
    made = []
    for coder in range(n_coders):
        starts = np.arange(n_spans) * step + rng.integers(0, step // 4, n_spans)
        stops = starts + rng.integers(step // 4, step // 2, n_spans)
        codes = _imitated(rng, np.arange(n_spans) % n_codes, n_codes, 0.8)
        made += [
            (f"coder {coder}", int(start), int(stop), f"code {code}")
            for start, stop, code in zip(starts, stops, codes, strict=True)
        ]
    return made


def _imitated(
    rng: np.random.Generator, truth: NDArray[np.int64], n_codes: int, share: float
) -> NDArray[np.int64]:
    """Return the truth with a share kept and the rest drawn at random."""
    guess = rng.integers(0, n_codes, len(truth))
    return np.where(rng.random(len(truth)) < share, truth, guess)


if __name__ == "__main__":
    sys.exit(main())
