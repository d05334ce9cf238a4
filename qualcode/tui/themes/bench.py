"""The state of the themes screen: what is counted, in which order, which themes are folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from qualcode.domain.codebook import Codebook
from qualcode.domain.counting import Share
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Row, Table, Unit, groups_of
from qualcode.study import Study
from qualcode.tui.agreement.dials import Dial, dial


class Order(StrEnum):
    """In which order codes of one theme stand, and the themes among each other."""

    CODEBOOK = "codebook"
    OFTEN = "most first"


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted; None is everything, or what the study does by itself."""

    question: str | None = None
    by: str | None = None
    unit: str = Unit.PARTICIPANT.value
    rule: str | None = None
    kind: str | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of all, those of each group if they were asked for, and what was left out."""

    asked: Counting
    whole: Table[Row]
    grouped: Table[Row] | None
    left_out: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme or code: its figures, those of each group, and how it stands in the tree."""

    row: Row
    groups: Mapping[str, Row]
    parents: tuple[str, ...]
    holds: bool
    folded: bool


class ThemesBench:
    """Counts of codes as a tree; there are none before the first have arrived."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.asked = Counting()
        self.counted: Counted | None = None
        self.refused = ""
        self.order = Order.CODEBOOK
        self._folded: set[str] = set()
        self._codebook: Codebook = study.catalogue.codebook

    @property
    def everything(self) -> bool:
        """Say whether small cells are asked for too."""
        return self.asked.everything

    def compute(self) -> Counted:
        """Return the counts that are asked for; this takes a while and is done in a thread.

        Raises:
            Confidential: if small cells are asked for by somebody who is not the lead.
            NotFound: if the question, attribute or coder is not known.
            Refused: if consensus is asked for and there is none.
        """
        asked, study = self.asked, self._study

        def counts(by: str | None) -> Table[Row]:
            return study.frequencies(
                asked.question, by, asked.unit, asked.rule, asked.kind,
                unsuppressed=asked.everything,
            )  # fmt: skip

        grouped = counts(asked.by) if asked.by else None
        return Counted(asked, counts(None), grouped, study.left_out)

    def take(self, counted: Counted) -> None:
        """Show counts."""
        self.counted, self.refused = counted, ""
        self._codebook = self._study.catalogue.codebook

    def refuse(self, sentence: str) -> None:
        """Show why there are no counts."""
        self.counted, self.refused = None, sentence

    def change(self, changed: Mapping[str, Any]) -> None:
        """Count something else."""
        self.asked = replace(self.asked, **changed)

    @property
    def groups(self) -> Sequence[str]:
        """Return the groups that are counted apart, in order."""
        grouped = self.counted.grouped if self.counted is not None else None
        return groups_of(grouped) if grouped is not None else ()

    @property
    def notes(self) -> list[str]:
        """Return what must be known of the counts, without what blind rounds keep back."""
        if self.counted is None:
            return []
        apart = [
            f"{row.name}: {row.n}"
            for row in self.counted.whole
            if row.is_apart and row.n is not None
        ]
        whole, grouped = self.counted.whole.notes, self.counted.grouped
        more = (
            []
            if grouped is None
            else [
                f"By {grouped.by}: {one[:1].lower()}{one[1:]}"
                for one in grouped.notes
                if one not in whole
            ]
        )
        notes = dict.fromkeys((*apart, *whole, *more))
        return [one for one in notes if one and one != self.counted.left_out]

    def path(self, code: str) -> str:
        """Return a code's name with what stands above it."""
        return self._codebook.path(code) if code in self._codebook else ""

    def themes(self) -> list[Theme]:
        """Return the themes and codes that are to be seen, in order."""
        if self.counted is None:
            return []
        rows = {row.code: row for row in self.counted.whole.rows if not row.is_apart}
        apart: dict[str, dict[str, Row]] = {}
        for row in self.counted.grouped or ():
            apart.setdefault(row.code, {})[row.group] = row
        above = {code: self._above(code, rows) for code in rows}
        holding = {parents[-1] for parents in above.values() if parents}
        made = [
            Theme(
                rows[code], apart.get(code, {}), parents, code in holding, code in self._folded
            )
            for code, parents in above.items()
            if self._folded.isdisjoint(parents)
        ]  # fmt: skip
        return self._sorted(made)

    def _above(self, code: str, rows: Mapping[str, Row]) -> tuple[str, ...]:
        if code not in self._codebook:
            return ()
        found = [one.id for one in self._codebook.ancestors(code) if one.id in rows]
        return tuple(reversed(found))

    def _sorted(self, themes: list[Theme]) -> list[Theme]:
        if self.order is Order.CODEBOOK:
            return themes
        place = {one.row.code: (-(one.row.n or 0), number) for number, one in enumerate(themes)}
        return sorted(
            themes, key=lambda one: [place[code] for code in (*one.parents, one.row.code)]
        )

    def fold(self, one: Theme) -> str:
        """Fold a theme, or what a code stands in; return the code to stand at."""
        if one.holds and not one.folded:
            self._folded.add(one.row.code)
        elif one.parents:
            return one.parents[-1]
        return one.row.code

    def unfold(self, one: Theme) -> None:
        """Show what a theme holds."""
        self._folded.discard(one.row.code)

    def fold_all(self) -> None:
        """Fold every theme; if all are folded, show everything."""
        tops = {one.row.code for one in self.themes() if one.holds and not one.parents}
        self._folded = set() if tops <= self._folded else tops

    def next_order(self) -> None:
        """Put the themes in the other order."""
        self.order = Order.OFTEN if self.order is Order.CODEBOOK else Order.CODEBOOK

    def dials(self) -> list[Dial]:
        """Return what can be set, as it is set now."""
        study, asked = self._study, self.asked
        questions = dict.fromkeys(
            [one.id for one in study.catalogue.instrument.questions]
            + [one.question.id for one in study.desk.questions()]
        )
        named = sorted({name for one in study.participants for name in one.attributes})
        rules = [*(share.value for share in Share), *(one.name for one in study.team)]
        return [
            dial("question", "question", _or("all questions", questions), asked.question),
            dial("by", "by", _or("nothing", named), asked.by),
            dial("unit", "unit", [(one.value, f"{one.value}s") for one in Unit], asked.unit),
            dial("rule", "coders", _or("as the study does", rules), asked.rule),
            dial("kind", "sources", _or("all", [one.value for one in SourceKind]), asked.kind),
        ]


def _or(nothing: str, values: Any) -> list[tuple[object, str]]:
    return [(None, nothing), *((one, one) for one in values)]
