"""Single sign-on through the machinery of ``st.login``.

Streamlit's routes ``/auth/login`` and ``/oauth2callback`` speak OpenID Connect (Authlib: state,
nonce, PKCE, the signature of the id token) and leave a signed cookie that tells who came back.
That cookie would be good for 30 days, knows no roles and cannot be revoked. So it is read once,
within minutes, exchanged for a session of the desk and deleted. ``st.login`` itself would do the
same redirect from inside a page, but then strangers would have to be let into the pages first.
See docs/decisions/009-access.md.
"""

from __future__ import annotations

import json
import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from workbench.errors import NotSignedIn
from workbench.settings import Settings
from workbench.single_sign_on import SingleSignOn

OPEN_PATHS: Final = ("/sign-in/single", "/auth/login", "/oauth2callback")
"""What a stranger must reach on the way to the provider and back."""
GOOD_FOR_DAYS: Final = 5 / (24 * 60)
"""Five minutes between coming back and the exchange; both are one redirect."""
NOT_PROVED: Final = "the sign-in did not come through; please try again"

Secrets = dict[str, dict[str, str]]


class Provider:
    """The way to the provider, and who came back."""

    def __init__(self, address: str, named: SingleSignOn) -> None:
        self._address = address
        self._named = named
        # new at each start: nothing that it signs is good for longer than minutes
        self._signing_secret = secrets.token_urlsafe(48)

    def for_streamlit(self) -> Secrets:
        """What ``st.login`` reads from ``secrets.toml``."""
        return {
            "auth": {
                "redirect_uri": f"{self._address}/oauth2callback",
                "cookie_secret": self._signing_secret,
                "client_id": self._named.client_id,
                "client_secret": self._named.client_secret,
                "server_metadata_url": self._named.metadata_url,
            }
        }

    def way_there(self) -> str:
        """The address that ``st.login()`` would send the browser to; good for two minutes."""
        from streamlit.user_info import generate_login_redirect_url

        return generate_login_redirect_url("default")

    def has_sent(self, request: Request) -> bool:
        """Whether the browser has just come back from the provider."""
        from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

        return USER_COOKIE_NAME in request.cookies

    def proved_email(self, request: Request) -> str:
        """The address of the person who came back.

        Raises:
            NotSignedIn: the cookie is not Streamlit's, is too old, or the address is not verified.
        """
        from streamlit.auth_util import get_cookie_with_chunks
        from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
        from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

        def signed(name: str) -> bytes | None:
            value = request.cookies.get(name, "")
            return decode_signed_value(self._signing_secret, name, value, GOOD_FOR_DAYS)

        told = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
        who = {} if told is None else json.loads(told)
        email = who.get("email")
        if not isinstance(email, str):
            raise NotSignedIn(NOT_PROVED)
        verified = who.get("email_verified")
        if verified is not True and not (verified is None and self._named.trusts_unmarked):
            raise NotSignedIn(
                f"the provider has not verified the address {email}; verify it there, then try "
                "again"
            )
        return email

    def forget(self, response: Response, request: Request) -> None:
        """Delete what Streamlit left in the browser, in however many pieces."""
        from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

        for name in request.cookies:
            if name.startswith(USER_COOKIE_NAME):
                response.delete_cookie(name, path="/")


def provider_of(settings: Settings) -> Provider | None:
    """The provider that the settings name, if they name one."""
    if settings.single_sign_on is None or settings.address is None:
        return None
    return Provider(settings.address, settings.single_sign_on)
