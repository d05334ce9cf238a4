"""What a report on agreement is asked for with, and the reports that were made."""

from __future__ import annotations

from itertools import combinations
from shlex import quote

from qualcode.domain.agreement_report import AgreementReport
from qualcode.study import Study
from qualcode.study.reliability.reliability import LEVELS, UNITS, Asked
from qualcode.tui.agreement.dials import Dial, dial

_MOST_SUBSETS = 5
_LEVELS = {"leaf": "codes", "theme": "themes"}
_GROUPS = (None, "week", "question", "source")


class Reports:
    """The reports of one study, each kept as long as nothing in the study changes."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._state = ""
        self._kept: dict[Asked, AgreementReport] = {}
        self.asked = _last_closed(study)

    def report(self, asked: Asked) -> AgreementReport:
        """Return the report that was asked for; it may take a while, and be done in any thread.

        Raises:
            Refused: if there are too few coders, or the round is blind and open.
        """
        latest = self._study.history.latest(1)
        state = latest[0].deed if latest else ""
        kept = self._kept if state == self._state else {}
        if asked not in kept:
            made = self._study.agreement(
                asked.round, asked.unit, asked.coders, asked.question, asked.level, asked.by
            )
            kept = {**kept, asked: made}
        self._state, self._kept = state, kept
        return kept[asked]


def _last_closed(study: Study) -> Asked:
    """Return the question of how far the coders of the round agree that was closed last."""
    ended = [(one.closed, one.name) for one in study.rounds if one.closed is not None]
    return Asked(round=max(ended)[1] if ended else "", by="week")


def asking_dials(study: Study, asked: Asked) -> list[Dial]:
    """Return what can be set about a report, as it is set now."""
    rounds = [(one.name, _round_in_words(one.name, one.is_open, one.blind)) for one in study.rounds]
    people = tuple(one.name for one in study.team if not one.is_consensus)
    questions = [one.question.id for one in study.desk.questions()]
    asked_for = [(None, "all texts"), *((one, one) for one in questions)]
    return [
        dial("round", "round", [("", "all that was coded"), *rounds], asked.round),
        dial("unit", "unit", [(one, one) for one in UNITS], asked.unit),
        dial("coders", "coders", _some_of(people), asked.coders),
        dial("level", "level", [(one, _LEVELS[one]) for one in LEVELS], asked.level),
        dial("question", "question", asked_for, asked.question),
        dial("by", "also by", [(one, one or "nothing") for one in _GROUPS], asked.by),
    ]


def _round_in_words(name: str, is_open: bool, blind: bool) -> str:
    return f"{name} (open, blind)" if is_open and blind else f"{name} (open)" if is_open else name


def _some_of(people: tuple[str, ...]) -> list[tuple[object, str]]:
    """Return the groups of coders that can be compared: all, then smaller ones down to pairs."""
    whole = len(people)
    sizes = range(whole - 1, 1, -1) if whole <= _MOST_SUBSETS else (whole - 1, 2)
    some = [group for size in sizes for group in combinations(people, size)]
    return [(None, "all"), *((group, ", ".join(group)) for group in some)]


def command(asked: Asked, output: str) -> str:
    """Return the command that writes the report to a file."""
    words = ["qualcode agreement"]
    words += ["--round", quote(asked.round)] if asked.round else []
    words += ["--unit", asked.unit] if asked.unit != "segment" else []
    words += ["--coders", quote(",".join(asked.coders))] if asked.coders else []
    words += ["--level", asked.level] if asked.level != "leaf" else []
    words += ["--question", quote(asked.question)] if asked.question else []
    words += ["--by", asked.by] if asked.by else []
    return " ".join([*words, "-o", output])


def file_name(asked: Asked) -> str:
    """Return what the report's file is called, without ending: what makes it differ from others."""
    parts = (
        asked.round or "all", asked.unit, "" if asked.level == "leaf" else asked.level,
        asked.question or "", *(asked.coders or ()),
    )  # fmt: skip
    name = "-".join(part for part in parts if part)
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
