"""The pages Timeline and Insights, as the people who use them find them."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Open, html_of, labels_of_links, person
from tests.ui.test_pages import crimea_claim, decide
from workbench.app import App


def test_the_timeline_of_a_claim_has_a_row_of_the_table_for_each_statement(
    app_to_read: App, open_page: Open
) -> None:
    claim = crimea_claim(app_to_read).claim
    found = app_to_read.priors.timeline(claim.claim_id)
    test = open_page(app_to_read, "librarian", "timeline", claim=claim.claim_id)
    assert not test.exception
    html = html_of(test)
    assert found.rows[0].actor == "Iran"
    assert html.count('<th scope="row">') == len(found.marks) + len(found.undated)
    assert claim.text in html
    assert "Back to the claim on Review" in labels_of_links(test)
    assert "Iran: everything on this" in labels_of_links(test)


def test_the_timeline_tells_no_verdict(app: App, open_page: Open) -> None:
    claim_id = decide(app, "checker").claim.claim_id
    app.opinions.ask(claim_id, reviewer="checker2", by=person(app, "supervisor"))
    html = html_of(open_page(app, "checker2", "timeline", claim=claim_id))
    assert "Iran has denied it." not in html
    assert "Contested" not in html.split("</style>")[-1]


def test_a_link_to_a_claim_that_is_gone_shows_the_way_on(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "timeline", claim="gone")
    assert "there is no claim gone" in test.error[0].value
    assert "Go to the queue" in labels_of_links(test)


def test_one_actor_is_looked_up_by_any_of_its_names_and_the_link_keeps_it(
    app_to_read: App, open_page: Open
) -> None:
    test = open_page(app_to_read, "checker", "timeline")
    assert "Write who and on what" in test.info[0].value
    test.text_input(key="timeline_actor").set_value("Tehran")
    test.text_input(key="timeline_words").set_value("Iran sent drones to Russia")
    next(each for each in test.button if each.label == "Show").click().run()
    assert not test.exception
    assert test.query_params["actor"] in ("Tehran", ["Tehran"])
    found = app_to_read.priors.timeline_by("Tehran", "Iran sent drones to Russia")
    assert [row.actor for row in found.rows] == ["Iran"]
    assert html_of(test).count('<th scope="row">') == len(found.marks) + len(found.undated)


def test_an_actor_without_a_word_on_it_is_said_so(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "timeline", actor="*Nobody*", q="Iran sent drones")
    assert "holds nothing that" in test.info[0].value
    assert r"\*Nobody\*" in test.info[0].value


@pytest.mark.parametrize(
    ("name", "whose"), [("checker", False), ("supervisor", True), ("admin", True)]
)
def test_the_whole_desk_is_offered_to_who_runs_it_alone(
    app_to_read: App, open_page: Open, name: str, whose: bool
) -> None:
    test = open_page(app_to_read, name, "insights", days="all")
    assert not test.exception
    assert [each.label for each in test.radio] == ["Period", *(["Whose"] if whose else [])]
    assert test.query_params["days"] in ("all", ["all"])
    submitted = "Submitted <strong>1</strong>"  # the sample decision, by checker2
    assert (submitted in html_of(test)) is whose


def test_who_gives_no_verdicts_is_shown_the_way_to_the_archive(
    app_to_read: App, open_page: Open
) -> None:
    test = open_page(app_to_read, "librarian", "insights")
    assert "you give neither" in test.info[0].value
    assert not test.radio


def test_ones_own_figures_count_ones_own_verdicts(app: App, open_page: Open) -> None:
    decide(app, "checker")
    test = open_page(app, "checker", "insights", days="7")
    assert "Submitted <strong>1</strong>" in html_of(test)
    assert "✕ Contested</strong> 1 (100 %)" in html_of(test)
    test = open_page(app, "supervisor", "insights", days="7", whose="own")
    assert "Submitted <strong>0</strong>" in html_of(test)
