"""What the screens read: plain SQL shaped for one page each, and no decisions.

The shapes come first, since pages and commands are built on them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbench.errors import NotFound
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.desk import ClaimState, Priority
from workbench.model.ledger import Event
from workbench.model.on_desk import ClaimOnDesk, HistoryEntry
from workbench.model.people import User
from workbench.model.prior import Prior
from workbench.model.queue import ArticleProgress, Listed, Order, Wanted
from workbench.storage.claims import articles, moves
from workbench.storage.engine.remembered import Remembered
from workbench.storage.ledger import events
from workbench.storage.reads import article_queue, claim_list
from workbench.storage.reads.article_queue import PRIORITIES
from workbench.storage.verdicts import evidence, verdicts
from workbench.storage.verdicts.visibility import is_kept_from, kept_among, kept_from, name_of

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row
    from workbench.storage.engine.database import Database


ARTICLES_KEPT: Final = 64
CLAIMS_KEPT: Final = 4096
ON_DESK: Final = (
    "SELECT"
    + articles.CLAIM_COLUMNS
    + """, claims.version, claims.state
    FROM every_standing AS claims
    """
)
"""Read by ``_on_desk`` only, which leaves out what is kept from the reader."""

NEWEST_FLAG: Final = """
    JOIN flagged_claims AS flagged ON flagged.claim_id = claims.claim_id
    WHERE claims.state <> 'dismissed'
    ORDER BY flagged.newest_at DESC, claims.claim_id
"""


class PageQueries:
    """Reads for the pages; every method is one consistent look at the database.

    What could tell of a verdict takes the reader: where they owe a blind second opinion on a claim
    they are told its words and nothing that was decided, see ``verdicts.visibility``.
    """

    def __init__(
        self, database: Database, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """``clock`` tells which claims are still taken."""
        self._database = database
        self._clock = clock
        self._article = lru_cache(maxsize=ARTICLES_KEPT)(self._read_article)
        self._claims_of = Remembered[tuple[str, str], list[ClaimOnDesk]](database, ARTICLES_KEPT)
        self._claim = Remembered[str, Claim](database, CLAIMS_KEPT)

    def queue(self, user: User) -> list[ArticleProgress]:
        """All articles with their progress and what waits for ``user``.

        The most pressing first, then what is due first, then the newest. A claim on which the
        person owes a blind opinion counts as not reviewed.
        """
        with self._database.read() as cursor:
            return article_queue.find(cursor, user, now=self._clock())

    def listed(
        self,
        user: User,
        wanted: Wanted,
        *,
        order: Order = Order.DUE,
        page: int = 1,
        only: Collection[str] | None = None,
    ) -> tuple[list[Listed], int]:
        """A page of the claims of all stories that are wanted, and how many there are in all.

        Args:
            only: Nothing but these claims; none for all.
        """
        with self._database.read() as cursor:
            return claim_list.find(
                cursor,
                user,
                wanted,
                order=order,
                page=page,
                now=self._clock(),
                only=only,
            )

    def article(self, article_id: str) -> Article:
        """One article with its text; articles never change, so it is read once.

        Raises:
            NotFound: there is no such article.
        """
        return self._article(article_id)

    def _read_article(self, article_id: str) -> Article:
        with self._database.read() as cursor:
            article = articles.find(cursor, article_id)
        if article is None:
            raise NotFound(f"there is no article {article_id}")
        return article

    def claims_of(self, article_id: str, *, reader: User | None) -> list[ClaimOnDesk]:
        """The claims of an article in the order of its text; empty for an unknown article."""
        found = self._claims_of.of(
            (article_id, name_of(reader)), lambda: self._read_claims_of(article_id, reader)
        )
        return _held_now(found, self._clock())

    def _read_claims_of(self, article_id: str, reader: User | None) -> list[ClaimOnDesk]:
        commits = self._database.commits
        with self._database.read() as cursor:
            rows = cursor.rows(
                ON_DESK
                + "WHERE claims.article_id = ? AND claims.state <> 'dismissed'"
                + articles.IN_ORDER,
                [article_id],
            )
            found = _on_desk(cursor, rows, reader)
        self._claim.keep({item.claim.claim_id: item.claim for item in found}, commits)
        return found

    def claim(self, claim_id: str, *, reader: User | None) -> ClaimOnDesk:
        """One claim, dismissed or not.

        Raises:
            NotFound: there is no such claim.
        """
        with self._database.read() as cursor:
            rows = cursor.rows(ON_DESK + "WHERE claims.claim_id = ?", [claim_id])
            found = _held_now(_on_desk(cursor, rows, reader), self._clock())
        if not found:
            raise NotFound(f"there is no claim {claim_id}")
        return found[0]

    def bare_claim(self, claim_id: str) -> Claim:
        """One claim without what became of it, dismissed or not, for what goes by its words alone.

        Raises:
            NotFound: there is no such claim.
        """
        return self._claim.of(claim_id, lambda: self._read_claim(claim_id))

    def _read_claim(self, claim_id: str) -> Claim:
        with self._database.read() as cursor:
            claim = articles.find_claim(cursor, claim_id)
        if claim is None:
            raise NotFound(f"there is no claim {claim_id}")
        return claim

    def awaiting_sign_off(self, *, reader: User | None) -> list[ClaimOnDesk]:
        """Claims whose latest verdict waits for a supervisor, oldest decision first.

        What is planned as more or less pressing comes before or after the rest.
        """
        with self._database.read() as cursor:
            rows = cursor.rows(
                ON_DESK
                + """
                WHERE claims.state = 'submitted'
                ORDER BY claims.decided_at, claims.claim_id
                """
            )
            found = _held_now(_on_desk(cursor, rows, reader), self._clock())
        return sorted((one for one in found if not one.is_blind), key=_rank_priority)

    def flagged(self, reader: User) -> list[ClaimOnDesk]:
        """Decided claims with evidence that came after their latest verdict, newest flag first.

        Left out are those on which the reader owes a blind opinion.
        """
        with self._database.read() as cursor:
            rows = cursor.rows(ON_DESK + NEWEST_FLAG)
            found = _held_now(_on_desk(cursor, rows, reader), self._clock())
        return [one for one in found if not one.is_blind]

    def priors_seen(self, claim_id: str, version: int, *, reader: User | None) -> list[Prior]:
        """The priors as they stood before the checker who wrote this version.

        Those of rank 0 were found by a search and cited.
        """
        with self._database.read() as cursor:
            if is_kept_from(cursor, claim_id, reader):
                return []
            priors = evidence.read_seen(cursor, [claim_id])
        return list(priors.get((claim_id, version), ()))

    def history(self, claim_id: str, *, reader: User | None) -> list[HistoryEntry]:
        """Every version of the verdict on a claim with what became of it, first to last."""
        with self._database.read() as cursor:
            if is_kept_from(cursor, claim_id, reader):
                return []
            return read_history(cursor, claim_id)

    def events(self, limit: int = 100, *, reader: User | None) -> list[Event]:
        """The latest events of the ledger, newest first, without those on claims kept from them."""
        with self._database.read() as cursor:
            return events.latest(cursor, limit, but=kept_from(cursor, reader))


def read_history(cursor: Cursor, claim_id: str) -> list[HistoryEntry]:
    """The same, for who has made sure that the reader may see it."""
    versions = verdicts.versions(cursor, claim_id)
    if not versions:
        return []
    sign_offs = verdicts.sign_offs_of(cursor, [claim_id])
    withdrawn = moves.withdrawals_of(cursor, [claim_id])
    reopened = {
        one.version: one for one in moves.reopenings_of(cursor, [claim_id]).get(claim_id, ())
    }
    return [
        HistoryEntry(
            verdict=version,
            sign_off=sign_offs.get((claim_id, version.version)),
            withdrawal=withdrawn.get((claim_id, version.version)),
            reopening=reopened.get(version.version),
        )
        for version in versions
    ]


def _rank_priority(item: ClaimOnDesk) -> int:
    return PRIORITIES.index(Priority.NORMAL if item.plan is None else item.plan.priority)


def _held_now(found: Sequence[ClaimOnDesk], at: datetime) -> list[ClaimOnDesk]:
    """The claims, each without a hold that is over: time alone ends one, and no commit."""
    return [
        item
        if item.hold is None or item.hold.is_live(item.seen_version, at)
        else replace(item, hold=None)
        for item in found
    ]


def _on_desk(cursor: Cursor, rows: Sequence[Row], reader: User | None) -> list[ClaimOnDesk]:
    """The claims of rows of ``ON_DESK``, with holds that may be over."""
    kept = kept_among(cursor, [row.claim_id for row in rows], reader)
    ids = [row.claim_id for row in rows if row.claim_id not in kept]
    decided = [row.claim_id for row in rows if row.version is not None and row.claim_id not in kept]
    versions = verdicts.versions_of(cursor, decided) if decided else {}
    sign_offs = verdicts.sign_offs_of(cursor, decided) if decided else {}
    flags = verdicts.flags_of(cursor, decided) if decided else {}
    holds = moves.holds_of(cursor, ids)
    plans = moves.plans_of(cursor, ids)
    found = []
    for row in rows:
        claim = articles.claim_from_row(row)
        if claim.claim_id in kept:
            found.append(ClaimOnDesk(claim, ClaimState.OPEN, is_blind=True))
            continue
        latest = versions[claim.claim_id][-1] if claim.claim_id in versions else None
        key = (claim.claim_id, 0 if latest is None else latest.version)
        found.append(
            ClaimOnDesk(
                claim=claim,
                state=ClaimState(row.state),
                verdict=latest,
                sign_off=sign_offs.get(key),
                flags=tuple(flags.get(key, ())),
                hold=holds.get(claim.claim_id),
                plan=plans.get(claim.claim_id),
            )
        )
    return found
