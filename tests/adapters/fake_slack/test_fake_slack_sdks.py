"""That Slack's own SDKs take the fake for Slack."""

import asyncio
import hashlib
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from fake_slack_tools import actions, button, section, served
from fakes.slack import SlackWorkspace
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

NODE_FILES = Path(__file__).parents[2] / "node" / "slack"


@pytest.fixture(scope="session")
def node_folder(request: pytest.FixtureRequest) -> Path:
    """The bot in JavaScript with its packages, installed once and kept in pytest's cache."""
    if not (shutil.which("node") and shutil.which("npm")):
        if "CI" in os.environ:
            pytest.fail("CI has to check the fake with Slack's JavaScript SDK, and node is not there")
        pytest.skip("node and npm are not installed")
    digest = hashlib.sha256((NODE_FILES / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder: Path = request.config.cache.mkdir(f"slack-node-{digest}")
    for name in (".npmrc", "package.json", "package-lock.json", "bolt.mjs"):
        shutil.copyfile(NODE_FILES / name, folder / name)
    done = folder / "installed"
    if not done.exists():
        subprocess.run(["npm", "ci"], cwd=folder, check=True, timeout=120)
        done.touch()
    return folder


@asynccontextmanager
async def js_bot(slack: SlackWorkspace, mode: str, folder: Path) -> AsyncIterator[None]:
    """Slack's JavaScript SDK as the bot."""
    keys = {"APP_TOKEN": slack.app_token, "SIGNING_SECRET": slack.signing_secret, "PATH": os.environ["PATH"]}
    args = [str(folder / "bolt.mjs"), mode, slack.api_url, slack.bot_token]
    process = await asyncio.create_subprocess_exec("node", *args, env=keys, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), 10)).decode().split()
        if mode == "http":
            slack.serve_http(f"http://127.0.0.1:{line[1]}/slack/events")
        yield
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def python_bot(slack: SlackWorkspace, mode: str, folder: Path) -> AsyncIterator[None]:
    """Slack's Python SDK as the bot."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    app = bolt_app(AsyncApp(client=client, signing_secret=slack.signing_secret))
    if mode == "http":
        async with served(app.web_app(path="/slack/events")) as address:
            slack.serve_http(f"{address}/slack/events")
            yield
        return
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()
    try:
        yield
    finally:
        await handler.close_async()


def bolt_app(app: AsyncApp) -> AsyncApp:
    """The same bot as `bolt.mjs`."""
    more = actions(button("More", action_id="more", value="page 2"))

    async def command(ack: Any, command: Any) -> None:
        await ack(text=command["text"], blocks=[section(command["text"]), more])

    async def click(ack: Any, action: Any, respond: Any) -> None:
        await ack()
        await respond(text=f"more: {action['value']}", replace_original=True)

    async def mention(event: Any, say: Any) -> None:
        await say(text=f"heard: {event['text']}", thread_ts=event["ts"])

    async def home(event: Any, client: Any) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("At home"), more]})

    async def shortcut(ack: Any, shortcut: Any, respond: Any) -> None:
        await ack()
        await respond(f"checked: {shortcut['message']['text']}")

    app.command("/sco")(command)
    app.action("more")(click)
    app.event("app_mention")(mention)
    app.event("app_home_opened")(home)
    app.shortcut("verify_quote")(shortcut)
    return app


Bot = Callable[[SlackWorkspace, str, Path], AbstractAsyncContextManager[None]]


@pytest.fixture(params=[f"{language} {mode}" for language in ("js", "python") for mode in ("socket", "http")])
async def sdk(request: pytest.FixtureRequest, node_folder: Path) -> AsyncIterator[SlackWorkspace]:
    """Slack with a bot on Slack's own SDK, over each transport, by the real clock and the real deadline."""
    language, mode = request.param.split()
    bots: dict[str, Bot] = {"js": js_bot, "python": python_bot}
    async with SlackWorkspace() as slack, bots[language](slack, mode, node_folder):
        if mode == "socket":
            await slack.socket.connected()
        yield slack


async def test_slacks_own_sdks_answer_a_command_and_a_click(sdk: SlackWorkspace) -> None:
    answer = await sdk.command("/sco", "members 2016", user="U_BOB")
    assert answer.is_ok and answer.message is not None
    assert (answer.message.plain, answer.message.labels) == ("members 2016\nMore", ["More"])
    click = await sdk.click(answer.message, user="U_BOB", label="More")
    assert click.is_ok
    assert (await click.first()).text == "more: page 2"
    assert [message.text for message in sdk.visible("C_WORLD", "U_BOB")] == ["more: page 2"]


async def test_slacks_own_sdks_hear_events_and_shortcuts(sdk: SlackWorkspace) -> None:
    mention = await sdk.mention("hello", "U_BOB")
    reply = await mention.first()
    assert mention.is_ok and mention.asked is not None
    assert (reply.text, reply.thread_ts) == ("heard: <@U_DESK_SUMMIT> hello", mention.asked.ts)
    shortcut = await sdk.shortcut("verify_quote", "they said so")
    assert (await shortcut.first()).text == "checked: they said so"
    opened = await sdk.open_home("U_BOB")
    assert (await opened.home()).labels == ["More"]


async def test_slacks_own_sdks_connect_again_after_a_disconnect(sdk: SlackWorkspace) -> None:
    if sdk.is_http:
        assert (await sdk.http.verify_url("abc")).text in ("abc", '{"challenge":"abc"}', '{"challenge": "abc"}')
        assert (await sdk.http.ssl_check()).status == 200
        assert (await sdk.command("/sco", "a", signing="forged")).http_status == 401
        return
    await sdk.socket.send_disconnect("refresh_requested")
    await sdk.socket.reconnected(after=1)
    assert (await sdk.command("/sco", "again")).is_ok
