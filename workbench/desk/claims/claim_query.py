"""What to look for in the archive on behalf of a claim."""

from __future__ import annotations

from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.prior import Query
from workbench.storage.claims.articles import ArticleHeading


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
