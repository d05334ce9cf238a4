"""What the query of a table means in the facts: codes, coders, attributes, scope."""

from __future__ import annotations

from typing import Any

from qualcode.audit.tables import conditions, notes
from qualcode.audit.tables.coder_rules import Rule, rule_named
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.population import Scope, scopes_of
from qualcode.audit.tables.query import Query
from qualcode.domain.errors import NotFound

_KINDS = ("survey", "interview", "forum", "case")


class Looking:
    """Looks up what a table was asked for.

    Raises:
        NotFound: if the study does not know an attribute, a coder or a code any more.
    """

    def __init__(self, facts: Facts, query: Query, is_unsuppressed: bool) -> None:
        self._facts, self._query = facts, query
        self._unsuppressed = is_unsuppressed

    def _level(self, usual: str) -> str:
        return self._query.one_of("level", usual, ("code", "theme"))

    @property
    def _by(self) -> tuple[str, ...]:
        return tuple(self._attribute(one) for one in self._query.words("by"))

    def _attribute(self, name: str) -> str:
        if name not in self._facts.attribute_names:
            raise NotFound("attribute", name, sorted(self._facts.attribute_names))
        return name

    @property
    def _questions(self) -> tuple[str, ...]:
        question = self._query.word("question")
        return (question,) if question else ()

    @property
    def _kind(self) -> str | None:
        return self._query.one_of("kind", "", ("", *_KINDS)) or None

    @property
    def _scope(self) -> Scope:
        where = conditions.read(self._facts, self._query.word("where"))
        return Scope(self._questions, self._kind, where)

    @property
    def _rule(self) -> Rule:
        name = self._query.word("coder_rule") or None
        left_out = self._query.flag("without_accepted")
        return rule_named(self._facts, name, self._questions, self._kind, left_out)

    def _whole(self, unit: str, label: str) -> dict[str, Any]:
        left_out = self._query.flag("without_accepted")
        return {"unit": unit, "coder_rule": label, "without_accepted": left_out, "by": None}

    def _of_codings(self, unit: str, level: str, only: str = "") -> dict[str, tuple[int, ...]]:
        """Return the numbers in the notes of tables of the codes of a level, or of one code."""
        tree = self._facts.tree
        chosen = {
            scope: kept
            for scope, codes in scopes_of(tree, self._scope).items()
            if (
                kept := [
                    one
                    for one in codes
                    if (level != "theme" or tree.parent(one) is None) and only in ("", one)
                ]
            )
        }
        return notes.of_codings(self._facts, self._rule, chosen, unit)
