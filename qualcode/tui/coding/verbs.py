"""The actions that need the workbench only."""

from __future__ import annotations

from functools import partial

from qualcode.domain.coding import LookState
from qualcode.tui.coding.shaping import Shaping
from qualcode.tui.coding.waymarks import waymarks
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.page.units import Step
from qualcode.tui.registry.action import Verb


def verbs(bench: Workbench) -> dict[str, Verb]:
    """Map action ids to what they do at this workbench."""
    shaping = Shaping(bench)
    return {
        **_moving(bench),
        **waymarks(bench),
        **_selecting(bench),
        **_units(bench),
        "advance": bench.turn_advance,
        "edges": shaping.begin,
        "adjust": shaping.accept,
        "split": shaping.split,
        "flag": bench.turn_flag,
        "accept": bench.offers.accept,
        "reject": bench.offers.reject,
        "next_suggestion": bench.offers.next,
        "previous_suggestion": bench.offers.previous,
        "repeat": bench.repeat,
        "repeat_before": partial(bench.repeat, 1),
        "next_coding": bench.next_coding,
        "uncode": bench.uncode,
        "undo": bench.undo,
        "redo": bench.redo,
        "done": partial(bench.look, LookState.DONE),
        "nothing": partial(bench.look, LookState.NOTHING),
        "next_match": lambda: bench.go_to_match(True, bench.cursor.position + 1),
        "previous_match": lambda: bench.go_to_match(False, bench.cursor.position),
    }


def _moving(bench: Workbench) -> dict[str, Verb]:
    steps = {
        "segment": Step.SEGMENT,
        "word": Step.WORD,
        "sentence": Step.SENTENCE,
        "character": Step.CHARACTER,
    }
    moves = {f"next_{name}": partial(bench.move, step, True) for name, step in steps.items()}
    moves |= {f"previous_{name}": partial(bench.move, step, False) for name, step in steps.items()}
    return {
        **moves,
        "next_unit": partial(bench.step, True),
        "previous_unit": partial(bench.step, False),
        "first": partial(bench.go_to_segment, 0),
        "last": partial(bench.go_to_segment, len(bench.page.entries)),
        "next_uncoded": bench.next_uncoded,
        "previous_uncoded": bench.previous_uncoded,
    }


def _units(bench: Workbench) -> dict[str, Verb]:
    steps = (Step.SEGMENT, Step.PARAGRAPH, Step.SENTENCE, Step.WORD)
    return {
        "turn_unit": bench.turn_unit,
        **{f"unit_{step.value}": partial(bench.set_unit, step) for step in steps},
    }


def _selecting(bench: Workbench) -> dict[str, Verb]:
    return {
        "select": partial(bench.select, Step.WORD),
        "select_sentence": partial(bench.select, Step.SENTENCE),
        "select_word_on": partial(bench.extend, Step.WORD, True),
        "select_word_back": partial(bench.extend, Step.WORD, False),
        "select_sentence_on": partial(bench.extend, Step.SENTENCE, True),
        "select_sentence_back": partial(bench.extend, Step.SENTENCE, False),
        "other_end": bench.cursor.swap_ends,
        "grow": bench.grow,
        "shrink": bench.shrink,
    }
