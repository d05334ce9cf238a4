"""A study: the one door to everything that can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.domain.errors import Refused, StoreUnavailable
from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id
from qualcode.domain.people import Coder
from qualcode.domain.source import Source
from qualcode.store import settings, upkeep
from qualcode.study.parts import Parts
from qualcode.study.rounds.rules import own_round

if TYPE_CHECKING:
    from qualcode.domain.agreement_report import AgreementReport
    from qualcode.domain.suggestion import Suggestion
    from qualcode.domain.tables import Unit
    from qualcode.domain.weighted import Weighting
    from qualcode.exchange.readers import ReadingOptions
    from qualcode.privacy.release import Release
    from qualcode.study.imports.attributes import AttributesGiven
    from qualcode.study.imports.codings_import import ImportedCodings
    from qualcode.study.imports.importing import Choose, Imported, Progress


class Study(Parts):
    """One open study; its parts are what a team works with.

    `sources`, `participants`, `codings`, `flags`, `memos`, `catalogue` (codebook and instrument),
    `codes` (changing the codebook), `team`, `history` (undo, redo, journal), `seeking` (search),
    `desk` (what one coder can code), `adjudication` (deciding where coders disagree),
    `suggestions` (codes that are proposed).
    """

    def __enter__(self) -> Study:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path | None:
        """Return the study's folder; None for a study that is only on a server."""
        return self._session.folder

    @property
    def place(self) -> str:
        """Return by which path or URL the study can be opened again."""
        return str(self._session.folder or self._session.store.place)

    @property
    def coder(self) -> Coder:
        """Return the person at work.

        Raises:
            Refused: if nobody was named.
        """
        return self._session.person

    @property
    def title(self) -> str:
        """Return the study's title."""
        with self._session.reading() as connection:
            return settings.get(connection, "title") or ""

    @property
    def left_out(self) -> str:
        """Return one sentence on what blind rounds keep from the person at work, or nothing."""
        with self._session.reading() as connection:
            return self._session.sight(connection).notice

    def entitle(self, title: str) -> None:
        """Give the study another title."""
        actor = self._session.coder.id if self._session.coder else Id("")
        with self._session.store.deed(actor, self._session.clock()) as deed:
            before = settings.get(deed.connection, "title")
            settings.put(deed.connection, "title", title)
            deed.record(EventKind.STUDY, "title", before, title)

    def acting_as(self, name: str) -> Study:
        """Return the same study with another person at work.

        Raises:
            NotFound: if there is no such coder.
        """
        return Study(self._session.acting_as(self.team.find(name)))

    def in_round(self, name: str) -> Study:
        """Return the same study at work inside a round.

        Codings and looks then belong to the round and carry its codebook's revision, only the
        person's own queue is coded, and the desk shows nothing but what was done in the round.

        Raises:
            NotFound: if there is no such round.
            Refused: if it is closed, or the person at work does not code in it.
        """
        inside = self._session.inside(name)
        with inside.reading() as connection:
            own_round(connection, inside)
        return Study(inside)

    def import_files(
        self,
        paths: Iterable[str | Path] | str | Path,
        progress: Progress | None = None,
        **options: Any,
    ) -> list[Source]:
        """Take files into the study and return the sources that were added or replaced.

        `options` are those of ReadingOptions: kind, encoding, id_column, text_columns,
        attribute_columns, instrument, moderators ...

        Raises:
            ReadingError: if a file cannot be read; files before it are kept, of it nothing is.
        """
        from qualcode.study.imports.importing import reading_options

        given = [paths] if isinstance(paths, str | Path) else paths
        results = self.take_in([Path(one) for one in given], reading_options(**options), progress)
        return [source for result in results for source in (*result.added, *result.replaced)]

    def take_in(
        self,
        paths: Iterable[Path],
        options: ReadingOptions,
        progress: Progress | None = None,
        choose: Choose | None = None,
    ) -> list[Imported]:
        """Import files and say what became of each.

        `choose` is shown how each survey file is going to be read and returns the plan to follow,
        or None to leave the file out.
        """
        from dataclasses import replace

        from qualcode.exchange.readers import known_suffixes
        from qualcode.study.imports.importing import Importing, files_in, reader, silent

        files = files_in(paths, known_suffixes())
        if options.instrument is None and self.catalogue.instrument.questions:
            options = replace(options, instrument=self.catalogue.instrument)
        elif options.instrument is not None:
            self.catalogue.adopt_instrument(options.instrument)
        return Importing(self._session).take(files, reader(options, choose), progress or silent)

    def import_codings(
        self,
        path: str | Path,
        coder: str | None = None,
        question: str | None = None,
        id_column: str | None = None,
        add_codes: bool = False,
    ) -> ImportedCodings:
        """Take in a table of codings made elsewhere, with who looked where."""
        # Here and below: what the coding screen never needs must not keep it from opening.
        from qualcode.study.imports.codings_import import CodingsImport

        importing = CodingsImport(self._session)
        return importing.take(Path(path), coder, question, id_column, add_codes)

    def import_attributes(self, path: str | Path) -> AttributesGiven:
        """Give participants and speakers the attributes that a table holds."""
        from qualcode.study.imports.attributes import AttributesImport

        return AttributesImport(self._session).take(Path(path))

    def frequencies(
        self,
        question: str | None = None,
        by: str | Sequence[str] | None = None,
        unit: Unit | str = "participant",
        coder_rule: str | None = None,
        kind: str | None = None,
        without_accepted: bool = False,
        base: str | None = None,
        weighting: Weighting | None = None,
        where: str = "",
        unsuppressed: bool = False,
    ) -> Release[Any]:
        """Count how many participants, segments or sources carry each code.

        `by` are attributes, several with commas between them. `coder_rule` is any, all, majority,
        consensus or a coder's name; left out, it is consensus where that exists, else any. `base`
        is all, asked, answered or coded. `weighting` names the attributes of a sampling design;
        rows are Row, or WeightedRow with it. `where` narrows what is counted, `without_accepted`
        leaves out suggestions that were taken as they were. Figures of few persons are withheld
        unless the lead has them `unsuppressed`.

        Raises:
            NotFound: if the question, an attribute or the coder rule is not known.
            InputError: if unit, kind, base or filter is not usable.
            Refused: if consensus is asked for and nobody has adjudicated.
        """
        from qualcode.study.counts.asking import asked_for
        from qualcode.study.counts.counting import Counting

        asked = asked_for(question, by, unit, coder_rule, kind, without_accepted, base, where)
        counting = Counting(self._session)
        if weighting is not None:
            return counting.weighted(asked, weighting, unsuppressed)
        return counting.frequencies(asked, unsuppressed)

    def agreement(
        self,
        round: str = "",
        unit: str = "segment",
        coders: Iterable[str] | None = None,
        question: str | None = None,
        level: str = "leaf",
        by: str | None = None,
        unblind: bool = False,
        n: int = 1000,
        seed: int = 0,
        without_accepted: bool = False,
    ) -> AgreementReport:
        """Compare the coders on the units that at least two of them looked at.

        `unit` is segment, sentence, token, character or source, `level` leaf or theme, `by`
        question, source or week. `n` resamples are drawn from `seed`. `unblind` lets the lead see
        the figures of a round that is blind and open; the journal keeps it. `without_accepted`
        leaves out suggestions that were taken as they were; their segments count as looked at.

        Raises:
            InputError: if unit, level, grouping, `n` or `seed` is not usable.
            NotFound: if a coder, the question or the round is not known.
            Refused: if there are fewer than two coders, or the round is blind and open.
        """
        from qualcode.study.reliability.reliability import Asked, Reliability

        chosen = None if coders is None else tuple(coders)
        asked = Asked(round, unit, chosen, question, level, by, unblind, n, seed, without_accepted)
        return Reliability(self._session).agreement(asked)

    def write_report(self, report: AgreementReport, target: Path) -> None:
        """Write an agreement report as a file; its ending says whether HTML, MD, XLSX or DOCX.

        It holds quotations, so the journal notes it.

        Raises:
            InputError: if no report has this ending.
            StoreUnavailable: if the file cannot be written; then nothing is.
        """
        from qualcode.study.reliability.report_files import ReportFiles

        ReportFiles(self._session).write(report, target)

    def suggest(self, text: str, k: int = 5) -> list[Suggestion]:
        """Return up to `k` codes that are proposed for a text, the best first, with reasons.

        They are learnt from the codebook and what was decided so far. The first time all texts of
        the study are read.

        Raises:
            Refused: if suggestions are off in this study.
        """
        return self.suggestions.suggest(text, k)

    def check(self) -> list[str]:
        """Return what is not as it must be; an empty list means that the study is sound."""
        with self._session.reading() as connection:
            return upkeep.problems(connection)

    def backup(self, target: Path) -> Path:
        """Write a whole, checked copy of the study's database.

        Raises:
            Refused: if the study is on a server, which has its own means.
            StudyError: if the target exists.
        """
        if not isinstance(self._session.store.place, Path):
            raise Refused("A study on PostgreSQL is backed up with pg_dump.")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._session.store.copy(target)
        except OSError as error:
            raise StoreUnavailable(f"{target} cannot be written: {error.strerror}.") from error
        return target

    def close(self) -> None:
        """Let go of the database."""
        self._session.store.close()
