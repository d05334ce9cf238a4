"""Each error of YAML's grammar in one sentence with what to do."""

from __future__ import annotations

import re

import yaml

from qualcode.domain.errors import InputError, Place

# What PyYAML says, in its C and its Python form -> the problem, what to do, whether the place is
# where the construct began (True) or where reading stopped (False).
_EXPLANATIONS: tuple[tuple[str, str, str, bool], ...] = (
    (
        "tab character",
        "a tab is used for indentation, which YAML forbids.",
        "Replace the tab by spaces.",
        False,
    ),
    (
        "mapping values are not allowed",
        "a colon stands where no key can be.",
        "Put text that holds a colon in quotes, or line this key up with its neighbours.",
        False,
    ),
    (
        "unexpected end of stream|unexpected document indicator",
        "the quote that opens here is never closed.",
        "Close it; in single quotes, write an apostrophe twice.",
        True,
    ),
    (
        r"',' or '\]'",
        "the bracket '[' that opens here is not closed, or a comma is missing in it.",
        "Write [one, two], with text that holds a colon or comma in quotes.",
        True,
    ),
    (
        r"',' or '\}'",
        "the brace '{' that opens here is not closed, or a comma is missing in it.",
        "Write {key: value, key: value}, with text that holds a comma in quotes.",
        True,
    ),
    (
        "unknown escape character|expected escape sequence|invalid Unicode character escape",
        "a backslash in double quotes begins an escape that YAML does not know.",
        r"Write \\ for a backslash, or use single quotes.",
        False,
    ),
    (
        "expected key|expected <block end>",
        "this line does not fit the lines above it.",
        "Indent it like its neighbours, and put text that holds quotes in other quotes.",
        False,
    ),
    (
        "'-' indicator",
        "a line of a list has to begin with '- '.",
        "Begin it with '- ', or indent it like the key that it belongs to.",
        False,
    ),
    (
        "sequence entries are not allowed",
        "a list cannot begin on the line of its key.",
        "Put '- ' on a line of its own below the key, or write [one, two].",
        False,
    ),
    (
        "could not find expected ':'",
        "the colon after the key is missing.",
        "Write 'key: value', with a space after the colon.",
        True,
    ),
    (
        "document start",
        "this line is indented less than the first one.",
        "Begin all outermost keys in the same column.",
        False,
    ),
    (
        "comment or line break|chomping or indentation",
        "text may not follow '|' or '>' on the same line.",
        "Begin the text on the next line, indented.",
        False,
    ),
    ("node content", "a value is missing before this sign.", "Put text with it in quotes.", False),
    ("alias|anchor", "'*' and '&' have a meaning of their own here.", "Use quotes.", False),
    ("tag", "'!' has a meaning of its own here.", "Put text that begins with it in quotes.", False),
)


def explained(
    why: yaml.YAMLError, text: str, file_name: str, error: type[InputError]
) -> InputError:
    """Return PyYAML's error as one of the class `error`, with place and remedy."""
    stopped = getattr(why, "problem_mark", None)
    if stopped is None:
        return error("this is not YAML.", Place(file_name), "Save it as plain UTF-8 text.")
    began = getattr(why, "context_mark", None) or stopped
    said = f"{getattr(why, 'problem', '')}"
    character = text[stopped.index : stopped.index + 1]
    if "cannot start any token" in said:
        return _cannot_start(character, _place(stopped, file_name), error)
    words = f"{said} {getattr(why, 'context', '') or ''}"
    for pattern, problem, fix, at_beginning in _EXPLANATIONS:
        if re.search(pattern, words):
            return error(problem, _place(began if at_beginning else stopped, file_name), fix)
    problem = f"this is not YAML as qualcode reads it ({said})."
    return error(problem, _place(stopped, file_name), "Compare the line with the documentation.")


def _cannot_start(character: str, place: Place, error: type[InputError]) -> InputError:
    if character == "\t":
        problem, fix = _EXPLANATIONS[0][1:3]
        return error(problem, place, fix)
    return error(
        f"text cannot begin with '{character}' unless it is in quotes.", place, "Put it in quotes."
    )


def _place(mark: yaml.Mark, file_name: str) -> Place:
    return Place(file_name, mark.line + 1, mark.column + 1)
