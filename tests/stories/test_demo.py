"""`qualcode demo`: the whole job on a bare machine, and every figure of it counted anew.

The second route uses the csv and yaml modules on the shipped files, and nothing of qualcode.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.stories.demo_run import DemoRun, demo_run
from tests.support.cli import HOME, Answer, environment, run, told_plainly

TRANSCRIPTS = HOME / "transcripts"
CODERS = ("c1", "c2", "consensus")
IMPOSSIBLE = {("task-force", "all"), ("communication", "all"), ("cooperation", "all")}
"""Overall figures that the report's own splits by position contradict."""

# A process in which every socket but a local one is refused before qualcode is imported.
WITHOUT_NETWORK = """
import socket, sys

def refusing(real):
    def refused(self, address, *rest):
        if self.family != socket.AF_UNIX:
            raise AssertionError(f"a network call to {address!r}")
        return real(self, address, *rest)
    return refused

socket.socket.connect = refusing(socket.socket.connect)
socket.socket.connect_ex = refusing(socket.socket.connect_ex)
socket.socket.bind = refusing(socket.socket.bind)
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    def refuse(*_, name=name):
        raise AssertionError(f"a network call: {name}")
    setattr(socket, name, refuse)

from qualcode.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def instrument() -> dict[str, Any]:
    """Return the questions of the instrument by id."""
    content = yaml.safe_load((TRANSCRIPTS / "instrument.yaml").read_text(encoding="utf-8"))
    return {one["id"]: one for section in content["sections"] for one in section["questions"]}


@cache
def respondents() -> dict[str, dict[str, str]]:
    """Return each respondent's answers by question (or question and part), with the position."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((TRANSCRIPTS / "survey").glob("*.csv")):
        for row in table(path):
            position = row["position"]
            named = {
                str(question["numbers"][position]): name
                for name, question in instrument().items()
                if position in question.get("numbers", {})
            }
            answers = {"position": position}
            for column, cell in row.items():
                number, _, part = column.partition(".")
                if number in named:
                    answers[named[number] + (f".{part}" if part else "")] = cell.strip()
            assert row["respondent"] not in found
            found[row["respondent"]] = answers
    return found


@cache
def below() -> dict[str, set[str]]:
    """Map each code to itself and all codes below it."""
    found: dict[str, set[str]] = {}

    def walk(codes: list[dict[str, Any]]) -> set[str]:
        everything: set[str] = set()
        for code in codes:
            found[code["id"]] = {code["id"]} | walk(code.get("codes", []))
            everything |= found[code["id"]]
        return everything

    for path in (HOME / "codebooks").glob("*.yaml"):
        walk(yaml.safe_load(path.read_text(encoding="utf-8"))["codes"])
    return found


@cache
def given() -> dict[tuple[str, str], set[str]]:
    """Map respondent and question to the codes that the consensus gave the answer."""
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in table(TRANSCRIPTS / "codings" / "consensus.csv"):
        codes[row["participant"], row["segment"]].add(row["code"])
    return codes


def counted(figure: dict[str, Any]) -> tuple[int, int]:
    """Count one published figure: how many respondents, of how many who answered."""
    question, wanted = figure["question"], figure.get("answer")
    asked = {
        name: answers[question]
        for name, answers in respondents().items()
        if figure["group"] in ("all", answers["position"])
        and answers.get(question, "") not in ("", "not asked")
    }
    if wanted is None:
        codes = below()[figure["code"]]
        return sum(bool(given()[name, question] & codes) for name in asked), len(asked)
    return sum(_counts(value, wanted) for value in asked.values()), len(asked)


def _counts(value: str, wanted: dict[str, Any]) -> bool:
    if "is" in wanted:
        return value.casefold() == str(wanted["is"]).casefold()
    return wanted.get("min", -1e9) <= float(value) <= wanted.get("max", 1e9)


PUBLISHED: list[dict[str, Any]] = yaml.safe_load(
    (TRANSCRIPTS / "published.yaml").read_text(encoding="utf-8")
)["rows"]


def offline(folder: Path) -> Answer:
    """Run the demo where every socket but a local one is refused."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, "demo", str(folder), "--json", "--open"],
        cwd=folder.parent, env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
        check=False, timeout=300, text=True, encoding="utf-8",
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The comparison as JSON, from a run in which the network is refused."""
    answer = demo_run(tmp_path_factory, "offline", offline).answer
    assert answer.code == 0, answer.err
    assert "needs a terminal; nothing was opened" in answer.err
    rows: list[dict[str, Any]] = answer.json["rows"]
    return rows


def test_it_runs_from_init_to_export_in_the_open(demo: DemoRun) -> None:
    assert demo.answer.code == 0, demo.answer.err
    steps = re.findall(r"^\$ qualcode (.*)$", demo.answer.out, re.MULTILINE)
    for verb in ("init", "codebook add", "import", "agreement", "frequencies", "export", "check"):
        assert any(f"{verb} " in f"{step} " for step in steps), verb
    for words in ("Published and counted", "The study is sound", "code --coder c1", "synthetic"):
        assert words in demo.answer.out
    assert "Traceback" not in demo.answer.err


def test_without_a_network_every_figure_is_compared(compared: list[dict[str, Any]]) -> None:
    assert len(compared) == len(PUBLISHED) > 60
    for shown, figure in zip(compared, PUBLISHED, strict=True):
        assert (shown["question"], shown["group"]) == (figure["question"], figure["group"])


@pytest.mark.parametrize("number", range(len(PUBLISHED)), ids=[one["id"] for one in PUBLISHED])
def test_a_figure_is_what_the_shipped_files_hold(
    compared: list[dict[str, Any]], number: int
) -> None:
    figure, shown = PUBLISHED[number], compared[number]
    n, base = counted(figure)
    assert (shown["n"], shown["base"]) == (n, base)
    if "percent" in figure:
        assert shown["counted"] == pytest.approx(100 * n / base)
        assert shown["published"] == figure["percent"]
        agrees = int(100 * n / base + 0.5) == figure["percent"]
        assert agrees != ((figure["question"], figure["group"]) in IMPOSSIBLE)
        assert (shown["difference"] == 0) == agrees
    else:
        beside = [
            counted(one)[0]
            for one in PUBLISHED
            if (one["question"], one["group"]) == (figure["question"], figure["group"])
        ]
        assert 1 + sum(other > n for other in beside) == figure["order"]
        assert (shown["counted"], shown["difference"]) == (figure["order"], 0)


def test_only_the_three_impossible_figures_are_off(compared: list[dict[str, Any]]) -> None:
    off = {(row["question"], row["group"]) for row in compared if row["difference"] != 0}
    assert off == IMPOSSIBLE
    assert all(row["note"] for row in compared if row["difference"] != 0)


def test_the_exports_read_back(demo: DemoRun) -> None:
    exports = demo.folder / "exports"
    rows = table(exports / "codings.csv")
    shipped = sum(
        bool(row["code"]) for name in CODERS for row in table(TRANSCRIPTS / f"codings/{name}.csv")
    )
    assert len(rows) == shipped
    book = openpyxl.load_workbook(exports / "codings.xlsx", read_only=True)
    sheet = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert list(sheet[0]) == list(rows[0])
    assert len(sheet) == len(rows) + 1
    assert [line[5] for line in sheet[1:]] == [row["quotation"] for row in rows]
    assert {row["coder"] for row in rows} == set(CODERS)
    frequencies = table(exports / "frequencies.csv")
    assert list(frequencies[0])[:9] == [
        "code", "name", "level", "group", "n", "base", "percent", "low", "high",
    ]  # fmt: skip
    assert {row["group"] for row in frequencies} >= {"investigator", "officer", "coordinator"}
    assert {"code", "alpha", "kappa", "percent"} <= set(table(exports / "agreement.csv")[0])


def test_the_agreement_is_believable(demo: DemoRun) -> None:
    report = run("-C", demo.folder, "agreement", "--json").json
    assert report["coders"] == ["c1", "c2"]
    assert 0.6 < report["overall"]["value"] < 0.95
    assert len(report["disagreements"]) > 50
    assert report["units"] > 300


def test_a_second_run_into_the_folder_is_refused(demo: DemoRun) -> None:
    before = (demo.folder / "study.toml").read_bytes()
    told_plainly(run("demo", demo.folder), "a study already", "qualcode demo DIR")
    assert (demo.folder / "study.toml").read_bytes() == before


def test_what_is_there(demo: DemoRun) -> None:
    kinds = Counter(
        row["kind"] for row in run("-C", demo.folder, "source", "list", "--json").json["rows"]
    )
    assert kinds == {"survey": 121, "interview": 7, "case": 9, "forum": 3}
    assert Counter(one["position"] for one in respondents().values()) == {
        "investigator": 84, "officer": 30, "coordinator": 7,
    }  # fmt: skip
    people = run("-C", demo.folder, "participant", "list", "--json").json["rows"]
    names = {one["name"] for one in people if not one["counted"]}
    assert names
    assert all("oderator" in name or "nterviewer" in name or "MODERATOR" in name for name in names)


@pytest.mark.parametrize("coder", CODERS)
def test_every_shipped_coding_quotes_its_text(demo: DemoRun, coder: str) -> None:
    rows = run("-C", demo.folder, "export", "codings", "--coder", coder, "--csv").rows
    found = Counter((row["source"], row["start"], row["quotation"], row["code"]) for row in rows)
    shipped = [row for row in table(TRANSCRIPTS / f"codings/{coder}.csv") if row["code"]]
    assert found == Counter(
        (row["source"], row["start"], row["quotation"], row["code"]) for row in shipped
    )
    for row in shipped:
        if row["participant"] not in respondents():
            continue
        answer = respondents()[row["participant"]][row["segment"]]
        assert row["quotation"] in answer


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every sentence of the demo texts with the file that it stands in."""
    spoken = {name for name, question in instrument().items() if question["type"] == "open"}
    for name, answers in respondents().items():
        for question, answer in answers.items():
            if question in spoken:
                yield from ((one, name) for one in split(answer))
    for folder in ("interviews", "forums", "cases"):
        for path in sorted((TRANSCRIPTS / folder).iterdir()):
            for line in path.read_text(encoding="utf-8").splitlines():
                said = re.sub(r"^(\[[^\]]+\]|[\w. ]{1,20}:)\s*", "", line)
                if not line.startswith("#"):
                    yield from ((one, path.name) for one in split(said))


def split(text: str) -> list[str]:
    """Return the sentences of a text; what has fewer than four words says nothing of its own."""
    found = [one.strip().casefold() for one in re.split(r"(?<=[.!?…])[\"”’)]*\s+", text)]
    return [one for one in found if len(one.split()) > 3]


def test_no_sentence_occurs_twice() -> None:
    seen = Counter(one for one, _ in sentences())
    assert len(seen) > 3_000
    assert {one: n for one, n in seen.items() if n > 1} == {}


def test_the_texts_say_that_they_are_synthetic() -> None:
    for path in ("instrument.yaml", "published.yaml", "README.md"):
        assert "synthetic" in (TRANSCRIPTS / path).read_text(encoding="utf-8").casefold()
