"""Who withdraws their consent leaves the study whole; whoever spoke beside them stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.coding import Coding, MemoSubject
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.events import EventKind
from qualcode.domain.passing import Passed
from qualcode.domain.redaction import Verdict, Withdrawal
from qualcode.store import erasing, passed
from tests.contract.test_redacting import PASSPHRASE, empty_vault, holding, quotations
from tests.support.studies import segments, small_survey

__all__ = ["empty_vault"]

TALK = """\
Interviewer: How was it?

Mara: It was cold and we had no money for wood at all.

Omar: We had a stove, Mara did not.

Mara: Then the neighbours came by with a heater.

Omar: They came to us as well.
"""
ALONE = "Interviewer: And you?\n\nMara: My brother sold the second car in March.\n"
GONE = ("no money for wood", "neighbours came", "second car", "And you?", "heater at night")


def passed_by_hand(study: Study, one: Coding) -> None:
    """Pass a quotation as if enough people had said so."""
    with study._session.deed() as deed:
        new = Passed(one.source, one.span, one.code, one.segment, "", one.coder, (), deed.moment)
        passed.put(deed, new)


@pytest.fixture
def talked(study: Study, tmp_path: Path) -> Study:
    """Give a study with a shared talk, one of Mara's own, and work of two coders on both."""
    for name, text in (("talk", TALK), ("own", ALONE)):
        path = tmp_path / "incoming" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        study.import_files(path, kind="interview", moderators=("Interviewer",))
    texts = {one.id: study.sources.read(one).text for one in study.sources}
    by_words = {one.span.of(texts[one.source]): one for one in segments(study)}
    people = tmp_path / "incoming" / "people.csv"
    people.write_text("participant,village\nMara,Oberau\n", encoding="utf-8")
    study.import_attributes(people)
    ben = study.acting_as("Ben")
    for words, one in by_words.items():
        if "cold" in words:
            study.codings.apply("time", one)
            passed_by_hand(study, study.codings.all()[0])
            study.memos.write(MemoSubject.SEGMENT, one.id, "no money for wood, again")
        if "car in March" in words:
            ben.codings.apply("law", one)
        if "stove" in words:
            ben.codings.apply("data", one)
            study.memos.write(MemoSubject.SEGMENT, one.id, "A stove.")
    mara = study.participants.find("Mara")
    study.memos.write(MemoSubject.PARTICIPANT, mara.id, "She has a heater at night.")
    return study


def in_tables(study: Study, words: str) -> list[str]:
    """Return the tables of which a text holds the words."""
    with study._session.reading() as connection:
        cells = [one.table for one in erasing.every_text(connection) if words in one.words]
    return sorted(set(cells))


def test_nothing_of_their_words_is_left_and_all_of_the_others_is(talked: Study) -> None:
    assert talked.folder is not None
    assert all(in_tables(talked, words) for words in GONE)
    planned = talked.redacting.withdrawal("Mara")
    done = talked.redacting.withdraw("Mara")
    assert done == planned == Withdrawal(1, 1, 3, 2, 2, 2)
    for words in (*GONE, "Oberau", "Mara"):
        assert in_tables(talked, words) == [], words
        assert holding(talked.folder, words) == [], words
    (text,) = (talked.sources.read(one).text for one in talked.sources)
    assert text == TALK.replace("It was cold and we had no money for wood at all.", "X").replace(
        "Then the neighbours came by with a heater.", "X"
    ).replace("Mara", "[detail]").replace("X", "[withdrawn]")
    assert list(quotations(talked).values()) == ["We had a stove, [detail] did not."]
    assert [one.text for one in talked.memos.all()] == ["A stove."]
    with talked._session.reading() as connection:
        assert passed.every_one(connection) == {}
    assert [one.name for one in talked.participants if one.counted] == ["Omar"]
    assert talked.check() == []


def test_it_is_told_without_words_and_cannot_be_undone(talked: Study) -> None:
    talked.redacting.withdraw("Mara")
    events = [one for one in talked.history.latest(1) if one.kind is EventKind.REDACTION]
    assert {json.dumps(one.after["why"]) for one in events} == {'"consent withdrawn"'}
    with pytest.raises(Refused, match="cannot be undone"):
        talked.history.undo()
    with pytest.raises(NotFound):
        talked.redacting.withdraw("Mara")


def test_only_the_lead_may(talked: Study) -> None:
    for act in (
        talked.acting_as("Ben").redacting.withdraw,
        talked.acting_as("Ben").redacting.withdrawal,
    ):
        with pytest.raises(Refused, match="for the lead"):
            act("Mara")
    assert in_tables(talked, "second car")


def test_what_a_redaction_put_into_the_vault_goes_too(
    study: Study, tmp_path: Path, empty_vault: bytes
) -> None:
    rows = [("R1", "analyst", "Marisol Reyes trained us all here.", ""),
            ("R2", "clerk", "Nobody did, said Tom Hale.", "")]  # fmt: skip
    small_survey(study, tmp_path / "incoming", rows)
    study.redacting.vault_path().write_bytes(empty_vault)
    desk = study.redacting.open(PASSPHRASE)
    desk.decide_all(desk.queue(), Verdict.REPLACE)
    desk.apply()
    done = study.redacting.withdraw("R1", PASSPHRASE)
    assert (done.sources, done.residue) == (1, ())
    held = study.redacting.open(PASSPHRASE)._vault.contents
    assert [one.text.strip() for one in held.texts] == ["Nobody did, said Tom Hale."]
    assert not held.originals
    assert [one.name for one in study.sources] == ["R2"]
    assert study.check() == []
