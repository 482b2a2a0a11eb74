"""Where the review screen stands and goes: without Streamlit, without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cases import each
from tests.ui.made import NOON, article, claim_on_desk, prior
from workbench.errors import InputError
from workbench.model.claim import Dismissal
from workbench.model.desk import ClaimState
from workbench.model.prior import Lane, Prior, Relation, RelationLabel
from workbench.model.verdict import Draft, Verdict
from workbench.ui.review.state import OffDesk, ReviewState, check, group_priors

TEXT = "One. Two. Three. Four."
STATES = [ClaimState.APPROVED, ClaimState.OPEN, ClaimState.SUBMITTED, ClaimState.RETURNED]


def state_at(claim_id: str | None) -> ReviewState:
    claims = [
        claim_on_desk(f"a-{number:03d}", number * 5, number * 5 + 4, state=each)
        for number, each in enumerate(STATES)
    ]
    return ReviewState.of(article(TEXT), claims, claim_id)


def test_an_article_opens_at_its_first_claim_to_review() -> None:
    state = state_at(None)
    assert state.current is not None
    assert state.current.claim.claim_id == "a-001"
    assert state.number == 2


def test_a_link_to_a_claim_that_is_gone_opens_the_article_all_the_same() -> None:
    assert state_at("b-999").number == 2


def test_an_article_without_claims_has_nowhere_to_go() -> None:
    state = ReviewState.of(article(TEXT), [], None)
    assert state.current is None
    assert (state.number, state.previous_id, state.next_id, state.next_to_review_id) == (
        0,
        None,
        None,
        None,
    )
    assert list(state.page()) == []


def test_previous_and_next_stop_at_the_ends() -> None:
    assert state_at("a-000").previous_id is None
    assert state_at("a-000").next_id == "a-001"
    assert state_at("a-003").next_id is None
    assert state_at("a-003").previous_id == "a-002"


@each("at, following", [("a-000", "a-001"), ("a-001", "a-003"), ("a-003", "a-001")])
def test_next_to_review_passes_over_decided_claims_and_goes_round(at: str, following: str) -> None:
    assert state_at(at).next_to_review_id == following


def test_next_to_review_is_nothing_when_all_is_decided() -> None:
    claims = [claim_on_desk("a-000", 0, 4, state=ClaimState.APPROVED)]
    assert ReviewState.of(article(TEXT), claims, None).next_to_review_id is None


def test_a_returned_claim_is_not_decided() -> None:
    assert state_at(None).decided == 2


def test_long_articles_list_their_claims_in_pages_around_the_current_one() -> None:
    claims = [claim_on_desk(f"a-{number:03d}", 0, 1) for number in range(60)]
    at = ReviewState.of(article(TEXT), claims, "a-030")
    assert list(at.page()) == list(range(25, 50))
    assert list(ReviewState.of(article(TEXT), claims, "a-059").page()) == list(range(50, 60))


def test_priors_stand_under_their_relation_and_later_ones_apart() -> None:
    groups = group_priors(
        [
            prior("s1", Relation.SUPPORTS, rank=1),
            prior("c2", Relation.CONTRADICTS, rank=3),
            prior("c1", Relation.CONTRADICTS, rank=2),
            prior("later", Relation.CONTRADICTS, rank=1, lane=Lane.SINCE),
        ]
    )
    assert [
        (group.heading, [each.prior.statement.statement_id for each in group.priors])
        for group in groups
    ] == [
        ("Contradicts", ["c1", "c2"]),
        ("Supports", ["s1"]),
        ("Said after this article", ["later"]),
    ]


def test_groups_are_in_order_of_certainty_and_the_same_point_comes_before_the_topic() -> None:
    def labelled(statement_id: str, rank: int, *chances: float) -> Prior:
        against, along, beside = chances
        relation = Relation.CONTRADICTS if against >= 0.5 else Relation.RELATED
        label = RelationLabel(relation, against, along, beside)
        return replace(prior(statement_id, relation, rank=rank), label=label)

    groups = group_priors(
        [
            labelled("topic", 1, 0.2, 0.2, 0.6),
            labelled("likely", 2, 0.6, 0.1, 0.3),
            labelled("point", 3, 0.4, 0.3, 0.3),
            labelled("sure", 4, 0.9, 0.05, 0.05),
            labelled("surer of the point", 5, 0.45, 0.45, 0.1),
        ]
    )
    assert [
        (group.heading, [each.prior.statement.statement_id for each in group.priors])
        for group in groups
    ] == [
        ("Contradicts", ["sure", "likely"]),
        ("On the same point", ["surer of the point", "point"]),
        ("On the topic", ["topic"]),
    ]


def test_priors_are_numbered_down_the_screen_so_that_a_key_cites_what_it_shows() -> None:
    groups = group_priors(
        [prior(f"s{number}", relation, rank=number) for number, relation in enumerate(Relation)]
        + [prior("later", Relation.RELATED, rank=1, lane=Lane.SINCE)]
    )
    assert [each.number for group in groups for each in group.priors] == [1, 2, 3, 4]


def test_a_draft_without_a_verdict_says_what_is_missing() -> None:
    with pytest.raises(InputError, match="choose a verdict") as refused:
        check(Draft(None, "because"))
    assert refused.value.field == "verdict"
    assert check(Draft(Verdict.CONTESTED)) is Verdict.CONTESTED  # the desk asks for the rest


def test_a_long_list_shows_its_first_and_folds_the_others_away() -> None:
    def sizes(number: int) -> tuple[int, int]:
        [group] = group_priors(
            prior(f"s{rank}", Relation.RELATED, rank=rank) for rank in range(1, number + 1)
        )
        return len(group.shown), len(group.folded)

    assert sizes(3) == (3, 0)
    assert sizes(4) == (4, 0)  # a single one is not worth folding away
    assert sizes(5) == (3, 2)


def test_a_claim_off_the_desk_stands_between_those_that_are_on_it() -> None:
    dismissal = Dismissal("a-099", 1, True, None, None, None, (), (), "chris", NOON)
    gone = OffDesk(claim_on_desk("a-099", 7, 9).claim, dismissal)
    state = state_at(None).without(gone)
    assert state.current is None
    assert state.claim_id == "a-099"
    assert (state.previous_id, state.next_id) == ("a-001", "a-002")
    assert state.next_to_review_id == "a-003"
    assert state.decided == 2
    assert list(state.page()) == [0, 1, 2, 3]
