"""Review with a larger reader: the page waits for nobody and says which model judged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reader_server import Read, ReaderServer, serving
from tests.ui.conftest import Open, html_of, shared
from tests.ui.test_pages import crimea_claim, review
from workbench.app import App
from workbench.settings import Settings
from workbench.ui.review.ahead import AHEAD


@pytest.fixture
def reader() -> Iterator[ReaderServer]:
    with serving(Read(against="not")) as reader:
        yield reader


@pytest.fixture
def read_app(
    demo_settings: Settings, reader: ReaderServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    """The demonstration's desk with a larger reader on this machine."""
    monkeypatch.setenv("WORKBENCH_READER_URL", reader.url)
    monkeypatch.setenv("WORKBENCH_READER_MODEL", "large")
    yield from shared(demo_settings, monkeypatch)


def test_the_page_opens_with_shipped_labels_and_then_shows_what_was_read_again(
    open_page: Open, read_app: App, reader: ReaderServer
) -> None:
    item = crimea_claim(read_app)
    first = html_of(review(open_page, read_app, "checker", item))
    assert "large at 127.0.0.1" in first
    assert "go to a program on this machine." in first
    assert "Read again by" not in first, "nobody waits for it"
    AHEAD.finish()
    found = read_app._parts.larger_reader
    assert found is not None
    found.finish()
    asked = len(reader.asked)
    again = html_of(review(open_page, read_app, "checker", item))
    assert "large at 127.0.0.1" in again
    assert "Read again by large-reader:70b" in again
    AHEAD.finish()
    found.finish()
    assert len(reader.asked) == asked, "opened again it asks nothing"
