"""What a codebook says about each of its codes, as texts to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.domain.codebook import Code, Codebook

MOST_EXAMPLES = 50
"""Examples of one code that are read; each costs as much as one more coded text."""


@dataclass(frozen=True, slots=True)
class CodeTexts:
    """The texts of one code that may be suggested."""

    code: str
    name: str
    definition: str = ""
    examples: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """Return the name and what it means."""
        return f"{self.name}. {self.definition}" if self.definition else self.name

    @property
    def everything(self) -> str:
        """Return all that is said of the code, as one text."""
        return "\n".join((self.name, self.definition, *self.examples))


def code_texts(codebook: Codebook | Iterable[Mapping[str, Any]]) -> tuple[CodeTexts, ...]:
    """Return the texts of each code that a coder may apply, in the order of the codebook.

    Plain mappings hold `code` and may hold `name`, `definition`, `inclusion` and `examples`.

    Raises:
        ValueError: if a mapping has no code, or one code comes twice.
    """
    if isinstance(codebook, Codebook):
        return tuple(_of_code(code) for code in codebook.codes if code.applicable)
    texts = tuple(_of_mapping(entry) for entry in codebook)
    known: set[str] = set()
    for one in texts:
        if one.code in known:
            raise ValueError(f"the code '{one.code}' is given twice")
        known.add(one.code)
    return texts


def successors(codebook: Codebook | Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Map each retired code to the one code that is used instead of it, where there is just one."""
    if not isinstance(codebook, Codebook):
        return {}
    return {code.id: end for code in codebook.codes if (end := _end(codebook, code)) is not None}


def _end(codebook: Codebook, code: Code) -> str | None:
    seen: set[str] = set()
    first = code.id
    while code.retired is not None and len(code.retired.use) == 1 and code.id not in seen:
        seen.add(code.id)
        following = codebook.by_id.get(code.retired.use[0])
        if following is None:
            return None
        code = following
    return code.id if code.id != first and code.applicable else None


def _of_code(code: Code) -> CodeTexts:
    examples = (example.text for example in (*code.typical, *code.atypical))
    return CodeTexts(
        code.id,
        code.name,
        _joined((code.short, code.definition, *code.include)),
        tuple(examples)[:MOST_EXAMPLES],
    )


def _of_mapping(entry: Mapping[str, Any]) -> CodeTexts:
    if "code" not in entry:
        raise ValueError(f"an entry of the codebook has no 'code': {sorted(entry)}")
    code = str(entry["code"])
    included = entry.get("inclusion") or ()
    rules: Sequence[str] = (included,) if isinstance(included, str) else tuple(included)
    return CodeTexts(
        code,
        str(entry.get("name") or code),
        _joined((str(entry.get("definition") or ""), *rules)),
        tuple(str(example) for example in entry.get("examples") or ())[:MOST_EXAMPLES],
    )


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part.strip() for part in parts if part.strip())
