"""OAuth of the fake Slack: consent, codes, rotation."""

from typing import Any

import pytest
from aiohttp import web
from fake_slack_tools import FakeClock, error_of, served
from fakes.slack import SlackWorkspace
from slack_sdk.web.async_client import AsyncWebClient


async def install(slack: SlackWorkspace, state: str = "s1") -> dict[str, str]:
    """Go through the consent page as Alice does; the query with which Slack sends her back."""
    seen: list[dict[str, str]] = []

    async def back(request: web.Request) -> web.Response:
        seen.append(dict(request.query))
        return web.Response()

    app = web.Application()
    app.router.add_get("/back", back)
    async with served(app) as address, slack.browser("U_ALICE") as browser:
        slack.oauth.redirect_uris.add(f"{address}/back")
        query = {"client_id": slack.client_id, "scope": "commands", "redirect_uri": f"{address}/back", "state": state}
        async with browser.get(slack.authorize_url, params=query) as response:
            assert response.status == 200
    return {**seen[0], "redirect_uri": f"{address}/back"}


# slack_sdk sends the client's secret with aiohttp's BasicAuth, which warns since aiohttp 3.14.
old_basic_auth = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def exchanged(slack: SlackWorkspace, **args: Any) -> Any:
    client = AsyncWebClient(base_url=slack.api_url)
    keys = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    return await client.oauth_v2_access(**{**keys, **args})


@old_basic_auth
async def test_an_installation_gives_a_token(slack: SlackWorkspace) -> None:
    back = await install(slack, "s1")
    assert back["state"] == "s1"
    grant = {"code": back["code"], "redirect_uri": back["redirect_uri"]}
    answer = await exchanged(slack, **grant)
    assert (answer["team"]["id"], answer["authed_user"]["id"], answer["scope"]) == ("T_SUMMIT", "U_ALICE", "commands")
    assert "refresh_token" not in answer
    await AsyncWebClient(answer["access_token"], base_url=slack.api_url).auth_test()
    assert await error_of(exchanged(slack, **grant)) == "invalid_code"
    assert await error_of(exchanged(slack, **grant, client_secret="guessed")) == "bad_client_secret"  # noqa: S106


@old_basic_auth
async def test_a_code_is_bound_to_its_address_and_its_time(slack: SlackWorkspace, clock: FakeClock) -> None:
    first, second = await install(slack), await install(slack)
    assert await error_of(exchanged(slack, code=first["code"], redirect_uri="http://x.org")) == "bad_redirect_uri"
    clock.now += 601
    assert await error_of(exchanged(slack, code=second["code"])) == "invalid_code"


async def test_consent_can_be_denied(slack: SlackWorkspace) -> None:
    slack.oauth.deny_next()
    back = await install(slack, "s2")
    assert (back["error"], back["state"], back.get("code")) == ("access_denied", "s2", None)


async def test_the_consent_page_knows_the_app_and_its_addresses(slack: SlackWorkspace) -> None:
    query = {"client_id": slack.client_id, "scope": "commands", "redirect_uri": "http://elsewhere.org"}
    async with slack.browser() as browser:
        for changed in (query, {**query, "client_id": "9"}):
            async with browser.get(slack.authorize_url, params=changed, allow_redirects=False) as response:
                assert response.status == 400


@old_basic_auth
async def test_tokens_rotate_and_a_refresh_token_serves_once(slack: SlackWorkspace, clock: FakeClock) -> None:
    slack.oauth.is_rotating = True
    back = await install(slack)
    first = await exchanged(slack, code=back["code"], redirect_uri=back["redirect_uri"])
    assert (first["expires_in"], first["refresh_token"][:7]) == (43200, "xoxe-1-")
    clock.now += 43200
    assert await error_of(AsyncWebClient(first["access_token"], base_url=slack.api_url).auth_test()) == "token_expired"
    grant = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = await exchanged(slack, **grant)
    await AsyncWebClient(second["access_token"], base_url=slack.api_url).auth_test()
    assert await error_of(exchanged(slack, **grant)) == "invalid_refresh_token"
