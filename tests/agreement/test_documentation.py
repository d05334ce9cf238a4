import re
from pathlib import Path

import pytest

from qualcode import agreement

PAGE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")


def test_the_examples_run_and_give_the_figures_they_show():
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(block, names)
    assert round(float(names["alpha"]), 3) == 0.643
    assert (names["report"].n_units, names["report"].n_left_out) == (3, 1)


@pytest.mark.parametrize("name", [n for n in agreement.__all__ if n[0].islower()])
def test_every_public_function_is_documented(name):
    assert name in PAGE or name.removesuffix("_distance") in PAGE


@pytest.mark.parametrize("word", [*agreement.Reason, *agreement.Flag])
def test_every_reason_and_flag_is_documented(word):
    assert f"| {word} |" in PAGE
