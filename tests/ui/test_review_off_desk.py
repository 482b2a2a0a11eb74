"""A link to a claim that was taken off the desk says what became of it, and offers the way on."""

from __future__ import annotations

from tests.ui.conftest import Open, html_of, person
from tests.ui.test_pages import crimea_claim, review
from tests.ui.test_review_drafts import labelled, pressed
from workbench.app import App
from workbench.model.claim import DismissalReason
from workbench.model.desk import ClaimState


def test_a_link_to_a_dismissed_claim_says_who_dismissed_it_and_why_and_restores_it(
    app: App, open_page: Open
) -> None:
    item = crimea_claim(app)
    app.claims.dismiss(
        item.claim.claim_id,
        DismissalReason.OPINION,
        by=person(app, "checker2"),
        note="A mere <view>.",
    )
    test = review(open_page, app, "checker", item)
    told = html_of(test)
    assert "This claim was dismissed by Cora Checker, " in told
    assert ": an opinion. A mere &lt;view&gt;." in told
    assert test.query_params["claim"] == item.claim.claim_id
    assert not [each for each in test.radio if each.label == "Verdict"]
    assert not labelled(test.button, "Next to review").disabled
    test = pressed(test, "Restore this claim")
    assert "Restored" in test.success[0].value
    assert labelled(test.radio, "Verdict")
    assert app.page_queries.claim(item.claim.claim_id, reader=None).state is ClaimState.OPEN


def test_who_may_not_restore_is_told_and_not_offered_it(app: App, open_page: Open) -> None:
    item = crimea_claim(app)
    app.claims.dismiss(item.claim.claim_id, DismissalReason.TRIVIAL, by=person(app, "checker2"))
    test = review(open_page, app, "librarian", item)
    assert "This claim was dismissed by Cora Checker, " in html_of(test)
    assert "Restore this claim" not in [each.label for each in test.button]


def test_a_link_to_a_claim_that_was_cut_leads_to_its_parts(app: App, open_page: Open) -> None:
    item = crimea_claim(app)
    at = item.claim.text.index(" ", len(item.claim.text) // 2) + 1
    first, second = app.claims.split(item.claim.claim_id, at, by=person(app, "checker2"))
    test = review(open_page, app, "checker", item)
    assert "This claim was cut in two by Cora Checker" in html_of(test)
    test = pressed(test, "Open part 2")
    assert test.query_params["claim"] == second.claim_id
    whole = app.claims.merge(first.claim_id, second.claim_id, by=person(app, "checker2"))
    test = review(open_page, app, "checker", app.page_queries.claim(first.claim_id, reader=None))
    assert "was put together with its neighbour by Cora Checker" in html_of(test)
    assert pressed(test, "Open the whole claim").query_params["claim"] == whole.claim_id
