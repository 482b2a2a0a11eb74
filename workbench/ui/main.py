"""The first script of every run: who is there, which pages there are, then the page asked for."""

from __future__ import annotations

import streamlit as st

from workbench.ui.components.browser import ICON, desk_keys, style
from workbench.ui.keys import keys_sheet
from workbench.ui.session import visit

ABOUT = "Who said it, what they said before, and who signed it off."

st.set_page_config(
    page_title="Factcheck workbench",
    page_icon=str(ICON),
    layout="wide",
    menu_items={"About": ABOUT},
)
style()
here = visit()
pages = [
    st.Page("screens/queue.py", title="Queue", url_path="queue", default=True),
    st.Page("screens/review.py", title="Review", url_path="review"),
    st.Page("screens/sign_off.py", title="Sign-off", url_path="sign_off"),
    st.Page("screens/timeline.py", title="Timeline", url_path="timeline"),
    st.Page("screens/archive.py", title="Archive", url_path="archive"),
    st.Page("screens/add_article.py", title="Add article", url_path="add_article"),
    st.Page("screens/export.py", title="Export", url_path="export"),
    st.Page("screens/insights.py", title="Insights", url_path="insights"),
    st.Page("screens/people.py", title="People", url_path="people"),
    st.Page("screens/account.py", title="Account", url_path="account"),
]
page = st.navigation(pages, position="top")
page.run()
desk_keys(
    st.session_state.pop("announce", ""),
    st.session_state.get("notice_number", 0),
    sheet=keys_sheet(page.url_path or "queue", page.title),
    claim=st.session_state.pop("claim_shown", ""),
)
