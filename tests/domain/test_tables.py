"""Tables have a stable plain form."""

from __future__ import annotations

import json
from dataclasses import replace

from qualcode.domain.tables import Row, Table, Unit, groups_of, in_order

TABLE = Table(
    "frequencies",
    Unit.PARTICIPANT,
    "participants who were asked",
    "any",
    (
        Row("law", "Law", 1, "analyst", 1, 4, 25.0, 4.6, 69.9),
        Row("law", "Law", 1, "", 0, 0, None, None, None),
    ),
    "position",
    ("A note.",),
    query={"by": "position"},
)


def test_the_plain_form_holds_everything() -> None:
    told = json.loads(json.dumps(TABLE.to_json()))
    assert list(told) == [
        "kind", "unit", "base", "coder_rule", "without_accepted", "by", "query", "notes", "rows",
    ]  # fmt: skip
    assert told["unit"] == "participant"
    assert list(told["rows"][0]) == [
        "code", "name", "level", "group", "n", "base", "percent", "low", "high",
        "people", "suppressed", "groups", "is_apart",
    ]  # fmt: skip
    assert told["rows"][1]["percent"] is None
    assert [row.group for row in TABLE] == ["analyst", ""]


def test_a_data_frame_has_the_rows() -> None:
    frame = TABLE.to_pandas()
    assert list(frame["n"]) == [1, 0]
    assert list(frame.columns) == list(TABLE.to_json()["rows"][0])


def test_groups_stand_once_and_in_order() -> None:
    first = TABLE.rows[0]
    rows = tuple(replace(first, group=group) for group in ("10", "9", "b", "nan", "9", "", "2.5"))
    assert groups_of(rows) == ("", "2.5", "9", "10", "b", "nan")
    assert sorted(("inf", "a", "1"), key=in_order) == ["1", "a", "inf"]
