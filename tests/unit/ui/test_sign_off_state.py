"""What a supervisor sees first, what a link opens, and how evidence is parted."""

from __future__ import annotations

from tests.cases import each
from tests.ui.made import claim_on_desk, prior, version
from workbench.model.desk import ClaimState
from workbench.model.prior import Relation
from workbench.model.queue import AwaitingSignature, Risk, RiskKind
from workbench.model.verdict import Verdict
from workbench.ui.sign_off.state import (
    ALL,
    MINE,
    PAGE,
    RETURN_REASONS,
    RISK_WORDS,
    Evidence,
    SignOffState,
)

THIN = Risk(RiskKind.THIN, "One statement alone carries it.")


def waiting(number: int, *risks: Risk, locked: str | None = None) -> AwaitingSignature:
    item = claim_on_desk(f"a-{number:03d}", 0, 1, state=ClaimState.SUBMITTED)
    return AwaitingSignature(item, risks, locked)


def ids(state: SignOffState) -> list[str]:
    return [one.item.claim.claim_id for one in state.shown]


OWN = waiting(0, locked="you wrote this version")
STACK = [OWN, waiting(1, THIN), waiting(2)]


def test_without_a_wish_only_what_one_can_sign_is_shown_in_its_order() -> None:
    state = SignOffState.of(STACK)
    assert (state.show, ids(state), state.position) == (MINE, ["a-001", "a-002"], 0)


def test_who_can_sign_nothing_sees_everything() -> None:
    state = SignOffState.of([OWN])
    assert (state.show, ids(state)) == (ALL, ["a-000"])


def test_ones_own_work_stands_last_among_all_and_stays_to_be_seen() -> None:
    assert ids(SignOffState.of(STACK, ALL)) == ["a-001", "a-002", "a-000"]


def test_a_reason_filters_and_what_can_be_asked_for_is_counted() -> None:
    state = SignOffState.of(STACK, "thin")
    assert ids(state) == ["a-001"]
    assert state.choices == {MINE: 2, ALL: 3, "thin": 1}


def test_a_reason_that_nothing_has_any_more_shows_nothing_and_can_still_be_left() -> None:
    state = SignOffState.of(STACK, "correction")
    assert (state.current, ids(state)) == (None, [])
    assert state.choices["correction"] == 0


@each("show", [None, MINE, "thin", "nonsense"])
def test_a_link_opens_the_verdict_it_names_whatever_else_it_says(show: str | None) -> None:
    state = SignOffState.of(STACK, show, "a-000")
    assert state.current is OWN
    assert state.show == ALL
    assert (state.beside(-1), state.beside(1)) == ("a-002", None)


def test_a_link_to_nothing_opens_the_riskiest() -> None:
    state = SignOffState.of(STACK, None, "gone")
    assert state.current is STACK[1]
    assert state.gone == "gone"


def test_an_empty_stack_shows_nothing() -> None:
    state = SignOffState.of([], MINE, "a-000")
    assert state.current is None
    assert state.beside(1) is None


def test_the_list_names_the_page_that_the_current_verdict_is_on() -> None:
    many = [waiting(number) for number in range(PAGE + 5)]
    assert SignOffState.of(many).page == range(PAGE)
    assert SignOffState.of(many, None, f"a-{PAGE:03d}").page == range(PAGE, PAGE + 5)


def test_every_risk_has_its_words_and_every_reason_is_a_sentence() -> None:
    assert RISK_WORDS.keys() == set(RiskKind)
    assert all(words.endswith(".") for words in RETURN_REASONS.values())


def test_evidence_is_parted_by_what_the_checker_cited_and_what_speaks_against_it() -> None:
    seen = [
        prior("c", Relation.CONTRADICTS),
        prior("s", Relation.SUPPORTS, rank=2),
        prior("r", Relation.RELATED, rank=3),
    ]
    evidence = Evidence.of(version("a", Verdict.CONTESTED, cited=("c",)), seen)
    assert [each.statement.statement_id for each in evidence.cited] == ["c"]
    assert [each.statement.statement_id for each in evidence.against] == ["s"]
    assert [each.statement.statement_id for each in evidence.passed_over] == ["r"]
    assert [evidence.count(relation) for relation in Relation] == [1, 1, 1]


def test_the_cited_stand_in_the_order_of_the_verdict() -> None:
    seen = [prior("a", Relation.SUPPORTS), prior("b", Relation.SUPPORTS, rank=2)]
    evidence = Evidence.of(version("a", Verdict.CONFIRMED, cited=("b", "a")), seen)
    assert [each.statement.statement_id for each in evidence.cited] == ["b", "a"]
