"""Where the demo study's material lies: beside the package when installed, else in the checkout."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from qualcode.domain.errors import NotFound, StoreUnavailable
from qualcode.domain.published import Compared
from qualcode.study.comparison import compare
from qualcode.study.place import FILE
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
    def sample(self) -> Path:
        """Return the piece of study.toml that says who was contacted."""
        return self.transcripts / "sample.toml"

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


def tell_of_the_sample(folder: Path, of: Material) -> None:
    """Add to the study.toml of the demo study who was contacted and did not take part.

    Raises:
        StoreUnavailable: if it cannot be written.
    """
    try:
        with (folder / FILE).open("a", encoding="utf-8") as file:
            file.write(of.sample.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoreUnavailable(f"{folder / FILE} cannot be written: {error.strerror}.") from error


def comparison(study: Study, of: Material) -> list[Compared]:
    """Set the published figures beside those that the demo study counts."""
    from qualcode.exchange.published_yaml import read_published

    return compare(study, read_published(of.published))
