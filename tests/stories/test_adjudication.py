"""Two coders code a round blind; the lead settles what they disagree on, and counts."""

from __future__ import annotations

from itertools import product

import pytest

from qualcode import open_study
from qualcode.domain.coding import LookState
from tests.support import winter
from tests.support.cli import Answer, Desk, call, run, told_plainly
from tests.tui.terminal import Terminal

ANN = {"P1": ["neighbours"], "P2": ["office"], "P3": ["money", "office"], "P4": ["neighbours"]}
BO = {"P1": ["neighbours"], "P2": [], "P3": ["money"], "P4": ["neighbours", "money"]}


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """Give a study with a blind round that ann and bo coded to its end."""
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", "--yes", empty.written("survey.csv", winter.survey()))
    empty("coder", "add", "bo")
    empty("--as", "ann", "round", "create", "pilot", "--coders", "ann,bo", "--blind")
    for name, given in (("ann", ANN), ("bo", BO)):
        with open_study(empty.folder, name) as study:
            at = study.in_round("pilot")
            for entry in at.desk.round_page().entries:
                assert entry.participant is not None
                codes = given[entry.participant.name]
                for code in codes:
                    at.codings.apply(code, entry.segment)
                at.codings.look([entry.segment.id], LookState.DONE if codes else LookState.NOTHING)
    return empty


def adjudicate(desk: Desk, *words: str) -> Answer:
    return desk("--as", "ann", "adjudicate", "--round", "pilot", *words)


def number_of(desk: Desk, who: str) -> int:
    listed = adjudicate(desk, "--list", "--all", "--json").json["disagreements"]
    return next(one["number"] for one in listed if one["participant"] == who)


def test_from_a_blind_round_to_frequencies_under_every_rule(desk: Desk) -> None:
    early = call("-C", desk.folder, "--as", "ann", "adjudicate", "--round", "pilot", "--list")
    told_plainly(early, "'pilot' is still open", "qualcode round close pilot")
    desk("--as", "ann", "round", "close", "pilot")

    listed = adjudicate(desk, "--list", "--json").json
    report = desk("--as", "ann", "agreement", "--round", "pilot", "--json").json
    alphas = {one["code"]: one["alpha"] for one in report["codes"]}
    assert (listed["decided"], listed["total"]) == (0, 3)
    for one in listed["disagreements"]:
        assert one["alpha"] == pytest.approx(alphas[one["code"]])
        assert one["quotation"] == winter.ANSWERS[one["participant"]][1]
    figures = [one["alpha"] for one in listed["disagreements"]]
    assert figures == sorted(figures)

    p2 = adjudicate(desk, "--decide", str(number_of(desk, "P2")), "--take", "a",
                    "--reason", "An office is named.", "--to-codebook", "office")  # fmt: skip
    assert "Consensus now codes 1 segment" in p2.err
    assert "reading A" in p2.out
    assert "2 left" in p2.err
    assert "An office is named." in (desk.folder / "codebook.yaml").read_text(encoding="utf-8")
    adjudicate(desk, "--decide", str(number_of(desk, "P3")), "--take", "neither")
    last = adjudicate(desk, "--decide", str(number_of(desk, "P4")), "--take", "office,money")
    assert "All are decided." in last.err

    wanted = {"P1": {"neighbours"}, "P2": {"office"}, "P3": {"money"}, "P4": {"office", "money"}}
    people, codes = winter.ANSWERS, ("neighbours", "office", "money")
    pairs = list(product(people, codes))
    hand = {
        "any": {(who, code) for who, code in pairs if code in ANN[who] or code in BO[who]},
        "all": {(who, code) for who, code in pairs if code in ANN[who] and code in BO[who]},
        "majority": {(who, code) for who, code in pairs if code in ANN[who] and code in BO[who]},
        "consensus": {(who, code) for who, code in pairs if code in wanted[who]},
    }
    for rule, found in hand.items():
        table = desk("--as", "ann", "frequencies", "--coder-rule", rule, "--unsuppressed",
                     "--json").json  # fmt: skip
        counted = {row["code"]: (row["n"], row["base"]) for row in table["rows"]}
        for code in codes:
            n = sum(one == code for _, one in found)
            assert counted.get(code, (0, 4)) == (n, 4), (rule, code)
    assert desk("frequencies", "--json").json["coder_rule"] == "consensus"

    rows = adjudicate(desk, "--list", "--all", "--csv").rows
    assert [row["by"] for row in rows] == ["ann"] * 3
    assert sorted(row["verdict"] for row in rows) == ["neither", "other codes", "reading A"]
    assert adjudicate(desk, "--list", "--json").json["disagreements"] == []
    assert "taken back" in desk("--as", "ann", "undo").out.casefold()
    assert adjudicate(desk, "--list", "--json").json["decided"] == 2
    assert "sound" in desk("check").out.casefold()


def test_wrong_words_are_told_plainly(desk: Desk) -> None:
    desk("--as", "ann", "round", "close", "pilot")

    def tried(*words: str) -> Answer:
        return desk.tried("--as", "ann", "adjudicate", "--round", "pilot", *words)

    told_plainly(tried(), "needs a terminal", "--list")
    told_plainly(tried("--decide", "1"), "--take")
    told_plainly(tried("--take", "a"), "--decide N")
    told_plainly(tried("--decide", "9", "--take", "a"), "3 disagreements", "no number 9")
    told_plainly(tried("--decide", "1", "--take", "c"), "readings A, B")
    told_plainly(tried("--decide", "1", "--take", "offic"), "Did you mean 'office'?")
    told_plainly(tried("--decide", "1", "--take", ","), "--take names")
    told_plainly(tried("--decide", "1", "--take", "a", "--to-codebook", "office"), "--reason TEXT")
    told_plainly(tried("--json"), "--list")
    told_plainly(
        desk.tried("--as", "ann", "adjudicate", "--round", "pilt", "--list"),
        "Did you mean 'pilot'?",
    )
    assert tried("--list", "--decide", "1").code == 2
    nobody = desk.tried("adjudicate", "--round", "pilot", "--decide", "1", "--take", "a")
    told_plainly(nobody, "Who are you?")
    assert adjudicate(desk, "--list", "--json").json["decided"] == 0


def test_only_what_all_read_alike(desk: Desk) -> None:
    desk("--as", "ann", "round", "close", "pilot")
    done = adjudicate(desk, "--take-over")
    assert "Consensus now codes 1 segment" in done.err
    assert adjudicate(desk, "--take-over").err == ""
    assert adjudicate(desk, "--list", "--json").json["decided"] == 0


def test_at_a_real_terminal_each_key_is_durable(desk: Desk) -> None:
    desk("--as", "ann", "round", "close", "pilot")
    words = ("-C", desk.folder, "--as", "ann", "adjudicate", "--round", "pilot")
    at = Terminal(*words, size=(80, 24))
    at.until("Consensus now codes 1 segment")
    at.press("+")
    at.until("1/3 decided")
    at.press("rSo be it\r")
    at.until("because: So be it")
    at.press("b")
    at.until("2/3 decided")
    at.kill()
    again = Terminal(*words, size=(140, 40))
    again.until("2/3 decided")
    again.press("u")
    again.until("1/3 decided")
    again.press("q")
    assert again.end() == 0, again.raw[-3000:].decode()
    listed = adjudicate(desk, "--list", "--all", "--json").json["disagreements"]
    assert [one["decision"] and one["decision"]["verdict"] for one in listed] == [
        "both",
        None,
        None,
    ]
    no_terminal = run(*words)
    told_plainly(no_terminal, "needs a terminal")
