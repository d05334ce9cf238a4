"""The choice of disjoint groups that saves most, solved exactly as an integer programme."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.alignment.dissimilarity import too_much
from qualcode.agreement.alignment.units import Floats, Indices

_Flags: TypeAlias = NDArray[np.bool_]

_OF_EACH_UNIT = 100
_NONE = -1
_TOLERANCE = 1e-9
_FIRST_SLACK = 0.02
_AT_ONCE = 50_000
_FEW_NODES = 500
_MOST_NODES = 20_000


def best_packing(rows: Indices, saved: Floats, n_units: int) -> Indices:
    """Return the rows to choose, none of which share a unit, so that they save most together.

    `rows` is (rows, coders), each a set of unit numbers with -1 for none; `saved` is what each
    saves, above 0. Raises ValueError if the integer programme is too hard.

    The linear relaxation gives every unit a price. A row whose units cost more than it saves, by
    more than what the best packing found so far falls short of the relaxation, is in no better
    one: what is left to decide is little, and mostly nothing.
    """
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    saved = saved / saved.max()
    share, prices = _relaxed(rows, saved, n_units)
    if (np.abs(share - np.round(share)) < 1e-6).all():
        return np.flatnonzero(share > 0.5)
    slack = _FIRST_SLACK
    while True:
        near = np.flatnonzero(_cost(rows, prices) - saved <= slack)
        chosen = near[_by_component(rows[near], saved[near], share[near], n_units)]
        short = float(prices.sum() - saved[chosen].sum())
        if short <= slack + _TOLERANCE:
            return chosen
        slack = short


def _relaxed(rows: Indices, saved: Floats, n_units: int) -> tuple[Floats, Floats]:
    """Return the share of each row in the best fractional packing, and the price of each unit.

    Of very many rows only some for each unit are given to the solver; those that would still pay
    at its prices join them until there are none.
    """
    few = len(rows) <= _AT_ONCE
    active = np.arange(len(rows)) if few else _best_of_each_unit(rows, saved, n_units)
    while True:
        shares, prices = _solve(rows[active], saved[active], n_units)
        gain = saved - _cost(rows, prices)
        gain[active] = 0.0
        paying = np.flatnonzero(gain > _TOLERANCE)
        if not len(paying):
            share = np.zeros(len(rows))
            share[active] = shares
            return share, prices
        found = paying[_best_of_each_unit(rows[paying], gain[paying], n_units)]
        active = np.concatenate([active, found])


def _cost(rows: Indices, prices: Floats) -> Floats:
    return np.asarray(np.where(rows == _NONE, 0.0, prices[rows]).sum(axis=1))


def _best_of_each_unit(rows: Indices, worth: Floats, n_units: int) -> Indices:
    """Return the rows that are among the few of most worth to one of their units."""
    row, column = np.nonzero(rows != _NONE)
    unit = rows[row, column]
    order = np.lexsort((-worth[row], unit))
    row, unit = row[order], unit[order]
    first = np.searchsorted(unit, np.arange(n_units))
    return np.unique(row[np.arange(len(row)) - first[unit] < _OF_EACH_UNIT]).astype(np.int64)


def _solve(rows: Indices, saved: Floats, n_units: int) -> tuple[Floats, Floats]:
    """Return the fractional packing of all these rows and the prices of the units."""
    from scipy.optimize import linprog

    found = linprog(
        -saved,
        A_ub=_held(rows, n_units),
        b_ub=np.ones(n_units),
        method="highs-ds",
        options={"presolve": False, "dual_feasibility_tolerance": _TOLERANCE / 10},
    )
    if found.status != 0:
        raise too_much("the solver found none for these")
    return np.asarray(found.x), np.maximum(-np.asarray(found.ineqlin.marginals), 0.0)


def _held(rows: Indices, n_units: int) -> Any:
    """Return the (units, rows) table of which row holds which unit."""
    from scipy.sparse import csc_array

    row, column = np.nonzero(rows != _NONE)
    ones = np.ones(len(row))
    return csc_array((ones, (rows[row, column], row)), shape=(n_units, len(rows)))


def _by_component(rows: Indices, saved: Floats, share: Floats, n_units: int) -> Indices:
    """Return the best packing of these rows, given the shares of a best fractional one.

    Rows that share no unit, also by way of others, are independent: where the shares are whole
    they stand. The others are decided together, which is quick, or else part by part.
    """
    from scipy.sparse.csgraph import connected_components

    held = _held(rows, n_units)
    _, part = connected_components(held.T @ held, directed=False)
    undecided = np.isin(part, part[np.abs(share - np.round(share)) > 1e-6])
    open_rows = np.flatnonzero(undecided)
    kept = _decided(rows[open_rows], saved[open_rows], _FEW_NODES)
    if kept is None:
        kept = np.zeros(len(open_rows), dtype=bool)
        for each in np.unique(part[open_rows]):
            members = np.flatnonzero(part[open_rows] == each)
            inside = open_rows[members]
            found = _decided(rows[inside], saved[inside], _MOST_NODES)
            if found is None:
                raise too_much("that is too hard an integer programme for these")
            kept[members] = found
    return np.concatenate([np.flatnonzero((share > 0.5) & ~undecided), open_rows[kept]])


def _decided(rows: Indices, saved: Floats, nodes: int) -> _Flags | None:
    """Tell which rows the best packing holds, or None if so many branches do not decide it."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    units, place = np.unique(rows, return_inverse=True)
    none = int(units[0] == _NONE)
    held = _held(place.reshape(rows.shape) - none, len(units) - none)
    # The solver stops within 1e-6 of the best, which the factor makes 1e-10.
    found = milp(
        -saved * 1e4,
        integrality=np.ones(len(saved)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(held, ub=np.ones(held.shape[0])),
        options={"mip_rel_gap": 0.0, "node_limit": nodes},
    )
    return np.asarray(found.x > 0.5) if found.status == 0 else None
