"""What a supervisor sees first, and what is worth a second look."""

from __future__ import annotations

from tests.ui.made import claim_on_desk, prior, version
from workbench.model import ClaimState, Lane, Relation, Role, User, Verdict
from workbench.ui.sign_off_state import Evidence, SignOffState, cautions

SAM = User("sam", "Sam", Role.SUPERVISOR)


def waiting(*authors: str) -> list:
    return [
        claim_on_desk(f"a-{number:03d}", 0, 1, state=ClaimState.SUBMITTED, author=author)
        for number, author in enumerate(authors)
    ]


def test_other_peoples_work_comes_before_ones_own() -> None:
    state = SignOffState.of(waiting("sam", "chris", "cora"), SAM, None)
    assert [item.verdict.author for item in state.waiting if item.verdict] == [
        "chris",
        "cora",
        "sam",
    ]
    assert state.position == 0


def test_a_link_opens_the_verdict_it_names() -> None:
    state = SignOffState.of(waiting("sam", "chris"), SAM, "a-000")
    assert state.current is not None
    assert state.current.claim.claim_id == "a-000"
    assert state.beside(-1) == "a-001"
    assert state.beside(1) is None


def test_an_empty_stack_shows_nothing() -> None:
    state = SignOffState.of([], SAM, "a-000")
    assert state.current is None
    assert state.beside(1) is None


def test_evidence_is_parted_by_what_the_checker_cited() -> None:
    seen = [prior("c", Relation.CONTRADICTS), prior("r", Relation.RELATED, rank=2)]
    evidence = Evidence.of(version("a", Verdict.CONTESTED, cited=("c",)), seen)
    assert [each.statement.statement_id for each in evidence.cited] == ["c"]
    assert [each.statement.statement_id for each in evidence.passed_over] == ["r"]


def told(verdict: Verdict, *relations: Relation, cited: tuple[str, ...] = ("s0",)) -> str:
    seen = [prior(f"s{n}", relation, rank=n + 1) for n, relation in enumerate(relations)]
    decided = version("a", verdict, cited=cited)
    return " ".join(cautions(decided, Evidence.of(decided, seen)))


def test_a_confirmation_against_contradicting_statements_is_pointed_out() -> None:
    assert "contradicting" in told(Verdict.CONFIRMED, Relation.SUPPORTS, Relation.CONTRADICTS)
    assert told(Verdict.CONFIRMED, Relation.SUPPORTS) == ""


def test_a_contest_without_a_contradicting_statement_is_pointed_out() -> None:
    assert "no earlier statement" in told(Verdict.CONTESTED, Relation.RELATED)
    assert told(Verdict.CONTESTED, Relation.CONTRADICTS) == ""


def test_evidence_from_after_the_article_is_pointed_out() -> None:
    decided = version("a", Verdict.UNVERIFIED, cited=("s",))
    seen = [prior("s", Relation.RELATED, lane=Lane.SINCE)]
    assert "came after the article" in " ".join(cautions(decided, Evidence.of(decided, seen)))


def test_thin_evidence_is_pointed_out() -> None:
    decided = version("a", Verdict.UNVERIFIED, confidence=0.5)
    found = " ".join(cautions(decided, Evidence.of(decided, [])))
    assert "No evidence is cited" in found
    assert "less than 70 %" in found
