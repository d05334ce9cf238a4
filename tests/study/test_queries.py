"""A filter is held against what the study knows, and queries are saved in study.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import Study, create_study
from qualcode.domain.counting import Scope, coder_rule
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.filters import Field, Filter, OneOf, Under, Value
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.eligible import eligible
from qualcode.store.filters import condition
from qualcode.study import queries
from tests.support.studies import CODES, write_survey

ROWS = [
    ("R1", "officer", "5", "Training helps us."),
    ("R2", "officer", "10", "The law forbids it."),
    ("R3", "prosecutor", "", "Time."),
]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = create_study(tmp_path / "study", "Trial", coder="Ana")
    made.catalogue.add_codes(CODES)
    path = write_survey(tmp_path / "s.csv", ROWS, "id", "position", "years", "What helps?")
    made.import_files(
        path,
        id_column="id",
        text_columns=("What helps?",),
        attribute_columns=("position", "years"),
    )
    return made


def resolved(study: Study, text: str) -> Filter | None:
    with study._session.reading() as connection:
        return queries.resolve(study._session, connection, text)


def save(study: Study, *lines: str) -> None:
    assert study.folder
    file = study.folder / "study.toml"
    file.write_text("\n".join([file.read_text(), "[queries]", *lines, ""]))


def test_nothing_written_is_no_filter(study: Study) -> None:
    assert resolved(study, "") is None
    assert resolved(study, "  ") is None


def test_codes_are_found_by_id_name_or_path(study: Study) -> None:
    for written in ("data", "'Data quality'", "'Barriers › Data quality'"):
        found = resolved(study, f"code = {written}")
        assert found == OneOf(Field.CODE, (Value("data"),))
    under = resolved(study, "code under Barriers")
    assert isinstance(under, Under)
    assert under.members == {"barriers", "data", "law", "privacy"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postion = officer", "no attribute 'postion'. Did you mean 'position'"),
        ("cod = data", "no attribute 'cod'. Did you mean 'code'"),
        ("nothing is missing", "no attribute 'nothing'"),
        ("position = Officer", "no participant with position = 'Officer'. Did you mean 'officer'"),
        ("position != officr", "Did you mean 'officer'"),
        ("position in (officer, judge)", "position = 'judge'. Known: officer, prosecutor."),
        ("years = 7", "no participant with years = '7'"),
        ("code = dta", "no code 'dta'. Did you mean 'data'"),
        ("code under tme", "no code 'tme'"),
        ("question = q", "no question 'q'. Known: what-helps."),
        ("source = R9", "no source 'R9'"),
        ("kind = surveys", "no kind 'surveys'. Did you mean 'survey'"),
        ("participant = r1", "no participant 'r1'. Did you mean 'R1'"),
        ("coder = Anna", "no coder 'Anna'. Did you mean 'Ana'"),
        ("round = pilot", "no round 'pilot'"),
        ("participant has code = dta", "no code 'dta'"),
        ("@offcers", "no saved query 'offcers'. Saved queries are written in study.toml"),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(study: Study, text: str, told: str) -> None:
    with pytest.raises(NotFound) as caught:
        resolved(study, text)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("position < 5", "position is a number of no participant"),
        ("years < ten", "years is a number of every participant, and ten is none"),
        ("words '...'", "no word in '...'"),
        (" or ".join(["years = 5"] * 201), "more than 200 conditions"),
        ("code in (" + ", ".join(["data"] * 201) + ")", ""),
        ("(" * 30 + "years = 5" + ")" * 30, ""),
    ],
)
def test_what_cannot_be_asked_is_told(study: Study, text: str, told: str) -> None:
    if told:
        with pytest.raises(InputError) as caught:
            resolved(study, text)
        assert told in str(caught.value)
    else:
        assert resolved(study, text)


@pytest.mark.parametrize(
    "more",
    [
        "(participant has {} and years = 5) or code = law",
        "(({} or code = law) and years = 5)",
        "not ({} and not code = law)",
    ],
)
def test_whatever_is_taken_can_be_asked(study: Study, more: str) -> None:
    """SQLite's parser has a stack of a hundred places."""
    session, text = study._session, "code = data"
    rule = coder_rule("majority", study.team.all())
    with session.reading() as connection:
        for asked in range(60):
            try:
                where = queries.resolve(session, connection, text)
            except InputError as error:
                assert asked > 2
                assert "lie within each other" in str(error)  # noqa: PT017
                return
            assert where is not None
            counted = Scope(where=where)
            wanted = eligible(session.sight(connection), rule, counted, Unit.SEGMENT, ["years"])
            connection.execute(wanted.select()).all()
            text = more.format(f"({text})")
    pytest.fail("nothing was too deep")


def test_as_many_conditions_as_are_taken_can_be_asked(study: Study) -> None:
    session, text = study._session, " or ".join(["code in (data, law)"] * 100)
    with session.reading() as connection:
        where = queries.resolve(session, connection, text)
        assert where is not None
        rule = coder_rule("majority", study.team.all())
        fits = condition(where, session.sight(connection), rule)
        assert not connection.execute(schema.segment.select().where(fits)).all()


def test_a_saved_query_stands_in_others(study: Study) -> None:
    save(
        study,
        "officers = 'position = \"officer\"'",
        "long = '@officers and years >= 10'",
    )
    assert resolved(study, "@long or code = law") == resolved(
        study, 'position = "officer" and years >= 10 or code = law'
    )
    with pytest.raises(NotFound, match=r"no saved query 'offcers'\. Did you mean 'officers'"):
        resolved(study, "@offcers")


@pytest.mark.parametrize(
    ("lines", "text", "told"),
    [
        (["a = '@b'", "b = '@a'"], "@a", "leads back to itself: @a leads to @b leads to @a."),
        (["a = 'position ='"], "@a", "In [queries], a: The filter, column 11: a value is expected"),
        (["a = 'postion = x'"], "@a", "In [queries], a: There is no attribute 'postion'."),
        (["a = '@b'", "b = 'years ='"], "@a", "In [queries], b: The filter, column 8:"),
        (["a = 5"], "@a", "In [queries], a is not text."),
    ],
)
def test_a_wrong_saved_query_is_told_with_file_and_entry(
    study: Study, lines: list[str], text: str, told: str
) -> None:
    save(study, *lines)
    assert study.folder
    with pytest.raises(InputError) as caught:
        resolved(study, text)
    assert str(caught.value).startswith(f"{study.folder / 'study.toml'}: ")
    assert str(caught.value).count("In [queries]") <= 1
    assert told in str(caught.value)


def test_a_table_of_queries_that_is_none_is_told(study: Study) -> None:
    assert study.folder
    file = study.folder / "study.toml"
    file.write_text("queries = 5\n" + file.read_text())
    with pytest.raises(InputError, match="'queries' is not a table"):
        resolved(study, "@a")
    assert resolved(study, "code = law")
