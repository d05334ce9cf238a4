"""Taking files into the study: recognised when known, all of one file or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.domain.errors import InputError, NotFound, Place, ReadingError
from qualcode.domain.identity import Id
from qualcode.domain.reading import Reading
from qualcode.domain.source import Source, SourceKind, bytes_digest
from qualcode.store import sources
from qualcode.study.imports.intake import Intake
from qualcode.study.imports.succession import TouchedCoding
from qualcode.study.session import Session

if TYPE_CHECKING:
    from qualcode.exchange.readers import ReadingOptions
    from qualcode.exchange.readers.columns import SurveyPlan as SurveyPlan


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file.

    `unchanged` counts sources that the study had already, `touched` lists the codings on passages
    that changed. A file that was imported before has `known` set and adds nothing.
    """

    file: str
    added: tuple[Source, ...] = ()
    replaced: tuple[Source, ...] = ()
    unchanged: int = 0
    touched: tuple[TouchedCoding, ...] = ()
    known: bool = False
    notices: tuple[str, ...] = field(default=())


Read = Callable[[Path], Reading | None]
Choose = Callable[["SurveyPlan"], "SurveyPlan | None"]
Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, what: str) -> None:
    """Show nothing."""


class Importing:
    """Files on their way into a study."""

    def __init__(self, session: Session) -> None:
        self._session = session
        # Two files of one name in two folders are two files, not an older and a newer one.
        self._taken_in: set[Id] = set()

    def take(
        self, paths: Iterable[Path], read: Read, progress: Progress = silent
    ) -> list[Imported]:
        """Import files one after the other; each is kept whole or not at all.

        `read` turns a path into a Reading; a file whose bytes the study has is not read again.
        """
        files = list(paths)
        results = []
        for number, path in enumerate(files):
            progress(number, len(files), path.name)
            results.append(self._take_one(path, read))
            progress(number + 1, len(files), path.name)
        return results

    def _take_one(self, path: Path, read: Read) -> Imported:
        with self._session.reading() as connection:
            known = sources.originals(connection)
        try:
            digest = bytes_digest(path.read_bytes()) if path.is_file() else ""
        except OSError as error:
            raise ReadingError(
                f"It cannot be read: {error.strerror}.", Place(str(path)), "Check its permissions."
            ) from error
        if digest in known:
            return Imported(path.name, unchanged=len(known[digest]), known=True)
        reading = read(path)
        if reading is None:
            return Imported(path.name, notices=("It was left out.",))
        with self._session.deed() as deed:
            intake = Intake(deed, reading, self._taken_in)
            intake.store()
        self._taken_in.update(source.id for source in (*intake.added, *intake.replaced))
        unkept = self._keep_copy(reading)
        told = filter(None, (_removed_before(intake.cast.still_removed), intake.left_out))
        return Imported(
            reading.file_name,
            tuple(intake.added),
            tuple(intake.replaced),
            intake.unchanged,
            tuple(intake.touched),
            notices=(*reading.notices, *unkept, *told),
        )

    def _keep_copy(self, reading: Reading) -> tuple[str, ...]:
        """Lay the file beside the study for people to open; the study itself holds it already."""
        if self._session.folder is None:
            return ()
        target = self._session.folder / "sources" / reading.file_name
        try:
            if target.exists():
                if target.read_bytes() == reading.original:
                    return ()
                digest = bytes_digest(reading.original)[:8]
                target = target.with_name(f"{target.stem}.{digest}{target.suffix}")
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(reading.original)
        except OSError as error:
            return (f"It is safe in the study, but {target} was not written: {error.strerror}.",)
        return ()


def _removed_before(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    return f"Removed from the study before, and still left out of counts: {', '.join(names)}."


def reading_options(kind: str | None = None, **options: Any) -> ReadingOptions:
    """Return how files are to be read; the kind of source is given by its name."""
    from qualcode.exchange.readers import ReadingOptions

    return ReadingOptions(kind=SourceKind(kind) if kind else None, **options)


def with_column(plan: SurveyPlan, header: str, role: str) -> SurveyPlan:
    """Return a survey's plan with one column taken for something else.

    Raises:
        InputError: if there is no such role.
        ReadingError: if there is no such column.
    """
    from qualcode.exchange.readers.columns import ColumnRole

    if role not in tuple(ColumnRole):
        raise InputError(f"'{role}' is not one of: {', '.join(ColumnRole)}.")
    return plan.changed(header, ColumnRole(role))


def reader(options: ReadingOptions, choose: Choose | None) -> Read:
    """Return what turns a path into a Reading; survey files are shown to `choose` first."""
    from qualcode.exchange.readers import SURVEY_SUFFIXES, read

    def read_as_chosen(path: Path) -> Reading | None:
        if choose is None or path.suffix.lower() not in SURVEY_SUFFIXES:
            return read(path, options)
        from qualcode.exchange.readers.survey import read_survey
        from qualcode.exchange.readers.survey_detection import plan_survey

        plan = choose(plan_survey(path, options))
        return None if plan is None else read_survey(path, plan, options)

    return read_as_chosen


def files_in(paths: Iterable[Path], endings: Iterable[str]) -> list[Path]:
    """Return the files meant: a folder stands for the files in it that can be read, by name.

    Raises:
        NotFound: if a path does not exist.
        ReadingError: if a folder holds nothing that can be read.
    """
    known = tuple(endings)
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise NotFound("file or folder", str(path))
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in known
        )
        if not inside:
            raise ReadingError(f"The folder {path} holds no file that can be read.")
        found.extend(inside)
    return found
