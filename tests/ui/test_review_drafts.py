"""The review page gives a draft back to its owner, and guides who has never decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, html_of, labels_of_links, person
from tests.ui.test_pages import crimea_claim, decide, review
from workbench.app import App
from workbench.model.verdict import Draft, Verdict


def keep(app: App, name: str) -> Draft:
    item = crimea_claim(app)
    statement_id = app.priors.of(item.claim.claim_id)[1].statement.statement_id
    draft = Draft(Verdict.CONTESTED, "It was denied on", (statement_id,), "a call", 0.8)
    app.drafts.keep(item.claim.claim_id, draft, seen_version=0, by=person(app, name))
    return draft


def labelled(widgets: Sequence[Any], label: str) -> Any:
    return next(each for each in widgets if each.label == label)


def verdict(test: AppTest) -> Any:
    return labelled(test.radio, "Verdict")


def why(test: AppTest) -> Any:
    return labelled(test.text_area, "Why")


def pressed(test: AppTest, label: str) -> AppTest:
    return labelled(test.button, label).click().run()


def test_a_draft_is_back_in_the_form_and_can_be_thrown_away(app: App, open_page: Open) -> None:
    draft = keep(app, "checker")
    test = review(open_page, app, "checker", crimea_claim(app))
    assert verdict(test).value is draft.verdict
    assert why(test).value == draft.rationale
    assert labelled(test.text_input, "Evidence outside the archive").value == draft.outside_evidence
    assert [box.value for box in test.checkbox if box.label.startswith("Cite")].count(True) == 1
    assert "is back." in html_of(test)
    test = pressed(test, "Throw the draft away")
    assert not test.exception
    assert verdict(test).value is None
    assert why(test).value == ""
    assert app.drafts.mine(crimea_claim(app).claim.claim_id, person(app, "checker")) is None


def test_a_draft_is_nobody_elses_and_submitting_ends_it(app: App, open_page: Open) -> None:
    keep(app, "checker")
    item = crimea_claim(app)
    other = review(open_page, app, "checker2", item)
    assert why(other).value == ""
    test = review(open_page, app, "checker", item)
    test = pressed(test, "Submit verdict")
    assert "marked contested" in test.success[0].value
    assert app.drafts.mine(item.claim.claim_id, person(app, "checker")) is None


def test_whoever_comes_back_to_a_claim_that_moved_on_is_told_so(app: App, open_page: Open) -> None:
    keep(app, "checker")
    decide(app, "checker2")
    test = review(open_page, app, "checker", crimea_claim(app))
    assert "Since then Cora Checker has submitted version 1; read it first." in html_of(test)


def test_the_guide_leads_through_a_first_review_and_ends_for_good(
    app: App, open_page: Open
) -> None:
    item = crimea_claim(app)
    test = review(open_page, app, "checker", item)
    assert "step 1 of 5" in html_of(test)
    test = pressed(test, "Next step")
    assert "step 2 of 5" in html_of(test)
    verdict(test).set_value(Verdict.UNVERIFIED)
    why(test).set_value("Nothing settles it.")
    test = pressed(test, "Submit verdict")
    assert "That was your first verdict" in html_of(test)
    assert "Your first review" not in html_of(review(open_page, app, "checker", item))
    assert "Your first review" not in html_of(open_page(app, "librarian", "review"))
    test = pressed(open_page(app, "checker", "account"), "Show me the first review again")
    assert app.guides.is_wanted(person(app, "checker"))


def test_leaving_the_guide_out_is_remembered(app: App, open_page: Open) -> None:
    item = crimea_claim(app)
    assert "guided first review" in labels_of_links(open_page(app, "checker", "queue"))[0]
    pressed(review(open_page, app, "checker", item), "Leave out the guide")
    assert "guided first review" not in labels_of_links(open_page(app, "checker", "queue"))[0]
    assert "Your first review" not in html_of(review(open_page, app, "checker", item))
