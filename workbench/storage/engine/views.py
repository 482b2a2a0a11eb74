"""Rules about rows that more than one read follows, each said once, as a view.

Migrations have put these texts into databases, so they are never changed: another rule is another
text and another migration. They keep to SQL that DuckDB and PostgreSQL both take; what takes a
reader is a table macro in the one and a function in the other, called alike.
"""

from __future__ import annotations

from typing import Final, LiteralString

LATEST: Final[LiteralString] = """
    CREATE VIEW latest_versions AS
        SELECT claim_id, max(version) AS version FROM verdict_versions GROUP BY claim_id;
    CREATE VIEW latest_plans AS
        SELECT claim_id, number, assignee, priority, due_at, set_by, set_at
        FROM (
            SELECT *, row_number() OVER (PARTITION BY claim_id ORDER BY number DESC) AS place
            FROM plans
        ) AS counted
        WHERE place = 1;
    CREATE VIEW latest_holds AS
        SELECT claim_id, number, version, holder, until, set_by, set_at
        FROM (
            SELECT *, row_number() OVER (PARTITION BY claim_id ORDER BY number DESC) AS place
            FROM holds
        ) AS counted
        WHERE place = 1;
    CREATE VIEW latest_dismissals AS
        SELECT number, claim_id, dismissed, reason, note, same_as, replaced_by,
            set_by, set_at
        FROM (
            SELECT *, row_number() OVER (PARTITION BY claim_id ORDER BY number DESC) AS place
            FROM dismissals
        ) AS counted
        WHERE place = 1;
"""
"""What was said last of each claim; ``number`` counts, so the last one is the greatest."""

LIVE_HOLDS: Final[LiteralString] = """
    CREATE VIEW live_holds AS
        SELECT latest_holds.* FROM latest_holds
        LEFT JOIN latest_versions ON latest_versions.claim_id = latest_holds.claim_id
        WHERE latest_holds.holder IS NOT NULL
            AND latest_holds.version = coalesce(latest_versions.version, 0);
"""
"""Who has a claim, unless ``until`` is over: a new version of the verdict ends the hold."""

FLAGGED: Final[LiteralString] = """
    CREATE VIEW flagged_claims AS
        SELECT flags.claim_id, flags.version, min(flags.raised_at) AS first_at,
            max(flags.raised_at) AS newest_at
        FROM evidence_flags AS flags
        JOIN latest_versions ON latest_versions.claim_id = flags.claim_id
            AND latest_versions.version = flags.version
        GROUP BY flags.claim_id, flags.version;
"""
"""Claims with evidence that their latest verdict has not seen, which a new version answers."""

STANDINGS: Final[LiteralString] = """
    CREATE OR REPLACE VIEW every_standing AS
        SELECT claims.*, decided.version, decided.author, decided.decided_at,
            CASE
                WHEN claims.dismissed THEN 'dismissed'
                WHEN decided.version IS NULL THEN 'open'
                WHEN reopenings.version IS NOT NULL THEN 'reopened'
                WHEN withdrawals.version IS NOT NULL THEN 'withdrawn'
                WHEN sign_offs.decision IS NULL THEN 'submitted'
                ELSE sign_offs.decision
            END AS state
        FROM every_claim AS claims
        LEFT JOIN (
            SELECT claim_id, version, author, decided_at
            FROM (
                SELECT *, row_number() OVER (PARTITION BY claim_id ORDER BY version DESC) AS place
                FROM verdict_versions
            ) AS counted
            WHERE place = 1
        ) AS decided ON decided.claim_id = claims.claim_id
        LEFT JOIN sign_offs ON sign_offs.claim_id = decided.claim_id
            AND sign_offs.version = decided.version
        LEFT JOIN withdrawals ON withdrawals.claim_id = decided.claim_id
            AND withdrawals.version = decided.version
        LEFT JOIN reopenings ON reopenings.claim_id = decided.claim_id
            AND reopenings.version = decided.version;
    CREATE OR REPLACE VIEW standings AS
        SELECT * FROM every_standing WHERE state <> 'dismissed';
"""
"""Each claim with where it stands, so that no read puts the two together: planning a query costs
more here than running it, and grows with every view that is joined."""

KEPT_FROM: Final[LiteralString] = """
    CREATE VIEW owed_opinions AS
        SELECT requests.claim_id, requests.version, requests.reviewer, requests.asked_by,
            requests.asked_at
        FROM opinion_requests AS requests
        WHERE NOT EXISTS (
                SELECT 1 FROM opinions WHERE opinions.claim_id = requests.claim_id
                    AND opinions.reviewer = requests.reviewer
                    AND opinions.version >= requests.version
            )
            AND NOT EXISTS (
                SELECT 1 FROM contributions WHERE contributions.claim_id = requests.claim_id
                    AND contributions.person = requests.reviewer
            )
            AND NOT EXISTS (
                SELECT 1 FROM latest_dismissals AS last WHERE last.claim_id = requests.claim_id
                    AND last.dismissed
            );
    CREATE MACRO kept_from(asking) AS TABLE
        SELECT DISTINCT owed_opinions.claim_id FROM owed_opinions
        LEFT JOIN users ON users.name = owed_opinions.reviewer
        WHERE owed_opinions.reviewer = asking OR (asking = '' AND NOT users.disabled);
"""
"""What is kept from a reader, and all that tells of it: whatever they owe a second opinion on.

A request lapses when its reviewer has had a hand in the verdict since, or the claim has left the
desk. The reader with no name is a program, or nobody in particular, who might hand on what they
read to anybody: from them it is kept while somebody with an open account owes an opinion.
"""

VISIBLE_STANDINGS: Final[LiteralString] = """
    CREATE MACRO visible_standings(asking) AS TABLE
        SELECT standing.claim_id, standing.article_id, standing.text, standing.start_char,
            standing.end_char, standing.speaker, standing.actor, standing.source_text,
            standing.cue_text, standing.polarity, standing.quotation, standing.check_worthiness,
            standing.said_on, standing.proposition, standing.details, standing.position,
            CASE WHEN kept.claim_id IS NULL THEN standing.version END AS version,
            CASE WHEN kept.claim_id IS NULL THEN standing.author END AS author,
            CASE WHEN kept.claim_id IS NULL THEN standing.decided_at END AS decided_at,
            CASE WHEN kept.claim_id IS NULL THEN standing.state ELSE 'open' END AS state,
            kept.claim_id IS NOT NULL AS is_blind
        FROM every_standing AS standing
        LEFT JOIN kept_from(asking) AS kept ON kept.claim_id = standing.claim_id;
"""
"""Each claim and where it stands as a reader may know it; one kept from them is one nobody has
decided."""
