"""The page and route that make the first administrator of a desk without accounts."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from workbench import markup as h
from workbench.app import App
from workbench.errors import TooManyTries, WorkbenchError
from workbench.web.page import describe, form_token_field, page
from workbench.web.session import address_of, form_is_ours, form_token, keep_session
from workbench.web.signing_in import EXPIRED_FORM, MOST_FIELDS, answer, sent_form_token

LEAD = (
    "Nobody has an account on this desk yet. The token was printed where the desk was started; "
    "it makes you the first administrator and is good once, for an hour."
)


class FirstAdminRoutes:
    """Open only while a token is out and nobody has an account."""

    def __init__(self, app: App) -> None:
        self.app = app

    def routes(self) -> list[Route]:
        """Show the form, take the form."""
        return [
            Route("/first-admin", self.show, methods=["GET"]),
            Route("/first-admin", self.open_desk, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        if not await run_in_threadpool(self.app.first_admin.is_awaited):
            return RedirectResponse("/sign-in", 303)
        return self._page(request)

    async def open_desk(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
        name, shown = str(form.get("name", "")).strip(), str(form.get("display_name", ""))
        if not form_is_ours(request, sent_form_token(form)):
            return self._page(request, name, shown, problem=EXPIRED_FORM, status=403)
        token, password = str(form.get("token", "")), str(form.get("password", ""))
        try:
            await run_in_threadpool(
                self.app.first_admin.open_desk,
                token,
                name,
                shown,
                password,
                address=address_of(request),
            )
            session = await run_in_threadpool(
                self.app.sessions.sign_in,
                name,
                password,
                address=address_of(request),
                browser=request.headers.get("user-agent", ""),
            )
        except WorkbenchError as error:
            status = 429 if isinstance(error, TooManyTries) else 400
            return self._page(request, name, shown, problem=str(error), status=status)
        response = RedirectResponse("/people", 303)
        keep_session(response, request, session)
        return response

    def _page(
        self,
        request: Request,
        name: str = "",
        shown: str = "",
        *,
        problem: str | None = None,
        status: int = 200,
    ) -> Response:
        token = form_token(request)
        body = h.form(method="post", action="/first-admin")[
            form_token_field(token),
            h.label(for_="token")["Token"],
            h.input_(
                id="token",
                name="token",
                autocomplete="off",
                autocapitalize="none",
                spellcheck="false",
                required=True,
                autofocus=True,
                **describe(problem),
            ),
            h.label(for_="display_name")["Your name, as colleagues see it"],
            h.input_(
                id="display_name",
                name="display_name",
                autocomplete="name",
                required=True,
                value=shown,
            ),
            h.label(for_="name")["Account name to sign in with"],
            h.input_(
                id="name",
                name="name",
                autocomplete="username",
                autocapitalize="none",
                spellcheck="false",
                required=True,
                value=name,
            ),
            h.label(for_="password")["Password, at least 8 characters"],
            h.input_(
                id="password",
                name="password",
                type="password",
                autocomplete="new-password",
                required=True,
            ),
            h.button(type="submit")["Open the desk"],
        ]
        return answer(
            request, page("First administrator", LEAD, body, problem=problem), token, status
        )
