"""The walk of a newcomer: tokens tried at once against a platform on this machine, and written only when good."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import dotenv
import pytest
from aiohttp import web

from adapters import setup
from adapters.loading import NotLoaded
from bot.settings import Platform, read
from bot.texts import setup as texts

BOT, APP, DISCORD = "xoxb-1-good", "xapp-1-good", "good-discord"
OUT_OF_SERVICE = "out-of-service"


@dataclass
class Platforms:
    """Slack's auth.test and apps.connections.open, Discord's applications/@me: each knows one good token."""

    url: str = ""
    tried: list[str] = field(default_factory=list)

    def _token(self, request: web.Request) -> str:
        self.tried.append(request.headers["Authorization"].partition(" ")[2])
        return self.tried[-1]

    async def auth_test(self, request: web.Request) -> web.Response:
        if self._token(request) != BOT:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return web.json_response({"ok": True, "team": "Acme", "user": "desk"})

    async def connections_open(self, request: web.Request) -> web.Response:
        if self._token(request) != APP:
            return web.json_response({"ok": False, "error": "not_allowed_token_type"})
        return web.json_response({"ok": True, "url": "wss://127.0.0.1/never"})

    async def application(self, request: web.Request) -> web.Response:
        token = self._token(request)
        if token == OUT_OF_SERVICE:
            return web.json_response([], status=503)
        if token != DISCORD:
            return web.json_response({"message": "401: Unauthorized"}, status=401)
        return web.json_response({"id": "112233445566778899", "name": "Desk"})


@pytest.fixture
async def platforms() -> AsyncIterator[Platforms]:
    found, app = Platforms(), web.Application()
    app.add_routes(
        [
            web.post("/auth.test", found.auth_test),
            web.post("/apps.connections.open", found.connections_open),
            web.get("/applications/@me", found.application),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield found
    await runner.cleanup()


@dataclass
class Newcomer:
    """Walks in a folder, pasting lines; whatever was shown stands in `shown`."""

    platforms: Platforms
    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    shown: str = ""

    async def walks(self, platform: Platform, *pasted: str, **given: str) -> int:
        self.monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in pasted)))
        url = {"SLACK_API_URL": self.platforms.url, "DISCORD_API_URL": self.platforms.url}
        settings, out = read({**url, **given}, self.folder), io.StringIO()
        link = "https://api.slack.com/apps?new_app=1"
        try:
            return await asyncio.to_thread(
                setup.walk, platform, settings, self.folder / ".env", link=link, command="sco", out=out
            )
        finally:
            captured = self.capsys.readouterr()
            self.shown = out.getvalue() + captured.out + captured.err

    @property
    def written(self) -> str:
        return (self.folder / ".env").read_text("utf-8")

    @property
    def wrote_nothing(self) -> bool:
        return not list(self.folder.iterdir())


@pytest.fixture
def newcomer(
    platforms: Platforms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Newcomer:
    return Newcomer(platforms, tmp_path, monkeypatch, capsys)


async def test_two_good_tokens_are_tried_and_written(newcomer: Newcomer) -> None:
    assert await newcomer.walks("slack", BOT, APP) == 0
    assert newcomer.written == f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\n"
    assert newcomer.platforms.tried == [BOT, APP]
    assert "That works: desk in Acme." in newcomer.shown
    assert "https://api.slack.com/apps?new_app=1" in newcomer.shown
    assert "/sco" in newcomer.shown


async def test_what_was_written_is_what_the_desk_reads(newcomer: Newcomer) -> None:
    await newcomer.walks("slack", f"  {BOT} ", APP)
    await newcomer.walks("discord", DISCORD)
    found = read({}, newcomer.folder)
    assert (found.slack.bot_token, found.slack.app_token, found.discord.token) == (BOT, APP, DISCORD)


async def test_the_file_is_its_owners_only_and_keeps_its_other_lines(newcomer: Newcomer) -> None:
    file = newcomer.folder / ".env"
    file.write_text("# mine\nLOG_LEVEL=debug\nSLACK_APP_TOKEN=\nPORT=8080\n", "utf-8")
    file.chmod(0o644)
    await newcomer.walks("slack", BOT, APP)
    assert newcomer.written == (f"# mine\nLOG_LEVEL=debug\nSLACK_APP_TOKEN={APP}\nPORT=8080\nSLACK_BOT_TOKEN={BOT}\n")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in newcomer.folder.iterdir()] == [".env"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", texts.EMPTY),
        (APP, texts.WRONG_START.format(start="xoxb-")),
        ("xoxb-wrong", texts.SLACK_REFUSES.format(word="invalid_auth")),
    ],
)
async def test_a_wrong_token_is_asked_for_again(newcomer: Newcomer, wrong: str, said: str) -> None:
    assert await newcomer.walks("slack", wrong, BOT, APP) == 0
    assert texts.TRY_AGAIN.format(reason=said) in newcomer.shown
    assert f"SLACK_BOT_TOKEN={BOT}\n" in newcomer.written


async def test_nothing_is_written_before_every_token_is_good(newcomer: Newcomer) -> None:
    with pytest.raises(NotLoaded, match=texts.GIVEN_UP):
        await newcomer.walks("slack", BOT, "xapp-wrong", *["xapp-wrong"] * setup.TRIES)
    assert newcomer.wrote_nothing
    assert newcomer.platforms.tried == [BOT] + ["xapp-wrong"] * setup.TRIES


@pytest.mark.parametrize("pasted", [(), (BOT,), ("xoxb-wrong",)])
async def test_whoever_stops_pasting_has_changed_nothing(newcomer: Newcomer, pasted: tuple[str, ...]) -> None:
    with pytest.raises(NotLoaded, match=texts.GIVEN_UP):
        await newcomer.walks("slack", *pasted)
    assert newcomer.wrote_nothing


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_no_token_is_ever_shown(newcomer: Newcomer, platform: Platform) -> None:
    pasted = {"slack": ("xoxb-wrong", BOT, "xapp-wrong", APP), "discord": ("other-discord", DISCORD)}[platform]
    await newcomer.walks(platform, *pasted)
    assert newcomer.shown
    assert not [token for token in pasted if token in newcomer.shown]


async def test_a_good_token_that_is_set_already_stays(newcomer: Newcomer) -> None:
    await newcomer.walks("slack", APP, SLACK_BOT_TOKEN=BOT)
    assert "SLACK_BOT_TOKEN is set already and is good (desk in Acme); it stays." in newcomer.shown
    assert BOT not in newcomer.shown
    assert f"SLACK_APP_TOKEN={APP}\n" in newcomer.written


async def test_a_token_that_is_set_but_is_no_longer_good_is_asked_for_again(newcomer: Newcomer) -> None:
    (newcomer.folder / ".env").write_text("SLACK_BOT_TOKEN=xoxb-old\n", "utf-8")
    await newcomer.walks("slack", BOT, APP)
    assert "SLACK_BOT_TOKEN: " + texts.SLACK_REFUSES.format(word="invalid_auth") in newcomer.shown
    assert newcomer.written == f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\n"


async def test_a_discord_token_gives_the_link_that_adds_the_bot(newcomer: Newcomer) -> None:
    assert await newcomer.walks("discord", "wrong", DISCORD) == 0
    assert texts.TRY_AGAIN.format(reason=texts.DISCORD_REFUSES) in newcomer.shown
    assert "That works: Desk." in newcomer.shown
    assert "client_id=112233445566778899" in newcomer.shown
    assert newcomer.written == f"DISCORD_TOKEN={DISCORD}\n"


async def test_a_platform_that_is_out_of_service_is_not_called_a_wrong_token(newcomer: Newcomer) -> None:
    await newcomer.walks("discord", OUT_OF_SERVICE, DISCORD)
    assert texts.NOT_NOW.format(platform="Discord", status=503) in newcomer.shown


@pytest.mark.parametrize(("platform", "name", "token"), [("slack", "Slack", BOT), ("discord", "Discord", DISCORD)])
async def test_a_platform_that_cannot_be_reached_is_one_sentence(
    newcomer: Newcomer, platform: Platform, name: str, token: str
) -> None:
    newcomer.platforms.url = "http://127.0.0.1:9"
    with pytest.raises(NotLoaded):
        await newcomer.walks(platform, token)
    assert f"{name} could not be reached (ClientConnectorError)" in newcomer.shown
    assert token not in newcomer.shown
    assert newcomer.wrote_nothing


async def test_a_file_that_cannot_be_written_is_one_sentence(newcomer: Newcomer) -> None:
    (newcomer.folder / ".env").mkdir()
    with pytest.raises(NotLoaded, match=r"\.env could not be written: "):
        await newcomer.walks("slack", BOT, APP)


@pytest.mark.parametrize("around", ['"{}"', "'{}'", " {} ", '  "{}" ', '" {} "'])
async def test_marks_around_a_pasted_token_are_taken_off(newcomer: Newcomer, around: str) -> None:
    assert await newcomer.walks("slack", around.format(BOT), around.format(APP)) == 0
    assert newcomer.platforms.tried == [BOT, APP]
    assert newcomer.written == f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\n"


@pytest.mark.parametrize("pasted", [f"Bot {DISCORD}", f'"Bot {DISCORD}"', f" Bot  {DISCORD} "])
async def test_the_word_before_a_pasted_token_is_taken_off(newcomer: Newcomer, pasted: str) -> None:
    assert await newcomer.walks("discord", pasted) == 0
    assert newcomer.platforms.tried == [DISCORD]
    assert newcomer.written == f"DISCORD_TOKEN={DISCORD}\n"


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_file_that_is_a_link_to_another_is_refused(
    newcomer: Newcomer, tmp_path_factory: pytest.TempPathFactory, is_there: bool
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "shared.env"
    if is_there:
        elsewhere.write_text("PORT=8080\n", "utf-8")
    (newcomer.folder / ".env").symlink_to(elsewhere)
    with pytest.raises(NotLoaded, match=texts.SYMLINK):
        await newcomer.walks("slack", BOT, APP)
    assert (elsewhere.read_text("utf-8") if elsewhere.exists() else None) == ("PORT=8080\n" if is_there else None)
    assert (newcomer.folder / ".env").is_symlink()


async def test_where_the_environment_wins_over_the_file_that_is_said(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    won = texts.WON.format(name="SLACK_BOT_TOKEN", file=newcomer.folder / ".env")
    await newcomer.walks("slack", BOT, APP)
    assert "wins over" not in newcomer.shown
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-the-environment")
    await newcomer.walks("slack", BOT, APP)
    assert won in newcomer.shown
    assert newcomer.shown.count("wins over") == 1
    assert "xoxb-of-the-environment" not in newcomer.shown


@pytest.mark.parametrize("before", [None, 0o644, 0o400])
async def test_no_token_is_in_the_file_before_it_is_its_owners_only(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch, before: int | None
) -> None:
    file, write, modes = newcomer.folder / ".env", dotenv.set_key, []

    def watched(path: Path, *given: str, **more: str) -> object:
        modes.append(oct(file.stat().st_mode & 0o777))
        return write(path, *given, **more)

    if before is not None:
        file.touch(mode=before)
        file.chmod(before)
    monkeypatch.setattr(dotenv, "set_key", watched)
    await newcomer.walks("slack", BOT, APP)
    assert modes == ["0o600", "0o600"]
    assert newcomer.written == f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\n"
