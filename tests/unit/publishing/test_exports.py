"""What leaves the desk: the columns, the same bytes, no formula, the way back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas
import pytest

from tests import made
from tests.cases import each
from tests.fakes import NoPriors, raise_flags
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.people.accounts import Accounts
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import InputError, LedgerBroken, NotAllowed
from workbench.ledger.verification import verify
from workbench.model.claim import Polarity
from workbench.model.desk import ClaimState
from workbench.model.people import Program, Role, User
from workbench.model.prior import Relation
from workbench.model.publishing import Choice, LeftOut
from workbench.model.verdict import Verdict
from workbench.publishing.cells import neutralise, restore
from workbench.publishing.csv_files import read_verdicts_csv
from workbench.publishing.exports import Exports
from workbench.storage.engine.database import Database

DESIGN = (
    "schema_version, as_of, article_id, article_title, publisher, article_url, "
    "article_published_on, article_sha256, claim_id, claim_text, char_start, char_end, speaker, "
    "actor, source_text, cue, polarity, quotation, check_worthiness, verdict, rationale, "
    "confidence, verdict_version, previous_verdict, decided_by, decided_at, contradicting_count, "
    "supporting_count, cited_statement_ids, cited_sources, signoff_state, signed_off_by, "
    "signed_off_at, signoff_note, new_evidence_since, ledger_head"
)
CORRECTION = ["corrects_version", "corrected_verdict", "correction_note", "corrected_at"]
COLUMNS = DESIGN.split(", ") + CORRECTION

STORY = made.article('Iran denied "it",\r\nand Kirby said =Iran helps. Nobody asked.')
HELPS = made.claim(STORY, "=Iran helps")
DENIES = made.claim(
    STORY,
    '"it",\r\nand',
    number=2,
    speaker="Kanaani",
    actor="Iran",
    polarity=Polarity.DENIES,
)
BARE = made.claim(STORY, "Nobody asked", number=3, speaker=None)
DENIAL = made.statement("s-denial")
HINT = made.statement("s-hint", "@Iran perhaps helps", said_on=None)
LATE = made.statement("s-late", "Some drones were sent.")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = made.database(tmp_path / "desk.duckdb")
    made.store_statements(database, [DENIAL, HINT, LATE])
    made.store_article(database, STORY, [HELPS, DENIES, BARE])
    return database


@pytest.fixture
def desk(database: Database, clock: Callable[[], datetime]) -> Verdicts:
    """One claim approved, the second waiting, the third open."""
    desk = Verdicts(database, NoPriors(), clock=clock)
    for seen, verdict in enumerate((Verdict.UNVERIFIED, Verdict.CONTESTED)):
        desk.submit(
            HELPS.claim_id,
            verdict=verdict,
            rationale="-1 for this,\r\nsays “Tehran”; \n'quoted'",
            cited=["s-hint", "s-denial"],
            shown=[
                made.prior(DENIAL),
                made.prior(HINT, Relation.SUPPORTS, rank=2),
                made.prior(LATE, rank=3),
            ],
            by=made.CHRIS,
            seen_version=seen,
            confidence=0.75,
            outside_evidence="https://un.example/2231",
        )
    desk.approve(HELPS.claim_id, 2, by=made.SAM, note="+1")
    desk.submit(
        DENIES.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        shown=[],
        by=made.CORA,
        seen_version=0,
    )
    return desk


@pytest.fixture
def exports(database: Database, desk: Verdicts, clock: Callable[[], datetime]) -> Exports:
    return Exports(database, clock=clock)


def test_the_columns_are_the_designs_in_their_order(exports: Exports) -> None:
    for data in (exports.verdicts_csv(), exports.verdicts_csv(include_open=True)):
        assert data.split(b"\r\n")[0].decode().split(",") == COLUMNS
        assert list(pandas.read_csv(io.BytesIO(data)).columns) == COLUMNS


def test_an_approved_verdict_fills_its_row(exports: Exports, database: Database) -> None:
    frame = read_verdicts_csv(exports.verdicts_csv())
    assert len(frame) == 1
    row = frame.iloc[0].to_dict()
    assert row["as_of"] == "2022-10-22T09:00:04.000000Z"
    assert row["ledger_head"] == verify(database).head
    assert {name: row[name] for name in COLUMNS[2:] if name != "ledger_head"} == {
        "article_id": STORY.article_id,
        "article_title": "A story",
        "publisher": "The Paper",
        "article_url": "https://paper.example/story",
        "article_published_on": "2022-10-20",
        "article_sha256": STORY.sha256,
        "claim_id": HELPS.claim_id,
        "claim_text": "=Iran helps",
        "char_start": str(HELPS.start),
        "char_end": str(HELPS.end),
        "speaker": "John Kirby",
        "actor": "United States",
        "source_text": "I",
        "cue": "",
        "polarity": "asserts",
        "quotation": "indirect",
        "check_worthiness": "0.7",
        "verdict": "contested",
        "rationale": "-1 for this,\r\nsays “Tehran”; \n'quoted'",
        "confidence": "0.75",
        "verdict_version": "2",
        "previous_verdict": "unverified",
        "decided_by": "chris",
        "decided_at": "2022-10-22T09:00:02.000000Z",
        "contradicting_count": "2",
        "supporting_count": "1",
        "cited_statement_ids": "s-hint; s-denial",
        "cited_sources": (
            "The Wire: Tehran denies <https://wire.example/1>; "
            "The Wire: Tehran denies <https://wire.example/1>; https://un.example/2231"
        ),
        "signoff_state": "approved",
        "signed_off_by": "sam",
        "signed_off_at": "2022-10-22T09:00:03.000000Z",
        "signoff_note": "+1",
        "new_evidence_since": "0",
        **dict.fromkeys(CORRECTION, ""),
    }


def test_open_claims_come_on_demand_without_a_verdict_made_up(exports: Exports) -> None:
    frame = read_verdicts_csv(exports.verdicts_csv(include_open=True)).set_index("claim_id")
    assert list(frame.index) == [DENIES.claim_id, HELPS.claim_id, BARE.claim_id]  # as in the text
    assert list(frame["signoff_state"]) == ["submitted", "approved", "open"]
    assert list(frame["verdict"]) == ["unverified", "contested", ""]
    bare = frame.loc[BARE.claim_id]
    assert (bare["rationale"], bare["contradicting_count"], bare["decided_by"]) == ("", "", "")


def test_exporting_twice_and_recording_it_gives_the_same_bytes(
    exports: Exports, database: Database, clock: Callable[[], datetime]
) -> None:
    def everything() -> list[bytes]:
        return [
            make(include_open=include_open)
            for make in (exports.verdicts_csv, exports.evidence_csv, exports.claimreview)
            for include_open in (False, True)
        ]

    before = everything()
    exports.take("csv", by=made.CHRIS)
    Accounts(database, clock=clock).create(
        "x", "X", Role.CHECKER, "a long password", by=made.OPERATOR
    )
    assert everything() == before
    assert verify(database).count == 8


def test_a_change_on_the_desk_moves_the_head_in_the_file(exports: Exports, desk: Verdicts) -> None:
    before = read_verdicts_csv(exports.verdicts_csv()).iloc[0]
    raise_flags(
        desk, {HELPS.claim_id: [made.prior(made.statement("s-new", actor="Russia"))]}, by="lee"
    )
    after = read_verdicts_csv(exports.verdicts_csv()).iloc[0]
    assert (before["new_evidence_since"], after["new_evidence_since"]) == ("0", "1")
    assert before["ledger_head"] != after["ledger_head"]
    assert before["as_of"] < after["as_of"]


def test_a_corrected_verdict_leaves_the_export_until_approved_again_and_then_tells_both(
    exports: Exports, desk: Verdicts
) -> None:
    desk.reopen(HELPS.claim_id, 2, by=made.CORA, correction_note="We took a rumour for a denial.")
    assert len(read_verdicts_csv(exports.verdicts_csv())) == 0
    desk.submit(
        HELPS.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="A second look.",
        cited=[],
        shown=[],
        by=made.CORA,
        seen_version=2,
    )
    assert len(read_verdicts_csv(exports.verdicts_csv())) == 0
    desk.approve(HELPS.claim_id, 3, by=made.SAM)
    [row] = read_verdicts_csv(exports.verdicts_csv()).to_dict("records")
    assert (row["verdict"], row["previous_verdict"]) == ("unverified", "contested")
    assert [row[name] for name in CORRECTION] == [
        "2",
        "contested",
        "We took a rumour for a denial.",
        "2022-10-22T09:00:05.000000Z",
    ]
    [review] = json.loads(exports.claimreview())["@graph"]
    assert review["correction"]["text"] == "We took a rumour for a denial."
    assert review["correction"]["about"] == {
        "@type": "ClaimReview",
        "identifier": f"{HELPS.claim_id}/2",
        "reviewRating": {"@type": "Rating", "alternateName": "Contested"},
    }


def test_the_evidence_file_has_a_row_a_citation_and_one_for_evidence_outside(
    exports: Exports,
) -> None:
    frame = read_verdicts_csv(exports.evidence_csv())
    assert list(frame["statement_id"]) == ["s-hint", "s-denial", ""]
    assert list(frame["citation"]) == ["1", "2", ""]
    assert list(frame["outside_evidence"]) == ["", "", "https://un.example/2231"]
    first = frame.iloc[0]
    assert (first["statement_text"], first["said_on"]) == ("@Iran perhaps helps", "")
    assert (first["relation"], first["probability"], first["lane"]) == ("supports", "0.8", "prior")
    assert set(frame["claim_id"]) == {HELPS.claim_id}


def test_a_claimreview_says_what_people_decided_and_who_said_what(exports: Exports) -> None:
    document = json.loads(exports.claimreview())
    assert document["@context"] == "https://schema.org"
    [review] = document["@graph"]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "=Iran helps"
    assert review["reviewRating"]["alternateName"] == "Contested"
    assert review["itemReviewed"]["author"] == {
        "@type": "Person",
        "name": "John Kirby",
        "affiliation": {"@type": "Organization", "name": "United States"},
    }
    assert review["itemReviewed"]["appearance"]["url"] == "https://paper.example/story"
    assert [one["identifier"] for one in review["citation"][:2]] == ["s-hint", "s-denial"]
    assert review["citation"][2] == "https://un.example/2231"
    assert "null" not in exports.claimreview().decode()


def test_a_denied_claim_is_reviewed_as_denied(exports: Exports) -> None:
    reviews = json.loads(exports.claimreview(include_open=True))["@graph"]
    assert len(reviews) == 2
    assert reviews[0]["claimReviewed"].startswith("Kanaani denied: ")
    assert "datePublished" not in reviews[0]


def test_a_claimreview_cannot_end_the_script_element_it_is_put_in(
    database: Database, desk: Verdicts, exports: Exports
) -> None:
    desk.submit(
        BARE.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="<!--<script></script><script>alert(1)</script>",
        cited=[],
        shown=[],
        by=made.CHRIS,
        seen_version=0,
    )
    data = exports.claimreview(include_open=True)
    assert b"<" not in data
    assert "</script>" in json.loads(data)["@graph"][2]["reviewBody"]


def test_the_preview_is_the_file_as_a_table(exports: Exports) -> None:
    for include_open in (False, True):
        pandas.testing.assert_frame_equal(
            exports.preview(Choice(include_open), reader=made.SAM).first,
            read_verdicts_csv(exports.verdicts_csv(include_open)),
            check_dtype=False,
        )


def test_an_empty_desk_exports_headings_alone(tmp_path: Path) -> None:
    exports = Exports(made.database(tmp_path / "new.duckdb"), clock=lambda: made.THEN)
    assert exports.verdicts_csv() == (",".join(COLUMNS) + "\r\n").encode()
    assert len(exports.preview(reader=made.SAM).first) == 0
    assert json.loads(exports.claimreview())["@graph"] == []


def test_somebody_shut_out_records_no_export(exports: Exports) -> None:
    with pytest.raises(NotAllowed):
        exports.take("csv", by=Program("x", "X", Role.ADMIN, disabled=True))


def test_no_cell_of_a_file_begins_as_a_formula(exports: Exports) -> None:
    for data in (exports.verdicts_csv(include_open=True), exports.evidence_csv(True)):
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        cells = [cell for row in rows for cell in row]
        assert "'=Iran helps" in cells
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and cell]


@each(
    "text",
    [
        *(
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "＝1",
            "＋1",
            "－1",
            "＠1",
        ),
        *("\ufeff=1", "\u200b=1", "\u00a0=1", "\x00=1", "'=1", "'", "''", "\tplain"),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_and_loses_it_again(text: str) -> None:
    assert neutralise(text) == "'" + text
    assert restore(neutralise(text)) == text


@each("text", ["", "Iran helps", " a = b", "1-1", "“quoted”", "2022-10-20"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert neutralise(text) == restore(text) == text


@each("data", [b"", b'"a', b"a,b\r\n1,2,3\r\n", b"\xff\xfe\x00"])
def test_a_file_that_is_none_of_ours_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match="not a CSV file of the workbench") as refused:
        read_verdicts_csv(data)
    assert "\n" not in str(refused.value)


@pytest.fixture
def judge(database: Database, desk: Verdicts, clock: Callable[[], datetime]) -> User:
    """A checker with an account who owes a second opinion on the signed claim."""
    person = Accounts(database, clock=clock).create(
        "judy", "Judy", Role.CHECKER, "a long password", by=made.OPERATOR
    )
    Opinions(database, clock=clock).ask(HELPS.claim_id, reviewer="judy", by=made.SAM)
    return person


def test_whoever_owes_a_second_opinion_learns_no_verdict_from_an_export(
    exports: Exports, judge: User
) -> None:
    everything = Choice(include_open=True)
    for what in ("csv", "evidence", "claimreview"):
        assert b"contested" not in exports.take(what, choice=everything, by=judge).lower()
        assert (
            b"contested" in exports.take(what, choice=everything, by=made.SAM, awaited=True).lower()
        )
        # a program cannot tell who will read its file
        assert b"contested" not in exports.take(what, choice=everything, by=made.OPERATOR).lower()
    shown = exports.preview(everything, reader=judge)
    assert HELPS.claim_id not in set(shown.first["claim_id"])
    assert shown.left_out == {LeftOut.BLIND: 1}
    assert exports.take("csv", by=judge, awaited=True) == exports.take("csv", by=judge)
    for made_of_all in (exports.verdicts_csv, exports.evidence_csv, exports.claimreview):
        assert b"contested" not in made_of_all(include_open=True).lower()


def test_an_opinion_given_ends_the_blindness(
    exports: Exports, judge: User, database: Database, clock: Callable[[], datetime]
) -> None:
    Opinions(database, clock=clock).give(
        HELPS.claim_id, verdict=Verdict.UNVERIFIED, rationale="Nothing.", cited=[], by=judge
    )
    assert exports.preview(reader=judge).claims == 1
    assert b"contested" in exports.take("csv", by=made.OPERATOR)


def test_a_request_to_a_closed_account_keeps_no_verdict_back_for_good(
    exports: Exports, judge: User, database: Database, clock: Callable[[], datetime]
) -> None:
    Accounts(database, clock=clock).disable("judy", by=made.OPERATOR)
    assert b"contested" in exports.take("csv", by=made.OPERATOR)


def test_what_is_left_out_adds_up_to_all_claims(exports: Exports) -> None:
    shown = exports.preview(reader=made.SAM)
    assert shown.claims == 1
    assert shown.citations == 3
    assert shown.left_out == {LeftOut.OPEN: 1, LeftOut.SUBMITTED: 1}
    every = Choice(include_open=True)
    assert exports.preview(every, reader=made.SAM).left_out == {}


@each(
    "choice, claims, why",
    [
        (Choice(article_ids=frozenset({STORY.article_id})), 1, None),
        (Choice(article_ids=frozenset({"another"})), 0, LeftOut.OTHER_ARTICLE),
        (Choice(publishers=frozenset({"Another Paper"})), 0, LeftOut.OTHER_ARTICLE),
        (Choice(verdicts=frozenset({Verdict.CONFIRMED})), 0, LeftOut.OTHER_VERDICT),
        (Choice(verdicts=frozenset({Verdict.CONTESTED})), 1, None),
        (Choice(decided_from=date(2022, 10, 23)), 0, LeftOut.OTHER_PERIOD),
        (Choice(decided_to=date(2022, 10, 21)), 0, LeftOut.OTHER_PERIOD),
        (Choice(decided_from=date(2022, 10, 22), decided_to=date(2022, 10, 22)), 1, None),
        (
            Choice(include_open=True, states=frozenset({ClaimState.SUBMITTED})),
            1,
            LeftOut.OTHER_STATE,
        ),
    ],
)
def test_a_choice_takes_what_it_names_and_says_what_it_leaves(
    exports: Exports, choice: Choice, claims: int, why: LeftOut | None
) -> None:
    shown = exports.preview(choice, reader=made.SAM)
    assert shown.claims == claims
    assert shown.claims + sum(shown.left_out.values()) == 3
    assert why is None or shown.left_out[why] >= 1
    taken = read_verdicts_csv(exports.take("csv", choice=choice, by=made.SAM))
    assert len(taken) == claims


def test_the_history_tells_who_took_what_and_the_ledger_holds_it(
    exports: Exports, database: Database
) -> None:
    choice = Choice(verdicts=frozenset({Verdict.CONTESTED}))
    data = exports.take("csv", choice=choice, by=made.SAM)
    exports.take("evidence", by=made.LEE)
    last, first = exports.history()
    assert (last.what, last.taken_by, last.rows) == ("evidence", "lee", 3)
    assert (first.rows, first.bytes) == (1, len(data))
    assert first.chosen == "signed-off verdicts; verdicts: contested"
    verify(database)
    with database.write() as cursor:
        cursor.execute("UPDATE exports_taken SET chosen = 'all claims' WHERE number = 1")
    with pytest.raises(LedgerBroken, match="altered"):
        verify(database)
