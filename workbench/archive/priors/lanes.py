"""Lanes: what had been said by the day of an article, and what was said since."""

from __future__ import annotations

from datetime import date

from workbench.model.prior import Lane
from workbench.model.statement import Statement


def lane_of(statement: Statement, article_date: date | None) -> Lane:
    """The lane of a statement beside a claim of an article of that day.

    The same day is in time, as an article reports its own day. What has no day cannot be shown to
    come before an article, so it stands in lane since. Without an article date nothing can be
    told apart and everything is in lane prior.
    """
    if article_date is None:
        return Lane.PRIOR
    if statement.dated is None or statement.dated > article_date:
        return Lane.SINCE
    return Lane.PRIOR


def days_before(statement: Statement, article_date: date | None) -> int | None:
    """Days from the statement to the article, negative for later ones; None if a day is missing."""
    if article_date is None or statement.dated is None:
        return None
    return (article_date - statement.dated).days
