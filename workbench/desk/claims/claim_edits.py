"""What people do to the claims of an article: add, cut in two, put together, correct, dismiss.

Nothing is overwritten. A claim that is cut or put together makes way for new ones; one whose
attribution is corrected keeps its id, and every state it was in. Whoever did it has a hand in the
claim, so somebody else signs its verdict (docs/decisions/013-claims-by-people.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.desk.claims.claim_records import (
    latest_dismissals,
    next_ids,
    put_in_place,
    record_dismissal,
    store,
)
from workbench.desk.claims.claim_state import Standing, check_move, claim_of, read_standing
from workbench.desk.claims.claim_words import Place, place_at, place_of_cut, places_of, split_span
from workbench.desk.claims.claims_remade import Reader, correct, put_together, with_words
from workbench.desk.claims.workflow import Move, action_of
from workbench.desk.people.permissions import require_now
from workbench.desk.validation import check_words
from workbench.errors import Conflict, InputError, NotFound
from workbench.model.article import Article, Span
from workbench.model.claim import (
    Attributed,
    Claim,
    ClaimChange,
    ClaimChangeKind,
    Dismissal,
    DismissalReason,
)
from workbench.model.desk import ClaimState
from workbench.model.people import Action, User
from workbench.storage.claims import articles, claim_edits, claim_vectors
from workbench.storage.engine.remembered import Remembered

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

LONGEST_NOTE: Final = 1_000
ARTICLES_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class ClaimHistory:
    """What people did to one claim, first to last."""

    changes: tuple[ClaimChange, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()

    @property
    def number(self) -> int:
        """How often the claim was changed; to pass on when correcting it."""
        return self.changes[-1].number if self.changes else 0


@dataclass(frozen=True, slots=True)
class DismissedClaim:
    """A claim that is off the desk, and why."""

    claim: Claim
    dismissal: Dismissal


class ClaimEdits:
    """Changes of claims. Every method is safe to call from many threads."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        reader: Reader,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """``changed`` is called after every change that statements of the archive may follow."""
        self._database = database
        self._clock = clock
        self._reader = reader
        self._changed = changed
        self._dismissed = Remembered[str, list[DismissedClaim]](database, ARTICLES_KEPT)

    # Looking ---------------------------------------------------------------------------------

    def places(self, article_id: str, words: str) -> list[Place]:
        """Every place where words stand in an article.

        Raises:
            NotFound: there is no such article.
            InputError: the words do not stand in it.
        """
        return places_of(self._article(article_id), words)

    def reading(self, article_id: str, span: Span) -> Claim:
        """How the machine reads some words: who says them, and whether they deny them.

        Raises:
            NotFound: there is no such article.
            InputError: the place lies outside it, or holds no words or too many.
        """
        article = self._article(article_id)
        return self._reader().claim_of(article, place_at(article, span).span)

    def place_of_cut(self, claim_id: str, marked: str) -> int:
        """Where a person put a bar | into a claim's words; to pass on to ``split``.

        Raises:
            NotFound: there is no such claim.
            InputError: there is no bar or several, or the words were changed.
        """
        with self._database.read() as cursor:
            claim = claim_of(cursor, claim_id)
        return place_of_cut(claim.text, marked)

    def history(self, claim_id: str) -> ClaimHistory:
        """What people did to a claim; empty for one that stands as it was lifted."""
        with self._database.read() as cursor:
            return ClaimHistory(
                tuple(claim_edits.changes_of(cursor, [claim_id]).get(claim_id, ())),
                tuple(claim_edits.dismissals_of(cursor, [claim_id]).get(claim_id, ())),
            )

    def dismissed(self, article_id: str) -> list[DismissedClaim]:
        """The claims of an article that were dismissed, in the order of its text."""
        return list(self._dismissed.of(article_id, lambda: self._read_dismissed(article_id)))

    def _read_dismissed(self, article_id: str) -> list[DismissedClaim]:
        with self._database.read() as cursor:
            last = latest_dismissals(cursor, articles.ever_dismissed(cursor, article_id))
            gone = [
                claim_id
                for claim_id, said in last.items()
                if said.dismissed and not said.replaced_by
            ]
            claims = articles.claims_by_id(cursor, gone)
        in_order = sorted(
            claims.values(), key=lambda claim: (claim.start, claim.end, claim.claim_id)
        )
        return [DismissedClaim(claim, last[claim.claim_id]) for claim in in_order]

    # Changing --------------------------------------------------------------------------------

    def add(
        self, article_id: str, span: Span, *, by: User, attributed: Attributed | None = None
    ) -> Claim:
        """Add a claim that was not suggested.

        Args:
            span: Its words, in characters of the article.
            attributed: Who says it and how, none for what the machine reads.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such article.
            InputError: the place has no words, or a name or day cannot be right.
            Conflict: the words are a claim already, on the desk or dismissed.
        """
        article = self._article(article_id, by)
        span = place_at(article, span).span
        claim = self._reader().claim_of(article, span)
        if attributed is not None:
            claim = correct(claim, attributed, article, self._reader)
        with self._database.write() as cursor:
            require_now(cursor, by, Action.CHANGE_CLAIMS)
            _check_new(cursor, claim)
            added = replace(claim, claim_id=next_ids(cursor, article_id, 1)[0])
            store(cursor, [added], ClaimChangeKind.ADDED, came_from=(), by=by, at=self._clock())
        self._changed()
        return added

    def split(self, claim_id: str, at: int, *, by: User) -> tuple[Claim, Claim]:
        """Cut a claim in two; each part keeps who said it and how.

        Args:
            at: Where the second part begins, in characters of the claim's text.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such claim.
            InputError: a part would have no words, or the place is inside a word.
            Conflict: a verdict on it waits or is signed, somebody else has it, or it changed.
        """
        claim, article = self._read_claim(claim_id, by)
        parts = [with_words(claim, article, span, self._reader) for span in split_span(claim, at)]
        with self._database.write() as cursor:
            self._movable(cursor, claim, by)
            new = [
                replace(part, claim_id=made)
                for part, made in zip(parts, next_ids(cursor, article.article_id, 2), strict=True)
            ]
            put_in_place(cursor, [claim], new, ClaimChangeKind.SPLIT, by=by, at=self._clock())
        self._changed()
        return new[0], new[1]

    def merge(self, claim_id: str, other_id: str, *, by: User) -> Claim:
        """Make one claim of two neighbours of one speaker, with the words between them.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such claim.
            InputError: they are no neighbours, not said alike, or too long together.
            Conflict: a verdict on one waits or is signed, somebody else has it, or it changed.
        """
        claim, article = self._read_claim(claim_id, by)
        other, _ = self._read_claim(other_id, by)
        first, second = sorted((claim, other), key=lambda one: (one.start, one.end))
        merged = put_together(first, second, article, self._reader)
        with self._database.write() as cursor:
            _check_neighbours(cursor, first, second)
            self._movable(cursor, first, by)
            self._movable(cursor, second, by)
            merged = replace(merged, claim_id=next_ids(cursor, article.article_id, 1)[0])
            put_in_place(
                cursor, [first, second], [merged], ClaimChangeKind.MERGED, by=by, at=self._clock()
            )
        self._changed()
        return merged

    def correct(self, claim_id: str, attributed: Attributed, *, by: User, seen: int) -> Claim:
        """Correct who says a claim, for whom, whether they deny it, and on which day.

        Args:
            attributed: All four, the right ones too. A speaker without an actor stands for
                whom the actors file names.
            seen: How often the claim had been changed when it was seen, see ``history``.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such claim.
            InputError: nothing is different, or a name or day cannot be right.
            Conflict: a verdict on it waits or is signed, somebody else has it, or it changed.
        """
        claim, article = self._read_claim(claim_id, by)
        right = correct(claim, attributed, article, self._reader)
        if right == claim:
            raise InputError("nothing is different from what the card says; change what is wrong")
        with self._database.write() as cursor:
            now = self._movable(cursor, claim, by)
            before = claim_edits.changes_of(cursor, [claim_id]).get(claim_id, [])
            number = before[-1].number if before else 0
            if number != seen:
                raise Conflict(
                    f"{before[-1].made_by} has changed this claim since you opened it; read it "
                    "again"
                )
            store(
                cursor,
                [right],
                ClaimChangeKind.CORRECTED,
                came_from=before[-1].came_from if before else (),
                by=by,
                at=self._clock(),
                number=number + 1,
                version=now.version + 1,
                hands=before[-1].hands if before else (),
            )
            claim_vectors.drop(cursor, claim_id)
        self._changed()
        return right

    def dismiss(
        self, claim_id: str, reason: DismissalReason, *, by: User, note: str | None = None
    ) -> Dismissal:
        """Take a claim off the desk; the same is not suggested again.

        Raises:
            InputError: the reason is "other" and no note says which.
            NotAllowed: the role does not permit it.
            NotFound: there is no such claim.
            Conflict: a verdict on it waits or is signed, or somebody else has it.
        """
        words = check_words(note, "the note", longest=LONGEST_NOTE)
        if reason is DismissalReason.OTHER and words is None:
            raise InputError("say in a note why this is no claim to check")
        with self._database.write() as cursor:
            require_now(cursor, by, action_of(Move.DISMISS))
            now = read_standing(cursor, claim_id, at=self._clock())
            check_move(cursor, now, Move.DISMISS, by)
            return record_dismissal(
                cursor,
                now.claim,
                dismissed=True,
                by=by,
                at=self._clock(),
                reason=reason,
                note=words,
            )

    def restore(self, claim_id: str, *, by: User) -> Dismissal:
        """Put a dismissed claim back on the desk, where it stood.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such claim.
            Conflict: it is not dismissed, or others have taken its place.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, action_of(Move.RESTORE))
            now = read_standing(cursor, claim_id, at=self._clock())
            check_move(cursor, now, Move.RESTORE, by)
            last = latest_dismissals(cursor, [claim_id]).get(claim_id)
            if last is not None and last.replaced_by:
                raise Conflict(
                    "other claims have taken the place of this one: "
                    f"{', '.join(last.replaced_by)}; put them together or cut them instead"
                )
            return record_dismissal(cursor, now.claim, dismissed=False, by=by, at=self._clock())

    # Inside ----------------------------------------------------------------------------------

    def _article(self, article_id: str, by: User | None = None) -> Article:
        with self._database.read() as cursor:
            if by is not None:
                require_now(cursor, by, Action.CHANGE_CLAIMS)
            article = articles.find(cursor, article_id)
        if article is None:
            raise NotFound(f"there is no article {article_id}")
        return article

    def _read_claim(self, claim_id: str, by: User) -> tuple[Claim, Article]:
        """A claim as it is before the machine reads its words, which takes a moment."""
        with self._database.read() as cursor:
            require_now(cursor, by, action_of(Move.CHANGE))
            now = read_standing(cursor, claim_id, at=self._clock())
            check_move(cursor, now, Move.CHANGE, by)
            article = articles.find(cursor, now.claim.article_id)
        if article is None:
            raise NotFound(f"there is no article {now.claim.article_id}")
        return now.claim, article

    def _movable(self, cursor: Cursor, seen: Claim, by: User) -> Standing:
        require_now(cursor, by, action_of(Move.CHANGE))
        now = read_standing(cursor, seen.claim_id, at=self._clock())
        check_move(cursor, now, Move.CHANGE, by)
        if now.claim != seen:
            raise Conflict("somebody has just changed this claim; read it again")
        return now


def _check_new(cursor: Cursor, claim: Claim) -> None:
    said = (claim.start, claim.end, claim.speaker, claim.polarity)
    for known in articles.every_claim_of(cursor, claim.article_id):
        if (known.start, known.end, known.speaker, known.polarity) != said:
            continue
        if articles.standing_of(cursor, known.claim_id) is not ClaimState.DISMISSED:
            raise Conflict(f"these words are a claim already: {known.claim_id}")
        last = latest_dismissals(cursor, [known.claim_id])[known.claim_id]
        if not last.replaced_by:
            raise Conflict(
                f"these words are the claim {known.claim_id}, which was dismissed; restore it "
                "instead"
            )


def _check_neighbours(cursor: Cursor, first: Claim, second: Claim) -> None:
    order = [claim.claim_id for claim in articles.claims_of(cursor, first.article_id)]
    there = [one.claim_id for one in (first, second) if one.claim_id in order]
    if len(there) == 2 and abs(order.index(there[0]) - order.index(there[1])) != 1:
        raise InputError(
            "other claims stand between these two; put together two that follow one another"
        )
