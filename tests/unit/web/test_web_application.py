"""The entry that Streamlit serves is the one with our gate."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from streamlit.web.server.app_discovery import discover_asgi_app

from tests.conftest import ROOT
from workbench.app import shared_app
from workbench.settings import Settings
from workbench.web.application import PAGES, parts, report


def test_streamlit_recognises_the_entry_and_so_serves_it_with_our_gate() -> None:
    found = discover_asgi_app(ROOT / "app.py")
    assert found.is_asgi_app
    assert found.import_string == "app:app"


def test_the_real_application_turns_strangers_away(settings: Settings) -> None:
    import streamlit as st

    app = st.App(PAGES, **parts(settings))
    try:
        client = TestClient(app, follow_redirects=False)  # not entered: the pages do not start
        assert client.get("/", headers={"accept": "text/html"}).status_code == 303
        assert client.get("/_stcore/metrics").status_code == 401
        assert client.get("/_stcore/host-config").status_code == 401
        assert "Content-Security-Policy" in client.get("/sign-in").headers
    finally:
        shared_app(settings).close()


def test_a_failing_page_leaves_its_trace_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    report(ValueError("the cause"))
    assert "the cause" in caplog.text


def test_no_page_can_be_reached_past_the_main_script() -> None:
    assert not (PAGES.parent / "pages").exists(), "Streamlit serves such a folder's scripts alone"
