"""Recounts a table of any kind from what it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qualcode.audit.recounted import Unchecked
from qualcode.audit.tables import (
    answers,
    closed,
    conditions,
    notes,
    pairs,
    scale_tests,
    steps,
    versions,
    waves,
    weighted,
)
from qualcode.audit.tables.associated_units import Units
from qualcode.audit.tables.associations import associated
from qualcode.audit.tables.closed_items import items
from qualcode.audit.tables.coder_rules import rule_named
from qualcode.audit.tables.designs import DESIGN, drawn
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.frequencies import Asked, Count, coded, lines
from qualcode.audit.tables.lines import Line, Recounted
from qualcode.audit.tables.looking import Looking
from qualcode.audit.tables.models import modelled
from qualcode.audit.tables.population import Population, Scope, scopes_of
from qualcode.audit.tables.query import Query
from qualcode.audit.tables.readings import of_associations, of_model, withheld
from qualcode.audit.tables.sample import responded
from qualcode.audit.tables.saturation import Curve, course, curve, stops
from qualcode.audit.tables.typical_words import typical
from qualcode.domain.errors import NotFound

_UNITS = ("participant", "segment", "source")
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


class Asking(Looking):
    """One table: what was asked for, looked up in the facts."""

    def frequencies(self) -> Recounted:
        """Recount frequencies of codes or of answers."""
        asked, counts = self._counted(self._by)
        design = {one: self._query.word(one) for one in DESIGN if one in self._query}
        if design:
            rows = weighted.weighed(self._facts, counts, asked.by, design)
        else:
            rows = lines(counts, asked.by)
        found = self._noted(asked, counts)
        whole = self._of_counts(asked, self._by)
        return Recounted(("code", "groups"), rows, whole, notes=found)

    def waves(self) -> Recounted:
        """Recount the change between two waves."""
        by = (self._attribute(self._query.word("wave")), *self._by)
        asked, counts = self._counted(by)
        rows = waves.changes(counts, self._by)
        number = sum(one.values["difference"] is not None for one in rows)
        told = {**self._noted(asked, counts), notes.CHANGES: (number,) if number > 1 else ()}
        if any(not self._facts.promises.permits(part.people) for one in rows for part in one.parts):
            del told[notes.CHANGES]
        blanked, whole = {"reading": "withheld"}, self._of_counts(asked, by)
        return Recounted(("code", "groups"), rows, whole, blanked, notes=told)

    def ranks(self) -> Recounted:
        """Recount how high codes are ranked."""
        asked, counts = self._counted(self._by)
        rows = waves.ranks(asked, counts)
        told = self._noted(asked, counts)
        return Recounted(("code", "groups"), rows, self._of_counts(asked, self._by), notes=told)

    def versions(self) -> Recounted:
        """Recount what an earlier codebook makes of the codings."""
        asked = self._asked((), "asked")
        rows = versions.moves(asked, self._query.word("versions"))
        return Recounted(("code",), rows, self._of_counts(asked, ()))

    def cooccurrence(self) -> Recounted:
        """Recount codes that occur together."""
        known = ("segment", "overlap", "near", "source", "participant")
        within = self._query.one_of("within", "segment", known)
        window, rule = self._query.whole("window", 1, 1), self._rule
        rows = pairs.met(self._facts, rule, self._scope, within, window, self._level("code"))
        unit = within if within in _UNITS else "segment"
        told = self._of_codings(unit, self._level("code"))
        return Recounted(("code", "other"), rows, self._whole(unit, rule.label), notes=told)

    def sequence(self) -> Recounted:
        """Recount codes that follow each other."""
        stream = self._query.one_of("stream", "source", ("source", "participant"))
        rows = steps.followed(self._facts, self._rule, self._scope, stream, self._level("theme"))
        told = self._of_codings("segment", self._level("theme"))
        whole = self._whole("segment", self._rule.label)
        return Recounted(("code", "next"), rows, whole, notes=told)

    def saturation(self) -> Recounted:
        """Recount the codes met after so many units."""
        units, unit = self._curve()
        draws, seed = self._query.whole("draws", 1000, 1), self._query.whole("seed", 1)
        rows = course(units, draws, seed)
        told = self._of_codings(unit, self._level("code"))
        return Recounted(("number",), rows, self._whole(unit, self._rule.label), notes=told)

    def stops(self) -> Recounted:
        """Recount where units stopped to bring anything new."""
        units, unit = self._curve()
        bases, runs = ([int(one) for one in self._query.numbers(name)] for name in ("base", "run"))
        thresholds = [one / 100 for one in self._query.numbers("threshold")]
        rows = stops(units, bases, runs, thresholds)
        keys = ("base", "run", "threshold")
        told = self._of_codings(unit, self._level("code"))
        return Recounted(keys, rows, self._whole(unit, self._rule.label), notes=told)

    def words(self) -> Recounted:
        """Recount typical words."""
        code = self._facts.tree.find(self._query.word("code"))
        if code is None:
            raise NotFound("code", self._query.word("code"), list(self._facts.tree.codes))
        least = 1 if self._unsuppressed else self._facts.promises.threshold
        top = self._query.whole("top", 30, 1)
        rows, more = typical(self._facts, self._rule, self._scope, code, top, least)
        told = self._of_codings("segment", "code", code)
        told[notes.MORE_WORDS] = (more,) if more else ()
        return Recounted(("word",), rows, self._whole("segment", self._rule.label), notes=told)

    def associations(self) -> Recounted:
        """Recount a table of associations, or a model."""
        unit = self._query.one_of("unit", "participant", ("participant", "source"))
        units = Units(self._facts, self._rule, self._scope, unit)
        if "predictor" in self._query or "control" in self._query:
            return self._model(units)
        words = self._query.word("outcome") or self._query.word("by")
        outcome = units.outcome(words, is_one=False)
        stratum = self._query.word("stratum")
        rows = associated(units, outcome, stratum, self._query.words("code"))
        by = " x ".join(one for one in (outcome.attribute, stratum) if one)
        derived = of_associations(unit, "outcome" in self._query, stratum)
        whole = {**self._whole(unit, self._rule.label), "by": by}
        return Recounted(("code", "value"), rows, whole, withheld(), derived)

    def _model(self, units: Units) -> Recounted:
        outcome = units.outcome(self._query.word("outcome"), is_one=True)
        named, controls = self._query.words("predictor"), self._query.words("control")
        rows = modelled(units, outcome, named, controls)
        used = dict.fromkeys(str(one.values["predictor"]) for one in rows)
        by = " x ".join([outcome.attribute, *(one for one in used if not one.startswith("code:"))])
        whole = {**self._whole(units.unit, self._rule.label), "by": by}
        derived = of_model(f"{outcome.attribute} = {outcome.value}")
        keys = ("predictor", "level")
        return Recounted(keys, rows, whole, withheld(), derived, _OF_MODELS)

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
        rows: Sequence[Line] = {
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
        return Recounted(keys, rows, whole, blanked.get(form, {}))

    def sample(self) -> Recounted:
        """Recount the response rate."""
        return Recounted(("part",), responded(self._facts), self._whole("participant", ""))

    def _counted(self, by: tuple[str, ...]) -> tuple[Asked, list[Count]]:
        question = self._facts.question(self._query.word("question"))
        asked = self._asked(by, "asked" if question is None else "answered")
        if question is not None:
            return asked, closed.answered(asked, question)
        return asked, coded(asked, self._facts.tree)

    def _noted(self, asked: Asked, counts: Sequence[Count]) -> dict[str, tuple[int, ...]]:
        """Return the numbers in the notes of counts of codes; those of answers have none."""
        if self._facts.question(self._query.word("question")) is not None:
            return {}
        scopes = scopes_of(self._facts.tree, asked.scope)
        found = notes.of_frequencies(self._facts, asked.rule, scopes, asked.scope, asked.unit)
        return found if counts else {**found, notes.WAITING: ()}

    def _asked(self, by: tuple[str, ...], base: str) -> Asked:
        base = self._query.one_of("base", base, ("all", "asked", "answered", "coded"))
        unit = self._query.one_of("unit", "participant", _UNITS)
        return Asked(self._facts, self._rule, self._scope, unit, by, base)

    def _of_counts(self, asked: Asked, by: tuple[str, ...]) -> dict[str, Any]:
        is_closed = self._facts.question(self._query.word("question")) is not None
        label = "" if is_closed else asked.rule.label
        unit = "participant" if is_closed else asked.unit
        whole = {**self._whole(unit, label), "by": ", ".join(by) or None}
        return whole | ({"without_accepted": False} if is_closed else {})

    def _curve(self) -> tuple[Curve, str]:
        unit = self._query.one_of("unit", "source", ("source", "participant"))
        order = self._query.one_of("order", "import", ("import", "work"))
        level = self._level("code")
        laid = curve(self._facts, self._rule, self._scope, unit, order, level)
        return laid, unit
