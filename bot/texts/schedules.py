"""What the `schedule` commands say: schedules and their times in words, the ledger's outcomes, refusals."""

from __future__ import annotations

import re

from bot import say
from bot.naming import as_data
from bot.schedules.what import LEADS as DEFAULT_LEADS
from data.operations.schedules import Written

# Times
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOMENT = "{day}, {time} ({offset})"
SHORT = "{weekday} {day} {month} {year}, {time} ({offset})"
CLOCK = "{time} ({offset})"
FOR_YOU = "{moment}, for you {yours}"
GAP = "{time} does not exist on that day: the clock goes forward, so it is the first moment after the gap"
FOLD = "{time} comes twice on that day: the clock goes back, so it is the first of the two"
MINUTES = ("minute", "minutes")
HOURS = ("hour", "hours")
DAY_COUNT = ("day", "days")

NO_ZONE = "a zone that is in no database any more"

# When
WHEN = "{days} at {times} {zone} ({offset})"
UTC = "UTC"
WHEN_UTC = "{days} at {times} UTC"
UNREADABLE = "at times that cannot be read any more ({times}, {days}, {zone})"
EVERY_DAY = "every day"
WEEKDAYS_ALL = "every weekday"
WEEKENDS = "every Saturday and Sunday"
EVERY = "every {names}"
MONTHDAYS = "on the {days} of the month"
LAST_DAY = "last day"
NUMBERED = "on the {which} of the month"
WHICH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
DATES = "on {dates} every year"
SHORT_MONTHS = "A month that has no {days} has no post on it."
LEAP_ONLY = "29 February comes only in leap years; the other years have no post on it."

# What
KINDS = {
    "onthisday": "on this day",
    "quote": "a quotation a day",
    "digest": "digest of the {span} ahead",
    "reminder": "reminder of the next summit",
    "command": "the answer to “{line}”",
}
KIND_NAMES = {
    "onthisday": "onthisday",
    "quote": "quote",
    "digest": "a digest",
    "reminder": "a reminder",
    "command": "a question",
}
REMINDER_OF = "reminder of {id}"
LEADS = "{what}, {leads}"
LEAD_DAY = "on the day"
LEAD_BEFORE = "{days} before"
YEARS = "An event is not repeated in a channel within {years}."
YEAR_COUNT = ("year", "years")
NEVER_HELD = "Events may be repeated in a channel."
EMPTY = {
    "silent": "When there is nothing, nothing is posted.",
    "next": "When there is nothing, the next date is named.",
}
NAME = "#{number}"
NAMED = "Schedule #{number}: {what}"
CHANNEL = "<#{id}>"
CHANNEL_NAMED = "<#{id}|{name}>"
TERMINAL, THE_TERMINAL = "terminal", "the terminal"
PERSON = "<@{id}>"
YOU = "you"
SOMEBODY = "somebody at the terminal"
NOBODY_NOW = "somebody who was forgotten"
DESK = "the desk"

# Labels
LABEL_WHAT = "What"
LABEL_WHERE = "Where"
LABEL_WHEN = "When"
LABEL_REPEATS = "Repeats"
LABEL_EMPTY = "Nothing to say"
LABEL_STATE = "State"
LABEL_NEXT = "Next"
LABEL_LAST = "Last"
LABEL_LEFT_OUT = "Left out"
LABEL_SO_FAR = "So far"
LABEL_MADE = "Made"
LABEL_NOTE = "Note"
NEXT_FIVE = "The next {count} times"
NEXT_TRIES = "The next {count} times, at which it looks again"
ONE_ALONE = "The next time"

# State
ACTIVE = "active"
REMOVED = "removed on {when}; its ledger stays"
PAUSED = "paused by {who} on {when}{until}{reason}"
PAUSED_UNTIL = ", until {when}"
PAUSED_OPEN = ", until somebody resumes it"
PAUSED_WHY = ": {reason}"
PAUSE_OVER = "active again since {when}"
DESK_PAUSED = (
    "paused by the desk on {when}, because {reason}; it looks again at each planned time, and posts by itself once it "
    "can"
)
MADE = "by {who} on {when}"
CHANGED_SINCE = ", last changed on {when}"

# Next and last
NO_NEXT_PAUSED = "nothing, while it is paused"
NO_NEXT_REMOVED = "nothing, it was removed"
NO_NEXT = "nothing: its days do not come again within eight years"
NEXT_TRY = "{when}, if the desk can post there again"
NEXT_POST = "{when}: “{title}”"
POSTS_NOTHING = "has no time within eight years"
POSTS_NEXT = "posts next on {when}"
LOOKS_NEXT = "looks next on {when}, and has nothing to post at its next times as things stand"
TRIES_NEXT = "looks again on {when}"
NEXT_LATER = (
    "posts next on {when}: “{title}”. It looks {looks}; before that there is nothing to post as things stand, first on "
    "{first}: {reason}"
)
NEXT_SILENT = "looks next on {when}; nothing is posted at its next {count} as things stand: {reason}"
SILENT_THEN = "{when}: nothing to post then, as things stand"
POSTS = "It posts {when}"
LOOKS = "It looks {when}, and posts when there is something"
LOOKS_AHEAD = "It looks {when}, and posts on the days that are that far before the event"
NO_LAST = "nothing was due yet"
LAST = "{when}: {outcome}"
EXPECTED = (
    "{when}: due, and not in the ledger, so the desk did not run then. Once it runs it still posts it until {until}; "
    "later it marks it as missed."
)
EXPECTED_OVER = (
    "{when}: due, and not in the ledger, so the desk did not run then. It could be posted until {until} and can no "
    "longer be; once the desk runs it is entered as missed."
)
NOT_DELIVERED = "Nothing delivers posts just now: start “summitdesk run”, or ask whoever runs the desk to look at it."

TROUBLES = {
    "gone": "there is no such channel, or none that the app can see",
    "archived": "the channel is archived",
    "forbidden": "the app lacks a permission there",
    "refused": "the platform does not take this message",
    "uninstalled": "the app is not in the workspace any more",
    "removed": "the app was removed from the workspace",
    "busy": "the platform asked the desk to slow down",
    "down": "the platform could not be reached",
    "no-folder": "there is no such folder for this file",
    "no-file": "this is a folder, a pipe or a device, and no regular file",
    "closed": "this file cannot be written",
}
"""Why a platform did not take a post, as a part of a sentence."""

TROUBLE_DETAIL = "{trouble} ({detail})"
TIMES_COUNT = ("time", "times")

# Finding and permission
WHICH_TITLE = "Which schedule?"
WHICH_LEAD = "Say its number, as in “{line}”."
NONE_TITLE = "No schedule"
NONE_LEAD = "There is no schedule here yet; “schedule add” makes one."
UNKNOWN_TITLE = "No such schedule"
UNKNOWN_LEAD = "There is no schedule #{number} here. “schedule list” shows those that there are."
GONE_TITLE = "Schedule #{number} was removed"
GONE_LEAD = "It was removed on {when}. Its ledger stays; to post again, add it again."
REFUSED_TITLE = "Not allowed"
REFUSED_LEAD = "What is posted in {channel} may be changed by {who}. {instead}"
WHO_MAY = {
    "discord": "those with the permission Manage Server or Manage Channels there, and by those whom an admin named",
    "slack": "workspace admins, whoever created the channel, and those whom an admin named",
}
WHO_MAY_ELSE = "those who manage it"
INSTEAD = "Ask one of them, or ask an admin for “settings managers add {you}”."
INSTEAD_ME = "@you"
ANY_CHANNEL = "this workspace"
TROUBLE_TITLE = "The desk cannot post there"
TROUBLE_LEAD = "Nothing was set: {trouble}, {channel}. {remedy}"
MISSING_LEAD = "Nothing was set: in {channel} the app lacks {missing}. {remedy}"
MISSING_ONE = "the permission {names}"
MISSING_MANY = "the permissions {names}"
REMEDIES = {
    "gone": "Invite the app to it, or choose another channel.",
    "archived": "Unarchive it, or choose another channel.",
    "no-folder": "Make the folder, or name another file.",
    "no-file": "Name another file.",
    "closed": "Change its permissions, or name another file.",
    "missing": "Let somebody who manages the channel give the app what it lacks there, then ask again.",
}
NO_CHANNEL_TITLE = "In which channel?"
NO_CHANNEL_LEAD = "Name the channel, as in “{line}”."

# Adding
ADDED_LEAD = "Added. {does}; it {first}."
ADDED_NEVER = "Added. {does}; that does not come within eight years."
WHAT_TITLE = "What is to be posted?"
WHAT_LEAD = (
    "Say what: onthisday, reminder, quote, digest week, digest month, or a question between quotation marks, such as "
    "“members”."
)
AT_TITLE = "At what time?"
AT_LEAD = "Say the local time at which it is posted, as in “at 08:30”. It is never guessed."
ZONE_TITLE = "In which time zone?"
ZONE_LEAD = (
    "No zone was named, and none is set here. Name one, as in “{example}”. To set it for this channel for good: "
    "“settings zone {example}”."
)
ZONE_EXAMPLE = "Asia/Tashkent"
SAME_TITLE = "That schedule stands already"
SAME_LEAD = "#{number} posts the same in {channel} at the same times. Nothing was added."
MOST_TITLE = "Too many schedules"
MOST_LEAD = "{channel} has {most} schedules, which is the most. Remove one first."
MOST_ALL_LEAD = "This workspace has {most} schedules, which is the most. Remove one first."
NO_ANSWER_TITLE = "That cannot be posted"
NO_ANSWER_LEAD = "“{line}” gives no answer now, so nothing could be posted: {reason}"
REMIND_SUMMIT = "Remind of {id}"
RECORD_TITLE = "Nothing to remind of"
RECORD_NO_DAY = (
    "{id} has no anniversary that may be posted: only a milestone or a summit that is certain and dated to the day has "
    "one."
)
NO_LEADS_TITLE = "Only a reminder is posted ahead"
NO_LEADS = "“lead” says how many days before an event a reminder is posted; {what} has no such days."
NO_YEARS_TITLE = "That does not repeat events"
NO_YEARS = "“years” says when onthisday may repeat an event; it does nothing for {what}."
NO_EMPTY_TITLE = "That names no next date"
NO_EMPTY = "“empty” is for onthisday and digest; for {what} nothing is posted when there is nothing."
YEARS_TITLE = "How many years?"
YEARS_LEAD = "Say a number of years from 0 to {most}; 0: events may be repeated."
MANY_LEADS_TITLE = "Too far ahead"
MANY_LEADS = "A reminder is posted at most {most} days before."

# Buttons
PREVIEW, EXPLAIN, PAUSE, RESUME = "Preview", "Explain", "Pause", "Resume"
LOG, SHOW, LIST = "Log", "Show", "List"
ADD_AGAIN, SKIP_BUTTON, UNDO, ALL = "Add it again", "Skip another", "Take it back", "All channels"
EXPLAIN_DAY = "Explain {day}"
IN_ZONE = "In {zone}"

# Listing
LIST_TITLE = "Schedules in {channel}"
LIST_TERMINAL_TITLE = "Schedules of the terminal and its files"
LIST_ALL_TITLE = "Schedules of this workspace"
LIST_LEAD = "{count}{states}. {next}"
LIST_STATES = ", {paused} paused"
SCHEDULE_COUNT = ("schedule", "schedules")
LIST_NEXT = "#{number} posts next, on {when}."
LIST_SILENT = "None of them has something to post at its next times; #{number} looks next, on {when}."
LIST_MORE = " {count} more in other channels: “schedule list all” shows those that you may manage."
LIST_NO_NEXT = "None of them posts as things stand."
LIST_TROUBLE = " The last post of {numbers} did not go out: see below."
LIST_NONE = "There is no schedule in {channel} yet. “schedule add” makes one."
LIST_ITEM = "#{number} {what}, {when}, {channel}"

# Showing and editing
SHOW_LEAD = "{does}, in {channel}; {state}."
EDIT_NOTHING_TITLE = "What is to change?"
EDIT_NOTHING = "Say what changes, as in “{line}”."
EDIT_SAME_TITLE = "Nothing changes"
EDIT_SAME = "#{number} says that already."
EDITED_LEAD = "Changed. {does}; it {next}.{replaced}"
EDITED_NEVER = "Changed. {does}.{replaced}"
EDITED_POSTED = " What was due today already stays as it is."
EDITED_FALLS = " Today’s post, planned for {time}, falls away: by the new times there is none left today."
REPLACED_ONE = " One planned post was replaced."
REPLACED_MANY = " {count} planned posts were replaced."
CHANGE_TITLE = "Changed"
CHANGE = "{new} (was: {old})"

# Pausing
PAUSED_TITLE = "Schedule #{number} is paused"
PAUSED_LEAD = "It posts nothing in {channel} {until}."
PAUSED_LEAD_UNTIL = "until {when}; after that it {first}"
PAUSED_LEAD_OPEN = "until somebody resumes it"
FAR_TITLE = "That is too far ahead"
FAR_LEAD = (
    "{day} is more than {years} years ahead; nothing was changed. Say a day up to {last}, or none to pause it until "
    "somebody resumes it."
)
PAST_TITLE = "That is over"
PAST_LEAD = "{day} is not ahead of {today}, the day it is in {zone}. Say a later day, or none."
RESUMED_TITLE = "Schedule #{number} posts again"
RESUMED_LEAD = "In {channel} it {next}. What was due meanwhile is not made up for."
RESUMED_NEVER = "In {channel}; its days do not come within eight years."
NOT_PAUSED_TITLE = "Schedule #{number} is not paused"
NOT_PAUSED_LEAD = "{does}; it {next}."
NOT_PAUSED_NEVER = "{does}; {next}."

# Skipping, removing, testing
SKIPPED_TITLE = "One post is left out"
SKIPPED_ALSO_TITLE = "One more post is left out"
SKIPPED_LEAD = "#{number} posts nothing on {when}. {next} “schedule skip {number} undo” takes that back."
SKIPPED_ALSO = (
    "#{number} posts nothing on {when} either; what is left out now: {days}. {next} “schedule skip {number} undo” "
    "takes all of that back."
)
SKIPPED_NEXT = "The one after it is on {when}."
SKIPPED_NO_NEXT = "There is none after it."
LEFT_OUT = "{days}; “schedule skip {number} undo” takes that back"
LEFT_OUT_LEAD = "Left out: {days}; “schedule skip {number} undo” takes that back."
UNDONE_TITLE = "Nothing is left out any more"
UNDONE_LEAD = "#{number} posts as planned again on {days}. Its next time is {next}."
UNDONE_NONE_TITLE = "Nothing to take back"
UNDONE_NONE = "Of #{number} nothing that is still ahead is left out."
SKIP_NONE_TITLE = "Nothing to leave out"
SKIP_NONE = "#{number} has no post ahead: {state}."
REMOVED_TITLE = "Schedule #{number} is removed"
REMOVED_LEAD = "{what} is posted in {channel} no more. Its ledger stays: “schedule log {number}”."
TESTED_TITLE = "A test is on its way"
TESTED_LEAD = (
    "#{number} posts in {channel} now, marked as a test: it appears within 15 seconds. It does not count as shown. "
    "“schedule log {number}” tells what came of it."
)
TESTED_IDLE_TITLE = "A test is written down"
TESTED_IDLE = (
    "#{number} posts a test in {channel} as soon as the desk delivers, until {until}. {idle} “schedule log {number}” "
    "tells what came of it."
)
TESTED_TWICE = "A test of #{number} is on its way already. Once it has come, another may be asked for."
TESTED_OFTEN_TITLE = "Enough tests for now"
TESTED_OFTEN = (
    "There were {count} tests in {channel} within an hour, which is the most: all who are there see them. Another may "
    "be asked for on {when}; “schedule preview” shows the post to you alone at any time."
)

# Preview
PREVIEW_NOTE = "Preview of #{number} for {when} in {channel}: only you see it, and nothing was posted."
PREVIEW_LATER = "On {when} nothing is posted: {reason}"
PREVIEW_SILENT_TITLE = "Nothing would be posted"
PREVIEW_SILENT = "#{number}, {when}: {reason}"
PREVIEW_NONE_TITLE = "Nothing to preview"

# Log
LOG_TITLE = "Ledger of schedule #{number}: {what}"
LOG_CHANNEL_TITLE = "Ledger of {channel}"
LOG_ALL_TITLE = "Ledger of this workspace"
LOG_TERMINAL_TITLE = "Ledger of the terminal and its files"
LOG_LEAD = "{counts}."
LOG_NEXT = "Posts next on {when}."
LOG_NEXT_OF = "#{number} posts next, on {when}."
LOG_SILENT = "Looks next on {when}; there is nothing to post at its next times as things stand."
LOG_TRY = "Looks again on {when}, and posts if it can."
LOG_REMOVED = "Removed on {when}."
LOG_AHEAD = "Ahead"
LOG_REPLACED = "Left out by a change"
LOG_SO_FAR = "What became of it, the newest first"
LOG_MORE = "and {count} more in the plan"
LOG_MORE_REPLACED = "and {count} more"
LOG_LABEL = "#{number}, {when}"
LOG_LABEL_REMOVED = "#{number} (removed), {when}"


_ID = re.compile("[A-Za-z0-9_-]{1,100}")
"""An id of a channel on a platform."""

_APART = re.compile(r"[<>|\s]")
"""What no channel is called, and would end the reference to one."""


def called_channel(id: str, name: str | None) -> str:
    """`<#C024BE91L|world>`, `<#C024BE91L>`; in a terminal its screen, or the name of a file."""
    if id == TERMINAL:
        return THE_TERMINAL
    if not _ID.fullmatch(id):
        return name or id
    said = _APART.sub("", name or "").removeprefix("#")
    return CHANNEL_NAMED.format(id=id, name=said) if said else CHANNEL.format(id=id)


def named_what(of: Written) -> str:
    """`on this day`, `reminder of the next summit, 7 days and 1 day before and on the day`."""
    said = KINDS[of.kind].format(span=of.subject, line=as_data(of.subject))
    if of.kind != "reminder":
        return said
    leads = {int(lead) for lead in of.leads.split(",") if lead} or set(DEFAULT_LEADS)
    ahead = [say.count(n, *DAY_COUNT) for n in sorted(leads - {0}, reverse=True)]
    told = [LEAD_BEFORE.format(days=say.listing(ahead))] if ahead else []
    told += [LEAD_DAY] if 0 in leads else []
    return LEADS.format(what=REMINDER_OF.format(id=of.subject) if of.subject else said, leads=say.listing(told))
