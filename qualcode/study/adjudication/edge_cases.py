"""Edge cases: what was learnt from a dispute, kept as an example in the codebook."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.domain.codebook import Code, Example
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.span import Span
from qualcode.study.adjudication.disputes import Dispute
from qualcode.study.catalogue import Catalogue
from qualcode.study.session import Session

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Sent:
    """An example that a code has now; `belongs` says whether the code is to be put on the like."""

    code: str
    example: Example
    belongs: bool


class EdgeCases:
    """The codebook's examples that come from disputes."""

    def __init__(self, session: Session) -> None:
        self._catalogue = Catalogue(session)

    def send(self, dispute: Dispute, code: str, reason: str = "") -> Sent:
        """Make a decided segment an example of one of its codes; one deed.

        What consensus gave the code becomes an `atypical` example, which belongs all the same;
        what it did not becomes a `close_but_no`. `reason` is the note, by default the decision's
        own. An example from the same place is replaced. codebook.yaml keeps its comments.

        Raises:
            NotFound: if the codebook has no such code.
            Refused: if the dispute is open, there is no reason, or codebook.yaml was edited.
        """
        if dispute.decision is None:
            raise Refused("This segment is not decided yet: decide it first.")
        note = reason.strip() or dispute.decision.reason
        if not note:
            raise Refused("An edge case needs its reason: write the reason first.")
        known = self._catalogue.codebook
        if code not in known:
            raise NotFound("code", code, [one.id for one in known.codes])
        belongs = code in dispute.decision.codes
        example = _example(dispute, code, note)
        codes = tuple(
            _with_example(one, example, belongs) if one.id == code else one for one in known.codes
        )
        self._catalogue.replace(replace(known, codes=codes), known)
        return Sent(code, example, belongs)


def _example(dispute: Dispute, code: str, note: str) -> Example:
    where = _where(dispute, code)
    words = dispute.words(where)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0] + " …"
    return Example(words, dispute.source.name, f"{where.start}-{where.end}", note)


def _where(dispute: Dispute, code: str) -> Span:
    for reading in dispute.readings:
        if code in reading.spans:
            return reading.spans[code][0]
    return dispute.segment.span


def _with_example(code: Code, example: Example, belongs: bool) -> Code:
    """Return a code with the example in one list; the other has none of the same place."""
    lists = {
        name: tuple(one for one in examples if (one.source, one.span) != _place(example))
        for name, examples in (("atypical", code.atypical), ("close_but_no", code.close_but_no))
    }
    chosen = "atypical" if belongs else "close_but_no"
    lists[chosen] = (*lists[chosen], example)
    return replace(code, atypical=lists["atypical"], close_but_no=lists["close_but_no"])


def _place(example: Example) -> tuple[str, str]:
    return example.source, example.span
