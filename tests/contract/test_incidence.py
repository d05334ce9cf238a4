"""What carries what, unit by unit, is what the tables count, and so are the persons behind it."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.counting import Base, Scope
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Unit
from qualcode.store import people, tabulate
from qualcode.store.incidence import incidence
from qualcode.store.persons import behind, shares
from qualcode.store.population import Wanted
from qualcode.study.counts.asking import chosen_rule
from tests.support.trials import build


@pytest.mark.parametrize("seed", range(3))
def test_incidence_and_persons_are_those_counted(study: Study, tmp_path: Path, seed: int) -> None:
    chance = random.Random(100 + seed)
    trial = build(study, tmp_path, chance)
    codebook = study.catalogue.codebook
    roll_up = {code.id: codebook.roll_up(code.id) for code in codebook.codes}
    asked = product(
        ((), trial.questions[:1], trial.questions),
        (None, *SourceKind),
        ("any", "all", "majority", "consensus", "Ana"),
        Unit,
        (False, True),
        Base,
    )
    session, carried = study._session, 0
    with session.reading() as connection:
        eyes = session.sight(connection)
        for questions, kind, name, unit, without, base in chance.sample(list(asked), 60):
            scope = Scope(questions, kind)
            rule = chosen_rule(connection, eyes, scope, name)
            rule = type(rule)(rule.label, rule.coders, rule.share, rule.latest, without)
            wanted = Wanted(scope, roll_up, rule, unit, (), base, frozenset(roll_up))
            counts = tabulate.count(connection, eyes, wanted)
            who = behind(connection, eyes, wanted)
            assert {group: len(ids) for group, ids in who.base.items()} == {
                group: tally.people for group, tally in counts.base.items()
            }
            assert {one: len(ids) for one, ids in who.hits.items()} == {
                one: tally.people for one, tally in counts.hits.items()
            }
            for one, given in shares(connection, eyes, wanted).items():
                assert max(given.values()) <= counts.hits[one].units <= sum(given.values())
            if base is Base.ASKED:
                found = incidence(connection, eyes, scope, roll_up, rule, unit)
                assert len(found.units) == sum(one.units for one in counts.base.values())
                assert {(code, ()): len(ids) for code, ids in found.carrying.items() if ids} == {
                    one: tally.units for one, tally in counts.hits.items()
                }
                known = {one.id for one in found.units}
                assert all(ids <= known for ids in found.carrying.values())
                carried += sum(map(len, found.carrying.values()))
    assert carried


def test_a_unit_tells_its_person_and_source(study: Study, tmp_path: Path) -> None:
    trial = build(study, tmp_path, random.Random(1))
    session = study._session
    with session.reading() as connection:
        persons = {one.id for one in people.participants(connection)}
        sight = session.sight(connection)
        rule = chosen_rule(connection, sight, Scope(), "any")
        found = incidence(connection, sight, Scope(), {}, rule, Unit.SEGMENT)
    assert found.units
    where = {one.id: one for one in trial.segments}
    for one in found.units:
        assert one.source == where[one.id].source
        assert one.person == where[one.id].participant
        assert one.person in persons
