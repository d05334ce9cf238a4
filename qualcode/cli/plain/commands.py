"""What can be typed, a line each; what the coding screen can do too is called as it is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qualcode.domain.errors import InputError, NotFound
from qualcode.tui.registry.action import key_name
from qualcode.tui.registry.coding import CODING


class Effect(StrEnum):
    """What a command does: tell something, step from here, go where it says, change work, undo."""

    TELLS = "tells"
    STEPS = "steps"
    GOES = "goes"
    DEED = "deed"
    TAKES_BACK = "takes back"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do; `argument` is how help shows what follows, in brackets if it may be left."""

    id: str
    words: tuple[str, ...]
    description: str
    effect: Effect
    argument: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was understood."""

    command: Command
    rest: str = ""


ON = '[on "words"]'


def _shared(
    action: str, effect: Effect, *words: str, argument: str = "", more: str = ""
) -> Command:
    """Return the command for an action of the coding screen, under the keys that can be typed."""
    known = CODING.by_id[action]
    typed = [key_name(key) for key in known.keys if all(len(one) == 1 for one in key.split(" "))]
    return Command(action, (*typed, *words), known.description, effect, argument, more)


COMMANDS = (
    _shared("next_unit", Effect.STEPS, more="An empty line does the same."),
    _shared("previous_unit", Effect.STEPS),
    _shared("next_segment", Effect.STEPS),
    _shared("previous_segment", Effect.STEPS),
    _shared(
        "go", Effect.GOES, "go", argument="N",
        more="To a segment by its number or a share such as 50%; among answers by participant.",
    ),
    _shared("first", Effect.GOES, "first"),
    _shared("last", Effect.GOES, "last"),
    _shared("next_uncoded", Effect.STEPS, "next"),
    _shared("previous_uncoded", Effect.STEPS, "previous"),
    *(
        _shared(f"{way}_{name}", Effect.STEPS)
        for name in ("flag", "memo", "same_code", "same_speaker")
        for way in ("next", "previous")
    ),
    Command(
        "unit", ("z",), "how much one unit is", Effect.STEPS, "[segment|paragraph|sentence|word]",
        "A code is put on the unit. z alone turns to the next smaller one.",
    ),
    *(_shared(f"unit_{one}", Effect.STEPS) for one in ("segment", "paragraph", "sentence", "word")),
    Command("show", ("show",), "this unit again", Effect.GOES),
    Command("who", ("who",), "who speaks here, with attributes", Effect.TELLS),
    _shared(
        "pinned", Effect.DEED, argument=ON,
        more="Several on one line put on several: 1 3. The list `codes` shows them.",
    ),
    _shared(
        "pick", Effect.DEED, "code", argument=f"NAME {ON}",
        more="How its words begin is enough; if several codes fit, they are listed.",
    ),
    _shared(
        "code_mode", Effect.DEED, argument=f"KEYS {ON}",
        more="Puts on codes by their own keys from the codebook: C n m.",
    ),
    _shared("repeat", Effect.DEED, "again", argument=ON),
    _shared("repeat_before", Effect.DEED, argument=ON),
    _shared(
        "in_vivo", Effect.DEED, argument='"words"', more="The code is called as the words are.",
    ),
    Command(
        "new", ("new",), "a new code", Effect.DEED, f"NAME {ON}",
        "Makes it beside the code used last, or as THEME > NAME says, and puts it on.",
    ),
    _shared(
        "uncode", Effect.DEED, "uncode", argument=f"[NAME] {ON}",
        more="Without a name: the only coding on the unit.",
    ),
    _shared(
        "memo", Effect.DEED, "memo", argument="[TEXT]",
        more="Without text it is told. m + TEXT adds a line, m - takes the memo away.",
    ),
    Command(
        "suggest", ("suggest",), "what is suggested here", Effect.TELLS, "",
        "Numbered, each with how sure it is and why.",
    ),
    _shared("why", Effect.TELLS, "why", argument="[N]", more="Of the suggestion of this number."),
    _shared(
        "accept", Effect.DEED, "accept", argument="[N]",
        more="The suggestion of this number; the place stays.",
    ),
    _shared("reject", Effect.DEED, "reject", argument="[N]", more="Undo takes it back."),
    _shared("flag", Effect.DEED, "flag"),
    _shared(
        "edges", Effect.DEED, argument='[NAME] to "words"',
        more="Puts the coding on these words of the segment.",
    ),
    _shared(
        "split", Effect.DEED, argument='[NAME] at "words"', more="The second part begins there.",
    ),
    _shared(
        "source_memo", Effect.DEED, argument="[TEXT]",
        more="Without text it is told. M - takes the memo away.",
    ),
    _shared(
        "past", Effect.TAKES_BACK, argument="[N]",
        more="Lists the newest; U 3 takes the newest three back.",
    ),
    _shared("undo", Effect.TAKES_BACK, "undo"),
    _shared("redo", Effect.TAKES_BACK, "redo"),
    _shared("done", Effect.DEED, "done", more="Then goes on to the next."),
    _shared("nothing", Effect.DEED, "nothing", more="Then goes on to the next."),
    _shared("find", Effect.GOES, "find", argument="WORDS"),
    _shared("next_match", Effect.STEPS),
    _shared("previous_match", Effect.STEPS),
    Command(
        "define", ("def",), "definition of a code", Effect.TELLS, "NAME",
        "With what belongs to it, what does not, and examples.",
    ),
    Command(
        "codes", ("codes",), "codes with their digits and keys", Effect.TELLS, "[all|NAME]",
        "Those that the question asks for, all, or those that fit.",
    ),
    Command("status", ("status",), "how far you are", Effect.TELLS),
    Command("texts", ("texts",), "the list of texts", Effect.TELLS),
    Command(
        "open", ("open",), "open a text", Effect.GOES, "N",
        "By its number in the list, or by its name.",
    ),
    _shared("help", Effect.TELLS, "help", argument="[COMMAND]"),
    _shared("quit", Effect.TELLS, "q", "quit"),
)  # fmt: skip

_BY_WORD = {word: command for command in COMMANDS for word in command.words}
_PINNED = re.compile(r"([1-9](?:\s+[1-9])*)(\s+on\s.*)?", re.DOTALL)
_ON_THE_SCREEN = {
    key_name(key): action
    for action in CODING.actions
    for key in action.keys
    if len(key_name(key)) < 4
}


def read(typed: str) -> Line | None:
    """Return what a line means; None if it is a remark, which begins with `#`.

    Raises:
        InputError: if no command is meant, or too little or too much follows it.
    """
    typed = typed.strip()
    if typed.startswith("#"):
        return None
    if not typed:
        return Line(_BY_WORD["j"])
    if _PINNED.fullmatch(typed):
        return Line(_BY_WORD["1"], typed)
    if typed.startswith("/"):
        return _fitting(_BY_WORD["/"], "/", typed[1:].strip())
    word, _, rest = typed.partition(" ")
    return _fitting(find(word), word, rest.strip())


def find(word: str) -> Command:
    """Return the command of a word; longer words may be written large or small.

    Raises:
        InputError: if it is a key that only works on the coding screen.
        NotFound: if there is no such command.
    """
    command = _BY_WORD.get(word) or _BY_WORD.get(word.lower() if len(word) > 2 else "")
    if command is not None:
        return command
    action = _ON_THE_SCREEN.get(word)
    if action is not None:
        raise InputError(
            f"'{word}' ({action.description}) works on the coding screen only; ? lists what can be "
            "typed here."
        )
    known = [one for one in _BY_WORD if len(one) > 1]
    raise NotFound("command", word, known, "? lists all commands.")


def _fitting(command: Command, word: str, rest: str) -> Line:
    if rest and not command.argument:
        raise InputError(f"Nothing may follow '{word}' ({command.description}).")
    if not rest and command.argument and not command.argument.startswith("["):
        raise InputError(f"Say more: {word} {command.argument} ({command.description}).")
    return Line(command, rest)


def help_lines(word: str = "") -> list[str]:
    """Return a line for each command, or for the one that is asked about."""
    if word:
        return [_help(find(word))]
    return [
        "Commands, one on a line; a line that begins with # is a remark.",
        *map(_help, COMMANDS),
    ]


def _help(command: Command) -> str:
    words = "1 to 9" if command.id == "pinned" else " or ".join(command.words)
    shown = f"{words} {command.argument}".rstrip()
    return f"{shown}: {command.description}. {command.more}".rstrip()
