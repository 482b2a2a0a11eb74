"""The first script of every run: who is there, which pages there are, then the page asked for."""

from __future__ import annotations

import streamlit as st

from workbench.model.people import Action
from workbench.ui.keys import keys_sheet
from workbench.ui.navigation import Place, places_of
from workbench.ui.session import address_kept, announce, visit
from workbench.ui.shared.browser import ICON, desk_keys, style

NAME = "Factcheck workbench"
ABOUT = "Who said it, what they said before, and who signed it off."


def page_at(place: Place, *, shown: bool) -> st.Page:
    """The page, in the navigation or out of it; the Queue is where the desk opens."""
    return st.Page(
        f"{place.path}/{place.path}.py",
        title=place.title,
        url_path=place.path,
        default=place.path == "queue",
        visibility="visible" if shown else "hidden",
    )


st.set_page_config(
    page_title=NAME,
    page_icon=str(ICON),
    layout="wide",
    menu_items={"About": ABOUT},
)
style()
here = visit()
permitted = frozenset(action for action in Action if here.may(action))
mine, others = places_of(here.user.role, permitted)
page = st.navigation(
    [
        *(page_at(each, shown=True) for each in mine),
        *(page_at(each, shown=False) for each in others),
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} – {NAME}")
with address_kept(page.url_path):
    page.run()
if st.session_state.setdefault("page_told", page.title) != page.title:
    st.session_state["page_told"] = page.title
    if "announce" not in st.session_state:  # what an action has to say names where it led
        announce(page.title)
desk_keys(
    st.session_state.pop("announce", ""),
    st.session_state.get("notice_number", 0),
    sheet=keys_sheet(page.url_path or "queue", page.title),
    claim=st.session_state.pop("claim_shown", ""),
)
