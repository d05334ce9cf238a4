"""A gallery of bad input: one clear sentence each, and the study stays as it was."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import winter
from tests.support.cli import Desk, call, obey_permissions, run, told_plainly

Words = tuple[str | Path, ...]


@dataclass(frozen=True)
class Bad:
    """Bad input: how the command line is made, and what the message must say."""

    name: str
    words: Callable[[Desk], Words]
    said: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def file(name: str, content: str | bytes, *before: str) -> Callable[[Desk], Words]:
    """Return the command line that ends with a file of this content."""
    return lambda desk: ("--as", "ann", *before, desk.written(f"bad/{name}", content))


def line(*words: str) -> Callable[[Desk], Words]:
    """Return a command line of plain words."""
    return lambda _desk: ("--as", "ann", *words)


def codings(content: str, *options: str) -> Callable[[Desk], Words]:
    """Return the import of a table of codings."""
    return lambda desk: (
        "--as", "ann", "import", *options, "--codings", desk.written("bad/codings.csv", content)
    )  # fmt: skip


HEAD = 'format: qualcode-codebook/1\ntitle: T\nversion: "1.0"\n'
CODE = "- id: {0}\n  name: {0}\n  short: s\n  definition: d\n"
SQLITE = b"SQLite format 3\x00" + bytes(100)

CODEBOOKS = [
    Bad("yaml that does not parse", file("b.yaml", HEAD + "codes: [\n", "codebook", "add"),
        ("b.yaml:5",)),
    Bad("a tab", file("b.yaml", HEAD + "codes:\n\t- id: a\n", "codebook", "add"), ("b.yaml:5",)),
    Bad("a duplicate key", file("b.yaml", HEAD + "title: U\n", "codebook", "add"),
        ("b.yaml:4:1", "title")),
    Bad("a tag", file("b.yaml", HEAD + "codes: !!python/object:os.system []\n", "codebook", "add"),
        ("b.yaml:4:8",)),
    Bad("an anchor", file("b.yaml", HEAD + "codes: &a []\n", "codebook", "add"), ("b.yaml:4:8",)),
    Bad("an unknown key", file("b.yaml", HEAD + "codes:\n" + CODE.format("a") + "  colur: red\n",
        "codebook", "add"), ("b.yaml:9:3", "colur")),
    Bad("a duplicate id", file("b.yaml", HEAD + "codes:\n" + CODE.format("a") + CODE.format("a"),
        "codebook", "add"), ("b.yaml:9:", "'a'")),
    Bad("mere words", file("b.yaml", "a codebook\n", "codebook", "add"), ("b.yaml:1",)),
    Bad("an empty codebook", file("b.yaml", "", "codebook", "add"), ("b.yaml", "empty")),
    Bad("a codebook in no encoding", file("b.yaml", HEAD.encode() + b"codes: \xff\xfe\xfa\n",
        "codebook", "add"), ("b.yaml",)),
    Bad("a codebook that is a database", file("b.yaml", SQLITE, "codebook", "add"), ("b.yaml",)),
    Bad("a missing codebook", line("codebook", "add", "/no/such.yaml"), ("/no/such.yaml",)),
    Bad("a code that moves", file("b.yaml", HEAD + "codes:\n" + CODE.format("office"),
        "codebook", "add"), ("b.yaml", "office")),
    Bad("a key that is taken", file("b.yaml", HEAD + "codes:\n" + CODE.format("x") + '  key: "n"\n',
        "codebook", "add"), ("b.yaml", "'n'")),
]  # fmt: skip

INSTRUMENTS = [
    Bad("an instrument that does not parse", file("i.yaml", "questions: {", "import",
        "--attributes", "/dev/null", "--instrument"), ("i.yaml",)),
]  # fmt: skip


def instrument(content: str) -> Callable[[Desk], Words]:
    """Return the import of a survey with a broken instrument."""
    return lambda desk: (
        "--as", "ann", "import", "--instrument", desk.written("bad/i.yaml", content),
        desk.written("bad/s.csv", winter.survey({"P9": ("nurse", "Warm enough, thank you.")})),
    )  # fmt: skip


INSTRUMENT_HEAD = 'format: qualcode-instrument/1\ntitle: T\nversion: "1.0"\n'
INSTRUMENTS = [
    Bad("broken yaml", instrument(INSTRUMENT_HEAD + "sections: ["), ("i.yaml:5",)),
    Bad("an unknown type", instrument(INSTRUMENT_HEAD + "sections:\n- title: A\n  questions:\n"
        "  - {id: q, type: essay, text: Why?}\n"), ("i.yaml:7", "essay")),
    Bad("an id twice", instrument(INSTRUMENT_HEAD + "sections:\n- title: A\n  questions:\n"
        "  - {id: q, type: open, text: Why?}\n  - {id: q, type: open, text: How?}\n"),
        ("i.yaml:8", "'q'")),
    Bad("an empty instrument", instrument(""), ("i.yaml", "empty")),
    Bad("an instrument that is a picture", instrument("\x00\x01\x02"), ("i.yaml",)),
]  # fmt: skip

SURVEYS = [
    Bad("an empty file", file("s.csv", "", "import"), ("s.csv", "empty")),
    Bad("blanks only", file("s.csv", " \n\n \n", "import"), ("s.csv", "empty")),
    Bad("a header only", file("s.csv", "id,text\n", "import"), ("s.csv", "no row")),
    Bad("an id twice", file("s.csv", "id,remarks\na,one thing or two\nb,x y z\na,more of it\n",
        "import", "--id", "id"), ("s.csv, row 4", "'a'", "row 2", "--id")),
    Bad("an id missing", file("s.csv", "id,remarks\na,one thing or two\n,x y z\n", "import",
        "--id", "id"), ("s.csv, row 3", "missing")),
    Bad("a row too long", file("s.csv", "id,remarks\na,one,two,three\n", "import"),
        ("s.csv, row 2",)),
    Bad("no such id column", file("s.csv", "id,remarks\na,one\n", "import", "--id", "idd"),
        ("s.csv", "'idd'", "id")),
    Bad("no such text column", file("s.csv", "id,remarks\na,one\n", "import", "--text", "remark"),
        ("s.csv", "'remark'", "remarks")),
    Bad("no such sheet", lambda desk: ("--as", "ann", "import", "--sheet", "Tuesday",
        winter.workbook(desk.folder.parent / "b.xlsx", [["id", "t"], ["a", "b"]])),
        ("b.xlsx", "Tuesday")),
    Bad("a workbook that is none", file("s.xlsx", "id,text\n", "import"), ("s.xlsx",)),
    Bad("a truncated workbook", file("s.xlsx", b"PK\x03\x04 and no more", "import"), ("s.xlsx",)),
    Bad("bytes that are no text", file("s.csv", bytes(range(256)) * 9, "import"), ("s.csv",)),
    Bad("another encoding than named", file("s.csv", "id,ä\n".encode("cp1252"), "import",
        "--encoding", "utf-8"), ("s.csv", "utf-8")),
    Bad("an encoding nobody knows", file("s.csv", "id,t\na,b\n", "import", "--encoding", "utf-9"),
        ("utf-9",)),
]  # fmt: skip

TEXTS = [
    Bad("an empty text", file("t.txt", "", "import"), ("t.txt", "empty")),
    Bad("a picture", file("t.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "import"), ("t.txt",)),
    Bad("a document that is none", file("t.docx", "words", "import"), ("t.docx",)),
    Bad("captions without a head", file("t.vtt", "Hello there\n", "import"), ("t.vtt",)),
    Bad("an ending nobody knows", file("t.xyz", "words", "import"), ("t.xyz", ".docx")),
    Bad("no ending", file("README", "words", "import"), ("README", "no ending")),
    Bad("a missing file", line("import", "/no/such.txt"), ("/no/such.txt",)),
    Bad("a folder of nothing", lambda desk: ("--as", "ann", "import", desk.folder / "exports"),
        ("exports", "no file")),
    Bad("nothing at all", line("import"), ("FILE", "--codings")),
    Bad("a device", line("import", "/dev/null"), ("/dev/null",)),
]  # fmt: skip

TABLES = [
    Bad("unknown codes", codings("participant,code\nP1,lamp\nP2,ofice\n", "--coder", "ann"),
        ("codings.csv", "'lamp'", "'ofice'", "--add-codes")),
    Bad("one offset of two", codings("source,code,start,end\nP1,office,3,\n", "--coder", "ann"),
        ("codings.csv, row 2", "start and end")),
    Bad("an offset that is a word", codings("source,code,start,end\nP1,office,a,9\n", "--coder",
        "ann"), ("codings.csv, row 2", "'a'")),
    Bad("an unknown coder", codings("participant,code\nP1,office\n", "--coder", "an"),
        ("'an'", "qualcode coder add")),
    Bad("no column says where", codings("code,when\noffice,now\n", "--coder", "ann"),
        ("codings.csv", "participant")),
    Bad("neither long nor wide", codings("a,b\nred,blue\n", "--coder", "ann"),
        ("codings.csv", "code")),
    Bad("a file that is none", line("import", "--codings", "/no.csv", "--coder", "ann"),
        ("/no.csv",)),
    Bad("attributes without a column", file("a.csv", "participant\nP1\n", "import", "--attributes"),
        ("a.csv", "column")),
    Bad("attributes twice", file("a.csv", "participant,x\nP1,1\nP1,2\n", "import", "--attributes"),
        ("a.csv, row 3", "'P1'")),
]  # fmt: skip

NAMES = [
    Bad("a source", line("source", "rename", "P11", "x"), ("source 'P11'", "'P1'")),
    Bad("a participant", line("participant", "remove", "p1"), ("participant 'p1'", "'P1'")),
    Bad("a code", line("memo", "write", "--code", "ofice", "x"), ("code 'ofice'", "'office'")),
    Bad("a question", line("frequencies", "--question", "what-helped"), ("question",)),
    Bad("an attribute", line("frequencies", "--by", "positon"), ("attribute", "'position'")),
    Bad("a coder rule", line("frequencies", "--coder-rule", "most"), ("'most'",)),
    Bad("a coder to compare", line("agreement", "--coders", "ann,boo"), ("'boo'", "'bo'")),
    Bad("a coder to export", line("export", "codings", "--coder", "boo"), ("'boo'",)),
    Bad("one coder to compare", line("agreement", "--coders", "ann"), ("two coders",)),
    Bad("a question to compare", line("agreement", "--question", "nothing"), ("question",)),
    Bad("a question to export", line("export", "codings", "--question", "nothing"), ("question",)),
    Bad("an empty memo", line("memo", "write", " "), ("words",)),
    Bad("an empty name", line("source", "rename", "P1", " "), ("name",)),
    Bad("a coder called as a rule", line("coder", "add", "majority"), ("coder rule",)),
]

PLACES = [
    Bad("an export to a device", line("export", "codings", "-o", "/proc/codings.csv"),
        ("/proc/codings.csv",)),
    Bad("a workbook to a device", line("export", "codings", "-o", "/proc/codings.xlsx"),
        ("/proc/codings.xlsx",)),
    Bad("a table to a device", line("source", "list", "-o", "/proc/new/x.json"), ("/proc/new",)),
    Bad("a backup to a device", line("backup", "/proc/copy.db"), ("/proc/copy.db",)),
    Bad("an export onto a folder", lambda desk: ("export", "codings", "-o", desk.folder),
        ("study",)),
    Bad("restoring nothing", line("restore", "/no/backup.db"), ("/no/backup.db",)),
    Bad("restoring garbage", file("copy.db", b"garbage" * 1000, "restore"), ("copy.db",)),
    Bad("restoring a foreign database", lambda desk: ("restore", foreign_database(desk)),
        ("foreign.db",)),
    Bad("a study over a study", lambda desk: ("init", desk.folder), ("a study already",)),
]  # fmt: skip


def foreign_database(desk: Desk) -> Path:
    """Make a database that is no study."""
    path = desk.folder.parent / "foreign.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photo (id INTEGER)")
        connection.commit()
    return path


def content(desk: Desk) -> dict[str, str]:
    """Return everything in a study, file by file; of the database what it holds."""
    found = {
        str(path.relative_to(desk.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(desk.folder.rglob("*"))
        if path.is_file() and not path.name.startswith("study.db")
    }
    with closing(sqlite3.connect(desk.folder / "study.db")) as connection:
        return found | {"study.db": "\n".join(connection.iterdump())}


GALLERY = [*CODEBOOKS, *INSTRUMENTS, *SURVEYS, *TEXTS, *TABLES, *NAMES, *PLACES]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One study for the whole gallery: it must never change."""
    desk = Desk(tmp_path_factory.mktemp("gallery") / "study")
    assert call("init", desk.folder, "--coder", "ann").code == 0
    desk("codebook", "add", desk.written("winter.yaml", winter.CODEBOOK))
    desk("import", "--yes", desk.written("survey.csv", winter.survey()))
    desk("import", "--codings", desk.written("ann.csv", winter.LONG_CODINGS), "--coder", "ann")
    desk("coder", "add", "bo")
    return desk


@pytest.mark.parametrize("bad", GALLERY, ids=str)
def test_one_clear_sentence_and_nothing_changed(kept: Desk, bad: Bad) -> None:
    words = bad.words(kept)
    before = content(kept)
    answer = kept.tried(*words)
    told_plainly(answer, *bad.said)
    assert answer.out == ""
    assert content(kept) == before


def test_codebook_check_lists_everything_at_once(kept: Desk) -> None:
    path = kept.written("bad/all.yaml", HEAD + "colour: red\ncodes:\n" + CODE.format("a b"))
    answer = kept.tried("codebook", "check", path)
    assert answer.code == 1
    assert "all.yaml:4:1" in answer.err
    assert "all.yaml:6:" in answer.err
    good = kept.written("bad/good.yaml", winter.CODEBOOK)
    answer = kept.tried("codebook", "check", good, path)
    assert (answer.code, "good.yaml: sound" in answer.out) == (1, True)


def test_codings_outside_a_text_are_listed_and_change_nothing(kept: Desk) -> None:
    table = "source,code,start,end\nP1,office,900,905\nP1,office,40,20\n"
    answer = kept.tried("--as", "ann", "import", "--coder", "ann", "--codings",
                        kept.written("bad/outside.csv", table))  # fmt: skip
    assert "2 rows matched nothing" in answer.err
    assert "row 3: no segment holds 40-20" in answer.err
    assert "0 codings" in answer.out


def test_good_files_before_a_bad_one_are_kept(empty: Desk) -> None:
    good, bad = empty.written("a.md", winter.NOTES), empty.written("b.docx", "none")
    told_plainly(empty.tried("import", good, bad), "b.docx")
    assert [one["name"] for one in empty("source", "list", "--json").json["rows"]] == ["a"]


def test_a_folder_without_a_study_is_not_made_one(tmp_path: Path) -> None:
    for words in (("check",), ("source", "list"), ("restore", "x"), ("undo",), ("agreement",)):
        told_plainly(call("-C", tmp_path, *words), "There is no study", "qualcode init")
    assert list(tmp_path.iterdir()) == []


def test_a_study_file_that_does_not_parse(desk: Desk) -> None:
    (desk.folder / "study.toml").write_text("title = [\n")
    told_plainly(desk.tried("check"), "study.toml", "line")


@pytest.mark.parametrize("garbage", [b"", b"garbage" * 100, b"SQLite format 3\x00" + b"x" * 4096])
def test_a_database_that_is_none(desk: Desk, garbage: bytes) -> None:
    for companion in ("-wal", "-shm"):
        (desk.folder / f"study.db{companion}").unlink(missing_ok=True)
    (desk.folder / "study.db").write_bytes(garbage)
    for words in (("check",), ("source", "list"), ("--as", "ann", "undo")):
        told_plainly(desk.tried(*words), "study.db")
    assert (desk.folder / "study.db").read_bytes() == garbage


def test_a_missing_database(desk: Desk) -> None:
    (desk.folder / "study.db").unlink()
    told_plainly(desk.tried("source", "list"), "study.db")
    assert not (desk.folder / "study.db").exists()


def test_a_newer_database_is_left_alone(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "study.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = content(desk)
    for words in (("check",), ("--as", "ann", "undo"), ("backup",), ("source", "list")):
        told_plainly(desk.tried(*words), "newer")
    assert content(desk) == before


def test_a_damaged_page_is_found_by_check(desk: Desk, tmp_path: Path) -> None:
    desk("backup", tmp_path / "copy.db")
    with closing(sqlite3.connect(desk.folder / "study.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = desk.folder / "study.db"
    path.write_bytes(path.read_bytes()[:8192] + b"\xff" * 4096 + path.read_bytes()[12288:])
    answer = desk.tried("check")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert answer.err.strip()


@pytest.fixture
def locked(desk: Desk) -> Desk:
    """A study on a disk that cannot be written."""
    for path in (desk.folder, *desk.folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return desk


@pytest.mark.parametrize(
    "words",
    [
        ("--as", "ann", "memo", "write", "Cold."),
        ("--as", "ann", "import", "--yes", "../new.md"),
        ("--as", "ann", "undo"),
        ("coder", "add", "cy"),
        ("codebook", "add", "../new.yaml"),
        ("backup",),
        ("export", "codings", "-o", "codings.csv"),
    ],
    ids=" ".join,
)
def test_a_read_only_disk(locked: Desk, words: tuple[str, ...]) -> None:
    locked.written("new.md", winter.NOTES)
    locked.written("new.yaml", HEAD + "codes:\n" + CODE.format("new"))
    database = (locked.folder / "study.db").read_bytes()
    named = () if "--as" in words else ("--as", "ann")
    answer = run(*named, *words, cwd=locked.folder, prepare=obey_permissions)
    told_plainly(answer, str(locked.folder))
    assert (locked.folder / "study.db").read_bytes() == database


def test_init_on_a_read_only_disk(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    answer = run("init", tmp_path / "new", "--coder", "ann", prepare=obey_permissions)
    told_plainly(answer, "new", "cannot be written")
    answer = run("demo", tmp_path / "demo", prepare=obey_permissions)
    assert (answer.code, "Traceback" in answer.err) == (1, False)
    tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_file(desk: Desk) -> None:
    path = desk.written("secret.md", winter.NOTES)
    path.chmod(0)
    answer = run("-C", desk.folder, "--as", "ann", "import", path, prepare=obey_permissions)
    told_plainly(answer, "secret.md", "Permission denied")


def test_a_failed_restore_keeps_the_study(desk: Desk, tmp_path: Path) -> None:
    before = desk("export", "codings", "--csv").out
    desk("backup", tmp_path / "copy.db")
    half = (tmp_path / "copy.db").read_bytes()[:9000]
    told_plainly(desk.tried("restore", desk.written("half.db", half)), "half.db")
    assert desk("export", "codings", "--csv").out == before


def test_hand_edited_codebook_is_shown_applied_or_refused(desk: Desk) -> None:
    path = desk.folder / "codebook.yaml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace("Money is named", "Money is spoken of"), encoding="utf-8")
    assert "codebook.yaml was edited by hand" in desk("source", "list").err
    shown = desk("codebook", "diff").out
    assert "-  short: Money is named." in shown
    assert "+  short: Money is spoken of." in shown
    desk("--as", "ann", "codebook", "refuse")
    assert path.read_text(encoding="utf-8") == kept

    path.write_text(kept.replace("Money is named", "Money is spoken of"), encoding="utf-8")
    desk("--as", "ann", "codebook", "apply")
    codes = {one["id"]: one for one in desk("codebook", "list", "--json").json["codes"]}
    assert codes["money"]["short"] == "Money is spoken of."
    assert "edited" not in desk("source", "list").err

    path.write_text(kept.split("- id: money")[0], encoding="utf-8")
    told_plainly(desk.tried("--as", "ann", "codebook", "apply"), "codebook.yaml", "money",
                 "retired:")  # fmt: skip
    path.write_text("codes: [", encoding="utf-8")
    told_plainly(desk.tried("--as", "ann", "codebook", "apply"), "codebook.yaml:2")
    assert json.loads(desk("codebook", "list", "--json").out)["codes"]
