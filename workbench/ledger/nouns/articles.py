"""Articles with the claims lifted from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.ledger.declaration import BATCH, OneEventEach, Payload, batches
from workbench.ledger.kinds import EventKind
from workbench.model.ledger import ArticleAdded, Event
from workbench.storage.claims import articles
from workbench.storage.engine.digests import canonical, digest
from workbench.storage.engine.moments import to_text
from workbench.storage.ledger import events

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

NO_CLAIMS: Final = (0, digest([]))


def _add(cursor: Cursor, added: ArticleAdded) -> None:
    articles.add(cursor, added.article, by=added.added_by, at=added.added_at)
    articles.add_claims(cursor, added.claims)


def _payloads(cursor: Cursor, found: Sequence[ArticleAdded]) -> Iterator[Payload]:
    """An article and, through a digest, every claim lifted from it."""
    digests = articles.claims_digests(cursor, [one.article.article_id for one in found])
    for article in (one.article for one in found):
        claims, claims_sha256 = digests.get(article.article_id, NO_CLAIMS)
        on = article.published_on
        yield {
            "sha256": article.sha256,
            "title": article.title,
            "publisher": article.publisher,
            "url": article.url,
            "published_on": None if on is None else on.isoformat(),
            "language": article.language,
            "claims": claims,
            "claims_sha256": claims_sha256,
        }


def _load(cursor: Cursor, article_ids: Sequence[str]) -> list[ArticleAdded]:
    """Articles without their claims, which the payload reads as a digest."""
    added = articles.who_added(cursor, article_ids)
    return [
        ArticleAdded(article, (), who, datetime.fromisoformat(at))
        for article_id, article in articles.find_many(cursor, article_ids).items()
        for who, at in [added[article_id]]
    ]


def _every(cursor: Cursor) -> Iterator[ArticleAdded]:
    for ids in batches(articles.ids(cursor), BATCH):
        yield from _load(cursor, ids)


def _flaws(added: ArticleAdded, event: Event) -> Iterator[str]:
    article = added.article
    if hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest() != article.sha256:
        yield f"the text of article {article.article_id} was altered"
    if (added.added_by, to_text(added.added_at)) != (event.who, event.at):
        yield f"who added article {article.article_id}, or when, was altered"


ARTICLE: Final = OneEventEach(
    noun=ArticleAdded,
    tables=("articles", "claims_lifted"),
    kinds=(EventKind.ARTICLE_ADDED,),
    kind=lambda added: EventKind.ARTICLE_ADDED,
    subject=lambda added: added.article.article_id,
    by=lambda added: added.added_by,
    at=lambda added: added.added_at,
    add=_add,
    payloads=_payloads,
    every=_every,
    words="article {0}",
    flaws=_flaws,
)


def is_as_added(cursor: Cursor, article_id: str) -> bool:
    """Whether the stored article and its claims still are what their event says."""
    added = [one for one in events.of_subject(cursor, article_id) if one.what in ARTICLE.kinds]
    stored = _load(cursor, [article_id])
    if not added or not stored:
        return False
    [payload] = _payloads(cursor, stored)
    return canonical(payload) == added[0].payload and not any(_flaws(stored[0], added[0]))
