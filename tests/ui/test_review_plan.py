"""The plan of one claim on Review: it begins with what is planned."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.ui.conftest import Open, person
from tests.ui.test_pages import crimea_claim, review
from tests.ui.test_review_drafts import labelled, pressed
from workbench.app import App
from workbench.model.desk import Priority


def test_another_priority_keeps_who_looks_at_the_claim_and_until_when(
    app: App, open_page: Open
) -> None:
    item = crimea_claim(app)
    due = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    app.work.plan(
        [item.claim.claim_id],
        by=person(app, "supervisor"),
        assignee="checker",
        priority=Priority.NORMAL,
        due_at=due,
    )
    test = review(open_page, app, "supervisor", item)
    labelled(test.selectbox, "How pressing").select(Priority.URGENT)
    pressed(test, "Set the plan")
    plan = app.page_queries.claim(item.claim.claim_id, reader=None).plan
    assert plan is not None
    assert (plan.priority, plan.assignee, plan.due_at) == (Priority.URGENT, "checker", due)
