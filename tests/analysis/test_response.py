"""The accounting of contacts and the response rate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from qualcode.analysis.response import response_rows
from qualcode.domain.errors import InputError
from qualcode.domain.response import Accounting, Contacts, accounting

LAW_ENFORCEMENT = Contacts(ineligible=82, refused=11, non_contact=78, contacted=292)
"""NCJ 216547 (2006): 292 contacted, 121 of them complete, a response rate of 58 per cent."""


def test_the_published_rate_follows_from_the_published_numbers() -> None:
    found = accounting(LAW_ENFORCEMENT, 121)
    assert found == Accounting(292, 82, 11, 78, 121)
    rows = {row.part: row for row in response_rows(found)}
    rate = rows["response rate"]
    assert (rate.n, rate.base) == (121, 210)
    assert round(rate.percent or 0) == 58
    low, high = proportion_confint(121, 210, method="wilson")
    assert (rate.low, rate.high) == pytest.approx((100 * low, 100 * high))
    assert (rows["cooperation"].n, rows["cooperation"].base) == (121, 132)


def test_numbers_that_do_not_add_up_are_refused_in_one_sentence() -> None:
    with pytest.raises(InputError) as told:
        accounting(LAW_ENFORCEMENT, 120)
    assert str(told.value) == (
        "The contacts do not add up: 82 ineligible + 11 refused + 78 non-contact + 120 complete "
        "= 291, but 292 contacted. Mend the numbers; complete is counted from the data."
    )
    with pytest.raises(InputError, match="'refused' is -1"):
        accounting(Contacts(refused=-1), 3)


numbers = st.integers(0, 500)


@given(numbers, numbers, numbers, numbers)
def test_the_lines_add_up(ineligible: int, refused: int, non_contact: int, complete: int) -> None:
    found = accounting(Contacts(ineligible, refused, non_contact), complete)
    n = {row.part: row.n for row in response_rows(found)}
    assert n["contacted"] == n["ineligible"] + n["eligible"]
    assert n["eligible"] == n["refused"] + n["non-contact"] + n["response rate"]
    for row in response_rows(found):
        assert row.percent is None or row.low <= row.percent + 1e-9 <= row.high + 2e-9
