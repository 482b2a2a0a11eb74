"""What the routes before the desk share: one answer with the page's own policy and form token."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from workbench.markup import Markup
from workbench.settings import FORM_FIELD
from workbench.web.page import page_policy
from workbench.web.session import keep_form_token

EXPIRED_FORM: Final = (
    "This form had gone stale, perhaps because cookies are blocked. Please sign in again."
)
MOST_FIELDS: Final = 10


def sent_form_token(form: FormData) -> str:
    """The token that came with a form."""
    return str(form.get(FORM_FIELD, ""))


def answer(request: Request, html: Markup, token: str, status: int) -> Response:
    """A page that nobody keeps, with the form's token remembered in the browser."""
    response = HTMLResponse(
        html,
        status,
        headers={"Content-Security-Policy": page_policy(), "Cache-Control": "no-store"},
    )
    keep_form_token(response, request, token)
    return response
