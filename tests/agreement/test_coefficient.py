import dataclasses
import math

import pytest

from qualcode.agreement import Coefficient, Reason, Undefined


def test_a_coefficient_is_its_value():
    assert float(Coefficient("alpha", 0.8)) == 0.8


@pytest.mark.parametrize("reason", list(Reason))
def test_an_undefined_one_refuses_to_be_a_number_and_says_why(reason):
    with pytest.raises(Undefined, match=f"alpha is undefined: {reason}"):
        float(Coefficient("alpha", None, reason=reason))


@pytest.mark.parametrize(
    ("value", "reason"), [(None, None), (0.5, Reason.NOT_USED), (math.nan, None), (math.inf, None)]
)
def test_a_value_or_a_reason_and_no_nan(value, reason):
    with pytest.raises(ValueError, match="alpha"):
        Coefficient("alpha", value, reason=reason)


def test_it_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Coefficient("alpha", 0.8).value = 1.0  # type: ignore[misc]
