"""Which table is asked for, with which settings, and the settings as dials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from qualcode.domain.cooccurrence import Within
from qualcode.domain.counting import Share
from qualcode.domain.source import SourceKind
from qualcode.study import Study
from qualcode.study.findings.quotations import Wanted
from qualcode.tui.agreement.dials import Dial, dial

_FEW_CODES = 40
_FEW_VALUES = 6


class Kind(StrEnum):
    """The tables that the screen shows, as they are called there."""

    TOGETHER = "codes together"
    SEQUENCE = "what follows what"
    ASSOCIATIONS = "associations"
    SCALES = "closed items"
    SATURATION = "saturation"
    WORDS = "typical words"


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything that can be set; each kind of table uses what it needs.

    `code` narrows a table to a theme with what lies below it, `of` is the code whose words are
    typical; None is everything, or what the study does by itself.
    """

    kind: Kind = Kind.TOGETHER
    code: str | None = None
    question: str | None = None
    rule: str | None = None
    sources: str | None = None
    level: str = "code"
    within: str = Within.SEGMENT.value
    measure: str = "n"
    stream: str = "source"
    steps: str = "theme"
    by: str | None = None
    value: str | None = None
    of: str | None = None
    item: str | None = None
    group: str | None = None
    form: str = "answers"
    unit: str = "source"
    order: str = "import"
    base: int = 4
    run: int = 2
    threshold: float = 0.05
    everything: bool = False

    def wanted(self, rule: str) -> Wanted:
        """Return which quotations count under a coder rule."""
        return Wanted(self.question, rule, self.sources)


def usual(study: Study) -> Asking:
    """Return what is asked for at first: one theme where there are many codes."""
    codebook = study.catalogue.codebook
    first = next((one.id for one in codebook.themes), None)
    groups = _groups(study)
    some = {name: sizes for name, sizes in groups.items() if 2 <= len(sizes) <= _FEW_VALUES}
    by = min(some or groups, key=lambda name: len(groups[name]), default=None)
    code = first if len(codebook.codes) > _FEW_CODES else None
    return Asking(code=code, of=first, by=by, value=largest(study, by))


def largest(study: Study, by: str | None) -> str | None:
    """Return the value that most have: against all others it has the least to withhold."""
    groups = _groups(study).get(by or "")
    return groups.most_common(1)[0][0] if groups else None


def _groups(study: Study) -> dict[str, Counter[str]]:
    """Map each attribute to its values, and how many participants have each."""
    found: dict[str, Counter[str]] = {}
    for one in study.participants:
        for name, value in one.attributes.items():
            found.setdefault(name, Counter())[str(value)] += 1
    return dict(sorted(found.items()))


_NEEDED = {
    Kind.TOGETHER: ("code", "measure", "within", "level", "question", "rule", "sources"),
    Kind.SEQUENCE: ("measure", "stream", "steps", "question", "rule", "sources"),
    Kind.ASSOCIATIONS: ("code", "by", "value", "question", "rule", "sources"),
    Kind.SCALES: ("item", "group", "form"),
    Kind.SATURATION: (
        "unit", "order", "level", "base", "run", "threshold", "question", "rule", "sources",
    ),
    Kind.WORDS: ("of", "question", "rule", "sources"),
}  # fmt: skip


def dials(study: Study, asked: Asking) -> list[Dial]:
    """Return what can be set about the table that is asked for, as it is set now."""
    makers = {
        "code": _code_dial, "of": _of_dial, "by": _by_dial, "group": _group_dial,
        "value": _value_dial, "item": _item_dial, "question": _question_dial, "rule": _rule_dial,
    }  # fmt: skip
    return [
        makers[name](study, asked) if name in makers else _plain(name, asked)
        for name in _NEEDED[asked.kind]
    ]


_PLAIN: dict[str, tuple[str, list[tuple[object, str]]]] = {
    "measure": ("cells hold", [("n", "n"), ("share", "share"), ("lift", "lift")]),
    "within": ("together in", [(one.value, f"a {one}" if one is not Within.OVERLAP
                                else "the same words") for one in Within
                               if one is not Within.NEAR]),
    "level": ("level", [("code", "codes"), ("theme", "themes")]),
    "steps": ("level", [("theme", "themes"), ("code", "codes")]),
    "stream": ("next of", [("source", "the source"), ("participant", "the participant")]),
    "sources": ("sources", [(None, "all"), *((one.value, one.value) for one in SourceKind)]),
    "form": ("shown", [("answers", "answers"), ("means", "means")]),
    "unit": ("unit", [("source", "sources"), ("participant", "participants")]),
    "order": ("in order", [("import", "as imported"), ("work", "as first looked at")]),
    "base": ("base", [(one, f"{one} units") for one in (4, 5, 6)]),
    "run": ("run", [(one, f"{one} units") for one in (2, 3)]),
    "threshold": ("threshold", [(0.0, "nothing new"), (0.05, "at most 5 %")]),
}  # fmt: skip


def _plain(name: str, asked: Asking) -> Dial:
    called, values = _PLAIN[name]
    return dial(name, called, values, getattr(asked, name))


def _code_dial(study: Study, asked: Asking) -> Dial:
    codebook = study.catalogue.codebook
    themes: list[tuple[object, str]] = [(one.id, one.name) for one in codebook.themes]
    return dial("code", "theme", [(None, "all"), *themes], asked.code)


def _of_dial(study: Study, asked: Asking) -> Dial:
    codes = study.catalogue.codebook.codes
    known: list[tuple[object, str]] = [(one.id, one.name) for one in codes]
    return dial("of", "of", known or [(None, "no code yet")], asked.of)


def _by_dial(study: Study, asked: Asking) -> Dial:
    names = list(_groups(study))
    return dial("by", "by", _same(names) or [(None, "nothing")], asked.by)


def _group_dial(study: Study, asked: Asking) -> Dial:
    return dial("group", "by", [(None, "nothing"), *_same(_groups(study))], asked.group)


def _value_dial(study: Study, asked: Asking) -> Dial:
    known = sorted(_groups(study).get(asked.by or "", ()))
    return dial("value", "its value", [(None, "each, and all at once"), *_same(known)], asked.value)


def _item_dial(study: Study, asked: Asking) -> Dial:
    closed = [one.id for one in study.catalogue.instrument.questions if not one.is_open]
    return dial("item", "question", [(None, "all closed ones"), *_same(closed)], asked.item)


def _question_dial(study: Study, asked: Asking) -> Dial:
    open_ones = [one.question.id for one in study.desk.questions()]
    return dial("question", "question", [(None, "all questions"), *_same(open_ones)],
                asked.question)  # fmt: skip


def _rule_dial(study: Study, asked: Asking) -> Dial:
    rules = [*(share.value for share in Share), *(one.name for one in study.team)]
    return dial("rule", "coders", [(None, "as the study does"), *_same(rules)], asked.rule)


def _same(values: Iterable[str]) -> list[tuple[object, str]]:
    return [(one, one) for one in values]
