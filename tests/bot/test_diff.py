"""`diff` as a conversation: what changed from one day to another."""

from __future__ import annotations

from bot.contract import Reply


def texts(reply: Reply, title: str) -> list[str]:
    """The lines under a heading."""
    return [item.text for part in reply.parts if part.title == title for item in part.items]


def test_ten_years_are_compared_from_last_day_to_last_check(ask):
    reply = ask("diff 2016 2026")
    assert reply.title == "The SCO on 31 December 2016 and on 22 November 2026"
    assert "India, Pakistan, Iran and Belarus became members" in reply.lead
    assert "As last checked on 22 November 2026" in reply.lead
    assert reply.as_of.isoformat() == "2026-11-22"


def test_one_way_on_one_day_is_one_line(ask):
    joined = texts(ask("diff 2016 2026"), "Joined")
    assert joined[0] == (
        "Egypt, Qatar and Saudi Arabia: joined as dialogue partner on 17 September 2021, partner since 1 September 2025"
    )
    assert joined[-1] == "Laos: partner since 1 September 2025"


def test_offices_tell_who_came_between_and_what_is_not_known(ask):
    offices = texts(ask("diff 2016 2026"), "Offices that changed hands")
    assert any(
        "Secretary-General" in t and "in between Vladimir Norov (from 1 January 2019) and Zhang Ming" in t
        for t in offices
    )
    assert any(
        t.startswith("Prime Minister of Pakistan: not known on 31 December 2016, then Shehbaz Sharif") for t in offices
    )


NOT_KNOWN = "Offices with no holder known on one of the days"


def test_one_seen_in_office_before_the_first_day_was_there_on_it(ask):
    offices = texts(ask("diff 2017-07-01 2018-12-31"), "Offices that changed hands")
    assert (
        "Prime Minister of Pakistan: Nawaz Sharif (to 28 July 2017), then Imran Khan (from 18 August 2018)" in offices
    )


def test_an_exit_without_a_known_successor_is_told_apart(ask):
    reply = ask("diff 2017-06-09 2017-12-31")
    assert "Prime Minister of Pakistan: Nawaz Sharif (to 28 July 2017), then not known on 31 December 2017" in (
        texts(reply, NOT_KNOWN)
    )
    assert "1 office changed hands" in reply.lead
    assert not any("Pakistan" in t for t in texts(reply, "Offices that changed hands"))
    assert any("; in between Nawaz Sharif (to 28 July 2017)" in t for t in texts(ask("diff 2016 2017"), NOT_KNOWN))


def test_an_office_that_opened_did_not_change_hands(ask):
    for days in ("2003 2004", "2004-01-01 2004-01-15"):
        reply = ask(f"diff {days}")
        assert "changed hands" not in reply.lead
        (line,) = texts(reply, NOT_KNOWN)
        assert line.startswith("Secretary-General of the SCO: nobody on ")
        assert "(the office opened on 15 January 2004), then Zhang Deguang" in line


def test_a_holder_not_known_before_is_no_change_of_hands(ask):
    reply = ask("diff 2013 2019")
    assert "5 offices changed hands" in reply.lead
    assert texts(reply, NOT_KNOWN) == [
        "Prime Minister of India: not known on 31 December 2013, then Narendra Modi (from 26 May 2014)"
    ]


def test_reversed_dates_are_turned_and_said(ask):
    reply = ask("diff 2020 2016")
    assert reply.lead.startswith("The dates were turned, the earlier one first. From 31 December 2016")


def test_one_day_is_compared_with_today(ask):
    reply = ask("diff 2020", on="2024-12-31")
    assert reply.title == "The SCO on 31 December 2020 and on 31 December 2024"


def test_a_change_inside_the_first_year_is_not_counted_but_told(ask):
    reply = ask("diff 2024 2025")
    assert "Belarus" not in reply.lead
    assert any("Belarus: member since 4 July 2024" in text for text in texts(reply, "How the dates were read"))


def test_the_day_before_and_the_day_of_a_change_differ(ask):
    assert "Belarus became a member" in ask("diff 2024-07-03 2024-07-04").lead
    assert "no standing changed" in ask("diff 2024-07-02 2024-07-03").lead


def test_the_founding_turns_participants_into_members(ask):
    reply = ask("diff 2000 2001")
    assert "Uzbekistan became members" in reply.lead
    assert "Chair of the last summit" in "".join(i.text for p in reply.parts for i in p.items)


def test_before_coverage_is_said_with_the_nearest_summit(ask):
    reply = ask("diff 1990 2000")
    assert reply.kind == "not-found"
    assert "26 April 1996" in reply.lead


def test_without_days_or_with_the_same_day_it_asks(ask):
    assert ask("diff").kind == "error"
    reply = ask("diff 2026")
    assert reply.kind == "error"
    assert ask(reply.buttons[0].command).kind == "answer"


def test_who_joined_is_counted_by_the_last_day_not_by_how_it_came_in(ask):
    assert "9 countries joined (partners on the last day)" in ask("diff 2016 2026").lead


def test_two_days_after_the_last_check_are_called_unknown(ask):
    reply = ask("diff 2026 2030")
    assert reply.kind == "error" and "what comes later is not known" in reply.lead
    assert "what comes later" not in ask("diff 2016 2016").lead


def test_what_was_another_group_is_called_by_its_name(ask):
    assert ask("diff 2000 2002").title == "The Shanghai Five on 31 December 2000 and the SCO on 31 December 2002"
