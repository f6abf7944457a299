"""Seals what must not be readable in the store: XChaCha20-Poly1305, bound to the row that it belongs to."""

from __future__ import annotations

import hashlib

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from data.store import StoreError

_FORM = b"\x01"
_PURPOSE = b"summitdesk-seal1"


class WrongKey(StoreError):
    """What is sealed in the store cannot be opened with this SUMMITDESK_SECRET_KEY."""

    def __init__(self) -> None:
        super().__init__(WrongKey.__doc__)


class Sealer:
    """Seals and opens texts with one key."""

    def __init__(self, key: str) -> None:
        digest = hashlib.blake2b(key.encode(), digest_size=Aead.KEY_SIZE, person=_PURPOSE).digest()
        self._box = Aead(digest)

    def seal(self, text: str, *, row: str) -> bytes:
        """The text sealed; it opens only as part of the same row."""
        return _FORM + bytes(self._box.encrypt(text.encode(), aad=row.encode()))

    def open(self, sealed: bytes, *, row: str) -> str:
        """The text again. Raises WrongKey, also for what was moved from another row or changed."""
        if sealed[:1] != _FORM:
            raise WrongKey
        try:
            return self._box.decrypt(sealed[1:], aad=row.encode()).decode()
        except (CryptoError, ValueError):
            raise WrongKey from None
