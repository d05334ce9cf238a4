"""One kappa for many codes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.kappa import margins, pair_table
from qualcode.agreement.coefficients.outcome import FEW_UNITS
from qualcode.agreement.coefficients.sums import beyond_chance
from qualcode.agreement.tables.ratings import Ratings, Table


def pooled_kappa(tables: Iterable[Table] | Mapping[object, Table]) -> Coefficient:
    """Return the kappa of two coders over many codes: (mean p_o - mean p_e) / (1 - mean p_e).

    `tables` holds one table of two coders for each code (or maps codes to them), in each of which
    a rating says whether or how the code was given. p_o and p_e are those of Cohen's kappa
    (De Vries, Elliott, Kanouse and Teleki 2008). A code that both gave throughout, or neither
    ever, changes nothing. Codes without a unit that both rated are left out, with the flag "some
    codes left out". `n_units` is that of the code with the most compared units. Undefined if no
    code varies. Raises ValueError if a table has more than two coders, or if `tables` is none.
    """
    name = "Pooled kappa"
    if isinstance(tables, Mapping):
        tables = tables.values()
    if isinstance(tables, str | bytes) or not isinstance(tables, Iterable):
        raise ValueError("Pooled kappa needs one table of two coders for each code.")
    pairs = [pair_table(table) for table in tables]
    compared = [pair for pair in pairs if pair.n_units]
    if not compared:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    observed, expected = np.mean([_agreement(pair) for pair in compared], axis=0)
    value = float(beyond_chance(observed, expected))
    n_units = max(pair.n_units for pair in compared)
    found = Coefficient(
        name,
        None if np.isnan(value) else value,
        n_units=n_units,
        n_coders=2,
        reason=Reason.NO_VARIATION if np.isnan(value) else None,
        flags=(Flag.TOO_FEW,) if n_units < FEW_UNITS else (),
    )
    if len(compared) < len(pairs):
        return replace(found, flags=(*found.flags, Flag.CODES_LEFT_OUT))
    return found


def _agreement(pair: Ratings) -> tuple[float, float]:
    """Return p_o and p_e of Cohen's kappa."""
    first, second = margins(pair)
    return float((pair.values[0] == pair.values[1]).mean()), float(first @ second)
