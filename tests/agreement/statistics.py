"""The statistics over tables of ratings, for tests that hold for each of them."""

from qualcode import agreement as a

NAMES = ("linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar")

# Two coders at most.
OF_TWO = [a.cohen_kappa, a.scott_pi, a.kappa_max]

# Any number of coders, any labels.
NOMINAL = [
    a.percent_agreement,
    lambda table: a.percent_agreement(table, "value"),
    a.holsti,
    a.fleiss_kappa,
    a.conger_kappa,
    a.hubert_kappa,
    a.light_kappa,
    a.brennan_prediger,
    a.gwet_ac1,
    a.krippendorff_alpha,
    lambda table: a.gwet_ac2(table, "identity"),
    lambda table: a.fleiss_kappa(table, category=1),
    lambda table: a.krippendorff_alpha(table, category=1),
]

# Any number of coders, labels that are numbers.
NUMERIC = [
    *(lambda table, m=m: a.krippendorff_alpha(table, m) for m in ("ordinal", "interval", "ratio")),
    lambda table: a.krippendorff_alpha(table, lambda c, k: abs(c - k)),
    *(lambda table, w=w: a.gwet_ac2(table, w) for w in NAMES),
    *(lambda table, w=w: a.fleiss_kappa(table, w) for w in NAMES),
    *(lambda table, w=w: a.conger_kappa(table, w) for w in NAMES),
    *(lambda table, w=w: a.brennan_prediger(table, w) for w in NAMES),
    lambda table: a.light_kappa(table, "linear"),
    lambda table: a.hubert_kappa(table, "quadratic"),
]
