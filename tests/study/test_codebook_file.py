"""codebook.yaml beside the study: edits by hand are applied, refused, and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import create_study
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.errors import Refused


def test_what_was_edited_by_hand_is_not_overwritten(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", coder="Ana") as study:
        study.catalogue.add_codes([Code("wait", "Waiting")])
        path = tmp_path / "study" / "codebook.yaml"
        edited = path.read_text().replace("Waiting", "Long waits  # as agreed on Monday")
        path.write_text(edited)

        with pytest.raises(Refused, match="codebook apply"):
            study.catalogue.add_codes([Code("bus", "Bus")])
        study.history.undo()

        assert path.read_text() == edited
        assert [code.id for code in study.catalogue.codebook.codes] == []


def test_edits_are_shown_applied_and_keep_their_comments(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", coder="Ana") as study:
        study.catalogue.add_codes([Code("wait", "Waiting")])
        path = tmp_path / "study" / "codebook.yaml"
        path.write_text(path.read_text().replace("Waiting", "Long waits  # as agreed on Monday"))

        assert "+  name: Long waits" in study.catalogue.file.diff()
        study.catalogue.apply_edits()

        assert study.catalogue.codebook.by_id["wait"].name == "Long waits"
        assert study.catalogue.file.diff() == ""
        study.catalogue.add_codes([Code("bus", "Bus")])
        assert "# as agreed on Monday" in path.read_text()


def test_edits_can_be_refused(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", coder="Ana") as study:
        study.catalogue.add_codes([Code("wait", "Waiting")])
        path = tmp_path / "study" / "codebook.yaml"
        before = path.read_text()
        path.write_text(before.replace("Waiting", "Long waits"))

        study.catalogue.file.write()

        assert path.read_text() == before
        assert not study.catalogue.file.edited


def test_codes_that_somebody_else_added_meanwhile_are_not_lost(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", coder="Ana") as study:
        known = study.catalogue.codebook
        study.catalogue.add_codes([Code("wait", "Waiting")])
        with pytest.raises(Refused, match="just now"):
            study.catalogue.replace(Codebook("Mine", (Code("bus", "Bus"),)), known)
        assert [code.id for code in study.catalogue.codebook.codes] == ["wait"]
