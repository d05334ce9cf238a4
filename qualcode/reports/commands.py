"""The command line that makes a table again, to be copied from a report."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from qualcode.domain.tables import TableRow
from qualcode.privacy.release import Release

_SCALES = {"means": "--means", "correlations": "--correlate", "differences": "--compare"}
"""The option of `qualcode scales` that asks for each form but the usual one."""


def command_of(release: Release[TableRow]) -> str:
    """Return the command by which anybody with the study makes these figures again."""
    query = dict(release.query)
    if release.unsuppressed:
        query["unsuppressed"] = True
    if release.kind != "scales":
        return command_line(release.kind, query)
    questions, form = query.pop("questions", ()), str(query.pop("form", ""))
    named = [str(one) for one in questions] if isinstance(questions, (list, tuple)) else []
    words = [*named, *filter(None, (_SCALES.get(form),))]
    return command_line(shlex.join(["scales", *words]), query)


def command_line(kind: str, query: Mapping[str, object]) -> str:
    """Return a command with options by their long names; what was not asked for is left out.

    `kind` is the command with its arguments, ready to be typed.
    """
    words: list[str] = []
    for name, value in query.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            words.append(option)
        elif isinstance(value, (list, tuple)):
            words += [word for one in value for word in (option, str(one))]
        elif value not in (None, False, ""):
            words += [option, str(value)]
    return " ".join(filter(None, ("qualcode", kind, shlex.join(words))))
