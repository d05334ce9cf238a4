"""Names, what stands in their place and original bytes, in a file that a passphrase locks.

The file is one line with the SHA-256 of the rest, then two armoured age files
(age-encryption.org/v1): a key that the passphrase locks, and the contents that this key locks. So
damage and a wrong passphrase are told apart, only opening costs the time that makes guessing slow,
and `age -d` opens both without this program. Nothing of it is ever written plain.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from qualcode.domain.errors import (
    DamagedVault,
    InputError,
    StoreUnavailable,
    WrongPassphrase,
)
from qualcode.domain.redaction import IdentifierKind, KnownName

_FIRST = b"qualcode vault 1 sha256 "
_SHORTEST = 8
_END = b"-----END AGE ENCRYPTED FILE-----\n"


@dataclass(frozen=True, slots=True)
class FormerText:
    """The text of a source before a redaction, and where which words were replaced by which.

    `became` is the id of the source that took its place; empty if the text was only taken out.
    """

    source: str
    name: str
    digest: str
    text: str
    became: str = ""
    replaced: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a vault holds; `originals` maps SHA-256 to the bytes of a file as it was imported.

    `wordings` maps the journal's digests to the words of memos and states that were taken out.
    """

    study: str = ""
    names: tuple[KnownName, ...] = ()
    texts: tuple[FormerText, ...] = ()
    originals: dict[str, bytes] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Key:
    """The key of a vault, and the same locked by the passphrase."""

    secret: str = field(repr=False)
    locked: bytes


class Vault:
    """One vault file, open: its contents are in memory, and the key that locks them again."""

    def __init__(self, path: Path, key: _Key, contents: Contents) -> None:
        self.path = path
        self._key = key
        self.contents = contents

    @classmethod
    def create(cls, path: Path, passphrase: str, study: str = "") -> Vault:
        """Make an empty vault.

        Raises:
            InputError: if the passphrase is shorter than eight signs, or there is a file already.
            StoreUnavailable: if it cannot be written.
        """
        if path.exists():
            raise InputError(f"{path} exists already; open it, or name another with --vault.")
        if len(passphrase) < _SHORTEST:
            raise InputError(f"The passphrase needs at least {_SHORTEST} signs.")
        made = cls(path, _new_key(passphrase), Contents(study))
        made.keep(made.contents)
        return made

    @classmethod
    def open(cls, path: Path, passphrase: str) -> Vault:
        """Open a vault.

        Raises:
            InputError: if there is none.
            DamagedVault: if the file is not as it was written.
            WrongPassphrase: if it is, and the passphrase does not open it.
        """
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise InputError(f"There is no vault at {path}; name it with --vault.") from None
        except OSError as error:
            raise StoreUnavailable(f"{path} cannot be read: {error.strerror}.") from error
        key, plain = _opened(path, content, passphrase)
        return cls(path, key, _from_json(plain))

    def keep(self, contents: Contents) -> None:
        """Write other contents in the place of these, whole or not at all."""
        import pyrage

        plain = json.dumps(_to_json(contents), ensure_ascii=False, sort_keys=True).encode()
        recipient = pyrage.x25519.Identity.from_str(self._key.secret).to_public()
        rest = self._key.locked + pyrage.encrypt(plain, [recipient], armored=True)
        _write(self.path, _FIRST + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)
        self.contents = contents

    def add_names(self, new: list[KnownName]) -> None:
        """Put names on the list; one that is there already gets what stands in its place now."""
        folded = {one.name.casefold(): one for one in (*self.contents.names, *new)}
        self.keep(replace(self.contents, names=tuple(folded.values())))

    def remove_name(self, name: str) -> bool:
        """Take a name off the list; say whether it was there."""
        left = [one for one in self.contents.names if one.name.casefold() != name.casefold()]
        if len(left) == len(self.contents.names):
            return False
        self.keep(replace(self.contents, names=tuple(left)))
        return True


def _new_key(secret: str) -> _Key:
    import pyrage

    identity = str(pyrage.x25519.Identity.generate())
    return _Key(identity, pyrage.passphrase.encrypt(identity.encode(), secret, armored=True))


def _opened(path: Path, content: bytes, secret: str) -> tuple[_Key, bytes]:
    import pyrage

    first, _, rest = content.partition(b"\n")
    if not first.startswith(_FIRST):
        raise DamagedVault(f"{path} is not a vault of qualcode. Put a copy of it in its place.")
    if hashlib.sha256(rest).hexdigest().encode() != first.removeprefix(_FIRST):
        raise DamagedVault(f"{path} is damaged: it is not as it was written. Restore a copy of it.")
    locked, end, contents = rest.partition(_END)
    try:
        identity = pyrage.passphrase.decrypt(locked + end, secret).decode()
    except pyrage.DecryptError:
        raise WrongPassphrase(f"This passphrase does not open {path}.") from None
    key = _Key(identity, locked + end)
    return key, pyrage.decrypt(contents, [pyrage.x25519.Identity.from_str(identity)])


def _write(path: Path, content: bytes) -> None:
    """Write the locked bytes beside the file, let them reach the disk, then take its place."""
    fresh = path.with_name(path.name + ".new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise StoreUnavailable(
            f"{path} cannot be written: {error.strerror}. Nothing was changed."
        ) from error


def _to_json(contents: Contents) -> dict[str, Any]:
    return {
        "study": contents.study,
        "names": [asdict(one) for one in contents.names],
        "texts": [asdict(one) for one in contents.texts],
        "originals": {
            digest: base64.b64encode(content).decode()
            for digest, content in contents.originals.items()
        },
        "wordings": contents.wordings,
    }


def _from_json(plain: bytes) -> Contents:
    told = json.loads(plain)
    return Contents(
        told["study"],
        tuple(
            KnownName(one["name"], IdentifierKind(one["kind"]), one["replacement"])
            for one in told["names"]
        ),
        tuple(
            FormerText(**{**one, "replaced": tuple((a, b, c) for a, b, c in one["replaced"])})
            for one in told["texts"]
        ),
        {digest: base64.b64decode(content) for digest, content in told["originals"].items()},
        told["wordings"],
    )
