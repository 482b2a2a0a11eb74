"""The Queue's list of claims: links and views open it, chosen claims are planned together."""

from __future__ import annotations

from datetime import date

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, Checkbox

from tests.ui.conftest import Open, html_of, labels_of_links, person
from workbench.app import App
from workbench.model.desk import Priority
from workbench.model.queue import Order, Wanted
from workbench.model.verdict import Verdict


def test_a_link_opens_the_same_claims_for_a_colleague(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "supervisor", "queue", q="crimea drones", order="newest")
    assert not test.exception
    assert not test.error
    claims = [label for label in labels_of_links(test) if label.startswith("“")]
    assert 0 < len(claims) <= 25
    assert "All stories" in labels_of_links(test)
    assert dict(test.query_params) == {"q": "crimea drones", "order": "newest"}


def test_a_link_to_nothing_says_what_to_leave_out(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "queue", q="zzzz", state="nonsense")
    assert not test.exception
    assert any("Leave a filter out" in each.value for each in test.info)


def boxes(test: AppTest) -> list[Checkbox]:
    return [box for box in test.checkbox if box.label.startswith("Choose “")]


def button(test: AppTest, label: str) -> Button:
    return next(each for each in test.button if each.label == label)


def test_claims_chosen_on_the_page_are_planned_together_and_the_rest_stays(
    app: App, open_page: Open
) -> None:
    test = open_page(app, "supervisor", "queue", q="crimea")
    shown = len(boxes(test))
    button(test, f"Choose all {shown} shown").click().run()
    assert all(box.value for box in boxes(test))
    boxes(test)[0].uncheck().run()
    assert [box.value for box in boxes(test)] == [False] + [True] * (shown - 1)
    next(each for each in test.selectbox if each.label == "Assign to").select("checker")
    next(each for each in test.selectbox if each.label == "Set priority").select(Priority.URGENT)
    next(each for each in test.date_input if each.label == "Due on").set_value(date(2026, 11, 24))
    button(test, f"Plan {shown - 1} claims").click().run()
    assert not test.exception
    [told] = [each.value for each in test.success]
    assert told == (
        f"{shown - 1} claims planned\\: assigned to Chris Checker, urgent, "
        "due 24 November 2026, 17\\:00 UTC."
    )
    assert not any(box.value for box in boxes(test))
    assigned, _ = app.page_queries.listed(person(app, "supervisor"), Wanted(assignee="checker"))
    assert len(assigned) == shown - 1


def test_who_may_not_plan_is_offered_nothing_to_choose(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "queue", q="crimea")
    assert boxes(test) == []


def test_the_queue_opens_with_the_view_that_was_chosen_for_it(app: App, open_page: Open) -> None:
    checker, supervisor = person(app, "checker"), person(app, "supervisor")
    view = app.views.save("On *Crimea*", {"q": "crimea"}, by=supervisor)
    app.views.share(view.view_id, by=supervisor)
    app.views.open_with(view.view_id, by=checker)
    test = open_page(app, "checker", "queue")
    assert dict(test.query_params) == {"q": "crimea"}
    assert "✓ **On \\*Crimea\\* (Sam Supervisor)**" in labels_of_links(test)
    assert "Share with all" not in [each.label for each in test.button]
    everything = open_page(app, "checker", "queue", stories="all")
    assert not [label for label in labels_of_links(everything) if label.startswith("“")]
    assert "On \\*Crimea\\* (Sam Supervisor)" in labels_of_links(everything)


def test_what_waits_stands_on_top_with_its_reason_and_leads_there(
    app: App, open_page: Open
) -> None:
    checker, supervisor = person(app, "checker"), person(app, "supervisor")
    empty = open_page(app, "checker", "queue")
    assert "Nothing waits for you." in html_of(empty)
    claims, _ = app.page_queries.listed(checker, Wanted(), order=Order.NEWEST)
    first = claims[0]
    app.verdicts.submit(
        first.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        by=checker,
        seen_version=0,
    )
    asked = open_page(app, "supervisor", "queue")
    assert "AwaitingSignature for sign-off" in html_of(asked)
    app.verdicts.send_back(first.claim_id, 1, by=supervisor, reason="Name *the* source")
    app.work.plan([one.claim_id for one in claims[1:8]], by=supervisor, assignee="checker")
    test = open_page(app, "checker", "queue")
    assert not test.exception
    assert not test.error
    assert any(": Name \\*the\\* source" in each for each in labels_of_links(test))
    assert "2 more: assigned to you" in labels_of_links(test)
    more = open_page(app, "checker", "queue", waits="assigned")
    rows = [label for label in labels_of_links(more) if label.startswith("“")]
    assert len(rows) == 7
    assert html_of(more).count("<strong>Waits for you: assigned to you") == 7


def test_the_page_stands_in_the_address(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "queue", order="newest")
    assert "1 to 25 are shown" in html_of(test)
    test.query_params["page"] = "2"
    test.run()
    assert not test.exception
    assert "26 to " in html_of(test)
    assert dict(test.query_params) == {"order": "newest", "page": "2"}
    test.query_params["page"] = "999"
    assert "1 to 25 are shown" in html_of(test.run())


def test_a_period_and_a_speaker_narrow_the_claims(app_to_read: App, open_page: Open) -> None:
    link = {"who": "kirby", "from": "2022-10-01", "to": "2022-10-31"}
    test = open_page(app_to_read, "checker", "queue", **link)
    assert dict(test.query_params) == link
    assert [label for label in labels_of_links(test) if label.startswith("“")]
    none = open_page(app_to_read, "checker", "queue", who="kirby", to="1999-01-01")
    assert any("Leave a filter out" in each.value for each in none.info)


def test_a_day_that_no_field_can_show_is_left_out_of_the_link_and_an_old_one_is_not(
    app_to_read: App, open_page: Open
) -> None:
    beyond = {"q": "crimea", "from": "0005-01-01", "to": "9999-12-31"}
    test = open_page(app_to_read, "checker", "queue", **beyond)
    assert not test.exception
    assert dict(test.query_params) == {"q": "crimea"}
    old = open_page(app_to_read, "checker", "queue", q="crimea", **{"to": "1986-04-26"})
    assert dict(old.query_params) == {"q": "crimea", "to": "1986-04-26"}
    since = next(each for each in old.date_input if each.label == "Stories from")
    assert since.min.year < 1986
