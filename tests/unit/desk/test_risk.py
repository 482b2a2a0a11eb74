"""Why one verdict stands before another in the stack, rule by rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests import made
from tests.cases import each
from workbench.desk.queue.risk import Decided, independent_sources, place, risks
from workbench.model.prior import Lane, Prior, Relation, RelationLabel
from workbench.model.queue import RiskKind
from workbench.model.verdict import EvidenceFlag, Opinion, Reopening, Verdict, VerdictVersion

CONTRADICTS, SUPPORTS, RELATED = Relation.CONTRADICTS, Relation.SUPPORTS, Relation.RELATED
NOON = datetime(2022, 10, 22, 12, 0, tzinfo=UTC)


def shown(
    name: str, relation: Relation, *, publisher: str | None = None, lane: Lane = Lane.PRIOR
) -> Prior:
    statement = replace(
        made.statement(name, f"The words of {name}."), publisher=publisher or f"Paper {name}"
    )
    return made.prior(statement, relation, lane=lane)


def decided(
    verdict: Verdict,
    *seen: Prior,
    cited: tuple[str, ...] = ("a", "b"),
    confidence: float | None = None,
    outside: str | None = None,
) -> Decided:
    version = VerdictVersion(
        "c", 2, verdict, "because", "chris", NOON, confidence, cited, outside_evidence=outside
    )
    return Decided(version, seen)


def kinds(of: Decided) -> list[RiskKind]:
    return [risk.kind for risk in risks(of)]


def words(of: Decided) -> str:
    return " ".join(risk.words for risk in risks(of))


SOUND = (shown("a", SUPPORTS), shown("b", SUPPORTS))


def test_a_verdict_that_its_evidence_bears_out_has_no_risk() -> None:
    assert risks(decided(Verdict.CONFIRMED, *SOUND)) == ()
    against = (shown("a", CONTRADICTS), shown("b", CONTRADICTS))
    assert risks(decided(Verdict.CONTESTED, *against)) == ()


def test_contradicted_but_confirmed_names_how_many_and_the_surest() -> None:
    found = decided(Verdict.CONFIRMED, *SOUND, shown("x", CONTRADICTS), shown("y", CONTRADICTS))
    [risk] = risks(found)
    assert risk.kind is RiskKind.CONTRADICTED
    assert "2 statements shown and not cited contradict" in risk.words
    assert "Nasser Kanaani (80 %)" in risk.words


def test_a_contradiction_that_is_cited_beside_support_has_been_answered() -> None:
    assert kinds(decided(Verdict.CONFIRMED, shown("a", SUPPORTS), shown("b", CONTRADICTS))) == []


def test_a_confirmation_that_cites_only_what_contradicts_it_is_contradicted() -> None:
    found = decided(Verdict.CONFIRMED, shown("a", CONTRADICTS), shown("b", RELATED))
    assert kinds(found) == [RiskKind.CONTRADICTED]
    assert "what is cited contradicts" in words(found)


def test_supported_but_contested() -> None:
    found = decided(
        Verdict.CONTESTED, shown("a", CONTRADICTS), shown("b", CONTRADICTS), shown("x", SUPPORTS)
    )
    assert kinds(found) == [RiskKind.SUPPORTED]
    assert "1 statement shown and not cited supports" in words(found)


def test_what_is_merely_related_speaks_against_nothing() -> None:
    assert kinds(decided(Verdict.CONFIRMED, *SOUND, shown("x", RELATED))) == []


@each(
    "found, told",
    [
        (decided(Verdict.CONFIRMED, SOUND[0], cited=("a",)), "One statement alone"),
        (decided(Verdict.UNVERIFIED, cited=()), "No evidence is cited"),
        (decided(Verdict.CONFIRMED, cited=(), outside="a letter"), "outside the archive alone"),
        (
            decided(
                Verdict.CONFIRMED,
                shown("a", SUPPORTS, publisher="The Wire"),
                shown("b", SUPPORTS, publisher="THE WIRE"),
            ),
            "go back to one source",
        ),
    ],
)
def test_thin_evidence_is_said_in_words(found: Decided, told: str) -> None:
    assert RiskKind.THIN in kinds(found)
    assert told in words(found)


def test_one_statement_with_evidence_from_outside_is_not_thin() -> None:
    assert kinds(decided(Verdict.CONFIRMED, SOUND[0], cited=("a",), outside="a letter")) == []


def test_reprints_of_one_text_are_one_source() -> None:
    texts = {"a": 7, "b": 7}
    found = replace(decided(Verdict.CONFIRMED, *SOUND), texts=texts)
    assert kinds(found) == [RiskKind.THIN]
    assert "the same text, reprinted" in words(found)
    assert independent_sources(SOUND, {"a": 7, "b": 8}) == 2


def test_sources_that_are_linked_by_a_third_are_one() -> None:
    wire = shown("a", SUPPORTS, publisher="The Wire")
    reprint = shown("b", SUPPORTS, publisher="The Paper")
    other = shown("c", SUPPORTS, publisher="The Paper")
    assert independent_sources([wire, other], {"a": 1, "b": 1, "c": 2}) == 2
    assert independent_sources([wire, other, reprint], {"a": 1, "b": 1, "c": 2}) == 1


def test_a_second_opinion_counts_where_it_disagrees() -> None:
    opinion = Opinion("c", 2, "cora", Verdict.CONTESTED, "no", NOON)
    sound = decided(Verdict.CONFIRMED, *SOUND)
    assert kinds(replace(sound, opinions=(opinion,))) == [RiskKind.OPINION]
    agrees = replace(opinion, verdict=Verdict.CONFIRMED)
    assert kinds(replace(sound, opinions=(agrees,))) == []


def test_new_evidence_a_correction_and_a_changed_speaker_are_told() -> None:
    flag = EvidenceFlag("c", 2, "s", CONTRADICTS, 0.9, NOON)
    found = replace(
        decided(Verdict.CONFIRMED, *SOUND),
        flags=(flag,),
        corrects=Reopening("c", 1, "sam", NOON, "The date was wrong."),
        reattributed="John Kirby",
    )
    assert kinds(found) == [RiskKind.NEW_EVIDENCE, RiskKind.CORRECTION, RiskKind.REATTRIBUTED]
    assert "1 against the claim" in words(found)
    assert "version 1, which was signed" in words(found)
    assert "John Kirby" in words(found)


def test_evidence_from_after_the_article_is_told() -> None:
    late = shown("b", SUPPORTS, lane=Lane.SINCE)
    assert kinds(decided(Verdict.CONFIRMED, SOUND[0], late)) == [RiskKind.LATER]


def test_left_unverified_in_spite_of_evidence() -> None:
    found = decided(Verdict.UNVERIFIED, shown("a", SUPPORTS), shown("b", CONTRADICTS))
    assert kinds(found) == [RiskKind.LEFT_OPEN]
    assert "1 contradict and 1 support" in words(found)


def test_a_checker_and_a_machine_that_are_not_sure() -> None:
    found = decided(Verdict.CONFIRMED, *SOUND, confidence=0.5)
    assert kinds(found) == [RiskKind.CHECKER_UNSURE]
    vague = RelationLabel(SUPPORTS, 0.2, 0.45, 0.35)
    seen = [replace(one, label=vague) for one in SOUND]
    found = decided(Verdict.CONFIRMED, *seen, confidence=0.9)
    assert kinds(found) == [RiskKind.MACHINE_UNSURE]
    assert "45 % at best" in words(found)


def test_what_the_machine_hardly_believes_speaks_against_nothing() -> None:
    hardly = RelationLabel(CONTRADICTS, 0.25, 0.1, 0.65)
    doubt = replace(shown("x", CONTRADICTS), label=hardly)
    assert kinds(decided(Verdict.CONFIRMED, *SOUND, doubt)) == []
    assert kinds(decided(Verdict.UNVERIFIED, doubt)) == []


def test_the_gravest_decides_then_the_next_and_nothing_comes_last() -> None:
    contradicted = decided(Verdict.CONFIRMED, *SOUND, shown("x", CONTRADICTS))
    both = decided(Verdict.CONFIRMED, *SOUND, shown("x", CONTRADICTS), confidence=0.5)
    many = replace(
        decided(Verdict.CONFIRMED, SOUND[0], cited=("a",), confidence=0.5),
        corrects=Reopening("c", 1, "sam", NOON, "wrong"),
    )
    sound = decided(Verdict.CONFIRMED, *SOUND)
    ordered = sorted((sound, many, contradicted, both), key=lambda one: place(risks(one)))
    assert ordered == [both, contradicted, many, sound]
