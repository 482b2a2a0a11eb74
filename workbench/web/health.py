"""Is the process alive, and can people work with it: ``/healthz`` and ``/readyz``.

Both are open to a machine that watches, so they tell states and nothing of the desk: no counts, no
paths, no names. What is wrong is in the log.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from workbench.app import App
from workbench.errors import ModelUnavailable, WorkbenchError

PATHS: Final = ("/healthz", "/readyz")
OK: Final = "ok"
CLOCK_OFF: Final = timedelta(minutes=1)

log = logging.getLogger("workbench.web")


class Readiness:
    """How far a desk is, from its start on."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._models = "loading"

    def get_ready(self) -> None:
        """Finish what a killed process left and load the models, while people are signing in."""
        try:
            self._app.due_work.finish()
            self._app.archive.search("ready", k=1)
        except ModelUnavailable:
            self._models = "not installed"
            log.exception("the desk could not get ready")
        except Exception:  # a desk that cannot get ready still opens; its pages say what is wrong
            self._models = "failed"
            log.exception("the desk could not get ready")
        else:
            self._models = OK

    def states(self) -> dict[str, str]:
        """The state of each thing that work needs; all are ``ok`` when people can work."""
        return {
            "database": self._database(),
            "disk": self._disk(),
            "models_and_index": self._models,
            "clock": self._clock(),
        }

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
            {"ready": ready, **states}, 200 if ready else 503, headers={"Cache-Control": "no-store"}
        )

    def _database(self) -> str:
        try:
            self._app.page_queries.events(1, reader=None)
        except WorkbenchError:
            log.exception("the database cannot be read")
            return "cannot be read"
        return OK

    def _disk(self) -> str:
        try:
            self._app.check_room()
        except (WorkbenchError, OSError):
            return "nearly full"
        return OK

    def _clock(self) -> str:
        behind = getattr(self._app.clock, "behind", timedelta(0))
        return OK if behind < CLOCK_OFF else "behind the last event"
