"""How the newsroom's own sign-in (OpenID Connect) is reached, read from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from workbench.errors import InputError

HERE: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class SingleSignOn:
    """One provider.

    Attributes:
        metadata_url: Where the provider tells of itself, ``.../.well-known/openid-configuration``.
        client_id: What the provider calls this desk.
        client_secret: What proves to the provider that it is this desk.
        name: What the button on the sign-in page calls the provider.
        trusts_unmarked: Whether an address counts that the provider does not mark as verified.
    """

    metadata_url: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "newsroom account"
    trusts_unmarked: bool = False


def single_sign_on(env: Mapping[str, str], address: str | None) -> SingleSignOn | None:
    """The provider that WORKBENCH_OIDC_* name, none if they name none.

    Raises:
        InputError: something is missing or cannot be; the message names the variable.
    """
    metadata_url = env.get("WORKBENCH_OIDC_METADATA_URL")
    if not metadata_url:
        return None
    check_url(metadata_url, "WORKBENCH_OIDC_METADATA_URL")
    if address is None:
        raise InputError(
            "single sign-on needs WORKBENCH_ADDRESS, the desk's address in a browser, such as "
            "https://desk.paper.example"
        )
    return SingleSignOn(
        metadata_url=metadata_url,
        client_id=_required(env.get("WORKBENCH_OIDC_CLIENT_ID"), "WORKBENCH_OIDC_CLIENT_ID"),
        client_secret=_required(
            read_secret(env, "WORKBENCH_OIDC_CLIENT_SECRET"), "WORKBENCH_OIDC_CLIENT_SECRET"
        ),
        name=env.get("WORKBENCH_OIDC_NAME") or "newsroom account",
        trusts_unmarked=env.get("WORKBENCH_OIDC_TRUST_UNVERIFIED_EMAIL", "") not in ("", "0"),
    )


def check_url(url: str, variable: str) -> str:
    """An address without what follows the host's name, such as ``https://desk.paper.example``.

    Raises:
        InputError: it is no address, or neither HTTPS nor on this machine.
    """
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    if not safe or not parts.hostname:
        raise InputError(f"{variable} is {url!r}; it must be an address that begins with https://")
    return f"{parts.scheme}://{parts.netloc}"


def read_secret(env: Mapping[str, str], variable: str) -> str | None:
    """What a variable holds, or the file that is named by another with ``_FILE`` at its end.

    Raises:
        InputError: that file cannot be read.
    """
    file = env.get(f"{variable}_FILE")
    if not file:
        return env.get(variable, "").strip() or None
    try:
        return Path(file).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        raise InputError(f"the file that {variable}_FILE names cannot be read") from None


def _required(value: str | None, variable: str) -> str:
    if not value:
        raise InputError(f"single sign-on needs {variable}; the provider gave it to you")
    return value
