"""A filter in SQL fits what it fits on one's fingers, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from qualcode import Study
from qualcode.domain.counting import CoderRule, coder_rule
from qualcode.domain.filters import Attribute, Field, Filter, Not, Value
from qualcode.domain.tables import Row, Unit
from qualcode.store import schema
from qualcode.store.filters import OF_ANSWERS, condition
from qualcode.study import queries
from qualcode.study.counts.asking import Asked
from qualcode.study.counts.counting import Counting
from tests.support import blind
from tests.support.filtered import ATTRIBUTES, CODES, Facts, Fingers, build
from tests.support.filters import conditions, holding, joined

COMPARED = {
    Field.QUESTION: ["what-helps-most", "what-stands-in-the-way"],
    Field.SOURCE: ["P1", "P2", "talk", "page"],
    Field.KIND: ["survey", "interview", "forum"],
    Field.PARTICIPANT: ["P1", "P2", "Dara"],
    Field.CODE: CODES,
    Field.CODER: ["Ana", "Ben", "consensus"],
    Field.ROUND: [blind.ROUND],
}
NUMBERS = {"years": ["1", "2", "10.0", "10.5"]}
VALUES = {"position": ["officer", "Officer", "analyst"], "ward no": ["A1", "B2", "2024-05", "10"]}


def values_of(attribute: Attribute) -> st.SearchStrategy[Filter]:
    """Draw conditions on one attribute, with values that it may have."""
    name = attribute.name
    if name in NUMBERS:
        values = st.sampled_from([Value(text, float(text)) for text in NUMBERS[name]])
    else:
        values = st.sampled_from([Value(text) for text in VALUES[name]])
    return conditions(st.just(attribute), values, COMPARED)


FILTERS = joined(
    st.one_of(
        st.sampled_from(ATTRIBUTES).map(Attribute).flatmap(values_of),
        holding(st.sampled_from(["late", "reports late", "law", "Nothing", "banana"])),
    )
)


@pytest.fixture(params=[1, 2])
def coded(study: Study, tmp_path: Path, request: pytest.FixtureRequest) -> Study:
    (tmp_path / "incoming").mkdir()
    build(study, tmp_path / "incoming", request.param)
    return study


def fitting(study: Study, where: Filter, rule: CoderRule) -> set[str]:
    """Return the segments of present sources that fit by SQL, from the written filter."""
    session, segment, source = study._session, schema.segment.c, schema.source.c
    with session.reading() as connection:
        resolved = queries.resolve(session, connection, str(where))
        assert resolved is not None
        query = (
            select(segment.id)
            .join(schema.source, source.id == segment.source)
            .where(~source.removed, condition(resolved, session.sight(connection), rule))
        )
        return set(connection.scalars(query))


def fitting_answers(study: Study, where: Filter, rule: CoderRule) -> set[tuple[str, str]]:
    """Return (participant, question) of the answers left blank that fit by SQL."""
    session, answer, person = study._session, schema.answer.c, schema.participant.c
    with session.reading() as connection:
        resolved = queries.resolve(session, connection, str(where))
        assert resolved is not None
        fits = condition(resolved, session.sight(connection), rule, OF_ANSWERS)
        query = (
            select(person.name, answer.question)
            .join(schema.participant, person.id == answer.participant)
            .where(answer.segment.is_(None), ~person.removed, fits)
        )
        return {(row.name, row.question) for row in connection.execute(query)}


def blanks(study: Study) -> list[Facts]:
    session, answer, person = study._session, schema.answer.c, schema.participant.c
    with session.reading() as connection:
        query = (
            select(person.name, answer.question)
            .join(schema.participant, person.id == answer.participant)
            .where(answer.segment.is_(None), ~person.removed)
        )
        rows = connection.execute(query).all()
    attributes = {one.name: one.attributes for one in study.participants}
    return [Facts("", row[0], "survey", row[1], row[0], attributes[row[0]]) for row in rows]


def test_sql_fits_what_fits_on_ones_fingers(coded: Study) -> None:
    viewers = [coded.acting_as("Ana"), coded.acting_as("Ben")]
    known = [(viewer, Fingers(viewer)) for viewer in viewers]
    left_blank, coders = blanks(coded), coded.team.all()
    assert left_blank
    rules = [coder_rule(name, coders) for name in ("any", "majority", "all", "Ana")]
    rules.append(replace(coder_rule("consensus", coders), latest=False))

    @settings(max_examples=60)
    @given(FILTERS, st.sampled_from(rules), st.booleans(), st.sampled_from([0, 1]))
    def agree(where: Filter, rule: CoderRule, without_accepted: bool, who: int) -> None:
        rule = replace(rule, without_accepted=without_accepted)
        viewer, fingers = known[who]
        expected = {one.segment for one in fingers.segments if fingers.fits(where, one, rule)}
        assert fitting(viewer, where, rule) == expected
        blank = {
            (one.participant, one.question) for one in left_blank if fingers.fits(where, one, rule)
        }
        assert fitting_answers(viewer, where, rule) == blank
        everything = {one.segment for one in fingers.segments}
        assert fitting(viewer, Not(where), rule) == everything - expected

    agree()


@pytest.mark.parametrize("rule", ["any", "majority", "all", "consensus"])
def test_as_many_fit_a_code_as_a_table_counts_for_it(coded: Study, rule: str) -> None:
    viewer = coded.acting_as("Ana")
    n = {row.code: row.n for row in counted(viewer, rule)}
    assert any(n.values())
    for code in CODES:
        of_code = {row.base for row in counted(viewer, rule, where=f"code under {code}")}
        assert of_code == ({n[code]} if n[code] else set())


def counted(study: Study, rule: str, where: str = "") -> Sequence[Row]:
    """Count segments, without the gate that would withhold the small figures."""
    session = study._session
    asked = Asked(unit=Unit.SEGMENT, coder_rule=rule, where=where)
    with session.reading() as connection:
        return Counting(session).counted(connection, asked).table.rows
