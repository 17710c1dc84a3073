"""``tiltyard serve``: the arena on an address."""

from __future__ import annotations

import errno
import gc
import logging
import socket
from typing import Annotated

import typer

from tiltyard import bootstrap
from tiltyard.errors import ConfigurationError

# Long enough for a vote in flight; streams that are still open are told to come again.
SHUTDOWN_SECONDS = 3


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on [default: server.host].")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0 picks one [default: server.port].")
    ] = None,
) -> None:
    """Start the arena. Ctrl-C stops it."""
    settings = bootstrap.load_settings()
    if not settings.models:
        raise ConfigurationError(
            f"no models are configured in {str(bootstrap.config_file())!r}: "
            "add one with `tiltyard models add`, or try `tiltyard demo`"
        )
    run(bind(host or settings.server.host, settings.server.port if port is None else port))


def run(listener: socket.socket) -> None:
    """Serve until stopped, saying the address once pages answer."""
    import uvicorn  # noqa: PLC0415 -- slow to import, and only this command needs it

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            # What is there by now stays: to look through all of it for what can be thrown away
            # takes a tenth of a second, in which no page goes out.
            gc.collect()
            gc.freeze()
            if self.started:
                typer.echo(f"The arena is open: {address(listener)}   (Ctrl-C stops it)")

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Whoever watches an answer is told that it was stopped, and hangs up.
            await self.lifespan.state["arena"].battles.quiet()
            await super().shutdown(sockets)

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    config = uvicorn.Config(
        "tiltyard.web.app:create",
        factory=True,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    Server(config).run(sockets=[listener])


def address(listener: socket.socket) -> str:
    """Where a browser finds what listens there."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def bind(host: str, port: int) -> socket.socket:
    """A socket that has its address and does not listen yet.

    Raises:
        ConfigurationError: the address is not to be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise ConfigurationError(_words(error, host, port)) from error
    return listener


def _words(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use: stop that program, or choose with --port"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights: choose one above 1023 with --port"
    return f"cannot listen on {host}:{port}: {error.strerror or error}"
