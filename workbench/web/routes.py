"""The routes that are not pages: signing in and out, and those of drafts and sheets."""

from __future__ import annotations

import logging
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from workbench.app import App
from workbench.errors import LedgerBroken, NotSignedIn, StorageError, TooManyTries
from workbench.web.drafts import DraftRoute
from workbench.web.first_admin import FirstAdminRoutes
from workbench.web.session import (
    address_of,
    drop_session,
    form_is_ours,
    form_token,
    keep_session,
    remember_destination,
    remembered_destination,
    safe_destination,
    session_token,
)
from workbench.web.sheet import SheetRoute
from workbench.web.sign_in_page import sign_in_page
from workbench.web.signing_in import EXPIRED_FORM, MOST_FIELDS, answer, sent_form_token
from workbench.web.single_sign_on import Provider

CANNOT_RECORD: Final = (
    "The desk can record nothing just now, so nobody can sign in. Whoever looks after it finds the "
    "reason in its log and by workbench audit verify."
)

log = logging.getLogger("workbench.web")


def routes(app: App, provider: Provider | None = None) -> list[Route]:
    """The routes of ``desk``, to be put before Streamlit's own.

    Args:
        provider: The newsroom's own sign-in, if the settings name one.
    """
    pages = SignIn(app, provider)
    return [
        Route("/sign-in", pages.show, methods=["GET"]),
        Route("/sign-in", pages.sign_in, methods=["POST"]),
        Route("/sign-in/single", pages.leave_for_provider, methods=["GET"]),
        Route("/sign-out", pages.sign_out, methods=["POST"]),
        *FirstAdminRoutes(app).routes(),
        *SheetRoute(app).routes(),
        *DraftRoute(app).routes(),
        Route("/queue", lambda _: RedirectResponse("/", 303), methods=["GET"]),
    ]


class SignIn:
    """Showing the form, starting a session, ending it."""

    def __init__(self, app: App, provider: Provider | None) -> None:
        self.app = app
        self.provider = provider

    async def show(self, request: Request) -> Response:
        if self.provider is not None and self.provider.has_sent(request):
            return await self._back_from_provider(request, self.provider)
        destination = safe_destination(request.query_params.get("next"))
        token = session_token(request)
        who_is = self.app.sessions.user_of_session
        user = None if token is None else await run_in_threadpool(who_is, token)
        if user is not None:
            return RedirectResponse(destination, 303)
        if await run_in_threadpool(self.app.first_admin.is_awaited):
            return RedirectResponse("/first-admin", 303)
        return self._page(request, destination=destination)

    async def sign_in(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
        name, password = str(form.get("name", "")).strip(), str(form.get("password", ""))
        destination = safe_destination(str(form.get("next", "")))
        if not self.app.settings.passwords:
            return self._page(request, problem="Passwords are not used on this desk.", status=403)
        if not form_is_ours(request, sent_form_token(form)):
            return self._page(
                request, destination=destination, name=name, problem=EXPIRED_FORM, status=403
            )
        try:
            token = await run_in_threadpool(
                self.app.sessions.sign_in,
                name,
                password,
                address=address_of(request),
                browser=request.headers.get("user-agent", ""),
            )
        except NotSignedIn as error:
            return self._refuse(request, error, destination=destination, name=name)
        except (StorageError, LedgerBroken) as error:  # the tries themselves are on the record
            log.error("nobody can sign in: %s", error)
            return self._page(
                request, destination=destination, name=name, problem=CANNOT_RECORD, status=503
            )
        return await self._begin(request, token, destination)

    async def leave_for_provider(self, request: Request) -> Response:
        destination = safe_destination(request.query_params.get("next"))
        if self.provider is None:
            return RedirectResponse("/sign-in", 303)
        response = RedirectResponse(self.provider.way_there(), 303)
        remember_destination(response, request, destination)
        return response

    async def _back_from_provider(self, request: Request, provider: Provider) -> Response:
        """The person has signed in there; who that is here, an account's address tells."""
        destination = remembered_destination(request)
        try:
            token = await run_in_threadpool(
                self.app.sessions.sign_in_as_owner_of,
                provider.proved_email(request),
                address=address_of(request),
                browser=request.headers.get("user-agent", ""),
            )
        except NotSignedIn as error:
            response = self._refuse(request, error, destination=destination)
        else:
            response = await self._begin(request, token, destination)
        provider.forget(response, request)
        return response

    async def sign_out(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
        if not form_is_ours(request, sent_form_token(form)):
            return RedirectResponse("/", 303)
        await self._end(request)
        response = RedirectResponse("/sign-in", 303)
        drop_session(response, request)
        return response

    async def _begin(self, request: Request, token: str, destination: str) -> Response:
        await self._end(request)  # never two in one browser, and none that somebody else planted
        response = RedirectResponse(destination, 303)
        keep_session(response, request, token)
        return response

    async def _end(self, request: Request) -> None:
        token = session_token(request)
        if token is not None:
            await run_in_threadpool(self.app.sessions.sign_out, token)

    def _refuse(
        self, request: Request, error: NotSignedIn, *, destination: str, name: str = ""
    ) -> Response:
        if not isinstance(error, TooManyTries):
            return self._page(
                request, destination=destination, name=name, problem=str(error), status=401
            )
        response = self._page(
            request, destination=destination, name=name, problem=str(error), status=429
        )
        response.headers["Retry-After"] = str(error.seconds)
        return response

    def _page(
        self,
        request: Request,
        *,
        destination: str = "/",
        name: str = "",
        problem: str | None = None,
        status: int = 200,
    ) -> Response:
        token = form_token(request)
        html = sign_in_page(
            self.app.settings, token=token, destination=destination, problem=problem, name=name
        )
        return answer(request, html, token, status)
