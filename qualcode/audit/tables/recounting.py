"""Recounts a table of any kind from what it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qualcode.audit.recounted import Unchecked
from qualcode.audit.tables import (
    answers,
    closed,
    conditions,
    frequencies,
    pairs,
    saturation,
    scale_tests,
    steps,
    versions,
    waves,
    weighted,
)
from qualcode.audit.tables.associated_units import Units
from qualcode.audit.tables.associations import associated
from qualcode.audit.tables.closed_items import items
from qualcode.audit.tables.coder_rules import Rule, rule_named
from qualcode.audit.tables.designs import DESIGN, drawn
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.lines import Line, Recounted
from qualcode.audit.tables.models import modelled
from qualcode.audit.tables.population import Population, Scope
from qualcode.audit.tables.query import Query
from qualcode.audit.tables.readings import of_associations, of_model, withheld
from qualcode.audit.tables.sample import responded
from qualcode.audit.tables.typical_words import typical
from qualcode.domain.errors import NotFound

_UNITS = ("participant", "segment", "source")
_KINDS = ("survey", "interview", "forum", "case")
_OF_MODELS = 1e-6
"""The best coefficients are climbed to on both routes, and neither stops quite at the top."""


def recounted(
    facts: Facts, kind: str, query: Query, is_unsuppressed: bool
) -> Recounted | Unchecked:
    """Return the rows of a table, or why they cannot be recounted.

    Raises:
        InputError: if the query cannot be asked.
        NotFound: if the study does not know a name any more.
    """
    if conditions.is_searched(conditions.read(facts, query.word("where"))):
        return conditions.SEARCHED
    asking = Asking(facts, query, is_unsuppressed)
    made: Mapping[str, Callable[[], Recounted]] = {
        "frequencies": asking.frequencies,
        "waves": asking.waves,
        "ranks": asking.ranks,
        "versions": asking.versions,
        "associations": asking.associations,
        "cooccurrence": asking.cooccurrence,
        "sequence": asking.sequence,
        "saturation": asking.saturation,
        "saturation stops": asking.stops,
        "words": asking.words,
        "scales": asking.scales,
        "sample": asking.sample,
    }
    return made[kind]()


class Asking:
    """One table: what was asked for, looked up in the facts."""

    def __init__(self, facts: Facts, query: Query, is_unsuppressed: bool) -> None:
        self._facts, self._query = facts, query
        self._unsuppressed = is_unsuppressed

    def frequencies(self) -> Recounted:
        """Recount frequencies of codes or of answers."""
        asked, counts = self._counted(self._by)
        design = {one: self._query.word(one) for one in DESIGN if one in self._query}
        if design:
            lines = weighted.weighed(self._facts, counts, asked.by, design)
        else:
            lines = frequencies.lines(counts, asked.by)
        return Recounted(("code", "groups"), lines, self._of_counts(asked, self._by))

    def waves(self) -> Recounted:
        """Recount the change between two waves."""
        by = (self._attribute(self._query.word("wave")), *self._by)
        asked, counts = self._counted(by)
        lines = waves.changes(counts, self._by)
        blanked = {"reading": "withheld"}
        return Recounted(("code", "groups"), lines, self._of_counts(asked, by), blanked)

    def ranks(self) -> Recounted:
        """Recount how high codes are ranked."""
        asked, counts = self._counted(self._by)
        lines = waves.ranks(asked, counts)
        return Recounted(("code", "groups"), lines, self._of_counts(asked, self._by))

    def versions(self) -> Recounted:
        """Recount what an earlier codebook makes of the codings."""
        asked = self._asked((), "asked")
        lines = versions.moves(asked, self._query.word("versions"))
        return Recounted(("code",), lines, self._of_counts(asked, ()))

    def cooccurrence(self) -> Recounted:
        """Recount codes that occur together."""
        known = ("segment", "overlap", "near", "source", "participant")
        within = self._query.one_of("within", "segment", known)
        window, rule = self._query.whole("window", 1, 1), self._rule
        lines = pairs.met(self._facts, rule, self._scope, within, window, self._level("code"))
        unit = within if within in _UNITS else "segment"
        return Recounted(("code", "other"), lines, self._whole(unit, rule.label))

    def sequence(self) -> Recounted:
        """Recount codes that follow each other."""
        stream = self._query.one_of("stream", "source", ("source", "participant"))
        lines = steps.followed(self._facts, self._rule, self._scope, stream, self._level("theme"))
        return Recounted(("code", "next"), lines, self._whole("segment", self._rule.label))

    def saturation(self) -> Recounted:
        """Recount the codes met after so many units."""
        curve, unit = self._curve()
        draws, seed = self._query.whole("draws", 1000, 1), self._query.whole("seed", 1)
        lines = saturation.course(curve, draws, seed)
        return Recounted(("number",), lines, self._whole(unit, self._rule.label))

    def stops(self) -> Recounted:
        """Recount where units stopped to bring anything new."""
        curve, unit = self._curve()
        bases, runs = ([int(one) for one in self._query.numbers(name)] for name in ("base", "run"))
        thresholds = [one / 100 for one in self._query.numbers("threshold")]
        lines = saturation.stops(curve, bases, runs, thresholds)
        keys = ("base", "run", "threshold")
        return Recounted(keys, lines, self._whole(unit, self._rule.label))

    def words(self) -> Recounted:
        """Recount typical words."""
        code = self._facts.tree.find(self._query.word("code"))
        if code is None:
            raise NotFound("code", self._query.word("code"), list(self._facts.tree.codes))
        least = 1 if self._unsuppressed else self._facts.promises.threshold
        top = self._query.whole("top", 30, 1)
        lines = typical(self._facts, self._rule, self._scope, code, top, least)
        return Recounted(("word",), lines, self._whole("segment", self._rule.label))

    def associations(self) -> Recounted:
        """Recount a table of associations, or a model."""
        unit = self._query.one_of("unit", "participant", ("participant", "source"))
        units = Units(self._facts, self._rule, self._scope, unit)
        if "predictor" in self._query or "control" in self._query:
            return self._model(units)
        words = self._query.word("outcome") or self._query.word("by")
        outcome = units.outcome(words, is_one=False)
        stratum = self._query.word("stratum")
        lines = associated(units, outcome, stratum, self._query.words("code"))
        by = " x ".join(one for one in (outcome.attribute, stratum) if one)
        derived = of_associations(unit, "outcome" in self._query, stratum)
        whole = {**self._whole(unit, self._rule.label), "by": by}
        return Recounted(("code", "value"), lines, whole, withheld(), derived)

    def _model(self, units: Units) -> Recounted:
        outcome = units.outcome(self._query.word("outcome"), is_one=True)
        named, controls = self._query.words("predictor"), self._query.words("control")
        lines = modelled(units, outcome, named, controls)
        used = dict.fromkeys(str(one.values["predictor"]) for one in lines)
        by = " x ".join([outcome.attribute, *(one for one in used if not one.startswith("code:"))])
        whole = {**self._whole(units.unit, self._rule.label), "by": by}
        derived = of_model(f"{outcome.attribute} = {outcome.value}")
        keys = ("predictor", "level")
        return Recounted(keys, lines, whole, withheld(), derived, _OF_MODELS)

    def scales(self) -> Recounted:
        """Recount a table of closed items."""
        forms = ("answers", "means", "correlations", "differences")
        form = self._query.one_of("form", "answers", forms)
        where = conditions.read(self._facts, self._query.word("where"))
        population = Population(
            self._facts, rule_named(self._facts, None), Scope(where=where), "participant"
        )
        found = items(population, self._facts, form, self._query.words("questions"), self._by)
        design = {one: self._query.word(one) for one in DESIGN if one in self._query}
        answered = {who for item in found.items for who in item.answers}
        sample = drawn(self._facts, design, answered) if design else None
        lines: Sequence[Line] = {
            "answers": lambda: answers.answered(found, sample),
            "means": lambda: answers.means(found, sample),
            "correlations": lambda: scale_tests.correlated(found),
            "differences": lambda: scale_tests.differing(found),
        }[form]()
        keys = {
            "answers": ("question", "place", "answer", "top", "group"),
            "means": ("question", "place", "group"),
            "correlations": ("question", "other"),
            "differences": ("question", "place", "test"),
        }[form]
        blanked = {"correlations": {"reason": ""}, "differences": {"reason": "", "effect_name": ""}}
        whole = {**self._whole("participant", ""), "without_accepted": False,
                 "by": ", ".join(self._by) or None}  # fmt: skip
        return Recounted(keys, lines, whole, blanked.get(form, {}))

    def sample(self) -> Recounted:
        """Recount the response rate."""
        return Recounted(("part",), responded(self._facts), self._whole("participant", ""))

    def _counted(self, by: tuple[str, ...]) -> tuple[frequencies.Asked, list[frequencies.Count]]:
        question = self._facts.question(self._query.word("question"))
        asked = self._asked(by, "asked" if question is None else "answered")
        if question is not None:
            return asked, closed.answered(asked, question)
        return asked, frequencies.coded(asked, self._facts.tree)

    def _asked(self, by: tuple[str, ...], base: str) -> frequencies.Asked:
        base = self._query.one_of("base", base, ("all", "asked", "answered", "coded"))
        unit = self._query.one_of("unit", "participant", _UNITS)
        return frequencies.Asked(self._facts, self._rule, self._scope, unit, by, base)

    def _of_counts(self, asked: frequencies.Asked, by: tuple[str, ...]) -> dict[str, Any]:
        is_closed = self._facts.question(self._query.word("question")) is not None
        label = "" if is_closed else asked.rule.label
        unit = "participant" if is_closed else asked.unit
        whole = {**self._whole(unit, label), "by": ", ".join(by) or None}
        return whole | ({"without_accepted": False} if is_closed else {})

    def _whole(self, unit: str, label: str) -> dict[str, Any]:
        left_out = self._query.flag("without_accepted")
        return {"unit": unit, "coder_rule": label, "without_accepted": left_out, "by": None}

    def _curve(self) -> tuple[saturation.Curve, str]:
        unit = self._query.one_of("unit", "source", ("source", "participant"))
        order = self._query.one_of("order", "import", ("import", "work"))
        level = self._level("code")
        curve = saturation.curve(self._facts, self._rule, self._scope, unit, order, level)
        return curve, unit

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
