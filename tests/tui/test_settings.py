"""What a person likes: the file, its mistakes, and the screen that changes it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from qualcode.domain.errors import InputError
from qualcode.study import Study
from qualcode.tui.app import CodingApp
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.settings import FILE, Settings, config_folder, read_settings
from qualcode.tui.habits.settings_schema import BY_KEY, SCHEMA
from qualcode.tui.habits.toml_lines import read_toml, with_value, write_text
from qualcode.tui.registry.presets import VIM
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.settings import SettingsScreen
from tests.tui.sitting import NARROW, WIDE, at_home, bench, press, seen
from tests.tui.terminal import Terminal
from tests.tui.test_look import compared


def test_every_setting_is_explained_and_has_its_first_value_among_the_choices() -> None:
    assert len(BY_KEY) == len(SCHEMA)
    for setting in SCHEMA:
        assert setting.help.endswith("."), setting.key
        assert setting.accepts(setting.default)
        assert len(set(setting.choices.values())) == len(setting.choices) > 1
        value = setting.default
        for _ in setting.choices:
            value = setting.beside(value, 1)
        assert value == setting.default


def test_yes_is_not_one() -> None:
    assert BY_KEY["bell"].accepts(True)
    assert not BY_KEY["bell"].accepts(1)
    assert not BY_KEY["hint_delay"].accepts(False)
    assert not BY_KEY["hint_delay"].accepts(300.0)


def test_the_folder_is_where_such_files_lie() -> None:
    assert config_folder({"QUALCODE_CONFIG": "/a"}) == Path("/a")
    assert config_folder({"XDG_CONFIG_HOME": "/b"}) == Path("/b/qualcode")
    home = Path("~/.config/qualcode").expanduser()
    assert config_folder({}) == config_folder({"XDG_CONFIG_HOME": "not/absolute"}) == home


def test_without_a_file_all_is_as_at_first(tmp_path: Path) -> None:
    settings = read_settings(tmp_path / "none")
    assert {one.key: settings.value(one.key) for one in SCHEMA} == {
        one.key: one.default for one in SCHEMA
    }
    assert not (tmp_path / "none").exists()


def test_a_change_keeps_comments_and_what_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(
        '# mine\ntheme = "light"  # by day\nof_a_later_version = 3\n\n[more]\nx = 1\n',
        encoding="utf-8",
    )
    settings = read_settings(tmp_path)
    assert not settings.problems
    settings.change("theme", "contrast-dark")
    settings.change("bell", True)
    text = path.read_text(encoding="utf-8")
    assert text.startswith('# mine\ntheme = "contrast-dark"  # by day\nof_a_later_version = 3\n')
    content = tomllib.loads(text)
    assert content["bell"] is True
    assert content["more"] == {"x": 1}
    again = read_settings(tmp_path)
    assert (again.word("theme"), again.flag("bell")) == ("contrast-dark", True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\ntheme = 'dak'\n", "settings.toml:2: theme cannot be 'dak'; it may be: dark, light"),
        ("bell = 1\n", "settings.toml:1: bell cannot be '1'; it may be: true, false."),
        ("hint_delay = 301\n", "settings.toml:1: hint_delay cannot be '301'"),
        ("# x\n\nthem = 'dark'\n", "settings.toml:3: 'them' is not known: 'theme'?"),
        ("theme =\n", "settings.toml:1: this is not TOML"),
    ],
)
def test_what_is_wrong_is_told_and_the_usual_is_used(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    settings = read_settings(tmp_path)
    assert len(settings.problems) == 1
    assert told in settings.problems[0]
    assert {one.key: settings.value(one.key) for one in SCHEMA} == {
        one.key: one.default for one in SCHEMA
    }


def test_what_is_given_for_a_sitting_is_not_kept(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    settings.give("theme", "light")
    assert settings.word("theme") == "light"
    assert read_settings(tmp_path).word("theme") == "dark"
    with pytest.raises(InputError, match="theme cannot be 'blue'; it may be: dark, light"):
        settings.give("theme", "blue")


def test_a_file_that_cannot_be_changed_line_by_line_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    write_text(path, "coding = { undo = 'x' }\n")
    with pytest.raises(InputError, match="'undo' cannot be changed as the file is laid out"):
        with_value(read_toml(path)[0], "coding", "undo", "y")


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / FILE
    real.write_text("", encoding="utf-8")
    link.symlink_to(real)
    read_settings(tmp_path).change("bell", True)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "bell = true\n"


async def test_a_setting_is_changed_with_immediate_effect(study: Study, tmp_path: Path) -> None:
    begun = Outset(read_settings(tmp_path))
    app = CodingApp(study, study.desk.question_page("what-helped"), outset=begun)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "f2")
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, "enter")
        assert app.theme == "light"
        assert "Colours: light" in seen(pilot)
        await press(pilot, "h", "h")
        assert app.theme == "terminal"
        await press(pilot, "d", "j", "l")
        assert app.theme == "dark"
        assert app.outset.keymap.preset is VIM
        await press(pilot, "Z", "Z")
        assert isinstance(app.screen, CodingScreen)
        await press(pilot, "N")
        assert bench(pilot).cursor.segment == 0
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"theme": "dark", "keymap": "vim"}


async def test_a_setting_that_cannot_be_kept_still_holds(study: Study, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    app = CodingApp(study, outset=Outset(Settings(path=blocked / FILE)))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "f2", "enter")
        assert app.theme == "light"
        assert "cannot be read: Not a directory" in seen(pilot)


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_the_screens_look_as_before(study: Study, name: str, size: tuple[int, int]) -> None:
    async with at_home(study, size) as pilot:
        await press(pilot, "f2", "j", "j")
        compared(seen(pilot), f"settings-{name}")
        await press(pilot, "g", "k", "/", *"value", "tab", "j")
        # How many there are in all is no matter of how it looks.
        compared(re.sub(r" of \d+ ", " of all ", seen(pilot)), f"keys-{name}")


async def test_the_bell_rings_only_for_those_who_want_it(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(CodingApp, "bell", lambda self: rung.append("x"))
    begun = Outset()
    app = CodingApp(study, study.desk.question_page("what-helped"), outset=begun)
    async with app.run_test(size=WIDE) as pilot:
        app.say("Refused.")
        app.screen._ring()  # type: ignore[attr-defined]
        assert rung == []
        begun.settings.give("bell", True)
        app.screen._ring()  # type: ignore[attr-defined]
        assert rung == ["x"]
        await press(pilot, "j")
        assert rung == ["x"]


def test_mistakes_in_the_files_are_told_and_the_screen_opens(folder: Path, tmp_path: Path) -> None:
    write_text(tmp_path / "config" / FILE, "theme = 'blue'\n")
    words = ("-C", folder, "code", "--coder", "anna", "--question", "what-helped")
    at = Terminal(*words, size=(140, 30))
    at.until("theme cannot be 'blue'")
    at.press("j")
    at.until(lambda text: "theme cannot be" not in text)
    at.press("\x11")
    assert at.end() == 0


def test_the_command_line_names_keys_and_colours(folder: Path) -> None:
    words = ("-C", folder, "code", "--coder", "anna", "--question", "what-helped")
    at = Terminal(*words, "--theme", "blue")
    at.until("theme cannot be 'blue'; it may be: dark")
    assert at.end() == 1
    at = Terminal(*words, "--keymap", "vin")
    at.until("There is no keymap 'vin'")
    assert at.end() == 1
    at = Terminal(*words, "--keymap", "vim", "--theme", "light")
    at.until("The neighbours came")
    at.press("]uZZ")
    at.until(lambda text: "▸ what-helped" not in text)
    at.press("\x11")
    assert at.end() == 0
