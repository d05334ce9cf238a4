"""Titles and ranks that stand before names, and what sort of person they tell of."""

from __future__ import annotations

ROLES = {
    "Officer": "officer ofc policeman patrolman policía trooper ranger constable",
    "Detective": "detective det dets",
    "Sergeant": "sergeant sgt sarge",
    "Lieutenant": "lieutenant lt",
    "Captain": "captain capt",
    "Chief": "chief commander cmdr commissioner major maj colonel col",
    "Sheriff": "sheriff marshal warden",
    "Deputy": "deputy dep",
    "Agent": "agent inspector",
    "Judge": "judge justice magistrate",
    "Attorney": "attorney prosecutor ausa asa ada counsel esquire da",
    "Doctor": "doctor dr nurse",
    "Clergy": "father fr sister brother reverend rev pastor bishop rabbi imam fray padre",
    "Person": "mr mrs ms miss mx señor señora señorita sr sra srta don doña madame madam sir "
    "coach uncle aunt tío tía consul foreman",
    "Official": "senator representative congressman congresswoman mayor councilman councilwoman "
    "governor supervisor professor prof asst assistant president dean principal secretary",
}
"""Each role with its titles, in small letters."""

TITLES = {title: role for role, titles in ROLES.items() for title in titles.split()}
"""Each title with its role."""

AMBIGUOUS = frozenset({"don", "dr", "sr", "da", "dean", "justice", "col", "dep", "fr", "ada",
                       "asst", "sir", "uncle", "aunt"})  # fmt: skip
"""Titles that are other words too, and tell something only before a capital."""


def bare(name: str) -> str:
    """Return a name without the titles before it."""
    words = name.split()
    while len(words) > 1 and words[0].strip(".,").casefold() in TITLES:
        words = words[1:]
    return " ".join(words)


def role_of(name: str) -> str:
    """Return the role that the title before a name tells; `Person` without one."""
    words = name.split()
    first = words[0].strip(".,").casefold() if len(words) > 1 else ""
    return TITLES.get(first, "Person")
