"""Saturation: how many codes are met after so many units, and where little new comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from qualcode.domain.saturation import SaturationRow, StopRow
from qualcode.privacy.release import Release
from qualcode.study import Study
from qualcode.tui.tables.asking import Asking
from qualcode.tui.tables.view import View


class SaturationView(View[SaturationRow]):
    """The points of the curve, and all stops that were tried."""

    WITHOUT_TEXT: ClassVar[str] = "A point of the curve is about all that was read so far."

    def __init__(
        self, study: Study, asked: Asking, release: Release[Any], stops: Sequence[StopRow]
    ) -> None:
        super().__init__(study, asked, release)
        self.rows = list(release)
        self.stops = stops

    def said(self, row: SaturationRow) -> str:
        """Return the number of units."""
        return str(row.number)

    @property
    def most(self) -> float:
        """Return the largest number of codes on the curve."""
        known = [
            value
            for row in self.rows
            for value in (row.seen, row.expected, row.high)
            if value is not None
        ]
        return max(known, default=0.0)

    @property
    def stop(self) -> StopRow | None:
        """Return the stop of the base, run and threshold that are set."""
        asked = self.asked
        wanted = asked.base, asked.run, asked.threshold
        return next(
            (one for one in self.stops if (one.base, one.run, one.threshold) == wanted), None
        )


def saturation(study: Study, asked: Asking) -> tuple[Release[SaturationRow], list[StopRow]]:
    """Compute the curve and where it stops.

    Raises:
        Confidential: if small cells are asked for by somebody who is not the lead.
    """
    given: dict[str, Any] = {
        "unit": asked.unit, "order": asked.order, "level": asked.level,
        "question": asked.question, "coder_rule": asked.rule, "kind": asked.sources,
        "unsuppressed": asked.everything,
    }  # fmt: skip
    curve = study.saturation.table(**given)
    return curve, list(study.saturation.stops(**given))
