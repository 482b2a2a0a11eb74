"""Verdicts and sign-offs: what is asked for, four eyes, versions, and many people at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests import made
from tests.cases import each
from tests.fakes import NoPriors, raise_flags
from workbench.desk.people.accounts import Accounts
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import Conflict, InputError, NotAllowed, NotFound
from workbench.ledger.verification import verify
from workbench.model.desk import ClaimState
from workbench.model.people import Program, Role, User
from workbench.model.prior import Judge, Lane, Relation, RelationLabel
from workbench.model.verdict import SignOffDecision, Verdict, VerdictVersion
from workbench.storage.engine.database import Database
from workbench.storage.reads.page_queries import PageQueries

STORY = made.article("Iran denied it. Kirby said Iran helps. Kirby said more.")
HELPS = made.claim(STORY, "Iran helps")
MORE = made.claim(STORY, "more", number=2)
DENIAL, AGREEMENT = made.statement("s-denial"), made.statement("s-agreement", "Iran helps Russia.")
LATE = made.statement("s-late", "No drones were sent before the war.", actor="Russia")
PRIORS = [made.prior(DENIAL), made.prior(AGREEMENT, Relation.SUPPORTS, rank=2)]
CLAIM = HELPS.claim_id


def history_of(desk: Verdicts) -> list[VerdictVersion]:
    history = PageQueries(desk._database).history(CLAIM, reader=None)
    return [entry.verdict for entry in history]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = made.database(tmp_path / "desk.duckdb")
    made.store_statements(database, [DENIAL, AGREEMENT, LATE])
    made.store_article(database, STORY, [HELPS, MORE])
    return database


@pytest.fixture
def desk(database: Database, clock: Callable[[], datetime]) -> Verdicts:
    return Verdicts(database, NoPriors(), clock=clock)


@pytest.fixture
def screens(database: Database) -> PageQueries:
    return PageQueries(database)


def submit(
    desk: Verdicts,
    *,
    by: User = made.CHRIS,
    seen: int = 0,
    verdict: Verdict = Verdict.CONTESTED,
    rationale: str = "Tehran denied it.",
    cited: tuple[str, ...] = ("s-denial",),
    claim_id: str = CLAIM,
    outside: str | None = None,
    confidence: float | None = None,
) -> VerdictVersion:
    return desk.submit(
        claim_id,
        verdict=verdict,
        rationale=rationale,
        cited=cited,
        shown=PRIORS,
        by=by,
        seen_version=seen,
        confidence=confidence,
        outside_evidence=outside,
    )


def test_a_verdict_is_kept_with_everything_that_was_before_the_checker(
    desk: Verdicts, screens: PageQueries
) -> None:
    version = submit(
        desk, cited=("s-agreement", "s-denial"), confidence=0.0, outside=" https://un.example "
    )
    shown = screens.claim(CLAIM, reader=None)
    assert shown.state is ClaimState.SUBMITTED
    assert shown.verdict == version
    assert version.cited == ("s-agreement", "s-denial")
    assert version.confidence == 0.0
    assert version.outside_evidence == "https://un.example"
    assert screens.priors_seen(CLAIM, 1, reader=None) == PRIORS


def test_a_verdict_records_the_larger_reader_that_judged_what_was_shown(
    desk: Verdicts, screens: PageQueries, database: Database
) -> None:
    judge = Judge("qwen2.5:14b", "ollama.lan", "1a2b3c4d")
    judged = replace(
        PRIORS[0], label=replace(PRIORS[0].label, judge=judge, carried_by="sent no drones")
    )
    for number, shown in enumerate(([judged, PRIORS[1]], PRIORS), start=1):
        desk.submit(
            CLAIM,
            verdict=Verdict.CONTESTED,
            rationale="Tehran denied it.",
            cited=("s-denial",),
            shown=shown,
            by=made.CHRIS,
            seen_version=number - 1,
        )
    assert screens.priors_seen(CLAIM, 1, reader=None) == [judged, PRIORS[1]]
    first, second = history_of(desk)
    assert first.models == (("larger reader", "qwen2.5:14b at ollama.lan, question 1a2b3c4d"),)
    assert second.models == (), "it had judged nothing that was shown"
    verify(database)


def test_a_claim_has_no_verdict_until_a_person_gives_one(screens: PageQueries) -> None:
    assert [
        (one.state, one.verdict) for one in screens.claims_of(STORY.article_id, reader=None)
    ] == [
        (ClaimState.OPEN, None),
        (ClaimState.OPEN, None),
    ]


@each("verdict", Verdict)
@each("rationale", ["", "  \n\t"])
def test_a_verdict_without_a_rationale_is_refused(
    desk: Verdicts, verdict: Verdict, rationale: str
) -> None:
    with pytest.raises(InputError, match="rationale"):
        submit(desk, verdict=verdict, rationale=rationale)
    assert history_of(desk) == []


@each("verdict", [Verdict.CONTESTED, Verdict.CONFIRMED])
@each("outside", [None, "", "  "])
def test_contested_and_confirmed_need_evidence(
    desk: Verdicts, verdict: Verdict, outside: str | None
) -> None:
    with pytest.raises(InputError, match="needs evidence"):
        submit(desk, verdict=verdict, cited=(), outside=outside)
    assert history_of(desk) == []


def test_evidence_outside_the_archive_is_enough(desk: Verdicts) -> None:
    version = submit(desk, cited=(), outside="Phone call with the ministry, 20 October")
    assert version.outside_evidence == "Phone call with the ministry, 20 October"


def test_unverified_needs_its_rationale_alone(desk: Verdicts) -> None:
    assert submit(desk, verdict=Verdict.UNVERIFIED, cited=()).verdict is Verdict.UNVERIFIED


def test_a_citation_that_is_neither_shown_nor_in_the_archive_is_refused(desk: Verdicts) -> None:
    with pytest.raises(NotFound, match="s-late"):
        submit(desk, cited=("s-denial", "s-late"))


@pytest.mark.parametrize("words", ["half \ud800", "nul \x00 nul", "x" * 20_001])
def test_words_that_cannot_be_kept_are_refused_in_one_line(desk: Verdicts, words: str) -> None:
    with pytest.raises(InputError, match="the rationale has"):
        submit(desk, rationale=words)
    with pytest.raises(InputError, match="outside the archive has"):
        submit(desk, outside=words)
    submit(desk)
    for sign in (
        lambda: desk.approve(CLAIM, 1, by=made.SAM, note=words),
        lambda: desk.send_back(CLAIM, 1, by=made.SAM, reason=words),
    ):
        with pytest.raises(InputError, match="has "):
            sign()
    assert len(history_of(desk)) == 1


@each("confidence", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_confidence_outside_its_range_is_refused(desk: Verdicts, confidence: float) -> None:
    with pytest.raises(InputError, match="from 0 to 1"):
        submit(desk, confidence=confidence)


def test_a_verdict_on_an_unknown_claim_is_refused(desk: Verdicts) -> None:
    with pytest.raises(NotFound, match="no claim nowhere"):
        submit(desk, claim_id="nowhere")


def test_a_librarian_gives_no_verdicts_and_a_checker_signs_none(desk: Verdicts) -> None:
    with pytest.raises(NotAllowed):
        submit(desk, by=made.LEE)
    submit(desk)
    with pytest.raises(NotAllowed):
        desk.approve(CLAIM, 1, by=made.CORA)
    with pytest.raises(NotAllowed):
        desk.send_back(CLAIM, 1, by=made.LEE, reason="no")


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN])
def test_nobody_signs_their_own_version_whatever_their_role(
    desk: Verdicts, screens: PageQueries, role: Role
) -> None:
    author = made.BY_ROLE[role]
    submit(desk, by=author)
    with pytest.raises(NotAllowed, match="four eyes"):
        desk.approve(CLAIM, 1, by=author)
    with pytest.raises(NotAllowed, match="four eyes"):
        desk.send_back(CLAIM, 1, by=author, reason="changed my mind")
    assert screens.claim(CLAIM, reader=None).state is ClaimState.SUBMITTED


def test_a_new_role_does_not_open_the_way_to_ones_own_work(
    desk: Verdicts, database: Database, clock: Callable[[], datetime]
) -> None:
    accounts = Accounts(database, clock=clock)
    chris = accounts.create("chris", "Chris", Role.CHECKER, "a long password", by=made.OPERATOR)
    submit(desk, by=chris)
    promoted = accounts.set_role("chris", Role.ADMIN, by=made.OPERATOR)
    with pytest.raises(NotAllowed, match="four eyes"):
        desk.approve(CLAIM, 1, by=promoted)


def test_somebody_else_approves(desk: Verdicts, screens: PageQueries) -> None:
    submit(desk)
    sign_off = desk.approve(CLAIM, 1, by=made.SAM, note=" well put ")
    shown = screens.claim(CLAIM, reader=None)
    assert shown.state is ClaimState.APPROVED
    assert shown.sign_off == sign_off
    assert (sign_off.decision, sign_off.note) == (SignOffDecision.APPROVED, "well put")


def test_sending_back_needs_a_reason_and_gives_it_to_the_checker(
    desk: Verdicts, screens: PageQueries
) -> None:
    submit(desk)
    with pytest.raises(InputError, match="why"):
        desk.send_back(CLAIM, 1, by=made.SAM, reason="  ")
    desk.send_back(CLAIM, 1, by=made.SAM, reason="Cite the ministry itself.")
    shown = screens.claim(CLAIM, reader=None)
    assert shown.state is ClaimState.RETURNED
    assert shown.sign_off is not None
    assert shown.sign_off.note == "Cite the ministry itself."


def test_an_approval_of_a_version_that_has_moved_on_fails_and_says_what_changed(
    desk: Verdicts, screens: PageQueries
) -> None:
    submit(desk)
    submit(desk, by=made.CORA, seen=1, verdict=Verdict.UNVERIFIED)
    with pytest.raises(Conflict, match=r"cora submitted version 2 \(unverified\)"):
        desk.approve(CLAIM, 1, by=made.SAM)
    assert screens.claim(CLAIM, reader=None).state is ClaimState.SUBMITTED


def test_a_version_that_is_not_there_cannot_be_signed(desk: Verdicts) -> None:
    submit(desk)
    for version in (0, -1, 2, 99):
        with pytest.raises(NotFound, match=f"no version {version}"):
            desk.approve(CLAIM, version, by=made.SAM)


def test_an_open_claim_cannot_be_signed(desk: Verdicts) -> None:
    with pytest.raises(NotFound):
        desk.approve(CLAIM, 1, by=made.SAM)


def test_a_version_is_signed_once(desk: Verdicts) -> None:
    submit(desk)
    desk.approve(CLAIM, 1, by=made.SAM)
    with pytest.raises(Conflict, match="approved"):
        desk.approve(CLAIM, 1, by=made.SUE)
    with pytest.raises(Conflict, match="approved"):
        desk.send_back(CLAIM, 1, by=made.SUE, reason="too late")


def test_a_verdict_on_a_version_somebody_else_replaced_fails_and_stores_nothing(
    desk: Verdicts,
) -> None:
    submit(desk)
    with pytest.raises(Conflict, match=r"chris submitted version 1 \(contested\)"):
        submit(desk, by=made.CORA, seen=0)
    assert len(history_of(desk)) == 1


def test_a_verdict_on_a_version_that_never_was_fails(desk: Verdicts) -> None:
    with pytest.raises(Conflict, match="version 3 is not on the desk"):
        submit(desk, seen=3)


def test_a_new_version_reopens_an_approved_claim_and_all_of_them_stay(
    desk: Verdicts, screens: PageQueries
) -> None:
    first = submit(desk)
    approval = desk.approve(CLAIM, 1, by=made.SAM)
    with pytest.raises(Conflict, match="correction note"):
        submit(desk, by=made.CORA, seen=1, verdict=Verdict.CONFIRMED)
    reopening = desk.reopen(CLAIM, 1, by=made.CORA, correction_note="We misread the date.")
    assert screens.claim(CLAIM, reader=None).state is ClaimState.REOPENED
    second = submit(desk, by=made.CORA, seen=1, verdict=Verdict.CONFIRMED)
    shown = screens.claim(CLAIM, reader=None)
    assert shown.state is ClaimState.SUBMITTED
    assert shown.sign_off is None
    assert [
        (one.verdict, one.sign_off, one.reopening) for one in screens.history(CLAIM, reader=None)
    ] == [
        (first, approval, reopening),
        (second, None, None),
    ]
    assert history_of(desk) == [first, second]


def test_new_evidence_flags_a_verdict_and_changes_nothing_else(
    desk: Verdicts, screens: PageQueries
) -> None:
    submit(desk)
    desk.approve(CLAIM, 1, by=made.SAM)
    late = made.prior(LATE, lane=Lane.SINCE)
    [flag] = raise_flags(desk, {CLAIM: [late]}, by="lee")
    shown = screens.claim(CLAIM, reader=None)
    assert (shown.state, shown.seen_version) == (ClaimState.APPROVED, 1)
    assert shown.flags == (flag,)
    assert (flag.statement_id, flag.relation) == ("s-late", Relation.CONTRADICTS)
    assert [one.claim.claim_id for one in screens.flagged(made.SAM)] == [CLAIM]
    assert raise_flags(desk, {CLAIM: [late]}, by="lee") == []


def test_what_was_seen_only_related_unlikely_or_on_an_open_claim_raises_no_flag(
    desk: Verdicts,
) -> None:
    submit(desk)
    assert raise_flags(desk, {CLAIM: PRIORS}, by="lee") == []
    assert raise_flags(desk, {CLAIM: [made.prior(LATE, Relation.RELATED)]}, by="lee") == []
    assert raise_flags(desk, {MORE.claim_id: [made.prior(LATE)]}, by="lee") == []
    against = RelationLabel(Relation.CONTRADICTS, contradicts=0.25, supports=0.1, related=0.65)
    along = RelationLabel(Relation.SUPPORTS, contradicts=0.1, supports=0.4, related=0.5)
    for hardly in (against, along):
        unlikely = replace(made.prior(LATE), label=hardly)
        assert raise_flags(desk, {CLAIM: [unlikely]}, by="lee") == []


def test_what_repeats_the_view_that_is_cited_or_flags_already_raises_no_flag(
    desk: Verdicts,
) -> None:
    submit(desk)  # cites the denial of Iran
    again = made.prior(made.statement("s-again", "We sent none.", actor="Iran"), lane=Lane.SINCE)
    assert raise_flags(desk, {CLAIM: [again]}, by="lee") == []
    conceded = replace(again, label=made.prior(LATE, Relation.SUPPORTS).label)
    held = [made.statement(name, "None came.", actor="Ukraine") for name in ("s-kyiv", "s-kyiv-2")]
    made.store_statements(desk._database, held)
    kyiv, repeated = (made.prior(one, lane=Lane.SINCE) for one in held)
    raised = raise_flags(desk, {CLAIM: [conceded, kyiv, repeated]}, by="lee")
    assert [flag.statement_id for flag in raised] == ["s-again", "s-kyiv"]
    assert raise_flags(desk, {CLAIM: [repeated]}, by="lee") == []


def test_what_has_no_day_or_nobody_to_say_it_raises_no_flag(desk: Verdicts) -> None:
    submit(desk)
    for statement in (
        replace(LATE, said_on=None, published_on=None),
        replace(LATE, speaker=None, actor=None),
    ):
        assert raise_flags(desk, {CLAIM: [made.prior(statement, lane=Lane.SINCE)]}, by="lee") == []


def test_a_new_version_answers_the_flags_of_the_one_before(
    desk: Verdicts, screens: PageQueries
) -> None:
    submit(desk)
    raise_flags(desk, {CLAIM: [made.prior(LATE)]}, by="lee")
    desk.submit(
        CLAIM,
        verdict=Verdict.CONFIRMED,
        rationale="They concede it now.",
        cited=("s-late",),
        shown=[*PRIORS, made.prior(LATE, rank=3)],
        by=made.CORA,
        seen_version=1,
    )
    assert screens.claim(CLAIM, reader=None).flags == ()
    assert screens.flagged(made.SAM) == []


def test_the_queue_counts_what_waits_for_each_person(desk: Verdicts, screens: PageQueries) -> None:
    submit(desk, by=made.SAM)
    waiting = {user.name: screens.queue(user)[0].waiting for user in made.EVERYBODY}
    assert waiting == {"chris": 1, "cora": 1, "sam": 0, "sue": 1, "lee": 0, "ada": 1}
    desk.send_back(CLAIM, 1, by=made.SUE, reason="Cite the ministry.")
    [line] = screens.queue(made.CHRIS)
    assert (line.claims, line.open, line.returned, line.waiting) == (2, 1, 1, 2)
    submit(desk, seen=1)
    desk.approve(CLAIM, 2, by=made.SUE)
    raise_flags(desk, {CLAIM: [made.prior(LATE)]}, by="lee")
    [line] = screens.queue(made.SAM)
    assert (line.open, line.submitted, line.returned, line.approved) == (1, 0, 0, 1)
    assert (line.flagged, line.waiting) == (1, 0)


def test_the_sign_off_stack_holds_what_waits_oldest_first(
    desk: Verdicts, screens: PageQueries
) -> None:
    submit(desk, claim_id=MORE.claim_id)
    submit(desk)
    assert [one.claim.claim_id for one in screens.awaiting_sign_off(reader=None)] == [
        MORE.claim_id,
        CLAIM,
    ]
    desk.approve(MORE.claim_id, 1, by=made.SAM)
    assert [one.claim.claim_id for one in screens.awaiting_sign_off(reader=None)] == [CLAIM]


def test_an_article_or_claim_that_is_not_there_is_named(screens: PageQueries) -> None:
    with pytest.raises(NotFound, match="no article nowhere"):
        screens.article("nowhere")
    with pytest.raises(NotFound, match="no claim nowhere"):
        screens.claim("nowhere", reader=None)
    assert screens.claims_of("nowhere", reader=None) == []


def test_of_many_who_decide_at_once_one_wins_each_round_and_no_update_is_lost(
    database: Database, desk: Verdicts, screens: PageQueries
) -> None:
    people = [Program(f"checker{number}", f"C{number}", Role.CHECKER) for number in range(8)]
    won: list[VerdictVersion] = []
    refused: list[Conflict] = []
    broken: list[BaseException] = []
    together = threading.Barrier(len(people))

    def work(person: User) -> None:
        together.wait()
        for _ in range(6):
            seen = screens.claim(CLAIM, reader=None).seen_version
            try:
                won.append(submit(desk, by=person, seen=seen, rationale=f"by {person.name}"))
            except Conflict as conflict:
                refused.append(conflict)
            except BaseException as error:
                broken.append(error)

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    assert len(won) + len(refused) == len(people) * 6
    history = history_of(desk)
    assert sorted(won, key=lambda version: version.version) == history
    assert [version.version for version in history] == list(range(1, len(won) + 1))
    assert verify(database).count == 2 + len(won)


def test_of_two_supervisors_at_once_one_signs(desk: Verdicts, database: Database) -> None:
    submit(desk)
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def sign(person: User) -> None:
        together.wait()
        try:
            desk.approve(CLAIM, 1, by=person)
            outcomes.append("signed")
        except Conflict:
            outcomes.append("refused")

    threads = [threading.Thread(target=sign, args=(person,)) for person in (made.SAM, made.SUE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "signed"]
    verify(database)
