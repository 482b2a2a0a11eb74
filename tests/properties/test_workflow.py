"""Random people making random moves: the table holds, four eyes hold, replay equals the state.

What the desk ought to do is told here once more in the plainest way, without its table.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import made
from tests.fakes import LineExtractor, NoPriors, raise_flags
from tests.people import store_accounts
from workbench.desk.claims.claim_edits import ClaimEdits
from workbench.desk.claims.work import HELD_FOR, Work
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.people.permissions import may
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import Conflict, InputError, NotAllowed, NotFound, WorkbenchError
from workbench.ledger.as_known import as_known
from workbench.ledger.verification import verify
from workbench.model.claim import Attributed, DismissalReason, Polarity
from workbench.model.desk import ClaimState
from workbench.model.ledger import Event
from workbench.model.people import Action, Role, User
from workbench.model.prior import Lane
from workbench.model.verdict import Verdict
from workbench.storage.reads.page_queries import PageQueries
from workbench.storage.verdicts.visibility import kept_from

WANTS_A_VERDICT = (
    ClaimState.OPEN,
    ClaimState.RETURNED,
    ClaimState.WITHDRAWN,
    ClaimState.REOPENED,
)


class Step(NamedTuple):
    """What somebody tries.

    Attributes:
        off: How far off the version is that they have seen.
        careless: They sign without a look at what came, or forget the correction note.
    """

    what: str
    by: User
    to: User
    verdict: Verdict
    off: int
    careless: bool
    minutes: int


IN_MEMORY = Path("/dev/shm")  # quicker than a disk, and nothing has to outlive the test
READER = User("reader", "Reader", Role.ADMIN)
"""Somebody who is never asked for an opinion, and so may read every verdict."""
PERSON = {one.name: one for one in made.EVERYBODY}
OFTEN = ("submit", "submit", "approve", "approve")
SOMETIMES = ("take", "send_back", "withdraw", "reopen", "reopen", "ask", "give")
SELDOM = ("hand_over", "give_back", "plan", "new_evidence", "time_goes_by")
SELDOM += ("correct", "dismiss", "restore")
PEOPLE = st.sampled_from([*made.EVERYBODY, made.CHRIS, made.CORA, made.SAM, made.SUE])
STEPS = st.lists(
    st.builds(
        Step,
        what=st.sampled_from(OFTEN + OFTEN + SOMETIMES + SELDOM),
        by=PEOPLE,
        to=PEOPLE,
        verdict=st.sampled_from(Verdict),
        off=st.sampled_from([0] * 6 + [-1, 1]),
        careless=st.sampled_from([False] * 3 + [True]),
        minutes=st.sampled_from([1, 10, 29, 31]),
    ),
    min_size=20,
    max_size=30,
)


@dataclass
class Expected:
    """Where the claim ought to stand."""

    state: ClaimState = ClaimState.OPEN
    authors: list[str] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    hands: set[str] = field(default_factory=set)
    holder: str | None = None
    until: datetime = made.THEN
    against: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    opinions: dict[str, tuple[int, Verdict]] = field(default_factory=dict)
    beneath: ClaimState = ClaimState.OPEN
    corrections: int = 0

    @property
    def version(self) -> int:
        return len(self.authors)

    def submitted(self, by: str, verdict: Verdict) -> None:
        self.authors.append(by)
        self.verdicts.append(verdict)
        self.hands |= {by} | {
            who
            for who, (version, found) in self.opinions.items()
            if version < self.version and found is verdict
        }
        self.state, self.holder = ClaimState.SUBMITTED, None
        self.against = set()


class Newsroom:
    """One claim and six people who do whatever comes into their heads."""

    def __init__(self) -> None:
        self.now = made.THEN
        self.folder = TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None)
        self.database = made.database(Path(self.folder.name) / "desk.duckdb")
        self.desk = Verdicts(self.database, NoPriors(), clock=lambda: self.now)
        self.work = Work(self.database, clock=lambda: self.now)
        self.opinions = Opinions(self.database, clock=lambda: self.now)
        self.edits = ClaimEdits(self.database, clock=lambda: self.now, reader=LineExtractor)
        self.screens = PageQueries(self.database, clock=lambda: self.now)
        story = made.article("Kirby said Iran helps.")
        claim = made.claim(story, "Iran helps")
        made.store_article(self.database, story, [claim])
        store_accounts(self.database, made.EVERYBODY)
        self.claim = claim.claim_id
        self.expected = Expected()
        self.late = 0

    def attempt(self, refusal: tuple[type[WorkbenchError], ...], move: object) -> bool:
        """Make a move; whether it was taken. It is refused just when it ought to be."""
        assert callable(move)
        before = self.screens.events(1, reader=READER)
        if not refusal:
            move()
            return True
        with pytest.raises(refusal):
            move()
        assert self.screens.events(1, reader=READER) == before
        return False

    def held_by_another(self, by: User) -> bool:
        return self.expected.holder not in (None, by.name)

    def wrong_version(self, version: int) -> tuple[type[WorkbenchError], ...]:
        if not 1 <= version <= self.expected.version:
            return (NotFound,)
        return () if version == self.expected.version else (Conflict,)

    def submit(self, step: Step) -> None:
        by, off, verdict = step.by, step.off, step.verdict
        signed = self.expected.state is ClaimState.APPROVED
        note = "We misread the date." if signed != step.careless else None
        seen, stands = self.expected.version + off, self.expected.state
        refusal: tuple[type[WorkbenchError], ...] = ()
        if not may(by, Action.DECIDE):
            refusal = (NotAllowed,)
        elif (
            off
            or self.held_by_another(by)
            or stands is ClaimState.DISMISSED
            or (note is not None) != (stands is ClaimState.APPROVED)
        ):
            refusal = (Conflict,)
        taken = self.attempt(
            refusal,
            lambda: self.desk.submit(
                self.claim,
                verdict=verdict,
                rationale="As told on the telephone.",
                cited=[],
                shown=[],
                by=by,
                seen_version=seen,
                outside_evidence="a call to the ministry",
                correction_note=note,
            ),
        )
        if taken:
            self.expected.submitted(by.name, verdict)

    def approve(self, step: Step) -> None:
        self.sign(step, approve=True)

    def send_back(self, step: Step) -> None:
        self.sign(step, approve=False)

    def sign(self, step: Step, *, approve: bool) -> None:
        by, version = step.by, self.expected.version + step.off
        refusal = self.wrong_version(version)
        if not may(by, Action.SIGN_OFF):
            refusal = (NotAllowed,)
        elif not refusal and not self.waits_for_a_signature():
            refusal = (Conflict,)
        elif not refusal and by.name in self.expected.hands:
            refusal = (NotAllowed,)
        elif not refusal and approve and self.expected.against and step.careless:
            refusal = (Conflict,)
        seen = []
        if self.expected.authors:
            changed = self.desk.changes_since(self.claim, self.expected.version, reader=READER)
            seen = [one.id for one in changed]
        assert set(seen) == self.expected.against
        if approve:
            seen = [] if step.careless else seen
            taken = self.attempt(
                refusal, lambda: self.desk.approve(self.claim, version, by=by, seen=seen)
            )
        else:
            taken = self.attempt(
                refusal, lambda: self.desk.send_back(self.claim, version, by=by, reason="Why?")
            )
        if taken:
            self.expected.state = ClaimState.APPROVED if approve else ClaimState.RETURNED

    def waits_for_a_signature(self) -> bool:
        return self.expected.state is ClaimState.SUBMITTED and self.expected.holder is None

    def withdraw(self, step: Step) -> None:
        by, version = step.by, self.expected.version + step.off
        refusal = self.wrong_version(version)
        if not may(by, Action.DECIDE):
            refusal = (NotAllowed,)
        elif not refusal:
            if self.expected.holder or self.expected.state is not ClaimState.SUBMITTED:
                refusal = (Conflict,)
            elif self.expected.authors[-1] != by.name:
                refusal = (NotAllowed,)
        if self.attempt(refusal, lambda: self.desk.withdraw(self.claim, version, by=by)):
            self.expected.state = ClaimState.WITHDRAWN

    def reopen(self, step: Step) -> None:
        by, version = step.by, self.expected.version + step.off
        refusal = self.wrong_version(version)
        if not may(by, Action.DECIDE):
            refusal = (NotAllowed,)
        elif not refusal and (
            self.expected.holder or self.expected.state is not ClaimState.APPROVED
        ):
            refusal = (Conflict,)
        if self.attempt(
            refusal,
            lambda: self.desk.reopen(self.claim, version, by=by, correction_note="Misread."),
        ):
            self.expected.state = ClaimState.REOPENED
            self.expected.hands.add(by.name)

    def take(self, step: Step) -> None:
        by = step.by
        refusal: tuple[type[WorkbenchError], ...] = ()
        if not may(by, Action.DECIDE):
            refusal = (NotAllowed,)
        elif self.held_by_another(by) or self.expected.state not in WANTS_A_VERDICT:
            refusal = (Conflict,)
        if self.attempt(refusal, lambda: self.work.take(self.claim, by=by)):
            self.expected.holder, self.expected.until = by.name, self.now + HELD_FOR

    def hand_over(self, step: Step) -> None:
        by, to = step.by, step.to
        refusal = self.not_his_to_give(by)
        if not refusal and not may(to, Action.DECIDE):
            refusal = (InputError,)
        if self.attempt(refusal, lambda: self.work.hand_over(self.claim, to=to.name, by=by)):
            self.expected.holder, self.expected.until = to.name, self.now + HELD_FOR

    def give_back(self, step: Step) -> None:
        by = step.by
        if self.attempt(self.not_his_to_give(by), lambda: self.work.give_back(self.claim, by=by)):
            self.expected.holder = None

    def not_his_to_give(self, by: User) -> tuple[type[WorkbenchError], ...]:
        if not may(by, Action.DECIDE):
            return (NotAllowed,)
        if self.expected.holder is None or self.expected.state is ClaimState.DISMISSED:
            return (Conflict,)
        if self.held_by_another(by) and by.role not in (Role.SUPERVISOR, Role.ADMIN):
            return (NotAllowed,)
        return ()

    def may_not_change(self, by: User) -> tuple[type[WorkbenchError], ...]:
        if not may(by, Action.CHANGE_CLAIMS):
            return (NotAllowed,)
        if self.held_by_another(by) or self.expected.state not in WANTS_A_VERDICT:
            return (Conflict,)
        return ()

    def correct(self, step: Step) -> None:
        by, seen = step.by, self.expected.corrections
        polarity = Polarity.DENIES if seen % 2 == 0 else Polarity.ASSERTS
        told = Attributed("John Kirby", "United States", polarity)
        if self.attempt(
            self.may_not_change(by),
            lambda: self.edits.correct(self.claim, told, by=by, seen=seen),
        ):
            self.expected.corrections += 1
            self.expected.hands.add(by.name)
            assert self.screens.claim(self.claim, reader=READER).claim.polarity is polarity

    def dismiss(self, step: Step) -> None:
        by = step.by
        if self.attempt(
            self.may_not_change(by),
            lambda: self.edits.dismiss(self.claim, DismissalReason.OPINION, by=by),
        ):
            self.expected.beneath = self.expected.state
            self.expected.state = ClaimState.DISMISSED

    def restore(self, step: Step) -> None:
        by = step.by
        refusal: tuple[type[WorkbenchError], ...] = ()
        if not may(by, Action.CHANGE_CLAIMS):
            refusal = (NotAllowed,)
        elif self.expected.state is not ClaimState.DISMISSED:
            refusal = (Conflict,)
        if self.attempt(refusal, lambda: self.edits.restore(self.claim, by=by)):
            self.expected.state = self.expected.beneath

    def plan(self, step: Step) -> None:
        by, to = step.by, step.to
        refusal: tuple[type[WorkbenchError], ...] = ()
        if by.role not in (Role.SUPERVISOR, Role.ADMIN):
            refusal = (NotAllowed,)
        elif not may(to, Action.DECIDE):
            refusal = (InputError,)
        if self.attempt(refusal, lambda: self.work.plan([self.claim], by=by, assignee=to.name)):
            plan = self.screens.claim(self.claim, reader=READER).plan
            assert plan is not None
            assert (plan.assignee, plan.set_by) == (to.name, by.name)

    def ask(self, step: Step) -> None:
        by, whom = step.by, step.to
        has_verdict = self.expected.state in (ClaimState.SUBMITTED, ClaimState.APPROVED)
        given = self.expected.opinions.get(whom.name, (0,))[0] == self.expected.version
        refusal: tuple[type[WorkbenchError], ...] = ()
        if not may(by, Action.DECIDE):
            refusal = (NotAllowed,)
        elif not has_verdict:
            refusal = (Conflict,)
        elif not may(whom, Action.DECIDE):
            refusal = (InputError,)
        elif whom.name in self.expected.hands:
            refusal = (NotAllowed,)
        elif whom.name in self.expected.asked or given:
            refusal = (Conflict,)
        if self.attempt(refusal, lambda: self.opinions.ask(self.claim, reviewer=whom.name, by=by)):
            self.expected.asked.add(whom.name)

    def give(self, step: Step) -> None:
        by, verdict = step.by, step.verdict
        waiting = sorted(self.expected.asked - self.expected.hands)
        if waiting and not step.careless:
            by, verdict = PERSON[waiting[0]], Verdict.UNVERIFIED
        asked = by.name in self.expected.asked and by.name not in self.expected.hands
        asked = asked and self.expected.state is not ClaimState.DISMISSED
        with self.database.read() as cursor:
            assert (self.claim in kept_from(cursor, made.person(by))) == asked
        refusal = () if asked else (NotAllowed,)
        if verdict is not Verdict.UNVERIFIED:
            refusal = (InputError,)  # contested and confirmed need a citation
        if self.attempt(
            refusal,
            lambda: self.opinions.give(
                self.claim, verdict=verdict, rationale="Nothing found.", cited=[], by=by
            ),
        ):
            self.expected.asked.discard(by.name)
            self.expected.opinions[by.name] = (self.expected.version, verdict)

    def new_evidence(self, step: Step) -> None:
        self.late += 1
        late = made.statement(
            f"late-{self.late}", f"Number {self.late} was denied.", actor=f"State {self.late}"
        )
        made.store_statements(self.database, [late])
        raise_flags(self.desk, {self.claim: [made.prior(late, lane=Lane.SINCE)]}, by="lee")
        if self.expected.authors:
            self.expected.against.add(late.statement_id)

    def time_goes_by(self, step: Step) -> None:
        self.now += timedelta(minutes=step.minutes)
        if self.expected.holder is not None and self.now >= self.expected.until:
            self.expected.holder = None

    def the_claim_stands_where_it_ought_to(self) -> None:
        shown = self.screens.claim(self.claim, reader=READER)
        expected = self.expected
        assert (shown.state, shown.seen_version) == (expected.state, expected.version)
        assert (None if shown.hold is None else shown.hold.holder) == expected.holder
        if expected.holder is not None:
            assert shown.state_now is ClaimState.TAKEN
        if shown.sign_off is not None and shown.verdict is not None:
            assert shown.sign_off.signed_by not in expected.authors
        if shown.state is ClaimState.APPROVED:
            assert shown.sign_off is not None

    def the_ledger_tells_it_all(self) -> None:
        verify(self.database)
        happened = [
            event
            for event in reversed(self.screens.events(10_000, reader=READER))
            if event.subject == self.claim
        ]
        state, authors, holder = replayed(happened, self.now)
        assert (state, authors, holder) == (
            self.expected.state,
            self.expected.authors,
            self.expected.holder,
        )
        for entry in self.screens.history(self.claim, reader=READER):
            if entry.sign_off is not None:
                seen = as_known(self.database, self.claim, entry.verdict.version, reader=READER)
                assert seen.known.version == entry.verdict
        self.database.close()
        self.folder.cleanup()


def replayed(happened: list[Event], now: datetime) -> tuple[ClaimState, list[str], str | None]:
    """Where the claim stands by the ledger alone."""
    state, authors, hold, dismissed = ClaimState.OPEN, [], None, False
    for event in happened:
        kind, _, what = event.what.partition(".")
        payload = json.loads(event.payload)
        if kind == "verdict":
            state, hold = ClaimState(what), None
            if state is ClaimState.SUBMITTED:
                authors.append(payload["author"])
        elif kind == "claim" and "holder" in payload:
            hold = payload
        elif kind == "claim" and "dismissed" in payload:
            dismissed = payload["dismissed"]
    state = ClaimState.DISMISSED if dismissed else state
    if hold is None or hold["until"] is None or datetime.fromisoformat(hold["until"]) <= now:
        return state, authors, None
    return state, authors, hold["holder"]


@settings(max_examples=20)
@given(steps=STEPS)
def test_no_sequence_of_moves_reaches_a_forbidden_state(steps: list[Step]) -> None:
    newsroom = Newsroom()
    for step in steps:
        getattr(newsroom, step.what)(step)
        newsroom.the_claim_stands_where_it_ought_to()
    newsroom.the_ledger_tells_it_all()
