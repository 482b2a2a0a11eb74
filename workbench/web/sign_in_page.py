"""The sign-in page, usable before anything else has loaded."""

from __future__ import annotations

from urllib.parse import quote

from workbench import markup as h
from workbench.demo import ACCOUNTS, PASSWORD
from workbench.markup import Markup
from workbench.settings import Settings
from workbench.web.page import describe, form_token_field, page

LEAD = "Sign in to read stories, weigh what was said before, and sign off verdicts."


def sign_in_page(
    settings: Settings, *, token: str, destination: str, problem: str | None, name: str
) -> Markup:
    """The page's HTML.

    Args:
        token: Sent back by the form, to show that it came from here.
        destination: Where to go afterwards; already made safe.
        problem: What went wrong the last time, if anything.
        name: The account name to fill in again.
    """
    ways = []
    if settings.single_sign_on is not None:
        address = f"/sign-in/single?next={quote(destination, safe='')}"
        words = f"Sign in with your {settings.single_sign_on.name}"
        ways.append(h.a(".button", href=address)[words])
    if settings.passwords:
        ways.append(_password_form(token, destination, problem, name))
    return page(
        "Sign in",
        LEAD,
        (h.join(h.p(".or")["or"], ways), _demo_accounts() if settings.demo else None),
        problem=problem,
    )


def _password_form(token: str, destination: str, problem: str | None, name: str) -> Markup:
    return h.form(method="post", action="/sign-in")[
        form_token_field(token),
        h.input_(type="hidden", name="next", value=destination),
        h.label(for_="name")["Account name"],
        h.input_(
            id="name",
            name="name",
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
            required=True,
            autofocus=True,
            value=name,
            **describe(problem),
        ),
        h.label(for_="password")["Password"],
        h.input_(
            id="password",
            name="password",
            type="password",
            autocomplete="current-password",
            required=True,
            **describe(problem),
        ),
        h.button(type="submit")["Sign in"],
    ]


def _demo_accounts() -> Markup:
    rows = (h.tr[h.th(scope="row")[account.name], h.td[account.does]] for account in ACCOUNTS)
    return h.section(".demo", aria_labelledby="demo")[
        h.h2(id="demo")["Demonstration accounts"],
        h.p[
            "This desk holds demonstration data. The password of each account is ",
            h.strong[PASSWORD],
            ".",
        ],
        h.table[rows],
    ]
