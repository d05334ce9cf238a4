"""Discovery in a study: what a person may see, with the places where it stands, laid out."""

from __future__ import annotations

import json
import stat
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from qualcode import Study
from qualcode.cli import suggest_discover
from qualcode.domain.codebook import Code
from qualcode.domain.coding import LookState
from qualcode.domain.discovery import Discovery
from qualcode.domain.errors import Refused
from qualcode.study import create_study, open_study
from tests.suggest.test_discovery import chatter, said
from tests.support import blind
from tests.support.studies import segments, write_survey

ANSWERS = [*said("food", 30), *said("parking", 30), *said("noise", 15), *chatter(60)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A survey whose answers about food and parking are coded, one of them oddly."""
    home = tmp_path_factory.mktemp("discovering")
    with create_study(home / "study", "Clinic", coder="Ana") as study:
        rows = [(f"R{number:03}", words) for number, words in enumerate(ANSWERS)]
        path = write_survey(home / "survey.csv", rows, "id", "What else?")
        study.import_files(path, id_column="id", text_columns=("What else?",))
        study.catalogue.add_codes([Code("food", "Food [b]"), Code("parking", "Parking")])
        for number, segment in enumerate(segments(study)[:60]):
            study.codings.apply("food" if number < 30 or number == 45 else "parking", segment)
            study.codings.look([segment.id], LookState.DONE)
        study.team.add("Ben")
    return home / "study"


def found(study: Study) -> Discovery:
    return study.suggestions.discover()


def test_it_reads_what_was_coded_and_tells_where_things_stand(opened: Study) -> None:
    discovery = found(opened)
    assert (discovery.passages, discovery.finished) == (135, 60)
    theme = discovery.new_themes[0]
    assert {"noise", "loud"} & {one.word for one in theme.words}
    for one in theme.members:
        source = opened.sources.read(one.source)
        assert source.quotation(one.span) == one.words
        assert one.participant == one.source
    assert discovery.second_look[0].quotation.source == "R045"
    assert {(one.code, one.coders) for one in discovery.second_look[:2]} == {
        ("food", ("Ana",)),
        ("parking", ()),
    }


@pytest.fixture
def opened(folder: Path) -> Iterator[Study]:
    with open_study(folder, coder="Ana") as study:
        yield study


def options(folder: Path, *words: str) -> Namespace:
    parser = ArgumentParser()
    parser.set_defaults(study=str(folder), person="Ana")
    suggest_discover.configure(parser)
    return parser.parse_args(list(words))


def test_people_read_names_and_quotations_and_programs_get_all(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert suggest_discover.run(options(folder)) == 0
    shown = capsys.readouterr().out
    for words in ("Perhaps new themes", "For a second look", "Food [b]: given by Ana", "--at 1"):
        assert words in shown
    assert suggest_discover.run(options(folder, "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {
        "passages", "finished", "uncoded", "new_themes", "alike", "two_meanings", "second_look",
        "notes", "names",
    }  # fmt: skip
    assert told["names"]["food"] == "Food [b]"
    assert told["second_look"][0]["doubt"] in ("given, not expected", "expected, not given")
    assert suggest_discover.run(options(folder, "--csv")) == 0
    assert capsys.readouterr().out.startswith("part,rank,group,code,other_code,n,participants")


def test_of_one_source_only_codes_that_somebody_used_there_are_compared(opened: Study) -> None:
    told = "The patient had to wait long for an appointment."
    twins = [
        Code("wait", "Waiting", definition=told),
        Code("delay", "Long waiting", definition=told),
    ]
    opened.catalogue.add_codes(twins)
    pair = {"wait", "delay"}
    assert pair in [{one.first, one.second} for one in found(opened).alike]
    here = opened.suggestions.discover(source="R000")
    assert here.passages == 1
    assert pair not in [{one.first, one.second} for one in here.alike]


def test_its_vectors_are_for_their_owner_and_hold_no_words(opened: Study) -> None:
    found(opened)
    kept = Path(opened.place) / "discovery.npz"
    if not kept.exists():
        pytest.skip("no embedding is installed")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with np.load(kept, allow_pickle=False) as content:
        assert set(content.files) == {"format", "embedding", "digests", "vectors"}


def test_a_study_without_texts_says_what_to_do(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", "Clinic", coder="Ana") as study:
        with pytest.raises(Refused, match="qualcode import"):
            found(study)
        study.catalogue.add_codes([Code("food", "Food")])
        with pytest.raises(Refused, match="qualcode import"):
            found(study)


def test_segments_of_an_open_blind_round_are_left_out_for_everybody(opened: Study) -> None:
    drawn = blind.begin(opened, "Ana", "Ben", size=50, name="second")
    before = found(opened)
    assert before.passages == 85
    assert any("50 segments are left out" in one for one in before.notes)
    blind.work_inside(opened, "Ben", drawn, "second")
    assert found(opened) == before
    blind.end(opened, "second")
    assert found(opened).passages == 135
