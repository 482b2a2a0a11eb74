"""Adding an article by the page alone, as far as what it advises."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, html_of
from workbench.desk_app import DeskApp

TEXT = (
    "TESTVILLE, October 21 - Mayor Ann Brook said the bridge was safe. "
    "Brook denied that any inspection had failed."
)


def added(test: AppTest, text: str) -> AppTest:
    test.text_area(key="paste_text").set_value(text)
    next(each for each in test.button if each.label == "Read the text").click().run()
    next(each for each in test.button if each.label == "Find the claims").click().run()
    assert not test.exception
    return test


def test_a_text_without_a_day_gets_one_in_the_way_that_is_advised(
    desk: DeskApp, open_page: Open
) -> None:
    test = added(open_page(desk, "checker", "add_article"), TEXT)
    [advice] = [each.value for each in test.warning]
    assert advice.endswith("with the day written above it, such as 21 October 2022.")
    test = added(test, f"21 October 2022\n\n{TEXT}")
    assert "Published 21 October 2022." in html_of(test)
    assert not test.warning
