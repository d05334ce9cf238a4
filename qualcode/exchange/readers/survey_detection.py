"""What each column of a survey file is: participant id, open answers, attributes, or nothing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from qualcode.domain.instrument import Instrument
from qualcode.exchange.readers.columns import Column, ColumnRole, SurveyPlan
from qualcode.exchange.readers.naming import counted, numbered, slug
from qualcode.exchange.readers.opening import open_input
from qualcode.exchange.readers.options import ReadingOptions
from qualcode.exchange.readers.survey_instrument import knows, recognised
from qualcode.exchange.readers.survey_layouts import Layout, find_layout, is_metadata
from qualcode.exchange.readers.tables import Grid, read_grid

_IDS = """
participantid participant respondentid respondent responseid randid id studyid pid caseid
recordid subjectid personid userid uuid pseudonym interviewid respid participantcode
participantno participantnumber respondentno respondentnumber nr no number
"""
_ID_NAMES = tuple(_IDS.split())
_SURE_ID_NAMES = frozenset(_ID_NAMES[:7])
_ENDS_AS_ID = re.compile(r".*(?:[\W_](?:id|nr|no|code)|[a-z](?:Id|ID))$")
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w.\-]{2,40}")
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\d{1,2}:\d{2}")
_LONGEST_ID = 64
_TEXT_LENGTH = 20
_LONG_TEXT = 60
_FEW = 30
_EXAMPLES = 3
NUMBERS = "numbers"
_MANY_ROWS = 10
_MANY_FLAGS = 8


@dataclass(frozen=True, slots=True)
class _Values:
    """What the cells of a column look like; `filled` are those with words, without outer blanks."""

    filled: tuple[str, ...]
    rows: int
    often: Counter[str]

    @property
    def all_differ(self) -> bool:
        return len(self.filled) == self.rows and len(self.often) == self.rows

    @property
    def distinct_share(self) -> float:
        return len(self.often) / len(self.filled)


FOREIGN = "The instrument asks none of these columns, so it was not used."


def plan_survey(path: Path, options: ReadingOptions | None = None) -> SurveyPlan:
    """Look at a survey file and say what each column would be read as.

    Raises:
        ReadingError: if the file is no table, or a column that was asked for does not exist.
    """
    chosen = options or ReadingOptions()
    return plan_of(read_grid(open_input(path), chosen), chosen)


def plan_of(grid: Grid, options: ReadingOptions) -> SurveyPlan:
    """Return the plan for a table that was read."""
    layout = find_layout(grid)
    body = grid.rows[layout.header_rows :]
    values = [_values(cells) for cells in zip(*body, strict=True)]
    values = values or [_Values((), 0, Counter()) for _ in layout.headers]
    instrument = options.instrument
    columns = _columns(layout, values, instrument)
    foreign = instrument is not None and not knows(instrument, columns)
    if foreign:
        instrument = None
        columns = _columns(layout, values, None)
    plan = SurveyPlan(
        grid.file_name,
        layout.name,
        layout.header_rows,
        len(body),
        _with_id(columns, values),
        (*grid.notices, *layout.notices, *_flags(values), *((FOREIGN,) if foreign else ())),
    )
    return _with_ignored_told(_as_asked(plan, options), instrument)


def _values(cells: tuple[str, ...]) -> _Values:
    filled = tuple(stripped for cell in cells if (stripped := cell.strip()))
    return _Values(filled, len(cells), Counter(filled))


def _columns(
    layout: Layout, values: list[_Values], instrument: Instrument | None
) -> tuple[Column, ...]:
    ids = numbered((slug(header) for header in layout.headers), joint="-")
    columns: list[Column] = []
    named = zip(layout.headers, layout.wordings, ids, values, strict=True)
    for index, (header, wording, own_id, seen) in enumerate(named):
        role, reason = _guess(header, seen)
        column = Column(
            index,
            header,
            wording,
            role,
            reason,
            tuple(seen.often)[:_EXAMPLES],
            {"": own_id},
            attribute=header,
        )
        columns.append(recognised(column, instrument) if instrument else column)
    return tuple(columns)


def _flags(values: list[_Values]) -> tuple[str, ...]:
    """Tell when a table looks like somebody's codings rather than like answers."""
    flags = sum(bool(seen.often) and seen.often.keys() <= {"0", "1"} for seen in values)
    if flags < _MANY_FLAGS:
        return ()
    return (f"{flags} columns hold only 0 and 1; if they are codes, import it with --codings.",)


def _guess(header: str, values: _Values) -> tuple[ColumnRole, str]:
    if not values.filled:
        return ColumnRole.IGNORE, "empty"
    if is_metadata(header) or all(_MOMENT.match(value) for value in values.often):
        return ColumnRole.IGNORE, "written by the survey tool"
    if len(values.often) == 1 and len(values.filled) > 2:
        return ColumnRole.IGNORE, "the same everywhere"
    if all(NUMBER.fullmatch(value) for value in values.often):
        return ColumnRole.ATTRIBUTE, NUMBERS
    if _is_text(values):
        return ColumnRole.TEXT, "long and varied"
    if values.all_differ and values.rows >= _MANY_ROWS:
        return ColumnRole.IGNORE, "all values differ"
    many = len(values.often)
    return ColumnRole.ATTRIBUTE, counted(many, "different value")


def _is_text(values: _Values) -> bool:
    lengths = sorted(len(value) for value in values.filled)
    if values.distinct_share <= 0.5 and _is_choice(values):
        return False
    long_enough = median(lengths) > _TEXT_LENGTH and _in_sentences(values)
    return values.distinct_share > 0.3 and (
        long_enough or lengths[int(len(lengths) * 0.9)] > _LONG_TEXT
    )


def _is_choice(values: _Values) -> bool:
    """Say whether few values, or combinations of few ticked boxes, make up a column."""
    if len(values.often) <= _FEW:
        return True
    ticked = {part for value in values.often for part in re.split(r"[,;] ?", value)}
    return len(ticked) <= _FEW


def _in_sentences(values: _Values) -> bool:
    words = median(len(value.split()) for value in values.filled)
    return words >= 3 or not all(value.isascii() for value in values.often)


def _with_id(columns: tuple[Column, ...], values: list[_Values]) -> tuple[Column, ...]:
    chosen = _id_column(columns, values)
    if chosen is None:
        return columns
    why = "all values differ" if values[chosen].all_differ else "by its name"
    return tuple(
        replace(column, role=ColumnRole.ID, reason=why) if column.index == chosen else column
        for column in columns
    )


def _id_column(columns: tuple[Column, ...], values: list[_Values]) -> int | None:
    """Prefer a telling name with distinct values, then distinct codes, then the name alone."""
    free = [
        column
        for column in columns
        if values[column.index].filled and not is_metadata(column.header)
    ]
    sound = [column for column in free if _could_be_id(values[column.index])]
    by_name = {_bare(column.header): column.index for column in reversed(sound)}
    for name in _ID_NAMES:
        if name in by_name:
            return by_name[name]
    for column in sound:
        codes = all(_CODE.fullmatch(value) for value in values[column.index].often)
        if _ENDS_AS_ID.match(column.header) or (codes and values[column.index].rows > 2):
            return column.index
    for column in free:
        if _bare(column.header) in _SURE_ID_NAMES and column.role is not ColumnRole.TEXT:
            return column.index
    return None


def _could_be_id(values: _Values) -> bool:
    return values.all_differ and max(map(len, values.often)) <= _LONGEST_ID


def _bare(header: str) -> str:
    return "".join(sign for sign in header.casefold() if sign.isalnum())


def _as_asked(plan: SurveyPlan, options: ReadingOptions) -> SurveyPlan:
    """Apply the columns that a person named; naming some of a kind means: only these."""
    asked = (
        (ColumnRole.TEXT, options.text_columns),
        (ColumnRole.ATTRIBUTE, options.attribute_columns),
        (ColumnRole.IGNORE, options.ignored_columns),
        (ColumnRole.ID, (options.id_column,) if options.id_column else ()),
    )
    for role, headers in asked:
        if headers and role in (ColumnRole.TEXT, ColumnRole.ATTRIBUTE):
            others = [c for c in plan.columns_of(role) if c.reason != "as asked"]
            for column in others:
                plan = plan.changed(str(column.header), ColumnRole.IGNORE)
        for header in headers:
            plan = plan.changed(header, role)
    return plan


def _with_ignored_told(plan: SurveyPlan, instrument: Instrument | None) -> SurveyPlan:
    if instrument is None:
        return plan
    unknown = [
        f"'{column.header}'"
        for column in plan.columns_of(ColumnRole.IGNORE)
        if column.reason == "not in the instrument"
    ]
    if not unknown:
        return plan
    told = f"Not in the instrument and left out: {', '.join(unknown[:8])}"
    rest = f" and {len(unknown) - 8} more." if len(unknown) > 8 else "."
    return replace(plan, notices=(*plan.notices, told + rest))
