"""How counts changed between two waves of one instrument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.waves import change
from qualcode.domain.disclosure import Guard, Key
from qualcode.domain.errors import InputError
from qualcode.domain.tables import Table, Unit, group_in_words, in_order
from qualcode.domain.waves import WaveRow
from qualcode.store import people
from qualcode.study.counts.asking import asked_for, attributes_of
from qualcode.study.counts.counting import Counting
from qualcode.study.counts.tallied import Figure
from qualcode.study.releasing.gate import Gate

if TYPE_CHECKING:
    from qualcode.privacy.release import Release
    from qualcode.study.session import Session

Pair = tuple[Figure | None, Figure | None]
"""The same figure before and after."""


class Waves:
    """The change of each code's share, or each answer's, from one wave to the next."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(
        self,
        wave: str,
        question: str | None = None,
        by: str | Sequence[str] | None = None,
        unit: Unit | str = "participant",
        coder_rule: str | None = None,
        kind: str | None = None,
        without_accepted: bool = False,
        base: str | None = None,
        where: str = "",
        unsuppressed: bool = False,
    ) -> Release[WaveRow]:
        """Compare the two values of the attribute `wave`, the smaller or earlier one first.

        The rest is that of `frequencies`.

        Raises:
            NotFound: if the attribute, another one, the question or the coder rule is not known.
            InputError: if the attribute has not exactly two values among those counted.
        """
        asked = asked_for(question, by, unit, coder_rule, kind, without_accepted, base, where)
        with self._session.reading() as connection:
            found = Counting(self._session).counted(
                connection, replace(asked, by=(wave, *asked.by))
            )
            counted = [one for one in found.figures if not one.row.is_apart and one.base]
            before, after = _two_waves(wave, counted)
            inside = [one for one in counted if one.group[0] in (before, after)]
            pairs = list(_pairs(inside, before, after))
            by = attributes_of(asked.by, people.attribute_names(connection))
            rows = tuple(_row(one, by) for one in pairs)
            table = Table(
                "waves",
                found.table.unit,
                found.table.base,
                found.table.coder_rule,
                rows,
                ", ".join((wave, *by)),
                (*_reading(wave, before, after, rows), *found.table.notes),
                found.table.without_accepted,
                {**found.table.query, "by": list(by), "wave": wave},
            )
            guard = _in_pairs(found.guard_of(inside), inside, pairs)
            return Gate(self._session).release(connection, table, guard, unsuppressed)


def _two_waves(wave: str, figures: Iterable[Figure]) -> tuple[str, str]:
    """Return the two values of the attribute in order.

    Raises:
        InputError: if there are not two.
    """
    values = sorted({one.group[0] for one in figures} - {""}, key=in_order)
    if len(values) != 2:
        told = ", ".join(values) or "none"
        fix = f"Choose two with --where '{wave} in (...)'." if len(values) > 2 else ""
        raise InputError(
            f"Two waves are compared, but among those counted '{wave}' is: {told}.", fix=fix
        )
    return values[0], values[1]


def _pairs(figures: Sequence[Figure], before: str, after: str) -> Iterator[Pair]:
    """Yield each subject of each group in both waves, in the order of the table."""
    found = {(one.subject, one.group): one for one in figures}
    for subject, rest in dict.fromkeys((one.subject, one.group[1:]) for one in figures):
        yield found.get((subject, (before, *rest))), found.get((subject, (after, *rest)))


def _row(pair: Pair, by: Sequence[str]) -> WaveRow:
    first, second = pair
    some = first or second
    assert some is not None  # each pair is made of at least one figure
    row, groups = some.row, some.group[1:]
    n, base, percent = _figures(first)
    n_after, base_after, percent_after = _figures(second)
    moved = change(n, base, n_after, base_after)
    return WaveRow(
        row.code,
        row.name,
        row.level,
        group_in_words(groups, by),
        n,
        base,
        percent,
        n_after,
        base_after,
        percent_after,
        moved.difference if moved else None,
        moved.low if moved else None,
        moved.high if moved else None,
        moved.reading if moved else "nobody was asked in one of the waves",
        groups=groups,
    )


def _figures(figure: Figure | None) -> tuple[int, int, float | None]:
    if figure is None or figure.base is None:
        return 0, 0, None
    return figure.counted.units, figure.base.units, figure.row.percent


def _in_pairs(guard: Guard, figures: Sequence[Figure], pairs: Iterable[Pair]) -> Guard:
    """Return the guard of figures one by one for rows that hold two of them."""
    parts = {one.keys[0]: held for one, held in zip(figures, guard.rows, strict=True)}
    rows = []
    for pair in pairs:
        line: dict[str, tuple[Key, ...]] = {}
        for figure, when in zip(pair, ("before", "after"), strict=True):
            held: Mapping[str, tuple[Key, ...]] = parts[figure.keys[0]] if figure else {}
            line |= {f"{part}_{when}": keys for part, keys in held.items()}
        rows.append(line)
    return replace(guard, rows=tuple(rows))


def _reading(wave: str, before: str, after: str, rows: Sequence[WaveRow]) -> Iterator[str]:
    compared = sum(row.difference is not None for row in rows)
    yield (
        f"Before is {wave} {before}, after is {wave} {after}. The difference is in percentage "
        "points, after less before, with Newcombe's 95 per cent interval for two samples of "
        "different people."
    )
    if compared > 1:
        yield (
            f"{compared} changes are told apart at 95 per cent each: about 1 in 20 would seem to "
            "hold if nothing had changed."
        )
