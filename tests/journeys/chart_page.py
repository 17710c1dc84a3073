"""A page of nothing but charts, served with the security policy of every page."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

import tiltyard.web
from arenas import wait_for
from tiltyard.charts import Chart
from tiltyard.web.assets import STATIC, Assets
from tiltyard.web.guard import Guard

PAGE = """{% extends "base.html" %}{% import "chart.html" as charts with context %}
{% block title %}Charts{% endblock %}{% block head %}{{ charts.head() }}{% endblock %}
{% block main %}<main id="content" class="page wide"><h1>Charts</h1>
{%- for name, chart in shown.items() %}{{ charts.figure(chart, name, level=2) }}{% endfor -%}
</main>{% endblock %}"""


def application(shown: Mapping[str, Chart]) -> Starlette:
    """The page at ``/``."""
    templates = Jinja2Templates(directory=Path(tiltyard.web.__file__).parent / "templates")
    templates.env.globals.update(arena_name="Tiltyard", assets=Assets(), version="0")

    async def page(request: Request) -> Response:
        context = {"request": request, "page": "/", "shown": shown}
        return Response(templates.env.from_string(PAGE).render(context), media_type="text/html")

    app = Starlette(routes=[Route("/", page), Mount("/static", StaticFiles(directory=STATIC))])
    app.add_middleware(Guard)
    return app


@contextmanager
def serving(shown: Mapping[str, Chart]) -> Iterator[str]:
    """The address of the page."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(shown), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        wait_for(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
