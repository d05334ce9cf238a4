"""The commands and where each lives; a module is imported only when its command is used."""

from __future__ import annotations

from collections import namedtuple
from importlib import import_module

# Type checkers take this name for true; importing typing would slow every start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Protocol

    class CommandModule(Protocol):
        """What the module of a command offers."""

        def configure(self, parser: ArgumentParser) -> None:
            """Add the command's own options."""

        def run(self, options: Namespace) -> int:
            """Do it and return the exit code."""


class Command(namedtuple("Command", ("name", "help", "group"))):
    """One command: its name, one line of help, and the group that it is listed under."""

    __slots__ = ()

    def load(self) -> CommandModule:
        """Import the module of the command."""
        module: CommandModule = import_module(f"qualcode.cli.{self.name}_command")
        return module


COMMANDS = (
    Command("demo", "run the whole job on the demo study, in the open", "Begin"),
    Command("init", "make a new study in a folder", "Begin"),
    Command("coder", "add and list the people who code", "Begin"),
    Command("import", "take in texts, surveys, attributes or codings", "Begin"),
    Command("codebook", "check, add to, change and show the codebook", "Begin"),
    Command("code", "open the coding screen", "Code"),
    Command("serve", "open the coding screen in a browser on this machine", "Code"),
    Command("round", "plan, give out and close rounds of coding", "Code"),
    Command("suggest", "codes that are proposed, learnt on this machine, with reasons", "Code"),
    Command("adjudicate", "decide where the coders of a round disagree", "Code"),
    Command("search", "find words in all sources", "Code"),
    Command("memo", "write and read memos", "Code"),
    Command("agreement", "how far coders agree, code by code", "Analyse"),
    Command("verify", "recount every figure of a report by a second route", "Analyse"),
    Command("frequencies", "how many participants, segments or sources carry each code", "Analyse"),
    Command("associations", "how codes go with attributes and outcomes, with tests", "Analyse"),
    Command("cooccurrence", "codes that occur together, and which follows which", "Analyse"),
    Command("scales", "closed items: distributions, correlations, differences", "Analyse"),
    Command("saturation", "how many new codes each further source brought", "Analyse"),
    Command("words", "the typical words of a code", "Analyse"),
    Command("quotes", "the words behind a code, chosen by group, length, typicality", "Analyse"),
    Command("matrix", "cases or groups by themes, with summaries and quotations", "Analyse"),
    Command("sample", "who was contacted, who answered: the response rate", "Analyse"),
    Command("report", "write the findings or the codebook as a document", "Analyse"),
    Command("export", "write codings and who looked where as a table", "Analyse"),
    Command("source", "list, rename and remove sources", "Keep"),
    Command("participant", "list, rename and remove participants", "Keep"),
    Command("redact", "find and replace names; originals go into an encrypted vault", "Keep"),
    Command("log", "read the journal: who did what, when", "Keep"),
    Command("undo", "take back your last deed, or bring it forth again", "Keep"),
    Command("check", "prove that the study is sound", "Keep"),
    Command("backup", "write a whole, checked copy of the study", "Keep"),
    Command("restore", "put a backup in the place of the study", "Keep"),
)

BY_NAME = {command.name: command for command in COMMANDS}


def overview() -> str:
    """Return the list of commands for `qualcode --help`."""
    lines: list[str] = []
    for group in dict.fromkeys(command.group for command in COMMANDS):
        lines += ["", f"{group}:"]
        lines += [f"  {one.name:<13}{one.help}" for one in COMMANDS if one.group == group]
    return "\n".join(lines[1:])
