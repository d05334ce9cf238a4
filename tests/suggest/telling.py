"""Suggests on the demo study in a process of its own, where nothing may speak to the network.

Run: python -m tests.suggest.telling SEED [VECTORS]. Prints JSON: what was suggested, the sentence
pointed at and the hash. Decisions come in an order that the seed says; VECTORS is a file to keep.
"""

from __future__ import annotations

import sys


def refuse(event: str, _: object) -> None:
    """Stop whatever makes, names or connects a socket."""
    if event.startswith("socket."):
        raise PermissionError(f"{event} although nothing may leave this machine")


def refused() -> bool:
    """Say whether a socket cannot be had."""
    import socket

    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except PermissionError:
        return True
    return False


def told(seed: int, file: str | None) -> dict[str, object]:
    """Learn, decide, strike and suggest in the order of a seed."""
    import random
    from pathlib import Path

    from qualcode.suggest import Suggester
    from tests.benchmarks.coded_sets import demo_set

    demo = demo_set(Path(__file__).parents[2])
    chance = random.Random(seed)
    cache = Path(file) if file else None
    suggester = Suggester(demo.codebook, cache=cache)
    learnt, asked = demo.texts[:60], demo.texts[300:330]
    read = sorted({one.text for one in (*demo.texts[:200], *asked)})
    chance.shuffle(read)
    suggester.index(read)
    some, other = asked[0], asked[1]
    deeds = [lambda one=one: suggester.learn([one.text], [one.codes], one.among) for one in learnt]
    deeds += [
        lambda one=one: suggester.accept(one.text, min(one.codes)) for one in demo.texts[60:90]
    ]
    deeds.append(lambda: suggester.reject(other.text, demo.codes[3]))
    deeds.append(lambda: suggester.strike(min(some.codes), some.text.split()[0]))
    chance.shuffle(deeds)
    for place, deed in enumerate(deeds):
        deed()
        if place % 30 == seed:
            suggester.suggest(some.text)
    long = ". ".join(one.text for one in asked[:6]) + "."
    span = suggester.span(long, min(some.codes))
    found = suggester.suggest_many([one.text for one in asked], 3)
    return {
        "hash": suggester.model_hash,
        "span": [span.start, span.end] if span else None,
        "suggested": [[(one.code, one.score, one.probability) for one in few] for few in found],
    }


if __name__ == "__main__":
    sys.addaudithook(refuse)
    assert refused()
    import json

    print(json.dumps(told(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)))
