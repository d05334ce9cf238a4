"""What a person may say about how files are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.domain.instrument import Instrument
from qualcode.domain.people import AttributeValue
from qualcode.domain.source import SourceKind


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read; whatever is left out is detected.

    `id_column`, `text_columns`, `attribute_columns`, `ignored_columns` and `sheet` are for
    tables. `moderators` are speakers whose words are not counted, `speakers` those who are to be
    taken as speakers though they speak only once. `attributes` are carried by every source.
    """

    kind: SourceKind | None = None
    encoding: str | None = None
    sheet: str | None = None
    id_column: str | None = None
    text_columns: tuple[str, ...] = ()
    attribute_columns: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    instrument: Instrument | None = None
    moderators: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
