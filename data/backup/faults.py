"""Why a backup cannot be made or restored.

StoreError
  BackupError
    Nothing     there is no store to back up
    Damaged     the file is not, or not any more, what was written
    Newer       a newer program wrote it
    OtherKey    its tokens are sealed with another key
    InUse       a desk uses the store that would be replaced
    Halted      whoever asked for it does not want it any more
"""

from __future__ import annotations

from data.store import StoreError


class BackupError(StoreError):
    """A backup cannot be made or restored; the message is one sentence or two."""


class Nothing(BackupError):
    """There is no store there yet, so there is nothing to back up."""

    def __init__(self) -> None:
        super().__init__(Nothing.__doc__)


class Damaged(BackupError):
    """The file is not what was written: it was cut off or changed, or it never was a backup."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The backup is damaged ({why}). Use another one.")


class Newer(BackupError):
    """A newer program wrote the backup than this one."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The backup was made by a newer program ({what}). Update this one first.")


class OtherKey(BackupError):
    """What is sealed in the backup cannot be opened."""

    def __init__(self) -> None:
        super().__init__(
            "The backup holds tokens that SUMMITDESK_SECRET_KEY does not open: they were sealed with another key. Set"
            " that key, or add it to SUMMITDESK_OLD_KEYS."
        )


class InUse(BackupError):
    """A desk uses the store."""

    def __init__(self) -> None:
        super().__init__("A desk is running on this store, or another program has it open. Stop it first.")


class Halted(BackupError):
    """The backup was given up before it was whole."""

    def __init__(self) -> None:
        super().__init__(Halted.__doc__)
