"""Which coder rule a word names."""

from __future__ import annotations

import pytest

from qualcode.domain.counting import Share, coder_rule
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.identity import Id
from qualcode.domain.people import CONSENSUS, Coder

ANA, BEN = Coder(Id("1"), "Ana"), Coder(Id("2"), "Ben")
BOTH = Coder(Id("3"), CONSENSUS)


@pytest.mark.parametrize("share", list(Share))
def test_shares_are_among_people_not_their_consensus(share: Share) -> None:
    rule = coder_rule(share, [ANA, BEN, BOTH])
    assert (rule.coders, rule.share) == (("1", "2"), share)


def test_a_name_counts_that_coder_only() -> None:
    assert coder_rule("Ben", [ANA, BEN, BOTH]).coders == ("2",)
    assert coder_rule(CONSENSUS, [ANA, BEN, BOTH]).coders == ("3",)


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="Did you mean 'Ana'"):
        coder_rule("Anna", [ANA, BEN])
    with pytest.raises(Refused, match="Nobody has adjudicated"):
        coder_rule(CONSENSUS, [ANA, BEN])
