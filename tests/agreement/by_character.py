"""The span coefficients written out character by character, straight from their definitions."""

from itertools import combinations, pairwise, permutations

from hypothesis import strategies as st

CODERS = ("ann", "bob", "eve")


@st.composite
def span_lists(draw, codes="xyz", exclusive=False, length=(1, 14), begin=(-5, 5)):
    """Spans of up to three coders: (spans, (begin, end), coders)."""
    begin = draw(st.integers(*begin))
    end = begin + draw(st.integers(*length))
    coders = CODERS[: draw(st.integers(1, 3))]
    found = []
    for coder in coders:
        if exclusive:
            cuts = sorted(draw(st.sets(st.integers(begin, end), max_size=8)))
            for start, stop in pairwise(cuts):
                if code := draw(st.sampled_from(["", *codes])):
                    found.append((coder, start, stop, code))
        else:
            for _ in range(draw(st.integers(0, 4))):
                start = draw(st.integers(begin, end - 1))
                stop = draw(st.integers(start + 1, end))
                found.append((coder, start, stop, draw(st.sampled_from(codes))))
    return draw(st.permutations(found)), (begin, end), coders


def rows(spans, bounds, coders, code=None):
    """What each coder said of each character: a set of codes."""
    return [
        [
            frozenset(
                label
                for who, start, stop, label in spans
                if who == coder and start <= place < stop and code in (None, label)
            )
            for place in range(*bounds)
        ]
        for coder in coders
    ]


def units(spans, coders, code=None):
    """The merged spans of each coder, as lists of (start, end, code)."""
    found = {coder: [] for coder in coders}
    for coder, start, stop, label in sorted(spans, key=lambda span: (span[3], span[1], span[2])):
        if code not in (None, label):
            continue
        mine = found[coder]
        if mine and mine[-1][2] == label and start < mine[-1][1]:
            mine[-1] = (mine[-1][0], max(stop, mine[-1][1]), label)
        else:
            mine.append((start, stop, label))
    return [sorted(found[coder]) for coder in coders]


def _segments(mine, bounds):
    """Units and the gaps between them, the gap having code 0."""
    found, place = [], bounds[0]
    for start, stop, label in [*mine, (bounds[1], bounds[1], None)]:
        if place < start:
            found.append((place, start, 0))
        if label is not None:
            found.append((start, stop, label))
        place = stop
    return found


def _common(one, other):
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def family(spans, bounds, coders, code=None):
    """Krippendorff et al. 2016, equations 1 to 13, as {kind: value}, NaN where undefined."""
    parts = [_segments(mine, bounds) for mine in units(spans, coders)]
    labels = [0, *sorted({span[3] for span in spans})]
    m = len(coders)
    o = {(c, k): 0.0 for c in labels for k in labels}
    s = dict.fromkeys(labels, 0.0)
    own_shared = dict.fromkeys(labels, 0.0)
    for one, other in permutations(parts, 2):
        for g in one:
            for h in other:
                o[g[2], h[2]] += _common(g, h) / (m - 1)
            if g[2]:
                shared = sum(_common(g, h) for h in other if h[2])
                own_shared[g[2]] += shared**2 / (m - 1)
    for part in parts:
        for g in part:
            s[g[2]] += (g[1] - g[0]) ** (2 if g[2] else 1)
    margin = {c: sum(o[c, k] for k in labels) for c in labels}
    found = {}
    e = _expected(labels, margin, s)
    found["u"] = _ratio(o, e, labels)
    beside = sum(o[0, k] for k in labels if k)
    by_chance = sum(e[0, k] for k in labels if k)
    found["bar_u"] = 1 - beside / by_chance if by_chance > 1e-9 else float("nan")
    codes = labels[1:]
    shared = {c: margin[c] - o[c, 0] for c in codes}
    if sum(shared.values()) > 1e-9:
        found["cu_coverage"] = sum(shared.values()) / sum(margin.values())
        if code in codes and shared[code] > 1e-9:
            found["ku_coverage"] = shared[code] / margin[code]
        if sum(shared.values()) ** 2 - sum(own_shared.values()) < 1e-9:
            return found  # so little is shared that no chance can be worked out
        e = _expected(codes, shared, own_shared)
        found["cu"] = _ratio(o, e, codes)
        if code in codes and shared[code] > 1e-9:
            e_k = sum(e[c, code] for c in codes)
            room = e_k - e[code, code]
            missed = shared[code] - o[code, code]
            undefined = room <= 1e-9 or e_k <= 1e-9
            found["ku"] = float("nan") if undefined else 1 - e_k / shared[code] * missed / room
    return found


def _expected(labels, margin, s):
    total = sum(margin[c] for c in labels)
    room = total - sum(s[c] for c in labels) / total
    return {
        (c, k): (margin[c] * margin[k] - (s[c] if c == k else 0)) / room
        for c in labels
        for k in labels
    }


def _ratio(o, e, labels):
    apart = sum(o[c, k] for c in labels for k in labels if c != k)
    chance = sum(e[c, k] for c in labels for k in labels if c != k)
    return 1 - apart / chance if chance > 1e-9 else float("nan")


def u1995(spans, bounds, coders, code=None):
    """D_o and D_e of alpha_U, by walking over all pairs of segments (Krippendorff 2004)."""
    labels = sorted({span[3] for span in spans if code in (None, span[3])})
    length, m = bounds[1] - bounds[0], len(coders)
    observed = expected = 0.0
    for label in labels:
        mine = units(spans, coders, label)
        parts = [_segments(part, bounds) for part in mine]
        for one, other in combinations(parts, 2):
            for g in one:
                for h in other:
                    observed += 2 * _difference(g, h) / (m * (m - 1) * length**2)
        sizes = [stop - start for part in mine for start, stop, _ in part]
        gaps = [g[1] - g[0] for part in parts for g in part if not g[2]]
        summed = sum(
            (len(sizes) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
            + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
            for size in sizes
        )
        possible = m * length * (m * length - 1) - sum(size * (size - 1) for size in sizes)
        expected += 2 / length * summed / possible
    return observed, expected


def _difference(g, h):
    if g[2] and h[2] and _common(g, h):
        return (g[0] - h[0]) ** 2 + (g[1] - h[1]) ** 2
    if g[2] and not h[2] and h[0] <= g[0] and g[1] <= h[1]:
        return (g[1] - g[0]) ** 2
    if h[2] and not g[2] and g[0] <= h[0] and h[1] <= g[1]:
        return (h[1] - h[0]) ** 2
    return 0
