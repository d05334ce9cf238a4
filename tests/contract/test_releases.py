"""Figures leave a study through one gate, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualcode import Study
from qualcode.domain.errors import Confidential, InputError, Refused, StoreUnavailable
from qualcode.domain.events import EventKind
from qualcode.domain.people import Role
from qualcode.domain.tables import Row
from qualcode.privacy.release import Release
from qualcode.store import releases
from tests.support.releasing import coded_survey, promise
from tests.support.studies import segments

SMALL = 'threshold = 5\nreason = "Three agencies."'


@pytest.fixture
def coded(study: Study, tmp_path: Path) -> Study:
    """Give a study of 29 people, three of them chiefs, in which Ana put law and time."""
    coded_survey(study, tmp_path / "in")
    return study


def cell(found: Release[Row], code: str, group: str = "") -> Row:
    (row,) = [one for one in found.rows if (one.code, one.group) == (code, group)]
    return row


def written(study: Study, found: Release[Any], target: str = "out.csv") -> None:
    with study.releasing.recording([found], target):
        pass


def test_a_small_group_is_withheld_and_so_is_one_beside_it(coded: Study) -> None:
    found = coded.frequencies(by="position")
    assert cell(found, "law", "analyst").n == 14
    assert (cell(found, "law", "chief").n, cell(found, "law", "chief").base) == (None, None)
    assert cell(found, "law", "prosecutor").n is None
    assert any("fewer than 10 persons" in one for one in found.notes)
    assert coded.frequencies().withheld == ()


def test_a_study_may_promise_less_with_a_reason(coded: Study) -> None:
    promise(coded, SMALL)
    found = coded.frequencies()
    assert found.rule.threshold == coded.releasing.rule.threshold == 5
    assert any("Reason: Three agencies." in one for one in found.notes)


def test_sizes_of_groups_may_be_public(coded: Study) -> None:
    promise(coded, 'public_groups = ["position"]\npublic_reason = "Report A, table 2."')
    found = coded.frequencies(by="position")
    chief = cell(found, "law", "chief")
    assert (chief.n, chief.base) == (None, 3)
    assert any("Report A, table 2." in one for one in found.notes)


@pytest.mark.parametrize("asked", [{"by": "position"}, {"where": "position = analyst"}])
def test_some_attributes_are_never_tabulated(coded: Study, asked: dict[str, str]) -> None:
    promise(coded, 'never_tabulate = ["position"]')
    with pytest.raises(Confidential, match="never_tabulate"):
        coded.frequencies(**asked)
    assert coded.frequencies().withheld == ()


def test_some_attributes_never_stand_together(coded: Study, tmp_path: Path) -> None:
    table = tmp_path / "regions.csv"
    names = [f"R{number:02},{'north' if number % 2 else 'south'}" for number in range(29)]
    table.write_text("\n".join(["id,region", *names]), encoding="utf-8")
    coded.import_attributes(table)
    promise(coded, 'never_cross = [["position", "region"]]')
    assert coded.frequencies(by="region").rows
    with pytest.raises(Confidential, match="'position' and 'region'"):
        coded.frequencies(by="position", where="region = north")


def test_an_unusable_promise_names_the_file(coded: Study) -> None:
    promise(coded, "threshold = 7")
    with pytest.raises(InputError, match=r"study\.toml.*needs a reason"):
        coded.frequencies()


def test_only_the_lead_sees_small_cells_and_the_journal_says_so(coded: Study) -> None:
    for viewer in (coded.acting_as("Ben"), coded.acting_as("Ben")):
        with pytest.raises(Confidential, match=r"here Ana.*you are 'Ben'"):
            viewer.frequencies(by="position", unsuppressed=True)
    known = len(coded.history.latest(None))
    found = coded.frequencies(by="position", unsuppressed=True)
    assert cell(found, "law", "chief").n == 3
    assert "Small cells shown on the order of Ana." in found.notes
    (event,) = coded.history.latest(None)[: len(coded.history.latest(None)) - known]
    assert event.kind is EventKind.RELEASE
    assert isinstance(event.after, dict)
    assert event.after["query"]["by"] == ["position"]
    assert coded.history.deeds(1)[0].told == "frequencies shown, small cells included"
    assert EventKind.RELEASE not in coded.history.undo().kinds


def test_nobody_in_particular_is_no_lead(coded: Study) -> None:
    from dataclasses import replace

    unnamed = Study(replace(coded._session, coder=None))
    with pytest.raises(Confidential, match="--as NAME"):
        unnamed.frequencies(unsuppressed=True)


def test_what_is_written_is_recorded_without_persons_in_the_journal(coded: Study) -> None:
    found = coded.frequencies(by="position")
    written(coded, found, "tables/law.csv")
    (one,) = coded.releasing.recorded()
    assert (one.kind, one.coder) == ("frequencies", coded.coder.id)
    assert len(one.roster) == 14  # the analysts
    event = coded.history.latest(1)[0]
    assert isinstance(event.after, dict)
    assert event.after["digest"] == one.digest
    assert (event.after["threshold"], event.after["to"]) == (10, "tables/law.csv")
    assert not any(person in str(event) for person in one.roster)
    told = coded.history.deeds(1)[0].told
    assert told.startswith("frequencies written to tables/law.csv (")
    assert coded.check() == []


def test_a_file_that_could_not_be_written_is_not_recorded(coded: Study) -> None:
    found = coded.frequencies()
    with pytest.raises(StoreUnavailable), coded.releasing.recording([found], "full.csv"):
        raise StoreUnavailable("full.csv cannot be written: no space.")
    assert coded.releasing.recorded() == []
    assert not any(one.kind is EventKind.RELEASE for one in coded.history.latest(None))


def test_a_table_without_a_few_of_an_earlier_one_is_withheld(coded: Study) -> None:
    everybody = coded.frequencies()
    without = "position != chief"
    assert cell(coded.frequencies(where=without), "law").n == 26
    written(coded, everybody)
    assert cell(coded.frequencies(), "law").n == 29
    found = coded.frequencies(where=without)
    assert cell(found, "law").n is None
    assert any("earlier release (frequencies of" in one for one in found.notes)
    assert cell(coded.frequencies(where="position != analyst"), "law").n == 15


def test_a_draft_does_not_forbid_the_table_after_a_few_more_codings(coded: Study) -> None:
    written(coded, coded.frequencies())
    (first, *_) = segments(coded)
    coded.codings.remove(coded.codings.of_segments([first.id])[0])
    found = coded.frequencies()
    assert (cell(found, "law").n, cell(found, "time").n) == (28, 29)
    assert cell(coded.frequencies(where="position != chief"), "time").n is None


def test_a_file_with_small_cells_forbids_no_later_table(coded: Study) -> None:
    written(coded, coded.frequencies(unsuppressed=True))
    (one,) = coded.releasing.recorded()
    assert (one.roster, one.cells) == ((), ())
    assert cell(coded.frequencies(where="position != chief"), "law").n == 26


def test_a_person_can_be_forgotten_and_is_compared_still(coded: Study) -> None:
    written(coded, coded.frequencies())
    (before,) = coded.releasing.recorded()
    with coded._session.deed() as deed:
        releases.forget(deed, before.roster[0])
    (after,) = coded.releasing.recorded()
    assert after.roster == ("", *before.roster[1:])
    assert after.cells == before.cells
    assert coded.check() == []


def test_a_table_of_a_study_that_changed_meanwhile_is_not_recorded(coded: Study) -> None:
    found = coded.frequencies()
    coded.codings.remove(coded.codings.all()[0])
    with pytest.raises(Refused, match="make it again"):
        written(coded, found)


def test_who_could_be_recognised_is_named_to_the_lead_only(coded: Study, tmp_path: Path) -> None:
    assert coded.releasing.recognisable() == []
    table = tmp_path / "regions.csv"
    table.write_text("id,region\nR00,north\nR27,north\nR28,south\nR01,south\n", encoding="utf-8")
    coded.import_attributes(table)
    (found,) = coded.releasing.recognisable()
    assert (found.attributes, found.number) == (("position", "region"), 4)
    assert found.names == ("R00", "R01", "R27", "R28")
    coded.team.add("Eve", Role.ANALYST)
    (told,) = coded.acting_as("Eve").releasing.recognisable()
    assert (told.number, told.names) == (4, ())
    promise(coded, 'never_tabulate = ["region"]')
    assert coded.releasing.recognisable() == []
