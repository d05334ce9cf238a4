"""The part of a study that takes out what identifies people."""

from __future__ import annotations

from pathlib import Path

from qualcode.domain.errors import Refused
from qualcode.domain.redaction import Withdrawal
from qualcode.privacy.vault import Vault
from qualcode.store import settings
from qualcode.study.redacting import consent
from qualcode.study.redacting.desk import RedactionDesk
from qualcode.study.redacting.entities import Recognition, recognition
from qualcode.study.session import Session

VAULT = "vault.age"
"""The file beside the study that holds names and originals, encrypted."""


class Redacting:
    """Where redaction begins: with the vault, because the study itself never holds the names."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def vault_path(self, named: str | Path | None = None) -> Path:
        """Return where the vault lies: where it was named, else in the study's folder.

        Raises:
            Refused: if the study has no folder and no vault was named.
        """
        if named is not None:
            return Path(named)
        if self._session.folder is None:
            raise Refused("This study has no folder: say where the vault is to lie with --vault.")
        return self._session.folder / VAULT

    def recognition(self) -> Recognition:
        """Return what finds names by a language model, and a sentence on what is installed."""
        return recognition(self._session)

    def begin(self, passphrase: str, vault: str | Path | None = None) -> RedactionDesk:
        """Make the vault of this study and return the desk at which words are decided about.

        Raises:
            InputError: if there is one already, or the passphrase is too short.
        """
        with self._session.reading() as connection:
            title = settings.get(connection, "title") or ""
        made = Vault.create(self.vault_path(vault), passphrase, title)
        return RedactionDesk(self._session, made, self.recognition())

    def open(self, passphrase: str, vault: str | Path | None = None) -> RedactionDesk:
        """Open the vault and return the desk at which words are decided about.

        Raises:
            InputError: if there is no vault.
            WrongPassphrase: if the passphrase is another.
            DamagedVault: if the vault is not as it was written.
        """
        opened = Vault.open(self.vault_path(vault), passphrase)
        return RedactionDesk(self._session, opened, self.recognition())

    def withdrawal(self, participant: str) -> Withdrawal:
        """Return what would go with a participant whose consent is withdrawn.

        Raises:
            NotFound: if there is no such participant.
            Refused: if the person at work is not the lead.
        """
        return consent.foreseen(self._session, participant)

    def withdraw(
        self, participant: str, passphrase: str = "", vault: str | Path | None = None
    ) -> Withdrawal:
        """Destroy everything of a participant, for their consent is withdrawn; it is for good.

        Where there is a vault its passphrase is needed, for it may hold words of theirs.

        Raises:
            NotFound: if there is no such participant.
            Refused: if the person at work is not the lead.
            WrongPassphrase: if there is a vault and the passphrase is another.
            StoreUnavailable: if another program has the study open; it is done then, but the
                database's files still hold what was taken out.
        """
        opened = None
        if vault is not None or self.has_vault:
            opened = Vault.open(self.vault_path(vault), passphrase)
        return consent.withdraw(self._session, participant, opened)

    @property
    def has_vault(self) -> bool:
        """Say whether a vault lies beside the study."""
        return self._session.folder is not None and self.vault_path().exists()
