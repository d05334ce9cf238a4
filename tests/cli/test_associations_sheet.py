"""Tables of associations and models as people read them."""

from __future__ import annotations

from dataclasses import replace

from qualcode.cli.associations_command import model_sheet, sheet
from qualcode.cli.render import Sheet
from qualcode.domain.associations import AssociationRow, ModelRow
from qualcode.domain.tables import Unit
from qualcode.privacy.release import Release

ROW = AssociationRow(
    "force", "Force used", 1, "statute", "trafficking", "other", 106, 24, 16, 19, 47,
    3.7105, 1.502, 9.225, False, "chi-square", 10.1, 1, None, 0.0015, 0.012, 0.31, 0.30,
    reading="24 of 40.",
)  # fmt: skip
MODEL = ModelRow(
    "offence", "offence", "sex", "labour", False, 106, 43, 3.2, 1.4, 7.6, 0.004, 0.004, 0.2
)


def shown(made: Sheet) -> list[list[str]]:
    assert made.shown is not None
    headings, rows = made.shown
    assert all(len(row) == len(headings) for row in rows)
    return [list(headings), *map(list, rows)]


def table(*rows: AssociationRow, **query: object) -> Release[AssociationRow]:
    return Release(
        "associations", Unit.SOURCE, "sources", "any", rows, "statute", ("A note.",), query=query
    )


def test_an_outcome_of_one_value_stands_in_the_title() -> None:
    made = sheet(table(ROW, outcome="statute=trafficking"))
    assert made.title == "Associations with statute = trafficking"
    assert shown(made) == [
        ["code", "with", "without", "odds ratio", "p", "q"],
        ["  Force used", "24/40", "19/66", "3.71 [1.50, 9.22]", "0.002 χ²", "0.012"],
    ]
    assert list(made.notes) == ["Base: sources; coder rule: any.", "24 of 40.", "A note."]


def test_an_attribute_is_read_the_other_way_round_and_values_have_a_column() -> None:
    whole = replace(
        ROW, value="", both=None, code_only=None, value_only=None, neither=None, odds_ratio=None,
        low=None, high=None, test="Fisher", p=0.4, q=0.4,
    )  # fmt: skip
    made = sheet(table(whole, ROW, by="statute"))
    assert made.title == "Associations with statute"
    assert shown(made)[0][:4] == ["code", "value", "of these", "of others"]
    assert shown(made)[1][1:] == ["all at once", "–", "–", "–", "0.400 Fisher", "0.400"]
    assert shown(made)[2][1:4] == ["trafficking", "24/43", "16/63"]


def test_no_end_no_test_and_nothing_shown() -> None:
    endless = replace(
        ROW, code_only=0, odds_ratio=None, high=None, is_unbounded=True, p=None, q=None
    )
    gone = ROW.withheld(frozenset({"n"}))
    made = sheet(table(endless, gone, outcome="statute"))
    assert shown(made)[1][3:] == ["∞ [1.50, ∞]", "–", "–"]
    assert shown(made)[2][1:] == ["–"] * 5
    assert not any("holds" in one for one in made.notes)
    cells = dict(zip(made.columns, made.rows[1], strict=True))
    assert (cells["suppressed"], cells["p"], cells["base"]) == (True, None, None)


def test_strata_have_a_column() -> None:
    row = replace(ROW, strata=2, common=2.9, common_low=1.2, common_high=7.1, q=0.3)
    bare = replace(ROW, strata=1, common=2.9, q=0.3)
    none = replace(ROW, strata=0, q=0.3)
    made = sheet(table(row, bare, none, outcome="statute", stratum="offence"))
    assert made.title == "Associations with statute = trafficking, within offence"
    assert [one[-1] for one in shown(made)] == ["in strata", "2.90 [1.20, 7.10]", "2.90", "–"]
    assert "Nothing holds after correction." in made.notes


def test_a_model_says_how_many_units_it_is_of() -> None:
    rows = (replace(MODEL, n=None, events=None, suppressed=True), MODEL,
            replace(MODEL, predictor="year", name="year", level="", reference="", is_control=True,
                    q=None, low=None))  # fmt: skip
    release = Release(
        "associations", Unit.SOURCE, "sources", "any", rows, query={"outcome": "statute"}
    )
    made = model_sheet(release)
    assert made.title == "A model of statute, 106 sources, 43 with it"
    assert shown(made)[2] == ["offence", "sex", "labour", "3.20 [1.40, 7.60]", "0.004", "0.200"]
    assert shown(made)[3] == ["year (control)", "", "", "3.20 [0, 7.60]", "0.004", "–"]


def test_nothing_to_compare_is_an_empty_sheet() -> None:
    made = sheet(table(outcome="statute"))
    assert (made.rows, made.title) == ([], "Associations with statute")
