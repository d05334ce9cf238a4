"""Suggestions, trials and discovery all use the embedding that study.toml asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode import Study, create_study
from qualcode.domain.codebook import Code
from qualcode.domain.coding import LookState
from qualcode.study.suggestions.chosen_embedding import embedding_for
from qualcode.suggest.embedding import UniversalSentenceEncoder, installed_embedding
from qualcode.suggest.minilm import MiniLM
from tests.support.studies import segments, write_survey

USUAL = installed_embedding()


@pytest.fixture
def no_minilm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine where nobody installed it, whatever is here."""
    monkeypatch.setattr(MiniLM, "PACKAGE", "no_such_package")
    embedding_for.cache_clear()
    yield
    embedding_for.cache_clear()


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with create_study(tmp_path / "study", "Clinic", coder="Ana") as made:
        said = ("The food was cold.", "There was no place to park.")
        rows = [(f"R{number}", f"{said[number % 2]} {number}") for number in range(12)]
        path = write_survey(tmp_path / "survey.csv", rows, "id", "What else?")
        made.import_files(path, id_column="id", text_columns=("What else?",))
        made.catalogue.add_codes([Code("food", "Food"), Code("parking", "Parking")])
        for number, segment in enumerate(segments(made)[:8]):
            made.codings.apply(("food", "parking")[number % 2], segment)
            made.codings.look([segment.id], LookState.DONE)
        yield made


def ask_for(study: Study, choice: str) -> None:
    file = Path(study.place) / "study.toml"
    kept = file.read_text(encoding="utf-8")
    head = kept.split("[suggestions]")[0]
    file.write_text(f'{head}[suggestions]\nembedding = "{choice}"\n', encoding="utf-8")


def test_without_minilm_the_usual_one_serves_and_that_is_said(
    study: Study, no_minilm: None
) -> None:
    before = study.suggestions.model
    ask_for(study, "minilm")
    assert study.suggestions.model == before
    assert study.suggest("Cold food again.", 1)[0].code == "food"
    told = [
        study.suggestions.note,
        " ".join(study.suggestions.trial(folds=2, n=50).notes),
        " ".join(study.suggestions.discover().notes),
    ]
    assert all("study.toml asks for MiniLM" in one and "qualcode[minilm]" in one for one in told)


def test_with_none_only_words_are_compared(study: Study) -> None:
    ask_for(study, "none")
    assert study.suggest("Cold food again.", 1)[0].code == "food"
    assert study.suggestions.note == "No embedding is used: only words are compared."
    assert study.suggestions.trial(folds=2, n=50).model.embedding == ""
    assert not (Path(study.place) / "vectors.npz").exists()


@pytest.mark.skipif(USUAL is None, reason="no embedding is installed")
def test_a_study_that_says_nothing_has_the_usual_one(study: Study) -> None:
    assert study.suggestions.note == ""
    tried = study.suggestions.trial(folds=2, n=50)
    assert tried.model.embedding == UniversalSentenceEncoder.name
    ask_for(study, "none")
    assert study.suggestions.model != tried.model.hash


def test_minilm_is_named_where_it_is_used(study: Study) -> None:
    ask_for(study, "minilm")
    if missing := study.suggestions.note:
        pytest.skip(missing)
    assert study.suggest("Cold food again.", 1)[0].code == "food"
    assert study.suggestions.trial(folds=2, n=50).model.embedding == MiniLM.name
