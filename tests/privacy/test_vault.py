"""The vault keeps what it was given, tells damage from a wrong passphrase, and is never plain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from qualcode.domain.errors import DamagedVault, InputError, StoreUnavailable, WrongPassphrase
from qualcode.domain.redaction import IdentifierKind, KnownName
from qualcode.privacy.vault import Contents, FormerText, Vault

PASSPHRASE = "nine quiet herons"
CONTENTS = Contents(
    "Trial",
    (KnownName("Marisol Reyes", IdentifierKind.PERSON, "[Person 1]"),),
    (FormerText("s1", "R1", "00ff", "Marisol Reyes, ünder 🎭.", "s2", ((0, 13, "[Person 1]"),)),),
    {"abcd": b"\x00\xffMarisol\n"},
    {"ef01": "Reyes left."},
)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of a vault with something in it."""
    vault = Vault.create(tmp_path_factory.mktemp("sealed") / "vault.age", PASSPHRASE)
    vault.keep(CONTENTS)
    return vault.path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, sealed: bytes) -> Path:
    """Give a file with a vault."""
    target = tmp_path / "vault.age"
    target.write_bytes(sealed)
    return target


def test_what_is_kept_comes_back(path: Path) -> None:
    assert Vault.open(path, PASSPHRASE).contents == CONTENTS


def test_another_passphrase_and_damage_are_told_apart(path: Path, sealed: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        Vault.open(path, PASSPHRASE + "x")
    for place in (0, 30, 120, len(sealed) // 2, len(sealed) - 1):
        path.write_bytes(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])
        with pytest.raises(DamagedVault):
            Vault.open(path, PASSPHRASE)
    for cut in (b"", sealed[:40], sealed[:-10]):
        path.write_bytes(cut)
        with pytest.raises(DamagedVault):
            Vault.open(path, PASSPHRASE)


def test_nothing_in_it_is_plain_and_nobody_else_reads_it(path: Path, tmp_path: Path) -> None:
    vault = Vault.open(path, PASSPHRASE)
    vault.add_names([KnownName("Dana Fields", IdentifierKind.PERSON, "[Person 2]")])
    assert [one.name for one in tmp_path.iterdir()] == ["vault.age"]
    content = path.read_bytes()
    for words in (b"Marisol", b"Reyes", b"Dana", b"Person", PASSPHRASE.encode()):
        assert words not in content
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_vault_that_cannot_be_written_stays_as_it_was(path: Path, sealed: bytes) -> None:
    vault = Vault.open(path, PASSPHRASE)
    with (
        patch("os.fsync", side_effect=OSError(28, "No space left on device")),
        pytest.raises(StoreUnavailable, match="No space left"),
    ):
        vault.keep(replace(CONTENTS, study="Other"))
    assert path.read_bytes() == sealed
    assert [one.name for one in path.parent.iterdir()] == ["vault.age"]


def test_names_are_put_on_the_list_once_and_taken_off(path: Path) -> None:
    vault = Vault.open(path, PASSPHRASE)
    vault.add_names([KnownName("MARISOL REYES", IdentifierKind.PERSON, "[Trainer]")])
    assert [one.replacement for one in vault.contents.names] == ["[Trainer]"]
    assert vault.remove_name("marisol reyes")
    assert not vault.remove_name("marisol reyes")
    assert vault.contents.names == ()


def test_no_vault_is_made_over_another_or_with_a_short_passphrase(path: Path) -> None:
    with pytest.raises(InputError, match="exists already"):
        Vault.create(path, PASSPHRASE)
    with pytest.raises(InputError, match="at least"):
        Vault.create(path.with_name("second.age"), "short")
    with pytest.raises(InputError, match="no vault"):
        Vault.open(path.with_name("third.age"), PASSPHRASE)


def test_the_key_is_not_shown_with_the_vault(path: Path) -> None:
    vault = Vault.open(path, PASSPHRASE)
    assert "AGE-SECRET-KEY" not in repr(vault._key)
