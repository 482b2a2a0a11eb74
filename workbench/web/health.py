"""Is the process alive, and can people work with it: ``/healthz`` and ``/readyz``.

Both are open to a machine that watches, so they tell states and nothing of the desk: no counts, no
paths, no names. What is wrong is in the log; what to do about it, on the page Archive.
"""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from workbench.app import App

PATHS: Final = ("/healthz", "/readyz")
OK: Final = "ok"
TOGETHER: Final = ("models", "index")
"""What the key ``models_and_index`` tells of: the first of them that is not well."""


class Readiness:
    """How far a desk is, from its start on."""

    def __init__(self, app: App) -> None:
        self._app = app

    def states(self) -> dict[str, str]:
        """The state of each thing that work needs; all are ``ok`` when people can work."""
        states = {one.name: one.state for one in self._app.health.look()}
        ailing = (states[name] for name in TOGETHER if states[name] != OK)
        return {**states, "models_and_index": next(ailing, OK)}

    def routes(self) -> list[Route]:
        """Both routes; they need no session."""
        return [
            Route(PATHS[0], self._alive, methods=["GET"]),
            Route(PATHS[1], self._ready, methods=["GET"]),
        ]

    async def _alive(self, _: Request) -> Response:
        return PlainTextResponse(OK, headers={"Cache-Control": "no-store"})

    async def _ready(self, _: Request) -> Response:
        states = await run_in_threadpool(self.states)
        ready = all(state == OK for state in states.values())
        return JSONResponse(
            {"ready": ready, **states, "larger_reader": self._larger_reader()},
            200 if ready else 503,
            headers={"Cache-Control": "no-store"},
        )

    def _larger_reader(self) -> str:
        """Whether words go elsewhere to be read again; the desk is as ready without."""
        return "off" if self._app.settings.larger_reader is None else "on"
