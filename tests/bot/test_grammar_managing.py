"""The definition of a schedule, read from a line: what, when, where, in any order; and nothing of it is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from managing_lines import COMMANDS, parsed, understand, unread, values
from small_desk import NAMES, TODAY, is_record, offered

from bot import zones
from bot.arguments import Chosen
from bot.grammar import Parsed, read_options
from bot.schedules.rule import NAMES as WEEKDAYS
from bot.schedules.rule import Days

LINES = [
    (
        "schedule add onthisday at 08:30 Asia/Tashkent weekdays in <#C1|world>",
        {"what": "onthisday", "at": "08:30", "zone": "Asia/Tashkent", "days": "weekdays", "in": "C1"},
    ),
    ("schedule add reminder lead 7d,1d,0d at 09:00", {"what": "reminder", "at": "09:00", "lead": "7,1,0"}),
    ("schedule add quote at 12:00", {"what": "quote", "at": "12:00"}),
    ('schedule add "members 2016" at 09:00 mon', {"what": "members 2016", "at": "09:00", "days": "mon"}),
    (
        "schedule add members 2016 at 9am on mondays in <#C1|world>",
        {"what": "members 2016", "at": "09:00", "days": "mon", "in": "C1"},
    ),
    (
        "schedule add digest week on monday at 09:00 zone tashkent empty:next",
        {"what": "digest week", "at": "09:00", "zone": "Asia/Tashkent", "days": "mon", "empty": "next"},
    ),
    ("schedule add onthisday 9am years:5", {"what": "onthisday", "at": "09:00", "years": "5"}),
    # any order, other words
    (
        "sco schedule add at 09:00 daily onthisday here",
        {"what": "onthisday", "at": "09:00", "days": "daily", "in": "C9"},
    ),
    ("schedule new onthisday from 09:00", {"what": "onthisday", "at": "09:00"}),
    ("schedule add today at noon every day", {"what": "onthisday", "at": "12:00", "days": "daily"}),
    ("schedule add digest weekly at 9am", {"what": "digest week", "at": "09:00"}),
    ("schedule add reminder next summit at 9am", {"what": "reminder", "at": "09:00"}),
    ("schedule add reminder sco-25 at 09:00 lead 30", {"what": "reminder sco-25", "at": "09:00", "lead": "30"}),
    # times and days as people write them
    ("schedule add quote at 8.30 pm and 9am", {"what": "quote", "at": "09:00,20:30"}),
    ("schedule add quote 08:30, 18:00 mon, thu", {"what": "quote", "at": "08:30,18:00", "days": "mon,thu"}),
    ("schedule add quote 9am monday to friday", {"what": "quote", "at": "09:00", "days": "weekdays"}),
    (
        "schedule add quote every first monday of the month at 9am",
        {"what": "quote", "at": "09:00", "days": "1st-mon"},
    ),
    ("schedule add quote at 9am on 1,15,last", {"what": "quote", "at": "09:00", "days": "1,15,last"}),
    ("schedule add onthisday on 15 June at 9am", {"what": "onthisday", "at": "09:00", "days": "06-15"}),
    # `in` straight after a kind belongs to the schedule, later on to the question
    ("schedule add quote about trade in Russia at 9am", {"what": "quote about trade in Russia", "at": "09:00"}),
    # zones
    ("schedule add quote 9am new york", {"what": "quote", "at": "09:00", "zone": "America/New_York"}),
    ("schedule add quote 9am zone:New York", {"what": "quote", "at": "09:00", "zone": "America/New_York"}),
    ("schedule add quote 9am europe/berlin", {"what": "quote", "at": "09:00", "zone": "Europe/Berlin"}),
    ("schedule add quote 9am UTC", {"what": "quote", "at": "09:00", "zone": "UTC"}),
    ("schedule add quote 9am Tashkant", {"what": "quote", "at": "09:00", "zone": "Asia/Tashkent"}),
    # the words of a question stay its own
    ("schedule add summits Tashkent at 9am", {"what": "summits Tashkent", "at": "09:00"}),
    ("schedule add summit 25 09:00", {"what": "summit 25", "at": "09:00"}),
    ("schedule add summit last at 9am", {"what": "summit last", "at": "09:00"}),
    ("schedule add onthisday 15 June at 09:00", {"what": "onthisday 15 June", "at": "09:00"}),
    ("schedule add members on 1 July 2016 at 9am", {"what": "members on 1 July 2016", "at": "09:00"}),
    (
        'schedule add quote about "dual use" before 2024-12-31 at 12:00 tashkent',
        {"what": 'quote about "dual use" before 2024-12-31', "at": "12:00", "zone": "Asia/Tashkent"},
    ),
    ("schedule add search oil in the as of kind at 9am", {"what": "search oil in the as of kind", "at": "09:00"}),
    ("schedule add what:members 2016 at:09:00", {"what": "members 2016", "at": "09:00"}),
    # one quoted text that holds a definition
    (
        'schedule simulate "onthisday at 02:30 Europe/Berlin"',
        {"what": "onthisday", "at": "02:30", "zone": "Europe/Berlin"},
    ),
    (
        'schedule simulate "quote at 02:30 Cairo" 90d',
        {"what": "quote", "at": "02:30", "zone": "Africa/Cairo", "length": "90"},
    ),
    ('schedule add "quote at 02:30" at 08:00', {"what": "quote at 02:30", "at": "08:00"}),
    # the other commands
    ("schedule edit #12 at 10:00 days 1,15,last", {"schedule": "12", "at": "10:00", "days": "1,15,last"}),
    ("schedule edit 12 quote", {"schedule": "12", "what": "quote"}),
    ("schedule list in <#C1>", {"in": "C1"}),
    ("schedule pause 12 because the hall is closed", {"schedule": "12", "reason": "hall is closed"}),
    (
        'schedule pause 12 because "the hall is closed" until 1 June',
        {"schedule": "12", "until": "2026-06-01", "reason": '"the hall is closed"'},
    ),
    ("settings zone Asia/Tashkent everywhere", {"zone": "Asia/Tashkent", "where": "everywhere"}),
    ("settings managers add <@U1|bob>", {"managers": "add", "person": "U1"}),
]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_a_definition_reads_right_and_its_canonical_line_reads_back(line: str, expected: dict[str, str]) -> None:
    found = parsed(line)

    assert values(found) == expected
    again = parsed(found.canonical)
    assert (again.command, again.arguments, again.canonical) == (found.command, found.arguments, found.canonical)


@pytest.mark.parametrize(
    ("line", "canonical"),
    [
        (
            "/schedule new at 8:30 am in <#C1|world> weekdays onthisday tashkent",
            "schedule add onthisday at 08:30 Asia/Tashkent weekdays in <#C1|world>",
        ),
        ("schedule add reminder 9am lead 0,7", "schedule add reminder at 09:00 lead 7d,0d"),
        ('schedule add "summits Tashkent" 9am tashkent', "schedule add summits Tashkent at 09:00 Asia/Tashkent"),
        ("schedule add quote 9am on 15", "schedule add quote at 09:00 days 15"),
        ('schedule add "quote about 08:30" at 9am', 'schedule add "quote about 08:30" at 09:00'),
        ("schedule list everywhere", "schedule list all"),
        ("settings berlin everywhere", "settings Europe/Berlin where everywhere"),
    ],
)
def test_the_canonical_line_is_as_one_would_write_it(line: str, canonical: str) -> None:
    assert parsed(line).canonical == canonical


@pytest.mark.parametrize(
    ("line", "lead", "offers"),
    [
        (
            "schedule add onthisday at 9",
            "“9” can be 09:00 or 21:00; please write hour and minutes. Did you mean `schedule add onthisday at 09:00`?",
            ["schedule add onthisday at 09:00", "schedule add onthisday at 21:00"],
        ),
        (
            "schedule add onthisday at 25:00",
            "“25:00” is no time of the day; a day goes from 00:00 to 23:59.",
            [],
        ),
        (
            "schedule add quote at 9am MSK",
            "“MSK” names no place, so it says nothing of summer time. Please name a city, such as Tashkent. Did you "
            "mean `schedule add quote at 09:00 Europe/Moscow`?",
            ["schedule add quote at 09:00 Europe/Moscow", "schedule add quote at 09:00 Europe/Minsk"],
        ),
        (
            "schedule add quote at 9am zone Narnia",
            "There is no time zone called “Narnia”.",
            [],
        ),
        (
            "schedule add digest at 9am",
            "“digest” can be digest week or digest month. Which one?",
            ["schedule add digest week at 09:00", "schedule add digest month at 09:00"],
        ),
        (
            "schedule add membres 2016 at 9am",
            "“membres 2016” is nothing that I can post: that is onthisday, reminder, quote, digest week, digest month, "
            'or a command line in quotation marks, such as "members 2016". Did you mean '
            "`schedule add members 2016 at 09:00`?",
            ["schedule add members 2016 at 09:00"],
        ),
        (
            "schedule add members Narnia at 9am",
            "schedule add takes what, at, zone, days, in, lead, years and empty; “Narnia” was left over.",
            [],
        ),
        (
            "schedule add quote at 09:00 at 10:00",
            "at was given twice. Please say it once. Did you mean `schedule add quote at 09:00`?",
            ["schedule add quote at 09:00", "schedule add quote at 10:00"],
        ),
        (
            "schedule add quote in #world at 9am",
            "“#world” is only a name here, and not yet the channel. Type # and pick the channel from the list that "
            "opens.",
            [],
        ),
        (
            "schedule add quote in world at 9am",
            "“world” is not a channel, which in needs. Type # and pick the channel from the list that opens.",
            [],
        ),
        (
            'schedule add "schedule remove 12" at 9am',
            "“"
            '"schedule remove 12"'
            "” is nothing that I can post: that is onthisday, reminder, quote, digest week, digest month, or a command "
            'line in quotation marks, such as "members 2016".',
            [],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_what_would_do(line: str, lead: str, offers: list[str]) -> None:
    found = unread(line)

    assert found.lead == lead
    assert offered(found) == offers
    assert all(isinstance(understand(offer), Parsed) for offer in offers)


@pytest.mark.parametrize("typed", ["UTC+5", "utc+05:00", "+5", "GMT+5"])
def test_an_offset_is_no_zone_and_the_places_with_it_now_are_offered(typed: str) -> None:
    found = unread(f"schedule add quote at 09:00 zone {typed}")
    assert offered(found)[0] == "schedule add quote at 09:00 Asia/Tashkent"


@pytest.mark.parametrize(
    ("typed", "channel"),
    [
        ("terminal", "terminal"),
        ("posts.txt", "posts.txt"),
        ("#world", "world.txt"),
        ("here", "C9"),
        ("in a/b.md", "a/b.md"),
        ("in ./posts.txt", "./posts.txt"),
        ("in ../up.txt", "../up.txt"),
        ("in ./sub/a.txt,", "./sub/a.txt"),
        ("in .env.txt", ".env.txt"),
        ("in ~/x.txt", "~/x.txt"),
        ("in (a).md", "(a).md"),
    ],
)  # fmt: skip
def test_in_a_terminal_a_channel_is_the_screen_or_a_file(typed: str, channel: str) -> None:
    found = parsed(f"schedule add quote at 9am {typed}", platform="terminal")
    assert values(found)["in"] == channel
    assert parsed(found.canonical, platform="terminal").arguments == found.arguments


def test_a_number_alone_is_no_day_for_it_might_be_anything() -> None:
    assert "“15” was left over" in unread("schedule add quote 09:00 15").lead
    assert values(parsed("schedule add quote 09:00 15th"))["days"] == "15"


def test_a_file_is_no_channel_of_a_platform() -> None:
    assert "posts.txt" in unread("schedule add quote at 9am in posts.txt").lead


def test_options_that_were_given_one_by_one_read_as_the_line_does() -> None:
    options = {"what": "members 2016", "at": "9am", "zone": "tashkent", "days": "15", "in": "<#C1|two words>"}
    found = read_options("schedule add", options, registry=COMMANDS, names=NAMES, today=TODAY, is_record=is_record)
    assert isinstance(found, Parsed)
    assert values(found) == {"what": "members 2016", "at": "09:00", "zone": "Asia/Tashkent", "days": "15", "in": "C1"}
    again = parsed(found.canonical)
    assert again.arguments == found.arguments


def test_one_option_may_hold_the_whole_definition() -> None:
    options = {"what": "onthisday at 02:30 Europe/Berlin"}
    found = read_options("schedule simulate", options, registry=COMMANDS, names=NAMES, today=TODAY, is_record=is_record)
    assert isinstance(found, Parsed)
    assert values(found) == {"what": "onthisday", "at": "02:30", "zone": "Europe/Berlin"}


WHATS = st.sampled_from(
    [
        "onthisday", "quote", "reminder", "digest week", "digest month", "reminder sco-25", "members 2016",
        "summits Tashkent", "summit last", "summit 25", "quote about India", 'quote about "dual use"', "fact 08:30",
        "quote at 02:30", "search oil weekdays", "onthisday 15 June", "members on 1 July 2016", "timeline 2005-2017",
        "who chair 2019", "fact trade in Russia", "quote Umarov before:2024", "search what is in the news every day",
    ]
)  # fmt: skip
TIMES = st.lists(st.times(), min_size=1, max_size=3, unique_by=lambda one: (one.hour, one.minute))
DAYS = st.builds(
    Days,
    weekdays=st.frozensets(st.integers(0, 6)),
    monthdays=st.frozensets(st.sampled_from([-1, *range(1, 32)]), max_size=3),
    dates=st.frozensets(st.sampled_from([(6, 15), (2, 29), (12, 31)]), max_size=2),
    numbered=st.frozensets(st.tuples(st.sampled_from([1, 2, 3, 4, -1]), st.integers(0, 6)), max_size=2),
).filter(lambda days: str(days) != "")
CHANNELS = st.builds(
    lambda key, name: f"<#{key}|{name}>" if name else f"<#{key}>",
    st.from_regex(r"[A-Z0-9]{1,11}", fullmatch=True),
    st.sampled_from(["", "world", "año-нов", "a.b", "2016"]),
)
PARTS = st.fixed_dictionaries(
    {"at": TIMES.map(lambda found: ",".join(sorted(f"{one:%H:%M}" for one in found)))},
    optional={
        "zone": st.sampled_from(zones.names()),
        "days": DAYS.map(str),
        "in": CHANNELS,
        "lead": st.lists(st.integers(0, 366), min_size=1, max_size=4, unique=True),
        "years": st.integers(0, 100),
        "empty": st.sampled_from(["silent", "next"]),
    },
)


@st.composite
def definitions(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A line with its parts in any order, and what it says."""
    what, parts = draw(WHATS), draw(PARTS)
    said = {name: str(value) for name, value in parts.items()}
    words = [f'what:"{what}"' if draw(st.booleans()) and '"' not in what else f"“{what}”"]
    if "lead" in parts:
        days = sorted(parts["lead"], reverse=True)
        said["lead"] = ",".join(map(str, days))
        words.append("lead " + ",".join(f"{n}d" for n in draw(st.permutations(days))))
    forms = st.sampled_from(["{}:{}", "--{} {}", "{} {}", "{}={}"])
    words += [draw(forms).format(name, said[name]) for name in parts if name != "lead"]
    if "in" in said:
        said["in"] = said["in"].strip("<#>").partition("|")[0]
    return "schedule add " + " ".join(draw(st.permutations(words))), {"what": what, **said}


@given(definition=definitions())
@settings(max_examples=400)
def test_any_definition_reads_right_and_back(definition: tuple[str, dict[str, str]]) -> None:
    line, said = definition
    found = parsed(line)
    assert values(found) == said
    again = parsed(found.canonical)
    assert (again.arguments, again.canonical) == (found.arguments, found.canonical)


@given(
    what=st.sampled_from(["onthisday", "quote", "reminder", "digest week", "members 2016", "summit next"]),
    zone=st.sampled_from(["Asia/Tashkent", "tashkent", "zone cairo", ""]),
    days=st.sampled_from(["", "weekdays", "on mondays", "every day", "mon,thu", "every first friday", *WEEKDAYS]),
    place=st.sampled_from(["", "in <#C1|world>", "<#C1>", "here", "to <#C1>"]),
    data=st.data(),
)
@settings(max_examples=300)
def test_no_word_is_dropped_silently(what: str, zone: str, days: str, place: str, data: st.DataObject) -> None:
    parts = [part for part in (what, "at 09:00", zone, days, place) if part]
    parts = data.draw(st.permutations(parts))
    assert isinstance(understand("schedule add " + " ".join(parts)), Parsed), parts
    parts.insert(data.draw(st.integers(0, len(parts))), "zzyzx")
    found = understand("schedule add " + " ".join(parts))
    assert "zzyzx" in (values(found)["what"] if isinstance(found, Parsed) else found.lead)


WORDS = (
    "onthisday quote members 2016 digest week at 09:00 9 9am in on every each from zone tashkent Asia/Tashkent EST "
    "weekdays mon,thu <#C1|world> <#C1> #world here lead 7d,1d years 5 empty next what:quote at: in: -- ? 12 #12 "
    "private until and to the"
)


@given(
    words=st.lists(st.sampled_from([*WORDS.split(), '"members 2016"', '"quote at 9am"']), max_size=12),
    head=st.sampled_from([*(c.name for c in COMMANDS.commands if c.manages), "schedule"]),
)
@settings(max_examples=500)
def test_any_words_are_read_or_refused_and_what_was_read_reads_back(words: list[str], head: str) -> None:
    found = understand(" ".join([head, *words]))
    if isinstance(found, Parsed):
        again = parsed(found.question)
        assert (again.command, again.arguments) == (found.command, found.arguments)
    else:
        assert found.lead
        assert all(isinstance(understand(line), Parsed) or "schedule" in line for line in offered(found))


def test_a_channel_keeps_the_name_that_the_line_said() -> None:
    assert parsed("schedule add quote at 9am <#C1|world>").arguments["in"] == Chosen("channel", "C1", "world")
