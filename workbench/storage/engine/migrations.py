"""The schema as an append-only list of steps; each is applied and recorded in one transaction.

Times are UTC without a zone; event times are the text that was hashed. Rules such as "one live
row" are kept inside transactions, since DuckDB has no partial indexes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import duckdb

from workbench.errors import SchemaTooNew
from workbench.storage.engine import views
from workbench.storage.engine.cursor import Cursor

Migration = Callable[[duckdb.DuckDBPyConnection], object]


def m001_first_schema(cursor: duckdb.DuckDBPyConnection) -> None:
    """Articles, claims, statements, vectors, verdicts, sign-offs, flags, people, the ledger."""
    cursor.execute(
        """
        CREATE TABLE articles (
            article_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, text TEXT NOT NULL, title TEXT,
            publisher TEXT, url TEXT, published_on DATE, language TEXT NOT NULL,
            added_by TEXT NOT NULL, added_at TIMESTAMP NOT NULL
        );
        CREATE TABLE claims (
            claim_id TEXT PRIMARY KEY, article_id TEXT NOT NULL, position INTEGER NOT NULL,
            text TEXT NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL,
            speaker TEXT, actor TEXT, source_text TEXT, cue_text TEXT, polarity TEXT NOT NULL,
            quotation TEXT, check_worthiness DOUBLE NOT NULL, said_on DATE,
            proposition TEXT NOT NULL, details TEXT NOT NULL
        );
        CREATE TABLE imports (
            import_id TEXT PRIMARY KEY, file TEXT NOT NULL, imported_by TEXT NOT NULL,
            started_at TIMESTAMP NOT NULL, finished_at TIMESTAMP, accepted INTEGER,
            duplicates INTEGER, rejected INTEGER
        );
        CREATE TABLE statements (
            row_id BIGINT PRIMARY KEY, statement_id TEXT NOT NULL UNIQUE, text TEXT NOT NULL,
            speaker TEXT, speaker_role TEXT, actor TEXT, said_on DATE, published_on DATE,
            title TEXT, publisher TEXT, source_url TEXT, language TEXT NOT NULL, polarity TEXT,
            article_id TEXT, claim_id TEXT, metadata TEXT NOT NULL, content_hash TEXT NOT NULL,
            import_id TEXT, added_at TIMESTAMP NOT NULL
        );
        CREATE TABLE vectors (
            row_id BIGINT NOT NULL, model TEXT NOT NULL, revision TEXT NOT NULL,
            vector FLOAT[] NOT NULL
        );
        CREATE TABLE verdict_versions (
            claim_id TEXT NOT NULL, version INTEGER NOT NULL, verdict TEXT NOT NULL,
            rationale TEXT NOT NULL, confidence DOUBLE, outside_evidence TEXT,
            author TEXT NOT NULL, decided_at TIMESTAMP NOT NULL, PRIMARY KEY (claim_id, version)
        );
        CREATE TABLE verdict_priors (
            claim_id TEXT NOT NULL, version INTEGER NOT NULL, statement_id TEXT NOT NULL,
            citation INTEGER, rank INTEGER NOT NULL, score DOUBLE NOT NULL, lane TEXT NOT NULL,
            relation TEXT NOT NULL, probability DOUBLE NOT NULL, details TEXT NOT NULL,
            PRIMARY KEY (claim_id, version, statement_id)
        );
        CREATE TABLE sign_offs (
            claim_id TEXT NOT NULL, version INTEGER NOT NULL, decision TEXT NOT NULL, note TEXT,
            signed_by TEXT NOT NULL, signed_at TIMESTAMP NOT NULL, PRIMARY KEY (claim_id, version)
        );
        CREATE TABLE evidence_flags (
            claim_id TEXT NOT NULL, version INTEGER NOT NULL, statement_id TEXT NOT NULL,
            relation TEXT NOT NULL, probability DOUBLE NOT NULL, raised_at TIMESTAMP NOT NULL,
            PRIMARY KEY (claim_id, version, statement_id)
        );
        CREATE TABLE users (
            name TEXT PRIMARY KEY, display_name TEXT NOT NULL, role TEXT NOT NULL,
            password_hash TEXT NOT NULL, disabled BOOLEAN NOT NULL, created_at TIMESTAMP NOT NULL
        );
        CREATE TABLE sessions (
            session_hash TEXT PRIMARY KEY, user_name TEXT NOT NULL, created_at TIMESTAMP NOT NULL,
            expires_at TIMESTAMP NOT NULL, revoked_at TIMESTAMP
        );
        CREATE TABLE events (
            seq BIGINT PRIMARY KEY, happened_at TEXT NOT NULL, who TEXT NOT NULL,
            what TEXT NOT NULL, subject TEXT NOT NULL, payload TEXT NOT NULL,
            previous_hash TEXT NOT NULL, hash TEXT NOT NULL
        );
        CREATE TABLE indexed_articles (
            article_id TEXT PRIMARY KEY, indexed_at TIMESTAMP NOT NULL
        );
        CREATE TABLE watermarks (name TEXT PRIMARY KEY, row_id BIGINT NOT NULL);
        CREATE VIEW standings AS
            SELECT
                claims.claim_id, claims.article_id, claims.position, verdict_versions.version,
                verdict_versions.author, verdict_versions.decided_at,
                CASE
                    WHEN verdict_versions.version IS NULL THEN 'open'
                    WHEN sign_offs.decision IS NULL THEN 'submitted'
                    ELSE sign_offs.decision
                END AS state
            FROM claims
            LEFT JOIN (
                SELECT claim_id, max(version) AS version FROM verdict_versions GROUP BY claim_id
            ) AS newest ON newest.claim_id = claims.claim_id
            LEFT JOIN verdict_versions ON verdict_versions.claim_id = newest.claim_id
                AND verdict_versions.version = newest.version
            LEFT JOIN sign_offs ON sign_offs.claim_id = newest.claim_id
                AND sign_offs.version = newest.version;
        """
    )


def m002_workflow_and_anchors(cursor: duckdb.DuckDBPyConnection) -> None:
    """Holds, plans, withdrawals, reopenings, second opinions; where the ledger must end."""
    cursor.execute(
        """
        CREATE TABLE holds (
            claim_id TEXT NOT NULL, number INTEGER NOT NULL, version INTEGER NOT NULL, holder TEXT,
            until TIMESTAMP, set_by TEXT NOT NULL, set_at TIMESTAMP NOT NULL,
            PRIMARY KEY (claim_id, number)
        );
        CREATE TABLE plans (
            claim_id TEXT NOT NULL, number INTEGER NOT NULL, assignee TEXT, priority TEXT NOT NULL,
            due_at TIMESTAMP, set_by TEXT NOT NULL, set_at TIMESTAMP NOT NULL,
            PRIMARY KEY (claim_id, number)
        );
        CREATE TABLE withdrawals (
            claim_id TEXT NOT NULL, version INTEGER NOT NULL, withdrawn_by TEXT NOT NULL,
            withdrawn_at TIMESTAMP NOT NULL, reason TEXT, PRIMARY KEY (claim_id, version)
        );
        CREATE TABLE reopenings (
            claim_id TEXT NOT NULL, version INTEGER NOT NULL, reopened_by TEXT NOT NULL,
            reopened_at TIMESTAMP NOT NULL, correction_note TEXT NOT NULL,
            PRIMARY KEY (claim_id, version)
        );
        CREATE TABLE opinion_requests (
            claim_id TEXT NOT NULL, version INTEGER NOT NULL, reviewer TEXT NOT NULL,
            asked_by TEXT NOT NULL, asked_at TIMESTAMP NOT NULL,
            PRIMARY KEY (claim_id, version, reviewer)
        );
        CREATE TABLE opinions (
            claim_id TEXT NOT NULL, version INTEGER NOT NULL, reviewer TEXT NOT NULL,
            verdict TEXT NOT NULL, rationale TEXT NOT NULL, given_at TIMESTAMP NOT NULL,
            confidence DOUBLE, cited TEXT NOT NULL, PRIMARY KEY (claim_id, version, reviewer)
        );
        CREATE TABLE exports_taken (
            number BIGINT PRIMARY KEY, what TEXT NOT NULL, taken_by TEXT NOT NULL,
            taken_at TIMESTAMP NOT NULL, sha256 TEXT NOT NULL, bytes BIGINT NOT NULL,
            ledger_head TEXT NOT NULL
        );
        CREATE TABLE ledger_end (
            only_row INTEGER PRIMARY KEY, seq BIGINT NOT NULL, hash TEXT NOT NULL
        );
        INSERT INTO ledger_end
            SELECT 1, seq, hash FROM events ORDER BY seq DESC LIMIT 1;
        ALTER TABLE verdict_versions ADD COLUMN models TEXT;
        ALTER TABLE sign_offs ADD COLUMN seen TEXT;
        ALTER TABLE sign_offs ADD COLUMN known_sha256 TEXT;
        ALTER TABLE sign_offs ADD COLUMN ledger_head TEXT;
        CREATE OR REPLACE VIEW standings AS
            SELECT
                claims.claim_id, claims.article_id, claims.position, verdict_versions.version,
                verdict_versions.author, verdict_versions.decided_at,
                CASE
                    WHEN verdict_versions.version IS NULL THEN 'open'
                    WHEN reopenings.version IS NOT NULL THEN 'reopened'
                    WHEN withdrawals.version IS NOT NULL THEN 'withdrawn'
                    WHEN sign_offs.decision IS NULL THEN 'submitted'
                    ELSE sign_offs.decision
                END AS state
            FROM claims
            LEFT JOIN (
                SELECT claim_id, max(version) AS version FROM verdict_versions GROUP BY claim_id
            ) AS newest ON newest.claim_id = claims.claim_id
            LEFT JOIN verdict_versions ON verdict_versions.claim_id = newest.claim_id
                AND verdict_versions.version = newest.version
            LEFT JOIN sign_offs ON sign_offs.claim_id = newest.claim_id
                AND sign_offs.version = newest.version
            LEFT JOIN withdrawals ON withdrawals.claim_id = newest.claim_id
                AND withdrawals.version = newest.version
            LEFT JOIN reopenings ON reopenings.claim_id = newest.claim_id
                AND reopenings.version = newest.version;
        CREATE VIEW contributions AS
            SELECT claim_id, version, author AS person, 'wrote' AS how FROM verdict_versions
            UNION ALL
            SELECT claim_id, version + 1, reopened_by, 'corrected' FROM reopenings
            UNION ALL
            SELECT opinions.claim_id, verdict_versions.version, opinions.reviewer, 'adopted'
            FROM opinions
            JOIN verdict_versions ON verdict_versions.claim_id = opinions.claim_id
                AND verdict_versions.version > opinions.version
                AND verdict_versions.verdict = opinions.verdict;
        """
    )


def m003_reprints_and_models(cursor: duckdb.DuckDBPyConnection) -> None:
    """Statements found by their content; reprints of one text; the model that searches use."""
    cursor.execute(
        """
        CREATE INDEX statements_by_content ON statements (content_hash);
        CREATE TABLE reprint_keys (reprint_key BIGINT NOT NULL, row_id BIGINT NOT NULL);
        CREATE TABLE reprints (row_id BIGINT PRIMARY KEY, first_row BIGINT NOT NULL);
        CREATE TABLE serving_model (
            only_row INTEGER PRIMARY KEY, location TEXT, model TEXT NOT NULL,
            revision TEXT NOT NULL
        );
        """
    )


def m004_claim_vectors(cursor: duckdb.DuckDBPyConnection) -> None:
    """Vectors of decided claims, so that new statements are held against them at once."""
    cursor.execute(
        """
        CREATE TABLE claim_vectors (
            claim_id TEXT NOT NULL, model TEXT NOT NULL, revision TEXT NOT NULL,
            vector FLOAT[] NOT NULL, PRIMARY KEY (claim_id, model, revision)
        );
        """
    )


def m005_sessions_and_single_sign_on(cursor: duckdb.DuckDBPyConnection) -> None:
    """When a session was last used and from where; addresses for single sign-on; a first admin."""
    cursor.execute(
        """
        ALTER TABLE sessions ADD COLUMN last_seen_at TIMESTAMP;
        ALTER TABLE sessions ADD COLUMN opened_from TEXT;
        ALTER TABLE sessions ADD COLUMN browser TEXT;
        CREATE TABLE account_emails (user_name TEXT NOT NULL, email TEXT NOT NULL);
        CREATE TABLE opening_tokens (token_hash TEXT NOT NULL, expires_at TIMESTAMP NOT NULL);
        """
    )


def m006_drafts_and_guides(cursor: duckdb.DuckDBPyConnection) -> None:
    """What a person has typed and not sent; who is shown the first steps."""
    cursor.execute(
        """
        CREATE TABLE drafts (
            person TEXT NOT NULL, claim_id TEXT NOT NULL, seen_version INTEGER NOT NULL,
            fields TEXT NOT NULL, saved_at TIMESTAMP NOT NULL, PRIMARY KEY (person, claim_id)
        );
        CREATE TABLE guides (
            person TEXT PRIMARY KEY, wanted BOOLEAN NOT NULL, said_at TIMESTAMP NOT NULL
        );
        """
    )


def m007_imports_and_exports_told(cursor: duckdb.DuckDBPyConnection) -> None:
    """How far an import is and how it ended; how many rows an export had, and which."""
    cursor.execute(
        """
        ALTER TABLE imports ADD COLUMN state TEXT;
        ALTER TABLE imports ADD COLUMN total_rows BIGINT;
        ALTER TABLE imports ADD COLUMN done_rows BIGINT;
        ALTER TABLE exports_taken ADD COLUMN rows_taken BIGINT;
        ALTER TABLE exports_taken ADD COLUMN chosen TEXT;
        """
    )


def m008_claims_by_people(cursor: duckdb.DuckDBPyConnection) -> None:
    """Claims added, cut, put together, corrected and dismissed by people; the lifted ones stay.

    ``claims`` is from now on what stands on the desk: as people made it, without the dismissed.
    """
    cursor.execute(
        """
        ALTER TABLE claims RENAME TO claims_lifted;
        CREATE TABLE claim_changes (
            claim_id TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
            came_from TEXT NOT NULL, version INTEGER NOT NULL, made_by TEXT NOT NULL,
            made_at TIMESTAMP NOT NULL, article_id TEXT NOT NULL, text TEXT NOT NULL,
            start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, speaker TEXT, actor TEXT,
            source_text TEXT, cue_text TEXT, polarity TEXT NOT NULL, quotation TEXT,
            check_worthiness DOUBLE NOT NULL, said_on DATE, proposition TEXT NOT NULL,
            details TEXT NOT NULL, PRIMARY KEY (claim_id, number)
        );
        CREATE TABLE claim_hands (
            claim_id TEXT NOT NULL, number INTEGER NOT NULL, person TEXT NOT NULL,
            PRIMARY KEY (claim_id, number, person)
        );
        CREATE TABLE dismissals (
            number BIGINT PRIMARY KEY, claim_id TEXT NOT NULL, dismissed BOOLEAN NOT NULL,
            reason TEXT, note TEXT, same_as TEXT, replaced_by TEXT NOT NULL, set_by TEXT NOT NULL,
            set_at TIMESTAMP NOT NULL
        );
        CREATE TABLE dismissed_suggestions (suggestion TEXT NOT NULL, number BIGINT NOT NULL);
        CREATE INDEX dismissed_by_suggestion ON dismissed_suggestions (suggestion);
        CREATE TABLE set_aside (
            row_id BIGINT PRIMARY KEY, statement_id TEXT NOT NULL, set_at TIMESTAMP NOT NULL
        );
        CREATE VIEW every_claim AS
            WITH changed AS (
                SELECT * FROM claim_changes
                QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY number DESC) = 1
            ), dismissed_last AS (
                SELECT claim_id, dismissed FROM dismissals
                QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY number DESC) = 1
            ), whole AS (
                SELECT claim_id, article_id, text, start_char, end_char, speaker, actor,
                    source_text, cue_text, polarity, quotation, check_worthiness, said_on,
                    proposition, details
                FROM claims_lifted
                WHERE NOT EXISTS (
                    SELECT 1 FROM changed WHERE changed.claim_id = claims_lifted.claim_id
                )
                UNION ALL
                SELECT claim_id, article_id, text, start_char, end_char, speaker, actor,
                    source_text, cue_text, polarity, quotation, check_worthiness, said_on,
                    proposition, details
                FROM changed
            )
            SELECT whole.*, whole.start_char AS position,
                coalesce(dismissed_last.dismissed, FALSE) AS dismissed
            FROM whole LEFT JOIN dismissed_last ON dismissed_last.claim_id = whole.claim_id;
        CREATE VIEW claims AS SELECT * FROM every_claim WHERE NOT dismissed;
        CREATE VIEW every_standing AS
            SELECT
                claims.claim_id, claims.article_id, claims.position, verdict_versions.version,
                verdict_versions.author, verdict_versions.decided_at,
                CASE
                    WHEN claims.dismissed THEN 'dismissed'
                    WHEN verdict_versions.version IS NULL THEN 'open'
                    WHEN reopenings.version IS NOT NULL THEN 'reopened'
                    WHEN withdrawals.version IS NOT NULL THEN 'withdrawn'
                    WHEN sign_offs.decision IS NULL THEN 'submitted'
                    ELSE sign_offs.decision
                END AS state
            FROM every_claim AS claims
            LEFT JOIN (
                SELECT claim_id, max(version) AS version FROM verdict_versions GROUP BY claim_id
            ) AS newest ON newest.claim_id = claims.claim_id
            LEFT JOIN verdict_versions ON verdict_versions.claim_id = newest.claim_id
                AND verdict_versions.version = newest.version
            LEFT JOIN sign_offs ON sign_offs.claim_id = newest.claim_id
                AND sign_offs.version = newest.version
            LEFT JOIN withdrawals ON withdrawals.claim_id = newest.claim_id
                AND withdrawals.version = newest.version
            LEFT JOIN reopenings ON reopenings.claim_id = newest.claim_id
                AND reopenings.version = newest.version;
        CREATE OR REPLACE VIEW standings AS
            SELECT * FROM every_standing WHERE state <> 'dismissed';
        CREATE OR REPLACE VIEW contributions AS
            SELECT claim_id, version, author AS person, 'wrote' AS how FROM verdict_versions
            UNION ALL
            SELECT claim_id, version + 1, reopened_by, 'corrected' FROM reopenings
            UNION ALL
            SELECT opinions.claim_id, verdict_versions.version, opinions.reviewer, 'adopted'
            FROM opinions
            JOIN verdict_versions ON verdict_versions.claim_id = opinions.claim_id
                AND verdict_versions.version > opinions.version
                AND verdict_versions.verdict = opinions.verdict
            UNION ALL
            SELECT claim_changes.claim_id, claim_changes.version, claim_hands.person, 'changed'
            FROM claim_hands
            JOIN claim_changes ON claim_changes.claim_id = claim_hands.claim_id
                AND claim_changes.number = claim_hands.number;
        """
    )


def m009_saved_views(cursor: duckdb.DuckDBPyConnection) -> None:
    """Filters of the claims under a name; with which of them a person's Queue opens."""
    cursor.execute(
        """
        CREATE TABLE saved_views (
            view_id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, link TEXT NOT NULL,
            shared BOOLEAN NOT NULL, saved_at TIMESTAMP NOT NULL
        );
        CREATE TABLE opening_views (person TEXT PRIMARY KEY, view_id TEXT NOT NULL);
        """
    )


def m010_rules_as_views(cursor: duckdb.DuckDBPyConnection) -> None:
    """Latest plans and live holds, flagged claims, and what is kept from whom."""
    for view in (
        views.LATEST,
        views.LIVE_HOLDS,
        views.FLAGGED,
        views.STANDINGS,
        views.KEPT_FROM,
        views.VISIBLE_STANDINGS,
    ):
        cursor.execute(view)


def m011_jobs(cursor: duckdb.DuckDBPyConnection) -> None:
    """One table for long work of every kind; what was known of imports goes into it."""
    cursor.execute(
        """
        CREATE TABLE jobs (
            job_id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL,
            state TEXT NOT NULL, asked_by TEXT NOT NULL, asked_at TIMESTAMP NOT NULL,
            done BIGINT NOT NULL, total BIGINT, message TEXT NOT NULL, details TEXT NOT NULL,
            ended_at TIMESTAMP
        );
        INSERT INTO jobs
            SELECT
                import_id, 'statements', file,
                coalesce(state, CASE WHEN finished_at IS NULL THEN 'running' ELSE 'finished' END),
                imported_by, started_at, coalesce(done_rows, 0), total_rows, '',
                '{"accepted": ' || coalesce(accepted, 0) || ', "duplicates": '
                    || coalesce(duplicates, 0) || ', "rejected": ' || coalesce(rejected, 0) || '}',
                finished_at
            FROM imports;
        DROP TABLE imports;
        """
    )


def m012_larger_reader(cursor: duckdb.DuckDBPyConnection) -> None:
    """What a larger reader said of statements beside claims, and how often it was asked."""
    cursor.execute(
        """
        CREATE TABLE readings (
            question TEXT NOT NULL, reader TEXT NOT NULL, claim_id TEXT NOT NULL,
            statement_id TEXT NOT NULL, relation TEXT NOT NULL, probability DOUBLE NOT NULL,
            words TEXT NOT NULL, answered_by TEXT NOT NULL, read_at TIMESTAMP NOT NULL,
            PRIMARY KEY (question, reader)
        );
        CREATE TABLE reading_days (day DATE NOT NULL, asked BIGINT NOT NULL);
        """
    )


MIGRATIONS: Final[tuple[Migration, ...]] = (
    m001_first_schema,
    m002_workflow_and_anchors,
    m003_reprints_and_models,
    m004_claim_vectors,
    m005_sessions_and_single_sign_on,
    m006_drafts_and_guides,
    m007_imports_and_exports_told,
    m008_claims_by_people,
    m009_saved_views,
    m010_rules_as_views,
    m011_jobs,
    m012_larger_reader,
)


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply what is missing, each step with its record in one transaction.

    Raises:
        SchemaTooNew: the file records more steps than this release knows.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"
    )
    applied = int(Cursor(connection).cell("SELECT coalesce(max(number), 0) FROM migrations"))
    if applied > len(MIGRATIONS):
        raise SchemaTooNew(
            f"the database has schema {applied}, this release knows {len(MIGRATIONS)}; "
            "install the release that wrote it or a later one"
        )
    for number, step in enumerate(MIGRATIONS[applied:], start=applied + 1):
        connection.execute("BEGIN TRANSACTION")
        try:
            step(connection)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", [number, step.__name__])
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
