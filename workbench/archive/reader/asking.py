"""Asking a chat endpoint over HTTP, and bearing with whatever comes back.

One deadline for all of it, however slowly it drips; no more than ``MOST_BYTES``; no redirect is
followed and no proxy used that could read along, so that neither key nor words go where nobody has
said they may.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import httpx

from workbench.archive.reader.question import FORM
from workbench.errors import AnswerRefused, ReaderUnavailable
from workbench.model.prior import LONGEST_NAME, ReaderEndpoint

MOST_BYTES: Final = 256 * 1024
MOST_TOKENS: Final = 1_000

_REFUSALS: Final[Mapping[int, str]] = {
    401: "does not take the key",
    403: "does not take the key",
    404: "knows no such model, or nothing is at that address",
    429: "takes no more questions for now",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the words of the answer, and the name of what gave it."""

    content: str
    model: str


class Ask(Protocol):
    """Puts one question to a reader."""

    def __call__(self, messages: Sequence[Mapping[str, str]]) -> Reply: ...


class ChatEndpoint:
    """An endpoint that is asked; safe to call from several threads, none of which runs a loop."""

    def __init__(self, endpoint: ReaderEndpoint) -> None:
        self._endpoint = endpoint
        self._trusts_environment = endpoint.url.startswith("https:")  # else a proxy reads along
        self._plainly = False

    def __call__(self, messages: Sequence[Mapping[str, str]]) -> Reply:
        """Ask, once; twice where it turns out to know nothing but the bare question.

        Raises:
            ReaderUnavailable: nobody is there, it is too slow, or it refuses.
            AnswerRefused: what it sent is no answer of a chat.
        """
        try:
            status, body = asyncio.run(self._within_time(messages))
        except TimeoutError:
            raise ReaderUnavailable(
                f"{self._endpoint.host} did not answer within {self._endpoint.timeout:g} seconds"
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise ReaderUnavailable(
                f"{self._endpoint.host} cannot be reached ({type(error).__name__})"
            ) from error
        if status != httpx.codes.OK:
            why = _REFUSALS.get(status, f"answers with status {status}")
            raise ReaderUnavailable(f"{self._endpoint.host} {why}")
        return _reply(body, self._endpoint.model)

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        """Read once: all of them, for each question anew, take longer than a short answer."""
        return httpx.create_ssl_context(trust_env=self._trusts_environment)

    async def _within_time(self, messages: Sequence[Mapping[str, str]]) -> tuple[int, bytes]:
        async with asyncio.timeout(self._endpoint.timeout):
            status, body = await self._post(messages, plainly=self._plainly)
            if status in (400, 422) and not self._plainly:
                # not every endpoint knows of schemas and limits; every one knows the question
                status, body = await self._post(messages, plainly=True)
                self._plainly = status == httpx.codes.OK
            return status, body

    async def _post(
        self, messages: Sequence[Mapping[str, str]], *, plainly: bool
    ) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if self._endpoint.key is not None:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        asked: dict[str, Any] = {"model": self._endpoint.model, "messages": list(messages)}
        if not plainly:
            asked |= {
                "temperature": 0,
                "max_tokens": MOST_TOKENS,
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "reading", "strict": True, "schema": FORM},
                },
            }
        async with (
            httpx.AsyncClient(
                follow_redirects=False,
                timeout=self._endpoint.timeout,
                trust_env=self._trusts_environment,
                verify=self._certificates,
            ) as client,
            client.stream(
                "POST", self._endpoint.url, content=json.dumps(asked).encode(), headers=headers
            ) as response,
        ):
            if response.is_redirect:
                raise ReaderUnavailable(
                    f"{self._endpoint.host} sends on to {_host_of(response)}, where nothing is "
                    "sent; name that address in WORKBENCH_READER_URL if it is meant"
                )
            return response.status_code, await _body(response, self._endpoint.host)


async def _body(response: httpx.Response, host: str) -> bytes:
    """What was sent, uncompressed as it was asked for: nothing small unfolds into much."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ReaderUnavailable(f"{host} answers in an encoding that was not asked for")
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > MOST_BYTES:
            raise ReaderUnavailable(f"{host} answers with more than {MOST_BYTES // 1024} KB")
    return bytes(body)


def _host_of(response: httpx.Response) -> str:
    try:
        host = urlsplit(response.headers["Location"]).netloc
    except (KeyError, ValueError):
        return "another address"
    return host[:LONGEST_NAME] or "another address of its own"


def _reply(body: bytes, asked_for: str) -> Reply:
    """The content of the first choice, as every such endpoint gives it.

    Raises:
        AnswerRefused: there is none, or it was cut off.
    """
    try:
        told = json.loads(body)
        choice = told["choices"][0]
        content, ended = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise AnswerRefused("what came back is no answer of a chat") from None
    if not isinstance(content, str):
        raise AnswerRefused("what came back is no answer of a chat")
    if ended == "length":
        raise AnswerRefused("it was cut off before its end")
    model = told.get("model")
    named = isinstance(model, str) and model.strip() and model.isprintable()
    return Reply(content, model.strip()[:LONGEST_NAME] if named else asked_for)
