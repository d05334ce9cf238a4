"""Which keys mean what: presets, own keys from a file, and the screen that changes them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.identity import Id
from qualcode.study import Study
from qualcode.tui.app import CodingApp
from qualcode.tui.habits.outset import Outset, outset
from qualcode.tui.keys.key_words import BadKey, read_key
from qualcode.tui.keys.own_keys import OwnKeys
from qualcode.tui.registry.action import key_name
from qualcode.tui.registry.coding import CODING
from qualcode.tui.registry.deck import DECK
from qualcode.tui.registry.home import HOME
from qualcode.tui.registry.keymap import LEAVE, Keymap, beginnings, is_letters
from qualcode.tui.registry.presets import EVERYWHERE, PLAIN, PRESETS, STANDARD, VIM
from qualcode.tui.registry.registers import REGISTERS
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.keys import KeysScreen
from qualcode.tui.screens.settings import SettingsScreen
from tests.tui.sitting import bench, press, seen

STROKES = st.sampled_from([*"abgjkstuxG[]/+-15", "ctrl+r", "ctrl+q", "f5", "space", "tab", "up"])
ACTIONS = sorted({name for register in REGISTERS for name in register.by_id})
CHOSEN = st.dictionaries(
    st.sampled_from([EVERYWHERE, *(register.name for register in REGISTERS)]),
    st.dictionaries(
        st.sampled_from(ACTIONS),
        st.lists(st.lists(STROKES, min_size=1, max_size=2).map(" ".join), max_size=3).map(tuple),
        max_size=5,
    ),
    max_size=4,
)


@given(CHOSEN)
def test_no_key_means_two_things_whatever_is_chosen(
    chosen: dict[str, dict[str, tuple[str, ...]]],
) -> None:
    for name in PRESETS:
        keymap = Keymap(chosen, PRESETS[name])
        for register in REGISTERS:
            known = keymap.keys(register)
            assert set(known) == set(register.by_id)
            keys = [key for own in known.values() for key in own]
            assert len(keys) == len(set(keys))
            assert not {begun for key in keys for begun in beginnings(key)} & set(keys)
            assert LEAVE in known["quit"]
            assert keymap.meanings(register) == {
                key: action for action, own in known.items() for key in own
            }


@given(CHOSEN)
def test_what_is_chosen_at_a_screen_comes_first(
    chosen: dict[str, dict[str, tuple[str, ...]]],
) -> None:
    for register in REGISTERS:
        known = Keymap(chosen).keys(register)
        wishes = [keys for name, keys in chosen.get(register.name, {}).items() if name in known]
        first = {key for keys in wishes for key in keys if key != LEAVE and " " not in key}
        given_away = {
            key for name in chosen.get(register.name, {}) if name in known for key in known[name]
        }
        chords = {begun for keys in wishes for key in keys for begun in beginnings(key)}
        assert first - chords <= given_away


def test_presets_name_what_there_is() -> None:
    known = {register.name: register for register in REGISTERS}
    for one in PRESETS.values():
        for section, actions in one.keys.items():
            able = set(ACTIONS) if section == EVERYWHERE else set(known[section].by_id)
            assert set(actions) <= able, section
            for keys in actions.values():
                assert all(read_key(key) == key for key in keys)


def test_every_action_has_a_key_or_the_list_of_commands() -> None:
    for preset in PRESETS.values():
        for register in REGISTERS:
            assert Keymap(preset=preset).keys(register)["palette"], (preset.name, register.name)


def test_the_plain_preset_asks_for_no_letters() -> None:
    keymap = Keymap(preset=PLAIN)
    for register in REGISTERS:
        for action, keys in keymap.keys(register).items():
            # A reading to be taken is named by its letter on the screen.
            assert action == "take" or not any(is_letters(key) for key in keys), action
    for action in ("pick", "undo", "redo", "uncode", "done", "nothing", "memo", "find", "select"):
        assert keymap.keys(CODING)[action], action
    for action in ("toggle", "range", "pick", "undo", "done", "nothing", "filter_code"):
        assert keymap.keys(DECK)[action], action


def test_vim_differs_in_what_hands_know() -> None:
    standard, vim = Keymap().meanings(CODING), Keymap(preset=VIM).meanings(CODING)
    assert (standard["N"], vim["N"]) == ("nothing", "previous_match")
    assert (vim[":"], vim["Z Z"], vim["ctrl+f"]) == ("palette", "back", "page_down")
    assert vim["g g"] == standard["g g"] == "first"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("g g", "g g"), ("ctrl+r", "ctrl+r"), ("Ctrl+R", "ctrl+r"), ("Space", "space"),
        ("PgDn", "pagedown"), ("Shift+a", "A"), ("Shift+Tab", "shift+tab"), ("+", "+"),
        ("Ctrl+→", "ctrl+right"), ("shift+ctrl+left", "ctrl+shift+left"), ("F5", "f5"),
        ("] u", "] u"), ("Esc", "escape"), ("Alt+x", "alt+x"), ("ctrl+f5", "ctrl+f5"),
    ],
)  # fmt: skip
def test_keys_are_read_as_people_write_them(written: str, key: str) -> None:
    assert read_key(written) == key


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ctrl+m", "as for Enter"), ("Ctrl+I", "as for Tab"),
        ("ctrl+[", "as for Esc"), ("ctrl+h", "as for Backspace"), ("ctrl+j", "as for Enter"),
        ("ctrl+q", "leaves from anywhere"), ("Ctrl+Enter", "most terminals do not send"),
        ("Ctrl+Shift+A", "without Shift"), ("gg", "'g g'"), ("Meta+x", "not Ctrl, Shift or Alt"),
        ("g Esc", "gives a chord up"), ("  ", "a blank is written Space"), ("Foo1", "not the name"),
    ],
)  # fmt: skip
def test_keys_that_cannot_be_used_are_told(written: str, why: str) -> None:
    with pytest.raises(BadKey, match=why.replace("[", r"\[")):
        read_key(written)


@given(st.sampled_from([key for r in REGISTERS for a in r.actions for key in a.keys]))
def test_every_key_of_the_registers_can_be_written_as_it_is_shown(key: str) -> None:
    if key != LEAVE:
        assert read_key(" ".join(key_name(stroke) for stroke in key.split(" "))) == key


def file_with(folder: Path, text: str) -> Path:
    """Return a file of keys."""
    path = folder / "keys.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_keys_are_read(tmp_path: Path) -> None:
    path = file_with(
        tmp_path, '# mine\n[everywhere]\nhelp = "F12"\n[coding]\nundo = ["Ctrl+U", "g u"]\n'
    )
    keymap = OwnKeys(path, STANDARD).keymap
    assert keymap.keys(CODING)["undo"] == ("ctrl+u", "g u")
    assert "ctrl+u" not in keymap.keys(CODING)["page_up"]
    assert keymap.keys(HOME)["help"] == ("f12",)
    assert OwnKeys(tmp_path / "none.toml", VIM).keymap.preset is VIM


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[codin]\n", "keys.toml:1: there is no screen 'codin'. Did you mean coding?"),
        ("[coding]\nundoo = 'x'\n", "keys.toml:2: there is no action 'undoo' in .coding."),
        ("[coding]\nundo = 'ctrl+m'\n", "keys.toml:2: undo: terminals send the same for ctrl.m"),
        ("[coding]\nundo = 3\n", 'keys.toml:2: undo needs a key such as "ctrl.r"'),
        ("[coding]\nundo = 'x'\n\nredo = 'x'\n", "keys.toml:4: x is the key of undo already."),
        ("[deck]\nundo = 'x'\nredo = 'x y'\n", "keys.toml:3: x is the key of undo, so that"),
        ("undo = 'x'\n", "keys.toml:1: there is no screen 'undo'"),
        ("coding = 'x'\n", "keys.toml:1: 'coding' is a screen: write .coding."),
        ("[coding\n", "keys.toml:1: this is not TOML"),
        ("[everywhere]\npalette = []\n", "no key would be left for the list of all commands"),
        ("[coding]\nundo = ['ctrl+p']\n", "no key would be left for the list of all commands"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        OwnKeys(file_with(tmp_path, text), STANDARD)


def test_a_change_keeps_the_comments_of_the_file(tmp_path: Path) -> None:
    path = file_with(
        tmp_path, "# mine\n[coding]\nundo = [ # both\n 'U',\n 'x']\nredo = 'R' # back\n"
    )
    keys = OwnKeys(path, STANDARD)
    keys.choose("coding", "redo", ("ctrl+r", "r"))
    keys.choose("deck", "undo", ("U",))
    keys.choose("coding", "undo", None)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    assert "# back" in text
    assert tomllib.loads(text) == {
        "coding": {"redo": ["ctrl+r", "r"]}, "deck": {"undo": ["U"]}
    }  # fmt: skip
    assert OwnKeys(path, STANDARD).keymap.chosen == keys.keymap.chosen
    with pytest.raises(InputError, match="r is the key of redo already"):
        keys.choose("coding", "undo", ("r",))
    assert path.read_text(encoding="utf-8") == text


def test_what_is_asked_for_comes_before_what_is_kept(tmp_path: Path) -> None:
    environment = {"QUALCODE_CONFIG": str(tmp_path), "QUALCODE_STATE": str(tmp_path)}
    (tmp_path / "settings.toml").write_text('keymap = "plain"\n', encoding="utf-8")
    me = Id("me")
    assert outset(me, environment).keymap.preset is PLAIN
    assert outset(me, {**environment, "QUALCODE_KEYMAP": "vim"}).keymap.preset is VIM
    asked = outset(me, {**environment, "QUALCODE_KEYMAP": "vim"}, keymap="standard")
    assert asked.keymap.preset is STANDARD
    own = file_with(tmp_path, "[coding]\nundo = 'U'\n")
    assert outset(me, environment, keymap=str(own)).keymap.keys(CODING)["undo"] == ("U",)
    assert outset(me, environment).keymap.keys(CODING)["undo"] == ("U",)
    with pytest.raises(NotFound, match=r"no keymap 'vimm'. Did you mean 'vim'\? It can be a file"):
        outset(me, environment, keymap="vimm")


def test_a_bad_file_of_keys_is_told_and_left_out(tmp_path: Path) -> None:
    file_with(tmp_path, "[coding]\nundo = 'ctrl+m'\n")
    environment = {"QUALCODE_CONFIG": str(tmp_path), "QUALCODE_STATE": str(tmp_path)}
    begun = outset(Id("me"), environment)
    assert begun.keymap.keys(CODING) == Keymap().keys(CODING)
    assert "keys.toml:2" in begun.problems[0]
    assert "left out" in begun.problems[0]


def test_an_action_that_lost_its_keys_is_told(tmp_path: Path) -> None:
    file_with(tmp_path, "[coding]\nundo = ['u', 'D', 'enter']\n")
    environment = {"QUALCODE_CONFIG": str(tmp_path), "QUALCODE_STATE": str(tmp_path)}
    assert "done (coding) has no key now" in outset(Id("me"), environment).problems[0]


async def test_a_digit_means_the_same_code_when_another_is_taken(study: Study) -> None:
    begun = Outset(own_keys=OwnKeys(None, STANDARD))
    begun.keys().choose("coding", "undo", ("1",))
    app = CodingApp(study, study.desk.question_page("what-helped"), outset=begun)
    async with app.run_test() as pilot:
        await press(pilot, "2")
        second = bench(pilot).codes.pinned[1]
        assert [coding.code for coding in bench(pilot).here] == [second]
        await press(pilot, "1")
        assert not bench(pilot).here


async def test_a_key_is_given_at_the_screen_of_keys(study: Study, tmp_path: Path) -> None:
    begun = Outset(keys_path=tmp_path / "config" / "keys.toml")
    app = CodingApp(study, study.desk.question_page("what-helped"), outset=begun)
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "g", "k")
        assert isinstance(app.screen, KeysScreen)
        await press(pilot, "/", *"uncoded segment", "tab", "enter")
        assert "Press the key" in seen(pilot)
        await press(pilot, "ctrl+j")
        assert "as for Enter" in seen(pilot)
        await press(pilot, "enter", "X")
        assert "X means now: next uncoded segment." in seen(pilot)
        await press(pilot, "+", "N")
        assert "N means now: next uncoded segment; it was: nothing applies." in seen(pilot)
        await press(pilot, "q")
        assert isinstance(app.screen, CodingScreen)
        await press(pilot, "X")
        assert bench(pilot).cursor.segment == 1
    assert tomllib.loads((tmp_path / "config" / "keys.toml").read_text(encoding="utf-8")) == {
        "coding": {"next_uncoded": ["X", "N"]}
    }


async def test_a_key_for_every_screen_tells_what_it_was_at_each(study: Study) -> None:
    app = CodingApp(study)
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "g", "k", "/", *"the journal", "tab", "enter", "M")
        told = "M means now: the journal; it was: memo on the text (Coding), merge into another"
        assert told in seen(pilot)
        await press(pilot, "+", "Z")
        assert "Z means now: the journal." in seen(pilot)
        await press(pilot, "+", "f3")
        assert "F3 means now: the journal; it was: other colours." in seen(pilot)
        await press(pilot, "q", "M")
        assert app.screen.name == "journal"


async def test_usual_keys_come_back(study: Study) -> None:
    app = CodingApp(study, study.desk.question_page("what-helped"))
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "g", "k", "/", *"take a code off", "tab", "-")
        assert app.outset.keymap.keys(CODING)["uncode"] == ()
        assert "none: Ctrl+p has it" in seen(pilot)
        await press(pilot, "d")
        assert app.outset.keymap.keys(CODING)["uncode"] == ("d", "delete")
        await press(pilot, "enter", "escape", "q")
        assert isinstance(app.screen, CodingScreen)


async def test_help_names_the_list_of_commands_for_what_has_no_key(study: Study) -> None:
    begun = Outset(own_keys=OwnKeys(None, STANDARD))
    begun.keys().choose("home", "count", ())
    app = CodingApp(study, outset=begun)
    async with app.run_test(size=(140, 90)) as pilot:
        await press(pilot, "f1")
        line = next(one for one in seen(pilot).splitlines() if "(Ctrl+p)" in one)
        assert HOME.by_id["count"].help.split(",")[0][:30] in line


async def test_the_plain_keymap_codes_without_letters(study: Study) -> None:
    begun = Outset()
    begun.settings.give("keymap", "plain")
    app = CodingApp(study, study.desk.question_page("what-helped"), outset=begun)
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "j", "d", "1", "down", "tab", *"mon", "enter", "ctrl+z")
        assert bench(pilot).cursor.segment == 1
        assert not bench(pilot).here
        await press(pilot, "up", "delete")
        assert not bench(pilot).here
        await press(pilot, "f2")
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, "f10")
        assert isinstance(app.screen, CodingScreen)
