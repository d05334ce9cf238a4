"""Which language model proposes names in this study's texts."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.privacy.identifiers.finding import Entities
from qualcode.study.session import Session

_MODELS = {"en": "en_core_web_sm", "es": "es_core_news_sm", "de": "de_core_news_sm",
           "fr": "fr_core_news_sm", "pt": "pt_core_news_sm", "it": "it_core_news_sm"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognition:
    """What finds names by a model, if one is installed; `notice` says if none is."""

    entities: Entities | None
    notice: str


def recognition(session: Session) -> Recognition:
    """Return what finds names in the language of the study's texts."""
    from qualcode.suggest.entities import installed_entities

    code = _language(session)
    found = installed_entities(code)
    if found is not None:
        return Recognition(found, "")
    model = _MODELS.get(code, "a pipeline of spaCy with named entities")
    return Recognition(
        None,
        "Names are found by rules and the list of confirmed names only, because no language "
        f"model is installed for '{code}'; it would be {model}.",
    )


def _language(session: Session) -> str:
    from qualcode.study.suggestions.suggestions import Suggestions

    language = Suggestions(session).options.language
    return (language or "en").split("-")[0].split("_")[0].casefold()
