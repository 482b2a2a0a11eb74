"""Long work: what was asked for, how far it is, how it ended. Its state is kept here alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from workbench.model.job import Job, JobKind, JobState
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

JOB: Final = """
    SELECT job_id, kind, subject, state, asked_by, asked_at, done, total, message, details, ended_at
    FROM jobs
"""
NEWEST: Final = JOB + "WHERE kind = ? ORDER BY asked_at DESC, job_id LIMIT ?"
UNFINISHED: Final = (
    JOB
    + """
    WHERE kind = ? AND state IN ('waiting', 'running', 'paused')
    ORDER BY asked_at DESC, job_id
    """
)


def add(cursor: Cursor, job: Job) -> None:
    """Record a job; one of the same id is the same work begun again."""
    cursor.execute(
        """
        INSERT OR REPLACE INTO jobs (
            job_id, kind, subject, state, asked_by, asked_at, done, total, message, details,
            ended_at
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            *(job.job_id, job.kind.value, job.subject, job.state.value, job.by, to_stored(job.at)),
            *(job.done, job.total, job.message, json.dumps(dict(job.details))),
            None if job.ended_at is None else to_stored(job.ended_at),
        ],
    )


def put(cursor: Cursor, job: Job) -> None:
    """Record where a job stands now."""
    cursor.execute(
        """
        UPDATE jobs
        SET state = ?, done = ?, total = ?, message = ?, details = ?, ended_at = ?
        WHERE job_id = ?
        """,
        [
            *(job.state.value, job.done, job.total, job.message, json.dumps(dict(job.details))),
            None if job.ended_at is None else to_stored(job.ended_at),
            job.job_id,
        ],
    )


def find(cursor: Cursor, job_id: str) -> Job | None:
    """One job, none if there is none with this id."""
    row = cursor.row(JOB + "WHERE job_id = ?", [job_id])
    return None if row is None else _job(row)


def latest(cursor: Cursor, kind: JobKind, limit: int) -> list[Job]:
    """The last jobs of a kind, newest first."""
    return [_job(row) for row in cursor.rows(NEWEST, [kind.value, limit])]


def unfinished(cursor: Cursor, kind: JobKind) -> list[Job]:
    """The jobs of a kind that are not over, newest first."""
    return [_job(row) for row in cursor.rows(UNFINISHED, [kind.value])]


def _job(row: Row) -> Job:
    return Job(
        job_id=row.job_id,
        kind=JobKind(row.kind),
        subject=row.subject,
        state=JobState(row.state),
        by=row.asked_by,
        at=from_stored(row.asked_at),
        done=row.done,
        total=row.total,
        message=row.message,
        details=json.loads(row.details),
        ended_at=None if row.ended_at is None else from_stored(row.ended_at),
    )
