"""The Queue's list of claims: a link opens it as it was sent."""

from __future__ import annotations

from tests.ui.conftest import Open, labels_of_links
from workbench.desk_app import DeskApp


def test_a_link_opens_the_same_claims_for_a_colleague(
    desk_to_read: DeskApp, open_page: Open
) -> None:
    test = open_page(desk_to_read, "supervisor", "queue", q="crimea drones", order="newest")
    assert not test.exception
    assert not test.error
    claims = [label for label in labels_of_links(test) if label.startswith("“")]
    assert 0 < len(claims) <= 25
    assert "Show all stories again" in labels_of_links(test)
    assert dict(test.query_params) == {"q": "crimea drones", "order": "newest"}


def test_a_link_to_nothing_says_what_to_leave_out(desk_to_read: DeskApp, open_page: Open) -> None:
    test = open_page(desk_to_read, "checker", "queue", q="zzzz", state="nonsense")
    assert not test.exception
    assert any("Leave a filter out" in each.value for each in test.info)
