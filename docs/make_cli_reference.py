"""Writes docs/cli.md, the reference of all commands, from the code.

Usage: python docs/make_cli_reference.py
"""

from __future__ import annotations

import argparse
import os
from argparse import Action, ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from qualcode.cli.commands import COMMANDS, Command
from qualcode.cli.main import parser_of

PAGE = Path(__file__).parent / "cli.md"
_EVERYWHERE = ("-h", "-C", "--as")
_OUTPUT = ("--json", "--csv", "-o", "--unsuppressed")

_HEAD = """\
# Commands

Made from the code by `python docs/make_cli_reference.py`; change the help there, not here.

`qualcode [-C DIR] [--as NAME] COMMAND ...`

| option of every command | meaning |
|---|---|
| `-C DIR`, `--study DIR` | the study: its folder, or a PostgreSQL URL (default: here or above) |
| `--as NAME` | who acts (default: `QUALCODE_CODER`, or the study's only coder) |
| `-h`, `--help` | help for the command |

| option of reading commands | meaning |
|---|---|
| `--json`, `--csv` | print JSON or CSV instead of a table |
| `-o FILE`, `--output FILE` | write to a file; `.json`, `.csv` and `.xlsx` choose the form |
| `--unsuppressed` | show small cells too (for the lead) |

Exit codes: 0 done, 1 a clear error on standard error, 2 wrong usage, 3 refused for confidentiality,
130 interrupted.
Results go to standard output, what is said about them to standard error.
"""


def reference() -> str:
    """Return the whole page."""
    os.environ.pop("QUALCODE_CODER", None)
    lines = [_HEAD]
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            lines.append(f"## {group}\n")
        lines.extend(_command(command))
    return "\n".join(lines)


def parsers(command: Command) -> Iterator[tuple[str, ArgumentParser, str]]:
    """Yield name, parser and help of a command and of each of its actions."""
    parser = parser_of(command, command.load())
    yield command.name, parser, command.help
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, inner in action.choices.items():
                yield f"{command.name} {name}", inner, helps.get(name, "")


def options(parser: ArgumentParser) -> Iterator[Action]:
    """Yield what a parser takes, without what every command takes."""
    for action in parser._actions:
        everywhere = set(action.option_strings) & set(_EVERYWHERE)
        if not everywhere and not isinstance(action, argparse._SubParsersAction):
            yield action


def words(action: Action) -> str:
    """Return an option as it is typed."""
    value = _value(action)
    if not action.option_strings:
        optional = action.nargs in ("?", "*")
        several = " ..." if action.nargs in ("*", "+") else ""
        return f"[{value}]{several}" if optional else f"{value}{several}"
    named = [f"{name} {value}".rstrip() for name in action.option_strings]
    return "`, `".join(named)


def _value(action: Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices is not None:
        return "|".join(map(str, action.choices))
    return str(action.metavar or action.dest.upper())


def _command(command: Command) -> Iterator[str]:
    for name, parser, help_text in parsers(command):
        actions = list(options(parser))
        inner = " " in name
        yield f"{'####' if inner else '###'} `qualcode {name}`\n"
        yield f"{help_text[0].upper()}{help_text[1:]}.\n"
        reading = [one for one in actions if set(one.option_strings) & set(_OUTPUT)]
        own = [one for one in actions if one not in reading]
        if own:
            yield "| word | meaning |\n|---|---|"
            for action in own:
                typed = words(action).replace("|", "\\|")
                meaning = (action.help or "").replace("|", "\\|")
                yield f"| `{typed}` | {meaning} |"
            yield ""
        if reading:
            yield "A reading command: takes `--json`, `--csv`, `-o FILE` and `--unsuppressed`.\n"
        if parser.epilog:
            yield f"{parser.epilog}\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
