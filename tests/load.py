"""Many people at one desk at once: what they read, what they decide, and whether it adds up.

Every session reads claims and decides on what it read, on few claims, so that they meet. A decision
that was acknowledged must be there in the end, with its own words; a read must show everything
that had been acknowledged before it began.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests import made
from tests.crashing import PASSWORD, quick_app
from tests.databases import database_of
from workbench.app import App
from workbench.errors import Conflict, NotAllowed
from workbench.ledger.verification import verify
from workbench.model.desk import ClaimState
from workbench.model.people import Role, User
from workbench.model.verdict import Verdict

ARTICLES = 6
SUPERVISOR_EVERY = 5


@dataclass
class Load:
    """What a round of sessions did.

    Attributes:
        decisions: Seconds that each acknowledged decision took.
        approvals: How many versions were signed.
        conflicts: Decisions that were refused since somebody else was first; what was said.
        errors: Everything else that was refused or failed.
        wrong_reads: Reads that showed less than was acknowledged, or other words.
        lost: Acknowledged decisions that were not there in the end.
        processor: Seconds of processor time that all of it took.
    """

    decisions: list[float] = field(default_factory=list)
    approvals: int = 0
    reads: int = 0
    processor: float = 0.0
    conflicts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong_reads: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """The time within which this share of the decisions was made, in seconds."""
        ordered = sorted(self.decisions)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


class Sessions:
    """People who read and decide at the same time."""

    def __init__(self, app: App, people: list[User], *, until: float, rounds: int) -> None:
        self.app = app
        self.people = people
        self.until = until
        self.rounds = rounds
        self.load = Load()
        self._lock = threading.Lock()
        self._acknowledged: dict[tuple[str, int], str] = {}
        self._latest: dict[str, int] = {}

    def run(self) -> Load:
        """Let everybody work, then look at what is there."""
        threads = [
            threading.Thread(target=self._work, args=(number, person))
            for number, person in enumerate(self.people)
        ]
        began = time.process_time()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.load.processor = time.process_time() - began
        self._look_for_lost()
        return self.load

    def _work(self, number: int, person: User) -> None:
        chance = random.Random(number)
        for turn in range(self.rounds):
            if time.monotonic() > self.until:
                return
            try:
                self._turn(person, chance, f"{person.name}, turn {turn}")
            except Exception as error:  # the count of these is the result
                with self._lock:
                    self.load.errors.append(f"{person.name}: {type(error).__name__}: {error}")

    def _turn(self, person: User, chance: random.Random, words: str) -> None:
        article = chance.choice(self.app.page_queries.queue(person))
        claim_id = chance.choice(
            self.app.page_queries.claims_of(article.article_id, reader=None)
        ).claim.claim_id
        with self._lock:
            at_least = self._latest.get(claim_id, 0)
        seen = self.app.page_queries.claim(claim_id, reader=None)
        with self._lock:
            self.load.reads += 1
            if seen.seen_version < at_least:
                self.load.wrong_reads.append(f"{claim_id}: {seen.seen_version} < {at_least}")
            if seen.verdict is not None:
                told = self._acknowledged.get((claim_id, seen.seen_version))
                if told is not None and told != seen.verdict.rationale:
                    self.load.wrong_reads.append(f"{claim_id}: {told!r} != {seen.verdict!r}")
        try:
            if person.role is Role.SUPERVISOR and seen.state is ClaimState.SUBMITTED:
                self.app.verdicts.approve(claim_id, seen.seen_version, by=person)
                with self._lock:
                    self.load.approvals += 1
                return
            began = time.perf_counter()
            version = self.app.verdicts.submit(
                claim_id,
                verdict=Verdict.UNVERIFIED,
                rationale=words,
                cited=[],
                by=person,
                seen_version=seen.seen_version,
                correction_note="more is known" if seen.state is ClaimState.APPROVED else None,
            )
            took = time.perf_counter() - began
        except (Conflict, NotAllowed) as error:  # not allowed: a hand in the version by now
            with self._lock:
                self.load.conflicts.append(str(error))
            return
        with self._lock:
            self.load.decisions.append(took)
            self._acknowledged[claim_id, version.version] = words
            self._latest[claim_id] = max(self._latest.get(claim_id, 0), version.version)

    def _look_for_lost(self) -> None:
        histories = {
            claim_id: [
                entry.verdict for entry in self.app.page_queries.history(claim_id, reader=None)
            ]
            for claim_id in {claim_id for claim_id, _ in self._acknowledged}
        }
        for (claim_id, version), words in self._acknowledged.items():
            history = histories[claim_id]
            if len(history) < version or history[version - 1].rationale != words:
                self.load.lost.append(f"version {version} of {claim_id}: {words}")
        made_in_all = sum(len(history) for history in histories.values())
        if made_in_all != len(self._acknowledged):
            self.load.lost.append(
                f"{made_in_all} versions, {len(self._acknowledged)} were acknowledged"
            )
        verify(database_of(self.app))


def sessions_at_once(
    folder: Path, *, sessions: int, seconds: float = float("inf"), rounds: int = 1_000_000
) -> Load:
    """Let so many people work at one new desk, so long or so many turns each."""
    with quick_app(folder / "desk.duckdb") as app:
        people = [
            app.accounts.create(
                f"p{number}",
                f"Person {number}",
                Role.CHECKER if number % SUPERVISOR_EVERY else Role.SUPERVISOR,
                PASSWORD,
                by=app.operator(),
            )
            for number in range(sessions)
        ]
        for number in range(ARTICLES):
            text = f"Kirby: Iran sent {number} drones.\nTehran: it denied {number}."
            app.articles.add(made.article(text), by=app.operator())
        until = time.monotonic() + seconds
        return Sessions(app, people, until=until, rounds=rounds).run()
