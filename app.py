"""The ASGI entry: ``streamlit run app.py`` serves pages, routes and middleware in one process."""

from workbench.web.application import build

app = build()
