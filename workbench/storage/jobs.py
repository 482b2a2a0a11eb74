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


def note_progress(cursor: Cursor, job: Job) -> None:
    """Record how far a job is; how it stands is not touched, somebody may have decided that."""
    cursor.execute(
        "UPDATE jobs SET done = ?, total = ?, details = ? WHERE job_id = ?",
        [job.done, job.total, json.dumps(dict(job.details)), job.job_id],
    )


def set_state(cursor: Cursor, job: Job) -> None:
    """Record how a job stands and why; how far it is is not touched."""
    cursor.execute(
        "UPDATE jobs SET state = ?, message = ?, ended_at = ? WHERE job_id = ?",
        [
            *(job.state.value, job.message),
            None if job.ended_at is None else to_stored(job.ended_at),
            job.job_id,
        ],
    )


def rest_unfinished(cursor: Cursor, message: str) -> None:
    """Let whatever was to go on rest until somebody goes on with it."""
    cursor.execute(
        "UPDATE jobs SET state = 'paused', message = ? WHERE state IN ('waiting', 'running')",
        [message],
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
