"""The route that keeps a draft: a form's fields do not reach the pages before they are sent."""

from __future__ import annotations

import json
import math
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from workbench.app import App
from workbench.errors import InputError, NotAllowed, NotFound, WorkbenchError
from workbench.model.verdict import Draft, KeptDraft, Verdict
from workbench.settings import FORM_HEADER
from workbench.web.session import form_is_ours, session_token

MOST_BYTES: Final = 100_000
"""Of one draft; its texts are limited by the desk."""
MOST_VERSIONS: Final = 1_000_000
STATUS: Final = {NotAllowed: 403, NotFound: 404, InputError: 422}


class DraftRoute:
    """Takes ``POST /drafts`` from the review page of whoever is signed in."""

    def __init__(self, app: App) -> None:
        self.app = app

    def routes(self) -> list[Route]:
        return [Route("/drafts", self.keep, methods=["POST"])]

    async def keep(self, request: Request) -> Response:
        """Keep what the form holds; answers when it was kept, or null for nothing kept."""
        if not form_is_ours(request, request.headers.get(FORM_HEADER, "")):
            return _refusal("This page is out of date; reload it.", 403)
        body = await _at_most(request, MOST_BYTES)
        if body is None:
            return _refusal("The draft is too long to be kept.", 413)
        token = session_token(request)
        try:
            kept = await run_in_threadpool(self._keep, token, body)
        except WorkbenchError as error:
            return _refusal(str(error), STATUS.get(type(error), 503))
        return JSONResponse({"saved_at": None if kept is None else f"{kept.saved_at:%H:%M}"})

    def _keep(self, token: str | None, body: bytes) -> KeptDraft | None:
        user = None if token is None else self.app.sessions.user_of_session(token)
        if user is None:
            raise NotAllowed("sign in first")
        sent = _parse(body)
        if sent.get("person") != user.name:
            raise NotAllowed("somebody else is signed in here now")
        claim_id, seen_version = sent.get("claim"), sent.get("seen_version")
        if (
            not isinstance(claim_id, str)
            or not isinstance(seen_version, int)
            or seen_version not in range(MOST_VERSIONS)
        ):
            raise InputError("a draft names its claim and the version that was seen")
        return self.app.drafts.keep(claim_id, _draft(sent), seen_version=seen_version, by=user)


async def _at_most(request: Request, most: int) -> bytes | None:
    """The body, none if it is longer; what is too long is not read to its end."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            return None
    return bytes(found)


def _parse(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise InputError("a draft is one JSON object")
    return sent


def _draft(sent: dict[str, Any]) -> Draft:
    verdict, rationale = sent.get("verdict"), sent.get("rationale", "")
    cited, outside = sent.get("cited", []), sent.get("outside_evidence", "")
    sure = sent.get("confidence")
    words = isinstance(rationale, str) and isinstance(outside, str)
    if not words or not isinstance(cited, list) or not all(isinstance(one, str) for one in cited):
        raise InputError("a draft has words, and the ids of the statements that it cites")
    if verdict is not None and verdict not in list(Verdict):
        raise InputError("a draft's verdict is contested, confirmed, unverified or null")
    is_share = isinstance(sure, int | float) and math.isfinite(sure) and 0 <= sure <= 1
    if sure is not None and not is_share:
        raise InputError("how sure goes from 0 to 1")
    return Draft(
        verdict=None if verdict is None else Verdict(verdict),
        rationale=_storable(rationale),
        cited=tuple(_storable(one) for one in cited),
        outside_evidence=_storable(outside) or None,
        confidence=None if sure is None else float(sure),
    )


def _storable(text: str) -> str:
    """``text`` without halves of characters, which JSON can carry and no database takes."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")


def _refusal(words: str, status: int) -> Response:
    return JSONResponse({"problem": words}, status)
