"""Each page, as the people who use it find it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio

from tests.fakes import raise_flags
from tests.ui.conftest import Open, html_of, labels_of_links, person
from workbench.app import App
from workbench.errors import NotAllowed
from workbench.model.desk import ClaimState
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.prior import Lane, Prior, Relation, Reversal
from workbench.model.verdict import Verdict

PAGES = (
    *("queue", "review", "sign_off", "timeline", "archive", "add_article", "export", "insights"),
    *("people", "account"),
)
CRIMEA = "Crimea"


def crimea_claim(app: App) -> ClaimOnDesk:
    """The claim, made for the White House, that Iran arms Russia: Iran has denied it."""
    found = [
        item
        for line in app.page_queries.queue(person(app, "checker"))
        for item in app.page_queries.claims_of(line.article_id, reader=None)
        if "providing Russia with weapons" in item.claim.text
    ]
    assert found, "the demonstration tells the Crimea story"
    return found[0]


def contradicting(app: App, claim_id: str) -> list[Prior]:
    return [
        prior
        for prior in app.priors.of(claim_id)
        if prior.lane is Lane.PRIOR and prior.label.relation is Relation.CONTRADICTS
    ]


def decide(app: App, name: str, verdict: Verdict = Verdict.CONTESTED) -> ClaimOnDesk:
    item = crimea_claim(app)
    app.verdicts.submit(
        item.claim.claim_id,
        verdict=verdict,
        rationale="Iran has denied it.",
        cited=[app.priors.of(item.claim.claim_id)[0].statement.statement_id],
        by=person(app, name),
        seen_version=0,
    )
    return app.page_queries.claim(item.claim.claim_id, reader=None)


def review(open_page: Open, app: App, name: str, item: ClaimOnDesk) -> AppTest:
    return open_page(app, name, "review", article=item.claim.article_id, claim=item.claim.claim_id)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["checker", "supervisor", "librarian", "admin"])
def test_every_page_opens_for_every_role(
    app_to_read: App, open_page: Open, page: str, name: str
) -> None:
    test = open_page(app_to_read, name, page)
    assert not test.exception
    assert not test.error
    assert person(app_to_read, name).display_name in html_of(test)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_anything_without_a_session(
    app_to_read: App, open_page: Open, page: str
) -> None:
    test = open_page(app_to_read, None, page)
    assert not test.exception
    assert "Your session has ended" in html_of(test)
    assert len(test.get("html")) == 2  # the style sheet and the message
    assert not test.button


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_desk_says_what_to_do_next(empty_app: App, open_page: Open, page: str) -> None:
    test = open_page(empty_app, "admin", page)
    assert not test.exception
    if page not in ("add_article", "people", "account"):
        assert test.info


def test_the_queue_tells_the_stories_and_what_waits(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "queue")
    assert any("Crimea" in label for label in labels_of_links(test))
    assert "for you" in html_of(test)


def test_new_evidence_leads_back_to_the_verdict_it_touches(app: App, open_page: Open) -> None:
    item = decide(app, "checker")
    shown = app.priors.of(item.claim.claim_id)
    raise_flags(app.verdicts, {item.claim.claim_id: []}, by="test")
    assert shown
    test = open_page(app, "checker", "queue")
    flagged = app.page_queries.flagged(person(app, "checker"))
    assert bool(flagged) == ("New evidence since your verdict" in html_of(test))


def test_review_shows_the_claim_with_the_denials_that_contradict_it(
    app_to_read: App, open_page: Open
) -> None:
    item = crimea_claim(app_to_read)
    test = review(open_page, app_to_read, "checker", item)
    html = html_of(test)
    assert "Contradicts (" in html
    denials = [
        prior
        for prior in contradicting(app_to_read, item.claim.claim_id)
        if prior.statement.actor == "Iran"
    ]
    assert denials
    assert "Why this match" in html
    assert len(test.checkbox) == len(app_to_read.priors.of(item.claim.claim_id))


def test_review_tells_who_has_stood_on_both_sides(
    app_to_read: App, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = crimea_claim(app_to_read)
    first, then, *_ = app_to_read.priors.of(item.claim.claim_id)
    turned = Reversal("Iran", first, then, "Iran has said <both>.")
    monkeypatch.setattr(app_to_read.archive, "reversals", lambda priors: [turned])
    test = review(open_page, app_to_read, "checker", item)
    assert not test.exception
    assert "Iran has said &lt;both&gt;." in html_of(test)


def test_nothing_found_goes_into_the_reason_when_asked_and_keeps_what_is_written(
    app_to_read: App, open_page: Open
) -> None:
    for line in app_to_read.page_queries.queue(person(app_to_read, "checker")):
        for item in app_to_read.page_queries.claims_of(line.article_id, reader=None):
            absence = app_to_read.priors.absence(item.claim.claim_id)
            if absence is not None and item.state is ClaimState.OPEN:
                break
        else:
            continue
        break
    assert absence is not None
    assert f"{absence.searched:,} statements" in absence.sentence
    test = review(open_page, app_to_read, "checker", item)
    [reason] = test.text_area
    assert reason.value == ""
    reason.set_value("I asked the ministry.")
    [offer] = [button for button in test.button if button.label == "Put this into the reason"]
    offer.click().run()
    assert not test.exception
    assert test.text_area[0].value == f"I asked the ministry. {absence.sentence}"
    assert app_to_read.page_queries.claim(item.claim.claim_id, reader=None).verdict is None


def verdict_field(test: AppTest) -> Radio[Verdict]:
    """The verdict's choice, which is not the only one on the page."""
    return next(each for each in test.radio if each.label in ("Verdict", "New verdict"))


def test_no_verdict_and_no_citation_is_chosen_beforehand(app_to_read: App, open_page: Open) -> None:
    test = review(open_page, app_to_read, "checker", crimea_claim(app_to_read))
    assert verdict_field(test).value is None
    assert test.text_area[0].value == ""
    assert not any(box.value for box in test.checkbox)


def submit(test: AppTest) -> AppTest:
    return next(each for each in test.button if each.label == "Submit verdict").click().run()


def test_a_verdict_is_stored_with_what_was_cited_and_the_next_claim_opens(
    app: App, open_page: Open
) -> None:
    item = crimea_claim(app)
    test = review(open_page, app, "checker", item)
    test.checkbox[0].check()
    verdict_field(test).set_value(Verdict.CONTESTED)
    test.text_area[0].set_value("Iran has denied it.")
    test = submit(test)
    assert not test.exception
    stored = app.page_queries.claim(item.claim.claim_id, reader=None)
    assert stored.state is ClaimState.SUBMITTED
    assert stored.verdict is not None
    assert stored.verdict.author == "checker"
    assert len(stored.verdict.cited) == 1
    assert test.success
    assert "waits for sign-off" in test.success[0].value
    assert test.query_params["claim"] != item.claim.claim_id


def test_a_form_without_a_verdict_stores_nothing_and_keeps_what_was_typed(
    app_to_read: App, open_page: Open
) -> None:
    item = crimea_claim(app_to_read)
    test = review(open_page, app_to_read, "checker", item)
    test.text_area[0].set_value("Typed for nothing?")
    test = submit(test)
    assert "Choose a verdict" in test.error[0].value
    assert test.text_area[0].value == "Typed for nothing?"
    assert app_to_read.page_queries.claim(item.claim.claim_id, reader=None).state is ClaimState.OPEN


def test_what_the_desk_refuses_is_said_in_its_words(app_to_read: App, open_page: Open) -> None:
    test = review(open_page, app_to_read, "checker", crimea_claim(app_to_read))
    verdict_field(test).set_value(Verdict.CONTESTED)
    test.text_area[0].set_value("No evidence at all.")
    test = submit(test)
    assert "evidence" in test.error[0].value


def test_a_verdict_that_somebody_else_gave_meanwhile_is_a_conflict_and_no_draft_is_lost(
    app: App, open_page: Open
) -> None:
    item = crimea_claim(app)
    test = review(open_page, app, "checker", item)
    test.checkbox[0].check()
    verdict_field(test).set_value(Verdict.CONFIRMED)
    test.text_area[0].set_value("My own view.")
    decide(app, "checker2")
    submit(test)
    assert "version 1" in test.error[0].value
    assert test.text_area[0].value == "My own view."
    assert len(app.page_queries.history(item.claim.claim_id, reader=None)) == 1
    submit(test)  # having read the other's version
    assert [
        entry.verdict.author for entry in app.page_queries.history(item.claim.claim_id, reader=None)
    ] == [
        "checker2",
        "checker",
    ]


def test_moving_to_the_next_claim_moves_the_link(app_to_read: App, open_page: Open) -> None:
    item = crimea_claim(app_to_read)
    test = review(open_page, app_to_read, "checker", item)
    test.button(key="next").click().run()
    assert test.query_params["article"] == item.claim.article_id
    assert test.query_params["claim"] != item.claim.claim_id
    test.button(key="previous").click().run()
    assert test.query_params["claim"] == item.claim.claim_id


def test_an_article_without_a_date_is_said_to_have_none(app: App, open_page: Open) -> None:
    article = app.articles.read_text("Mayor Ann Brook said that the bridge had been inspected.")
    app.articles.add(article, by=person(app, "checker"))
    test = open_page(app, "checker", "review", article=article.article_id)
    assert "This article has no date" in html_of(test)


def test_a_link_to_nothing_says_so(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "review", article="gone")
    assert not test.exception
    assert "gone" in test.error[0].value


def test_a_reader_without_verdicts_sees_evidence_and_no_form(
    app_to_read: App, open_page: Open
) -> None:
    test = review(open_page, app_to_read, "librarian", crimea_claim(app_to_read))
    assert "Why this match" in html_of(test)
    assert not test.radio
    assert not test.checkbox


def test_a_supervisor_sees_the_evidence_and_approves(app: App, open_page: Open) -> None:
    item = decide(app, "checker")
    test = open_page(app, "supervisor", "sign_off", claim=item.claim.claim_id)
    html = html_of(test)
    assert "Iran has denied it." in html
    assert "Cited evidence (1)" in html
    assert "What the machine suggested" in html
    next(each for each in test.button if each.label == "Approve").click().run()
    assert not test.exception
    assert "Approved" in test.success[0].value
    assert app.page_queries.claim(item.claim.claim_id, reader=None).state is ClaimState.APPROVED


def test_returning_needs_a_reason_and_brings_the_claim_back(app: App, open_page: Open) -> None:
    item = decide(app, "checker")
    test = open_page(app, "supervisor", "sign_off", claim=item.claim.claim_id)
    button = next(each for each in test.button if each.label == "Return to the checker")
    button.click().run()
    assert "Say why" in test.error[0].value
    test.text_area[0].set_value("Cite the ambassador too.")
    next(each for each in test.button if each.label == "Return to the checker").click().run()
    assert app.page_queries.claim(item.claim.claim_id, reader=None).state is ClaimState.RETURNED
    back = review(open_page, app, "checker", item)
    assert "Cite the ambassador too." in html_of(back)


def test_ones_own_verdict_is_locked_on_the_screen_and_refused_by_the_desk(
    app: App, open_page: Open
) -> None:
    item = decide(app, "supervisor")
    test = open_page(app, "supervisor", "sign_off", claim=item.claim.claim_id)
    assert "Locked for you" in html_of(test)
    assert not [each for each in test.button if each.label == "Approve"]
    with pytest.raises(NotAllowed):
        app.verdicts.approve(item.claim.claim_id, 1, by=person(app, "supervisor"))


def test_a_checker_may_read_what_waits_and_not_sign(app: App, open_page: Open) -> None:
    item = decide(app, "checker")
    test = open_page(app, "checker2", "sign_off", claim=item.claim.claim_id)
    assert "for supervisors" in html_of(test)
    assert not [each for each in test.button if each.label == "Approve"]


def test_a_version_that_moved_on_is_not_signed(app: App, open_page: Open) -> None:
    item = decide(app, "checker")
    test = open_page(app, "supervisor", "sign_off", claim=item.claim.claim_id)
    approve = next(each for each in test.button if each.label == "Approve")
    app.verdicts.submit(
        item.claim.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="On second thoughts.",
        cited=[],
        by=person(app, "checker"),
        seen_version=1,
    )
    approve.click().run()
    assert "Not signed" in test.error[0].value
    assert app.page_queries.claim(item.claim.claim_id, reader=None).state is ClaimState.SUBMITTED


def test_an_old_link_says_so_and_shows_the_way_on(app: App, open_page: Open) -> None:
    test = open_page(app, "checker", "review", article="nowhere")
    assert "nowhere" in test.error[0].value
    assert not test.exception
