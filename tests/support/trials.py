"""Studies made at random with everything that was done to them kept apart in plain Python."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from qualcode import Study
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.coding import LookState
from qualcode.domain.provenance import Provenance, WorkOrder
from qualcode.domain.source import Segment
from tests.support.studies import write_survey

QUESTIONS = ("What helps most?", "What stands in the way?")


@dataclass
class Person:
    """What the trial knows of one participant without asking the database."""

    name: str
    group: str
    blank: set[str] = field(default_factory=set)
    counted: bool = True
    present: bool = True


@dataclass
class Trial:
    """A study with everything that was done to it, kept apart in plain Python."""

    study: Study
    people: dict[str, Person]
    segments: list[Segment]
    speaker: dict[str, Person]
    looks: dict[str, set[str]]
    codings: dict[str, set[tuple[str, str]]]
    questions: tuple[str, str]
    made_of: dict[tuple[str, str, str], Provenance] = field(default_factory=dict)

    def is_accepted(self, segment: str, coder: str, code: str) -> bool:
        """Say whether a coding is a suggestion that was taken as it was."""
        return self.made_of[segment, coder, code].rank > 0


def build(study: Study, folder: Path, chance: random.Random) -> Trial:
    """Fill a study with a survey, a talk, codes and what three coders and consensus made of it."""
    study.team.add("Cyd")
    study.team.consensus()
    study.catalogue.replace(Codebook("Counting"))
    people = {
        f"P{number}": Person(f"P{number}", chance.choice(["analyst", "prosecutor", ""]))
        for number in range(1, 9)
    }
    rows = []
    for person in people.values():
        texts = ["" if chance.random() < 0.25 else f"{person.name} says so" for _ in QUESTIONS]
        person.blank = {text for text, given in zip(QUESTIONS, texts, strict=True) if not given}
        rows.append([person.name, person.group, *texts])
    study.import_files(
        write_survey(folder / "in" / "survey.csv", rows),
        id_column="id",
        text_columns=QUESTIONS,
        attribute_columns=("position",),
    )
    talk = folder / "in" / "talk.txt"
    turns = [(chance.choice(["Moderator", "Dara", "Emil"]), n) for n in range(8)]
    fixed = [("Moderator", 8), ("Dara", 9), ("Moderator", 10), ("Dara", 11), ("Emil", 12)]
    lines = [f"{who}: Turn {n} is mine.\n\n" for who, n in [*turns, *fixed, ("Emil", 13)]]
    talk.write_text("".join(lines))
    study.import_files(talk, kind="interview", moderators=("Moderator",))
    for name in ("Dara", "Emil", "Moderator"):
        people[name] = Person(name, "", counted=name != "Moderator")
    passages = study.sources.passages()
    ids = {one.segment.label: one.segment.question for one in passages if one.segment.question}
    first, second = sorted(set(filter(None, ids.values())), key=lambda one: "way" in one)
    for person in people.values():
        person.blank = {{QUESTIONS[0]: first, QUESTIONS[1]: second}[one] for one in person.blank}
    study.catalogue.add_codes(
        [
            Code("barriers", "Barriers", codable=False, asked=(second,)),
            Code("data", "Data", "barriers"),
            Code("law", "Law", "barriers"),
            Code("help", "Help", asked=(first, second)),
            Code("time", "Time"),
            Code("pace", "Pace", "time"),
        ]
    )
    speaker = {one.segment.id: people[one.participant.name] for one in passages if one.participant}
    trial = Trial(study, people, [one.segment for one in passages], speaker,
                  defaultdict(set), defaultdict(set), (first, second))  # fmt: skip
    for coder in ("Ana", "Ben", "Cyd", "consensus"):
        code_at_random(trial, coder, chance)
    for name in chance.sample([f"P{n}" for n in range(1, 9)], 3):
        fate = chance.choice(["source", "participant", "moderator"])
        if fate == "source":
            study.sources.remove(name)
            people[name].present = False
        elif fate == "participant":
            study.participants.remove(name)
            people[name].counted = False
        else:
            study.participants.keep_out_of_counts(name)
            people[name].counted = False
    return trial


def code_at_random(trial: Trial, coder: str, chance: random.Random) -> None:
    """Let a coder look at most segments and code some of them."""
    working = trial.study.acting_as(coder)
    for segment in trial.segments:
        if chance.random() < 0.3:
            continue
        trial.looks[segment.id].add(coder)
        used = chance.sample(["data", "law", "help", "time", "pace"], chance.choice([0, 0, 1, 2]))
        if not used:
            working.codings.look([segment.id], LookState.NOTHING)
        for code in used:
            made_of = Provenance(
                rank=chance.choice([0, 0, 1, 2]), order=chance.choice(list(WorkOrder))
            )
            working.codings.apply(code, segment, provenance=made_of)
            trial.made_of[segment.id, coder, code] = made_of
            trial.codings[segment.id].add((coder, code))


def expected(
    trial: Trial, code: str, questions: tuple[str, ...], kind: str | None, rule: str,
    unit: str, by: str | None, without_accepted: bool,
) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:  # fmt: skip
    """Count base, hits of one code, and who stands behind them by group, on one's fingers."""
    people = {"Ana", "Ben", "Cyd"}
    coders = people if rule in ("any", "all", "majority") else {rule}
    members = trial.study.catalogue.codebook.roll_up(code)
    base, hits, people_behind = defaultdict(set), defaultdict(set), defaultdict(set)
    for segment in trial.segments:
        person = trial.speaker[segment.id]
        if not (person.present and person.counted):
            continue
        if questions and segment.question not in questions:
            continue
        if kind and (kind == "survey") != (segment.question is not None):
            continue
        looked = trial.looks[segment.id] & coders
        if not looked:
            continue
        thing = {"participant": person.name, "segment": segment.id, "source": segment.source}[unit]
        group = person.group if by else ""
        base[group].add(thing)
        used = {
            who
            for who, what in trial.codings[segment.id]
            if what in members
            and who in coders
            and not (without_accepted and trial.is_accepted(segment.id, who, what))
        }
        need = {"majority": len(looked) // 2 + 1, "all": len(looked)}.get(rule, 1)
        if len(used) >= need:
            hits[group].add(thing)
            people_behind[group].add(person.name)
    unread = any(one.question in questions for one in trial.segments) and not base
    if unit == "participant" and questions and kind in (None, "survey") and not unread:
        for person in trial.people.values():
            surveyed = person.name.startswith("P")
            if surveyed and person.present and person.counted and set(questions) <= person.blank:
                base[person.group if by else ""].add(person.name)
    base_of, hits_of, behind = (
        {group: len(things) for group, things in found.items()}
        for found in (base, hits, people_behind)
    )
    return base_of, hits_of, behind
