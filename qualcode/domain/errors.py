"""Everything that can go wrong, drawn as a tree; each message says what to do.

QualcodeError                    exit code 1
├── InputError                   a file or value that was given is not usable
│   ├── CodebookError            the codebook: file, line, column
│   ├── InstrumentError          the instrument: file, line, column
│   ├── ReadingError             a source file
│   └── CodingsError             a table of codings
├── NotFound                     a name that the study does not know
├── Refused                      the deed would break a rule of the study
│   └── Confidential             exit code 3: it would show what was promised to stay hidden
├── StudyError                   the study itself
│   ├── NoStudy                  there is none here
│   ├── NewerStudy               made by a newer qualcode
│   └── DamagedStudy             its file is not sound
├── VaultError                   the encrypted file of names
│   ├── WrongPassphrase          it is sound, and stays locked
│   └── DamagedVault             it is not as it was written
└── StoreUnavailable             full disk, read-only disk, locked by another program
"""

from __future__ import annotations

from collections import namedtuple


class QualcodeError(Exception):
    """The root: whatever a person can understand and mend."""

    exit_code = 1


class Place(namedtuple("Place", ("file", "line", "column", "row"), defaults=(None, None, None))):
    """Where in a file something is wrong; lines, columns and rows count from 1."""

    # A dataclass would pull in half the standard library at every start.
    __slots__ = ()

    def __str__(self) -> str:
        if self.row is not None:
            return f"{self.file}, row {self.row}"
        parts = [str(part) for part in (self.line, self.column) if part is not None]
        return ":".join([self.file, *parts])


class InputError(QualcodeError):
    """A file or value that was given cannot be used."""

    def __init__(self, problem: str, place: Place | None = None, fix: str = "") -> None:
        self.problem = problem
        self.place = place
        self.fix = fix
        text = f"{place}: {problem}" if place else problem
        super().__init__(f"{text} {fix}".strip())


class CodebookError(InputError):
    """The codebook cannot be read as it stands."""


class InstrumentError(InputError):
    """The instrument cannot be read as it stands."""


class ReadingError(InputError):
    """A source file cannot be read as it stands."""


class CodingsError(InputError):
    """A table of codings cannot be read as it stands."""


class NotFound(QualcodeError):
    """A name that the study does not know; the nearest known one is offered."""

    def __init__(self, kind: str, name: str, known: list[str] | None = None, fix: str = "") -> None:
        self.kind = kind
        self.name = name
        told = f"There is no {kind} '{name}'.{_nearest(name, known or [])} {fix}"
        super().__init__(told.rstrip())


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f" Did you mean '{close[0]}'?"
    if known and len(known) <= 8:
        return f" Known: {', '.join(known)}."
    return ""


class Refused(QualcodeError):
    """The deed would break a rule of the study."""


class Confidential(Refused):
    """The deed would show what respondents were promised would stay hidden."""

    exit_code = 3


class StudyError(QualcodeError):
    """Something about the study as a whole."""


class NoStudy(StudyError):
    """There is no study at the place that was named."""


class NewerStudy(StudyError):
    """The study was written by a newer qualcode than this one."""


class DamagedStudy(StudyError):
    """The study's file is not sound."""


class VaultError(QualcodeError):
    """Something about the encrypted file of names and originals."""


class WrongPassphrase(VaultError):
    """The vault is sound, and this passphrase does not open it."""


class DamagedVault(VaultError):
    """The vault is not as it was written."""


class StoreUnavailable(QualcodeError):
    """The disk or the database cannot do what was asked now; nothing was changed."""
