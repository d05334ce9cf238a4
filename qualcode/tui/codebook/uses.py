"""How often each code of the codebook is used, by oneself and by all whose work may be seen."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from qualcode.domain.errors import QualcodeError
from qualcode.domain.identity import Id
from qualcode.study import Study


@dataclass(slots=True)
class Use:
    """How often a code is used, on which segments, by whom (ids), in which rounds."""

    codings: int = 0
    own: int = 0
    segments: set[Id] = field(default_factory=set)
    coders: set[Id] = field(default_factory=set)
    rounds: set[str] = field(default_factory=set)


Uses = dict[str, Use]


class Counting:
    """Counts all codings that may be seen while the screen is shown already."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._found: Future[Uses] | None = None
        self._known: Uses | None = None

    def begin(self) -> None:
        """Count anew."""
        meanwhile = ThreadPoolExecutor(1)
        self._found = meanwhile.submit(_uses, self._study, self._study.coder.id)
        meanwhile.shutdown(wait=False)

    def uses(self, seconds: float) -> Uses | None:
        """Return what was counted, waiting at most so many seconds; until then what was before.

        None if nothing was counted yet.
        """
        with suppress(TimeoutError, QualcodeError):
            if self._found is not None:
                self._known = self._found.result(seconds)
        return self._known

    @property
    def is_done(self) -> bool:
        """Say whether there is nothing to wait for."""
        return self._found is not None and self._found.done()


def _uses(study: Study, own: Id) -> Uses:
    found: Uses = {}
    for coding in study.codings.all():
        use = found.setdefault(coding.code, Use())
        use.codings += 1
        use.own += coding.coder == own
        use.segments.add(coding.segment)
        use.coders.add(coding.coder)
        if coding.round:
            use.rounds.add(coding.round)
    return found
