"""The quotation of the day: to the letter, each once before any comes again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from posting import Posting, Small

from bot.desk import Desk
from data.queries import quotes, records
from data.store import Store
from tests.conftest import Asker

FIRST = date(2026, 11, 24)


def test_all_statements_are_shown_before_any_comes_again_and_then_in_the_same_order(desk: Desk, sco: Store) -> None:
    posting = Posting(desk, "quote")
    days = [str(FIRST + timedelta(days=n)) for n in range(40)]
    shown = [posting.post(day).shown[0] for day in days]
    with sco.read() as reader:
        count = len(quotes.sentences(reader))
    assert count > 10 and len(set(shown[:count])) == count
    assert shown[count : 2 * count] == shown[: len(shown[count : 2 * count])]


def test_a_statement_that_is_new_comes_before_one_that_was_shown(desk: Desk) -> None:
    posting = Posting(desk, "quote")
    whole = [posting.post(str(FIRST + timedelta(days=n))).shown[0] for n in range(20)]
    del posting.channel.shown[whole[7]]
    assert posting.post("2027-01-01").shown == (whole[7],)


def test_the_words_stand_to_the_letter_with_who_said_them_to_whom_and_where(desk: Desk, sco: Store) -> None:
    posting = Posting(desk, "quote")
    reply = next(r for n in range(20) if "Q001" in (r := posting.post(str(FIRST + timedelta(days=n))).reply).records)
    (line,) = reply.parts[0].items
    with sco.read() as reader:
        words = [record.text for record in records.by_ids(reader, ["Q001", "Q002"]).values()]
    assert all(f"“{text}”" in line.text for text in words)
    assert line.label == "Temur Umarov" and reply.title == "Quotation: Temur Umarov"
    assert all(
        told in line.text for told in ("Carnegie Russia Eurasia Center", "told to RFE/RL", "said by 31 August 2025")
    )
    assert reply.lead.startswith("Temur Umarov, to the letter; said by 31 August 2025")


def test_only_statements_with_a_whole_sentence_are_posted(desk: Desk, sco: Store) -> None:
    posting = Posting(desk, "quote")
    shown = {posting.post(str(FIRST + timedelta(days=n))).shown[0] for n in range(40)}
    with sco.read() as reader:
        told = quotes.by_ids(reader, shown)
    assert all(any(part.form == "sentence" for part in statement.parts) for statement in told)


def test_where_there_is_no_whole_sentence_there_is_no_post(tmp_path: Path) -> None:
    small = Small(tmp_path)
    reason = Posting(small.desk, "quote").silence("2013-01-01")
    small.store.close()
    assert reason == "No quotation with a whole sentence that was said by 1 January 2013 is in the store."


def test_what_was_said_later_is_not_posted(desk: Desk) -> None:
    reply = Posting(desk, "quote").post("2024-12-01").reply
    assert "later than the day asked" not in reply.parts[0].items[0].text
    assert "No quotation" in Posting(desk, "quote").silence("2001-06-15")


def test_the_line_of_the_card_is_one_that_the_desk_reads(desk: Desk, ask: Asker) -> None:
    reply = Posting(desk, "quote").post("2026-11-24").reply
    again = ask(reply.canonical or "", on="2026-11-24")
    assert again.canonical == reply.canonical and again.parts == reply.parts
    assert ask(reply.buttons[0].command).kind == "answer"
