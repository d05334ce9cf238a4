"""The format references: their examples are sound, and no key is left undescribed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from qualcode.exchange.codebook_editing import update_codebook_yaml
from qualcode.exchange.codebook_yaml import check_codebook, parse_codebook
from qualcode.exchange.instrument_yaml import check_instrument
from qualcode.exchange.strict_yaml.schema import shipped_schema

DOCS = Path(__file__).parent.parent.parent / "docs"


def example_in(name: str) -> str:
    found = re.search(r"```yaml\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_codebook_example_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(example_in("codebook.md"), encoding="utf-8")
    assert check_codebook(path) == []
    assert update_codebook_yaml(example_in("codebook.md"), parse_codebook(path.read_bytes()))


def test_the_instrument_example_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "instrument.yaml"
    path.write_text(example_in("instrument.md"), encoding="utf-8")
    assert check_instrument(path) == []


@pytest.mark.parametrize("name", ["codebook", "instrument"])
def test_every_key_of_the_schema_is_described(name: str) -> None:
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    missing = [key for key in keys(shipped_schema(f"{name}.schema.json")) if f"`{key}" not in text]
    assert [key for key in missing if f", {key}" not in text and f"{{{key}" not in text] == []


def keys(schema: Any) -> set[str]:
    """Return all keys that a schema allows, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(keys, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {}))
    return own.union(*(keys(inner) for inner in schema.values()))
