"""Articles onto the desk: stored with their claims once, and their claims made statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk import contents
from workbench.desk.permissions import Action, require_now
from workbench.errors import Conflict, InputError
from workbench.model import Article, Claim, Polarity, Query, Statement, User
from workbench.storage import articles, events
from workbench.storage.articles import ArticleHeading
from workbench.storage.events import EventKind

if TYPE_CHECKING:
    from workbench.storage.database import Cursor, Database


class Intake:
    """Adds articles. The same text again is recognised, whatever its title or address."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def require(self, by: User, action: Action) -> None:
        """Refuse before any work is done.

        Raises:
            NotAllowed: the role does not permit the action.
        """
        with self._database.read() as cursor:
            require_now(cursor, by, action)

    def known(self, article: Article) -> Article | None:
        """The stored article with the same text, if there is one.

        Raises:
            Conflict: the id stands for another text.
        """
        with self._database.read() as cursor:
            return _known(cursor, article)

    def claims_of(self, article_id: str) -> tuple[Claim, ...]:
        """The stored claims of an article."""
        with self._database.read() as cursor:
            return articles.claims_of(cursor, article_id)

    def add(self, article: Article, claims: Sequence[Claim], *, by: User) -> bool:
        """Store an article with its claims and one event; false if it is there already.

        Raises:
            NotAllowed: the role does not permit it.
            Conflict: the id stands for another text.
            InputError: a claim does not quote the article to the character.
        """
        for claim in claims:
            if article.text[claim.start : claim.end] != claim.text:
                raise InputError(
                    f"claim {claim.claim_id} does not quote the article; extract it again"
                )
        with self._database.write() as cursor:
            require_now(cursor, by, Action.ADD_ARTICLE)
            if _known(cursor, article) is not None:
                return False
            at = self._clock()
            articles.add(cursor, article, by=by.name, at=at)
            articles.add_claims(cursor, claims)
            events.append(
                cursor,
                at=at,
                who=by.name,
                what=EventKind.ARTICLE_ADDED,
                subject=article.article_id,
                payload=contents.of_articles(cursor, [article])[article.article_id],
            )
        return True

    def mark_indexed(self, article_ids: Sequence[str]) -> None:
        """Record that the claims of these articles are in the archive."""
        with self._database.write() as cursor:
            for article_id in article_ids:
                articles.mark_indexed(cursor, article_id, at=self._clock())

    def not_indexed(self) -> list[Article]:
        """Articles stored by a process that died before their claims reached the archive."""
        with self._database.read() as cursor:
            pending = articles.not_indexed(cursor)
            found = articles.find_many(cursor, pending)
        return [found[article_id] for article_id in pending]


def statements_of(article: Article, claims: Sequence[Claim]) -> list[Statement]:
    """The claims that somebody stands behind, as statements: today's claims, tomorrow's priors.

    A statement is the whole sentence, as in an archive: it says who speaks and whether they deny
    it, where the claim's own words may be no more than "an extension". Two claims that a person
    makes in one sentence are one statement, or it would stand twice among the priors.
    """
    found: dict[tuple[str, str | None, Polarity], Statement] = {}
    for claim in claims:
        if claim.source is None:
            continue
        sentence = article.text[claim.sentence.start : claim.sentence.end]
        found.setdefault(
            (sentence, claim.speaker, claim.polarity),
            Statement(
                statement_id=claim.claim_id,
                text=sentence,
                speaker=claim.speaker,
                actor=claim.actor,
                said_on=claim.said_on,
                published_on=article.published_on,
                title=article.title,
                publisher=article.publisher,
                source_url=article.url,
                language=article.language,
                polarity=claim.polarity,
                article_id=article.article_id,
                claim_id=claim.claim_id,
                metadata={"claim": claim.text, "proposition": claim.proposition},
            ),
        )
    return list(found.values())


def query_of(claim: Claim, article: Article | ArticleHeading) -> Query:
    """What to look for in the archive on behalf of a claim."""
    return Query(
        claim_id=claim.claim_id,
        text=claim.text,
        proposition=claim.proposition if claim.proposition else None,
        speaker=claim.speaker,
        actor=claim.actor,
        polarity=claim.polarity,
        article_date=article.published_on,
        article_id=article.article_id,
        context=article.title,
    )


def _known(cursor: Cursor, article: Article) -> Article | None:
    stored = articles.find(cursor, article.article_id)
    if stored is not None and stored.sha256 != article.sha256:
        raise Conflict(
            f"another text is stored as article {article.article_id}; "
            "articles never change, so give this one an id of its own"
        )
    return articles.find_same_text(cursor, article.sha256) if stored is None else stored
