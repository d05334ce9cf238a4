"""Where the demo study's material lies: beside the package when installed, else in the checkout."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from qualcode.domain.errors import NotFound
from qualcode.domain.published import Compared
from qualcode.study.comparison import compare
from qualcode.study.study import Study


@dataclass(frozen=True, slots=True)
class Material:
    """The files of the demo study."""

    transcripts: Path
    codebooks: Path

    @property
    def published(self) -> Path:
        """Return the file with the figures that the report printed."""
        return self.transcripts / "published.yaml"

    @property
    def codebook_files(self) -> list[Path]:
        """Return the codebooks in the order of their names."""
        return sorted(self.codebooks.glob("*.yaml"))


def material() -> Material:
    """Find the demo study's files.

    Raises:
        NotFound: if they are not installed.
    """
    package = Path(str(files("qualcode")))
    for home in (package / "_demo", package.parent):
        found = Material(home / "transcripts", home / "codebooks")
        if found.published.is_file() and found.codebooks.is_dir():
            return found
    raise NotFound("demo study; install qualcode again; folder", str(package / "_demo"))


def comparison(study: Study, of: Material) -> list[Compared]:
    """Set the published figures beside those that the demo study counts."""
    from qualcode.exchange.published_yaml import read_published

    return compare(study, read_published(of.published))
