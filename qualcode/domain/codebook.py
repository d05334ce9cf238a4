"""The codebook: codes with their definitions, in a tree."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from typing import Any

from qualcode.domain.events import canonical_json

PATH_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that shows when a code applies, or when it does not."""

    text: str
    source: str = ""
    span: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Retirement:
    """Why a code is no longer applied, and what to use instead."""

    version: str
    use: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the codebook; `parent` is the id of the code above, None for a theme.

    `key` is one character or a chord of two in the coding screen. `asked` names the questions
    whose answers this code and all below it are for; empty means that the parent decides.
    """

    id: str
    name: str
    parent: str | None = None
    key: str = ""
    color: str = ""
    codable: bool = True
    short: str = ""
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    typical: tuple[Example, ...] = ()
    atypical: tuple[Example, ...] = ()
    close_but_no: tuple[Example, ...] = ()
    asked: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    origin: str = ""
    exclusive_with: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    guid: str = ""
    memo: str = ""
    weight: Mapping[str, Any] | None = None
    retired: Retirement | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def applicable(self) -> bool:
        """Say whether a coder may put this code on a span today."""
        return self.codable and self.retired is None


@dataclass(frozen=True)
class Codebook:
    """The codes of a study, parents before children, in the author's order.

    `version` is the author's word, `revision` the hash of the content. `details` keeps the rest
    of the file's head (authors, research questions, changes, sets) as plain values.

    Raises:
        ValueError: if an id is used twice, or a parent is missing or comes after its child.
    """

    title: str
    codes: tuple[Code, ...] = ()
    version: str = ""
    language: str = "en"
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known: set[str] = set()
        for code in self.codes:
            if code.id in known:
                raise ValueError(f"the code id '{code.id}' is used twice")
            if code.parent is not None and code.parent not in known:
                raise ValueError(f"the parent '{code.parent}' of '{code.id}' does not come before")
            known.add(code.id)

    @cached_property
    def by_id(self) -> Mapping[str, Code]:
        """Map each id to its code."""
        return {code.id: code for code in self.codes}

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Code, ...]]:
        below: dict[str | None, list[Code]] = {}
        for code in self.codes:
            below.setdefault(code.parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in below.items()}

    @cached_property
    def revision(self) -> str:
        """Return the content hash: equal codebooks have equal revisions wherever they are."""
        return hashlib.sha256(canonical_json(self.to_json()).encode()).hexdigest()[:16]

    @property
    def themes(self) -> tuple[Code, ...]:
        """Return the top-level codes."""
        return self.children(None)

    def __contains__(self, code: str) -> bool:
        return code in self.by_id

    def children(self, code: str | None) -> tuple[Code, ...]:
        """Return the codes directly below, in order; None asks for the themes."""
        return self._children.get(code, ())

    def ancestors(self, code: str) -> Iterator[Code]:
        """Yield the codes above, nearest first."""
        parent = self.by_id[code].parent
        while parent is not None:
            above = self.by_id[parent]
            yield above
            parent = above.parent

    def descendants(self, code: str) -> Iterator[Code]:
        """Yield the codes below, in the order of the codebook."""
        for child in self.children(code):
            yield child
            yield from self.descendants(child.id)

    def level(self, code: str) -> int:
        """Return how deep the code lies; a theme has level 0."""
        return sum(1 for _ in self.ancestors(code))

    def path(self, code: str) -> str:
        """Return the names from the theme down, joined by ` › `."""
        names = [above.name for above in self.ancestors(code)]
        return PATH_SEPARATOR.join([*reversed(names), self.by_id[code].name])

    def asked(self, code: str) -> tuple[str, ...]:
        """Return the questions that this code is for, inherited downward; none means any text."""
        for one in (self.by_id[code], *self.ancestors(code)):
            if one.asked:
                return one.asked
        return ()

    def by_questions(self, codes: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
        """Group codes by the questions they are for; one that is not in the codebook is for any."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for code in codes:
            groups.setdefault(self.asked(code) if code in self else (), []).append(code)
        return groups

    def roll_up(self, code: str) -> frozenset[str]:
        """Return the ids that count as this code: itself and everything below it."""
        return frozenset({code, *(below.id for below in self.descendants(code))})

    def find(self, word: str) -> Code | None:
        """Return the code of this id, or else of this name, path or alias if exactly one fits."""
        if word in self.by_id:
            return self.by_id[word]
        folded = word.casefold().strip()
        fitting = [code for code in self.codes if folded in self._words(code)]
        return fitting[0] if len(fitting) == 1 else None

    def _words(self, code: Code) -> set[str]:
        return {word.casefold() for word in (code.name, self.path(code.id), *code.aliases)}

    def joined(self, other: Codebook, title: str = "") -> Codebook:
        """Return this codebook with the other's codes after its own, under a title of its own.

        Codes that both hold under the same id are taken from the other, at their place here.
        Of the heads, lists (authors, changes, sets ...) are joined; what else they say is true of
        one of them only, and is kept only where both say the same.

        Raises:
            ValueError: if a code would move to another parent.
        """
        replacing = {code.id: code for code in other.codes if code.id in self}
        for code in replacing.values():
            if code.parent != self.by_id[code.id].parent:
                raise ValueError(f"the code '{code.id}' already stands at another place")
        kept = tuple(replacing.get(code.id, code) for code in self.codes)
        new = tuple(code for code in other.codes if code.id not in self)
        return Codebook(
            title or self.title,
            kept + new,
            self.version if self.version == other.version else "",
            self.language,
            _joined_details(self.details, other.details),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the plain content, as the store keeps it and the revision hashes it."""
        return {
            "title": self.title,
            "version": self.version,
            "language": self.language,
            "details": dict(self.details),
            "codes": [_code_to_json(code) for code in self.codes],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Codebook:
        """Rebuild a codebook from `to_json`."""
        return cls(
            title=content["title"],
            version=content["version"],
            language=content["language"],
            details=content["details"],
            codes=tuple(_code_from_json(code) for code in content["codes"]),
        )


def _joined_details(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for name in dict.fromkeys((*one, *other)):
        first, second = one.get(name), other.get(name)
        if isinstance(first, list) or isinstance(second, list):
            joined[name] = [*(first or ()), *(x for x in second or () if x not in (first or ()))]
        elif first == second:
            joined[name] = first
    return joined


_EXAMPLES = ("typical", "atypical", "close_but_no")
_DEFAULTS = {
    part.name: () if part.name in _EXAMPLES else part.default
    for part in fields(Code)
    if part.name != "extra"
}


def _code_to_json(code: Code) -> dict[str, Any]:
    content = asdict(code)
    plain = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in content.items()
        if value not in (_DEFAULTS.get(name, {}), {})
    }
    return {"id": code.id, "name": code.name, **plain}


def _code_from_json(content: Mapping[str, Any]) -> Code:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in content.items()
    }
    for name in _EXAMPLES:
        values[name] = tuple(Example(**example) for example in values.get(name, ()))
    if retired := values.get("retired"):
        values["retired"] = Retirement(**{**retired, "use": tuple(retired.get("use", ()))})
    return Code(**values)


def compared_on(questions: Collection[str], answered: str | None) -> bool:
    """Say whether a code for these questions is compared on a text that answers one, or none."""
    return not questions or answered is None or answered in questions
