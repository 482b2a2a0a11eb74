"""Statements that stand beside a claim, read again by the larger reader that was named.

Nobody waits for it: what is asked for is read in the background, and until an answer is there, or
where none can be used, the label of the model that ships stands. Answers are kept, so that nothing
is asked twice.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from queue import PriorityQueue
from typing import TYPE_CHECKING, Final

from workbench.archive.reader.answer import Reading, check_answer
from workbench.archive.reader.asking import Ask, ChatEndpoint
from workbench.archive.reader.question import REVISION, Question, make_up_id, question
from workbench.archive.reader.relabelling import relabelled
from workbench.errors import AnswerRefused, ReaderUnavailable
from workbench.model.prior import Judge, Prior, Query, ReaderEndpoint, ReaderState, Relation
from workbench.storage.statements import readings
from workbench.storage.statements.readings import KeptReading

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

AT_ONCE: Final = 2
"""Questions under way at a time: a model on a desk's own machine answers one after the other."""
REST: Final = 60.0
"""Seconds that a reader which does not answer is left alone."""
MOST_WAITING: Final = 400
"""Questions that may wait, half of them of what nobody looks at yet; what is beyond is asked when
its claim is opened again."""
USED_UP: Final = "it has been asked as often as it may be today"
FAILED: Final = "something went wrong here, and is in the desk's log"

log = logging.getLogger("workbench.reader")


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why nothing is asked for now.

    Attributes:
        until: In seconds of ``time.monotonic``.
    """

    why: str
    until: float


class LargerReader:
    """One reader of one desk. Every method is safe to call from many threads."""

    def __init__(
        self,
        endpoint: ReaderEndpoint,
        database: Database,
        *,
        clock: Callable[[], datetime],
        ask: Ask | None = None,
        rest: float = REST,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        """Name the parts; nothing is asked yet.

        Args:
            ask: What puts a question, instead of HTTP, for tests.
            rest: Seconds that it is left alone after it did not answer.
            most_waiting: Questions that may wait, with those under way.
        """
        self.endpoint = endpoint
        self._database = database
        self._clock = clock
        self._ask = ChatEndpoint(endpoint) if ask is None else ask
        self._rest = rest
        self._most_waiting = most_waiting
        self._reader = f"{endpoint.name}, question {REVISION}"
        self._waiting: PriorityQueue[tuple[int, int, int, Question | None]] = PriorityQueue()
        self._asked_for = 0
        self._in_hand: set[str] = set()
        self._under_way: set[str] = set()
        self._refused: set[str] = set()
        self._trouble: _Trouble | None = None
        self._workers: list[threading.Thread] = []
        self._stopped = False
        self._change = threading.Condition()

    def judge(self, query: Query, priors: Sequence[Prior]) -> list[Prior]:
        """The priors, those that it has read with its answer in their labels; nothing is asked."""
        asked, kept = self._look(query, priors)
        return [
            self._judged(prior, kept[one.digest]) if one.digest in kept else prior
            for prior, one in zip(priors, asked, strict=True)
        ]

    def begin(self, query: Query, priors: Sequence[Prior], *, ahead: bool = False) -> ReaderState:
        """Have it read those that it has not read, in the background; how far it is.

        What was asked for last comes first, and what nobody looks at yet after all the rest.

        Args:
            ahead: Whether nobody looks at them yet.
        """
        asked, kept = self._look(query, priors)
        with self._change:
            self._asked_for += 1
            for place, one in enumerate(asked):
                if one.digest in kept or not self._may_wait(one.digest, ahead=ahead):
                    continue
                self._in_hand.add(one.digest)
                self._waiting.put((int(ahead), -self._asked_for, place, one))
            if self._in_hand:
                self._hire()
        return self._state(asked, kept)

    def state(self, query: Query, priors: Sequence[Prior]) -> ReaderState:
        """How far it is; nothing is asked."""
        return self._state(*self._look(query, priors))

    def asked_today(self) -> int:
        """How many statements it was asked about since midnight, by UTC."""
        with self._database.read() as cursor:
            return readings.count_on(cursor, self._today())

    def finish(self) -> None:
        """Wait until nothing is being read."""
        with self._change:
            self._change.wait_for(lambda: not self._in_hand)

    def stop(self) -> None:
        """Ask nothing any more; an answer that is under way is not kept."""
        with self._change:
            self._stopped = True
            self._in_hand &= self._under_way
            self._change.notify_all()
            for _ in self._workers:
                self._waiting.put((-1, 0, 0, None))

    # In the background -------------------------------------------------------------------------

    def _hire(self) -> None:
        while len(self._workers) < AT_ONCE:
            worker = threading.Thread(
                target=self._work, name=f"larger-reader-{len(self._workers)}", daemon=True
            )
            self._workers.append(worker)
            worker.start()

    def _work(self) -> None:
        while (one := self._waiting.get()[-1]) is not None:
            if not self._take_up(one):
                continue
            try:
                self._read(one)
            except AnswerRefused as error:
                log.info("an answer of %s is not used: %s", self.endpoint.name, error)
                with self._change:
                    self._refused.add(one.digest)
            except ReaderUnavailable as error:
                log.warning("the larger reader is left alone for a while: %s", error)
                self._leave_alone(str(error))
            except Exception:  # whatever it is, the label of the model that ships stands
                if not self._stopped:  # else the desk has ended under it
                    log.exception("a statement could not be read again")
                    self._leave_alone(FAILED)
            finally:
                with self._change:
                    self._in_hand.discard(one.digest)
                    self._under_way.discard(one.digest)
                    self._change.notify_all()

    def _take_up(self, one: Question) -> bool:
        """Whether it still waits: one that was asked for again, sooner, has been taken up then."""
        with self._change:
            if one.digest not in self._in_hand or one.digest in self._under_way:
                return False
            self._under_way.add(one.digest)
            return True

    def _read(self, one: Question) -> None:
        if self._stopped or self._resting() is not None or self._kept([one]):
            return
        with self._database.write() as cursor:
            may = readings.take_one(cursor, self._today(), most=self.endpoint.a_day)
        if not may:
            self._leave_alone(USED_UP)
            return
        made_up = make_up_id()
        reply = self._ask(one.messages(made_up))
        found = check_answer(reply.content, made_up=made_up, text=one.text, model=reply.model)
        if not self._stopped:
            self._keep(one, found)

    def _keep(self, one: Question, found: Reading) -> None:
        kept = KeptReading(
            question=one.digest,
            reader=self._reader,
            claim_id=one.claim_id,
            statement_id=one.statement_id,
            relation=found.relation.value,
            probability=found.probability,
            words=found.words,
            answered_by=found.model,
        )
        with self._database.write() as cursor:
            readings.keep(cursor, kept, at=self._clock())

    def _leave_alone(self, why: str) -> None:
        with self._change:
            self._trouble = _Trouble(why, time.monotonic() + self._rest)

    # What is known -----------------------------------------------------------------------------

    def _may_wait(self, digest: str, *, ahead: bool) -> bool:
        """Whether it is put in line; one that waits there is put further forward, never back."""
        room = self._most_waiting // 2 if ahead else self._most_waiting
        return (
            not self._stopped
            and self._resting() is None
            and digest not in (self._in_hand if ahead else self._under_way)
            and digest not in self._refused
            and (digest in self._in_hand or len(self._in_hand) < room)
        )

    def _resting(self) -> str | None:
        trouble = self._trouble
        return None if trouble is None or time.monotonic() >= trouble.until else trouble.why

    def _look(
        self, query: Query, priors: Sequence[Prior]
    ) -> tuple[list[Question], dict[str, KeptReading]]:
        """What is to be asked of each, and the answers that there are, by question."""
        asked = [question(query, prior.statement) for prior in priors]
        return asked, self._kept(asked)

    def _kept(self, asked: Sequence[Question]) -> dict[str, KeptReading]:
        if not asked:
            return {}
        with self._database.read() as cursor:
            return readings.find(cursor, [one.digest for one in asked], reader=self._reader)

    def _judged(self, prior: Prior, kept: KeptReading) -> Prior:
        judge = Judge(kept.answered_by, self.endpoint.host, REVISION)
        reading = Reading(Relation(kept.relation), kept.probability, kept.words, kept.answered_by)
        return replace(prior, label=relabelled(prior.label, reading, judge))

    def _state(self, asked: Sequence[Question], kept: dict[str, KeptReading]) -> ReaderState:
        left = [one.digest for one in asked if one.digest not in kept]
        with self._change:
            in_hand = sum(digest in self._in_hand for digest in left)
            refused = sum(digest in self._refused for digest in left)
            trouble = self._resting()
        unread = len(left) - in_hand - refused
        return ReaderState(
            endpoint=self.endpoint,
            shown=len(asked),
            read=len(asked) - len(left),
            in_hand=in_hand,
            refused=refused,
            trouble=trouble if unread else None,
        )

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()
