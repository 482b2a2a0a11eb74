"""The ASGI entry: ``streamlit run app.py`` serves pages, routes and middleware in one process."""

import streamlit as st

from workbench.settings import Settings
from workbench.web.application import PAGES, parts

# Streamlit looks for a call of st.App in this very file. A script that hides it would be served
# without our routes and middleware, so the call stays here.
app = st.App(PAGES, **parts(Settings.from_environment()))
