"""Frequencies that a sampling design weighs: what the design is named by, and a row of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from qualcode.domain.errors import InputError


@dataclass(frozen=True, slots=True)
class Weighting:
    """The attributes that hold the sampling design.

    `weight` is how many a participant stands for, `stratum` what the sample was drawn within,
    `fpc` the size of the stratum's population (or, from 0 to 1, the share of it that was drawn),
    `cluster` what was drawn as a whole. All but the weight may be empty.

    Raises:
        InputError: if another attribute is named but no weight.
    """

    weight: str
    stratum: str = ""
    fpc: str = ""
    cluster: str = ""

    def __post_init__(self) -> None:
        if not self.weight and (self.stratum or self.fpc or self.cluster):
            raise InputError("--stratum, --fpc and --cluster need --weight beside them.")

    @property
    def named(self) -> Mapping[str, str]:
        """Map each option that was given to the attribute that it names."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {option: attribute for option, attribute in given.items() if attribute}


@dataclass(frozen=True, slots=True)
class WeightedRow:
    """How many of a group carry a code, and the share of the population that this stands for.

    `n` of `base` are participants, not weighted. `percent`, its interval `low` to `high` and its
    `standard_error` are design-based and run from 0 to 100. `deff` is the design effect, `df` the
    degrees of freedom. `p` tests over all groups of the code at once whether they differ. What
    cannot be said or is withheld is None. `groups` and `is_apart` are those of the row that was
    weighed.
    """

    code: str
    name: str
    level: int
    group: str
    n: int | None
    base: int | None
    percent: float | None
    low: float | None
    high: float | None
    standard_error: float | None = None
    deff: float | None = None
    df: int | None = None
    p: float | None = None
    people: int | None = None
    suppressed: bool = False
    groups: tuple[str, ...] = ()
    is_apart: bool = False

    def withheld(self, parts: frozenset[str]) -> WeightedRow:
        """Return the row without `n` and what follows from it, or without its `base` as well.

        Where only the test `p` over all groups would tell of another group, only that is taken off.
        """
        if parts == {"p"}:
            return replace(self, p=None)
        return replace(
            self,
            n=None,
            base=None if "base" in parts else self.base,
            percent=None,
            low=None,
            high=None,
            standard_error=None,
            deff=None,
            df=None if "base" in parts else self.df,
            p=None,
            people=None,
            suppressed=True,
        )
