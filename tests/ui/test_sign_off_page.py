"""The sign-off page without a browser: its filters, what changed, reasons, locks and sheets."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, html_of, labels_of_links, person
from tests.ui.test_pages import crimea_claim, decide
from workbench.app import App
from workbench.model.desk import ClaimState
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.queue import RiskKind
from workbench.model.verdict import Verdict
from workbench.ui.sign_off.state import RETURN_REASONS


def press(test: AppTest, label: str) -> AppTest:
    return next(each for each in test.button if each.label == label).click().run()


def again(app: App, item: ClaimOnDesk, why: str, by: str = "checker") -> None:
    app.verdicts.submit(
        item.claim.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale=why,
        cited=[],
        by=person(app, by),
        seen_version=item.seen_version,
    )


def test_a_stack_from_first_look_to_sheet(app: App, open_page: Open) -> None:
    supervisor = person(app, "supervisor")
    for waiting in app.sign_off_queue.waiting(supervisor):  # the demonstration's own
        app.verdicts.send_back(
            waiting.item.claim.claim_id, waiting.item.seen_version, by=supervisor, reason="-"
        )
    item = decide(app, "checker")
    claim_id = item.claim.claim_id

    # a reason to return fills the note, once, behind what is written
    test = open_page(app, "supervisor", "sign_off")
    assert not test.exception
    assert test.query_params["show"] == "mine"
    assert "Look twice" in html_of(test)
    assert "Thin evidence." in html_of(test)
    test.text_area[0].set_value("Please.")
    press(test, "Find another source")
    press(test, "Find another source")
    assert test.text_area[0].value == f"Please. {RETURN_REASONS['Find another source']}"
    press(test, "Return to the checker")
    assert not test.exception
    assert app.page_queries.claim(claim_id, reader=None).state is ClaimState.RETURNED

    # the next version shows only what changed, and nothing as markup
    again(app, app.page_queries.claim(claim_id, reader=None), "Iran has <b>not</b> denied it.")
    test = open_page(app, "supervisor", "sign_off", show=RiskKind.THIN.value)
    html = html_of(test)
    assert not test.exception
    assert test.query_params["show"] == "thin"
    assert "What changed since version 1, returned by" in html
    assert "<del>" in html
    assert "&lt;b&gt;not&lt;/b&gt;" in html
    assert "No longer cited" in html

    # a reason that nothing has any more says so and leads back
    test = open_page(app, "supervisor", "sign_off", show=RiskKind.CORRECTION.value)
    assert "Nothing waits for that reason any more" in test.info[0].value

    # whoever owes a second opinion sees nothing of it
    app.opinions.ask(claim_id, reviewer="checker2", by=supervisor)
    assert "not</b>" not in html_of(open_page(app, "checker2", "sign_off", claim=claim_id))

    # after the approval the sheet is offered, here and on the export page and in the history
    test = open_page(app, "supervisor", "sign_off", claim=claim_id)
    press(test, "Approve")
    assert not test.exception
    address = f'href="/sheet/{claim_id}/2"'
    assert address in html_of(test)
    review = open_page(app, "supervisor", "review", article=item.claim.article_id, claim=claim_id)
    assert address in html_of(review)
    assert f'href="/sheet/{claim_id}/1"' in html_of(review)


def test_ones_own_work_is_locked_with_the_reason_and_not_among_what_one_can_sign(
    app: App, open_page: Open
) -> None:
    item = decide(app, "supervisor")
    test = open_page(app, "supervisor", "sign_off", show="all", claim=item.claim.claim_id)
    html = html_of(test)
    assert "Locked for you" in html
    assert "You wrote this version" in html
    assert "locked for you" in html  # in the list of the stack
    assert not [each for each in test.button if each.label in ("Approve", *RETURN_REASONS)]
    mine = open_page(app, "supervisor", "sign_off", show="mine")
    assert crimea_claim(app).claim.text not in "".join(
        body for body in html_of(mine).split("<blockquote>")[1:2]
    )


def test_a_link_to_a_verdict_that_waits_no_longer_says_how_the_claim_stands(
    app: App, open_page: Open
) -> None:
    item = decide(app, "checker")
    app.verdicts.approve(item.claim.claim_id, 1, by=person(app, "supervisor"))
    test = open_page(app, "supervisor", "sign_off", claim=item.claim.claim_id)
    assert test.info[0].value.startswith("The verdict that the link names does not wait")
    assert "signed off" in test.info[0].value
    assert "See that claim on Review" in labels_of_links(test)
    assert test.query_params["claim"] != item.claim.claim_id  # the riskiest is shown below
    test = open_page(app, "supervisor", "sign_off", claim="nowhere")
    assert "of another desk" in test.info[0].value
