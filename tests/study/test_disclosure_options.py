"""What study.toml says of small figures, and what is told when it is not usable."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from qualcode import create_study, open_study
from qualcode.domain.disclosure import DisclosureRule
from qualcode.domain.errors import InputError
from qualcode.study.releasing.disclosure_options import DisclosureOptions, options_of

FILE = Path("study.toml")


def read(table: str) -> DisclosureOptions:
    return options_of(tomllib.loads(f"[disclosure]\n{table}"), FILE)


def test_a_new_study_has_the_usual_rule_and_the_table_to_change_it(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", "Trial", "Ana") as study:
        assert study.releasing.rule == DisclosureRule(10)
    file = tmp_path / "study" / "study.toml"
    text = file.read_text(encoding="utf-8")
    assert "# [disclosure]" in text
    kept, table = text.split("# [disclosure]")
    lines = [line.removeprefix("# ") for line in table.splitlines()]
    file.write_text("\n".join([kept, "[disclosure]", *lines]), encoding="utf-8")
    with open_study(tmp_path / "study") as study:
        assert study.releasing.rule == DisclosureRule(10)


def test_what_is_left_out_is_usual() -> None:
    assert options_of({}, FILE) == read("") == DisclosureOptions()


def test_all_entries_are_read() -> None:
    found = read(
        'threshold = 6\nreason = " Few. "\nzeros = false\nnever_tabulate = ["agency"]\n'
        'never_cross = [["position", "region"]]\npublic_groups = ["position"]\n'
        'public_reason = "Table 2."'
    )
    assert found == DisclosureOptions(
        DisclosureRule(6, "Few.", False), ("agency",), (("position", "region"),), ("position",),
        "Table 2.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("threshold = 4", "4 persons is too low. Take 5 or more."),
        ("threshold = 9", "9 persons needs a reason"),
        ('threshold = "10"', "threshold is '10'. Write a whole number"),
        ("threshold = true", "threshold is True"),
        ('zeros = "no"', "zeros is 'no'. Write true or false"),
        ("reason = 3", "reason is 3. Write a sentence"),
        ('never_tabulate = "agency"', 'Write a list of attributes, such as ["position"]'),
        ('never_cross = ["a", "b"]', "Write a list of pairs"),
        ('never_cross = [["a", "b", "c"]]', "Write a list of pairs"),
        ('public_groups = ["position"]', "public_groups needs a public_reason"),
        ("treshold = 5", "[disclosure] has no 'treshold'. Known: threshold, reason, zeros"),
    ],
)
def test_what_is_not_usable_is_told_with_the_file(table: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        read(table)
    assert str(raised.value).startswith("study.toml: ")
    assert told in str(raised.value)


def test_a_table_that_is_none_is_told() -> None:
    with pytest.raises(InputError, match="is not a table"):
        options_of({"disclosure": 5}, FILE)
