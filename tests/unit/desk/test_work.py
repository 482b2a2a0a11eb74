"""Taking, handing over and planning claims; withdrawals; what an approval must have seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests import made
from tests.fakes import NoPriors, raise_flags
from tests.people import store_accounts
from workbench.archive.revisions import revisions
from workbench.desk.claims.claim_state import hand_in_it
from workbench.desk.claims.work import HELD_FOR, Work
from workbench.desk.intake.article_store import ArticleStore
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import Conflict, InputError, LedgerBroken, NotAllowed
from workbench.ledger.as_known import as_known
from workbench.model.desk import ClaimState, Priority
from workbench.model.people import User
from workbench.model.prior import Lane, Relation
from workbench.model.verdict import Verdict, VerdictVersion
from workbench.storage.reads.page_queries import PageQueries
from workbench.storage.statements import serving_model
from workbench.storage.statements.serving_model import ServingModel

STORY = made.article("Iran denied it. Kirby said Iran helps. Kirby said more.")
HELPS = made.claim(STORY, "Iran helps")
MORE = made.claim(STORY, "more", number=2)
DENIAL, LATE = (
    made.statement("s-denial"),
    made.statement("s-late", "It was denied elsewhere.", actor="Russia"),
)
CLAIM = HELPS.claim_id


class Newsroom:
    """A desk with one story, and a clock that moves when the test says so."""

    def __init__(self, path: Path) -> None:
        self.now = datetime(2022, 10, 20, 12, 0, tzinfo=UTC)
        self.database = made.database(path)
        self.desk = Verdicts(
            self.database, NoPriors(), clock=self.clock, models=lambda: {"embedding": "m 1"}
        )
        self.work = Work(self.database, clock=self.clock)
        self.screens = PageQueries(self.database, clock=self.clock)
        made.store_statements(self.database, [DENIAL, LATE])
        made.store_article(self.database, STORY, [HELPS, MORE])
        store_accounts(self.database, [made.CORA])

    def clock(self) -> datetime:
        return self.now

    def submit(
        self, by: User = made.CHRIS, seen: int = 0, note: str | None = None
    ) -> VerdictVersion:
        return self.desk.submit(
            CLAIM,
            verdict=Verdict.CONTESTED,
            rationale="Tehran denied it.",
            cited=("s-denial",),
            shown=[made.prior(DENIAL)],
            by=by,
            seen_version=seen,
        )


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "desk.duckdb")


def test_the_claims_of_an_article_are_free_again_when_the_time_runs_out_and_nothing_is_written(
    room: Newsroom,
) -> None:
    room.work.take(CLAIM, by=made.CHRIS)
    before = room.screens.claims_of(STORY.article_id, reader=None)
    room.now += HELD_FOR
    after = room.screens.claims_of(STORY.article_id, reader=None)
    assert [item.state_now for item in before] == [ClaimState.TAKEN, ClaimState.OPEN]
    assert [item.state_now for item in after] == [ClaimState.OPEN, ClaimState.OPEN]


def test_who_has_taken_a_claim_keeps_others_from_submitting_until_the_time_runs_out(
    room: Newsroom,
) -> None:
    hold = room.work.take(CLAIM, by=made.CHRIS)
    assert (hold.holder, hold.until) == ("chris", room.now + HELD_FOR)
    shown = room.screens.claim(CLAIM, reader=None)
    assert (shown.state, shown.state_now, shown.hold) == (ClaimState.OPEN, ClaimState.TAKEN, hold)
    with pytest.raises(Conflict, match="chris has taken this claim until 12:30 UTC"):
        room.work.take(CLAIM, by=made.CORA)
    with pytest.raises(Conflict, match="chris has taken"):
        room.submit(by=made.CORA)
    [line] = room.screens.queue(made.CORA)
    assert (line.taken, line.mine, line.waiting) == (1, 0, 1)
    [line] = room.screens.queue(made.CHRIS)
    assert (line.mine, line.waiting) == (1, 2)
    room.now += HELD_FOR
    assert room.screens.claim(CLAIM, reader=None).state_now is ClaimState.OPEN
    room.submit(by=made.CORA)


def test_a_claim_taken_again_is_kept_and_one_decided_is_no_longer_taken(room: Newsroom) -> None:
    room.work.take(CLAIM, by=made.CHRIS)
    room.now += HELD_FOR - timedelta(minutes=1)
    room.work.take(CLAIM, by=made.CHRIS)
    room.now += timedelta(minutes=2)
    room.submit()
    assert room.screens.claim(CLAIM, reader=None).hold is None
    with pytest.raises(Conflict, match="cannot be taken: it is submitted"):
        room.work.take(CLAIM, by=made.CHRIS)


def test_the_holder_or_a_supervisor_hands_a_claim_over_or_gives_it_back(room: Newsroom) -> None:
    room.work.take(CLAIM, by=made.CHRIS)
    with pytest.raises(NotAllowed, match="or a supervisor"):
        room.work.hand_over(CLAIM, to="cora", by=made.CORA)
    with pytest.raises(InputError, match="nobody is nobody who can give verdicts"):
        room.work.hand_over(CLAIM, to="nobody", by=made.CHRIS)
    assert room.work.hand_over(CLAIM, to="cora", by=made.SAM).holder == "cora"
    room.work.give_back(CLAIM, by=made.SUE)
    assert room.screens.claim(CLAIM, reader=None).state_now is ClaimState.OPEN
    with pytest.raises(Conflict, match="cannot be given back"):
        room.work.give_back(CLAIM, by=made.SAM)


def test_a_plan_orders_the_queue_and_replaces_the_one_before(room: Newsroom) -> None:
    other = made.article("Kirby said nothing.", article_id="other")
    room.now += timedelta(hours=1)
    ArticleStore(room.database, clock=room.clock).add(
        other, [made.claim(other, "nothing")], by=made.CHRIS
    )
    assert room.screens.queue(made.SAM)[0].article_id == "other"
    due = room.now + timedelta(hours=2)
    with pytest.raises(NotAllowed, match="assign claims"):
        room.work.plan([CLAIM], by=made.CHRIS, priority=Priority.URGENT)
    with pytest.raises(InputError, match="zone"):
        room.work.plan([CLAIM], by=made.SAM, due_at=datetime(2022, 10, 20))
    room.work.plan([CLAIM], by=made.SAM, priority=Priority.HIGH)
    room.work.plan([CLAIM], by=made.SAM, assignee="sam", priority=Priority.URGENT, due_at=due)
    first = room.screens.queue(made.SAM)[0]
    assert (first.article_id, first.priority, first.due_at, first.mine) == (
        STORY.article_id,
        Priority.URGENT,
        due,
        1,
    )
    plan = room.screens.claim(CLAIM, reader=None).plan
    assert plan is not None
    assert (plan.number, plan.assignee, plan.set_by) == (2, "sam", "sam")


def test_an_author_withdraws_what_waits_and_nobody_elses(room: Newsroom) -> None:
    room.submit()
    with pytest.raises(NotAllowed, match="only its author"):
        room.desk.withdraw(CLAIM, 1, by=made.SAM)
    room.desk.withdraw(CLAIM, 1, by=made.CHRIS, reason="the wrong claim")
    assert room.screens.claim(CLAIM, reader=None).state is ClaimState.WITHDRAWN
    with pytest.raises(Conflict, match="cannot be approved: it is withdrawn"):
        room.desk.approve(CLAIM, 1, by=made.SAM)


def test_whoever_wrote_an_earlier_version_or_the_correction_note_cannot_sign(
    room: Newsroom,
) -> None:
    room.submit(by=made.SAM)
    second = room.submit(by=made.CHRIS, seen=1)
    with pytest.raises(NotAllowed, match=r"you wrote version 1, so .* four eyes"):
        room.desk.approve(CLAIM, 2, by=made.SAM)
    with room.database.read() as cursor:
        assert "wrote version 1" in str(hand_in_it(cursor, second, made.SAM.name))
    [line] = room.screens.queue(made.SAM)
    assert line.waiting == 0
    room.desk.approve(CLAIM, 2, by=made.SUE)
    with pytest.raises(InputError, match="correction note for readers"):
        room.desk.reopen(CLAIM, 2, by=made.ADA, correction_note="  ")
    room.desk.reopen(CLAIM, 2, by=made.ADA, correction_note="The date was wrong.")
    room.submit(by=made.CORA, seen=2)
    with pytest.raises(NotAllowed, match="you wrote the correction note for version 3"):
        room.desk.approve(CLAIM, 3, by=made.ADA)
    room.desk.approve(CLAIM, 3, by=made.SUE)


def test_an_approval_without_sight_of_new_contradicting_evidence_is_refused(
    room: Newsroom,
) -> None:
    room.submit()
    raise_flags(room.desk, {CLAIM: [made.prior(LATE, lane=Lane.SINCE)]}, by="lee")
    with pytest.raises(
        Conflict, match=r"statement s-late \(Spokesperson of Russia\) contradicts it"
    ):
        room.desk.approve(CLAIM, 1, by=made.SAM)
    seen = [change.id for change in room.desk.changes_since(CLAIM, 1, reader=None)]
    assert room.desk.approve(CLAIM, 1, by=made.SAM, seen=seen).seen == ("s-late",)


def test_evidence_in_support_does_not_stop_an_approval(room: Newsroom) -> None:
    room.submit()
    raise_flags(room.desk, {CLAIM: [made.prior(LATE, Relation.SUPPORTS)]}, by="lee")
    room.desk.approve(CLAIM, 1, by=made.SAM)


def test_an_approval_names_a_later_text_of_the_article_and_an_altered_one(
    room: Newsroom, tmp_path: Path
) -> None:
    room.submit()
    room.now += timedelta(minutes=5)
    later = made.article("Iran denied it. Kirby took it back.", article_id="later")
    ArticleStore(room.database, clock=room.clock).add(later, [], by=made.CHRIS)
    with pytest.raises(Conflict, match="a later text of the article came in as later"):
        room.desk.approve(CLAIM, 1, by=made.SAM)
    with room.database.write() as cursor:
        cursor.execute("UPDATE articles SET title = 'x' WHERE article_id <> 'later'")
    with pytest.raises(Conflict, match="not what was added"):
        room.desk.approve(CLAIM, 1, by=made.SAM, seen=["later"])


def test_what_was_known_at_the_sign_off_is_rebuilt_and_an_altered_part_of_it_is_noticed(
    room: Newsroom, tmp_path: Path
) -> None:
    room.submit()
    signed = room.desk.approve(CLAIM, 1, by=made.SAM)
    raise_flags(room.desk, {CLAIM: [made.prior(LATE)]}, by="lee")  # came later, so it was not known
    found = as_known(room.database, CLAIM, 1, reader=None)
    assert found.sign_off == signed
    assert (found.known.claim, found.known.article) == (HELPS, STORY)
    assert found.known.priors == (made.prior(DENIAL),)
    assert found.known.version.models == (("embedding", "m 1"),)
    assert found.known.flags == ()
    assert found.known.sha256 == signed.known_sha256
    room.database.close()
    with duckdb.connect(str(tmp_path / "desk.duckdb")) as connection:
        connection.execute("UPDATE verdict_priors SET score = 0.25")
    with pytest.raises(LedgerBroken, match="can no longer be rebuilt"):
        as_known(made.database(tmp_path / "desk.duckdb"), CLAIM, 1, reader=None)


def test_a_verdict_keeps_the_models_that_serve(room: Newsroom) -> None:
    with room.database.write() as cursor:
        serving_model.set_model(cursor, ServingModel(None, "another-model", "0123-int8"))
    found = revisions(room.database, None)
    assert found["embedding"] == "another-model 0123-int8"
    assert {"ranking", "relation", "workbench"} <= found.keys()


def test_a_verdict_keeps_the_relation_model_that_is_configured(
    room: Newsroom, tmp_path: Path
) -> None:
    folder = tmp_path / "of-our-own"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    shipped = revisions(room.database, None)["relation encoder"]
    found = revisions(room.database, None, str(folder))["relation encoder"]
    assert found.startswith("of-our-own")
    assert shipped not in found
