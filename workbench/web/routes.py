"""The routes that are not pages: signing in and out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from workbench.desk_app import DeskApp
from workbench.errors import NotSignedIn
from workbench.model import User
from workbench.settings import FORM_FIELD
from workbench.web.session import (
    drop_session,
    form_is_ours,
    form_token,
    keep_form_token,
    keep_session,
    safe_destination,
    session_token,
)
from workbench.web.sign_in_page import page_policy, sign_in_page

EXPIRED_FORM = (
    "This form had gone stale, perhaps because cookies are blocked. Please sign in again."
)


def routes(desk: DeskApp) -> list[Route]:
    """The routes of ``desk``, to be put before Streamlit's own."""
    pages = SignIn(desk)
    return [
        Route("/sign-in", pages.show, methods=["GET"]),
        Route("/sign-in", pages.sign_in, methods=["POST"]),
        Route("/sign-out", pages.sign_out, methods=["POST"]),
        Route("/queue", lambda _: RedirectResponse("/", 303), methods=["GET"]),
    ]


class SignIn:
    """Showing the form, starting a session, ending it."""

    def __init__(self, desk: DeskApp) -> None:
        self.desk = desk

    async def show(self, request: Request) -> Response:
        destination = safe_destination(request.query_params.get("next"))
        token = session_token(request)
        user = None if token is None else await run_in_threadpool(self._who_is, token)
        if user is not None:
            return RedirectResponse(destination, 303)
        return self._page(request, destination=destination)

    async def sign_in(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=10)
        name, password = str(form.get("name", "")).strip(), str(form.get("password", ""))
        destination = safe_destination(str(form.get("next", "")))
        if not form_is_ours(request, str(form.get(FORM_FIELD, ""))):
            return self._page(
                request, destination=destination, name=name, problem=EXPIRED_FORM, status=403
            )
        try:
            token = await run_in_threadpool(self.desk.accounts.sign_in, name, password)
        except NotSignedIn as error:
            return self._page(
                request, destination=destination, name=name, problem=str(error), status=401
            )
        response = RedirectResponse(destination, 303)
        keep_session(response, request, token)
        return response

    async def sign_out(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=10)
        if not form_is_ours(request, str(form.get(FORM_FIELD, ""))):
            return RedirectResponse("/", 303)
        token = session_token(request)
        if token is not None:
            await run_in_threadpool(self.desk.accounts.sign_out, token)
        response = RedirectResponse("/sign-in", 303)
        drop_session(response, request)
        return response

    def _who_is(self, token: str) -> User | None:
        return self.desk.accounts.user_of_session(token)

    def _page(
        self,
        request: Request,
        *,
        destination: str,
        name: str = "",
        problem: str | None = None,
        status: int = 200,
    ) -> Response:
        token = form_token(request)
        response = HTMLResponse(
            sign_in_page(
                token=token,
                destination=destination,
                problem=problem,
                name=name,
                with_demo=self.desk.settings.demo,
            ),
            status,
            headers={"Content-Security-Policy": page_policy(), "Cache-Control": "no-store"},
        )
        keep_form_token(response, request, token)
        return response
