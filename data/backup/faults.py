"""Why a backup cannot be made or restored.

StoreError
  BackupError
    Nothing     there is no store to back up
    NewerStore  the store is a newer program's
    Damaged     the file is not, or not any more, what was written
    Newer       a newer program wrote it
    OtherKey    its tokens are sealed with another key
    InUse       a desk uses the store that would be replaced
      StillBeats  or was killed a moment ago
    NotOurs     a newer program's tables are in its database
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


class NewerStore(BackupError):
    """The store belongs to a newer program than this one."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The store is newer ({revision}) than this program, which would leave out what it does not know. Back it"
            " up with the newer program, or copy the database itself."
        )


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


class StillBeats(InUse):
    """A desk said a moment ago that it lives; one that was killed could not say otherwise."""

    def __init__(self, seconds: int) -> None:
        StoreError.__init__(
            self,
            f"A desk is running on this store, or was killed less than {seconds} seconds ago. Stop it first; if it was"
            " killed, wait a minute.",
        )


class NotOurs(BackupError):
    """The present store is a newer program's, and stands in tables that this one does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The present store is newer ({revision}) than this program, which could not take all its tables away."
            " Restore into an empty database, and set DATABASE_URL to that."
        )


class Halted(BackupError):
    """The backup was given up before it was whole."""

    def __init__(self) -> None:
        super().__init__(Halted.__doc__)
