"""Whom the provider's word lets in, and what the settings must name."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.cases import each
from workbench.errors import InputError, NotSignedIn
from workbench.settings import Settings
from workbench.single_sign_on import SingleSignOn
from workbench.web.single_sign_on import Provider

COOKIE = "_streamlit_user"
ANNA = {"email": "anna@paper.example", "email_verified": True, "is_logged_in": True}
NAMED = {
    "WORKBENCH_ADDRESS": "https://desk.paper.example/",
    "WORKBENCH_OIDC_METADATA_URL": "https://id.example/.well-known/openid-configuration",
    "WORKBENCH_OIDC_CLIENT_ID": "desk",
    "WORKBENCH_OIDC_CLIENT_SECRET": "hush-hush",
}


def provider(*, trusts_unmarked: bool = False) -> Provider:
    named = SingleSignOn(
        "https://id.example/x", "desk", "hush-hush", trusts_unmarked=trusts_unmarked
    )
    return Provider("https://desk.paper.example", named)


def back_with(who: object, *, secret: str) -> Request:
    signed = create_signed_value(secret, COOKIE, json.dumps(who)).decode()
    return request({COOKIE: signed})


def request(cookies: dict[str, str]) -> Request:
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Request({"type": "http", "headers": [(b"cookie", header.encode())]})


def secret_of(found: Provider) -> str:
    return found.for_streamlit()["auth"]["cookie_secret"]


def test_a_verified_address_counts() -> None:
    found = provider()
    assert found.proved_email(back_with(ANNA, secret=secret_of(found))) == "anna@paper.example"


@each(
    "who",
    [
        {},
        {"email": None},
        {"email": ["anna@paper.example"]},
        {"email": "anna@paper.example"},
        {"email": "anna@paper.example", "email_verified": False},
        {"email": "anna@paper.example", "email_verified": "true"},
    ],
)
def test_an_address_that_the_provider_does_not_vouch_for_does_not_count(who: object) -> None:
    found = provider()
    with pytest.raises(NotSignedIn):
        found.proved_email(back_with(who, secret=secret_of(found)))


def test_only_an_unmarked_address_can_be_trusted_by_the_settings() -> None:
    found = provider(trusts_unmarked=True)
    unmarked = {"email": "anna@paper.example"}
    assert found.proved_email(back_with(unmarked, secret=secret_of(found)))
    refused = {**unmarked, "email_verified": False}
    with pytest.raises(NotSignedIn):
        found.proved_email(back_with(refused, secret=secret_of(found)))


def test_a_forged_a_broken_and_an_old_cookie_are_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = provider()
    good = back_with(ANNA, secret=secret_of(found))
    for bad in (
        back_with(ANNA, secret="another secret, long enough to sign with"),
        back_with(ANNA, secret=secret_of(provider())),
        request({COOKIE: "x"}),
        request({COOKIE: good.cookies[COOKIE][:-2]}),
        request({}),
    ):
        with pytest.raises(NotSignedIn, match="did not come through"):
            found.proved_email(bad)
    monkeypatch.setattr(time, "time", lambda now=time.time: now() + 6 * 60)
    with pytest.raises(NotSignedIn):
        found.proved_email(good)


def test_the_settings_name_a_provider_and_never_show_its_secret(tmp_path: Path) -> None:
    settings = Settings.from_environment(NAMED)
    assert settings.address == "https://desk.paper.example"
    assert settings.single_sign_on is not None
    assert settings.single_sign_on.client_secret == "hush-hush"
    assert "hush-hush" not in repr(settings)
    file = tmp_path / "secret"
    file.write_text("from a file\n", encoding="utf-8")
    beside = {**NAMED, "WORKBENCH_OIDC_CLIENT_SECRET_FILE": str(file)}
    read = Settings.from_environment(beside).single_sign_on
    assert read is not None
    assert read.client_secret == "from a file"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="WORKBENCH_OIDC_CLIENT_SECRET"):
        Settings.from_environment(beside)


@each("missing", [name for name in NAMED if "METADATA" not in name])
def test_a_setting_that_is_missing_is_named(missing: str) -> None:
    told = {name: value for name, value in NAMED.items() if name != missing}
    with pytest.raises(InputError, match=missing):
        Settings.from_environment(told)


@each("variable", ["WORKBENCH_ADDRESS", "WORKBENCH_OIDC_METADATA_URL"])
@each("url", ["http://id.example/x", "id.example", "ftp://id.example", "https://"])
def test_a_provider_is_only_spoken_to_over_https(variable: str, url: str) -> None:
    with pytest.raises(InputError, match=variable):
        Settings.from_environment({**NAMED, variable: url})


def test_a_desk_without_any_way_in_is_refused() -> None:
    with pytest.raises(InputError, match="nobody could sign in"):
        Settings.from_environment({"WORKBENCH_PASSWORDS": "0"})
