"""The route of the printed sheet: only reading, for whoever may know the verdict."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from workbench import markup as h
from workbench.app import App
from workbench.errors import LedgerBroken, NotAllowed, NotFound, WorkbenchError
from workbench.web.page import page, page_policy
from workbench.web.session import session_token

STATUS: Final[tuple[tuple[type[WorkbenchError], int], ...]] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (LedgerBroken, 409),
)

LONGEST: Final = 9
"""Digits of a version's number."""


class SheetRoute:
    """Shows the sheet of one signed version."""

    def __init__(self, app: App) -> None:
        self.app = app

    def routes(self) -> list[Route]:
        return [Route("/sheet/{claim_id}/{version}", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        token = session_token(request)
        who_is = self.app.sessions.user_of_session
        user = None if token is None else await run_in_threadpool(who_is, token)
        if user is None:  # the session ended between the gate and here
            return PlainTextResponse("Sign in first.", 401)
        claim_id, number = request.path_params["claim_id"], request.path_params["version"]
        try:
            version = parse_version(number)
            sheet = await run_in_threadpool(self.app.sheets.make, claim_id, version, by=user)
        except WorkbenchError as error:
            return refusal(error)
        return HTMLResponse(sheet.data, headers={"Content-Security-Policy": sheet.policy})


def parse_version(words: str) -> int:
    """The number of a version.

    Raises:
        NotFound: it is none, or none that any verdict reaches.
    """
    if not (words.isascii() and words.isdecimal() and len(words) <= LONGEST):
        raise NotFound("that is no version of a verdict; a link ends with its number")
    return int(words)


def refusal(error: WorkbenchError) -> Response:
    """Why there is no sheet, and the way back."""
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 503)
    words = str(error)
    body = h.fragment(
        h.p(".problem", role="alert")[f"{words[:1].upper() + words[1:]}."],
        h.p[h.a(".button", href="/sign_off")["Go to Sign-off"]],
    )
    html = page("No sheet", "There is no sheet to print here.", body)
    return HTMLResponse(html, status, headers={"Content-Security-Policy": page_policy()})
