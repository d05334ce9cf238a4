"""Where a passphrase comes from: a file, the environment, or the person at the terminal."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from qualcode.domain.errors import InputError

VARIABLE = "QUALCODE_VAULT_PASSPHRASE"


def add_passphrase_options(parser: ArgumentParser) -> None:
    """Add --vault and --passphrase-file; a passphrase itself never stands in a command line."""
    parser.add_argument(
        "--vault", metavar="FILE", type=Path, help="the vault (default: vault.age of the study)"
    )
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        help=f"a file whose first line is the passphrase (else {VARIABLE}, else you are asked)",
    )


def passphrase(options: Namespace, what: str) -> str:
    """Return the passphrase of what exists already.

    Raises:
        InputError: if there is none and nobody to ask.
    """
    return _given(options) or _asked(f"Passphrase of {what}: ")


def new_passphrase(options: Namespace) -> str:
    """Return a passphrase for something new; a person types it twice.

    Raises:
        InputError: if the two are not the same, or there is none and nobody to ask.
    """
    if given := _given(options):
        return given
    first = _asked("A passphrase for the vault, a few words: ")
    if _asked("The same again: ") != first:
        raise InputError("The two were not the same; nothing was made.")
    return first


def _given(options: Namespace) -> str:
    if options.passphrase_file is None:
        return os.environ.get(VARIABLE, "")
    try:
        lines = options.passphrase_file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{options.passphrase_file} cannot be read: {error}.") from error
    if not lines or not lines[0].strip():
        raise InputError(f"The first line of {options.passphrase_file} is empty.")
    return str(lines[0].strip())


def _asked(question: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputError(f"A passphrase is needed: give --passphrase-file, or set {VARIABLE}.")
    from getpass import getpass

    return getpass(question)
