"""Search finds the same passages on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import Study, create_study
from tests.support.postgres import Server
from tests.support.studies import segments
from tests.support.texts import PIECES

TURNS = (
    "We were running reports daily; the reporting runs late.",
    "Naïve cafés don't help, and/or a café-owner said: well-being!",
    "See www.example.com/report or mail a.b@example.org, page 3.5 of 2020.",
    "The bank's customers customised their customs. 50% of €500, covid19s and 1990s.",
    "A report on running. Late again.",
    "ΑΘΗΝΑ and Łódź and straße, 漢字かな, <b>bold</b> & 'quoted' \"words\" under_score.",
    "I am the one who was not there.",
)

QUERIES = (
    ("run", [1, 5]),
    ("running", [1, 5]),
    ("reports", [1, 3, 5]),
    ("reports late", [1, 5]),
    ('"running reports"', [1]),
    ('"running late"', [1, 5]),
    ('"running late again"', [5]),
    ("cust*", [4]),
    ("custo* bank", [4]),
    ("naive", [2]),
    ("CAFÉ", [2]),
    ("or", [2, 3]),
    ("don't", [2]),
    ("well-being", [2]),
    ("being", [2]),
    ("example", [3]),
    ("org", [3]),
    ("3.5", [3]),
    ("5", [3]),
    ("2020", [3]),
    ("500", [4]),
    ("1990", [4]),
    ("covid19", [4]),
    ("αθηνα", [6]),
    ("bold", [6]),
    ("under_score", [6]),
    ("the", [1, 4, 7]),
    ("not there", [7]),
    ("nowhere", []),
    ("run nowhere", []),
)

HOSTILE = (
    *('"', "'", '""', '" "', "*", "**", "a*b*", "AND", "OR NOT", "NEAR(a b)", "a:b", "text:run"),
    *("(", ")", "((", "run)", "-run", "^run", "run & !late", "a | b", "<->", ":*", "\\", "%", "_"),
    *(
        "';--",
        "';DROP TABLE event",
        "\x00",
        "run\x00late",
        "\ud800",
        "🫠",
        "{a b}",
        "+",
        '"run',
        'run"',
    ),
)


@pytest.fixture
def spoken(study: Study, tmp_path: Path) -> Study:
    path = tmp_path / "talk.txt"
    path.write_text("".join(f"Speaker {n % 2}: {turn}\n\n" for n, turn in enumerate(TURNS)))
    study.import_files(path, kind="interview")
    return study


@pytest.mark.parametrize(("words", "expected"), QUERIES)
def test_finds_stems_phrases_beginnings_and_marks(
    two_studies: tuple[Study, Study], words: str, expected: list[int]
) -> None:
    for study in two_studies:
        found = [one.segment.number for one in study.seeking.find(words)]
        assert found == expected, study.folder


@pytest.fixture(scope="module")
def two_studies(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> object:
    """Give the same talk in a study on each database."""
    folder = tmp_path_factory.mktemp("search")
    path = folder / "talk.txt"
    path.write_text("".join(f"Speaker {n % 2}: {turn}\n\n" for n, turn in enumerate(TURNS)))
    with postgres.empty_database() as url:
        made = [
            create_study(folder / name, coder="Ana", database=database)
            for name, database in (("file", None), ("server", url))
        ]
        for study in made:
            study.import_files(path, kind="interview")
        assert [len(segments(study)) for study in made] == [len(TURNS)] * 2
        yield tuple(made)
        for study in made:
            study.close()


@pytest.mark.parametrize("words", HOSTILE)
def test_no_query_breaks_the_search(two_studies: tuple[Study, Study], words: str) -> None:
    on_file, on_server = (
        [one.segment.number for one in study.seeking.find(words)] for study in two_studies
    )
    assert on_file == on_server


query = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(" ".join(TURNS).split()), st.just('"')),
    max_size=5,
).map(" ".join)


@given(words=query)
@settings(max_examples=150)
def test_both_databases_find_the_same(two_studies: tuple[Study, Study], words: str) -> None:
    on_file, on_server = (
        [one.segment.number for one in study.seeking.find(words)] for study in two_studies
    )
    assert on_file == on_server


def test_excerpts_mark_the_hits(spoken: Study) -> None:
    first, *_ = spoken.seeking.find("daily")
    assert "\x02daily\x03" in first.excerpt.lower()


def test_removed_sources_are_not_found(spoken: Study) -> None:
    assert spoken.seeking.find("daily")
    spoken.sources.remove("talk")
    assert spoken.seeking.find("daily") == []
    spoken.history.undo()
    assert spoken.seeking.find("daily")


def test_the_limit_takes_the_first_in_order(spoken: Study) -> None:
    assert [one.segment.number for one in spoken.seeking.find("the", limit=2)] == [1, 4]
