"""The `qualcode` command: finds the command that is meant, runs it, tells failures plainly."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter

from qualcode._version import __version__
from qualcode.cli.commands import BY_NAME, overview
from qualcode.domain.errors import QualcodeError

# Type checkers take this name for true; importing typing would slow every start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import HelpFormatter
    from collections.abc import Sequence

    from qualcode.cli.commands import Command, CommandModule

INTERRUPTED = 130

_STUDY_OPTIONS = ("-C", "--study", "--as")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code.

    0 done; 1 a clear error; 2 wrong usage; 3 refused for confidentiality; 130 interrupted.
    """
    # What is written here was said in confidence: only this person may read it.
    os.umask(0o077)
    _let_no_character_stop_the_output()
    try:
        code = run_command(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
        return code
    except QualcodeError as error:
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _complain("interrupted; nothing is half done.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone, as `head` does; Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _not_written(error)


def _complain(words: str) -> None:
    from qualcode.cli.render import note

    note(f"qualcode: {words}")


def _let_no_character_stop_the_output() -> None:
    """Show `?` for a character that the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _not_written(error: OSError) -> int:
    what = error.filename or "The output"
    _complain(f"{what} cannot be used: {error.strerror or error}.")
    if error.filename is None:
        # What still waits to be written there would fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def run_command(arguments: list[str]) -> int:
    """Run one command line and let its failures through."""
    before, name, after = _split(arguments)
    if name is None:
        return _without_command(before)
    command = BY_NAME.get(name)
    if command is None:
        return _unknown(name)
    module = command.load()
    study, rest = _study_options_of(after)
    return module.run(parser_of(command, module).parse_args([*before, *study, *rest]))


def parser_of(command: Command, module: CommandModule) -> ArgumentParser:
    """Return what reads the words of one command line."""
    parser = ArgumentParser(prog=f"qualcode {command.name}", description=_sentence(command.help))
    _add_study_options(parser)
    module.configure(parser)
    return parser


def _split(arguments: list[str]) -> tuple[list[str], str | None, list[str]]:
    """Part the options that stand before the command from the command and what follows."""
    position = 0
    while position < len(arguments):
        word = arguments[position]
        if word in _STUDY_OPTIONS:
            position += 2
        elif word.startswith("-"):
            position += 1
        else:
            return arguments[:position], word, arguments[position + 1 :]
    return arguments, None, []


def _study_options_of(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Part which study and who acts from the rest, so that they may stand after an action too."""
    study: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return study, [*rest, word, *words]
        if word in _STUDY_OPTIONS and (value := next(words, None)) is not None:
            study += [word, value]
        elif word.startswith(("--study=", "--as=")):
            study.append(word)
        else:
            rest.append(word)
    return study, rest


def _without_command(arguments: list[str]) -> int:
    parser = ArgumentParser(
        prog="qualcode",
        usage="qualcode [-C DIR] [--as NAME] COMMAND ...",
        description="Qualitative coding and thematic analysis on your own machine.",
        epilog=f"{overview()}\n\nEach command tells more: qualcode COMMAND --help",
        formatter_class=_formatter,
    )
    parser.add_argument("--version", action="version", version=f"qualcode {__version__}")
    _add_study_options(parser)
    parser.parse_args(arguments)
    parser.print_help()
    return 0


def _formatter(prog: str) -> HelpFormatter:
    """Format help without argparse's own search for the width, which loads archive libraries."""
    try:
        width = int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        width = 80
    return RawDescriptionHelpFormatter(prog, width=width - 2)


def _add_study_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-C",
        "--study",
        metavar="DIR",
        default=".",
        help="the study: its folder, or a PostgreSQL URL (default: here or above)",
    )
    parser.add_argument(
        "--as",
        dest="person",
        metavar="NAME",
        default=os.environ.get("QUALCODE_CODER") or None,
        help="who acts (default: QUALCODE_CODER, or the study's only coder)",
    )


def _unknown(name: str) -> int:
    from difflib import get_close_matches

    close = get_close_matches(name, BY_NAME, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else " See: qualcode --help"
    _complain(f"there is no command '{name}'.{hint}")
    return 2


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."
