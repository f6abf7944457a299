"""Seals what must not be readable in the store: XChaCha20-Poly1305, bound to the row that it belongs to."""

from __future__ import annotations

import hashlib
from contextlib import suppress

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
    """Seals texts with one key; opens what was sealed with it, or with one of the keys from before."""

    def __init__(self, key: str, *before: str) -> None:
        self._box, *self._before = (_box(one) for one in (key, *before))

    def seal(self, text: str, *, row: str) -> bytes:
        """The text sealed; it opens only as part of the same row."""
        return _FORM + bytes(self._box.encrypt(text.encode(), aad=row.encode()))

    def open(self, sealed: bytes, *, row: str) -> str:
        """The text again. Raises WrongKey, also for what was moved from another row or changed."""
        for box in (self._box, *self._before):
            with suppress(CryptoError, ValueError):
                if sealed[:1] == _FORM:
                    return box.decrypt(sealed[1:], aad=row.encode()).decode()
        raise WrongKey

    def is_sealed_anew(self, sealed: bytes, *, row: str) -> bool:
        """Whether it is sealed with the key itself, and not with one from before."""
        try:
            self._box.decrypt(sealed[1:], aad=row.encode())
        except (CryptoError, ValueError):
            return False
        return sealed[:1] == _FORM


def _box(key: str) -> Aead:
    return Aead(hashlib.blake2b(key.encode(), digest_size=Aead.KEY_SIZE, person=_PURPOSE).digest())
