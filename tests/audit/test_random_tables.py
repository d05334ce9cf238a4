"""Both routes give the same tables of studies that were made at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

from qualcode import create_study
from qualcode.audit.tables.facts import Facts
from tests.audit.tables import as_json, differences, facts_of, recount
from tests.support.plain_together import quote_at_random
from tests.support.trials import Trial, build

RULES = ("any", "all", "majority", "consensus", "Ben", None)
FILTERS = (
    "",
    'position = "prosecutor"',
    "not code under barriers",
    "participant has (code = data or coder = Cyd)",
    "position is missing or kind = interview",
    "code is known and question is known",
)


@pytest.fixture(scope="module", params=range(1, 4))
def trial(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Trial]:
    """Give a study of eight respondents and a talk, coded at random by three and consensus."""
    chance, folder = random.Random(request.param), tmp_path_factory.mktemp("random")
    with create_study(folder / "study", "Trial", coder="Ana") as study:
        study.team.add("Ben")
        made = build(study, folder, chance)
        quote_at_random(made, chance)
        rows = ["id,region,place", *(f"P{n},{'NE'[n % 2]},{'ABC'[n % 3]}" for n in range(1, 9))]
        (folder / "regions.csv").write_text("\n".join(rows))
        study.import_attributes(folder / "regions.csv")
        yield made


def compared(release: Any, facts: Facts) -> int:
    """Compare a table with its recount; return how many rows it has."""
    content = as_json(release)
    found = differences(content, recount(content, facts), facts)
    assert found == [], (content["kind"], content["query"])
    return len(content["rows"])


def test_frequencies(trial: Trial) -> None:
    facts, chance = facts_of(trial.study), random.Random(1)
    every = list(
        product(
            (None, *trial.questions),
            (None, "position"),
            ("participant", "segment", "source"),
            RULES,
            (None, "survey", "interview"),
            (False, True),
            ("all", "asked", "answered", "coded"),
            FILTERS,
        )
    )
    rows = 0
    for *asked, where in chance.sample(every, 40):
        rows += compared(trial.study.frequencies(*asked, where=where, unsuppressed=True), facts)
    assert rows > 100
    assert compared(trial.study.versions.table(unsuppressed=True), facts)


@pytest.mark.parametrize("kind", ["cooccurrence", "sequence", "saturation", "stops", "words"])
def test_codes_together(trial: Trial, kind: str) -> None:
    facts, chance, study = facts_of(trial.study), random.Random(2), trial.study
    makers: dict[str, tuple[Callable[..., Any], list[dict[str, Any]]]] = {
        "cooccurrence": (study.together.cooccurrence, [
            {"within": within, "window": window, "level": level}
            for within, window, level in product(
                ("segment", "overlap", "near", "source", "participant"), (1, 3), ("code", "theme")
            )
        ]),
        "sequence": (study.together.sequence, [
            {"stream": stream, "level": level}
            for stream, level in product(("source", "participant"), ("code", "theme"))
        ]),
        "saturation": (study.saturation.table, [
            {"unit": unit, "order": order, "draws": 40, "seed": 3}
            for unit, order in product(("source", "participant"), ("import", "work"))
        ]),
        "stops": (study.saturation.stops, [
            {"base": (2, 3), "run": (1, 2), "threshold": (0.0, 0.29)}
        ]),
        "words": (study.typical_words.table, [{"code": code} for code in ("help", "barriers")]),
    }  # fmt: skip
    make, options = makers[kind]
    rows = 0
    for given, rule, where in chance.sample(list(product(options, RULES, FILTERS)), 6):
        table = make(**given, coder_rule=rule, where=where, unsuppressed=True)
        rows += compared(table, facts)
    assert rows or kind == "words"


def test_associations(trial: Trial) -> None:
    facts, study = facts_of(trial.study), trial.study
    rows = [
        compared(study.associations.table(by=by, stratum=stratum, unsuppressed=True), facts)
        for by, stratum in (("position", ""), ("region", "place"), ("place", "region"))
    ]
    table = study.associations.table(outcome="region", codes=["barriers"], unsuppressed=True)
    rows.append(compared(table, facts))
    assert sum(rows) > 10


def test_what_is_withheld_has_to_be(trial: Trial) -> None:
    facts = facts_of(trial.study)
    for question, by in product((None, *trial.questions), (None, "position")):
        content = as_json(trial.study.frequencies(question, by=by))
        assert any(row["suppressed"] for row in content["rows"]) or not content["rows"]
        assert differences(content, recount(content, facts), facts) == []
