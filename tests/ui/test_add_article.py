"""Adding an article: what was read is shown first, and what came of it after."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, html_of, person
from workbench.app import App

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
    app: App, open_page: Open
) -> None:
    test = added(open_page(app, "checker", "add_article"), TEXT)
    [advice] = [each.value for each in test.warning]
    assert advice.endswith("with the day written above it, such as 21 October 2022.")
    test = added(test, f"21 October 2022\n\n{TEXT}")
    assert "Published 21 October 2022." in html_of(test)
    assert not test.warning


def test_pasted_text_becomes_an_article_with_its_claims(app: App, open_page: Open) -> None:
    test = open_page(app, "checker", "add_article")
    test.text_area(key="paste_text").set_value(
        'TESTVILLE, October 21 - Mayor Ann Brook said the bridge "is safe". '
        "Brook denied that any inspection had failed."
    )
    test.text_input(key="paste_title").set_value("Bridge <b>is</b> safe")
    next(each for each in test.button if each.label == "Read the text").click().run()
    assert "Bridge &lt;b&gt;is&lt;/b&gt; safe" in html_of(test)
    assert "inspection had failed" in html_of(test)
    assert not any(
        line.title == "Bridge <b>is</b> safe"
        for line in app.page_queries.queue(person(app, "checker"))
    )  # nothing is stored before it was looked at
    next(each for each in test.button if each.label == "Find the claims").click().run()
    assert not test.exception
    assert "found in" in test.success[0].value
    assert "Brook" in html_of(test)
    assert any(
        line.title == "Bridge <b>is</b> safe"
        for line in app.page_queries.queue(person(app, "checker"))
    )


def test_no_text_is_not_an_article(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "add_article")
    next(each for each in test.button if each.label == "Read the text").click().run()
    assert test.error
    assert not test.exception


def test_words_of_a_document_are_never_markdown(app: App, open_page: Open) -> None:
    test = open_page(app, "checker", "add_article")
    test.text_area(key="paste_text").set_value("The bridge was closed on Monday after a survey.")
    test.text_input(key="paste_title").set_value("![x](https://example.org/x.png) $5 to $6")
    next(each for each in test.button if each.label == "Read the text").click().run()
    next(each for each in test.button if "claims" in each.label).click().run()
    told = [each.value for each in [*test.success, *test.warning, *test.info]]
    assert any("example" in words for words in told)
    assert not any("![" in words or "x](" in words or " $5" in words for words in told)
