"""The sign-in page, usable before anything else has loaded."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from workbench.demo import ACCOUNTS, PASSWORD
from workbench.settings import Settings
from workbench.web.page import described, form_token_field, page

LEAD = "Sign in to read stories, weigh what was said before, and sign off verdicts."


def sign_in_page(
    settings: Settings, *, token: str, destination: str, problem: str | None, name: str
) -> str:
    """The page's HTML.

    Args:
        token: Sent back by the form, to show that it came from here.
        destination: Where to go afterwards; already made safe.
        problem: What went wrong the last time, if anything.
        name: The account name to fill in again.
    """
    ways = []
    if settings.single_sign_on is not None:
        ways.append(
            f'<a class="button" href="/sign-in/single?next={quote(destination, safe="")}">'
            f"Sign in with your {escape(settings.single_sign_on.name)}</a>"
        )
    if settings.passwords:
        ways.append(_password_form(token, destination, problem, name))
    return page(
        "Sign in",
        LEAD,
        '<p class="or">or</p>'.join(ways) + (_demo_accounts() if settings.demo else ""),
        problem=problem,
    )


def _password_form(token: str, destination: str, problem: str | None, name: str) -> str:
    return f"""<form method="post" action="/sign-in">
{form_token_field(token)}
<input type="hidden" name="next" value="{escape(destination)}">
<label for="name">Account name</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false"
 required autofocus value="{escape(name)}"{described(problem)}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password"
 required{described(problem)}>
<button type="submit">Sign in</button>
</form>"""


def _demo_accounts() -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(account.name)}</th><td>{escape(account.does)}</td></tr>'
        for account in ACCOUNTS
    )
    return (
        '<section class="demo" aria-labelledby="demo"><h2 id="demo">Demonstration accounts</h2>'
        "<p>This desk holds demonstration data. The password of each account is "
        f"<strong>{escape(PASSWORD)}</strong>.</p><table>{rows}</table></section>"
    )
