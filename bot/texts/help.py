"""What `help`, `about` and the start card say."""

TITLE = "Help"
LEAD = "Ask in one line, a command and then words in any order; {count} commands are listed, each with lines to try."
TRY = "Three things to try"
COMMANDS = "Commands"
MANAGING = "For those who manage a channel"
MANAGING_LINE = "{commands}. Try: {examples} · {line}"
GROUP_TITLE = "Help: {group}"
GROUP_LEAD = "After {group} comes one more word; each is explained with help and both words."
COMMAND = "{help} Try: {examples}"
READING = "How a line is read"
RULES = (
    ("Names", "any common spelling, script or order of words; a slip is put right or asked back"),
    ("Dates", "2016, June 2016, 1 July 2016, 2016-07-01, 2005-2017, today"),
    ("Options", "by name, as in before:2024-12-31, before=2024-12-31, --before 2024-12-31 or before 2024-12-31"),
    ("Last words", "private, public or compact"),
)
ONE_TITLE = "Help: {command}"
ONE_NAMES = "Also called"
ONE_OPTIONS = "Options"
ONE_EXAMPLES = "Examples"
OPTION = "{help}{required}{choices}{aliases}"
REQUIRED = "; needed"
CHOICES = "; one of: {choices}"
ALIASES = "; also: {aliases}"
FAILS = "{shows} (it says what it cannot find)"
UNKNOWN_TITLE = "No such command"
UNKNOWN = "There is no command called {command}."
DID_YOU_MEAN = " Did you mean {near}?"
ALL_COMMANDS = "All commands"

ABOUT_TITLE = "About this desk"
ABOUT_LEAD = (
    "Summit Desk answers questions about the {name} ({short}) from {records} with {sources}, each line with its source "
    "and date; it makes nothing up."
)
ABOUT = (
    ("Data", "{name}: edition {edition}, version {version}, from {coverage} on, last checked on {checked}"),
    ("Program", "Summit Desk {program}, software under the MIT licence"),
    ("Data licence", "see the file LICENSE-DATA that comes with it; quotations belong to their publishers"),
)
PROMISES = "What you can rely on"
PROMISED = (
    ("Sources", "every line carries the number of its source, and every card the day for which it holds"),
    ("Quotations", "shown to the letter or not at all; a fragment is marked as one"),
    ("Disagreement", "where sources differ, both sides are shown; nothing is averaged or picked in silence"),
    ("Kinds", "a plan is called a plan, a claim is its speaker's, an analysis its author's"),
    ("Not known", "is an answer, with what is covered and the nearest thing there is"),
)
VERSION_UNKNOWN = "of unknown version"

START_HELP = "The start card: what can be asked, the next and the last summit, and what happened on this day."
START_TITLE = "{name}"
START_LEAD = "Ask about the {short}: {commands}."
START_TRY = "Try"
START_SUMMITS = "Summits"
START_TODAY = "On this day"
LAST = "Last summit"
NEXT = "Next summit"
UNDER_WAY = "Under way"
YEARS_AGO = "{text} ({ago})."
PLANNED = "{summit}, planned"
HELP_BUTTON = "Help"
COVERAGE_BUTTON = "Coverage"
SHOWS_START = "the start card"
SHOWS_UNDER = "every command also works behind this word"
SHOWS_SLIP = "a misspelt command, and what was meant"
