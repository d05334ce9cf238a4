"""Reads what the study promised, and refuses tables by attributes that break it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qualcode.domain.errors import Confidential, InputError, Place
from qualcode.domain.filters import Attribute, Filter, Known, OneOf, Ordered, leaves
from qualcode.study import place, queries
from qualcode.study.releasing.disclosure_options import DisclosureOptions, options_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.domain.tables import Table
    from qualcode.study.session import Session


def promised(session: Session) -> DisclosureOptions:
    """Return what the study.toml says; a study without a folder has the usual rule.

    Raises:
        InputError: if the table in study.toml is not usable.
    """
    folder = session.folder
    if folder is None:
        return DisclosureOptions()
    return options_of(place.content(folder), folder / place.FILE)


def attributes_of(session: Session, connection: Connection, table: Table[Any]) -> set[str]:
    """Return the names of attributes that a table is by, or that its filter asks for."""
    query = table.query
    where = queries.resolve(session, connection, str(query.get("where") or ""))
    return {
        *_pieces(table.by),
        *(piece for name, value in query.items() if name != "where" for piece in _pieces(value)),
        *(_asked(where) if where else ()),
    }


def require_promised(options: DisclosureOptions, attributes: set[str]) -> None:
    """Refuse a table by what was promised never to be tabulated, or never together.

    Raises:
        Confidential: naming the attributes and the table in study.toml.
    """
    for name in options.never_tabulate:
        if name in attributes:
            raise Confidential(
                f"No table of this study is by '{name}', nor filtered by it: "
                "never_tabulate in [disclosure] of study.toml."
            )
    for first, second in options.never_cross:
        if {first, second} <= attributes:
            raise Confidential(
                f"'{first}' and '{second}' never stand in one table of this study: "
                "never_cross in [disclosure] of study.toml."
            )


def require_known(options: DisclosureOptions, known: Collection[str]) -> None:
    """Refuse to go on with a promise about an attribute that the study does not have.

    A name that is misspelt would protect nothing. A study without attributes has none to protect.

    Raises:
        InputError: naming the entry in study.toml, and the nearest attribute.
    """
    pairs = [name for pair in options.never_cross for name in pair]
    entries = (
        ("never_tabulate", options.never_tabulate),
        ("never_cross", pairs),
        ("public_groups", options.public_groups),
    )
    for entry, names in entries:
        for name in names:
            if known and name not in known:
                close = get_close_matches(name, known, n=1, cutoff=0.5)
                fix = f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(known)}."
                raise InputError(
                    f"In [disclosure], {entry} names '{name}', which is no attribute of the study.",
                    Place(place.FILE),
                    fix,
                )


def _asked(where: Filter) -> Iterator[str]:
    for leaf in leaves(where):
        if isinstance(leaf, OneOf | Ordered | Known) and isinstance(leaf.subject, Attribute):
            yield leaf.subject.name


def _pieces(value: object) -> Iterator[str]:
    """Yield names in an option: one, several as a list, or several in one text."""
    if isinstance(value, str):
        yield value
        yield from (piece.strip() for piece in value.replace(" x ", ",").split(","))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _pieces(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _pieces(one)
