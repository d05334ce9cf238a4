"""Who was contacted for a survey and what became of it: the response rate."""

from __future__ import annotations

from dataclasses import dataclass, fields

from qualcode.domain.errors import InputError, Place


@dataclass(frozen=True, slots=True)
class Contacts:
    """How many were contacted, and how many of them did not answer, by why.

    `contacted` is None where only the parts are known.
    """

    ineligible: int = 0
    refused: int = 0
    non_contact: int = 0
    contacted: int | None = None


@dataclass(frozen=True, slots=True)
class Accounting:
    """All that were contacted, by what became of it."""

    contacted: int
    ineligible: int
    refused: int
    non_contact: int
    complete: int

    @property
    def eligible(self) -> int:
        """Return how many could have answered."""
        return self.contacted - self.ineligible


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One line of the accounting: `n` of `base`, and the share where it means something."""

    part: str
    name: str
    n: int | None
    base: int | None = None
    percent: float | None = None
    low: float | None = None
    high: float | None = None
    people: int | None = None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> ResponseRow:
        """Return the line without its figures."""
        return ResponseRow(self.part, self.name, None, suppressed=True) if parts else self


def accounting(contacts: Contacts, complete: int, told_in: Place | None = None) -> Accounting:
    """Return the accounting of contacts of whom so many answered.

    Raises:
        InputError: if the parts do not add up to those contacted, or one is below nothing.
    """
    for one in fields(contacts):
        value = getattr(contacts, one.name)
        if value is not None and value < 0:
            fix = "Give a number of 0 or more."
            raise InputError(f"'{one.name}' is {value}.", told_in, fix)
    parts = (contacts.ineligible, contacts.refused, contacts.non_contact, complete)
    added = sum(parts)
    if contacts.contacted is not None and contacts.contacted != added:
        told = " + ".join(
            f"{number} {name}"
            for number, name in zip(
                parts, ("ineligible", "refused", "non-contact", "complete"), strict=True
            )
        )
        raise InputError(
            f"The contacts do not add up: {told} = {added}, but {contacts.contacted} contacted.",
            told_in,
            "Mend the numbers; complete is counted from the data.",
        )
    return Accounting(added, *parts)
