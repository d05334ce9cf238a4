"""The tables that the analyst commands show of a study: each kind, as it is usually asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.audit.tables.facts import Facts
    from qualcode.privacy.release import Release
    from qualcode.study.session import Session

_FEW_VALUES = 8
_PREDICTORS = 3
_CLOSED = ("scale", "number", "choice", "grid")

Making = Callable[[], "Release[Any]"]
Named = tuple[str, Making]


def usual_tables(session: Session, facts: Facts, unsuppressed: bool) -> list[Named]:
    """Return each table by the command that shows it; by attributes of 2 to 8 values only."""
    usual = _Usual(session, facts, unsuppressed)
    return [
        *usual.frequencies(),
        *usual.associations(),
        *usual.together(),
        *usual.saturation(),
        *usual.words(),
        *usual.scales(),
    ]


class _Usual:
    def __init__(self, session: Session, facts: Facts, unsuppressed: bool) -> None:
        self._session, self._facts, self._unsuppressed = session, facts, unsuppressed
        values: dict[str, set[str]] = {}
        for one in facts.evidence.attributes:
            if facts.counts(one["participant"]):
                values.setdefault(one["name"], set()).add(one["text"])
        self._values = {name: sorted(of) for name, of in sorted(values.items())}
        self._few = [name for name, of in self._values.items() if 1 < len(of) <= _FEW_VALUES]
        self._themes = [one for one in facts.tree.codes if facts.tree.parent(one) is None]

    def _given(self, **asked: Any) -> dict[str, Any]:
        return {**asked, "unsuppressed": self._unsuppressed}

    def frequencies(self) -> Iterator[Named]:
        """Yield counts of all codes, of each question, by groups; waves, ranks, versions."""
        from qualcode.study.counts.asking import asked_for
        from qualcode.study.counts.counting import Counting
        from qualcode.study.counts.ranking import Ranking
        from qualcode.study.counts.versions import Versions
        from qualcode.study.counts.waves import Waves

        def counted(question: str | None, by: str | None, unit: str) -> Making:
            asked = asked_for(question, by, unit, None, None, False, None, "")
            return lambda: Counting(self._session).frequencies(asked, self._unsuppressed)

        for question, by in product((None, *self._answered()), (None, *self._few)):
            yield (
                _named("frequencies", question=question, by=by),
                counted(question, by, "participant"),
            )
        for unit in ("segment", "source"):
            yield _named("frequencies", unit=unit), counted(None, None, unit)
        yield "frequencies --versions", lambda: Versions(self._session).table(**self._given())
        for question in self._answered("ranked"):
            for by in (None, *self._few):
                given = self._given(question=question, by=by)
                name = _named("frequencies --ranked", question=question, by=by)
                yield name, _later(Ranking(self._session).table, given)
        for wave in (name for name in self._few if len(self._values[name]) == 2):
            given = self._given(wave=wave)
            yield _named("frequencies", wave=wave), _later(Waves(self._session).table, given)

    def _answered(self, *types: str) -> list[str]:
        """Return the questions with answers or words, of the instrument's types if any is named."""
        rows = (*self._facts.answers, *self._facts.segments.values())
        asked = {one["question"] for one in rows} - {None}
        if not types:
            return sorted(asked)
        known = self._facts.questions
        return sorted(one for one in asked if one in known and known[one]["type"] in types)

    def associations(self) -> Iterator[Named]:
        """Yield codes by each attribute, and a small model of each."""
        from qualcode.study.findings.associations import Associations

        made = Associations(self._session)
        for by in self._few:
            yield _named("associations", by=by), _later(made.table, self._given(by=by))
            outcome = f"{by}={self._values[by][0]}"
            predictors = [f"code:{one}" for one in self._themes[:_PREDICTORS]]
            given = self._given(outcome=outcome, predictors=predictors)
            name = _named("associations", outcome=outcome, model=",".join(predictors))
            yield name, _later(made.model, given)

    def together(self) -> Iterator[Named]:
        """Yield codes that occur together, at each nearness, and that follow each other."""
        from qualcode.study.findings.cooccurrence import Together

        made = Together(self._session)
        usual = ("segment", "overlap", "near")
        for within in (*usual, "source", "participant"):
            for level in ("code", "theme") if within in usual else ("theme",):
                given = self._given(within=within, level=level)
                name = _named("cooccurrence", within=within, level=level)
                yield name, _later(made.cooccurrence, given)
        for stream, level in product(("source", "participant"), ("theme", "code")):
            given = self._given(stream=stream, level=level)
            name = _named("cooccurrence --sequence", stream=stream, level=level)
            yield name, _later(made.sequence, given)

    def saturation(self) -> Iterator[Named]:
        """Yield the curves of saturation and where they stop."""
        from qualcode.study.findings.saturation import Saturation

        made = Saturation(self._session)
        for unit, order in product(("source", "participant"), ("import", "work")):
            given = self._given(unit=unit, order=order)
            yield _named("saturation", unit=unit, order=order), _later(made.table, given)
            yield _named("saturation --stops", unit=unit, order=order), _later(made.stops, given)

    def words(self) -> Iterator[Named]:
        """Yield the typical words of each theme."""
        from qualcode.study.findings.keyness import TypicalWords

        made = TypicalWords(self._session)
        for code in self._themes:
            yield f"words {code}", _later(made.table, self._given(code=code))

    def scales(self) -> Iterator[Named]:
        """Yield the tables of closed items, and the response rate."""
        from qualcode.study.findings.sample import Sample
        from qualcode.study.findings.scales import Scales

        made = Scales(self._session)
        if self._answered(*_CLOSED):
            for by in (None, *self._few):
                given = self._given(by=by)
                yield _named("scales", by=by), _later(made.answers, given)
                yield _named("scales --means", by=by), _later(made.means, given)
                if by:
                    yield _named("scales --differences", by=by), _later(made.differences, given)
            yield "scales --correlations", _later(made.correlations, self._given())
        yield "sample", _later(Sample(self._session).response, self._given())


def _later(make: Callable[..., Release[Any]], given: dict[str, Any]) -> Making:
    return lambda: make(**given)


def _named(command: str, **asked: str | None) -> str:
    options = (f"--{name} {value}" for name, value in asked.items() if value)
    return " ".join([command, *options])
