"""Survey tables: one source for each participant, one segment for each open answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.domain.errors import Place, ReadingError
from qualcode.domain.instrument import Instrument, Question
from qualcode.domain.people import AttributeValue
from qualcode.domain.reading import DraftAnswer, DraftSegment, DraftSource, Reading
from qualcode.domain.source import SegmentKind, SourceKind
from qualcode.exchange.readers.columns import Column, ColumnRole, SurveyPlan
from qualcode.exchange.readers.naming import folded
from qualcode.exchange.readers.opening import InputFile, open_input
from qualcode.exchange.readers.options import ReadingOptions
from qualcode.exchange.readers.paragraphs import trimmed
from qualcode.exchange.readers.survey_answers import Oddities, attribute_value, closed_answer
from qualcode.exchange.readers.survey_detection import NUMBER, plan_of
from qualcode.exchange.readers.survey_instrument import knows, only_version
from qualcode.exchange.readers.survey_layouts import find_layout
from qualcode.exchange.readers.tables import Grid, read_grid

READER = "survey/1"
_GAP = "\n\n"


def read_survey(path: Path, plan: SurveyPlan, options: ReadingOptions | None = None) -> Reading:
    """Read a survey file as a plan says.

    Raises:
        ReadingError: if the file is not the one planned for, a participant id is missing or
            occurs twice, or a row's role version cannot be told.
    """
    chosen = options or ReadingOptions()
    file = open_input(path)
    grid = read_grid(file, chosen)
    if find_layout(grid).headers != tuple(column.header for column in plan.columns):
        raise ReadingError(
            "The columns are not those of the plan.", Place(file.name), "Plan it again."
        )
    return _read(file, grid, plan, chosen)


def read_table(file: InputFile, options: ReadingOptions) -> Reading:
    """Read a survey file with the columns as they are detected."""
    grid = read_grid(file, options)
    return _read(file, grid, plan_of(grid, options), options)


def _read(file: InputFile, grid: Grid, plan: SurveyPlan, options: ReadingOptions) -> Reading:
    rows = _Rows(grid, plan, options)
    sources = tuple(rows.sources())
    if not sources:
        raise ReadingError("There is no row below the header.", Place(file.name))
    notices = (*plan.notices, *rows.notices(), *rows.oddities.notices())
    return Reading(file.name, file.content, READER, sources, (), notices)


@dataclass
class _Page:
    """One participant's text as it grows answer by answer."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    segments: list[DraftSegment] = field(default_factory=list)
    answers: list[DraftAnswer] = field(default_factory=list)

    def add_open(self, question: str, place: str, heading: str, cell: str) -> None:
        """Put an open answer at the end of the text; a blank one is only noted as asked."""
        if not cell.strip():
            self.answers.append(DraftAnswer(question, place))
            return
        start = self.length + (len(_GAP) if self.pieces else 0)
        within = trimmed(cell, 0, len(cell))
        if within is None:
            return
        span = within.shifted(start)
        label = f"{question}.{place}" if place else question
        self.answers.append(
            DraftAnswer(question, place, within.of(cell), segment=len(self.segments))
        )
        self.segments.append(
            DraftSegment(
                span, SegmentKind.ANSWER, label, question=question, place=place, heading=heading
            )
        )
        self.pieces.append(cell)
        self.length = start + len(cell)


class _Rows:
    """The rows of one file on their way to sources."""

    def __init__(self, grid: Grid, plan: SurveyPlan, options: ReadingOptions) -> None:
        self.grid = grid
        self.plan = plan
        self.options = options
        asked = options.instrument
        self.instrument = asked if asked and knows(asked, plan.columns) else None
        self.oddities = Oddities()
        self.columns = tuple(
            column for column in plan.columns if column.role in (ColumnRole.TEXT, ColumnRole.ANSWER)
        )
        self.attributes = plan.columns_of(ColumnRole.ATTRIBUTE)
        self.version = only_version(self.columns, self.instrument) if self.instrument else ""
        self.numeric = {one.index: self._holds_numbers(one) for one in self.attributes}

    def _holds_numbers(self, column: Column) -> bool:
        cells = (row[column.index].strip() for row in self.grid.rows[self.plan.header_rows :])
        return all(NUMBER.fullmatch(cell) for cell in cells if cell)

    def sources(self) -> Iterator[DraftSource]:
        """Yield one source for each participant."""
        ids = self.plan.columns_of(ColumnRole.ID)
        seen: dict[str, int] = {}
        head = self.plan.header_rows
        body = zip(self.grid.rows[head:], self.grid.numbers[head:], strict=True)
        for count, (row, number) in enumerate(body, start=1):
            name = row[ids[0].index].strip() if ids else self._made_up(count)
            self._refuse_id(name, number, seen, ids[0].header if ids else "")
            yield self._source(name, row, number)

    def notices(self) -> Iterator[str]:
        """Yield what a person should know about the ids and the columns."""
        if not self.plan.columns_of(ColumnRole.ID):
            yield (
                f"No column holds a participant id, so the rows are called {self._made_up(1)} and"
                " so on; name one with --id if there is."
            )
        if not self.columns:
            yield "No column holds open answers; name some with --text if there are."

    def _made_up(self, count: int) -> str:
        """Return a name that no other file's row bears: it would be taken for the same person."""
        return f"{self.grid.file_name.rsplit('.', 1)[0]}-{count:04}"

    def _refuse_id(self, name: str, number: int, seen: dict[str, int], header: str) -> None:
        place = Place(self.grid.file_name, row=number)
        if not name:
            raise ReadingError(
                f"The participant id in '{header}' is missing.", place, "Fill it in."
            )
        if name in seen:
            raise ReadingError(
                f"The participant id '{name}' in '{header}' stands in row {seen[name]} already.",
                place,
                "Make the ids differ, or choose another column with --id.",
            )
        seen[name] = number

    def _source(self, name: str, row: tuple[str, ...], number: int) -> DraftSource:
        carried = {**self.options.attributes, **self._attributes(row, number)}
        version = self._version(carried)
        page = _Page()
        for column in self.columns:
            self._answer(page, column, row[column.index], version, number)
        return DraftSource(
            name,
            self.options.kind or SourceKind.SURVEY,
            _GAP.join(page.pieces),
            tuple(page.segments),
            name,
            carried,
            tuple(page.answers),
        )

    def _attributes(self, row: tuple[str, ...], number: int) -> dict[str, AttributeValue]:
        carried: dict[str, AttributeValue] = {}
        for column in self.attributes:
            cell = row[column.index].strip()
            if not cell or (self.instrument and self.instrument.means_not_asked(cell)):
                continue
            numeric = self.numeric[column.index]
            carried[column.attribute] = attribute_value(
                column, cell, numeric, self.instrument, self.oddities, number
            )
        return carried

    def _version(self, attributes: dict[str, AttributeValue]) -> str:
        if self.instrument is None:
            return ""
        version = self.instrument.version_for(attributes)
        return version.id if version else self.version

    def _answer(self, page: _Page, column: Column, cell: str, version: str, number: int) -> None:
        asked = self._question_id(column, cell, version, number)
        if asked is None:
            return
        question = self.instrument.by_id.get(asked) if self.instrument else None
        if self._was_not_asked(question, cell, version):
            return
        if question is not None and not question.is_open:
            page.answers.append(closed_answer(question, column.slot, cell, self.oddities, number))
        elif column.role is ColumnRole.ANSWER and question is None:
            page.answers.append(closed_answer(None, asked, cell, self.oddities, number))
        else:
            heading = question.text if question else column.wording
            page.add_open(asked, column.slot, heading, cell)

    def _question_id(self, column: Column, cell: str, version: str, number: int) -> str | None:
        """Return the question that this row answers in a column, None if it asks none there."""
        if found := column.questions.get(version) or column.questions.get(""):
            return found
        if not version and column.question:
            return column.question
        if not cell.strip() or (self.instrument and self.instrument.means_not_asked(cell)):
            return None
        if version:
            self.oddities.note(
                f"Answers under '{column.header}', which version '{version}' does not have,"
                " were left out",
                number,
            )
            return None
        raise ReadingError(
            f"Which question '{column.header}' is depends on the role version, and it cannot be"
            " told for this row.",
            Place(self.grid.file_name, row=number),
            "Add the attribute that the instrument's versions ask for, or use question ids.",
        )

    def _was_not_asked(self, question: Question | None, cell: str, version: str) -> bool:
        instrument: Instrument | None = self.instrument
        if instrument is None or question is None:
            return False
        if folded(cell) and instrument.means_not_asked(cell):
            return True
        elsewhere = bool(version and question.numbers) and version not in question.numbers
        return elsewhere and not cell.strip()
