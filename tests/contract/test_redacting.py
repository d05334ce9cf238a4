"""Names leave a study for good, and everything that was attached to their passages stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.coding import LookState, MemoSubject
from qualcode.domain.errors import InputError, Refused, StoreUnavailable, WrongPassphrase
from qualcode.domain.events import EventKind
from qualcode.domain.redaction import Hit, IdentifierKind, Verdict
from qualcode.domain.span import Span
from qualcode.privacy.vault import Vault
from qualcode.study.redacting.desk import RedactionDesk
from tests.support.studies import segments, small_survey

PASSPHRASE = "nine quiet herons"
NAMED = [
    ("R1", "analyst", "Marisol Reyes trained us in Tucson.", "REYES left, and reyes' files too."),
    ("R2", "Sgt. Okafor", "Ask the sergeant.", "Call 555-0142 and ask for Marisol."),
]
GONE = ("Marisol", "Reyes", "Okafor", "555-0142", "Tucson")


@pytest.fixture
def named(study: Study, tmp_path: Path) -> Study:
    """Give a study whose answers hold names, with work of two coders in it."""
    small_survey(study, tmp_path / "incoming", NAMED)
    first, second, _, fourth = segments(study)
    study.codings.apply("time", first, Span(first.span.start, first.span.start + 21))
    study.codings.apply("data", second)
    ben = study.acting_as("Ben")
    ben.codings.apply("law", fourth)
    ben.codings.look([first.id], LookState.NOTHING)
    ben.flags.put([first.id])
    study.memos.write(MemoSubject.SEGMENT, first.id, "Is REYES still there?")
    study.memos.write(MemoSubject.SOURCE, first.source, "About Reyes.")
    study.memos.write(MemoSubject.STUDY, "", "Marisol Reyes has to read this.")
    return study


@pytest.fixture(scope="module")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of an empty vault: to lock one takes a second on purpose."""
    return Vault.create(tmp_path_factory.mktemp("vault") / "v.age", PASSPHRASE).path.read_bytes()


@pytest.fixture
def desk(named: Study, empty_vault: bytes) -> RedactionDesk:
    """Give the desk with a vault beside the study."""
    named.redacting.vault_path().write_bytes(empty_vault)
    return named.redacting.open(PASSPHRASE)


def decide_all(desk: RedactionDesk) -> list[Hit]:
    hits = desk.queue()
    desk.decide_all(hits, Verdict.REPLACE)
    return hits


def holding(folder: Path, words: str) -> list[str]:
    """Return the files whose bytes hold the words, in any case, in UTF-8 or UTF-16."""
    forms = {words, words.casefold(), words.upper()}
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and any(
            form.encode(encoding) in path.read_bytes()
            for form in forms
            for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        )
    ]


def quotations(study: Study) -> dict[str, str]:
    texts = {one.id: study.sources.read(one) for one in study.sources}
    return {one.id: texts[one.source].quotation(one.span) for one in study.codings.all()}


def test_nothing_of_a_replaced_name_is_left_in_any_file(named: Study, desk: RedactionDesk) -> None:
    assert named.folder is not None
    if not named.place.startswith("postgresql"):
        assert holding(named.folder, "Reyes")
    (named.folder / "vectors.npz").write_bytes(b"Reyes")
    desk.add_names([("Okafor", IdentifierKind.PERSON, "")])
    decide_all(desk)
    done = desk.apply(accept_moved=True)
    assert done.residue == ()
    assert desk.residue() == []
    for name in GONE:
        assert holding(named.folder, name) == [], name
    assert named.check() == []


def test_codings_keep_their_words_with_the_same_replacements(
    named: Study, desk: RedactionDesk
) -> None:
    before = quotations(named)
    decide_all(desk)
    done = desk.apply()
    assert (done.sources, done.codings, done.moved) == (2, 3, ())
    after = quotations(named)
    assert after.keys() == before.keys()
    assert sorted(after.values()) == [
        "Call [phone number] and ask for [Person 1].",
        "[Person 1] left, and [Person 1]' files too.",
        "[Person 1] trained",
    ]


def test_looks_flags_memos_and_attributes_follow(named: Study, desk: RedactionDesk) -> None:
    decide_all(desk)
    desk.add_names([("Okafor", IdentifierKind.PERSON, "[Officer 1]")])
    desk.apply()
    first = segments(named)[0]
    looks = {(one.coder, one.segment): one.state for one in named.codings.looks()}
    ben = named.team.find("Ben").id
    assert looks[ben, first.id] is LookState.NOTHING
    assert [one.spot.segment for one in named.acting_as("Ben").flags.all()] == [first.id]
    told = {memo.text: memo.subject for memo in named.memos.all()}
    assert told == {
        "Is [Person 1] still there?": first.id,
        "About [Person 1].": first.source,
        "[Person 1] has to read this.": "",
    }
    assert named.participants.find("R2").attributes["position"] == "[Officer 1]"


def test_search_finds_the_new_words_and_not_the_old(named: Study, desk: RedactionDesk) -> None:
    decide_all(desk)
    desk.apply()
    assert named.seeking.find("reyes") == []
    assert len(named.seeking.find("trained")) == 1


def test_what_was_taken_out_is_in_the_vault_and_nowhere_if_destroyed(
    named: Study, desk: RedactionDesk
) -> None:
    decide_all(desk)
    desk.apply()
    again = named.redacting.open(PASSPHRASE)
    contents = again._vault.contents
    assert next(one.text for one in contents.texts).startswith("Marisol Reyes trained us")
    assert b"Marisol Reyes" in next(iter(contents.originals.values()))
    assert any("REYES still" in words for words in contents.wordings.values())


def test_destroyed_originals_are_nowhere(named: Study, desk: RedactionDesk) -> None:
    decide_all(desk)
    desk.apply(destroy=True)
    contents = named.redacting.open(PASSPHRASE)._vault.contents
    assert (contents.texts, contents.originals, contents.wordings) == ((), {}, {})
    assert contents.names


def test_a_redaction_is_told_without_names_and_cannot_be_undone(
    named: Study, desk: RedactionDesk
) -> None:
    decide_all(desk)
    desk.apply()
    events = [one for one in named.history.latest(1) if one.kind is EventKind.REDACTION]
    assert len(events) == 3
    assert not any(name in str(events) for name in GONE)
    with pytest.raises(Refused, match="redaction cannot be undone"):
        named.history.undo()
    with pytest.raises(Refused, match="undo that first"):
        named.acting_as("Ben").history.undo()


def test_a_coding_that_cuts_through_a_name_is_told_of_before_anything_is_done(
    named: Study, desk: RedactionDesk
) -> None:
    first = segments(named)[0]
    named.codings.apply("law", first, Span(first.span.start, first.span.start + 7))
    decide_all(desk)
    waiting, moved = desk.preview()
    assert waiting == 6
    assert [(one.quotation, one.becomes) for one in moved] == [("Marisol", "[Person 1]")]
    before = named.history.latest(1)
    with pytest.raises(InputError, match="would grow"):
        desk.apply()
    assert named.history.latest(1) == before
    assert desk.apply(accept_moved=True).moved == tuple(moved)
    assert named.check() == []


def test_what_was_decided_waits_for_the_next_day_without_the_names(
    named: Study, desk: RedactionDesk
) -> None:
    hits = decide_all(desk)
    again = named.redacting.open(PASSPHRASE)
    assert again.queue() == []
    assert len(again.queue(all_hits=True)) == len(hits)
    again.take_back(again.queue(all_hits=True)[:1])
    assert len(again.queue()) == 1


def test_what_is_kept_stays_with_its_reason(named: Study, desk: RedactionDesk) -> None:
    hits = desk.queue()
    place = next(one for one in hits if one.words == "Tucson")
    with pytest.raises(InputError, match="reason"):
        desk.decide(place, Verdict.KEEP)
    desk.decide_all([one for one in hits if one != place], Verdict.REPLACE)
    desk.decide(place, Verdict.KEEP, reason="A state capital.")
    desk.apply()
    assert "Tucson" in named.sources.read("R1").text
    assert desk.queue() == []
    assert desk.residue() == []


def test_a_name_that_is_confirmed_is_replaced_wherever_it_stands(
    named: Study, desk: RedactionDesk
) -> None:
    desk.add_names([("Marisol Reyes", IdentifierKind.PERSON, "[Trainer]")])
    desk.apply()
    assert named.sources.read("R1").text.count("[Trainer]") == 3
    assert "Tucson" in named.sources.read("R1").text


def test_another_passphrase_does_not_open_the_vault(named: Study, desk: RedactionDesk) -> None:
    with pytest.raises(WrongPassphrase):
        named.redacting.open("ten loud herons")


def test_what_lies_in_the_vault_is_not_readable(named: Study, desk: RedactionDesk) -> None:
    decide_all(desk)
    desk.apply()
    assert named.folder is not None
    content = (named.folder / "vault.age").read_bytes()
    assert not any(name.encode() in content for name in GONE)


def test_names_in_labels_are_suggested_and_replaced_with_those_in_texts(
    named: Study, desk: RedactionDesk
) -> None:
    named.participants.rename("R2", "Dwayne Okafor")
    assert "Sgt. Okafor" in [one.name for one in desk.suggested_names()]
    desk.add_names([("Dwayne Okafor", IdentifierKind.PERSON, "[Officer 1]")])
    desk.apply()
    assert named.participants.find("[Officer 1]").attributes["position"] == "[Officer 1]"
    assert desk.suggested_names() == []


def test_redacting_twice_goes_on_with_the_same_pseudonyms(
    named: Study, desk: RedactionDesk, tmp_path: Path
) -> None:
    desk.decide_all([one for one in desk.queue() if "Reyes" in one.words], Verdict.REPLACE)
    desk.apply()
    assert named.sources.read("R2").text.count("[Person 1]") == 1
    rest = desk.queue()
    assert {one.words for one in rest} == {"Tucson", "555-0142"}
    desk.decide_all(rest, Verdict.REPLACE)
    assert desk.apply().residue == ()
    assert named.check() == []


def test_the_same_file_again_is_known_and_brings_no_name_back(
    named: Study, desk: RedactionDesk, tmp_path: Path
) -> None:
    decide_all(desk)
    desk.apply()
    small_survey(named, tmp_path / "again", NAMED)
    assert "Reyes" not in named.sources.read("R1").text
    assert desk.residue() == []


def test_a_study_that_is_open_elsewhere_is_cleaned_once_it_is_not(
    named: Study, desk: RedactionDesk
) -> None:
    assert named.folder is not None
    if named.place.startswith("postgresql") or not (named.folder / "study.db").exists():
        pytest.skip("only a file holds what was deleted from it")
    decide_all(desk)
    with closing(sqlite3.connect(named.folder / "study.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM source").fetchone()
        with pytest.raises(StoreUnavailable, match="check --clean"):
            desk.apply()
        assert "the file study.db-wal" in [one.place for one in desk.residue()]
    assert "Reyes" not in named.sources.read("R1").text
    desk.clean()
    assert desk.residue() == []
