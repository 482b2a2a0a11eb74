"""What people do to claims: what is stored, what is refused, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import made
from tests.cases import each
from tests.conftest import TickingClock
from tests.databases import database_of
from tests.fakes import app_on_fakes
from workbench.app import App
from workbench.desk.claims.claim_words import place_of_cut, places_of, split_span
from workbench.desk.claims.suggestions import suggestions_of
from workbench.errors import Conflict, InputError, LedgerBroken, NotAllowed
from workbench.ledger.as_known import as_known
from workbench.ledger.verification import verify
from workbench.model.article import Span
from workbench.model.claim import Attributed, ClaimChangeKind, DismissalReason, Polarity
from workbench.model.desk import ClaimState, Priority
from workbench.model.people import MACHINE
from workbench.model.verdict import Verdict
from workbench.settings import Settings

STORY = made.article(
    "Kirby: Iran helps Russia, and drones were sent\n"
    "Kirby: it goes on every day\n"
    "Tehran: it was denied\n"
    "The market was bombed, officials were there\n"
)
HELPS, GOES_ON, DENIED, BOMBED = (f"{STORY.article_id}-{number:03d}" for number in (1, 2, 3, 4))
OPINION = DismissalReason.OPINION


@pytest.fixture
def app(tmp_path: Path, clock: TickingClock) -> App:
    app = app_on_fakes(Settings(database=tmp_path / "workbench.duckdb"), clock)
    app.articles.add(STORY, by=made.ADA)
    return app


def on_desk(app: App) -> dict[str, str]:
    return {
        item.claim.claim_id: item.claim.text
        for item in app.page_queries.claims_of(STORY.article_id, reader=None)
    }


def decide(app: App, claim_id: str, *, seen: int = 0, by: made.Program = made.CHRIS) -> None:
    app.verdicts.submit(
        claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        by=by,
        seen_version=seen,
    )


def shown(app: App) -> dict[str, tuple[str | None, Polarity | None]]:
    """The statements of the story that the archive still shows: speaker and polarity by id."""
    with database_of(app).read() as cursor:
        rows = cursor.tuples(
            "SELECT statement_id, speaker, polarity FROM statements "
            "WHERE row_id NOT IN (SELECT row_id FROM set_aside) ORDER BY row_id"
        )
    return {row[0]: (row[1], None if row[2] is None else Polarity(row[2])) for row in rows}


# Adding ------------------------------------------------------------------------------------------


def test_a_claim_of_ones_own_stands_among_the_others_with_its_exact_words(app: App) -> None:
    [place] = app.claims.places(STORY.article_id, " drones  were\nsent ")
    added = app.claims.add(STORY.article_id, place.span, by=made.CHRIS)
    assert STORY.text[added.start : added.end] == added.text == "drones were sent"
    assert (added.speaker, added.claim_id) == ("Kirby", f"{STORY.article_id}-005")
    assert list(on_desk(app)) == [HELPS, added.claim_id, GOES_ON, DENIED, BOMBED]
    [change] = app.claims.history(added.claim_id).changes
    assert (change.kind, change.made_by, change.hands) == (
        ClaimChangeKind.ADDED,
        "chris",
        ("chris",),
    )
    assert [one.claims for one in app.page_queries.queue(made.CHRIS)] == [5]
    verify(database_of(app))


def test_words_that_occur_more_than_once_are_offered_with_what_stands_around_them(
    app: App,
) -> None:
    first, second = app.claims.places(STORY.article_id, "Kirby")
    assert (first.before, first.after[:6]) == ("", ": Iran")
    assert second.before.endswith("drones were sent")


def test_typed_quotation_marks_and_dashes_find_the_printed_ones() -> None:
    story = made.article("He said: “Iran’s drones – all of them – were sent.”")
    [place] = places_of(story, "\"Iran's drones - all")
    assert story.text[place.span.start : place.span.end] == "“Iran’s drones – all"
    assert places_of(made.article("It fell to −5 degrees."), "to -5 degrees")


@each("words", ["Iran sank", "", " ... "])
def test_words_that_are_not_in_the_article_are_refused(app: App, words: str) -> None:
    with pytest.raises(InputError):
        app.claims.places(STORY.article_id, words)


@each("span", [Span(0, 0), Span(5, 6), Span(-1, 4), Span(0, 10_000)])
def test_a_place_without_words_is_refused(app: App, span: Span) -> None:
    with pytest.raises(InputError):
        app.claims.add(STORY.article_id, span, by=made.CHRIS)


def test_the_same_claim_is_not_added_twice_and_a_dismissed_one_is_restored_instead(
    app: App,
) -> None:
    claim = app.page_queries.claim(HELPS, reader=None).claim
    with pytest.raises(Conflict, match=HELPS):
        app.claims.add(STORY.article_id, Span(claim.start, claim.end), by=made.CHRIS)
    app.claims.dismiss(HELPS, OPINION, by=made.CHRIS)
    with pytest.raises(Conflict, match="restore it instead"):
        app.claims.add(STORY.article_id, Span(claim.start, claim.end), by=made.CHRIS)


def test_a_claim_with_a_speaker_becomes_a_statement_of_the_archive(app: App) -> None:
    place = app.claims.places(STORY.article_id, "The market was bombed")[0]
    told = Attributed("Kanaani", polarity=Polarity.DENIES, said_on=date(2022, 10, 18))
    added = app.claims.add(STORY.article_id, place.span, by=made.CHRIS, attributed=told)
    assert (added.actor, added.said_on) == ("Tehran", date(2022, 10, 18))
    assert shown(app)[added.claim_id] == ("Kanaani", Polarity.DENIES)


def test_a_day_after_the_article_is_refused(app: App) -> None:
    late = Attributed("Kirby", "Kirby", said_on=date(2022, 10, 21))
    with pytest.raises(InputError, match="2022-10-20"):
        app.claims.correct(HELPS, late, by=made.CHRIS, seen=0)


# Cutting and putting together --------------------------------------------------------------------


def test_a_claim_cut_in_two_keeps_who_said_it_and_stays_in_the_record(app: App) -> None:
    app.work.plan([HELPS], by=made.SAM, assignee="sam", priority=Priority.URGENT)
    at = place_of_cut(
        "Iran helps Russia, and drones were sent", "Iran helps Russia, |and drones were sent"
    )
    first, second = app.claims.split(HELPS, at, by=made.CHRIS)
    assert (first.text, second.text) == ("Iran helps Russia", "and drones were sent")
    assert {first.speaker, second.speaker} == {"Kirby"}
    assert HELPS not in on_desk(app)
    assert list(on_desk(app))[:2] == [first.claim_id, second.claim_id]
    item = app.page_queries.claim(HELPS, reader=None)
    assert (item.state, item.claim.text) == (
        ClaimState.DISMISSED,
        "Iran helps Russia, and drones were sent",
    )
    assert app.claims.history(first.claim_id).changes[0].came_from == (HELPS,)
    plan = app.page_queries.claim(second.claim_id, reader=None).plan
    assert plan is not None
    assert (plan.assignee, plan.priority) == ("sam", Priority.URGENT)
    assert list(shown(app)) == [HELPS, GOES_ON, DENIED]  # the sentence was said once
    with pytest.raises(Conflict, match=first.claim_id):
        app.claims.restore(HELPS, by=made.CHRIS)
    with pytest.raises(Conflict, match="dismissed"):
        decide(app, HELPS)
    verify(database_of(app))


@given(text=st.text(" ,;a-é|.", min_size=1, max_size=12), at=st.integers(-2, 14))
def test_both_parts_quote_the_article_and_lose_nothing_but_blanks_and_commas(
    text: str, at: int
) -> None:
    story = made.article(f"x {text} y")
    claim = made.claim(story, text)
    try:
        first, second = split_span(claim, at)
    except InputError:
        return
    parts = [story.text[span.start : span.end] for span in (first, second)]
    assert all(any(character.isalnum() for character in part) for part in parts)
    assert claim.start <= first.start < first.end <= second.start < second.end <= claim.end
    assert not any(character.isalnum() for character in story.text[first.end : second.start])


@given(text=st.text("a |b", max_size=8), at=st.integers(0, 8))
def test_a_bar_is_found_wherever_it_was_put_and_changed_words_are_refused(
    text: str, at: int
) -> None:
    at = min(at, len(text))
    found = place_of_cut(text, f"{text[:at]}|{text[at:]}")
    assert f"{text[:found]}|{text[found:]}" == f"{text[:at]}|{text[at:]}"
    for wrong in (text.replace("|", ""), f"{text[:at]}|x{text[at:]}"):
        with pytest.raises(InputError):
            place_of_cut(text, wrong)


def test_two_neighbours_of_one_speaker_become_one_with_the_words_between(app: App) -> None:
    first, second = app.claims.split(HELPS, len("Iran helps Russia, "), by=made.CHRIS)
    merged = app.claims.merge(second.claim_id, first.claim_id, by=made.CORA)
    assert merged.text == "Iran helps Russia, and drones were sent"
    assert list(on_desk(app)) == [merged.claim_id, GOES_ON, DENIED, BOMBED]
    [change] = app.claims.history(merged.claim_id).changes
    assert change.hands == ("chris", "cora")  # who cut the parts has a hand in the whole


@each(
    "one, other, why",
    [(HELPS, HELPS, "two claims"), (HELPS, DENIED, "same speaker"), (GOES_ON, BOMBED, "same")],
)
def test_claims_that_do_not_belong_together_stay_apart(
    app: App, one: str, other: str, why: str
) -> None:
    with pytest.raises(InputError, match=why):
        app.claims.merge(one, other, by=made.CHRIS)


def test_claims_with_others_between_them_stay_apart(app: App) -> None:
    app.claims.correct(
        BOMBED, Attributed("Tehran", "Tehran", Polarity.ASSERTS), by=made.CHRIS, seen=0
    )
    app.claims.correct(
        HELPS, Attributed("Tehran", "Tehran", Polarity.ASSERTS), by=made.CHRIS, seen=0
    )
    with pytest.raises(InputError, match="other claims stand between"):
        app.claims.merge(HELPS, BOMBED, by=made.CHRIS)


# Correcting --------------------------------------------------------------------------------------


def test_a_corrected_attribution_reaches_card_export_priors_and_archive(app: App) -> None:
    app.priors.of(DENIED)
    told = Attributed("Kanaani", None, Polarity.ASSERTS, date(2022, 10, 19))
    app.claims.correct(DENIED, told, by=made.CHRIS, seen=0)
    claim = app.page_queries.claim(DENIED, reader=None).claim
    assert (claim.speaker, claim.actor, claim.polarity, claim.said_on) == (
        "Kanaani",
        "Tehran",
        Polarity.ASSERTS,
        date(2022, 10, 19),
    )
    assert shown(app) == {
        HELPS: ("Kirby", Polarity.ASSERTS),
        GOES_ON: ("Kirby", Polarity.ASSERTS),
        f"{DENIED}.1": ("Kanaani", Polarity.ASSERTS),
    }
    row = next(
        line
        for line in app.exports.verdicts_csv(include_open=True).decode().splitlines()
        if DENIED in line
    )
    assert "Kanaani" in row
    matched = app.archive.matched  # type: ignore[attr-defined]
    app.priors.of(DENIED)
    assert app.archive.matched == matched + 1  # type: ignore[attr-defined]
    verify(database_of(app))


def test_a_correction_that_is_taken_back_is_a_statement_again(app: App) -> None:
    app.claims.correct(DENIED, Attributed("Kanaani"), by=made.CHRIS, seen=0)
    app.claims.correct(
        DENIED, Attributed("Tehran", "Tehran", Polarity.DENIES), by=made.CHRIS, seen=1
    )
    assert shown(app)[f"{DENIED}.2"] == ("Tehran", Polarity.DENIES)
    assert len(shown(app)) == 3


def test_a_correction_by_polarity_alone_is_another_statement(app: App) -> None:
    app.claims.correct(DENIED, Attributed("Tehran", "Tehran"), by=made.CHRIS, seen=0)
    assert shown(app)[f"{DENIED}.1"] == ("Tehran", Polarity.ASSERTS)
    assert DENIED not in shown(app)


def test_who_corrects_what_somebody_else_has_just_corrected_is_told_so(app: App) -> None:
    app.claims.correct(DENIED, Attributed("Kanaani"), by=made.CHRIS, seen=0)
    with pytest.raises(Conflict, match="since you opened it"):
        app.claims.correct(DENIED, Attributed("Kirby"), by=made.CORA, seen=0)
    with pytest.raises(InputError, match="nothing is different"):
        app.claims.correct(DENIED, Attributed("Kanaani", "Tehran"), by=made.CORA, seen=1)


def test_a_fact_that_nobody_is_named_for_has_no_source_any_more(app: App) -> None:
    corrected = app.claims.correct(HELPS, Attributed(), by=made.CHRIS, seen=0)
    assert (corrected.source, corrected.speaker, corrected.quotation) == (None, None, None)
    assert HELPS not in shown(app)


def test_what_was_signed_is_rebuilt_with_the_claim_as_it_stood_then(app: App) -> None:
    decide(app, DENIED)
    app.verdicts.approve(DENIED, 1, by=made.SAM)
    app.verdicts.reopen(DENIED, 1, by=made.CHRIS, correction_note="Misread.")
    app.claims.correct(DENIED, Attributed("Kanaani"), by=made.CORA, seen=0)
    assert as_known(database_of(app), DENIED, 1, reader=None).known.claim.speaker == "Tehran"
    decide(app, DENIED, seen=1)
    app.verdicts.approve(DENIED, 2, by=made.SAM)
    assert as_known(database_of(app), DENIED, 2, reader=None).known.claim.speaker == "Kanaani"
    verify(database_of(app))


# Who may, and when -------------------------------------------------------------------------------


def test_who_changed_a_claim_cannot_sign_its_verdict_nor_that_of_a_part(app: App) -> None:
    app.claims.correct(HELPS, Attributed("Kanaani"), by=made.SAM, seen=0)
    first, _ = app.claims.split(HELPS, len("Iran helps Russia, "), by=made.SUE)
    decide(app, first.claim_id)
    for person in (made.SAM, made.SUE):
        with pytest.raises(NotAllowed, match="made or changed the claim itself"):
            app.verdicts.approve(first.claim_id, 1, by=person)
        assert app.page_queries.queue(person)[0].waiting == 0
    app.verdicts.approve(first.claim_id, 1, by=made.ADA)


@pytest.mark.parametrize("signed", [False, True])
def test_a_claim_whose_verdict_waits_or_is_signed_stays_as_it_is(app: App, signed: bool) -> None:
    decide(app, HELPS)
    first = "withdraw it"
    if signed:
        app.verdicts.approve(HELPS, 1, by=made.SAM)
        first = "reopen it"
    for change in (
        lambda: app.claims.split(HELPS, 19, by=made.CHRIS),
        lambda: app.claims.merge(HELPS, GOES_ON, by=made.CHRIS),
        lambda: app.claims.correct(HELPS, Attributed("Kanaani"), by=made.CHRIS, seen=0),
        lambda: app.claims.dismiss(HELPS, OPINION, by=made.CHRIS),
    ):
        with pytest.raises(Conflict, match=first):
            change()


def test_a_claim_that_somebody_else_has_taken_is_left_to_them(app: App) -> None:
    app.work.take(HELPS, by=made.CORA)
    with pytest.raises(Conflict, match="cora has taken this claim"):
        app.claims.dismiss(HELPS, OPINION, by=made.CHRIS)
    app.claims.dismiss(HELPS, OPINION, by=made.CORA)
    app.claims.restore(HELPS, by=made.CHRIS)


def test_a_verdict_on_a_claim_that_was_corrected_meanwhile_is_not_taken(app: App) -> None:
    seen = app.page_queries.claim(DENIED, reader=None).claim
    app.claims.correct(DENIED, Attributed("Kanaani"), by=made.CORA, seen=0)
    with pytest.raises(Conflict, match="corrected the claim itself"):
        app.verdicts.submit(
            DENIED,
            verdict=Verdict.UNVERIFIED,
            rationale="Nothing found.",
            cited=[],
            by=made.CHRIS,
            seen_version=0,
            claim_seen=seen,
        )


# Dismissing --------------------------------------------------------------------------------------


def test_a_dismissed_claim_leaves_queue_article_and_exports_and_comes_back(app: App) -> None:
    app.claims.dismiss(HELPS, OPINION, by=made.CHRIS, note="a view, no fact")
    assert HELPS not in on_desk(app)
    assert [one.claims for one in app.page_queries.queue(made.CHRIS)] == [3]
    assert HELPS not in app.exports.verdicts_csv(include_open=True).decode()
    [gone] = app.claims.dismissed(STORY.article_id)
    assert (gone.claim.claim_id, gone.dismissal.reason, gone.dismissal.note) == (
        HELPS,
        OPINION,
        "a view, no fact",
    )
    assert HELPS in shown(app)  # it was said all the same
    app.claims.restore(HELPS, by=made.CORA)
    assert HELPS in on_desk(app)
    assert app.claims.dismissed(STORY.article_id) == []
    verify(database_of(app))


def test_another_reason_needs_a_note(app: App) -> None:
    with pytest.raises(InputError, match="note"):
        app.claims.dismiss(HELPS, DismissalReason.OTHER, by=made.CHRIS, note=" ")


def test_what_was_dismissed_is_not_suggested_again_until_it_is_put_back(app: App) -> None:
    app.claims.dismiss(GOES_ON, DismissalReason.TRIVIAL, by=made.CHRIS)
    revised = made.article("Kirby: It goes on, every day.\nKirby: new words stand here\n")
    [left] = app.articles.add(revised, by=made.ADA).claims
    assert left.text == "new words stand here"
    [gone] = app.claims.dismissed(revised.article_id)
    assert (gone.dismissal.reason, gone.dismissal.same_as, gone.dismissal.set_by) == (
        DismissalReason.TRIVIAL,
        GOES_ON,
        MACHINE,
    )
    app.claims.restore(gone.claim.claim_id, by=made.CORA)
    again = made.article("Kirby: it goes on every day\nand this is the third story\n")
    assert len(app.articles.add(again, by=made.ADA).claims) == 2
    verify(database_of(app))


def test_few_words_of_another_sentence_or_another_speaker_are_another_suggestion() -> None:
    story = made.article("An extension was agreed. He wants an extension.")
    other = made.article("She refused an extension.")
    here = replace(made.claim(story, "an extension"), sentence=Span(25, 47))
    there = replace(made.claim(other, "an extension"), sentence=Span(0, 25))
    assert not set(suggestions_of(here, story)) & set(suggestions_of(there, other))
    long = made.article("The bridge was closed to all traffic on Monday")
    by_kirby = made.claim(long, long.text)
    by_iran = made.claim(long, long.text, speaker="Kanaani", actor="Iran")
    denied = made.claim(long, long.text, polarity=Polarity.DENIES)
    prints = [set(suggestions_of(one, long)) for one in (by_kirby, by_iran, denied)]
    assert not prints[0] & prints[1]
    assert not prints[0] & prints[2]


def test_of_what_was_dismissed_as_a_duplicate_the_first_in_a_text_stays(app: App) -> None:
    twice = made.article(
        "Kirby: the bridge was closed to all\nKirby: the bridge was closed to all\n"
    )
    _, second = app.articles.add(twice, by=made.ADA).claims
    app.claims.dismiss(second.claim_id, DismissalReason.DUPLICATE, by=made.CHRIS)
    revised = made.article(f"{twice.text}Kirby: and so on\n")
    left = app.articles.add(revised, by=made.ADA).claims
    assert [one.text for one in left] == ["the bridge was closed to all", "and so on"]


# The record --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE claim_changes SET speaker = 'Nobody'", "claim.corrected"),
        ("UPDATE claim_changes SET proposition = 'something else'", "claim.corrected"),
        ("UPDATE claim_hands SET person = 'sue'", "claim.corrected"),
        ("DELETE FROM claim_changes", "claim.corrected"),
        ("UPDATE dismissals SET reason = 'trivial'", "claim.dismissed"),
        ("UPDATE dismissals SET dismissed = FALSE", "claim.dismissed"),
        ("DELETE FROM dismissed_suggestions", "claim.dismissed"),
        ("DELETE FROM set_aside", "statements.set_aside"),
        ("INSERT INTO set_aside VALUES (1, 'hidden', TIMESTAMP '2022-01-01')", "hidden"),
        (
            "INSERT INTO dismissals SELECT 9, claim_id, dismissed, reason, note, same_as, "
            "replaced_by, set_by, set_at FROM dismissals",
            "dismissal 9",
        ),
    ],
)
def test_a_change_behind_the_desks_back_is_found(app: App, change: str, named: str) -> None:
    app.claims.correct(DENIED, Attributed("Kanaani"), by=made.CHRIS, seen=0)
    app.claims.dismiss(HELPS, OPINION, by=made.CHRIS)
    path = app.settings.database
    app.close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(change)
    again = app_on_fakes(Settings(database=path), app.clock)
    with pytest.raises(LedgerBroken, match=named):
        verify(database_of(again))
    again.close()


def test_statements_left_over_by_a_kill_are_finished_by_the_next_start(app: App) -> None:
    app.archive.dies = True  # type: ignore[attr-defined]
    with pytest.raises(SystemExit):
        app.claims.correct(DENIED, Attributed("Kanaani"), by=made.CHRIS, seen=0)
    assert f"{DENIED}.1" not in shown(app)
    app.archive.dies = False  # type: ignore[attr-defined]
    app.due_work.finish()
    assert shown(app)[f"{DENIED}.1"] == ("Kanaani", Polarity.ASSERTS)
    assert DENIED not in shown(app)
