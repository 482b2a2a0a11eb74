"""What the review screen knows and where it can go next, without any Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.app import App
from workbench.errors import InputError
from workbench.model.article import Article
from workbench.model.claim import Claim, Dismissal
from workbench.model.desk import TO_DO
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.people import User
from workbench.model.prior import Lane, Prior, Relation
from workbench.model.verdict import Draft, Verdict

CLAIMS_A_PAGE = 25


@dataclass(frozen=True)
class OffDesk:
    """A claim that a link names and that is not on the desk any more, and how it came so."""

    claim: Claim
    dismissal: Dismissal


@dataclass(frozen=True)
class ReviewState:
    """One article on the screen and the claim being looked at.

    Attributes:
        claims: In the order of the text; numbers on the screen count from 1.
        position: Index of the current claim, None when there is none to look at.
        off_desk: What the link names instead, if that was dismissed, cut in two or put together.
    """

    article: Article
    claims: tuple[ClaimOnDesk, ...]
    position: int | None
    off_desk: OffDesk | None = None

    @classmethod
    def load(
        cls, app: App, user: User, article_id: str | None, claim_id: str | None
    ) -> ReviewState | None:
        """What a deep link asks for, or the best place to start; None on an empty desk.

        A claim alone finds its article. An article alone opens at its first claim to review.
        Neither opens the newest article in which something waits for the person.

        Raises:
            NotFound: the link names an article or claim that is not there.
        """
        if article_id is None and claim_id is not None:
            article_id = app.page_queries.claim(claim_id, reader=user).claim.article_id
        if article_id is None:
            queue = app.page_queries.queue(user)
            if not queue:
                return None
            waiting = [line for line in queue if line.waiting]
            article_id = (waiting or queue)[0].article_id
        claims = app.page_queries.claims_of(article_id, reader=user)
        state = cls.of(app.page_queries.article(article_id), claims, claim_id)
        if claim_id is None or (state.current and state.current.claim.claim_id == claim_id):
            return state
        return state.without(off_desk(app, claim_id))

    @classmethod
    def of(
        cls, article: Article, claims: Sequence[ClaimOnDesk], claim_id: str | None
    ) -> ReviewState:
        """The state for a claim of an article, or for its first claim to review."""
        ids = [item.claim.claim_id for item in claims]
        if claim_id in ids:
            position: int | None = ids.index(claim_id)
        else:
            to_review = [index for index, item in enumerate(claims) if item.state in TO_DO]
            position = to_review[0] if to_review else (0 if claims else None)
        return cls(article, tuple(claims), position)

    def without(self, gone: OffDesk | None) -> ReviewState:
        """The same with a claim that is off the desk in place of one that is on it."""
        if gone is None or gone.claim.article_id != self.article.article_id:
            return self
        return ReviewState(self.article, self.claims, None, gone)

    @property
    def current(self) -> ClaimOnDesk | None:
        return None if self.position is None else self.claims[self.position]

    @property
    def claim_id(self) -> str | None:
        """What the address names: the current claim, or the one that is off the desk."""
        if self.off_desk is not None:
            return self.off_desk.claim.claim_id
        return None if self.current is None else self.current.claim.claim_id

    @property
    def number(self) -> int:
        """The current claim's number on the screen; 0 when there is none."""
        return 0 if self.position is None else self.position + 1

    @property
    def _before(self) -> tuple[ClaimOnDesk, ...]:
        if self.off_desk is not None:
            start = self.off_desk.claim.start
            return tuple(item for item in self.claims if item.claim.start < start)
        return self.claims[: self.position or 0]

    @property
    def _after(self) -> tuple[ClaimOnDesk, ...]:
        return self.claims[len(self._before) + (self.position is not None) :]

    @property
    def previous_id(self) -> str | None:
        return self._before[-1].claim.claim_id if self._before else None

    @property
    def next_id(self) -> str | None:
        return self._after[0].claim.claim_id if self._after else None

    @property
    def next_to_review_id(self) -> str | None:
        """The next claim that nobody has decided, going round to the start of the article."""
        later = self._after + self._before
        return next((item.claim.claim_id for item in later if item.state in TO_DO), None)

    @property
    def decided(self) -> int:
        """How many claims have a verdict that has not been returned."""
        return sum(item.state not in TO_DO for item in self.claims)

    def page(self, size: int = CLAIMS_A_PAGE) -> range:
        """Indices of the claims listed together with the current one."""
        place = min(len(self._before), max(len(self.claims) - 1, 0))
        start = place // size * size
        return range(start, min(start + size, len(self.claims)))


def off_desk(app: App, claim_id: str) -> OffDesk | None:
    """What became of a claim that was taken off the desk; None for any other, and for none."""
    dismissals = app.claims.history(claim_id).dismissals
    if not dismissals or not dismissals[-1].dismissed:
        return None
    return OffDesk(app.page_queries.bare_claim(claim_id), dismissals[-1])


@dataclass(frozen=True)
class NumberedPrior:
    """A prior with its number on the screen, which is also the key that cites it (10 is 0)."""

    number: int
    prior: Prior


@dataclass(frozen=True)
class PriorGroup:
    """Priors that do the same to the claim, under one heading.

    Attributes:
        first: How many of a long list are shown at once.
    """

    heading: str
    explanation: str
    priors: tuple[NumberedPrior, ...]
    first: int

    @property
    def shown(self) -> tuple[NumberedPrior, ...]:
        """Those that are shown at once; one alone is not worth folding away."""
        whole = len(self.priors) <= self.first + 1
        return self.priors if whole else self.priors[: self.first]

    @property
    def folded(self) -> tuple[NumberedPrior, ...]:
        """Those behind "more"."""
        return self.priors[len(self.shown) :]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands together, under which words, and how many of a long list are shown at once."""

    words: str
    explanation: str
    first: int
    holds: Callable[[Prior], bool]
    certainty: Callable[[Prior], float]
    """What the priors are in order of; those of like certainty stand as they are ranked."""


def _names(side: Relation) -> Callable[[Prior], bool]:
    return lambda prior: prior.lane is Lane.PRIOR and prior.label.named is side


def _takes_no_side(*, on_point: bool) -> Callable[[Prior], bool]:
    return lambda prior: _names(Relation.RELATED)(prior) and prior.label.is_on_point is on_point


HEADINGS = (
    Heading(
        "Contradicts",
        "Said by then, and against the claim.",
        5,
        _names(Relation.CONTRADICTS),
        lambda prior: prior.label.contradicts,
    ),
    Heading(
        "Supports",
        "Said by then, and for the claim.",
        3,
        _names(Relation.SUPPORTS),
        lambda prior: prior.label.supports,
    ),
    Heading(
        "On the same point",
        "Said by then; for or against, the machine cannot tell.",
        5,
        _takes_no_side(on_point=True),
        lambda prior: 1 - prior.label.related,
    ),
    Heading("On the topic", "Said by then.", 3, _takes_no_side(on_point=False), lambda prior: 0.0),
    Heading(
        "Said after this article",
        "Not known when the article appeared. Judge the article by what was known then.",
        3,
        lambda prior: prior.lane is Lane.SINCE,
        lambda prior: 0.0,
    ),
)


def group_priors(priors: Iterable[Prior]) -> tuple[PriorGroup, ...]:
    """Priors under their headings, numbered down the screen; groups without any are left out."""
    priors = sorted(priors, key=lambda prior: prior.rank)
    groups, number = [], 0
    for heading in HEADINGS:
        chosen = sorted(filter(heading.holds, priors), key=lambda one: -heading.certainty(one))
        numbered = tuple(
            NumberedPrior(number + place, prior) for place, prior in enumerate(chosen, start=1)
        )
        number += len(numbered)
        if numbered:
            groups.append(PriorGroup(heading.words, heading.explanation, numbered, heading.first))
    return tuple(groups)


def check(draft: Draft) -> Verdict:
    """The verdict of a draft, which the form itself can tell is missing; the desk checks the rest.

    Raises:
        InputError: none is chosen.
    """
    if draft.verdict is None:
        raise InputError(
            "choose a verdict first: contested, confirmed or unverified; nothing was saved",
            field="verdict",
        )
    return draft.verdict
