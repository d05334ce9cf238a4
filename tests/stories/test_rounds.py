"""A lead runs a round from the command line, and coders do their part."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from qualcode import open_study
from qualcode.domain.coding import LookState
from tests.support import winter
from tests.support.cli import Desk, command, environment, flat, run, told_plainly

MANY = {
    f"P{number}": (("nurse", "driver", "baker")[number % 3], f"The office shut again, {number}.")
    for number in range(1, 31)
}


@pytest.fixture
def team(empty: Desk) -> Desk:
    """A study of thirty answers with ann, who leads, and bo and cy, who code."""
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", "--yes", empty.written("survey.csv", winter.survey(MANY)))
    for name in ("bo", "cy"):
        empty("--as", "ann", "coder", "add", name)
    return empty


def finish(desk: Desk, coder: str, name: str, *codes: str) -> None:
    """Finish a coder's whole queue with codes that take turns."""
    with open_study(desk.folder, coder) as study:
        inside = study.in_round(name)
        for number, entry in enumerate(inside.desk.round_page().entries):
            code = codes[number % len(codes)] if codes else ""
            if code:
                inside.codings.apply(code, entry.segment)
            state = LookState.DONE if code else LookState.NOTHING
            inside.codings.look([entry.segment.id], state)


def test_a_round_from_its_plan_to_its_end(team: Desk) -> None:
    folder = ("-C", team.folder, "--as", "ann")
    made = run(*folder, "round", "create", "pilot", "--coders", "bo,cy", "--sample", "40%",
               "--stratify", "position", "--overlap", "50%", "--blind", "--seed", "3")  # fmt: skip
    assert made.code == 0, made.err
    assert made.out.splitlines() == [
        "Round 'pilot': 12 of 30 segments drawn, blind, seed 3.",
        "  bo: 9 segments",
        "  cy: 9 segments",
    ]
    assert "qualcode code --round pilot" in made.err
    listed = run(*folder, "round", "list")
    assert flat(listed.out).endswith("pilot open, blind bo, cy 12 of 30 segments 50% "
                                     + flat(listed.out)[-10:])  # fmt: skip
    status = run(*folder, "round", "status").out
    assert "0/9" in status
    finish(team, "bo", "pilot", "office", "")
    status = team("--as", "ann", "round", "status", "pilot", "--json").json["rounds"][0]
    assert (status["segments"], status["shared"], status["compared"]) == (12, 6, 0)
    bo, cy = status["coders"]
    assert (bo["finished"], bo["done"], bo["nothing"], cy["finished"]) == (9, 5, 4, 0)
    status = team("--as", "cy", "round", "status", "pilot", "--json").json["rounds"][0]
    assert [one["coder"] for one in status["coders"]] == ["cy"]
    assert status["compared"] is None
    assert "for the lead to see" in flat(team("--as", "cy", "round", "status").out)
    told_plainly(
        team.tried("--as", "ann", "round", "delete", "pilot"), "has been coded in, so it stays"
    )
    assert "██████████" in run(*folder, "round", "status").out
    finish(team, "cy", "pilot", "office")
    closed = run(*folder, "round", "close", "pilot")
    assert closed.out == "Closed the round 'pilot': 6 segments are finished by two or more.\n"
    assert "qualcode agreement --round pilot" in closed.err
    told_plainly(run(*folder, "round", "close", "pilot"), "is closed")
    refused = run("-C", team.folder, "--as", "bo", "undo")
    told_plainly(refused, "coded in the round 'pilot', which is closed")
    rows = team("--as", "ann", "export", "codings", "--csv").rows
    assert {row["round"] for row in rows} == {"pilot"}
    assert len(rows) == 5 + 9
    plan = team("--as", "ann", "round", "plan", "pilot", "--code", "Office", "--json").json
    assert plan["codes"][0]["code"] == "office"
    assert plan["codes"][0]["units"] == 6
    team("check")


def test_tables_for_programs(team: Desk) -> None:
    team("--as", "ann", "round", "create", "pilot", "--coders", "bo,cy", "--sample", "10")
    finish(team, "bo", "pilot", "office", "money", "")
    finish(team, "cy", "pilot", "office", "")
    listed = team("--as", "ann", "round", "list", "--csv")
    assert ",".join(listed.columns) == (
        "round,state,blind,coders,unit,drawn,population,overlap,repeats,stratify,question,kind,"
        "seed,revision,created,closed"
    )
    assert (listed.rows[0]["coders"], listed.rows[0]["drawn"]) == ("bo, cy", "10")
    status = team("--as", "ann", "round", "status", "--csv")
    assert ",".join(status.columns) == (
        "round,coder,assigned,finished,seen,done,nothing,coded,repeats"
    )
    assert [row["finished"] for row in status.rows] == ["10", "10"]
    plan = team("--as", "ann", "round", "plan", "pilot", "--csv")
    assert ",".join(plan.columns) == "code,name,alpha,low,high,units,left,more,reason"
    rows = {row["code"]: row for row in plan.rows}
    assert (rows["neighbours"]["more"], rows["neighbours"]["reason"]) == ("", "not used")
    assert int(rows["office"]["more"]) > 0
    assert "square root" in flat(team("--as", "ann", "round", "plan", "pilot").out)


def test_work_that_is_left_is_told_when_a_round_closes(team: Desk) -> None:
    team("--as", "ann", "round", "create", "two words", "--coders", "bo,cy", "--sample", "5")
    finish(team, "bo", "two words", "office")
    closed = team("--as", "ann", "round", "close", "two words")
    assert "cy did not finish 5 segments." in closed.err
    assert "qualcode agreement --round 'two words'" in closed.err


def test_queues_change(team: Desk) -> None:
    team("--as", "ann", "round", "create", "pilot", "--coders", "bo", "--sample", "4")
    more = team("--as", "ann", "round", "assign", "pilot", "--more", "2", "--coder", "cy")
    assert more.out == "cy: 6 segments more.\nbo: 2 segments more.\n"
    moved = team("--as", "ann", "round", "assign", "pilot", "--from", "bo", "--to", "cy")
    assert moved.out == "cy: 0 segments more.\n"
    assert "6 stay: they are begun, or cy has them already." in moved.err


def test_what_cannot_be_is_told_in_a_sentence(team: Desk) -> None:
    def tried(*words: str, coder: str = "ann") -> None:
        told_plainly(team.tried("--as", coder, "round", *words[:-1]), words[-1])

    create = ("create", "new", "--coders")
    tried(*create, "bo,di", "no coder 'di'")
    tried(*create, "bo,bo", "'bo' is named twice")
    tried(*create, "bo", "--sample", "0", "cannot be drawn")
    tried(*create, "bo", "--sample", "31", "There are 30 segments to draw from; 31 were asked for")
    tried(*create, "bo", "--overlap", "200%", "is no share")
    tried(*create, "bo", "--stratify", "positoin", "Did you mean 'position'?")
    tried("status", "nothing", "There is no round 'nothing'.")
    tried("plan", "Nothing can be planned")
    team("--as", "ann", "round", *create, "bo")
    assert "Deleted" in team("--as", "ann", "round", "delete", "new").out
    assert team("round", "list", "--json").json == {"rows": []}
    told_plainly(
        team.tried("--as", "bo", "round", *create, "bo"), "for the lead of the study (here ann)"
    )
    answer = team.tried("--as", "bo", "code", "--round", "x", "--question", "y")
    told_plainly(answer, "not both")


def test_one_coder_alone_is_warned_and_names_do_no_harm(team: Desk) -> None:
    team("--as", "ann", "coder", "add", "[red]di[/red]")
    made = team("--as", "ann", "round", "create", "[bold]x[/bold]", "--coders", "[red]di[/red]")
    assert "agreement cannot be told" in made.err
    shown = run("-C", team.folder, "--as", "ann", "round", "status").out
    assert "Round [bold]x[/bold]" in shown
    assert "[red]di[/red]" in shown


CODING = """
import sys
from qualcode import open_study
from qualcode.domain.coding import LookState
with open_study(sys.argv[1], "bo") as study:
    inside = study.in_round("pilot")
    for entry in inside.desk.round_page().entries:
        for code in ("office", "money", "neighbours"):
            coding = inside.codings.apply(code, entry.segment)
            print(coding.id, flush=True)
        inside.codings.look([entry.segment.id], LookState.DONE)
"""


def test_a_coder_who_is_cut_off_loses_nothing(team: Desk) -> None:
    team("--as", "ann", "round", "create", "pilot", "--coders", "bo,cy", "--blind")
    with subprocess.Popen(
        [sys.executable, "-c", CODING, str(team.folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(10)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    confirmed = {line.strip() for line in said if line.endswith("\n")}
    with open_study(team.folder, "bo") as study:
        kept = {str(one.id): one for one in study.codings.all()}
        assert confirmed <= kept.keys()
        assert {one.round for one in kept.values()} == {"pilot"}
        assert study.check() == []
        (coder,) = study.rounds.status("pilot").coders
        assert coder.coded == len({one.segment for one in kept.values()})
        assert coder.finished >= 3


def test_the_screen_needs_a_terminal_for_a_round_too(team: Desk) -> None:
    done = subprocess.run(
        command("-C", team.folder, "--as", "bo", "code", "--round", "pilot"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 1
    assert "needs a terminal" in done.stderr
