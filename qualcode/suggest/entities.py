"""Named entities by spaCy, from a pipeline that is installed; nothing is downloaded."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points

from qualcode.domain.redaction import IdentifierKind
from qualcode.domain.span import Span

_KINDS = {
    "PERSON": IdentifierKind.PERSON,
    "PER": IdentifierKind.PERSON,
    "ORG": IdentifierKind.ORGANISATION,
    "GPE": IdentifierKind.PLACE,
    "LOC": IdentifierKind.PLACE,
    "FAC": IdentifierKind.PLACE,
}
_NOT_NEEDED = ("parser", "senter", "tagger", "lemmatizer", "attribute_ruler", "textcat")


def installed_entities(
    code: str,
) -> Callable[[str], Sequence[tuple[Span, IdentifierKind]]] | None:
    """Return what finds names in texts of a language; None if no pipeline for it is installed."""
    for name in sorted({one.name for one in entry_points(group="spacy_models")}):
        if name.split("_")[0] != code:
            continue
        import spacy

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                loaded = spacy.load(name, exclude=_NOT_NEEDED)
        except (OSError, ValueError, ImportError):
            continue
        if loaded.has_pipe("ner"):
            return lambda text: [
                (Span(one.start_char, one.end_char), _KINDS[one.label_])
                for one in loaded(text).ents
                if one.label_ in _KINDS
            ]
    return None
