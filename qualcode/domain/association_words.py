"""What a row on an association says in plain words: what goes with what, never what causes it."""

from __future__ import annotations

from qualcode.domain.associations import AssociationRow, ModelRow

LEVEL = 0.05
"""Below it a p, or a q, is taken for a sign."""


def read(row: AssociationRow, unit: str, is_outcome: bool, stratum: str = "") -> str:
    """Return one sentence on a row; `unit` is what is counted, `stratum` what was held still.

    With an outcome those who carry the code are compared with the others, else those who have the
    value.
    """
    told = _cells(row, unit, is_outcome) if row.value else _overall(row)
    return f"{told}{_strata(row, stratum)}."


def read_predictor(row: ModelRow, outcome: str) -> str:
    """Return one sentence on a row of a model."""
    if row.odds_ratio is None:
        return f"Nothing can be said: {row.why}."
    if row.predictor.startswith("code:"):
        whom = f"Where '{row.name}' is coded"
    elif row.level:
        whom = f"With {row.name} = {row.level} instead of {row.reference}"
    else:
        whom = f"With each further 1 of {row.name}"
    told = f"{whom} the odds of {outcome} are {_times(row.odds_ratio)}{_interval(row)}"
    held = "the others in the model held still"
    return f"{told}, {held}; {_sign(row.p, row.q)}."


def number(value: float) -> str:
    """Return a figure to three digits, as people write it."""
    if value >= 1000:
        return f"{value:,.0f}"
    if value >= 100:
        return f"{value:.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 or value == 0 else f"{value:.2g}"


def chance(p: float) -> str:
    """Return a p or q to three places, and no smaller than can be meant."""
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def _overall(row: AssociationRow) -> str:
    whether = f"'{row.name}' goes with {row.attribute}"
    if row.p is None:
        return f"Whether {whether} was not tested: {row.why}"
    strength = "" if row.cramers_v is None else f", Cramér's V {row.cramers_v:.2f}"
    if row.p >= LEVEL:
        return f"No sign that {whether} ({row.test} p {chance(row.p)}{strength})"
    return f"{whether} ({row.test} p {chance(row.p)}{strength}); {_sign(row.p, row.q)}"


def _cells(row: AssociationRow, unit: str, is_outcome: bool) -> str:
    counts = _counts(row, unit, is_outcome)
    if row.odds_ratio is None and not row.is_unbounded:
        return f"{counts}; nothing to compare: {row.why}"
    ratio = _ratio(row)
    if row.p is None:
        return f"{counts}; {ratio}; not tested: {row.why}"
    return f"{counts}; {ratio}; {_sign(row.p, row.q)}"


def _counts(row: AssociationRow, unit: str, is_outcome: bool) -> str:
    both, code_only, value_only, neither = (
        one or 0 for one in (row.both, row.code_only, row.value_only, row.neither)
    )
    what = f"{row.attribute} = {row.value}"
    if is_outcome:
        return (
            f"{both} of {both + code_only} {unit}s with '{row.name}' have {what}, "
            f"{value_only} of {value_only + neither} without it"
        )
    others = "others" if row.against == "others" else f"with {row.attribute} = {row.against}"
    return (
        f"{both} of {both + value_only} {unit}s with {what} carry '{row.name}', "
        f"{code_only} of {code_only + neither} {others}"
    )


def _ratio(row: AssociationRow) -> str:
    if row.is_unbounded:
        bound = "" if row.low is None else f", at least {number(row.low)}"
        return f"nobody in one of the four cells, so that the odds ratio has no end{bound}"
    if not row.odds_ratio:
        bound = "" if row.high is None else f", at most {number(row.high)}"
        return f"nobody in one of the four cells, so that the odds ratio is 0{bound}"
    return f"the odds are {_times(row.odds_ratio)}{_interval(row)}"


def _times(ratio: float) -> str:
    if round(ratio, 2) == 1:
        return "the same"
    return f"{number(ratio)} times as high"


def _interval(row: AssociationRow | ModelRow) -> str:
    if row.low is None and row.high is None:
        return ""
    low = "0" if row.low is None else number(row.low)
    return f" [{low}, {'no end' if row.high is None else number(row.high)}]"


def _sign(p: float | None, q: float | None) -> str:
    if p is None:
        return "not tested"
    if p >= LEVEL:
        return f"no sign of an association (p {chance(p)})"
    if q is None:
        return f"p {chance(p)}"
    holds = "holds" if q < LEVEL else "does not hold"
    return f"{holds} after correction (p {chance(p)}, q {chance(q)})"


def _strata(row: AssociationRow, stratum: str) -> str:
    if not stratum or row.strata is None:
        return ""
    if row.common is None:
        return f"; no common odds ratio within {stratum}: {row.why or 'nothing to compare'}"
    bounds = ""
    if row.common_low is not None and row.common_high is not None:
        bounds = f" [{number(row.common_low)}, {number(row.common_high)}]"
    told = f"; within {stratum} the common odds ratio is {number(row.common)}{bounds}"
    if row.common_p is not None:
        told += f" (p {chance(row.common_p)})"
    if row.homogeneity_p is not None and row.homogeneity_p < LEVEL:
        told += f", but it is not the same in all of them (p {chance(row.homogeneity_p)})"
    return told
