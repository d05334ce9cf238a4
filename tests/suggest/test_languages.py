"""Languages other than English: lemmas of an installed pipeline, and words without blanks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.suggest import Suggester
from qualcode.suggest.language import Language
from qualcode.suggest.undivided import pairs_of_characters
from tests.suggest.pipelines import install_pipeline

LEMMAS = {"häuser": "Haus", "kinder": "Kind", "spielten": "spielen", "gespielt": "spielen"}
GERMAN = [
    {"code": "home", "name": "Haus"},
    {"code": "play", "name": "gespielt"},
    {"code": "food", "name": "Essen"},
]


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    install_pipeline(tmp_path, LEMMAS)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("de_tiny", None)


@pytest.mark.usefixtures("pipeline")
def test_an_installed_pipeline_gives_lemmas() -> None:
    language = Language("de-AT")
    assert language.words("Die Häuser, Kinder spielten!") == ("die", "häuser", "kinder", "spielten")
    assert language.stems("Häuser Kinder spielten Lampe") == ["haus", "kind", "spielen", "lampe"]
    assert language.name == "de de_tiny 1.0.0"
    assert language.note == "Words of 'de' count by their lemmas, from de_tiny 1.0.0."


@pytest.mark.usefixtures("pipeline")
def test_words_meet_by_their_lemmas_and_a_struck_word_takes_them_all() -> None:
    suggester = Suggester(GERMAN, "de", embedding=None)
    suggester.index(["Die Häuser.", "Sie spielten dort.", "Das Essen war kalt."])
    best = suggester.suggest("Sie spielten dort.")[0]
    assert best.code == "play"
    assert "spielten" in best.words
    suggester.strike("play", "gespielt")
    struck = next(one for one in suggester.suggest("Sie spielten dort.") if one.code == "play")
    assert struck.score < best.score
    assert "spielten" not in struck.words


def test_the_pipeline_is_part_of_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = Suggester(GERMAN, "de", embedding=None)
    install_pipeline(tmp_path, LEMMAS)
    monkeypatch.syspath_prepend(str(tmp_path))
    within = Suggester(GERMAN, "de", embedding=None)
    sys.modules.pop("de_tiny", None)
    assert "endings" in without.note
    assert within.model_hash != without.model_hash


def test_english_keeps_its_stems_whatever_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_pipeline(tmp_path, {"waiting": "delay"}, name="en_tiny")
    monkeypatch.syspath_prepend(str(tmp_path))
    language = Language("en")
    assert language.stems("waiting") == ["wait"]
    assert (language.name, language.note) == ("en", "")


def test_a_pipeline_that_does_not_load_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_pipeline(tmp_path, LEMMAS)
    (tmp_path / "de_tiny" / "de_tiny-1.0.0" / "config.cfg").unlink()
    monkeypatch.syspath_prepend(str(tmp_path))
    language = Language("de")
    sys.modules.pop("de_tiny", None)
    assert "endings" in language.note
    assert language.stems("Häuser") == ["häuser"]


CHINESE = [
    {"code": "wait", "name": "等待时间", "definition": "等候看医生的时间"},
    {"code": "park", "name": "停车", "definition": "停车场和停车费"},
    {"code": "staff", "name": "医护态度", "definition": "医生和护士的态度"},
]
JAPANESE = [
    {"code": "wait", "name": "待ち時間", "definition": "診察までの待ち時間"},
    {"code": "park", "name": "駐車場", "definition": "駐車場と駐車料金"},
    {"code": "staff", "name": "スタッフの態度", "definition": "医師や看護師の対応"},
]
THAI = [
    {"code": "wait", "name": "เวลารอ", "definition": "เวลารอพบแพทย์"},
    {"code": "park", "name": "ที่จอดรถ", "definition": "ค่าที่จอดรถ"},
]


@pytest.mark.parametrize(
    ("code", "codebook", "said"),
    [
        (
            "zh",
            CHINESE,
            {
                "我们在候诊室里等待了两个小时。": "wait",
                "停车场太小，停车费也贵。": "park",
                "护士的态度很好。": "staff",
            },
        ),
        (
            "ja",
            JAPANESE,
            {
                "二時間も待ち、時間がもったいない。": "wait",
                "駐車場が狭いです。": "park",
                "看護師さんの対応が良かった。": "staff",
            },
        ),
        ("th", THAI, {"ใช้เวลารอนานมาก": "wait", "ไม่มีที่จอดรถเลย": "park"}),
    ],
)
def test_languages_without_blanks_rank_sensibly(
    code: str, codebook: list[dict[str, str]], said: dict[str, str]
) -> None:
    suggester = Suggester(codebook, code, embedding=None)
    suggester.index(said)
    assert {text: suggester.suggest(text)[0].code for text in said} == said
    assert f"Nothing installed tells words of '{code}' apart" in suggester.note


def test_pairs_of_characters_stand_for_words() -> None:
    assert pairs_of_characters("我等了，COVID-19 好") == ["我等", "等了", "COVID-19", "好"]
    assert pairs_of_characters("ที่จอด") == ["ที่จ", "จอ", "อด"]
    assert pairs_of_characters("서울에 갔다") == ["서울에", "갔다"]
    assert pairs_of_characters("") == []
    assert Language("zh").content("我们等待") == ["们等", "等待"]
