"""The one HTTP server of the desk; what it serves is handed to it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterable

from aiohttp import web
from aiohttp.http import HttpProcessingError

from adapters.supervisor import Lost, State

log = logging.getLogger("summitdesk.http")

FINISH_SECONDS = 5
"""How long requests that are under way may take when the server stops."""

LARGEST = 1024 * 1024
"""Bytes of a request's body."""


def application(routes: Iterable[web.RouteDef]) -> web.Application:
    """The application; whoever hands it a route sees to it that the route does not break."""
    app = web.Application(client_max_size=LARGEST)
    app.add_routes(list(routes))
    return app


async def serve(app: web.Application, state: State, *, host: str, port: int) -> None:
    """Serve until cancelled. Raises Lost where the port cannot be opened.

    A body is taken as it comes (`auto_decompress`): no platform packs what it sends, and a signature is over the bytes.
    """
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=FINISH_SECONDS, handle_signals=False, auto_decompress=False
    )
    logging.getLogger("aiohttp.server").addFilter(_is_a_fault)
    await runner.setup()
    try:
        await _opened(runner, host, port)
        state.ready(f"({' '.join(_shown(address) for address in runner.addresses)})")
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def _is_a_fault(record: logging.LogRecord) -> bool:
    """Not that somebody sent what is no HTTP, or hung up: anybody can, and would fill the log."""
    fault = record.exc_info[1] if record.exc_info else None
    return not isinstance(fault, HttpProcessingError | ConnectionError)


async def _opened(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as fault:
        raise Lost(f"port {port} of {host} cannot be opened: {os.strerror(fault.errno or 0)}") from None


def _shown(address: tuple[object, ...]) -> str:
    return f"{address[0]}:{address[1]}"
