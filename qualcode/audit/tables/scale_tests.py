"""Recounts correlations between scales, and tests of differences between groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import atanh, fsum, sqrt, tanh
from typing import Any

from qualcode.audit.tables import chances
from qualcode.audit.tables.closed_items import Item, Items
from qualcode.audit.tables.lines import Z_95, Line, Part
from qualcode.audit.tables.two_by_two import permutations_at_most

_LEAST = 10
_COEFFICIENTS = tuple(f"{name}{end}" for name in ("rho", "tau")
                      for end in ("", "_low", "_high", "_p"))  # fmt: skip
_TEST = ("statistic", "df", "p", "effect", "low", "high")
SAME = "all gave the same answer"


def correlated(found: Items) -> list[Line]:
    """Return a row for each two scales."""
    made = []
    for one, other in combinations(found.items, 2):
        both = sorted(one.numbers.keys() & other.numbers.keys())
        pairs = [(one.numbers[who], other.numbers[who]) for who in both]
        values: dict[str, Any] = {
            "question": one.id,
            "other": other.id,
            "n": len(pairs),
            **_correlation(pairs),
            "people": len(pairs),
        }
        made.append(Line(values, [Part(len(pairs), ("n", *_COEFFICIENTS, "people"))]))
    return made


def _correlation(pairs: Sequence[tuple[float, float]]) -> dict[str, Any]:
    n = len(pairs)
    empty: dict[str, Any] = {**dict.fromkeys(_COEFFICIENTS), "reason": ""}
    if n < _LEAST:
        return empty | {"reason": f"too few to say: {n} answered both"}
    one, other = zip(*pairs, strict=True)
    if len(set(one)) == 1 or len(set(other)) == 1:
        return empty | {"reason": SAME}
    rho, rho_p = _spearman(one, other)
    tau, tau_p = _kendall(one, other)
    return {
        **_bounds("rho", rho, rho_p, (1 + rho * rho / 2) / (n - 3)),
        **_bounds("tau", tau, tau_p, 0.437 / (n - 4)),
        "reason": "",
    }


def _bounds(name: str, value: float, p: float, variance: float) -> dict[str, float | None]:
    """Return Fisher's z interval with the variance of Bonett and Wright (2000)."""
    low = high = None
    if abs(value) <= 1 - 1e-12:
        middle, reach = atanh(value), Z_95 * sqrt(variance)
        low, high = tanh(middle - reach), tanh(middle + reach)
    return {name: value, f"{name}_low": low, f"{name}_high": high, f"{name}_p": p}


def ranked(values: Sequence[float]) -> list[float]:
    """Return the mean rank of each value."""
    counts, place, mean = Counter(values), 0, {}
    for one in sorted(counts):
        mean[one] = place + (counts[one] + 1) / 2
        place += counts[one]
    return [mean[one] for one in values]


def _spearman(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """Return Pearson's correlation of the ranks, with p by Student's t."""
    first, second, n = ranked(one), ranked(other), len(one)
    middle = (n + 1) / 2
    across = fsum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    spread = [fsum((a - middle) ** 2 for a in ranks) for ranks in (first, second)]
    rho = max(-1.0, min(1.0, across / sqrt(spread[0] * spread[1])))
    if abs(rho) == 1:
        return rho, 0.0
    return rho, chances.t_tails(rho * sqrt((n - 2) / ((1 - rho) * (1 + rho))), n - 2)


def _kendall(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """Return tau-b over all pairs of pairs; p by the normal distribution with ties, or exactly.

    The variance with ties is Kendall's (1970), Rank Correlation Methods, 4th edition, 4.3.
    """
    n, pairs = len(one), list(zip(one, other, strict=True))
    apart = 0
    for (a, b), (c, d) in combinations(pairs, 2):
        apart += ((a > c) - (a < c)) * ((b > d) - (b < d))
    ties = [[count for count in Counter(values).values() if count > 1] for values in (one, other)]
    whole = n * (n - 1) // 2
    tied = [sum(t * (t - 1) // 2 for t in each) for each in ties]
    tau = apart / sqrt((whole - tied[0]) * (whole - tied[1]))
    if not any(tied):
        fewer = (whole - abs(apart)) // 2
        if n <= 33 or fewer <= 1:
            exact = 1.0 if 2 * fewer == whole else 2 * float(permutations_at_most(n, fewer))
            return tau, min(1.0, exact)
    spread = n * (n - 1) * (2 * n + 5) - sum(
        t * (t - 1) * (2 * t + 5) for each in ties for t in each
    )
    triples = [sum(t * (t - 1) * (t - 2) for t in each) for each in ties]
    variance = spread / 18 + 2 * tied[0] * tied[1] / (n * (n - 1))
    variance += triples[0] * triples[1] / (9 * n * (n - 1) * (n - 2))
    return tau, 2 * chances.normal_tail(abs(apart) / sqrt(variance))


def differing(found: Items) -> list[Line]:
    """Return the tests of each item between its groups."""
    return [line for item in found.items for line in _of_item(found, item)]


def _of_item(found: Items, item: Item) -> list[Line]:
    groups = {
        found.word(group): [item.numbers[who] for who in found.within(item.numbers, group)]
        for group in found.groups
        if found.word(group)
    }
    compared = {name: values for name, values in groups.items() if len(values) >= _LEAST}
    n = sum(map(len, compared.values()))
    left_out = sum(map(len, groups.values())) - n
    parts = [Part(one, ("n", *_TEST, "people"))
             for one in (n, left_out, min(map(len, compared.values()), default=0))]  # fmt: skip
    head = {"question": item.id, "place": item.place, "name": item.name,
            "groups": list(compared), "n": n, "people": n}  # fmt: skip
    return [Line({**head, **one}, parts) for one in _tests(compared)]


def _test(name: str, reason: str = "", effect_name: str = "", **figures: Any) -> dict[str, Any]:
    told = {"test": name, "effect_name": effect_name, "reason": reason}
    return {**dict.fromkeys(_TEST), **told, **figures}


def _tests(groups: Mapping[str, list[float]]) -> list[dict[str, Any]]:
    if len(groups) < 2:
        return [_test("", f"fewer than two groups with {_LEAST} answers")]
    samples = list(groups.values())
    if len({one for values in samples for one in values}) == 1:
        names = ("Kruskal-Wallis",) if len(samples) > 2 else ("Welch t", "Mann-Whitney")
        return [_test(name, SAME) for name in names]
    if len(samples) > 2:
        return [_kruskal(samples)]
    return [_welch(*samples), *_mann_whitney(*samples)]


def _welch(one: list[float], other: list[float]) -> dict[str, Any]:
    means = [fsum(values) / len(values) for values in (one, other)]
    own = [
        fsum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values)
        for values, mean in zip((one, other), means, strict=True)
    ]
    if not any(own):
        return _test("Welch t", "nothing varies within either group")
    apart, error = means[0] - means[1], sqrt(sum(own))
    df = sum(own) ** 2 / (own[0] ** 2 / (len(one) - 1) + own[1] ** 2 / (len(other) - 1))
    reach = chances.t_point(df) * error
    return _test(
        "Welch t", effect_name="difference of means", statistic=apart / error, df=df,
        p=chances.t_tails(apart / error, df), effect=apart, low=apart - reach, high=apart + reach,
    )  # fmt: skip


def _mann_whitney(one: list[float], other: list[float]) -> list[dict[str, Any]]:
    """Return the test by the normal distribution with ties and continuity, and two effects."""
    n, m = len(one), len(other)
    steps = sorted(a - b for a in one for b in other)
    u = sum((step > 0) + (step == 0) / 2 for step in steps)
    ties = sum(t**3 - t for t in Counter([*one, *other]).values())
    spread = sqrt(n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1))))
    z = (max(u, n * m - u) - n * m / 2 - 0.5) / spread
    p = min(1.0, 2 * chances.normal_tail(z))
    cut = max(1, round(n * m / 2 - Z_95 * sqrt(n * m * (n + m + 1) / 12)))
    shift = (steps[(n * m + 1) // 2 - 1] + steps[n * m // 2]) / 2
    tested: dict[str, Any] = {"statistic": u, "p": p}
    return [
        _test("Mann-Whitney", effect_name="Hodges-Lehmann shift", effect=shift,
              low=steps[cut - 1], high=steps[n * m - cut], **tested),
        _test("Mann-Whitney", effect_name="rank-biserial", effect=2 * u / (n * m) - 1, **tested),
    ]  # fmt: skip


def _kruskal(samples: Sequence[list[float]]) -> dict[str, Any]:
    everything = [one for values in samples for one in values]
    n, ranks = len(everything), iter(ranked(everything))
    squares = fsum(fsum(next(ranks) for _ in values) ** 2 / len(values) for values in samples)
    ties = sum(t**3 - t for t in Counter(everything).values())
    h = (12 / (n * (n + 1)) * squares - 3 * (n + 1)) / (1 - ties / (n**3 - n))
    df = len(samples) - 1
    return _test(
        "Kruskal-Wallis", effect_name="epsilon squared", statistic=h, df=float(df),
        p=chances.chi_square_tail(h, df), effect=h / (n - 1),
    )  # fmt: skip
