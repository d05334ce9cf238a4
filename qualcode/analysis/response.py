"""From the accounting of contacts to its lines and the response rate."""

from __future__ import annotations

from qualcode.domain.proportions import wilson
from qualcode.domain.response import Accounting, ResponseRow


def response_rows(found: Accounting) -> tuple[ResponseRow, ...]:
    """Return the lines of the accounting with the rates that follow from them.

    The response rate is complete interviews of all eligible, with its Wilson interval: RR1 of
    AAPOR (2023), Standard Definitions, 10th edition, where nobody's eligibility is unknown. The
    rate of cooperation leaves out whom nobody could reach (COOP1).
    """
    reached = found.complete + found.refused
    return (
        ResponseRow("contacted", "contacted", found.contacted),
        _share("ineligible", "not eligible", found.ineligible, found.contacted),
        ResponseRow("eligible", "eligible", found.eligible),
        _share("refused", "refused", found.refused, found.eligible),
        _share("non-contact", "not reached", found.non_contact, found.eligible),
        _share("response rate", "complete: response rate", found.complete, found.eligible),
        _share("cooperation", "complete, of those reached", found.complete, reached),
    )


def _share(part: str, name: str, n: int, base: int) -> ResponseRow:
    interval = wilson(n, base)
    if interval is None:
        return ResponseRow(part, name, n, base)
    low, high = interval
    return ResponseRow(part, name, n, base, 100 * n / base, 100 * low, 100 * high)
