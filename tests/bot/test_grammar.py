"""Lines read as commands with arguments, and what is offered where they cannot be."""

from __future__ import annotations

import pytest
from small_desk import parsed, without_traces

from bot import dates
from bot.arguments import Entity, Ordinal, Span, Value, Word
from bot.grammar import Parsed


def shown(value: Value) -> str:
    """A value in short, with its kind where that is not plain."""
    if isinstance(value, Span):
        return dates.written(value)
    if isinstance(value, Entity):
        return f"{value.kind}:{value.id}"
    if isinstance(value, Ordinal):
        return f"#{value.number}"
    return f"word:{value.id}" if isinstance(value, Word) else value


def arguments(found: Parsed) -> dict[str, str]:
    return {name: shown(value) for name, value in found.arguments.items()}


PRODUCT_LINES = [
    ("members", "members", {}),
    ("members 2016", "members", {"as_of": "2016"}),
    ("/members as-of 2024-07-03", "members", {"as_of": "2024-07-03"}),
    ("members observers 2016", "members", {"as_of": "2016", "kind": "status:observer"}),
    ("members Belarus", "members", {"country": "country:BY"}),
    ("members founding", "members", {"kind": "word:founding"}),
    ("members as of June 2016", "members", {"as_of": "2016-06"}),
    ("members Belarus 2016", "members", {"country": "country:BY", "as_of": "2016"}),
    ("summit 2025", "summit", {"which": "2025"}),
    ("summit Tianjin", "summit", {"which": "city:tianjin"}),
    ("summit Astana", "summit", {"which": "city:astana"}),
    ("summit 25", "summit", {"which": "#25"}),
    ("summit 25th", "summit", {"which": "#25"}),
    ("summit 1st", "summit", {"which": "#1"}),
    ("summit last", "summit", {"which": "word:last"}),
    ("summit latest", "summit", {"which": "word:last"}),
    ("summit next", "summit", {"which": "word:next"}),
    ("summit 2025 attendees", "summit", {"which": "2025", "section": "word:attendees"}),
    ("summit Alaska", "summit", {"which": "meeting:alaska-2025"}),
    ("summit Astana 2024", "summit", {"which": "summit:sco-24"}),
    ("summit 1 September 2025", "summit", {"which": "2025-09-01"}),
    ("summit sco-25", "summit", {"which": "summit:sco-25"}),
    ("summits", "summits", {}),
    ("summits Tashkent", "summits", {"place": "city:tashkent"}),
    ("summits 2001-2010", "summits", {"years": "2001-2010"}),
    ("quote Umarov", "quote", {"speaker": "person:umarov"}),
    ("quote Umarov India", "quote", {"speaker": "person:umarov", "about": "India"}),
    ('quote "Li Mingjiang"', "quote", {"speaker": "person:li-mingjiang"}),
    ('quote about "dual use"', "quote", {"about": '"dual use"'}),
    ("quote Umarov before 2024-12-31", "quote", {"speaker": "person:umarov", "before": "2024-12-31"}),
    ('verify "a sentence someone pasted"', "verify", {"text": '"a sentence someone pasted"'}),
    ("onthisday", "onthisday", {}),
    ("today", "onthisday", {}),
    ("onthisday 15 June", "onthisday", {"date": "15 June"}),
    ("onthisday 2025-09-01", "onthisday", {"date": "2025-09-01"}),
    ("onthisday week", "onthisday", {"span": "word:week"}),
    ("onthisday yesterday", "onthisday", {"date": "2026-11-21"}),
    ("who Yermekbayev", "who", {"name_or_office": "person:yermekbayev"}),
    ("who secretary-general 2010", "who", {"name_or_office": "office:secretary-general", "as_of": "2010"}),
    ("who chair 2019", "who", {"name_or_office": "office:chair", "as_of": "2019"}),
    (
        "who president Kazakhstan 2005",
        "who",
        {"name_or_office": "office:president", "country": "country:KZ", "as_of": "2005"},
    ),
    ("timeline 2025", "timeline", {"years": "2025"}),
    ("timeline membership", "timeline", {"topic": "topic:membership"}),
    ("timeline Belarus", "timeline", {"country": "country:BY"}),
    ("timeline India 2005-2017", "timeline", {"country": "country:IN", "years": "2005-2017"}),
    ("diff 2016 2026", "diff", {"from": "2016", "to": "2026"}),
    ("fact population", "fact", {"topic": "population"}),
    ("fact gdp", "fact", {"topic": "gdp"}),
    ("fact trade Russia China", "fact", {"topic": "trade Russia China"}),
    ("fact founded", "fact", {"topic": "founded"}),
    ("search oil", "search", {"words": "oil"}),
    ('search "rare earths"', "search", {"words": '"rare earths"'}),
    ("search Kyrgyzstan exports", "search", {"words": "Kyrgyzstan exports"}),
    ("cite sco-25", "cite", {"record": "sco-25"}),
    ("cite Q001 ap", "cite", {"record": "Q001", "style": "word:ap"}),
    ("coverage", "coverage", {}),
    ("help", "help", {}),
    ("help summit", "help", {"command": "summit"}),
    ("about", "about", {}),
    ("sco members 2016", "members", {"as_of": "2016"}),
    ("/sco members 2016", "members", {"as_of": "2016"}),
    ("sco", "sco", {}),
    ("/sco", "sco", {}),
    ("", "sco", {}),
    ("  \u00a0 ", "sco", {}),
]

GRAMMAR_LINES = [
    # named values, in every writing
    ("members as-of:2016", {"as_of": "2016"}),
    ("members as_of=2016", {"as_of": "2016"}),
    ("members --as-of 2016", {"as_of": "2016"}),
    ("members --as-of=2016", {"as_of": "2016"}),
    ("members —as-of 2016", {"as_of": "2016"}),
    ("members –as-of=2016", {"as_of": "2016"}),
    ("members AsOf: June 2016", {"as_of": "2016-06"}),
    ("members as-of：2016", {"as_of": "2016"}),
    ("members country Belarus as-of 1 July 2016", {"country": "country:BY", "as_of": "2016-07-01"}),
    ('members as-of:"1 July 2016"', {"as_of": "2016-07-01"}),
    ("quote since 2020 Umarov", {"speaker": "person:umarov", "after": "2020"}),
    ("quote about dual use before 2024", {"about": "dual use", "before": "2024"}),
    ("quote about India Umarov", {"speaker": "person:umarov", "about": "India"}),
    ('quote about:"rare earths" Umarov', {"speaker": "person:umarov", "about": '"rare earths"'}),
    ("diff from 2016 to 2026", {"from": "2016", "to": "2026"}),
    ("diff to 2026 from 2016", {"from": "2016", "to": "2026"}),
    ("diff 2016 to 2026", {"from": "2016", "to": "2026"}),
    ("diff 2016-2026", {"from": "2016", "to": "2026"}),
    # a key binds by a space only if the next word fits
    ("quote Umarov before dawn", {"speaker": "person:umarov", "about": "before dawn"}),
    # fillers, and a code only in capitals
    ("members in 2016 please", {"as_of": "2016"}),
    ("members for the observers as of 2016", {"as_of": "2016", "kind": "status:observer"}),
    ("members IN 2016", {"country": "country:IN", "as_of": "2016"}),
    ("MEMBERS IN 2016", {"as_of": "2016"}),
    ("members BY", {"country": "country:BY"}),
    ("quote Umarov on the role of India", {"speaker": "person:umarov", "about": "role India"}),
    ("quote Umarov about", {"speaker": "person:umarov"}),
    # quotation marks, apostrophes, spaces
    ("quote “Li Mingjiang”", {"speaker": "person:li-mingjiang"}),
    ("quote „Li Mingjiang“", {"speaker": "person:li-mingjiang"}),
    ("quote «Li Mingjiang»", {"speaker": "person:li-mingjiang"}),
    ("quote 「Li Mingjiang」", {"speaker": "person:li-mingjiang"}),
    ("quote 『Li Mingjiang』", {"speaker": "person:li-mingjiang"}),
    ("quote ‘Li Mingjiang’", {"speaker": "person:li-mingjiang"}),
    ("quote 'Li Mingjiang'", {"speaker": "person:li-mingjiang"}),
    ('quote "Li Mingjiang', {"speaker": "person:li-mingjiang"}),
    ("quote Umarov's", {"speaker": "person:umarov"}),
    ("fact members' rights", {"topic": "members' rights"}),
    ("fact “rare earths” exports", {"topic": '"rare earths" exports'}),
    ("members\u00a0as-of\u20092016", {"as_of": "2016"}),
    ("mem\u200bbers Bela\u202erus\u0007", {"country": "country:BY"}),
    ("members 2016?", {"as_of": "2016"}),
    ("members Belarus ?", {"country": "country:BY"}),
    # names in any order and script
    ("quote Mingjiang Li India", {"speaker": "person:li-mingjiang", "about": "India"}),
    ("quote Умаров", {"speaker": "person:umarov"}),
    ("quote 习近平", {"speaker": "person:xi-jinping"}),
    ("members Iraq", {"country": "country:IQ"}),
    ("members Indonesia", {"country": "country:ID"}),
    ("members Turkmenistan", {"country": "country:TM"}),
    # slips
    ("quote Umarof", {"speaker": "person:umarov"}),
    ("quote Umarof India", {"speaker": "person:umarov", "about": "India"}),
    ("quote speaker Umarof", {"speaker": "person:umarov"}),
    ("members Kazakstan", {"country": "country:KZ"}),
    ("members observrs", {"kind": "status:observer"}),
    ("members foundign", {"kind": "word:founding"}),
    ("search Umarof", {"words": "Umarof"}),
    # a moment, a day, a period
    ("members 2005-07", {"as_of": "2005-07"}),
    ("members 15 June", {"as_of": "2026-06-15"}),
    ("members today", {"as_of": "2026-11-22"}),
    ("onthisday June 15", {"date": "15 June"}),
    ("onthisday 29 February", {"date": "29 February"}),
    ("timeline 2005 to 2017", {"years": "2005-2017"}),
    ("timeline between 2005 and 2017 India", {"country": "country:IN", "years": "2005-2017"}),
    ("timeline June 2016", {"years": "2016-06"}),
    # text taken whole
    ("verify He said it was, as of 2016, about:nothing?", {"text": "He said it was, as of 2016, about:nothing?"}),
    ("verify The decision was made public", {"text": "The decision was made public"}),
    ("verify   The  SCO\u00a0grew", {"text": "The SCO grew"}),
    ('verify text:"The SCO"', {"text": '"The SCO"'}),
    ("verify He (“so”) said", {"text": 'He ("so") said'}),
    ("search oil in the as of kind", {"words": "oil in the as of kind"}),
    ("search kind:figures oil prices", {"words": "oil prices", "kind": "word:figure"}),
    ("search oil --kind=figure prices", {"words": "oil prices", "kind": "word:figure"}),
    ("search oil --kind figure", {"words": "oil", "kind": "word:figure"}),
    # records
    ("cite ap q001", {"record": "q001", "style": "word:ap"}),
    ("cite style:ap F009", {"record": "F009", "style": "word:ap"}),
    ("cite Umarov", {"record": "umarov"}),
    ("cite X999", {"record": "X999"}),
]


@pytest.mark.parametrize(("line", "command", "expected"), PRODUCT_LINES)
def test_every_line_of_the_command_table_reads_right(line: str, command: str, expected: dict[str, str]) -> None:
    found = parsed(line)

    assert found.command == command
    assert arguments(found) == expected


@pytest.mark.parametrize(("line", "expected"), GRAMMAR_LINES)
def test_every_rule_of_the_grammar_holds(line: str, expected: dict[str, str]) -> None:
    assert arguments(parsed(line)) == expected


@pytest.mark.parametrize("line", [line for line, *_ in PRODUCT_LINES + GRAMMAR_LINES])
def test_the_canonical_line_reads_back_to_the_same(line: str) -> None:
    found = parsed(line)
    again = parsed(found.canonical)

    assert without_traces(again) == without_traces(found)
    assert again.canonical == found.canonical


@pytest.mark.parametrize(
    ("line", "canonical"),
    [
        ("/SCO Members as of 1 July 2016", "members 2016-07-01"),
        ("members kind:founding as-of:2016", "members 2016 founding"),
        ("quote Umarof before 2024", "quote Temur Umarov before:2024"),
        ("diff to 2026 from 2016", "diff 2016 2026"),
        ("diff to:2026 from:2016", "diff 2016 2026"),
        ('quote about:"India Umarov"', 'quote "India Umarov"'),
        ("timeline 2017..2005", "timeline 2005-2017"),
        ("members yesterday", "members 2026-11-21"),
        ("onthisday June 15", "onthisday 15 June"),
        ("members Belarus private", "members Belarus private"),
        ("search “rare earths” private", 'search "rare earths" --private'),
    ],
)
def test_the_canonical_line_is_the_shortest_that_says_it(line: str, canonical: str) -> None:
    assert parsed(line).canonical == canonical


@pytest.mark.parametrize(
    ("line", "flags", "rest"),
    [
        ("members 2016 private", {"private"}, {"as_of": "2016"}),
        ("members 2016 compact public?", {"compact", "public"}, {"as_of": "2016"}),
        ("fact public debt", set(), {"topic": "public debt"}),
        ("fact public debt public", {"public"}, {"topic": "public debt"}),
        ('fact "public"', set(), {"topic": '"public"'}),
        ("members --private 2016", {"private"}, {"as_of": "2016"}),
        ('verify "it is so" private', {"private"}, {"text": '"it is so"'}),
        ("search oil private", set(), {"words": "oil private"}),
        ("search oil --private", {"private"}, {"words": "oil"}),
    ],
)
def test_private_public_and_compact_count_only_as_last_words(line: str, flags: set[str], rest: dict[str, str]) -> None:
    found = parsed(line)

    assert found.flags == flags
    assert arguments(found) == rest
    assert parsed(found.canonical).flags == flags
    assert arguments(parsed(found.question)) == rest
    assert not parsed(found.question).flags


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("quote Umarof", "Read “Umarof” as Temur Umarov."),
        ("timeline 2017-2005", "“2017-2005” was read as 2005 to 2017."),
        ("diff 2017-2005", "“2017-2005” was read as 2005 to 2017."),
        ("onthisday 29 February", "2026 has no 29 February, so 28 February stands in for it."),
    ],
)
def test_what_was_put_right_is_said(line: str, note: str) -> None:
    assert parsed(line).notes == (note,)


def test_a_clear_line_has_nothing_to_note() -> None:
    assert parsed("members Belarus 2016").notes == ()
