"""How many new codes each further source or participant brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import TYPE_CHECKING

from qualcode.analysis.saturation import expected_codes, new_codes, random_orders, stop
from qualcode.domain.disclosure import Cell, Guard
from qualcode.domain.errors import InputError
from qualcode.domain.saturation import SaturationRow, StopRow
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Table, Unit
from qualcode.store import unit_order
from qualcode.study.findings.carriers import Carriers, chosen, gather
from qualcode.study.findings.framing import LEVELS, Frame, Framing, framed, require
from qualcode.study.releasing.gate import Gate

if TYPE_CHECKING:
    from qualcode.privacy.release import Release
    from qualcode.study.session import Session

ORDERS = ("import", "work")
BASES = (4, 5, 6)
RUNS = (2, 3)
THRESHOLDS = (0.0, 0.05)
"""What Guest, Namey and Chen (2020) try out."""

_MOST_ROWS = 200
_MOST_DRAWS = 100_000


@dataclass(frozen=True, slots=True)
class _Curve:
    """The units in their order, with the codes that each carries."""

    frame: Frame
    carriers: Carriers
    order: tuple[int, ...]
    unit: Unit
    query: dict[str, object]
    notes: tuple[str, ...]

    @property
    def codes(self) -> list[tuple[int, ...]]:
        """Return the codes of each unit in order."""
        return [self.carriers.codes_of[unit] for unit in self.order]

    def guard(self, rows: int, *parts: str) -> Guard:
        """Return the guard of rows that count codes: who is behind them are all of the units.

        No row names a code, and a unit is known by its place only.
        """
        people = Cell(("units",), len(self.carriers.people), len(self.order))
        return Guard((people,), (), tuple(dict.fromkeys(parts, (people.key,)) for _ in range(rows)))


class Saturation:
    """When further sources bring nothing new."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(
        self,
        unit: Unit | str = Unit.SOURCE,
        order: str = "import",
        level: str = "code",
        draws: int = 1000,
        seed: int = 1,
        question: str | None = None,
        coder_rule: str | None = None,
        kind: SourceKind | str | None = None,
        where: str = "",
        without_accepted: bool = False,
        unsuppressed: bool = False,
    ) -> Release[SaturationRow]:
        """Count the codes met after 1, 2, 3 ... units, in one order and in any order.

        `order` is import or work (when a coder of the rule first looked). `expected` is exact;
        `low` and `high` come from `draws` random orders drawn from `seed`. With more than 200
        units the rows are 200 points among them.

        Raises:
            InputError: if an option is not usable.
            NotFound: if a name is not known.
            Confidential: if `unsuppressed` is asked for by somebody other than the lead.
        """
        if not 1 <= draws <= _MOST_DRAWS or seed < 0:
            raise InputError(f"Draw 1 to {_MOST_DRAWS:,} random orders, from a seed of 0 or more.")
        framing = Framing(question, coder_rule, kind, where, without_accepted)
        with self._session.reading() as connection:
            frame = framed(self._session, connection, framing)
            curve = _curve(frame, framing, _unit(unit), order, level)
            rows = _rows(curve, draws, seed)
            query = {"draws": draws, "seed": seed, **curve.query}
            table = Table(
                "saturation", curve.unit, *_told(curve), rows, notes=curve.notes,
                without_accepted=framing.without_accepted, query=query,
            )  # fmt: skip
            guard = curve.guard(len(rows), "order", "figures")
            return Gate(self._session).release(connection, table, guard, unsuppressed)

    def stops(
        self,
        unit: Unit | str = Unit.SOURCE,
        order: str = "import",
        level: str = "code",
        base: Sequence[int] = BASES,
        run: Sequence[int] = RUNS,
        threshold: Sequence[float] = THRESHOLDS,
        question: str | None = None,
        coder_rule: str | None = None,
        kind: SourceKind | str | None = None,
        where: str = "",
        without_accepted: bool = False,
        unsuppressed: bool = False,
    ) -> Release[StopRow]:
        """Say after how many units a run of further ones brought little new.

        Every base size is tried with every run length and threshold (0 to 1), after Guest, Namey
        and Chen (2020).

        Raises:
            InputError: if an option is not usable.
            NotFound: if a name is not known.
            Confidential: if `unsuppressed` is asked for by somebody other than the lead.
        """
        if min((1, *base, *run)) < 1 or not all(0 <= one <= 1 for one in threshold):
            raise InputError("Bases and runs are 1 or more, thresholds 0 to 100 per cent.")
        framing = Framing(question, coder_rule, kind, where, without_accepted)
        with self._session.reading() as connection:
            frame = framed(self._session, connection, framing)
            curve = _curve(frame, framing, _unit(unit), order, level)
            new = new_codes(curve.codes)
            tried = product(threshold, base, run)
            rows = tuple(stop(new, size, length, share) for share, size, length in tried)
            query = {"stops": True, "base": list(base), "run": list(run),
                     "threshold": [100 * one for one in threshold], **curve.query}  # fmt: skip
            table = Table(
                "saturation stops", curve.unit, *_told(curve), rows, notes=curve.notes,
                without_accepted=framing.without_accepted, query=query,
            )  # fmt: skip
            guard = curve.guard(len(rows), "figures")
            return Gate(self._session).release(connection, table, guard, unsuppressed)


def _unit(unit: Unit | str) -> Unit:
    if unit not in (Unit.SOURCE, Unit.PARTICIPANT):
        raise InputError(f"Saturation has no unit '{unit}'.", fix="Take source or participant.")
    return Unit(unit)


def _curve(frame: Frame, framing: Framing, unit: Unit, order: str, level: str) -> _Curve:
    require(order, ORDERS, "order")
    require(level, LEVELS, "level")
    codes = chosen(frame, level)
    whole = frame.codebook.roll_up if level == "theme" else lambda code: frozenset({code})
    carriers = gather(frame, codes, unit, whole)
    ordered = unit_order.in_order_of_work if order == "work" else unit_order.in_order_of_import
    known = ordered(frame.connection, frame.eyes, frame.everything, frame.rule, unit)
    first = [carriers.number[one] for one in known if one in carriers.number]
    # Who left a question blank has no words that could have been looked at.
    last = sorted(set(range(len(carriers.units))) - set(first))
    notes = (
        f"In order: as {'imported' if order == 'import' else 'first looked at'}; in any order: "
        "the exact mean of all orders, and between which numbers 95 % of the random ones lie. "
        "The codes are those of today's codebook, not those that stood when a text was coded.",
        *frame.notes(unit, codes),
    )
    query = {"unit": unit.value, "order": order, "level": level, **framing.query}
    return _Curve(frame, carriers, (*first, *last), unit, query, notes)


def _told(curve: _Curve) -> tuple[str, str]:
    return curve.frame.base_in_words(curve.unit), curve.frame.rule.label


def _rows(curve: _Curve, draws: int, seed: int) -> tuple[SaturationRow, ...]:
    units = len(curve.order)
    sizes = _sizes(units)
    carrying = [one.tolist() for one in curve.carriers.marks.carrying]
    seen = list(accumulate(new_codes(curve.codes)))
    means = expected_codes([len(one) for one in carrying], units, sizes)
    bands = random_orders(carrying, units, sizes, draws, seed)
    before = [0, *sizes]
    return tuple(
        SaturationRow(
            size,
            seen[size - 1] - (seen[before[at] - 1] if before[at] else 0),
            seen[size - 1],
            means[at],
            bands.low[at],
            bands.high[at],
        )
        for at, size in enumerate(sizes)
    )


def _sizes(units: int) -> list[int]:
    """Return every number of units, or 200 of them evenly spread, the last among them."""
    if units <= _MOST_ROWS:
        return list(range(1, units + 1))
    return sorted({-(-units * place // _MOST_ROWS) for place in range(1, _MOST_ROWS + 1)})
