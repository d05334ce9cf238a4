"""Recounts who was contacted for a survey, and the response rate."""

from __future__ import annotations

from collections import Counter

from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.lines import Line, Part, shares
from qualcode.domain.errors import InputError

_MEANS = {
    "not eligible": "ineligible",
    "refusal": "refused",
    "non-contact": "non_contact",
    "noncontact": "non_contact",
    "not reached": "non_contact",
}
_PARTS = ("ineligible", "refused", "non_contact", "complete")
_FIGURES = ("n", "base", "percent", "low", "high")


def responded(facts: Facts) -> list[Line]:
    """Return the rows of the accounting.

    Raises:
        InputError: if the study does not know who was contacted.
    """
    surveys = {id_ for id_, one in facts.sources.items() if one["kind"] == "survey"}
    answered = {
        one["participant"]
        for one in facts.answers
        if one["source"] in surveys and one["value"] is not None
    }
    told = _dispositions(facts) or {**facts.contacts, "complete": len(answered)}
    if not facts.contacts and not any(told.get(one) for one in _PARTS[:3]):
        raise InputError("The study does not know who was contacted.")
    ineligible, refused, missed, complete = (int(told.get(one, 0)) for one in _PARTS)
    contacted = ineligible + refused + missed + complete
    eligible = contacted - ineligible
    rows = (
        ("contacted", "contacted", contacted, None),
        ("ineligible", "not eligible", ineligible, contacted),
        ("eligible", "eligible", eligible, None),
        ("refused", "refused", refused, eligible),
        ("non-contact", "not reached", missed, eligible),
        ("response rate", "complete: response rate", complete, eligible),
        ("cooperation", "complete, of those reached", complete, complete + refused),
    )
    parts = [Part(complete, _FIGURES)]
    return [
        Line({"part": part, "name": name, "n": n, "base": base, **shares(n, base),
              "people": None}, parts)
        for part, name, n, base in rows
    ]  # fmt: skip


def _dispositions(facts: Facts) -> dict[str, int]:
    """Count what became of each contact; nothing where nobody has the attribute."""
    words = [
        facts.value(who, "disposition").strip().casefold()
        for who in facts.participants
        if facts.counts(who)
    ]
    return dict(Counter(_MEANS.get(one, one) for one in words if one))
