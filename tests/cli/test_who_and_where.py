"""Which study is meant, and who acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import winter
from tests.support.cli import Desk, call, run, told_plainly


def test_the_study_is_found_from_any_folder_inside_it(desk: Desk) -> None:
    inside = desk.folder / "exports" / "for the team"
    inside.mkdir(parents=True)
    assert run("source", "list", "--json", cwd=inside).json["rows"]
    assert call("--study", inside, "source", "list", "--json").json["rows"]
    assert call(f"--study={inside}", "source", "list", "--json").json["rows"]
    assert call("check", "-C", desk.folder).code == 0


def test_no_study_says_how_to_make_one(tmp_path: Path) -> None:
    told_plainly(call("-C", tmp_path, "source", "list"), "There is no study", "qualcode init")
    told_plainly(call("-C", tmp_path / "gone", "source", "list"), "qualcode init")


def test_who_acts_is_named_by_option_or_variable(desk: Desk) -> None:
    told_plainly(desk.tried("memo", "write", "Cold."), "--as NAME", "QUALCODE_CODER")
    assert call("-C", desk.folder, "memo", "write", "Cold.", coder="bo").code == 0
    assert call("-C", desk.folder, "--as", "ann", "memo", "write", "Colder.", coder="bo").code == 0
    assert call("-C", desk.folder, "memo", "--as", "ann", "write", "Coldest.").code == 0
    assert call("memo", "write", "-C", desk.folder, "Iced.", "--as=ann").code == 0
    assert call("memo", "write", "Frozen.", "--as", "ann", "--study", desk.folder).code == 0
    memos = desk("memo", "list", "--json").json["rows"]
    assert [one["coder"] for one in memos] == ["bo", "ann", "ann", "ann", "ann"]


def test_words_after_two_dashes_are_words(desk: Desk) -> None:
    assert call("-C", desk.folder, "--as", "ann", "memo", "write", "--", "--as", "bo").code == 0
    (memo,) = desk("memo", "list", "--json").json["rows"]
    assert (memo["coder"], memo["text"]) == ("ann", "--as bo")


def test_an_option_without_its_word_is_wrong_usage(desk: Desk) -> None:
    assert desk.tried("memo", "list", "--as").code == 2


@pytest.mark.parametrize("words", [("coder", "list"), ("import", "x.csv"), ("undo",)])
def test_an_unknown_coder_is_refused_with_the_nearest_name(desk: Desk, words: tuple[str]) -> None:
    told_plainly(desk.tried("--as", "an", *words), "no coder 'an'", "Did you mean 'ann'?")
    told_plainly(call("-C", desk.folder, *words, coder="zoe"), "'zoe'", "Known: ann, bo.")


def test_the_only_coder_need_not_be_named(empty: Desk) -> None:
    empty("import", empty.written("a.md", winter.NOTES))
    assert {one["coder"] for one in empty("log", "--json").json["rows"]} == {"ann"}


def test_usage_is_exit_code_2() -> None:
    for words in (["--nonsense"], ["source"], ["source", "lst"], ["init", "--nonsense"], ["-C"]):
        assert call(*words).code == 2, words
    answer = call("frequncies")
    told_plainly(answer, "Did you mean 'frequencies'?", code=2)
    told_plainly(call("zzz"), "qualcode --help", code=2)


def test_help_and_version(tmp_path: Path) -> None:
    for words in ([], ["--help"], ["-h"]):
        answer = call(*words)
        assert answer.code == 0
        assert "frequencies" in answer.out
    assert call("--version").out.startswith("qualcode ")


def test_a_server_that_is_not_there_is_told_plainly() -> None:
    url = "postgresql://nobody@/none?host=%2Fno%2Fsuch%2Ffolder"
    answer = call("-C", url, "source", "list")
    told_plainly(answer)
