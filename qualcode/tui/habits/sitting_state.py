"""Where somebody was in a study: ids and numbers, none of its words; kept from day to day."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qualcode.domain.errors import StoreUnavailable
from qualcode.domain.identity import Id

FOLDER_VARIABLE = "QUALCODE_STATE"

_VERSION = 1
_PLACE = "place"


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where sittings are kept: $QUALCODE_STATE, else below $XDG_STATE_HOME."""
    if environment.get(FOLDER_VARIABLE):
        return Path(environment[FOLDER_VARIABLE])
    home = environment.get("XDG_STATE_HOME", "")
    above = Path(home) if Path(home).is_absolute() else Path("~/.local/state").expanduser()
    return above / "qualcode"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place in a page: `kind` and `id` name the page as the list of texts does.

    `number` is the segment's, from 0; `offset` a position in the page's text; `deck` says that it
    was shown as rows.
    """

    kind: str
    id: str
    number: int = 0
    offset: int = 0
    deck: bool = False


class Sitting:
    """What is kept of one coder in one study; without a path nothing is."""

    def __init__(self, path: Path | None = None, content: Mapping[str, Any] | None = None) -> None:
        self._path = path
        self._content = dict(content or {})
        self._written = dict(self._content)
        self.problem = ""

    @property
    def place(self) -> Whereabouts | None:
        """Return where the coder was last."""
        kept = self._content.get(_PLACE)
        return Whereabouts(**kept) if kept else None

    def stand_at(self, place: Whereabouts) -> None:
        """Note where the coder is."""
        self._content[_PLACE] = asdict(place)

    def kept(self, name: str) -> Any:
        """Return what was kept under a name, or None."""
        return self._content.get(name)

    def keep(self, name: str, value: Any) -> None:
        """Keep ids, numbers or words of the program, as JSON has them, under a name."""
        self._content[name] = value

    def write(self) -> None:
        """Write what changed, as a whole; of two windows the last one wins."""
        if self._path is None or self._content == self._written:
            return
        from qualcode.tui.habits.toml_lines import write_text

        self._written = json.loads(json.dumps(self._content))
        try:
            write_text(self._path, json.dumps({"version": _VERSION, **self._content}) + "\n")
        except StoreUnavailable as error:
            # The work itself is safe; where it was going on is worth one sentence, no more.
            self.problem = self.problem or f"Where you were cannot be kept: {error}"


def read_sitting(folder: Path, coder: Id) -> Sitting:
    """Return what is kept of a coder, whose id is of one study only; nothing if it is damaged."""
    path = folder / f"{coder}.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("version") != _VERSION:
            raise ValueError
        _checked(content.get(_PLACE))
    except FileNotFoundError:
        return Sitting(path)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        sitting = Sitting(path)
        sitting.problem = f"{path} is damaged; where you were is not known."
        return sitting
    return Sitting(path, content)


def _checked(place: Any) -> None:
    """Refuse what is not a place."""
    if place is None:
        return
    found = Whereabouts(**place)
    words, numbers = (found.kind, found.id), (found.number, found.offset)
    if not all(isinstance(one, str) for one in words):
        raise TypeError
    if not all(type(one) is int and one >= 0 for one in numbers) or type(found.deck) is not bool:
        raise TypeError
