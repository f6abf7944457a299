"""What became of a planned post, in words: by its state and reason, and in a count of many."""

from __future__ import annotations

OUTCOMES: dict[tuple[str, str | None], str] = {
    ("planned", None): "planned",
    ("planned", "held"): "planned, and left out as long as the schedule is paused",
    ("planned", "again"): "not posted yet: {trouble}; it is tried again at {ready}",
    ("planned", "due"): "due, and not taken up yet; it may be posted until {until}",
    ("planned", "over"): "not posted: nobody took it up until {until}; once the desk runs it is entered as missed",
    ("planned", "gave-up"): "not posted: {trouble}; its time was over at {until}, and it is entered as failed",
    ("claimed", None): "being composed now",
    ("sending", None): "being sent now",
    ("unknown", None): "perhaps posted: the platform’s answer was lost; it is looked for at {ready}",
    ("sent", None): "posted at {sent}",
    ("sent", "found"): "posted; the platform’s answer was lost, and the post was found in its place at {sent}",
    ("silent", None): "nothing was posted: {detail}",
    ("skipped", None): "left out, as {who} chose",
    ("paused", None): "not posted: the schedule was paused",
    ("paused", "user"): "not posted: the schedule was paused by {who}",
    ("paused", "desk"): "not posted: the desk had paused the schedule, and still {trouble}",
    ("missed", None): "not posted: it was too late, after {until}",
    ("missed", "down"): "not posted: the desk was not running; the post was possible until {until}",
    ("missed", "late"): "not posted: it could only have been sent after {until}, which is too late",
    ("failed", None): "not posted: {trouble}",
    ("failed", "broken"): "not posted: it could not be composed ({detail}); the desk’s log says more",
    ("failed", "gave-up"): "not posted: tried {attempts} until {until}, always in vain ({detail})",
    ("uncertain", None): (
        "perhaps posted: the platform’s answer was lost and the post cannot be looked up; it was not sent again, so "
        "that it never stands twice. Look in the channel."
    ),
    ("uncertain", "restored"): (
        "perhaps posted: it fell due after the backup to which the store was put back, and what became of it is lost. "
        "Look in the channel."
    ),
    ("replaced", None): "left out: the schedule was changed",
    ("replaced", "changed"): "left out: the schedule was changed",
    ("replaced", "removed"): "left out: the schedule was removed",
}
"""What became of a post, by its state and reason; a reason that is not here is told as that of the state alone."""

NO_DETAIL = "there was nothing to post"
LATE = "{outcome}, {late} late"
TEST = "test: {outcome}"
WITH_TITLE = "{outcome}: “{title}”"
RECORDS_CHANGED = "{outcome}. Changed in the data since: {records}"
STATES = {
    "sent": "posted",
    "silent": "silent",
    "skipped": "left out",
    "paused": "paused",
    "missed": "missed",
    "failed": "failed",
    "uncertain": "uncertain",
    "replaced": "replaced",
    "planned": "waiting",
    "claimed": "being composed",
    "sending": "being sent",
    "unknown": "being looked for",
}
