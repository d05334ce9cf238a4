"""docs/cli.md is what the code says, and nothing goes without help."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest

from qualcode.cli.commands import COMMANDS, Command
from tests.support.cli import HOME, call, flat


def maker() -> ModuleType:
    """Load the script that writes the reference."""
    spec = spec_from_file_location("make_cli_reference", HOME / "docs" / "make_cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MAKER = maker()
READING = {"agreement", "frequencies", "search", "log", "export", "demo"}


def test_the_reference_is_up_to_date() -> None:
    kept = (HOME / "docs" / "cli.md").read_text(encoding="utf-8")
    assert kept == MAKER.reference(), "write it anew: python docs/make_cli_reference.py"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.name)
def test_every_command_action_and_option_has_help(command: Command) -> None:
    for name, parser, help_text in MAKER.parsers(command):
        assert help_text, name
        for action in MAKER.options(parser):
            assert action.help, f"{name}: {action.option_strings or action.dest}"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.name)
def test_help_is_shown_in_80_columns(command: Command) -> None:
    answer = call(command.name, "--help")
    assert answer.code == 0
    assert f"qualcode {command.name}" in answer.out
    assert command.help[1:] in flat(answer.out)
    assert all(len(line) <= 80 for line in answer.out.splitlines())
    assert f"  {command.name:<13}{command.help}" in call("--help").out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.name)
def test_reading_commands_take_the_four_options(command: Command) -> None:
    for name, parser, _ in MAKER.parsers(command):
        typed = {word for action in MAKER.options(parser) for word in action.option_strings}
        if name in READING or name.endswith(" list"):
            assert typed >= {"--json", "--csv", "-o", "--output", "--unsuppressed"}, name


def test_the_commands_of_this_stage_are_all_there() -> None:
    promised = "demo init coder import codebook code agreement frequencies search memo source"
    later = "participant export backup restore check log undo"
    assert {command.name for command in COMMANDS} >= {*promised.split(), *later.split()}
