"""What a study promised of small figures: the table `[disclosure]` of its study.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from qualcode.domain.disclosure import DisclosureRule
from qualcode.domain.errors import InputError, Place

TABLE = "disclosure"

NEW_STUDY = """\
# [disclosure]
# threshold = 10          # persons behind every figure that is shown: 5 or more
# reason = ""             # needed below 10; printed under every table
# zeros = true            # figures of nobody are shown
# never_tabulate = []     # attributes that no table may be by, such as ["name of the agency"]
# never_cross = []        # attributes never together, such as [["position", "region"]]
# public_groups = []      # attributes whose group sizes are public, such as ["position"]
# public_reason = ""      # where they were published; needed with public_groups
"""
"""The table as a new study gets it: everything usual, and how to change it."""


@dataclass(frozen=True, slots=True)
class DisclosureOptions:
    """The rule of a study, and which attributes its tables may be by.

    `never_cross` are pairs that never stand in one table. Of the attributes in `public_groups`
    everybody may know how large each group is, for example from the description of the sample.
    """

    rule: DisclosureRule = DisclosureRule()  # noqa: RUF009
    never_tabulate: tuple[str, ...] = ()
    never_cross: tuple[tuple[str, str], ...] = ()
    public_groups: tuple[str, ...] = ()
    public_reason: str = ""


_IN_RULE = tuple(one.name for one in fields(DisclosureRule))
_KNOWN = (*_IN_RULE, *(one.name for one in fields(DisclosureOptions) if one.name != "rule"))


def options_of(content: Mapping[str, Any], file: Path) -> DisclosureOptions:
    """Return the options that the content of a study.toml gives; what it leaves out is usual.

    Raises:
        InputError: naming the file, the entry and what to write there.
    """
    table = content.get(TABLE, {})
    if not isinstance(table, Mapping):
        raise _unusable(file, f"'{TABLE}' is not a table.", f"Write [{TABLE}] on a line.")
    for name in table:
        if name not in _KNOWN:
            told = f"[{TABLE}] has no '{name}'."
            raise _unusable(file, told, f"Known: {', '.join(_KNOWN)}.")
    public = _names(table, "public_groups", file)
    reason = _text(table, "public_reason", file)
    if public and not reason:
        told = f"In [{TABLE}], public_groups needs a public_reason."
        raise _unusable(file, told, "Write where the sizes of these groups are published.")
    return DisclosureOptions(
        _rule(table, file), _names(table, "never_tabulate", file), _pairs(table, file), public,
        reason,
    )  # fmt: skip


def _rule(table: Mapping[str, Any], file: Path) -> DisclosureRule:
    usual = DisclosureRule()
    threshold, zeros = table.get("threshold", usual.threshold), table.get("zeros", usual.zeros)
    if not isinstance(threshold, int) or isinstance(threshold, bool):
        told = f"In [{TABLE}], threshold is {threshold!r}."
        raise _unusable(file, told, "Write a whole number of persons, without quotes.")
    if not isinstance(zeros, bool):
        told = f"In [{TABLE}], zeros is {zeros!r}."
        raise _unusable(file, told, "Write true or false, without quotes.")
    try:
        return DisclosureRule(threshold, _text(table, "reason", file), zeros)
    except InputError as error:
        if error.place is not None:
            raise
        raise _unusable(file, f"In [{TABLE}]: {error.problem}", error.fix) from error


def _text(table: Mapping[str, Any], name: str, file: Path) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        told = f"In [{TABLE}], {name} is {value!r}."
        raise _unusable(file, told, "Write a sentence in quotes.")
    return value.strip()


def _names(table: Mapping[str, Any], name: str, file: Path) -> tuple[str, ...]:
    value = table.get(name, [])
    if not _are_names(value):
        told = f"In [{TABLE}], {name} is {value!r}."
        raise _unusable(file, told, 'Write a list of attributes, such as ["position"].')
    return tuple(value)


def _pairs(table: Mapping[str, Any], file: Path) -> tuple[tuple[str, str], ...]:
    value = table.get("never_cross", [])
    if not isinstance(value, list) or not all(_are_names(one) and len(one) == 2 for one in value):
        told = f"In [{TABLE}], never_cross is {value!r}."
        raise _unusable(file, told, 'Write a list of pairs, such as [["position", "region"]].')
    return tuple((first, second) for first, second in value)


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _unusable(file: Path, problem: str, fix: str) -> InputError:
    return InputError(problem, Place(str(file)), fix)
