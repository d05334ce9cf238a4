"""A spaCy pipeline made for a test and installed as a package of its own."""

from __future__ import annotations

from pathlib import Path

import spacy

INIT = """from spacy.util import load_model_from_init_py

def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


def install_pipeline(folder: Path, lemmas: dict[str, str], name: str = "de_tiny") -> None:
    """Write a pipeline with these lemmas to a folder for the import path, as pip would."""
    code, short = name.split("_")
    made = spacy.blank(code, meta={"name": short, "version": "1.0.0"})
    rules = made.add_pipe("attribute_ruler")
    for word, lemma in lemmas.items():
        rules.add([[{"LOWER": word}]], {"LEMMA": lemma})  # type: ignore[attr-defined]
    package = folder / name
    package.mkdir()
    made.to_disk(package / f"{name}-1.0.0")
    (package / "__init__.py").write_text(INIT, "utf-8")
    (package / "meta.json").write_bytes((package / f"{name}-1.0.0" / "meta.json").read_bytes())
    told = folder / f"{name}-1.0.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
    (told / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n")
