"""Insights: how the desk does, for who runs it; how one's own work does, for oneself."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.model.figures import Figures, Period
from workbench.model.people import Action
from workbench.ui.insights import figures_html
from workbench.ui.session import Visit, errors_shown, masthead, show_notice, visit
from workbench.ui.shared.browser import style
from workbench.ui.shared.show import show

PERIOD_WORDS = {
    Period.WEEK: "last 7 days",
    Period.MONTH: "last 30 days",
    Period.QUARTER: "last 90 days",
    Period.ALL: "all time",
}
DESK, OWN = "desk", "own"
WHOSE_WORDS = {DESK: "The whole desk", OWN: "My own work"}


def page() -> None:
    """The whole page."""
    here = visit()
    style("figures.css")
    with errors_shown():
        desk_wide = here.may(Action.SEE_INSIGHTS)
        masthead("Insights", here, lead(desk_wide=desk_wide))
        show_notice()
        if not here.may(Action.DECIDE):
            st.info(
                "These figures are of verdicts and signatures, and you give neither. What the "
                "archive holds stands on its own page."
            )
            st.page_link("archive/archive.py", label="Go to the archive")
            return
        period, whose = choose_period(desk_wide=desk_wide)
        found = (
            here.app.insights.of_desk(period, by=here.user)
            if whose == DESK
            else here.app.insights.own(period, by=here.user)
        )
        show_figures(here, found, whose)


def lead(*, desk_wide: bool) -> str:
    """What is here, and what is not."""
    if desk_wide:
        return (
            "How the desk does. Nobody is ranked: each person sees the figures of their own work."
        )
    return "Figures of your own work. Nobody else is shown them."


def choose_period(*, desk_wide: bool) -> tuple[Period, str]:
    """The period and whose figures, as the address bar has them or as they are chosen here."""
    link = st.query_params
    periods = list(Period)
    asked = link.get("days", "")
    with st.container(horizontal=True, gap="medium"):
        period = st.radio(
            "Period",
            periods,
            index=periods.index(Period(asked) if asked in {*Period} else Period.MONTH),
            format_func=lambda each: PERIOD_WORDS[each],
            horizontal=True,
            key="insights_days",
        )
        whose = OWN
        if desk_wide:
            whose = st.radio(
                "Whose",
                list(WHOSE_WORDS),
                index=1 if link.get("whose") == OWN else 0,
                format_func=lambda each: WHOSE_WORDS[each],
                horizontal=True,
                key="insights_whose",
            )
    wanted = {"days": period.value} | ({"whose": OWN} if desk_wide and whose == OWN else {})
    if link.to_dict() != wanted:
        link.from_dict(wanted)
    return period, whose


def show_figures(here: Visit, found: Figures, whose: str) -> None:
    """Pictures first; the numbers of each open under it."""
    if not found.happened.submitted and not found.happened.signed_off:
        st.info(
            "Nothing was submitted or signed off in this period. Choose a longer one; figures "
            "appear with the first verdict."
        )
    show(figures_html.throughput(found))
    left, right = st.columns(2, gap="medium")
    with left:
        show(figures_html.draw_waiting(found))
        show(figures_html.times(found))
    with right:
        show(figures_html.verdicts(found))
        show(figures_html.machine(found))
        dismissed = figures_html.dismissals(found)
        if dismissed:
            show(dismissed)
    show(figures_html.agreement(found, lambda pair: names(here, pair)))
    if whose == OWN:
        show(
            h.p(".wb-source")[
                "Counted: versions of verdicts that you wrote, what became of them, and second "
                "opinions that you gave or that were given on them."
            ]
        )


def names(here: Visit, pair: str) -> str:
    """Two accounts as colleagues know them."""
    return " and ".join(here.name_of(name) for name in pair.split(" and "))


page()
