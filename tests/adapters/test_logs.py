"""The log: where a fault came from and not what it said, nothing that is secret, and no library that tells all."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters import logs
from adapters.slack.sending import web_client
from bot.settings import Settings, read
from data import migrate
from data.store import Store

log = logging.getLogger("summitdesk.test")

TOKENS = (
    "xoxb-1234567890-0987654321-AbCdEfGhIjKlMnOpQrStUvWx",
    "xoxe.xoxb-1-Mi0yLTEyMzQ1Njc4OTAtMTIzNDU2Nzg5MA",
    "xoxe-1-My0xLTEyMzQ1Njc4OTAtMTIzNDU2Nzg5MA",
    "xapp-1-A0123456789-1234567890-0123456789abcdef",
    "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.AbCdEfGhIjKlMnOpQrStUvWxYz0123456789ab",
    "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    "https://hooks.slack.com/commands/T0ALICE/123/AbCdEf",
    "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDpBYkNkRWZHaElq",
)
"""What a token, a signature and the address or token of an answer look like, on Slack and on Discord."""

SET = {
    "DISCORD_TOKEN": "a discord token of another shape",
    "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
    "SLACK_CLIENT_SECRET": "client-words",
    "SUMMITDESK_SECRET_KEY": "a key that nobody can guess, 32 long",
    "DATABASE_URL": "postgresql://desk:pass-words@127.0.0.1/desk",
}


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Logging belongs to the whole process: as it was before, it is after."""
    root, raises = logging.getLogger(), logging.raiseExceptions
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in logs._QUIET}
    yield
    logging.captureWarnings(capture=False)
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = raises
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def settings(tmp_path: Path, **given: str) -> Settings:
    return read({"HOME": str(tmp_path), **SET, **given}, tmp_path)


def fail(words: str) -> None:
    raise ValueError(words)


def broke(words: str) -> None:
    try:
        fail(words)
    except ValueError:
        log.exception("abc123 run")


FORMATS = pytest.mark.parametrize("form", ["text", "json"])


@FORMATS
def test_a_trace_shows_where_and_not_what_was_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    logs.to_stream(settings(tmp_path, LOG_FORMAT=form))
    broke("what Bob wrote")
    said = capsys.readouterr().err
    assert "abc123 run" in said
    assert "test_logs.py" in said
    assert "in fail" in said
    assert "builtins.ValueError" in said
    assert "Bob" not in said
    assert "raise ValueError" not in said


async def test_a_fault_in_a_group_is_named_by_the_first_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.to_stream(settings(tmp_path))

    async def breaks() -> None:
        fail("what Bob wrote")

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(breaks())
    except ExceptionGroup:
        log.exception("it broke")
    said = capsys.readouterr().err
    assert said.rstrip().endswith("builtins.ValueError")
    assert "Bob" not in said


@FORMATS
def test_what_a_library_says_of_a_fault_does_not_repeat_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    logs.to_stream(settings(tmp_path, LOG_FORMAT=form))
    try:
        fail("what 'Bob' \"wrote\"\nover lines")
    except ValueError as fault:
        said = f"Failed to run a request listener: {fault}, session: 1"
        logging.getLogger("slack_sdk.socket_mode").exception(said)
    said = capsys.readouterr().err
    assert "Failed to run a request listener: ValueError, session: 1" in said
    assert "Bob" not in said
    assert "over lines" not in said


async def test_a_task_that_nobody_asked_about_does_not_tell_what_its_fault_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def breaks() -> None:
        fail("what Bob wrote")

    logs.to_stream(settings(tmp_path))
    task = asyncio.create_task(breaks())
    await asyncio.wait({task})
    del task
    said = capsys.readouterr().err
    assert "Task exception was never retrieved" in said
    assert "Bob" not in said


@FORMATS
@pytest.mark.parametrize("secret", [*TOKENS, *SET.values()], ids=range(len(TOKENS) + len(SET)))
def test_what_is_secret_is_masked_whoever_wrote_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, secret: str
) -> None:
    logs.to_stream(settings(tmp_path, LOG_FORMAT=form))
    words = secret.replace("postgresql://desk:pass-words@127.0.0.1/desk", "pass-words")
    logging.getLogger("discord.http").warning("sent %s, refused", words)
    said = capsys.readouterr().err
    assert words not in said
    assert "***" in said
    assert ", refused" in said or words.startswith("https://hooks")


def test_a_short_secret_does_not_mask_ordinary_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.to_stream(settings(tmp_path, SLACK_CLIENT_SECRET="run"))  # noqa: S106
    log.warning("runs until the stop; U0ALICE in C0123 asked members 2016; v0=abc")
    assert "runs until the stop; U0ALICE in C0123 asked members 2016; v0=abc" in capsys.readouterr().err


def test_json_is_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.to_stream(settings(tmp_path, LOG_FORMAT="json"))
    log.info("two\nlines of \u201c%s\u201d", "Умаров")
    broke("what Bob wrote")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert list(first) == ["time", "level", "logger", "message"]
    assert (first["level"], first["message"]) == ("info", "two\nlines of \u201cУмаров\u201d")
    assert "in fail" in second["trace"]


def test_a_json_line_of_ours_has_its_fields_and_a_librarys_has_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.to_stream(settings(tmp_path, LOG_FORMAT="json"))
    fields = {"platform": "slack", "kind": "answer", "ms": 1.5, "reference": TOKENS[0], "text": "what Bob wrote"}
    log.info("asked", extra=fields)
    logging.getLogger("discord.client").warning("asked", extra=fields)
    ours, other = map(json.loads, capsys.readouterr().err.splitlines())
    assert {**ours, "time": ""} == {
        "time": "",
        "level": "info",
        "logger": "summitdesk.test",
        "message": "asked",
        "reference": "***",
        "platform": "slack",
        "kind": "answer",
        "ms": 1.5,
    }
    assert list(other) == ["time", "level", "logger", "message"]


def test_the_time_of_a_json_line_is_in_utc(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.to_stream(settings(tmp_path, LOG_FORMAT="json"))
    record = log.makeRecord(log.name, logging.INFO, "", 0, "noon", (), None)
    record.created = datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=UTC).timestamp()
    log.handle(record)
    assert json.loads(capsys.readouterr().err)["time"] == "2026-11-24T12:00:00.250+00:00"


def test_a_name_with_line_ends_makes_no_line_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.to_stream(settings(tmp_path))
    log.warning("connected to %s", "News\n2026-01-01 00:00:00,000 INFO forged\x1b[2J\u202e")
    said = capsys.readouterr().err
    assert said.endswith(" connected to News 2026-01-01 00:00:00,000 INFO forged[2J\n")
    assert said.count("\n") == 1


def test_people_read_the_line_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.to_stream(settings(tmp_path))
    log.info("slack members answer", extra={"platform": "slack", "ms": 1.5})
    assert capsys.readouterr().err.endswith(" INFO summitdesk.test slack members answer\n")


HEARTBEAT = "https://beats.example/ping-key-1a2b3c4d5e/nightly-desk?token=4711zzzz"


@FORMATS
@pytest.mark.parametrize(
    "part", [HEARTBEAT, "/ping-key-1a2b3c4d5e/nightly-desk", "ping-key-1a2b3c4d5e", "4711zzzz", "old key " * 5]
)
def test_what_is_secret_in_an_address_is_masked_without_its_host_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, part: str
) -> None:
    told = {"HEARTBEAT_URL": HEARTBEAT, "SUMMITDESK_OLD_KEYS": "old key " * 5, "METRICS_TOKEN": "m" * 16}
    logs.to_stream(settings(tmp_path, LOG_FORMAT=form, **told))
    log.warning("GET %s in nightly-desk failed", part.strip())
    said = capsys.readouterr().err
    assert part.strip() not in said and "GET *** in nightly-desk failed" in said


def test_an_address_that_is_none_stops_no_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.to_stream(settings(tmp_path, HEARTBEAT_URL="http://[legible-9"))
    log.warning("to http://[legible-9")
    assert capsys.readouterr().err.endswith("to ***\n")


LIBRARIES = (
    "slack_bolt.AsyncApp",
    "slack_sdk.web.async_client",
    "slack_sdk.socket_mode",
    "discord.gateway",
    "discord.http",
    "aiohttp.access",
    "aiohttp.client",
    "asyncio",
)


@pytest.mark.parametrize("name", LIBRARIES)
def test_libraries_stay_quiet_even_where_the_log_says_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    library = logging.getLogger(name)
    library.setLevel(logging.NOTSET)  # Bolt sets that of its own, in whichever test was before
    logs.to_stream(settings(tmp_path, LOG_LEVEL="debug"))
    library.debug("the body that was sent")
    library.info("the body that was sent")
    library.error("the link broke")
    log.debug("our own")
    said = ["DEBUG"] if name.startswith("slack_bolt") else ["ERROR", "DEBUG"]
    assert [line.split()[2] for line in capsys.readouterr().err.splitlines()] == said


def test_the_store_writes_out_no_statement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.to_stream(settings(tmp_path, LOG_LEVEL="debug"))
    store = Store(f"sqlite:///{tmp_path}/store.db")
    migrate.migrate(store)
    store.loaded()
    store.close()
    assert "SELECT" not in capsys.readouterr().err


async def test_a_client_of_slack_writes_out_no_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import aiohttp

    logs.to_stream(settings(tmp_path, LOG_LEVEL="debug"))
    async with aiohttp.ClientSession() as session:
        client = web_client("xoxb-legible", api_url="http://127.0.0.1:9/api/", session=session)
        client.retry_handlers.clear()
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel="C0", text="what Bob wrote")
    said = capsys.readouterr().err
    assert "legible" not in said
    assert "Bob" not in said


@pytest.mark.parametrize(
    ("level", "shown"), [(None, ["info", "warning"]), ("error", []), ("debug", ["debug", "info", "warning"])]
)
def test_serving_says_what_happens_unless_told_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], level: str | None, shown: list[str]
) -> None:
    logs.to_stream(settings(tmp_path, LOG_FORMAT="json", **({"LOG_LEVEL": level} if level else {})))
    log.debug("a")
    log.info("b")
    log.warning("c")
    assert [json.loads(line)["level"] for line in capsys.readouterr().err.splitlines()] == shown


# Beside a conversation


def test_beside_a_conversation_the_log_is_a_file_of_the_owner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = logs.to_file(settings(tmp_path))
    log.info("not said")
    broke("what Bob wrote")
    assert path == tmp_path / ".local" / "state" / "summitdesk" / logs.FILE
    written = path.read_text("utf-8")
    assert "in fail" in written
    assert "not said" not in written
    assert "Bob" not in written
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert capsys.readouterr().err == ""


def test_where_no_file_can_be_written_a_fault_is_one_line_on_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", "utf-8")
    assert logs.to_file(settings(tmp_path, XDG_STATE_HOME=str(tmp_path / "state"))) is None
    broke(f"what Bob wrote {TOKENS[0]}")
    log.error("sent %s", TOKENS[0])
    said = capsys.readouterr().err
    assert said.count("\n") == 2
    assert "abc123 run ValueError" in said
    assert "Bob" not in said
    assert TOKENS[0] not in said
