"""Which larger reader a newsroom has named, read from the environment; by default there is none.

Naming one sends words out of the desk, so nothing here is guessed: an address, a model, and limits
that hold whatever the other side does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from workbench.errors import InputError
from workbench.model.prior import A_DAY, LONGEST_NAME, TIMEOUT, ReaderEndpoint
from workbench.single_sign_on import HERE, read_secret

DOOR: Final = "/chat/completions"
OWN_NETWORK: Final = (".local", ".lan", ".internal", ".home.arpa")
MOST_A_DAY: Final = 1_000_000
LONGEST_WAIT: Final = 600.0


def larger_reader(env: Mapping[str, str]) -> ReaderEndpoint | None:
    """The reader that WORKBENCH_READER_* name, none if there is no WORKBENCH_READER_URL.

    Raises:
        InputError: something is missing or cannot be; the message names the variable.
    """
    told = env.get("WORKBENCH_READER_URL", "").strip()
    if not told:
        return None
    parts = _parts(told)
    path = parts.path.rstrip("/")
    return ReaderEndpoint(
        url=f"{parts.scheme}://{parts.netloc}{path if path.endswith(DOOR) else path + DOOR}",
        host=parts.netloc,
        model=_model(env),
        on_this_machine=_is_here(parts.hostname or ""),
        key=_key(env),
        a_day=int(_number(env, "WORKBENCH_READER_A_DAY", A_DAY, MOST_A_DAY)),
        timeout=_number(env, "WORKBENCH_READER_TIMEOUT", TIMEOUT, LONGEST_WAIT),
    )


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if not host or parts.scheme not in ("http", "https") or not url.isprintable() or " " in url:
        raise InputError(
            "WORKBENCH_READER_URL must be the address of a chat endpoint, such as "
            "http://localhost:11434/v1 or https://api.example.com/v1"
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise InputError(
            "WORKBENCH_READER_URL must be a plain address: no name and password, no ? and no #; "
            "the key goes into WORKBENCH_READER_KEY or the file WORKBENCH_READER_KEY_FILE names"
        )
    if parts.scheme == "http" and not (_is_here(host) or _is_of_own_network(host)):
        raise InputError(
            f"WORKBENCH_READER_URL sends words to {parts.netloc} where everybody on the way can "
            "read them; it must begin with https://"
        )
    return parts


def _is_here(host: str) -> bool:
    if host in HERE:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_of_own_network(host: str) -> bool:
    """Whether a name or number can only be of the newsroom's own network."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(OWN_NETWORK)


def _model(env: Mapping[str, str]) -> str:
    model = env.get("WORKBENCH_READER_MODEL", "").strip()
    if not model or len(model) > LONGEST_NAME or not model.isprintable():
        raise InputError(
            "a larger reader needs WORKBENCH_READER_MODEL, the name of the model to ask for, such "
            "as qwen2.5:14b"
        )
    return model


def _key(env: Mapping[str, str]) -> str | None:
    key = read_secret(env, "WORKBENCH_READER_KEY")
    if key is None:
        return None
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise InputError("WORKBENCH_READER_KEY must be one word of plain characters")
    return key


def _number(env: Mapping[str, str], variable: str, default: float, most: float) -> float:
    told = env.get(variable, "").strip()
    if not told:
        return default
    try:
        number = float(told)
    except ValueError:
        number = math.nan
    if not 1 <= number <= most:
        raise InputError(f"{variable} is {told!r}; it must be a number from 1 to {most:,.0f}")
    return number
